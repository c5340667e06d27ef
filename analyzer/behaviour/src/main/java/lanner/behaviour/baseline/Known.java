package lanner.behaviour.baseline;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import lanner.behaviour.fact.Example;
import lanner.engine.alert.Priority;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one thing that recordings did.
 *
 * @param runs in how many recordings it was seen, done or tried
 * @param least the smallest count in one of these
 * @param most the largest
 * @param done how often it was done in all
 * @param failed how often it was tried and failed in all
 * @param rules the names of the rules of shapes that changed its name
 * @param gravity the gravity of an alert
 * @param example where it was seen first; null where only a file tells of it
 */
public record Known(
        int runs,
        long least,
        long most,
        long done,
        long failed,
        Set<String> rules,
        Optional<Priority> gravity,
        @Nullable Place example) {
    /**
     * An event of a capture.
     *
     * @param capture the capture's path, as characters
     * @param name what was seen there, before rules changed it; bytes, one character each
     */
    public record Place(String capture, Example example, String name) {}

    public Known {
        rules = Set.copyOf(rules);
    }

    /** Whether it was tried, and never done. */
    public boolean isOnlyTried() {
        return done == 0;
    }

    /** The same with what another recording, or several, know of it. */
    Known and(Known other) {
        Set<String> both = rules;
        if (!rules.containsAll(other.rules)) {
            both = new TreeSet<>(rules);
            both.addAll(other.rules);
        }
        Place first = example;
        // One that shows it done says more.
        if (first == null || done == 0 && other.done > 0 && other.example != null) {
            first = other.example;
        }
        return new Known(
                runs + other.runs,
                Math.min(least, other.least),
                Math.max(most, other.most),
                done + other.done,
                failed + other.failed,
                both,
                gravity.or(other::gravity),
                first);
    }

    /** The same with another fact of the same recording, that has the same shape. The earlier one of them is the example. */
    Known with(Known other) {
        Known both = other.isBefore(this) ? other.and(this) : and(other);
        long all = both.done + both.failed;
        return new Known(runs, all, all, both.done, both.failed, both.rules, both.gravity, both.example);
    }

    private boolean isBefore(Known other) {
        return example != null
                && other.example != null
                && example.example().event() < other.example.example().event();
    }
}
