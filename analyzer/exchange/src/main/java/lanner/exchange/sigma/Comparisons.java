package lanner.exchange.sigma;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lanner.engine.text.RuleText;

/** Comparisons of texts with texts that have wildcards, by the simplest operators that say the same. */
final class Comparisons {
    /** How one text is compared: in the order in which a person would read them. */
    private enum Shape {
        EQUAL,
        STARTS,
        ENDS,
        CONTAINS,
        GLOB,
        REGEX,
        PRESENT
    }

    /**
     * What one text is compared with: several where the field may end in more than Sigma's.
     *
     * @param operands of the operator, as characters
     */
    private record Compared(Shape shape, List<String> operands, boolean lower) {}

    private Comparisons() {}

    /**
     * A field compared with texts.
     *
     * @param all whether every text must match, instead of any
     * @param cased whether the case of ASCII letters counts
     */
    static Clause of(FieldRow.Operand operand, List<SigmaText> texts, boolean all, boolean cased) {
        Map<Shape, List<Compared>> shapes = new LinkedHashMap<>();
        for (SigmaText text : texts) {
            Compared compared = compared(operand, text, cased);
            shapes.computeIfAbsent(compared.shape(), any -> new ArrayList<>()).add(compared);
        }
        List<Clause> clauses = new ArrayList<>();
        shapes.forEach((shape, same) -> {
            if (!all) {
                clauses.add(any(operand, shape, same));
            } else if (same.stream().allMatch(each -> each.operands().size() == 1)) {
                clauses.add(write(operand, shape, same, "allof"));
            } else {
                same.forEach(each -> clauses.add(any(operand, shape, List.of(each))));
            }
        });
        return all ? Clause.all(clauses) : Clause.any(clauses);
    }

    /** A regular expression for the whole of a field. */
    static Clause regex(String expression, String regex, boolean lower) {
        return new Clause.Leaf(folded(expression, lower) + " regex " + RuleText.quoted(regex));
    }

    private static Compared compared(FieldRow.Operand operand, SigmaText text, boolean cased) {
        boolean lower = !cased && text.hasLetters();
        SigmaText folded = lower ? text.lower() : text;
        boolean before = folded.isOpenBefore();
        boolean behind = folded.isOpenBehind();
        SigmaText core = folded.core();
        // A field that may be longer than Sigma's by one character: both are tried where the text has an end.
        boolean longer = !operand.trailing().isEmpty() && !behind && !core.endsWith(operand.trailing());
        if (core.has(SigmaText.Wildcard.ONE) || core.has(SigmaText.Wildcard.DASH)) {
            String any = RegexTranslator.ANY;
            String end = longer ? "(" + RegexTranslator.escaped(operand.trailing()) + ")?" : "";
            return new Compared(
                    Shape.REGEX,
                    List.of((before ? any + "*" : "") + core.regex(any) + end + (behind ? any + "*" : "")),
                    lower);
        }
        if (core.has(SigmaText.Wildcard.RUN)) {
            return new Compared(
                    Shape.GLOB,
                    longer
                            ? List.of(
                                    folded.glob(),
                                    folded.and(operand.trailing()).glob())
                            : List.of(folded.glob()),
                    lower);
        }
        String plain = core.plain().orElseThrow();
        if (plain.isEmpty() && (before || behind)) {
            return new Compared(Shape.PRESENT, List.of(""), false);
        }
        Shape shape = before ? behind ? Shape.CONTAINS : Shape.ENDS : behind ? Shape.STARTS : Shape.EQUAL;
        return new Compared(shape, longer ? List.of(plain, plain + operand.trailing()) : List.of(plain), lower);
    }

    private static Clause any(FieldRow.Operand operand, Shape shape, List<Compared> same) {
        return write(operand, shape, same, "anyof");
    }

    /** Several at once: where one of them is compared in lower case all are, which changes nothing for the others. */
    private static Clause write(FieldRow.Operand operand, Shape shape, List<Compared> same, String modifier) {
        boolean lower = same.stream().anyMatch(Compared::lower);
        List<String> quoted = same.stream()
                .flatMap(each -> each.operands().stream())
                .distinct()
                .map(RuleText::quoted)
                .toList();
        String field = folded(operand.expression(), lower);
        return new Clause.Leaf(
                switch (shape) {
                    case EQUAL ->
                        modifier.equals("allof")
                                ? several(field, "=", quoted, modifier)
                                : quoted.size() == 1
                                        ? field + " = " + quoted.get(0)
                                        : field + " in (" + String.join(", ", quoted) + ")";
                    case STARTS -> several(field, "startswith", quoted, modifier);
                    case ENDS -> several(field, "endswith", quoted, modifier);
                    case CONTAINS -> several(operand.expression(), lower ? "icontains" : "contains", quoted, modifier);
                    case GLOB -> several(field, "glob", quoted, modifier);
                    case REGEX -> several(field, "regex", quoted, modifier);
                    case PRESENT -> operand.expression() + " exists";
                });
    }

    private static String several(String field, String operator, List<String> quoted, String modifier) {
        return quoted.size() == 1
                ? field + " " + operator + " " + quoted.get(0)
                : field + " " + operator + " " + modifier + " (" + String.join(", ", quoted) + ")";
    }

    private static String folded(String expression, boolean lower) {
        return lower ? "tolower(" + expression + ")" : expression;
    }
}
