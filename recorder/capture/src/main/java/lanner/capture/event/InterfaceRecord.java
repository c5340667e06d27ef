package lanner.capture.event;

/** Positions of the parameters in the record of an address of the machine. */
@PositionsOf(EventType.INTERFACE)
public final class InterfaceRecord {
    public static final int NAME = 0;
    public static final int ADDR = 1;
    public static final int NETMASK = 2;

    private InterfaceRecord() {}
}
