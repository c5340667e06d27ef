package lanner.viewer.model;

import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import lanner.investigation.index.Events;
import lanner.investigation.index.Following;
import lanner.viewer.paint.DisplayText;

/**
 * A recording that is read while it goes on: whether that waits, how fast events come, whether the end stays in view. For
 * the JavaFX thread.
 */
public final class Recording {
    /** Whether a recording is read. */
    public enum State {
        /** None, or no more. */
        NONE,
        READING,
        PAUSED
    }

    private static final long MEASURE_NANOS = 1_000_000_000L;
    private static final double SECOND = 1e9;

    private final Supplier<Events> events;
    private final Following following = new Following();
    private final BooleanProperty tail = new SimpleBooleanProperty();
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private State state = State.NONE;
    private long measured;
    private int measuredRows;

    Recording(Supplier<Events> events) {
        this.events = events;
    }

    /** For the job that reads it. */
    Following following() {
        return following;
    }

    void begin() {
        state = State.READING;
        tail.set(true);
        measured = System.nanoTime();
        words.set("recording");
    }

    /** The recording has ended, or is read no more. */
    void end() {
        state = State.NONE;
        tail.set(false);
        words.set("");
    }

    public State state() {
        return state;
    }

    /** Whether the last event stays in view as more come. Never while no recording is read. */
    public BooleanProperty tail() {
        return tail;
    }

    /** Waits with reading, or goes on with it. What is recorded meanwhile is not lost. */
    public void togglePause() {
        if (state != State.NONE) {
            state = state == State.PAUSED ? State.READING : State.PAUSED;
            following.pause(state == State.PAUSED);
            say(0);
        }
    }

    /** Reads no more: what was read is the whole. */
    public void stop() {
        following.end();
    }

    /** The state in words, with how many events come in a second; empty for none. Changes at most once a second. */
    public ReadOnlyStringProperty words() {
        return words.getReadOnlyProperty();
    }

    /** Measures now and then. */
    void look() {
        long now = System.nanoTime();
        if (state != State.NONE && now - measured >= MEASURE_NANOS) {
            int rows = events.get().rows();
            say(Math.round((rows - measuredRows) / ((now - measured) / SECOND)));
            measured = now;
            measuredRows = rows;
        }
    }

    private void say(long rate) {
        words.set(state == State.PAUSED ? "recording, paused" : "recording: " + DisplayText.number(rate) + " events/s");
    }
}
