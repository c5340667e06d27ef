package lanner.viewer.explore;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.shape.Circle;
import javafx.stage.Modality;
import javafx.stage.Stage;
import javafx.stage.Window;
import lanner.engine.json.JsonText;
import lanner.investigation.casework.Tag;
import lanner.investigation.rows.RowFilter;
import lanner.product.Counted;
import lanner.viewer.list.Dialogs;
import lanner.viewer.list.TagSign;
import lanner.viewer.model.CaseNotes;
import lanner.viewer.model.Investigation;
import lanner.viewer.paint.DisplayText;
import lanner.viewer.paint.Theme;
import org.jspecify.annotations.Nullable;

/** The tags of one event: those of the case to choose from, and a field for a new one. What is done holds at once. */
final class TagWindow {
    private static final int LONGEST = 100;
    private static final double SIGN = 6;

    private final Investigation investigation;
    private final CaseNotes notes;
    private final int row;
    private final TextField name = new TextField();
    private final ListView<Tag> list = new ListView<>();
    private final TextField letter = new TextField();
    private final ComboBox<String> colour = new ComboBox<>();
    private final Label problem = new Label();
    private final Stage stage = new Stage();

    private TagWindow(Investigation investigation, int row) {
        this.investigation = investigation;
        this.notes = investigation.notes();
        this.row = row;
    }

    static void show(Window owner, Investigation investigation, int row) {
        new TagWindow(investigation, row).show(owner);
    }

