package lanner.engine.compare;

import java.util.List;
import java.util.Optional;

/**
 * What became of one rule from one version of its files to the next.
 *
 * @param rule its name now; that of a removed rule is its old one
 * @param formerly the old name of a renamed rule
 * @param what the parts that differ, in words, in a fixed order
 */
public record RuleChange(Kind kind, String rule, Optional<String> formerly, List<String> what) {
    public RuleChange {
        what = List.copyOf(what);
    }

    /** How a rule may change. */
    public enum Kind {
        ADDED,
        REMOVED,
        RENAMED,
        CHANGED
    }
}
