package lanner.recorder.placement;

/**
 * Decides from what happened lately whether the traced threads should share a processor with the tracer. A value is
 * looked at every few milliseconds; one look never decides alone. Without side effects, so that it is tested from tables.
 *
 * <p>The figures come from measuring stops on two processors: co-located a stop costs about 3 µs, spread 25 and more.
 * What is gained by spreading is at most the time that ready threads had to wait.
 */
final class Governor {
    /** Computing per stop from which spreading can pay, in nanoseconds. */
    static final long SPREAD_ABOVE = 18_000;

    /** Computing per stop below which it cannot. */
    static final long GATHER_BELOW = 9_000;

    /** Computing per stop from which stops hardly count: spread they cost a tenth of it. */
    static final long STOPS_HARDLY = 250_000;

    private static final int LOOKS_TO_SPREAD = 3;
    private static final int LOOKS_TO_GATHER = 3;

    private boolean spread;
    private int looks;

    /**
     * What happened between two looks.
     *
     * @param wall how long that was, in nanoseconds
     * @param stops how many stops were served
     * @param computed processor time of the traced threads, in nanoseconds, with that of {@code taken}
     * @param taken how long the tracer read what threads recorded themselves, in nanoseconds: it can do that beside them
     * @param waited how long traced threads were ready without running, in nanoseconds; only asked where it matters
     */
    record Look(long wall, long stops, long computed, long taken, long waited) {
        /** Processor time per stop; all of it where nothing stopped. */
        long computedPerStop() {
            return computed / Math.max(1, stops);
        }
    }

    /** Whether the threads should be spread now. */
    boolean spread() {
        return spread;
    }

    /** Whether it is worth asking how long threads waited: the processor is full and stops are rare enough. */
    static boolean mayGainBySpreading(long wall, long stops, long computed) {
        return computed > wall * 6 / 10 && computed / Math.max(1, stops) > SPREAD_ABOVE;
    }

    /** Takes a look in; true when the answer of {@link #spread} has changed by it. */
    boolean changedBy(Look look) {
        boolean other = spread ? wantsToGather(look) : wantsToSpread(look);
        looks = other ? looks + 1 : 0;
        if (looks < (spread ? LOOKS_TO_GATHER : LOOKS_TO_SPREAD)) {
            return false;
        }
        looks = 0;
        spread = !spread;
        return true;
    }

    /** Somebody always waits for the processor, or the program for what could be done beside it. */
    private static boolean wantsToSpread(Look look) {
        boolean beside = look.taken() > look.wall() / 5 && look.computedPerStop() > STOPS_HARDLY;
        return mayGainBySpreading(look.wall(), look.stops(), look.computed())
                && (beside || look.waited() > look.wall() * 6 / 10);
    }

    /** All fits one processor, or stops have become frequent. */
    private static boolean wantsToGather(Look look) {
        return look.computed() < look.wall() * 9 / 10 || look.computedPerStop() < GATHER_BELOW;
    }
}