    private void show(Window owner) {
        Label head = new Label("Tags of event "
                + DisplayText.number(investigation.events().get().number(row)));
        head.getStyleClass().add("panel-title");
        name.setId("tag-name");
        name.setPromptText("A tag: Enter puts it on the event");
        name.setAccessibleText("Name of a tag");
        name.setOnAction(event -> putNamed());
        name.textProperty().addListener((property, before, now) -> problem.setText(""));
        list.setId("tag-list");
        list.setAccessibleText("Tags of the case");
        list.setPlaceholder(new Label("The case has no tag yet"));
        list.setCellFactory(view -> new TagCell());
        list.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
                toggle();
                event.consume();
            }
        });
        list.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                toggle();
            }
        });
        list.getSelectionModel().selectedItemProperty().addListener((property, before, now) -> take(now));
        letter.setId("tag-letter");
        letter.setPrefColumnCount(2);
        letter.setAccessibleText("Letter of the selected tag");
        letter.setOnAction(event -> change());
        colour.setId("tag-colour");
        colour.setAccessibleText("Colour of the selected tag");
        colour.getItems()
                .setAll(Arrays.stream(Theme.Tint.values())
                        .map(Theme.Tint::words)
                        .toList());
        problem.setId("tag-problem");
        problem.setWrapText(true);
        problem.getStyleClass().add("grave");
        Label keys = Dialogs.sentence("In the list Enter puts a tag on or takes it off; Esc: done");
        keys.getStyleClass().add("quiet");
        FlowPane look = Dialogs.hands(
                new Label("Letter"),
                letter,
                colour,
                button("tag-change", "Change its look", this::change),
                button("tag-show", "Show its events", this::showEvents));
        VBox box = new VBox(8, head, name, list, problem, look, keys);
        VBox.setVgrow(list, Priority.ALWAYS);
        box.setPadding(new Insets(12));
        Scene scene = Dialogs.scene(owner, box, 560, 380);
        scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                stage.close();
            }
        });
        stage.initOwner(owner);
        stage.initModality(Modality.WINDOW_MODAL);
        stage.setTitle("Tags");
        stage.setScene(scene);
        fill();
        stage.show();
        name.requestFocus();
    }

    private static Button button(String id, String words, Runnable action) {
        Button button = new Button(words);
        button.setId(id);
        button.setOnAction(event -> action.run());
        return button;
    }

    private void fill() {
        Tag chosen = list.getSelectionModel().getSelectedItem();
        list.getItems().setAll(notes.file().tags());
        list.getItems().stream()
                .filter(tag -> chosen != null && tag.name().equals(chosen.name()))
                .findFirst()
                .ifPresentOrElse(
                        list.getSelectionModel()::select,
                        () -> list.getSelectionModel().selectFirst());
    }

    private void take(@Nullable Tag tag) {
        if (tag != null) {
            letter.setText(tag.letter());
            colour.setValue(TagSign.tint(tag).words());
        }
    }

    private boolean has(Tag tag) {
        return notes.tags(row).contains(tag);
    }

    private void toggle() {
        Tag tag = list.getSelectionModel().getSelectedItem();
        if (tag != null) {
            notes.tag(row, tag, !has(tag));
            fill();
        }
    }

    /** Puts the tag of the name that was typed on the event; makes it, if there is none. */
    private void putNamed() {
        String wanted = name.getText().strip();
        if (wanted.isEmpty()) {
            list.requestFocus();
            return;
        }
        Optional<Tag> known = notes.file().tag(wanted);
        Tag tag = known.orElseGet(() -> invented(wanted));
        if (known.isEmpty()) {
            Optional<String> against = notes.editor().isFullOfTags()
                    ? Optional.of("the case has as many tags as it may have")
                    : tag.problem();
            if (against.isPresent()) {
                problem.setText(against.get());
                return;
            }
            notes.change(() -> notes.editor().tag(tag));
        }
        notes.tag(row, tag, true);
        stage.close();
    }

    /** With a letter and a colour that no other tag of the case has, where there is such a one. */
    private Tag invented(String wanted) {
        List<Tag> tags = notes.file().tags();
        Stream<String> own = wanted.chars().mapToObj(each -> Character.toString(Character.toUpperCase((char) each)));
        Stream<String> any =
                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".chars().mapToObj(each -> Character.toString((char) each));
        String free = Stream.concat(own, any)
                .filter(each -> each.matches("[A-Z0-9]"))
                .filter(each -> tags.stream().noneMatch(tag -> tag.letter().equalsIgnoreCase(each)))
                .findFirst()
                .orElse("X");
        Theme.Tint[] tints = Theme.Tint.values();
        return new Tag(wanted, free, tints[tags.size() % tints.length].words());
    }

    private void change() {
        Tag tag = list.getSelectionModel().getSelectedItem();
        if (tag == null) {
            return;
        }
        Tag now = new Tag(tag.name(), letter.getText().strip(), colour.getValue());
        if (now.problem().isPresent()) {
            problem.setText(now.problem().get());
            return;
        }
        problem.setText("");
        notes.change(() -> notes.editor().tag(now));
        fill();
    }

    private void showEvents() {
        Tag tag = list.getSelectionModel().getSelectedItem();
        BitSet rows = tag == null ? new BitSet() : notes.taggedRows(tag.name());
        if (rows.isEmpty()) {
            problem.setText("No event of these captures has it");
            return;
        }
        stage.close();
        investigation
                .query()
                .narrow(investigation.query().filter().get().ofRows(new RowFilter.Some(rows, "tag: " + shown(tag))));
    }

    private static String shown(Tag tag) {
        return DisplayText.text(JsonText.latin(tag.name()), LONGEST);
    }

    /** Whether the event has the tag, its sign, its name, and how many events have it. */
    private final class TagCell extends ListCell<Tag> {
        @Override
        protected void updateItem(Tag tag, boolean empty) {
            super.updateItem(tag, empty);
            if (empty || tag == null) {
                setText(null);
                setGraphic(null);
                return;
            }
            Theme theme = investigation.settings().theme().get();
            Color own = theme.strong(TagSign.tint(tag));
            HBox signs = new HBox(6, new Label(has(tag) ? "\u2611" : "\u2610"), new Circle(SIGN, own));
            signs.setAlignment(Pos.CENTER_LEFT);
            setGraphic(signs);
            setText(tag.letter() + "  " + shown(tag) + "   "
                    + Counted.of(notes.file().tagged(tag.name()).size(), "event"));
        }
    }
}
