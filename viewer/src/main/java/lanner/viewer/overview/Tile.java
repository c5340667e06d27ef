package lanner.viewer.overview;

import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import lanner.investigation.casework.CaseSummary.Measure;
import lanner.viewer.model.Settings;

/** One figure: what it is, how much, its course; a press leads to what is behind it. */
final class Tile extends Button {
    private static final double WIDTH = 122;

    private final Measure measure;
    private final Label value = new Label("\u2026");
    private final Label detail = new Label(" ");
    private final Sparkline course;

    Tile(Measure measure, Settings settings) {
        this.measure = measure;
        Label name = new Label(measure.words());
        name.getStyleClass().add("tile-name");
        value.getStyleClass().add("tile-value");
        detail.getStyleClass().add("tile-detail");
        course = new Sparkline(settings, WIDTH);
        setGraphic(new VBox(2, name, value, course, detail));
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        setId("tile-" + measure.name().toLowerCase(java.util.Locale.ROOT));
        getStyleClass().add("tile");
        setAccessibleText(measure.words());
        setDisable(true);
        fireOnEnter(this);
    }

    /** A button answers Space by itself; here Enter leads on too. */
    static void fireOnEnter(Button button) {
        button.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER && !event.isShortcutDown()) {
                button.fire();
                event.consume();
            }
        });
    }

    /** There is no figure, and there will be none. */
    void unknown() {
        value.setText("?");
    }

    /** @param words more about it, short */
    void show(String number, String words, int[] counts, boolean grave) {
        value.setText(number);
        value.getStyleClass().remove("grave");
        if (grave) {
            value.getStyleClass().add("grave");
        }
        detail.setText(words.isEmpty() ? " " : words);
        course.show(counts, grave);
        setAccessibleText(measure.words() + ": " + number + " " + words);
        setDisable(false);
    }
}
