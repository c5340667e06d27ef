package lanner.capture.event;

/**
 * One record of a capture, format versions 1 and 2. All numbers are little endian.
 *
 * <pre>
 *  offset  size
 *    0      4   CRC32C of everything after these four bytes
 *    4      2   event code ({@link EventType#code()})
 *    6      2   marks ({@link Mark}, a bit each)
 *    8      8   sequence number of the record: 0 for the capture's first, then one more each
 *   16      8   real time, nanoseconds since 1970-01-01 UTC
 *   24      8   monotonic time, nanoseconds
 *   32      4   thread id
 *   36      4   present: bit i is set when parameter i is stored
 *   40      -   the present parameters in order, as {@link ParamType.Storage} says
 *    -      -   result, LEB128 zig-zag
 *    -      -   duration in nanoseconds, LEB128, below 2^63; only with {@link Mark#TIMED} (version 2)
 *    -      4   cut parameters, bit i each; only with {@link Mark#TRUNCATED}
 *    -      4   unreadable parameters, bit i each; only with {@link Mark#UNREADABLE}
 * </pre>
 *
 * A record's marks say what it holds: it is read without knowing the version of its capture. Parameter 0 of a call whose
 * row says {@link EventType#resultIsFirst()} is never stored: it is the result.
 */
final class EventLayout {
    static final int CRC = 0;
    static final int CODE = 4;
    static final int MARKS = 6;
    static final int SEQUENCE = 8;
    static final int TIME = 16;
    static final int MONOTONIC = 24;
    static final int TID = 32;
    static final int PRESENT = 36;
    static final int PARAMS = 40;

    /** The shortest record: fixed part and a one-byte result. */
    static final int MIN_LENGTH = PARAMS + 1;

    private EventLayout() {}
}
