package lanner.behaviour.fact;

/**
 * How often something happened.
 *
 * @param done how often it was done
 * @param failed how often it was tried and failed
 * @param first the first time of it that was done, or where none was, that was tried
 * @param rows which events it was, where that was asked for
 */
public record Seen(long done, long failed, Example first, EventRows rows) {
    public Seen(long done, long failed, Example first) {
        this(done, failed, first, EventRows.NONE);
    }

    /** How often it was done or tried. */
    public long all() {
        return done + failed;
    }
}
