package lanner.recorder.seccomp;

/**
 * A call of the machine's own table that waits with a limit when one of its arguments says so. A filter stops it then, and lets it run
 * otherwise: calls that wait for ever, or do not wait at all.
 *
 * @param call its name
 * @param kind what of the argument says so
 * @param argument the argument's place, 0 to 5
 * @param mask the bits that count of a flag
 */
public record FiniteWait(String call, Kind kind, int argument, int mask) {
    /** What an argument has to be. */
    public enum Kind {
        /** A positive number of 32 bits. */
        POSITIVE,
        /** A pointer that is not null. */
        POINTER,
        /** A number with one of some bits. */
        FLAG
    }

    /** A call whose argument is a number of milliseconds. */
    public static FiniteWait millis(String call, int argument) {
        return new FiniteWait(call, Kind.POSITIVE, argument, 0);
    }

    /** A call whose argument points to a time. */
    public static FiniteWait pointer(String call, int argument) {
        return new FiniteWait(call, Kind.POINTER, argument, 0);
    }

    /** A call one of whose flags says that there is a time. */
    public static FiniteWait flag(String call, int argument, int mask) {
        return new FiniteWait(call, Kind.FLAG, argument, mask);
    }
}
