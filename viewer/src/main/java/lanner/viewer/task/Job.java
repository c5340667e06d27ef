package lanner.viewer.task;

import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** A piece of long work, as a window shows it. Its properties change on the JavaFX thread. */
public final class Job {
    /** Its state. */
    public enum State {
        RUNNING,
        DONE,
        CANCELLED,
        FAILED
    }

    private final String name;
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(0);
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.RUNNING);
    private volatile boolean cancelled;
    private volatile double reached;

    Job(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** From 0 to 1. */
    public ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    public boolean isRunning() {
        return state.get() == State.RUNNING;
    }

    /** Asks the work to end; what it has found stays, marked as partial. */
    public void cancel() {
        cancelled = true;
    }

    boolean isCancelled() {
        return cancelled;
    }

    void reach(double part) {
        reached = part;
    }

    /** Shows how far the work is. On the JavaFX thread. */
    void show() {
        progress.set(reached);
    }

    void end(State how) {
        progress.set(how == State.DONE ? 1 : reached);
        state.set(how);
    }
}
