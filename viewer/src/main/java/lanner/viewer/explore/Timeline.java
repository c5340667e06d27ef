package lanner.viewer.explore;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import lanner.investigation.index.Events;
import lanner.investigation.rows.Lanes;
import lanner.investigation.rows.RowSet;
import lanner.investigation.rows.TimeFormat;
import lanner.viewer.list.ListStyle;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.TimeWindow.Range;
import org.jspecify.annotations.Nullable;

/**
 * Time from left to right: above the whole capture with the stretch in view as a frame, below that stretch with a lane a
 * process, a container or a kind of call.
 *
 * <p>Wheel: zoom where the pointer is. Drag: mark a stretch. Shift and drag, or drag the frame: move. Double click: zoom to
 * what is marked.
 */
public final class Timeline extends Region {
    private static final int LEAST_DRAG = 3;
    /** Lanes that a screen reader is told of. */
    private static final int MOST_NAMED = 12;

    private final Investigation investigation;
    private final Canvas canvas = new Canvas();
    /** What follows the selected event and the pointer, in front: the rest need not be painted with each of them. */
    private final Canvas front = new Canvas();

    private final TimelineLayout layout;
    private final TimelineLanes lanes;
    private final TimelinePainter painter;
    private double pressedX;
    private boolean moving;
    private boolean above;
    private @Nullable Range pressedWindow;
    private double pointer = -1;
    private boolean stale = true;

