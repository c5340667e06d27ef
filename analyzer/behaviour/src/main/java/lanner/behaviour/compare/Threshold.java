package lanner.behaviour.compare;

/**
 * From where on a count has changed.
 *
 * @param factor how many times as much, at least 1
 * @param difference and how much more, at least
 */
public record Threshold(double factor, long difference) {
    /** Below this, counts of equal programs differ by chance: by the order of threads, the size of a read, a retry. */
    public static final Threshold DEFAULT = new Threshold(4, 20);

    boolean isMore(long before, long after) {
        return after >= before * factor && after - before >= difference;
    }
}
