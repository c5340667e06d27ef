package lanner.investigation.streams;

import java.util.List;

/**
 * What passed through one open file, pipe or socket, whichever descriptors led to it.
 *
 * @param name a path, both ends of a connection, or what the kernel calls it; empty where unknown
 * @param type what it is: {@code file}, {@code ipv4}, {@code pipe} and so on
 * @param steps in the order of the capture
 * @param openAtEnd who still held it when the recording ended, or when reading was cancelled
 * @param totals over all steps, those left out too
 * @param leftOut how many steps are not among {@code steps} because there were too many
 * @param isPartial whether reading was cancelled
 */
public record FollowStream(
        String name,
        String type,
        List<FollowStep> steps,
        List<String> openAtEnd,
        Totals totals,
        long leftOut,
        boolean isPartial) {
    public FollowStream {
        steps = List.copyOf(steps);
        openAtEnd = List.copyOf(openAtEnd);
    }

    /**
     * Bytes that moved, and how many of them the capture holds.
     *
     * @param unknown calls that moved data, the capture does not say how much
     */
    public record Totals(long out, long outKept, long in, long inKept, long calls, long unknown) {
        static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0);

        Totals with(FollowStep step) {
            if (step.kind() != FollowStep.Kind.MOVED_DATA || !step.error().isEmpty()) {
                return this;
            }
            long size = Math.max(step.size(), step.data().length);
            boolean outward = step.direction() == FollowStep.Direction.OUT;
            return new Totals(
                    out + (outward ? size : 0),
                    outKept + (outward ? step.data().length : 0),
                    in + (outward ? 0 : size),
                    inKept + (outward ? 0 : step.data().length),
                    calls + 1,
                    unknown + (step.size() < 0 ? 1 : 0));
        }

        /** Bytes that moved and are not in the capture. */
        public long missing() {
            return out - outKept + in - inKept;
        }
    }

    /** Whether it was open before the recording began, so that what passed before is not known. */
    public boolean wasOpenBefore() {
        return steps.isEmpty() || steps.get(0).kind() != FollowStep.Kind.OPENED;
    }
}
