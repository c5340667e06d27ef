package lanner.engine.lang.plan;

/**
 * A planned node.
 *
 * @param cost about how many simple tests an evaluation takes; orders what {@code and} and {@code or} ask
 * @param subject what the verdict depends on
 */
record Planned(Predicate predicate, int cost, Subject subject) {
    private static final int REMEMBERED = 2;

    /** The same verdict, remembered where that is worth it. */
    Planned remembered() {
        return cost >= subject.worth() ? new Planned(subject.remember(predicate), REMEMBERED, subject) : this;
    }

    boolean isOfEvent() {
        return subject.equals(Subject.EVENT);
    }
}
