package lanner.viewer.explore;

import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import lanner.investigation.rows.RowSet;
import lanner.viewer.model.FoundText;
import lanner.viewer.model.Investigation;
import lanner.viewer.paint.DisplayText;

/** Looks for a text in the events in view. Enter goes to the next place, Shift+Enter to the one before, Esc closes it. */
final class FindBar extends HBox {
    private final Investigation investigation;
    private final FoundText found;
    private final Runnable leave;
    private final TextField field = new TextField();
    private final Label count = new Label();
    /** Whether the first place is to be gone to, which is not found yet. */
    private boolean sought;

    /** @param leave takes the keyboard when the bar is closed */
    FindBar(Investigation investigation, Runnable leave) {
        super(6);
        this.investigation = investigation;
        this.found = investigation.foundText();
        this.leave = leave;
        setPadding(new Insets(0, 6, 3, 6));
        setAlignment(Pos.CENTER_LEFT);
        setVisible(false);
        managedProperty().bind(visibleProperty());
        field.setId("find");
        field.setPromptText("Text in what is in view: arguments, paths, names");
        field.setAccessibleText("Find text");
        field.setPrefColumnCount(34);
        field.setMinWidth(0);
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        count.setId("find-count");
        count.setMinWidth(USE_PREF_SIZE);
        Label name = new Label("Find");
        name.setMinWidth(USE_PREF_SIZE);
        getChildren()
                .addAll(
                        name,
                        field,
                        button("Previous", () -> next(false)),
                        button("Next", () -> next(true)),
                        button("Close", this::close),
                        count);
        found.count().addListener((property, before, now) -> grown());
        found.rows().addListener((property, before, now) -> grown());
        investigation.selected().row().addListener((property, before, now) -> say());
    }

    private static Button button(String words, Runnable action) {
        Button button = new Button(words);
        button.getStyleClass().add("small");
        button.setFocusTraversable(false);
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(event -> action.run());
        return button;
    }

    /** Brings the bar into view. */
    void open() {
        setVisible(true);
        field.requestFocus();
        field.selectAll();
    }

    /** Looks for a text at once. */
    void find(String text) {
        open();
        field.setText(text);
        search();
    }

    /** Takes the bar and its marks away. */
    void close() {
        setVisible(false);
        sought = false;
        found.find("");
        leave.run();
    }

    private void keyPressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER) {
            if (field.getText().equals(found.text().get())) {
                next(!event.isShiftDown());
            } else {
                search();
            }
        } else if (event.getCode() == KeyCode.ESCAPE) {
            close();
        } else if (event.getCode() == KeyCode.DOWN) {
            leave.run();
        } else {
            return;
        }
        event.consume();
    }

    private void search() {
        sought = !field.getText().isEmpty();
        found.find(field.getText());
        say();
    }

    /** To the next place of the text, or the one before. */
    void next(boolean forwards) {
        if (found.text().get().isEmpty()) {
            open();
            return;
        }
        int row = found.next(forwards, false);
        if (row >= 0) {
            investigation.selected().select(row);
        }
    }

    private void grown() {
        int from = investigation.selected().row().get();
        int row = sought ? found.next(true, true) : Investigation.NO_ROW;
        // One before the event at hand is the next only if none comes behind it.
        if (row >= 0 && (row >= from || !found.isSearching())) {
            sought = false;
            investigation.selected().select(row);
        }
        say();
    }

    private void say() {
        RowSet rows = found.rows().get();
        if (rows == null) {
            count.setText("");
            return;
        }
        int all = found.count().get();
        int at = investigation.selected().row().get();
        String more = found.isSearching() ? "\u2026" : rows.isPartial() ? " (partial)" : "";
        String place = at >= 0 && rows.contains(at) ? DisplayText.number(rows.placeOf(at) + 1L) + " of " : "";
        count.setText(
                all > 0
                        ? place + DisplayText.number(all) + (all == 1 ? " event" : " events") + more
                        : found.isSearching() ? "searching\u2026" : "not found" + more);
    }
}
