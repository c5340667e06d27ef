package lanner.capture.event;

/** Positions of the parameters of an event that tells of a container in JSON. */
@PositionsOf(EventType.CONTAINER)
public final class ContainerParams {
    public static final int JSON = 0;

    private ContainerParams() {}
}