    Timeline(Investigation investigation, ProcessTree tree) {
        this.investigation = investigation;
        layout = new TimelineLayout(investigation.settings());
        lanes = new TimelineLanes(investigation, tree, layout::lanes, this::repaint);
        painter = new TimelinePainter(investigation, layout, lanes);
        front.setMouseTransparent(true);
        getChildren().addAll(canvas, front);
        setId("timeline");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        focusedProperty().addListener((property, before, now) -> requestLayout());
        investigation.time().shown().addListener((property, before, now) -> lanes.recount());
        investigation.total().addListener((property, before, now) -> lanes.recount());
        investigation.events().addListener((property, before, now) -> lanes.recount());
        investigation.indexed().addListener((property, before, now) -> lanes.recount());
        tree.onOrder(lanes::recount);
        investigation.query().filter().addListener((property, before, now) -> {
            if (!Objects.equals(before.captures(), now.captures())) {
                lanes.recount();
            }
        });
        investigation.time().brush().addListener((property, before, now) -> repaint());
        investigation.query().rows().addListener((property, before, now) -> repaint());
        investigation.query().found().addListener((property, before, now) -> repaint());
        investigation.selected().row().addListener((property, before, now) -> selected());
        investigation.notes().changes().addListener((property, before, now) -> repaint());
        investigation.settings().theme().addListener((property, before, now) -> repaint());
        investigation.settings().time().addListener((property, before, now) -> repaint());
        investigation.settings().linearBars().addListener((property, before, now) -> repaint());
        addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, this::menu);
        investigation.settings().scale().addListener((property, before, now) -> {
            // The least height is another.
            requestLayout();
            lanes.recount();
            int row = investigation.selected().row().get();
            if (row >= 0) {
                lanes.bringIntoView(events().processOf(row).id());
            }
        });
        canvas.addEventHandler(ScrollEvent.SCROLL, this::scrolled);
        canvas.addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        canvas.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        canvas.addEventHandler(MouseEvent.MOUSE_RELEASED, this::released);
        canvas.addEventHandler(MouseEvent.MOUSE_MOVED, event -> {
            pointer = event.getX();
            requestLayout();
        });
        canvas.addEventHandler(MouseEvent.MOUSE_EXITED, event -> {
            pointer = -1;
            requestLayout();
        });
    }

    private Events events() {
        return investigation.events().get();
    }

    private void repaint() {
        stale = true;
        requestLayout();
    }

    private void selected() {
        requestLayout();
        lanes.follow(investigation.selected().row().get());
    }

    /** Lanes by process, by container, by kind of call, then from the start. */
    void nextKind() {
        lanes.nextKind();
    }

    /** Puts a process's lane on top, where it stays, or takes it down. */
    void pinProcess(int process) {
        lanes.pinProcess(process);
    }

    /** Pins the lane of the selected event, or takes it down. */
    void pinSelected() {
        lanes.pinEvent(investigation.selected().row().get());
    }

    /** Whether a process's lane is pinned. */
    boolean isPinned(int process) {
        return lanes.isPinned(Lanes.Kind.PROCESS, process);
    }

    /** The names of the lanes in view, from above; what is pinned begins with its sign. */
    public List<String> laneNames() {
        return lanes.counted()
                .map(view -> Arrays.stream(view.counts().keys())
                        .mapToObj(key -> lanes.name(view, key))
                        .toList())
                .orElse(List.of());
    }

    private void menu(ContextMenuEvent event) {
        if (lanes.current().isEmpty()) {
            return;
        }
        TimelineLanes.View view = lanes.current().get();
        ContextMenu menu = new ContextMenu();
        menu.setId("timeline-menu");
        int lane = layout.laneAt(event.getY());
        int row = investigation.selected().row().get();
        int[] keys = view.counts().keys();
        int key = event.isKeyboardTrigger()
                ? row < 0 ? Lanes.NO_LANE : lanes.keyOf(view, row)
                : lane >= 0 && lane < keys.length ? keys[lane] : Lanes.NO_LANE;
        if (key != Lanes.NO_LANE) {
            String verb = lanes.isPinned(view.kind(), key) ? "Unpin " : "Pin ";
            menu.getItems().addAll(item(verb + lanes.name(view, key), () -> lanes.pin(key)), new SeparatorMenuItem());
        }
        BooleanProperty linear = investigation.settings().linearBars();
        menu.getItems()
                .addAll(
                        item("Lanes by " + lanes.kind().next().words(), lanes::nextKind),
                        item(linear.get() ? "Bars: logarithmic" : "Bars: linear", () -> linear.set(!linear.get())));
        menu.show(this, event.getScreenX(), event.getScreenY());
        event.consume();
    }

    private static MenuItem item(String words, Runnable action) {
        MenuItem item = new MenuItem(words);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> action.run());
        return item;
    }

    private long axisAt(double x) {
        Range range = above
                ? investigation.time().whole()
                : investigation.time().shown().get();
        double left = above ? 0 : layout.names();
        return TimelineLayout.axisAt(x, range, left, canvas.getWidth() - left);
    }

    @Override
    protected void layoutChildren() {
        double width = Math.max(1, getWidth());
        double height = Math.max(1, getHeight());
        if (canvas.getWidth() != width || canvas.getHeight() != height) {
            canvas.setWidth(width);
            canvas.setHeight(height);
            layout.resize(height);
            front.setWidth(width);
            front.setHeight(height);
            stale = true;
            lanes.resized();
        }
        lanes.count(width - layout.names());
        if (stale) {
            stale = false;
            painter.paint(canvas.getGraphicsContext2D(), width, height);
        }
        painter.paintFront(front.getGraphicsContext2D(), width, height, moving ? -1 : pointer);
        if (isFocused()) {
            ListStyle.frame(
                    front.getGraphicsContext2D(),
                    investigation.settings().theme().get(),
                    width,
                    height);
        }
    }

    /** Which stretch is in view, and the lanes, for a screen reader. */
    private String words() {
        Range shown = investigation.time().shown().get();
        if (shown == null || events().rows() == 0) {
            return "Time line";
        }
        TimeFormat time = investigation.settings().time().get();
        return "Time line from " + time.moment(shown.from(), events().axis(0)) + " to "
                + time.moment(shown.to(), events().axis(0)) + "; lanes: "
                + laneNames().stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    }

    @Override
    public @Nullable Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        return attribute == AccessibleAttribute.TEXT ? words() : super.queryAccessibleAttribute(attribute, parameters);
    }

    private void scrolled(ScrollEvent event) {
        if (investigation.time().shown().get() == null) {
            return;
        }
        above = event.getY() < layout.overview();
        if (!above && event.getX() < layout.names()) {
            lanes.scroll(-(int) Math.signum(event.getDeltaY()) * 3);
        } else {
            investigation.time().zoom(event.getDeltaY() > 0 ? 0.8 : 1.25, axisAt(event.getX()));
        }
        event.consume();
    }

    private void pressed(MouseEvent event) {
        requestFocus();
        if (investigation.time().shown().get() == null || event.getButton() != MouseButton.PRIMARY) {
            return;
        }
        above = event.getY() < layout.overview();
        pressedX = event.getX();
        pressedWindow = investigation.time().shown().get();
        Range whole = investigation.time().whole();
        boolean framed = above
                && !pressedWindow.equals(whole)
                && axisAt(pressedX) >= pressedWindow.from()
                && axisAt(pressedX) <= pressedWindow.to();
        moving = event.isShiftDown() || framed;
        if (event.getClickCount() == 2) {
            investigation.time().zoomToBrush();
        }
    }

    private void dragged(MouseEvent event) {
        if (pressedWindow == null || Math.abs(event.getX() - pressedX) < LEAST_DRAG) {
            return;
        }
        Range shown = above ? investigation.time().whole() : pressedWindow;
        double room = canvas.getWidth() - (above ? 0 : layout.names());
        long by = (long) ((event.getX() - pressedX) / Math.max(1, room) * shown.length());
        if (moving) {
            long shift = above ? by : -by;
            investigation.time().shown().set(new Range(pressedWindow.from() + shift, pressedWindow.to() + shift));
            return;
        }
        long one = axisAt(pressedX);
        long other = axisAt(event.getX());
        investigation.time().brush().set(new Range(Math.min(one, other), Math.max(one, other)));
    }

    private void released(MouseEvent event) {
        if (pressedWindow != null
                && Math.abs(event.getX() - pressedX) < LEAST_DRAG
                && event.getClickCount() == 1
                && event.getButton() == MouseButton.PRIMARY) {
            investigation.time().brush().set(null);
            RowSet rows = investigation.query().rows().get();
            int place = rows.placeOf(events().firstAt(axisAt(event.getX())));
            if (rows.size() > 0) {
                investigation.selected().select(rows.row(Math.min(rows.size() - 1, place)));
            }
        }
        pressedWindow = null;
        moving = false;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 220;
    }

    @Override
    protected double computeMinHeight(double width) {
        return layout.least();
    }
}
