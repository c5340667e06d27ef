package lanner.engine.rules;

import java.util.List;

/**
 * The outcome of loading rule files.
 *
 * @param rules the rules; none when there are errors
 * @param lists how many lists are defined
 * @param macros how many macros are defined
 */
public record Loaded(RuleSet rules, List<Finding> findings, int lists, int macros) {
    public Loaded {
        findings = List.copyOf(findings);
    }

    /** Whether no error was found. */
    public boolean isValid() {
        return findings.stream().noneMatch(Finding::isError);
    }
}
