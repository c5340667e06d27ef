package lanner.recorder.inline;

/**
 * Where trampolines are put: below the code that they serve, at an address that a filter can tell by its low half, which
 * is the same for all. So a call that is about to change such memory stops, and others of its kind do not. Pure.
 *
 * <pre>
 *   low half of an address    6F000000 ... 6FF00000 - 6FF1FFFF ... 6FFFFFFF
 *   or                        EF000000 ... EFF00000 - EFF1FFFF ... EFFFFFFF
 *                             LEAD         the area
 * </pre>
 */
final class TrampolineAreas {
    /** Bits of the low half of an address that a filter tests. */
    static final int MASK = 0x7F000000;

    /** What they are in an area, and up to {@link #LEAD} bytes before it. */
    static final int BITS = 0x6F000000;

    /** What begins farther before an area and reaches it is as long as this. */
    static final int LEAD = 0xF00000;

    private static final long APART = 0x80000000L;
    private static final long LOW = 0x6FF00000L;

    private TrampolineAreas() {}

    /** Where the area for some code should be. */
    static long near(long code) {
        if (code < SlotLayout.CODE) {
            return LOW;
        }
        return code - Math.floorMod(code - LOW, APART);
    }
}
