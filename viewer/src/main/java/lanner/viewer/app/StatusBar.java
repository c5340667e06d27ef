package lanner.viewer.app;

import javafx.animation.AnimationTimer;
import javafx.collections.ListChangeListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import lanner.viewer.task.Job;
import lanner.viewer.task.JobRunner;

/** What is known of the capture, what is chosen, and each job that takes long with its progress and a way to cancel it. */
final class StatusBar extends HBox {
    /** A job that is over sooner is not worth a flicker. */
    private static final long QUICK_NANOS = 300_000_000L;

    private final Label facts = new Label();
    private final Label chosen = new Label();
    private final HBox jobs = new HBox(8);

    StatusBar(JobRunner runner) {
        super(14);
        setPadding(new Insets(3, 8, 3, 8));
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("status-bar");
        facts.setId("facts");
        chosen.setId("chosen");
        jobs.setId("jobs");
        jobs.setAlignment(Pos.CENTER_LEFT);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        getChildren().addAll(facts, chosen, space, jobs);
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
        HBox row = new HBox(5, new Label(job.name()), bar, cancel);
        row.setAlignment(Pos.CENTER_LEFT);
        jobs.getChildren().add(row);
        job.stateProperty()
                .addListener((property, before, now) -> jobs.getChildren().remove(row));
    }
}
