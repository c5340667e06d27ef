package lanner.engine.rules.run;

import java.util.ArrayList;
import java.util.List;
import lanner.engine.rules.compile.CompiledRule;
import lanner.engine.rules.define.Rule;

/**
 * Which rules are on: what their files say, and then, in order, what the user says of names and tags, as the {@code
 * rules} list of Falco's configuration does.
 */
public final class RuleSelection {
    private final List<Step> steps = new ArrayList<>();

    private record Step(boolean on, boolean tag, String pattern) {
        boolean concerns(Rule rule) {
            return tag ? rule.tags().contains(pattern) : matches(pattern, rule.name());
        }
    }

    /** Switches rules on or off whose name matches; {@code *} stands for any text. */
    public RuleSelection names(boolean on, String pattern) {
        steps.add(new Step(on, false, pattern));
        return this;
    }

    /** Switches rules with this tag on or off. */
    public RuleSelection tag(boolean on, String tag) {
        steps.add(new Step(on, true, tag));
        return this;
    }

    /** Whether a rule is on in the end. */
    public boolean isOn(Rule rule) {
        boolean on = rule.enabled();
        for (Step step : steps) {
            if (step.concerns(rule)) {
                on = step.on();
            }
        }
        return on;
    }

    /** Names and patterns that concern none of these rules: misspelt, most likely. */
    public List<String> unmatched(List<CompiledRule> rules) {
        return steps.stream()
                .filter(step -> rules.stream().noneMatch(rule -> step.concerns(rule.rule())))
                .map(Step::pattern)
                .toList();
    }

    /** Falco's matching: each literal piece is taken at its first occurrence, so {@code *a} does not match "aba". */
    static boolean matches(String pattern, String name) {
        String[] pieces = pattern.split("\\*", -1);
        if (pieces.length == 1) {
            return name.equals(pattern);
        }
        if (!name.startsWith(pieces[0])) {
            return false;
        }
        int at = pieces[0].length();
        for (int i = 1; i < pieces.length; i++) {
            int found = name.indexOf(pieces[i], at);
            if (found < 0) {
                return false;
            }
            at = found + pieces[i].length();
        }
        return pieces[pieces.length - 1].isEmpty() || at == name.length();
    }
}
