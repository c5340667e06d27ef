package lanner.viewer.list;

import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import lanner.viewer.model.Settings;
import lanner.viewer.paint.Theme;

/** Sizes, fonts and colours of a painted list, as the settings have them now. */
public final class ListStyle {
    private static final double BASE_SIZE = 12;
    private static final double FRAME = 2;

    private final Settings settings;

    public ListStyle(Settings settings) {
        this.settings = settings;
    }

    /** Paints the frame that says that a canvas has the keyboard. */
    public static void frame(GraphicsContext graphics, Theme theme, double width, double height) {
        graphics.setStroke(theme.accent());
        graphics.setLineWidth(FRAME);
        graphics.strokeRect(FRAME / 2, FRAME / 2, width - FRAME, height - FRAME);
        graphics.setLineWidth(1);
    }

    public Theme theme() {
        return settings.theme().get();
    }

    public double scale() {
        return settings.scale().get();
    }

    /** In pixels, a whole number. */
    public double rowHeight() {
        return Math.rint(settings.density().get().rowHeight() * scale());
    }

    public Font font() {
        return Font.font("DejaVu Sans", Math.rint(BASE_SIZE * scale()));
    }

    /** A fixed-width font. */
    public Font fixedFont() {
        return Font.font("DejaVu Sans Mono", Math.rint(BASE_SIZE * scale()));
    }
}
