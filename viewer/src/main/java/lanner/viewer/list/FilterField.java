package lanner.viewer.list;

import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/**
 * A field that narrows a table as one types. What is typed in the table goes there; Down and Enter lead to the table, Esc
 * empties the field. Backspace in the table empties it too, and in an empty one leads back to where one came from.
 */
public final class FilterField extends TextField {
    private final PaintedTable<?> table;

    /**
     * @param changed when the text has changed
     * @param back leads back
     */
    public FilterField(PaintedTable<?> table, Runnable changed, Runnable back) {
        this.table = table;
        table.onTyped(text -> {
            requestFocus();
            appendText(text);
            end();
        });
        table.onBack(() -> {
            if (getText().isEmpty()) {
                back.run();
            } else {
                setText("");
            }
        });
        textProperty().addListener((property, before, now) -> changed.run());
        addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    }

    private void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.ENTER) {
            table.requestFocus();
        } else if (event.getCode() == KeyCode.ESCAPE) {
            setText("");
            table.requestFocus();
        } else {
            return;
        }
        event.consume();
    }
}
