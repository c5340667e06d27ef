package lanner.engine.rules.run;

/** What asking one rule has cost so far. Not thread safe. */
public final class RuleCost {
    private long evaluations;
    private long matches;
    private long nanos;

    /** Adds one evaluation. */
    public void add(long spent, boolean matched) {
        evaluations++;
        matches += matched ? 1 : 0;
        nanos += spent;
    }

    public void add(RuleCost other) {
        evaluations += other.evaluations;
        matches += other.matches;
        nanos += other.nanos;
    }

    public long evaluations() {
        return evaluations;
    }

    public long matches() {
        return matches;
    }

    /** Nanoseconds, the measuring's own included. */
    public long nanos() {
        return nanos;
    }
}
