package lanner.capture.event;

/** Positions of the parameters of a call without a row of its own. */
@PositionsOf(EventType.GENERIC)
public final class GenericParams {
    /** The call's number on the machine where it was made; in imported captures the code that all machines share. */
    public static final int ID = 0;
    /**
     * The number that names the call: that of x86-64, of i386 for a 32-bit program, whatever the machine; {@link SyscallNames#NAMELESS}
     * for a call that neither has.
     */
    public static final int NATIVE_ID = 1;

    public static final int A0 = 2;
    public static final int A1 = 3;
    public static final int A2 = 4;
    public static final int A3 = 5;
    public static final int A4 = 6;
    public static final int A5 = 7;

    private GenericParams() {}
}
