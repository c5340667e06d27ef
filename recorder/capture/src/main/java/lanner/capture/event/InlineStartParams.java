package lanner.capture.event;

/** Positions of the parameters in the event that a process's calls are recorded inside it from here on. */
@PositionsOf(EventType.INLINE_START)
public final class InlineStartParams {
    public static final int PID = 0;
    public static final int LEVEL = 1;
    public static final int REASON = 2;

    private InlineStartParams() {}
}
