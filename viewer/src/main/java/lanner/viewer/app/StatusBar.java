package lanner.viewer.app;

import java.util.ArrayList;
import java.util.List;
import javafx.animation.AnimationTimer;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import lanner.viewer.task.Job;
import lanner.viewer.task.JobRunner;

/**
 * What is known of the capture, what is chosen, and each job that takes long with its progress and a way to cancel it; in a
 * narrow window the way to cancel it alone.
 */
final class StatusBar extends HBox {
    /** A job that ends sooner has no bar: it would only flicker. */
    private static final long QUICK_NANOS = 300_000_000L;

    /** So many jobs have a bar of their own; the others are counted, so that the line stays one line. */
    private static final int MOST_BARS = 2;

    /** In fewer widths of a letter what is known and what was said have the room of names and bars of jobs. */
    private static final double NARROW = 85;

    /** What was said last goes before what is always there, up to this part of the width. */
    private static final double MOST_SAID = 0.6;

    private final Label facts = new Label();
    private final Label chosen = new Label();
    private final Label said = new Label();
    private final HBox jobs = new HBox(8);
    private final Label moreJobs = new Label();
    /** Jobs that run for long, the oldest first. */
    private final List<HBox> bars = new ArrayList<>();

    StatusBar(JobRunner runner) {
        super(14);
        setPadding(new Insets(3, 8, 3, 8));
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("status-bar");
        facts.setId("facts");
        chosen.setId("chosen");
        said.setId("said");
        jobs.setId("jobs");
        jobs.setAlignment(Pos.CENTER_LEFT);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        getChildren().addAll(facts, chosen, said, space, jobs);
        said.minWidthProperty()
                .bind(Bindings.createDoubleBinding(
                        () -> Math.min(said.prefWidth(-1), getWidth() * MOST_SAID),
                        said.textProperty(),
                        said.fontProperty(),
                        widthProperty()));
        widthProperty().addListener((property, before, now) -> showBars());
        facts.fontProperty().addListener((property, before, now) -> showBars());
        runner.running().addListener((ListChangeListener<Job>) change -> {
            while (change.next()) {
                change.getAddedSubList().forEach(this::later);
            }
        });
    }

    void facts(String words) {
        facts.setText(words);
    }

    void chosen(String words) {
        chosen.setText(words);
    }

    /** A sentence about what was just done; empty for none. */
    void say(String sentence) {
        said.setText(sentence);
    }

    private void later(Job job) {
        new AnimationTimer() {
            private long began;

            @Override
            public void handle(long now) {
                began = began == 0 ? now : began;
                if (!job.isRunning()) {
                    stop();
                } else if (now - began > QUICK_NANOS) {
                    show(job);
                    stop();
                }
            }
        }.start();
    }

    private void show(Job job) {
        ProgressBar bar = new ProgressBar();
        bar.progressProperty().bind(job.progressProperty());
        bar.setPrefWidth(110);
        Button cancel = new Button("Cancel");
        cancel.getStyleClass().add("small");
        cancel.setOnAction(event -> job.cancel());
        cancel.setAccessibleText("Cancel: " + job.name());
        HBox row = new HBox(5, new Label(job.name()), bar, cancel);
        row.setAlignment(Pos.CENTER_LEFT);
        row.setMinWidth(USE_PREF_SIZE);
        bars.add(row);
        showBars();
        job.stateProperty().addListener((property, before, now) -> {
            bars.remove(row);
            showBars();
        });
    }

    private void showBars() {
        int shown = Math.min(MOST_BARS, bars.size());
        boolean narrow = getWidth() < NARROW * facts.getFont().getSize();
        for (HBox row : bars) {
            for (Node part : row.getChildren()) {
                boolean wanted = part instanceof Button || !narrow;
                part.setManaged(wanted);
                part.setVisible(wanted);
            }
        }
        jobs.getChildren().setAll(bars.subList(0, shown));
        if (bars.size() > shown) {
            moreJobs.setText("and " + (bars.size() - shown) + " more");
            jobs.getChildren().add(moreJobs);
        }
    }
}
