package lanner.viewer.alerts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.geometry.Insets;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Modality;
import javafx.stage.Stage;
import javafx.stage.Window;
import lanner.engine.json.JsonText;
import lanner.investigation.casework.DraftedException;
import lanner.investigation.index.AlertEntry;
import lanner.product.Counted;
import lanner.product.FileFailure;
import lanner.viewer.list.Dialogs;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.SaveDialog;
import lanner.viewer.paint.DisplayText;
import org.jspecify.annotations.Nullable;

/** A drafted exception: its YAML, and what it would silence. */
final class DraftWindow {
    private static final int MOST_NAMED = 12;

    private final Investigation investigation;
    private final DraftedException draft;
    private final SaveDialog saveDialog;
    private final Consumer<String> said;
    private final Stage stage = new Stage();

    private DraftWindow(
            Investigation investigation, DraftedException draft, SaveDialog saveDialog, Consumer<String> said) {
        this.investigation = investigation;
        this.draft = draft;
        this.saveDialog = saveDialog;
        this.said = said;
    }

    /** @param said takes a sentence about what was done with the draft */
    static void show(
            @Nullable Window owner,
            Investigation investigation,
            DraftedException draft,
            SaveDialog saveDialog,
            Consumer<String> said) {
        new DraftWindow(investigation, draft, saveDialog, said).open(owner);
    }

    private void open(@Nullable Window owner) {
        TextArea text = new TextArea(draft.yaml());
        text.setId("draft");
        text.setEditable(false);
        text.setStyle("-fx-font-family: 'DejaVu Sans Mono';");
        text.setPrefRowCount(12);
        VBox.setVgrow(text, Priority.ALWAYS);
        Label trial = Dialogs.sentence(words(draft));
        trial.setId("draft-trial");
        trial.getStyleClass().add(isNarrow() ? "plain" : "notice");
        Label notes = Dialogs.sentence(draft.notes().stream()
                .map(note -> DisplayText.text(JsonText.latin(note), 400))
                .collect(Collectors.joining("\n")));
        notes.getStyleClass().add("quiet");
        notes.setManaged(!draft.notes().isEmpty());
        Button copy = button("Copy", this::copy);
        Button save = button("Save\u2026  Ctrl+S", this::save);
        Button close = button("Close  Esc", stage::close);
        FlowPane hands = Dialogs.hands(copy, save, close);
        VBox all = new VBox(
                8, Dialogs.sentence("For a rule file that is read after the rule's own:"), text, trial, notes, hands);
        all.setPadding(new Insets(12));
        Scene scene = Dialogs.scene(owner, all, 760, 480);
        scene.getAccelerators().put(new KeyCodeCombination(KeyCode.S, KeyCombination.SHORTCUT_DOWN), this::save);
        scene.getAccelerators().put(new KeyCodeCombination(KeyCode.ESCAPE), stage::close);
        stage.initOwner(owner);
        stage.initModality(Modality.WINDOW_MODAL);
        stage.setTitle("Exception for " + DisplayText.text(draft.alert().rule(), 80));
        stage.setScene(scene);
        stage.show();
        copy.requestFocus();
    }

    private static Button button(String words, Runnable action) {
        Button button = new Button(words);
        button.setMnemonicParsing(false);
        button.setOnAction(event -> action.run());
        return button;
    }

    private boolean isNarrow() {
        return draft.silencesAlert() && draft.silenced().size() == 1 && !draft.isPartial();
    }

    /** What the trial on the open captures came to. */
    static String words(DraftedException draft) {
        String partial = draft.isPartial() ? " The trial was cancelled: there may be more." : "";
        if (!draft.silencesAlert()) {
            return "It does not silence this alert." + partial;
        }
        int others = draft.silenced().size() - 1;
        if (others == 0) {
            return "It silences this alert alone, of " + DisplayText.number(draft.ofRule())
                    + " that the rule raises here." + partial;
        }
        String named = draft.silenced().stream()
                .filter(each -> each.row() != draft.alert().row())
                .limit(MOST_NAMED)
                .map(AlertEntry::number)
                .map(DisplayText::number)
                .collect(Collectors.joining("; "));
        return "It silences this alert and " + Counted.of(others, "other")
                + ", of "
                + DisplayText.number(draft.ofRule()) + " that the rule raises here: events " + named
                + (others > MOST_NAMED ? "; \u2026" : ".") + partial;
    }

    private void copy() {
        ClipboardContent content = new ClipboardContent();
        content.putString(draft.yaml());
        Clipboard.getSystemClipboard().setContent(content);
        said.accept("The draft is in the clipboard");
    }

    private void save() {
        saveDialog.ask(stage, "Save the exception", "exception.yaml", this::write);
    }

    private void write(Path target) {
        investigation
                .jobs()
                .start(
                        "saving",
                        progress -> {
                            investigation.workspace().refuse(target);
                            try {
                                return Files.writeString(target, draft.yaml(), StandardCharsets.UTF_8);
                            } catch (IOException e) {
                                throw new IOException(target + " cannot be written: " + FileFailure.words(e), e);
                            }
                        },
                        written -> {
                            investigation
                                    .notes()
                                    .write(() -> investigation.notes().file().exported(written.toString()));
                            said.accept("Saved: " + written);
                            stage.close();
                        });
    }
}
