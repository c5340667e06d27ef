package lanner.capture.event;

/** Positions of the parameters in the event that no call of a process is recorded inside it from here on. */
@PositionsOf(EventType.INLINE_END)
public final class InlineEndParams {
    public static final int PID = 0;
    public static final int REASON = 1;
    /** How many were recorded inside it. */
    public static final int CALLS = 2;

    private InlineEndParams() {}
}
