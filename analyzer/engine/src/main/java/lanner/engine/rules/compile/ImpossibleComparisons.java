package lanner.engine.rules.compile;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import lanner.engine.field.Domain;
import lanner.engine.field.FieldRegistry;
import lanner.engine.field.KernelNames;
import lanner.engine.field.UnknownFieldException;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.ast.Operator;
import lanner.engine.lang.plan.Glob;
import lanner.engine.rules.compile.CompileCache.Impossible;
import lanner.engine.text.Characters;
import lanner.engine.text.Nearest;

/**
 * Comparisons with a value that their field never has: names longer than the kernel keeps, directories with a slash at
 * their end, values outside a closed set, numbers out of range. Each field's row says what its values are like.
 */
final class ImpossibleComparisons {
    /** The kernel keeps 15 bytes of a program's name (TASK_COMM_LEN, with the byte that ends it, is 16). */
    private static final int LONGEST_NAME = 15;

    /** An id of a container is that long where it is longer than what fields have of it. */
    private static final int LEAST_LONG_ID = 13;

    private static final int MOST_LONG_ID = 64;
    private static final String ID_DIGITS = "0123456789abcdef";

    private static final int MOST_DIGITS = 18;
    private static final String HEX = "0x";
    private static final String HEX_DIGITS = "0123456789abcdefABCDEF";

    /** Characters that make a regular expression more than a text. */
    private static final String REGEX_SIGNS = ".*+?[](){}|^$\\";

    private static final String NO_VALUE = "<NA>";

    private ImpossibleComparisons() {}

    /** The comparisons of a tree with literals that cannot be met, and why. */
    static List<Impossible> in(Expr tree, FieldRegistry fields) {
        List<Impossible> found = new ArrayList<>();
        for (Expr leaf : tree.leaves()) {
            if (leaf instanceof Expr.Compare compare && compare.left() instanceof Expr.FieldRef field) {
                domain(field, fields).ifPresent(domain -> check(compare, field, domain, found));
            }
        }
        return List.copyOf(found);
    }

    private static Optional<Domain> domain(Expr.FieldRef field, FieldRegistry fields) {
        try {
            return fields.resolve(field.name(), field.argument()).domain();
        } catch (UnknownFieldException e) {
            // The compiler of conditions says what is wrong with it.
            return Optional.empty();
        }
    }

    private static void check(Expr.Compare compare, Expr.FieldRef field, Domain domain, List<Impossible> found) {
        String name = field.name()
                + field.argument().map(argument -> "[" + argument + "]").orElse("");
        for (Expr.Literal literal : literals(compare.right())) {
            wrong(domain, name, compare.operator(), literal.text())
                    .ifPresent(why -> found.add(new Impossible(literal, compare.operator(), why)));
        }
    }

    /** What is wrong with a value; empty if nothing is. */
    private static Optional<String> wrong(Domain domain, String field, Operator operator, String value) {
        if (domain instanceof Domain.Words closed) {
            return outside(field, operator, value, closed.words());
        }
        if (domain instanceof Domain.Range range) {
            return outOf(field, operator, value, range.least(), range.most());
        }
        if (domain instanceof Domain.Names printed) {
            return flag(field, operator, value, printed.names());
        }
        return switch ((Domain.Form) domain) {
            case PROGRAM_NAME -> name(field, operator, value);
            case ABSOLUTE_PATH -> absolutePath(field, operator, value);
            case NAME_OR_PATH -> fileName(field, operator, value);
            case LAST_COMPONENT -> lastComponent(field, operator, value);
            case DIRECTORY_WITH_SLASH -> directoryWithSlash(field, operator, value);
            case SHORT_ID -> shortId(field, operator, value);
            case CAPABILITIES -> capability(field, operator, value);
        };
    }

    private static List<Expr.Literal> literals(Expr.Right right) {
        if (right instanceof Expr.Literal literal) {
            return List.of(literal);
        }
        if (right instanceof Expr.ListLiteral list) {
            return list.items();
        }
        return right instanceof Expr.Identifier name
                ? List.of(new Expr.Literal(name.name(), false, name.span()))
                : List.of();
    }

