package lanner.viewer.app;

import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.util.Duration;
import lanner.viewer.model.WindowBounds;

/** Where the window stands: as it was left, as far as the screens that there are now show it. */
final class WindowPlace {
    private static final double WIDTH = 1500;
    private static final double HEIGHT = 950;
    /** Below this panes hide each other. */
    static final double LEAST_WIDTH = 900;

    static final double LEAST_HEIGHT = 600;

    /** How far a size may be off: frames are whole pixels, of large screens too. */
    private static final double NEAR = 1;

    private static final int MOST_REQUESTS = 3;

    private final Stage stage;
    private Wanted wanted = new Wanted(Double.NaN, Double.NaN, WIDTH, HEIGHT);
    /** How often the place may still be asked for. */
    private int requests = MOST_REQUESTS;
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

    /** Where the window is to be with its frame; x and y are not a number where that is the desktop's choice. */
    private record Wanted(double x, double y, double width, double height) {}

    /** Puts the window where it was left; the first time it is as large as the screen allows, where the desktop puts it. */
    void restore(Optional<WindowBounds> left) {
        Optional<Rectangle2D> screen = left.flatMap(bounds ->
                Screen.getScreensForRectangle(bounds.x(), bounds.y(), bounds.width(), bounds.height()).stream()
                        .findFirst()
                        .map(Screen::getVisualBounds));
        if (left.isEmpty() || screen.isEmpty()) {
            Rectangle2D first = Screen.getPrimary().getVisualBounds();
            request(new Wanted(
                    Double.NaN,
                    Double.NaN,
                    within(WIDTH, LEAST_WIDTH, first.getWidth()),
                    within(HEIGHT, LEAST_HEIGHT, first.getHeight())));
            return;
        }
        WindowBounds bounds = left.get();
        own = bounds;
        Rectangle2D room = screen.get();
        double width = within(bounds.width(), LEAST_WIDTH, room.getWidth());
        double height = within(bounds.height(), LEAST_HEIGHT, room.getHeight());
        request(new Wanted(
                within(bounds.x(), room.getMinX(), Math.max(room.getMinX(), room.getMaxX() - width)),
                within(bounds.y(), room.getMinY(), Math.max(room.getMinY(), room.getMaxY() - height)),
                width,
                height));
        stage.setMaximized(bounds.maximized());
    }

    private void request(Wanted place) {
        wanted = place;
        stage.setWidth(place.width());
        stage.setHeight(place.height());
        if (!Double.isNaN(place.x())) {
            stage.setX(place.x());
            stage.setY(place.y());
        }
    }

    /**
     * Asks for the place again, a few times, where a window that was just shown gets another size. Until a window manager has
     * told how wide its frame is, the toolkit takes the size for another: under openbox it becomes the least one.
     *
     * @param lasting for how long; a size that comes later is a person's wish
     */
    void settle(Duration lasting) {
        ChangeListener<Number> resized = (property, before, now) -> Platform.runLater(this::requestAgain);
        stage.widthProperty().addListener(resized);
        stage.heightProperty().addListener(resized);
        PauseTransition settled = new PauseTransition(lasting);
        settled.setOnFinished(event -> {
            stage.widthProperty().removeListener(resized);
            stage.heightProperty().removeListener(resized);
        });
        settled.play();
        requestAgain();
    }

    private void requestAgain() {
        boolean isOther = Math.abs(stage.getWidth() - wanted.width()) > NEAR
                || Math.abs(stage.getHeight() - wanted.height()) > NEAR;
        if (isOther && requests > 0 && isOwnSize()) {
            requests--;
            request(wanted);
        }
    }

    /** Whether the window has a size of its own, not one that the screen gives it. */
    private boolean isOwnSize() {
        return stage.isShowing() && !stage.isMaximized() && !stage.isIconified() && !stage.isFullScreen();
    }

    private static double within(double value, double least, double most) {
        return Math.max(least, Math.min(most, value));
    }

    private void look() {
        boolean known = !Double.isNaN(stage.getX()) && !Double.isNaN(stage.getY());
        if (known && isOwnSize()) {
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
