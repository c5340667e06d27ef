package lanner.viewer.app;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Insets;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Modality;
import javafx.stage.Stage;
import javafx.stage.Window;
import lanner.engine.json.JsonText;
import lanner.investigation.casework.CaseEditor;
import lanner.investigation.casework.CaseFile.EventKey;
import lanner.investigation.casework.Passage;
import lanner.investigation.index.Events;
import lanner.investigation.rows.About;
import lanner.viewer.list.Dialogs;
import lanner.viewer.list.PaintedTable;
import lanner.viewer.model.CaseNotes;
import lanner.viewer.model.Investigation;
import lanner.viewer.paint.DisplayText;

/** What the analyst tells: bookmarked events in an order of their own, with text between. What is done holds at once. */
final class NarrativeWindow {
    private static final int LONGEST = 400;
    private static final int TEXT_LINES = 4;

    private final Investigation investigation;
    private final CaseNotes notes;
    private final CaseEditor editor;
    private final IntConsumer goTo;
    private final PaintedTable<Line> table;
    private final TextArea text = new TextArea();
    private final Label said = new Label();
    private final Stage stage = new Stage();
    /** The place of the text that is written: there is one, or it comes there. */
    private int place;

    private boolean isNew;

    /** A line of the list. */
    private record Line(int place, Passage passage, String event, String time, String words) {}

    private NarrativeWindow(Investigation investigation, IntConsumer goTo) {
        this.investigation = investigation;
        this.notes = investigation.notes();
        this.editor = notes.editor();
        this.goTo = goTo;
        table = new PaintedTable<>(
                investigation.settings(),
                "narrative",
                "Narrative",
                List.of(
                        new PaintedTable.Column<>("", 34, true, true, line -> Integer.toString(line.place() + 1)),
                        new PaintedTable.Column<>("Event", 70, true, true, Line::event),
                        new PaintedTable.Column<>("Time", 140, false, true, Line::time),
                        new PaintedTable.Column<>("Told", 1600, false, false, Line::words)));
    }

    /** @param goTo shows an event among all others */
    static void show(Window owner, Investigation investigation, IntConsumer goTo) {
        new NarrativeWindow(investigation, goTo).show(owner);
    }

