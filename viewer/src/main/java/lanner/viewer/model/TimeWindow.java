package lanner.viewer.model;

import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import lanner.investigation.index.Events;

/** The part of the time line in view, and the part of it that is marked. For the JavaFX thread. */
public final class TimeWindow {
    /** A stretch of the axis. */
    public record Range(long from, long to) {
        public long length() {
            return Math.max(1, to - from);
        }
    }

    private final Supplier<Events> events;
    private final ObjectProperty<Range> shown = new SimpleObjectProperty<>();
    private final ObjectProperty<Range> brush = new SimpleObjectProperty<>();

    TimeWindow(Supplier<Events> events) {
        this.events = events;
    }

    /** The stretch that the lanes show; null while nothing is there. */
    public ObjectProperty<Range> shown() {
        return shown;
    }

    /** The stretch that is marked; null for none. */
    public ObjectProperty<Range> brush() {
        return brush;
    }

    /** The stretch from the first event to the last. */
    public Range whole() {
        Events all = events.get();
        return all.rows() == 0
                ? new Range(0, 1)
                : new Range(all.axis(0), Math.max(all.axis(0) + 1, all.axis(all.rows() - 1)));
    }

    /** Whether the lanes show all of it, as {@link #showAll} leaves them. */
    boolean isAll() {
        return whole().equals(shown.get());
    }

    public void showAll() {
        if (events.get().rows() > 0) {
            shown.set(whole());
        }
    }

    /** Moves the stretch in view, as long as it is, to where it ends with the last event. */
    void showEnd() {
        Range now = shown.get();
        long end = whole().to();
        if (now != null && now.to() < end) {
            shown.set(new Range(end - (now.to() - now.from()), end));
        }
    }

    /** Moves the stretch in view, as long as it is, to where a moment is its middle; leaves it if that is in view. */
    void show(long at) {
        Range now = shown.get();
        if (now != null && (at < now.from() || at > now.to())) {
            long half = now.length() / 2;
            shown.set(new Range(at - half, at + half));
        }
    }

    /**
     * Makes the stretch longer or shorter around a moment, which stays where it is.
     *
     * @param factor less than 1 to see more detail
     */
    public void zoom(double factor, long around) {
        Range now = shown.get();
        Events all = events.get();
        if (now == null || all.rows() == 0) {
            return;
        }
        long whole = Math.max(1, all.axis(all.rows() - 1) - all.axis(0));
        double length = Math.max(100, Math.min(whole * 1.1, now.length() * factor));
        double left = (around - now.from()) / (double) now.length();
        long from = around - (long) (left * length);
        shown.set(new Range(from, from + (long) length));
    }

    /**
     * Makes the stretch longer or shorter around an event.
     *
     * @param row negative for the middle of the stretch
     */
    public void zoomAt(double factor, int row) {
        Range now = shown.get();
        if (now != null) {
            zoom(factor, row < 0 ? now.from() + now.length() / 2 : events.get().axis(row));
        }
    }

    /** @param part of the stretch's own length, negative to the left */
    public void pan(double part) {
        Range now = shown.get();
        if (now != null) {
            long by = (long) (now.length() * part);
            shown.set(new Range(now.from() + by, now.to() + by));
        }
    }

    public void zoomToBrush() {
        if (brush.get() != null) {
            shown.set(brush.get());
        }
    }

    /** Lets the marked stretch begin or end at an event. */
    public void mark(int row, boolean begins) {
        if (row < 0) {
            return;
        }
        long at = events.get().axis(row);
        Range before = Optional.ofNullable(brush.get()).orElse(new Range(at, at));
        brush.set(begins ? new Range(at, Math.max(before.to(), at)) : new Range(Math.min(before.from(), at), at));
    }
}
