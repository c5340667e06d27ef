package lanner.engine.except;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lanner.engine.rules.define.Rule;
import lanner.engine.text.RuleText;

/**
 * An exception that is to be added to a rule.
 *
 * @param name of an exception that the rule has, if one looks at the same fields by the same operators; a new one if not
 * @param isNew whether the rule has no exception of this name yet
 * @param tuples whether its values are lists with an entry for each field
 */
public record ExceptionDraft(String rule, String name, boolean isNew, boolean tuples, List<ExceptionTerm> terms) {
    private static final int LONGEST_NAME = 60;

    public ExceptionDraft {
        terms = List.copyOf(terms);
    }

    /** @param wanted the exception's name; made of its fields if absent, another if it is taken */
    static ExceptionDraft of(Rule rule, List<ExceptionTerm> terms, Optional<String> wanted) {
        Optional<Rule.Exclusion> same = rule.exceptions().stream()
                .filter(exclusion -> wanted.map(exclusion.name()::equals).orElse(true) && looksAt(exclusion, terms))
                .findFirst();
        if (same.isPresent()) {
            return new ExceptionDraft(
                    rule.name(), same.get().name(), false, same.get().tuples(), terms);
        }
        List<String> taken =
                rule.exceptions().stream().map(Rule.Exclusion::name).toList();
        String base = wanted.orElseGet(() -> madeOf(terms));
        String name = base;
        for (int number = 2; taken.contains(name); number++) {
            name = base + "_" + number;
        }
        return new ExceptionDraft(rule.name(), name, true, true, terms);
    }

    private static String madeOf(List<ExceptionTerm> terms) {
        String name = terms.stream()
                .map(term -> term.field().replaceAll("[^A-Za-z0-9]+", "_"))
                .collect(Collectors.joining("_"));
        return name.substring(0, Math.min(LONGEST_NAME, name.length()));
    }

    private static boolean looksAt(Rule.Exclusion exclusion, List<ExceptionTerm> terms) {
        if (!exclusion.fields().equals(terms.stream().map(ExceptionTerm::field).toList())) {
            return false;
        }
        if (!exclusion.tuples()) {
            return exclusion.operators().equals(List.of("in"))
                    && terms.get(0).operator().equals("=");
        }
        return exclusion.operators().stream()
                .map(operator -> operator.strip().equals("==") ? "=" : operator.strip())
                .toList()
                .equals(terms.stream().map(ExceptionTerm::operator).toList());
    }

    /** The item of a rule file, in today's Falco's syntax. */
    public String yaml() {
        List<String> lines = new ArrayList<>();
        lines.add("- rule: " + RuleText.scalar(rule));
        lines.add("  exceptions:");
        lines.add("    - name: " + RuleText.scalar(name));
        if (isNew) {
            lines.add("      fields: " + list(terms.stream().map(ExceptionTerm::field)));
            lines.add("      comps: " + list(terms.stream().map(ExceptionTerm::operator)));
        }
        lines.add("      values:");
        String values =
                terms.stream().map(term -> ExceptionText.value(term.value())).collect(Collectors.joining(", "));
        lines.add("        - " + (tuples ? "[" + values + "]" : values));
        lines.add("  override:");
        lines.add("    exceptions: append");
        return String.join("\n", lines) + "\n";
    }

    /** A line as a comment of a rule file. */
    public static String comment(String line) {
        return RuleText.comment(line);
    }

    private static String list(Stream<String> texts) {
        return texts.map(RuleText::scalar).collect(Collectors.joining(", ", "[", "]"));
    }
}