    private static Optional<String> name(String field, Operator operator, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        boolean literal = switch (operator) {
            case EQ, NE, IN, INTERSECTS, CONTAINS, ICONTAINS, STARTSWITH, ENDSWITH -> true;
            case GLOB, IGLOB, PMATCH -> !Characters.hasAny(value, "*?[\\");
            case REGEX -> !Characters.hasAny(value, REGEX_SIGNS);
            default -> false;
        };
        int least =
                literal ? bytes.length : operator == Operator.GLOB || operator == Operator.IGLOB ? leastOf(value) : 0;
        if (least <= LONGEST_NAME) {
            return Optional.empty();
        }
        String kept = new String(bytes, 0, Math.min(bytes.length, LONGEST_NAME), StandardCharsets.UTF_8);
        return Optional.of("the kernel keeps " + LONGEST_NAME + " bytes of a name: " + field + " never "
                + verb(operator) + " '" + value + "'"
                + (literal && operator != Operator.ENDSWITH ? "; did you mean '" + kept + "'?" : ""));
    }

    /** The fewest bytes of a text that matches a glob. */
    private static int leastOf(String glob) {
        int least = 0;
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (c == '\\' && i + 1 < glob.length()) {
                i++;
            } else if (c == '[' && glob.indexOf(']', i + 2) > 0) {
                i = glob.indexOf(']', i + 2);
            } else if (c == '*') {
                continue;
            }
            least++;
        }
        return least;
    }

    private static boolean isEquality(Operator operator) {
        return switch (operator) {
            case EQ, NE, IN, INTERSECTS -> true;
            default -> false;
        };
    }

    private static boolean isLongId(String value) {
        return value.length() >= LEAST_LONG_ID
                && value.length() <= MOST_LONG_ID
                && Characters.areAmong(value, ID_DIGITS);
    }

    private static boolean isNumber(String value) {
        boolean isSigned = value.startsWith("-") || value.startsWith("+");
        return Characters.areDigits(isSigned ? value.substring(1) : value, MOST_DIGITS);
    }

    private static boolean isNumberOfFlags(String value) {
        return Characters.areAmong(value.startsWith(HEX) ? value.substring(HEX.length()) : value, HEX_DIGITS);
    }

    private static boolean isPattern(Operator operator) {
        return operator == Operator.GLOB || operator == Operator.IGLOB || operator == Operator.REGEX;
    }

    private static Optional<String> fileName(String field, Operator operator, String value) {
        boolean whole = isEquality(operator) && value.length() > 1 && value.startsWith("/")
                || operator == Operator.ENDSWITH && value.startsWith("/") && value.length() > 1;
        return whole && value.endsWith("/") ? slashAtEnd(field, operator, value) : Optional.empty();
    }

    private static Optional<String> absolutePath(String field, Operator operator, String value) {
        if (value.isEmpty() || value.equals("/") || value.equals(NO_VALUE)) {
            return Optional.empty();
        }
        if ((isEquality(operator) || operator == Operator.ENDSWITH) && value.endsWith("/")) {
            return slashAtEnd(field, operator, value);
        }
        boolean begins = isEquality(operator) || operator == Operator.STARTSWITH;
        char first = value.charAt(0);
        boolean relative = first == '.' || Character.isLetterOrDigit(first) && value.indexOf(':') < 0;
        return begins && relative
                ? Optional.of("the path is absolute: " + field + " never " + verb(operator) + " '" + value + "'")
                : Optional.empty();
    }

    private static Optional<String> slashAtEnd(String field, Operator operator, String value) {
        return Optional.of("no slash stands at its end: " + field + " never " + verb(operator) + " '" + value
                + "'; did you mean '" + value.replaceAll("/+$", "") + "'?");
    }

    private static Optional<String> lastComponent(String field, Operator operator, String value) {
        boolean plain = isEquality(operator)
                || operator == Operator.CONTAINS
                || operator == Operator.STARTSWITH
                || operator == Operator.ENDSWITH;
        return plain && value.indexOf('/') >= 0
                ? Optional.of("it holds no slash: " + field + " never " + verb(operator) + " '" + value + "'")
                : Optional.empty();
    }

    private static Optional<String> directoryWithSlash(String field, Operator operator, String value) {
        boolean lacks = (isEquality(operator) || operator == Operator.ENDSWITH)
                && value.indexOf('/') >= 0
                && !value.endsWith("/");
        return lacks
                ? Optional.of("a slash stands at its end: " + field + " never " + verb(operator) + " '" + value
                        + "'; did you mean '" + value + "/'?")
                : Optional.empty();
    }

    private static Optional<String> shortId(String field, Operator operator, String value) {
        boolean asked = isEquality(operator) || operator == Operator.STARTSWITH || operator == Operator.CONTAINS;
        return asked && isLongId(value)
                ? Optional.of("it holds 12 digits: " + field + " never " + verb(operator) + " '" + value
                        + "'; did you mean '" + value.substring(0, 12) + "'?")
                : Optional.empty();
    }

    /** The names stand in one text with blanks between them. */
    private static Optional<String> capability(String field, Operator operator, String value) {
        if (isPattern(operator)) {
            return Optional.empty();
        }
        for (String name : value.strip().split(" +")) {
            Optional<String> wrong = name.isEmpty() || name.equals(NO_VALUE)
                    ? Optional.empty()
                    : outside(field, operator, name, KernelNames.CAPABILITIES);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> outOf(String field, Operator operator, String value, long least, long most) {
        if (!isNumber(value)) {
            return Optional.empty();
        }
        long number = Long.parseLong(value);
        boolean low = switch (operator) {
            case LT -> number <= least;
            case GT, GE -> false;
            default -> number < least;
        };
        boolean high = switch (operator) {
            case GT -> number >= most;
            case LT, LE -> false;
            default -> number > most;
        };
        return low || high
                ? Optional.of("out of range: " + field + " is never " + sign(operator) + value
                        + (low ? ", but at least " + least : ", but at most " + most))
                : Optional.empty();
    }

    private static String sign(Operator operator) {
        return switch (operator) {
            case LT, LE, GT, GE -> operator.symbol() + " ";
            default -> "";
        };
    }

    private static Optional<String> outside(String field, Operator operator, String value, Collection<String> values) {
        Optional<Predicate<String>> test = test(operator, value);
        if (test.isEmpty() || isTrueOfAny(test.get(), values)) {
            return Optional.empty();
        }
        String hint = isPattern(operator) ? "" : Nearest.hint(value, values);
        String all = values.size() > 20 ? "" : ", but one of " + String.join(", ", values);
        return Optional.of("no value of the field: " + field + " never " + verb(operator) + " '" + value + "'"
                + (hint.isEmpty() ? all : hint));
    }

    private static boolean isTrueOfAny(Predicate<String> test, Collection<String> words) {
        for (String word : words) {
            if (test.test(word)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> flag(String field, Operator operator, String value, List<String> names) {
        if (value.isEmpty() || value.equals(NO_VALUE) || isNumberOfFlags(value)) {
            return Optional.empty();
        }
        for (String part : value.split("\\|")) {
            Operator asked = operator;
            if (value.indexOf('|') >= 0 && !isEquality(operator)) {
                asked = Operator.CONTAINS;
            }
            Optional<Predicate<String>> test = isPattern(operator) ? Optional.empty() : test(asked, part);
            if (test.isPresent() && !isTrueOfAny(test.get(), names)) {
                return Optional.of("no name that the parameter prints with: " + field + " never " + verb(operator)
                        + " '" + part + "'" + Nearest.hint(part, names));
            }
        }
        return Optional.empty();
    }

    /** What an operator asks of a text; empty for those that a closed set says nothing about. */
    private static Optional<Predicate<String>> test(Operator operator, String value) {
        return switch (operator) {
            case EQ, NE, IN, INTERSECTS -> Optional.of(value::equals);
            case CONTAINS -> Optional.of(text -> text.contains(value));
            case ICONTAINS ->
                Optional.of(text -> text.toLowerCase(Locale.ROOT).contains(value.toLowerCase(Locale.ROOT)));
            case STARTSWITH -> Optional.of(text -> text.startsWith(value));
            case ENDSWITH -> Optional.of(text -> text.endsWith(value));
            case GLOB -> Optional.of(new Glob(value, false)::matches);
            case IGLOB -> Optional.of(new Glob(value, true)::matches);
            case REGEX -> regex(value);
            default -> Optional.empty();
        };
    }

    private static Optional<Predicate<String>> regex(String value) {
        try {
            Pattern pattern = Pattern.compile(value);
            return Optional.of(pattern::matches);
        } catch (PatternSyntaxException e) {
            // The compiler of conditions says what is wrong with it.
            return Optional.empty();
        }
    }

    private static String verb(Operator operator) {
        return switch (operator) {
            case EQ, NE, IN, INTERSECTS -> "is";
            case CONTAINS, ICONTAINS, BCONTAINS -> "contains";
            case STARTSWITH, BSTARTSWITH, PMATCH -> "starts with";
            case ENDSWITH -> "ends with";
            default -> "matches";
        };
    }
}
