package lanner.viewer.list;

import java.util.Locale;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.jspecify.annotations.Nullable;

/**
 * Windows in front of another one: they have its letters and colours, grow with the letters, and are never larger than it
 * is.
 */
public final class Dialogs {
    /** The size of letters at 100 %, in pixels. */
    public static final double LETTERS = 13;
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
        content.getStyleClass().add("front");
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
        scene.windowProperty().addListener((property, before, now) -> {
            if (now instanceof Stage stage) {
                stage.addEventHandler(WindowEvent.WINDOW_SHOWN, event -> keepSize(stage));
            }
        });
        return scene;
    }

    /** A window manager may give a window that was just shown its least size: openbox does. */
    private static void keepSize(Stage stage) {
        stage.setMinWidth(stage.getWidth());
        stage.setMinHeight(stage.getHeight());
    }

    /** Puts a question of the toolkit in front of a window. */
    public static void own(Dialog<?> dialog, @Nullable Window owner) {
        dialog.initOwner(owner);
        dialog.getDialogPane().setStyle(letters(owner));
        if (owner != null) {
            dialog.widthProperty()
                    .addListener((property, before, now) -> Platform.runLater(() -> centre(dialog, owner)));
            dialog.heightProperty()
                    .addListener((property, before, now) -> Platform.runLater(() -> centre(dialog, owner)));
        }
    }

    /** The toolkit takes a place before it knows the size, where letters are large beyond the edge of the screen. */
    private static void centre(Dialog<?> dialog, Window owner) {
        dialog.setX(owner.getX() + Math.max(0, (owner.getWidth() - dialog.getWidth()) / 2));
        dialog.setY(owner.getY() + Math.max(0, (owner.getHeight() - dialog.getHeight()) / 2));
    }

    private static String letters(@Nullable Window owner) {
        return owner == null || owner.getScene() == null
                ? ""
                : owner.getScene().getRoot().getStyle();
    }

    /**
     * Buttons and fields in a line, in several where letters are large: a button that says "..." says nothing. A sentence
     * among them is never wider than the line.
     */
    public static FlowPane hands(Node... nodes) {
        FlowPane line = new FlowPane(8, 4, nodes);
        line.setAlignment(Pos.CENTER_LEFT);
        line.setMinHeight(Region.USE_PREF_SIZE);
        line.setMinWidth(0);
        for (Node node : nodes) {
            if (node instanceof Label sentence) {
                sentence.setWrapText(true);
                // Before the line has a width the sentence is one line: the window is made for that.
                sentence.maxWidthProperty()
                        .bind(Bindings.when(line.widthProperty().greaterThan(0))
                                .then(line.widthProperty())
                                .otherwise(Double.MAX_VALUE));
            }
        }
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
