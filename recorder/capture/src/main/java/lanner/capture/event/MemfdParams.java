package lanner.capture.event;

/** Positions of the parameters of memfd_create(2). */
@PositionsOf(EventType.MEMFD_CREATE)
public final class MemfdParams {
    public static final int NAME = 1;
    public static final int FLAGS = 2;

    private MemfdParams() {}
}
