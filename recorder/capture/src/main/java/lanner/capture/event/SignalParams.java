package lanner.capture.event;

/** Positions of the parameters of a signal that was delivered. */
@PositionsOf(EventType.SIGNALDELIVER)
public final class SignalParams {
    public static final int SPID = 0;
    public static final int DPID = 1;
    public static final int SIG = 2;

    private SignalParams() {}
}
