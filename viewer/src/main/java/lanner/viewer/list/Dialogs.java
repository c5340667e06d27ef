package lanner.viewer.list;

import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/**
 * Windows in front of another one: they have its letters and colours, grow with the letters, and are never larger than it
 * is.
 */
public final class Dialogs {
    /** The size of letters at 100 %, in pixels. */
    private static final double LETTERS = 13;
    /** So many pixels of the window behind it stay in view, in each direction. */
    private static final double MARGIN = 60;

    private Dialogs() {}

    /**
     * A scene as large as its letters want it.
     *
     * @param owner the window behind it; null for none
     * @param width in pixels at 100 %
     * @param height likewise
     */
    public static Scene scene(@Nullable Window owner, Region content, double width, double height) {
        content.setStyle(letters(owner)
                + String.format(
                        Locale.ROOT,
                        "-fx-pref-width: %.3fem; -fx-pref-height: %.3fem;",
                        width / LETTERS,
                        height / LETTERS));
        if (owner != null) {
            content.setMaxSize(owner.getWidth() - MARGIN, owner.getHeight() - MARGIN);
        }
        Scene scene = new Scene(content);
        if (owner != null && owner.getScene() != null) {
            scene.getStylesheets().setAll(owner.getScene().getStylesheets());
        }
        return scene;
    }

    /** Puts a question of the toolkit in front of a window. */
    public static void own(Dialog<?> dialog, @Nullable Window owner) {
        dialog.initOwner(owner);
        dialog.getDialogPane().setStyle(letters(owner));
    }

    private static String letters(@Nullable Window owner) {
        return owner == null || owner.getScene() == null
                ? ""
                : owner.getScene().getRoot().getStyle();
    }

    /** Buttons and fields in a line, in several where letters are large: a button that says "..." says nothing. */
    public static FlowPane hands(Node... nodes) {
        FlowPane line = new FlowPane(8, 4, nodes);
        line.setAlignment(Pos.CENTER_LEFT);
        line.setMinHeight(Region.USE_PREF_SIZE);
        return line;
    }

    /** A sentence that is never cut. */
    public static Label sentence(String words) {
        Label label = new Label(words);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