    private void show(Window owner) {
        table.addEventFilter(KeyEvent.KEY_PRESSED, this::move);
        table.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.DELETE) {
                remove();
                event.consume();
            }
        });
        table.onTyped(this::typed);
        table.onEntered(this::open);
        text.setId("narrative-text");
        text.setAccessibleText("Text of the narrative");
        text.setPrefRowCount(TEXT_LINES);
        text.setWrapText(true);
        text.setPromptText("Ctrl+Enter takes the text, Esc leaves it");
        text.addEventFilter(KeyEvent.KEY_PRESSED, this::textKey);
        said.setId("narrative-said");
        said.textProperty().bind(notes.said());
        FlowPane hands = Dialogs.hands(
                button("Text below  T", () -> write(true)),
                button("Change  E", () -> write(false)),
                button("Up  Alt+Up", () -> move(-1)),
                button("Down  Alt+Down", () -> move(1)),
                button("By time  S", this::byTime),
                button("Take out  Delete", this::remove),
                said);
        VBox all = new VBox(8, table, text, hands);
        VBox.setVgrow(table, Priority.ALWAYS);
        all.setPadding(new Insets(12));
        Scene scene = Dialogs.scene(owner, all, 860, 500);
        scene.addEventFilter(KeyEvent.KEY_PRESSED, this::windowKey);
        stage.initOwner(owner);
        stage.initModality(Modality.WINDOW_MODAL);
        stage.setTitle("Narrative of the case");
        stage.setScene(scene);
        ChangeListener<Number> changed = (property, before, now) -> fill();
        notes.changes().addListener(changed);
        stage.setOnHidden(event -> {
            notes.changes().removeListener(changed);
            said.textProperty().unbind();
        });
        writing(false);
        fill();
        stage.show();
        table.requestFocus();
    }

    private static Button button(String words, Runnable action) {
        Button button = new Button(words);
        button.setMnemonicParsing(false);
        button.setFocusTraversable(false);
        button.setOnAction(event -> action.run());
        return button;
    }

    private void fill() {
        List<Passage> passages = notes.file().narrative();
        List<Line> lines = new ArrayList<>();
        for (Passage passage : passages) {
            lines.add(line(lines.size(), passage));
        }
        Line before = table.chosenRow();
        table.show(lines, "No event is bookmarked: Ctrl+B in the window bookmarks one");
        if (before != null) {
            table.choose(before.place());
        }
    }

    private Line line(int at, Passage passage) {
        if (passage instanceof Passage.Event told) {
            return line(at, told);
        }
        String words = passage instanceof Passage.Text paragraph ? paragraph.text() : "";
        return new Line(at, passage, "", "", own(words.replace('\n', ' ')));
    }

    private Line line(int at, Passage.Event told) {
        EventKey key = told.event();
        int row = notes.rowOf(key);
        String number = DisplayText.number(key.event());
        String note = own(notes.file().bookmarks().getOrDefault(key, ""));
        if (row < 0) {
            return new Line(at, told, number, "", note + "  (in none of these captures)");
        }
        Events events = investigation.events().get();
        String about = About.of(events, row)
                .map(each -> "  " + DisplayText.text(each.words(), LONGEST))
                .orElse("");
        return new Line(
                at,
                told,
                number,
                investigation.settings().time().get().moment(events.time(row), events.axis(0)),
                (note.isEmpty() ? "" : "\u201c" + note + "\u201d  ") + DisplayText.text(events.who(row), LONGEST) + "  "
                        + DisplayText.text(events.call(row), LONGEST) + about);
    }

    private static String own(String characters) {
        return DisplayText.text(JsonText.latin(characters), LONGEST);
    }

    private void windowKey(KeyEvent event) {
        boolean typing = event.getTarget() instanceof TextInputControl;
        if (event.getCode() == KeyCode.ESCAPE && !typing) {
            stage.close();
            event.consume();
        } else if (event.getCode() == KeyCode.Z && event.isShortcutDown() && !typing) {
            if (event.isShiftDown()) {
                investigation.redo();
            } else {
                investigation.undo();
            }
            event.consume();
        }
    }

    private void move(KeyEvent event) {
        if (event.isAltDown() && (event.getCode() == KeyCode.UP || event.getCode() == KeyCode.DOWN)) {
            move(event.getCode() == KeyCode.UP ? -1 : 1);
            event.consume();
        }
    }

    private void move(int by) {
        Line line = table.chosenRow();
        if (line != null) {
            int to = line.place() + by;
            notes.change(() -> editor.move(line.place(), to));
            table.choose(to);
        }
    }

    private void typed(String letter) {
        switch (letter) {
            case "t", "T" -> write(true);
            case "e", "E" -> write(false);
            case "s", "S" -> byTime();
            default -> notes.say("T: text below, E: change, S: by time, Alt+Up and Alt+Down: move");
        }
    }

    private void open(Line line) {
        if (line.passage() instanceof Passage.Event told && notes.rowOf(told.event()) >= 0) {
            stage.close();
            goTo.accept(notes.rowOf(told.event()));
        } else {
            write(false);
        }
    }

    /** Lets a text be written: a new one below the line at hand, or that of the line. */
    private void write(boolean below) {
        Line line = table.chosenRow();
        if (!below && (line == null || !(line.passage() instanceof Passage.Text))) {
            notes.say("The note of an event is changed where it was bookmarked: Enter shows it, then Ctrl+B");
            return;
        }
        if (below && editor.isFullOfPassages()) {
            notes.say("The narrative takes no more passages");
            return;
        }
        isNew = below;
        place = line == null ? 0 : below ? line.place() + 1 : line.place();
        text.setText(
                !below && line != null && line.passage() instanceof Passage.Text paragraph ? paragraph.text() : "");
        writing(true);
        text.requestFocus();
        text.end();
    }

    private void writing(boolean on) {
        text.setVisible(on);
        text.setManaged(on);
    }

    private void textKey(KeyEvent event) {
        boolean takes = event.getCode() == KeyCode.ENTER && event.isShortcutDown();
        if (takes || event.getCode() == KeyCode.ESCAPE) {
            event.consume();
            writing(false);
            table.requestFocus();
        }
        String written = text.getText().strip();
        if (takes && !written.isEmpty()) {
            int at = place;
            boolean comes = isNew;
            notes.change(() -> comes ? editor.addText(at, written) : editor.changeText(at, Optional.of(written)));
            table.choose(at);
        }
    }

    private void remove() {
        Line line = table.chosenRow();
        if (line != null && line.passage() instanceof Passage.Text) {
            notes.change(() -> editor.changeText(line.place(), Optional.empty()));
        } else if (line != null) {
            notes.say("An event is taken out by taking its bookmark away: Enter shows it, then Ctrl+M");
        }
    }

    /** Events in the order of time, each text behind the event that it stood behind. */
    private void byTime() {
        List<Line> lines = table.rows();
        int[] rows = new int[lines.size()];
        int last = -1;
        for (int i = 0; i < rows.length; i++) {
            last = lines.get(i).passage() instanceof Passage.Event told ? notes.rowOf(told.event()) : last;
            rows[i] = last;
        }
        List<Integer> places = IntStream.range(0, rows.length)
                .boxed()
                .sorted(Comparator.comparingInt(i -> rows[i]))
                .toList();
        notes.change(() -> editor.order(places));
    }
}
