package lanner.capture.event;

/** Positions of the parameters of calls that take a path and nothing else. */
@PositionsOf({EventType.CHDIR, EventType.CHROOT})
public final class PathParams {
    public static final int PATH = 1;

    private PathParams() {}
}
