package lanner.viewer.app;

import java.util.Optional;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import lanner.viewer.model.WindowBounds;

/** Where the window stands: as it was left, as far as the screens that there are now show it. */
final class WindowPlace {
    private static final double WIDTH = 1500;
    private static final double HEIGHT = 950;
    /** Below this panes hide each other. */
    static final double LEAST_WIDTH = 900;

    static final double LEAST_HEIGHT = 600;

    private final Stage stage;
    /** The last place of a window that was not maximized. */
    private WindowBounds own = new WindowBounds(0, 0, 0, 0, false);

    WindowPlace(Stage stage) {
        this.stage = stage;
        stage.setMinWidth(LEAST_WIDTH);
        stage.setMinHeight(LEAST_HEIGHT);
        stage.xProperty().addListener((property, before, now) -> look());
        stage.yProperty().addListener((property, before, now) -> look());
        stage.widthProperty().addListener((property, before, now) -> look());
        stage.heightProperty().addListener((property, before, now) -> look());
    }

    /** Puts the window where it was left; the first time it is as large as the screen allows, where the desktop puts it. */
    void restore(Optional<WindowBounds> left) {
        Optional<Rectangle2D> screen = left.flatMap(bounds ->
                Screen.getScreensForRectangle(bounds.x(), bounds.y(), bounds.width(), bounds.height()).stream()
                        .findFirst()
                        .map(Screen::getVisualBounds));
        if (left.isEmpty() || screen.isEmpty()) {
            Rectangle2D first = Screen.getPrimary().getVisualBounds();
            stage.setWidth(within(WIDTH, LEAST_WIDTH, first.getWidth()));
            stage.setHeight(within(HEIGHT, LEAST_HEIGHT, first.getHeight()));
            return;
        }
        WindowBounds bounds = left.get();
        own = bounds;
        Rectangle2D room = screen.get();
        stage.setWidth(within(bounds.width(), LEAST_WIDTH, room.getWidth()));
        stage.setHeight(within(bounds.height(), LEAST_HEIGHT, room.getHeight()));
        stage.setX(within(bounds.x(), room.getMinX(), Math.max(room.getMinX(), room.getMaxX() - stage.getWidth())));
        stage.setY(within(bounds.y(), room.getMinY(), Math.max(room.getMinY(), room.getMaxY() - stage.getHeight())));
        stage.setMaximized(bounds.maximized());
    }

    private static double within(double value, double least, double most) {
        return Math.max(least, Math.min(most, value));
    }

    private void look() {
        boolean known = !Double.isNaN(stage.getX()) && !Double.isNaN(stage.getY());
        if (known && stage.isShowing() && !stage.isMaximized() && !stage.isIconified() && !stage.isFullScreen()) {
            own = new WindowBounds(
                    (int) stage.getX(), (int) stage.getY(), (int) stage.getWidth(), (int) stage.getHeight(), false);
        }
    }

    /** Where it is now; empty for a window that was never seen. */
    Optional<WindowBounds> now() {
        return Optional.of(new WindowBounds(own.x(), own.y(), own.width(), own.height(), stage.isMaximized()))
                .filter(bounds -> bounds.width() > 0);
    }
}
