package lanner.capture.event;

/** Positions of the parameters of an event that something beside the kernel sent. */
@PositionsOf(EventType.ASYNCEVENT)
public final class AsyncParams {
    public static final int PLUGIN_ID = 0;
    public static final int NAME = 1;
    public static final int DATA = 2;

    private AsyncParams() {}
}
