package lanner.capture.event;

/** Positions of the parameters of read(2), write(2) and their like. */
@PositionsOf({EventType.READ, EventType.WRITE, EventType.PREAD, EventType.PWRITE, EventType.WRITEV, EventType.PWRITEV})
public final class TransferParams {
    public static final int DATA = 1;
    public static final int FD = 2;
    public static final int SIZE = 3;

    @PositionsOf({EventType.PREAD, EventType.PWRITE, EventType.PWRITEV})
    public static final int POS = 4;

    private TransferParams() {}
}
