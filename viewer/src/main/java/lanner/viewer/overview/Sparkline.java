package lanner.viewer.overview;

import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import lanner.viewer.model.Settings;
import lanner.viewer.paint.Theme;

/** A course over time as small bars. */
final class Sparkline extends Canvas {
    private static final double HEIGHT = 26;

    private final Settings settings;
    private int[] course = new int[0];
    private boolean grave;

    Sparkline(Settings settings, double width) {
        super(width, HEIGHT);
        this.settings = settings;
        settings.theme().addListener((property, before, now) -> paint());
    }

    /** @param warns whether what it shows is trouble */
    void show(int[] counts, boolean warns) {
        course = counts.clone();
        grave = warns;
        paint();
    }

    private void paint() {
        Theme theme = settings.theme().get();
        GraphicsContext graphics = getGraphicsContext2D();
        graphics.clearRect(0, 0, getWidth(), getHeight());
        graphics.setFill(theme.line());
        graphics.fillRect(0, getHeight() - 1, getWidth(), 1);
        int most = 1;
        for (int count : course) {
            most = Math.max(most, count);
        }
        double width = getWidth() / Math.max(1, course.length);
        graphics.setFill(grave ? theme.alert() : theme.accent());
        for (int i = 0; i < course.length; i++) {
            if (course[i] > 0) {
                // The square root: one event among thousands is still seen.
                double height = Math.max(2, Math.sqrt(course[i] / (double) most) * (getHeight() - 2));
                graphics.fillRect(i * width, getHeight() - 1 - height, Math.max(1, width - 1), height);
            }
        }
    }
}
