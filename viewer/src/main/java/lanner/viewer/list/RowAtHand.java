package lanner.viewer.list;

import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * The row of a painted list that keys are about, for a screen reader: rows are painted, and only a node can be read. It is
 * where the row is and shows nothing.
 */
final class RowAtHand extends Region {
    private final PaintedList list;

    RowAtHand(PaintedList list) {
        this.list = list;
        setManaged(false);
        setMouseTransparent(true);
        setAccessibleRole(AccessibleRole.LIST_ITEM);
    }

    @Override
    public @Nullable Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        long row = list.rowAtHand();
        return switch (attribute) {
            case TEXT -> row < 0 ? "" : list.wordsOf(row);
            case INDEX -> (int) row;
            case SELECTED -> row >= 0;
            default -> super.queryAccessibleAttribute(attribute, parameters);
        };
    }
}
