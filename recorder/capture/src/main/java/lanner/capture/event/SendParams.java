package lanner.capture.event;

/** Positions of the parameters of calls that send a message, and recv(2), which is laid out as they are. */
@PositionsOf({EventType.SENDTO, EventType.SENDMSG, EventType.SEND, EventType.RECV})
public final class SendParams {
    public static final int DATA = 1;
    public static final int FD = 2;
    public static final int SIZE = 3;
    public static final int TUPLE = 4;

    private SendParams() {}
}
