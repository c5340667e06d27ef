package lanner.behaviour.compare;

import com.google.re2j.Pattern;
import java.util.Set;
import lanner.behaviour.fact.Aspect;

/**
 * Names something that the same program does in one run and not in another, or more often, as its threads meet.
 *
 * @param name what the rule is called
 * @param aspects what it is about
 * @param changes which differences say nothing then
 * @param match the expression, RE2's, that is found in the shape's text; bytes, one character each
 */
public record ChanceRule(String name, Set<Aspect> aspects, Set<Change> changes, Pattern match) {
    public ChanceRule {
        aspects = Set.copyOf(aspects);
        changes = Set.copyOf(changes);
    }

    /** Whether a difference says nothing. */
    boolean covers(Difference difference) {
        return changes.contains(difference.change())
                && aspects.contains(difference.key().aspect())
                && match.matcher(difference.key().text()).find();
    }
}
