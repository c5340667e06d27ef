package lanner.viewer.explore;

import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import lanner.viewer.model.Settings;

/**
 * The mouse on the headers of the table of events: a press and a release on the same one sort, on another one they move the
 * column, at an edge they widen it.
 */
final class HeaderMouse {
    private static final double MOVE_FROM = 6;
    private static final int NONE = -1;

    private final Settings settings;
    private final EventColumns columns;
    private final Runnable sort;
    private int widened = NONE;
    private int pressed = NONE;
    private double pressedX;
    private int movingTo = NONE;

    /** @param sort sorts by the current column */
    HeaderMouse(Settings settings, EventColumns columns, Runnable sort) {
        this.settings = settings;
        this.columns = columns;
        this.sort = sort;
    }

    /** The header that was pressed; -1 for none. */
    int pressed() {
        return pressed;
    }

    /** Where a header that is being moved would go; -1 for none. */
    int movingTo() {
        return movingTo;
    }

    /** @return whether the press is about a header */
    boolean press(MouseEvent event, boolean onHeader) {
        widened = onHeader ? columns.edgeAt(event.getX()) : NONE;
        pressedX = event.getX();
        pressed = widened < 0 && onHeader && event.getButton() == MouseButton.PRIMARY
                ? columns.indexAt(event.getX())
                : NONE;
        return widened >= 0 || pressed >= 0;
    }

    /** @return whether the drag is about a header */
    boolean drag(MouseEvent event) {
        if (pressed >= 0) {
            int over = Math.max(1, columns.indexAt(event.getX()));
            boolean moves = pressed > 0 && Math.abs(event.getX() - pressedX) > MOVE_FROM && over != pressed;
            movingTo = moves ? over : NONE;
        } else if (widened >= 0) {
            columns.endAt(widened, event.getX());
        }
        return pressed >= 0 || widened >= 0;
    }

    void release(MouseEvent event, boolean onHeader) {
        if (movingTo > 0) {
            columns.moveTo(movingTo);
            settings.columns().move(pressed - 1, movingTo - 1);
        } else if (widened > 0) {
            columns.keepWidth(widened);
        } else if (pressed > 0 && onHeader && columns.indexAt(event.getX()) == pressed) {
            columns.moveTo(pressed);
            sort.run();
        }
        widened = NONE;
        pressed = NONE;
        movingTo = NONE;
    }
}
