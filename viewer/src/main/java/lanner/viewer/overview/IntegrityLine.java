package lanner.viewer.overview;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import lanner.investigation.workspace.CaptureSession;
import lanner.investigation.workspace.Integrity;
import lanner.viewer.list.Dialogs;
import lanner.viewer.model.Evidence;
import lanner.viewer.paint.DisplayText;
import lanner.viewer.task.Job;

/** Whether each capture is what was recorded: its hash and its verdict, or how far the check is. */
final class IntegrityLine extends VBox {
    private static final int SHOWN_OBJECTIONS = 3;

    private final List<CaptureSession> captures;
    private final Evidence evidence;

    IntegrityLine(List<CaptureSession> captures, Evidence evidence) {
        super(4);
        this.captures = captures;
        this.evidence = evidence;
        setId("integrity");
        getStyleClass().add("panel");
        evidence.state().addListener((property, before, now) -> fill());
        evidence.hashing().addListener((property, before, now) -> fill());
        fill();
    }

    private void fill() {
        getChildren().clear();
        List<Optional<Integrity>> found = evidence.integrity();
        boolean running = false;
        for (int i = 0; i < captures.size(); i++) {
            String name = captures.size() == 1 ? "" : captures.get(i).name() + "  ";
            if (found.get(i).isPresent()) {
                getChildren().addAll(lines(name, found.get(i).get()));
            } else if (!running) {
                running = true;
                getChildren().add(waiting(name));
            }
        }
    }

    private HBox waiting(String name) {
        HBox line = new HBox(8);
        line.setAlignment(Pos.CENTER_LEFT);
        Job job = evidence.hashing().get();
        if (job == null) {
            line.getChildren()
                    .add(new Label(own(name) + "SHA-256: " + evidence.state().get()));
        } else {
            ProgressBar bar = new ProgressBar();
            bar.progressProperty().bind(job.progressProperty());
            bar.setPrefWidth(160);
            Button cancel = new Button("Cancel");
            cancel.getStyleClass().add("small");
            cancel.setOnAction(event -> job.cancel());
            line.getChildren().addAll(new Label(own(name) + "Verifying the capture"), bar, cancel);
        }
        return line;
    }

    private static List<HBox> lines(String name, Integrity found) {
        Label sign = new Label(
                found.isIntact()
                        ? "\u2713 intact"
                        : found.verdict().isEmpty() ? "? " + found.words() : "\u2717 " + found.words());
        sign.setId("verdict");
        sign.getStyleClass().add(found.isIntact() ? "good" : "grave");
        sign.setMinWidth(USE_PREF_SIZE);
        Label hash = new Label(own(name) + "SHA-256 " + found.sha256());
        hash.setId("sha256");
        hash.getStyleClass().add("fixed");
        // All of it is to be read, where it has to on two lines.
        hash.setWrapText(true);
        hash.setMinHeight(USE_PREF_SIZE);
        Button copy = new Button("Copy");
        copy.getStyleClass().add("small");
        copy.setMinWidth(USE_PREF_SIZE);
        copy.setOnAction(event -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(found.sha256());
            Clipboard.getSystemClipboard().setContent(content);
        });
        List<HBox> lines = new ArrayList<>();
        lines.add(new HBox(12, sign, hash, copy));
        List<String> said = new ArrayList<>(found.objections());
        int more = said.size() - SHOWN_OBJECTIONS;
        found.notes().forEach(note -> said.add(Math.min(said.size(), SHOWN_OBJECTIONS), note));
        said.stream()
                .limit(SHOWN_OBJECTIONS + (long) found.notes().size())
                .forEach(each -> lines.add(new HBox(Dialogs.sentence(DisplayText.text(each, 200)))));
        if (more > 0) {
            lines.add(new HBox(Dialogs.sentence("and " + more + " more: the report lists all")));
        }
        lines.forEach(line -> line.setAlignment(Pos.CENTER_LEFT));
        return lines;
    }

    private static String own(String characters) {
        return DisplayText.text(lanner.engine.json.JsonText.latin(characters), 200);
    }
}
