package lanner.viewer.list;

import javafx.geometry.Orientation;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.text.Font;
import lanner.viewer.model.Settings;
import lanner.viewer.paint.Theme;
import org.jspecify.annotations.Nullable;

/**
 * A list of any length, painted on a canvas: the cost of a frame is that of the rows in view. Scrolls by wheel, keys and a
 * bar whose position is a row, not a pixel. A frame says that it has the keyboard. A screen reader is told how many rows
 * there are, and the words of the one at hand.
 */
public abstract class PaintedList extends Region {
    private static final int WHEEL_ROWS = 3;
    private static final double BAR_WIDTH = 14;

    private final Canvas canvas = new Canvas();
    private final ScrollBar bar = new ScrollBar();
    private final RowAtHand rowAtHand;
    private final Settings settings;
    private final ListStyle style;
    private long top;
    private boolean dirty;
    /** What a screen reader was told last. */
    private long told = -1;

    private int leastRows;
    private double laidOutFor;
    private @Nullable Region side;

    // A subclass adds children and handlers itself; what is called here is the toolkit's.
    @SuppressWarnings("this-escape")
    protected PaintedList(Settings settings) {
        this.settings = settings;
        this.style = new ListStyle(settings);
        rowAtHand = new RowAtHand(this);
        bar.setOrientation(Orientation.VERTICAL);
        bar.setFocusTraversable(false);
        getChildren().addAll(canvas, bar, rowAtHand);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.LIST_VIEW);
        bar.valueProperty().addListener((property, before, now) -> {
            if ((long) now.doubleValue() != top) {
                top = (long) now.doubleValue();
                repaint();
            }
        });
        addEventHandler(ScrollEvent.SCROLL, event -> {
            double lines = event.getDeltaY() / Math.max(1, event.getMultiplierY());
            scrollTo(top - Math.round(Math.signum(event.getDeltaY()) * Math.max(WHEEL_ROWS, Math.abs(lines))));
            event.consume();
        });
        canvas.addEventHandler(MouseEvent.MOUSE_PRESSED, event -> requestFocus());
        addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
        focusedProperty().addListener((property, before, now) -> repaint());
        settings.theme().addListener((property, before, now) -> repaint());
        settings.time().addListener((property, before, now) -> repaint());
        settings.scale().addListener((property, before, now) -> requestLayout());
        settings.density().addListener((property, before, now) -> changed());
    }

    /** Puts something between the rows and the bar, as high as the rows. */
    protected final void side(Region beside, double width) {
        side = beside;
        beside.setPrefWidth(width);
        getChildren().add(beside);
    }

    /** Keeps room for some rows, however small the window and however large the letters are. */
    protected final void keepRows(int rows) {
        leastRows = rows;
        requestLayout();
    }

    protected Canvas canvas() {
        return canvas;
    }

    protected Settings settings() {
        return settings;
    }

    protected ListStyle style() {
        return style;
    }

    protected Theme theme() {
        return style.theme();
    }

    protected double scale() {
        return style.scale();
    }

    protected double rowHeight() {
        return style.rowHeight();
    }

    protected Font font() {
        return style.font();
    }

    protected Font fixedFont() {
        return style.fixedFont();
    }

    /** How many rows there are. */
    protected abstract long count();

    /** The height of what stands above the first row. */
    protected abstract double headerHeight();

    /** The row that keys are about; -1 for none. Of a list without one the first in view. */
    protected long rowAtHand() {
        return count() == 0 ? -1 : top;
    }

    /** What a row says, for a screen reader: printable characters. */
    protected abstract String wordsOf(long row);

    /** Paints everything; rows from {@code first}, as many as fit. */
    protected abstract void paint(GraphicsContext graphics, double width, double height, long first, int visible);

    protected void keyPressed(KeyEvent event) {
        switch (event.getCode()) {
            case PAGE_DOWN -> scrollTo(top + visible());
            case PAGE_UP -> scrollTo(top - visible());
            default -> {
                return;
            }
        }
        event.consume();
    }

    protected int visible() {
        return (int) Math.max(1, Math.floor((canvas.getHeight() - headerHeight()) / rowHeight()));
    }

    protected long top() {
        return top;
    }

    protected final void scrollTo(long row) {
        long most = Math.max(0, count() - visible());
        long next = Math.max(0, Math.min(most, row));
        if (next != top) {
            top = next;
            bar.setValue((double) top);
            repaint();
        }
    }

    /** Scrolls only as far as needed. */
    protected final void reveal(long row) {
        if (row < top) {
            scrollTo(Math.max(0, row - visible() / 3));
        } else if (row >= top + visible()) {
            scrollTo(row - visible() + 1 + visible() / 3);
        }
    }

    /** The row at a height; -1 for none. */
    protected final long rowAt(double y) {
        if (y < headerHeight()) {
            return -1;
        }
        long row = top + (long) ((y - headerHeight()) / rowHeight());
        return row < count() ? row : -1;
    }

    /** The count has changed. */
    protected final void changed() {
        long most = Math.max(0, count() - visible());
        bar.setMax((double) most);
        bar.setVisibleAmount(most == 0 ? 1 : Math.max(most / 50.0, visible() * most / (double) Math.max(1, count())));
        bar.setBlockIncrement(visible());
        bar.setVisible(most > 0);
        if (top > most) {
            top = most;
            bar.setValue((double) top);
        }
        repaint();
    }

    /** Paints with the next layout: several calls in one frame paint once. */
    protected final void repaint() {
        if (!dirty) {
            dirty = true;
            requestLayout();
        }
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double height = getHeight();
        double barWidth = Math.rint(BAR_WIDTH);
        double sideWidth = side == null ? 0 : side.getPrefWidth();
        double left = Math.max(1, width - barWidth - sideWidth);
        if (canvas.getWidth() != left || canvas.getHeight() != Math.max(1, height) || laidOutFor != rowHeight()) {
            laidOutFor = rowHeight();
            canvas.setWidth(left);
            canvas.setHeight(Math.max(1, height));
            bar.resizeRelocate(width - barWidth, 0, barWidth, height);
            dirty = false;
            changed();
        }
        bar.resizeRelocate(width - barWidth, 0, barWidth, height);
        if (side != null) {
            side.resizeRelocate(left, headerHeight(), sideWidth, Math.max(0, height - headerHeight()));
        }
        dirty = false;
        GraphicsContext graphics = canvas.getGraphicsContext2D();
        graphics.setFill(theme().ground());
        graphics.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
        paint(graphics, canvas.getWidth(), canvas.getHeight(), top, visible() + 1);
        if (isFocused()) {
            ListStyle.frame(graphics, theme(), canvas.getWidth(), canvas.getHeight());
        }
        tell();
    }

    /** Puts the node of the row at hand where that is painted, and tells a screen reader that it is another one. */
    private void tell() {
        long row = rowAtHand();
        rowAtHand.resizeRelocate(
                0, headerHeight() + Math.max(0, row - top) * rowHeight(), canvas.getWidth(), rowHeight());
        if (row != told) {
            told = row;
            rowAtHand.notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
            notifyAccessibleAttributeChanged(AccessibleAttribute.FOCUS_ITEM);
        }
    }

    @Override
    public @Nullable Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        boolean isAtHand = parameters.length > 0 && parameters[0] instanceof Integer place && place == rowAtHand();
        return switch (attribute) {
            case ITEM_COUNT -> (int) Math.min(Integer.MAX_VALUE, count());
            case FOCUS_ITEM -> rowAtHand() < 0 ? null : rowAtHand;
            case ITEM_AT_INDEX -> isAtHand ? rowAtHand : null;
            default -> super.queryAccessibleAttribute(attribute, parameters);
        };
    }

    @Override
    protected double computePrefWidth(double height) {
        return 400;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 200;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 60;
    }

    @Override
    protected double computeMinHeight(double width) {
        return leastRows == 0 ? 40 : headerHeight() + leastRows * rowHeight();
    }
}
