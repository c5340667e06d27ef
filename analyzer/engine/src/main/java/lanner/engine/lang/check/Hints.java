package lanner.engine.lang.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lanner.engine.field.FieldRegistry;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.ast.Operator;
import lanner.engine.lang.ast.Transformer;
import lanner.engine.text.Characters;

/** What is legal and may not be meant: a field's name as a text, a regular expression where a simpler operator does. */
final class Hints {
    private final FieldRegistry registry;

    Hints(FieldRegistry registry) {
        this.registry = registry;
    }

    List<String> of(Operator operator, List<Expr.Literal> literals) {
        List<String> hints = new ArrayList<>();
        for (Expr.Literal literal : literals) {
            String text = literal.text();
            String bare = text.replace(" ", "");
            if (operator == Operator.REGEX && !needsRegex(text)) {
                hints.add("regex check with '" + text
                        + "' may be optimized with simpler operators such as '=', 'contains', 'startswith',"
                        + " 'endswith'");
            }
            if (bare.indexOf('.') > 0 && isField(bare)) {
                hints.add("'" + text + "' may be a valid field misused as a const string value");
            } else if (looksLikeTransformer(bare)) {
                hints.add("'" + text + "' may be a valid field transformer misused as a const string value");
            }
        }
        return hints;
    }

    private boolean isField(String text) {
        int bracket = text.indexOf('[');
        return registry.isField(bracket > 0 && text.endsWith("]") ? text.substring(0, bracket) : text);
    }

    private static boolean looksLikeTransformer(String text) {
        int open = text.indexOf('(');
        if (open <= 0 || !text.endsWith(")")) {
            return false;
        }
        String name = text.substring(0, open);
        return name.equals("val")
                || Arrays.stream(Transformer.values())
                        .anyMatch(transformer -> transformer.symbol().equals(name));
    }

    /** Whether a pattern has a special character beyond anchors and a leading or trailing "anything". */
    private static boolean needsRegex(String pattern) {
        String core = pattern;
        core = core.startsWith("^") ? core.substring(1) : core;
        core = core.endsWith("$") ? core.substring(0, core.length() - 1) : core;
        for (String any : List.of(".*", ".+", ".?")) {
            core = core.startsWith(any) ? core.substring(2) : core;
            core = core.endsWith(any) ? core.substring(0, core.length() - 2) : core;
        }
        return Characters.hasAny(core, ".[]{}()\\*+?|^$");
    }
}
