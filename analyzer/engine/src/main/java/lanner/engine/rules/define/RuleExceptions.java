package lanner.engine.rules.define;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lanner.engine.field.FieldRegistry;
import lanner.engine.field.Source;
import lanner.engine.lang.Conditions;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.ast.Modifier;
import lanner.engine.lang.ast.Operator;
import lanner.engine.lang.check.Operands;
import lanner.engine.rules.finding.FindingCode;
import lanner.engine.rules.finding.Findings;
import lanner.engine.rules.finding.Findings.LoadStopped;
import lanner.engine.rules.read.ExceptionItem;
import lanner.engine.rules.read.ExceptionItem.Entry;

/**
 * A rule's exceptions: checked, merged by name, and written into the condition. {@code C} with exceptions becomes
 * {@code (C) and not (...)} as text, before lists are filled in; that is what Falco does, and lets values name lists.
 */
public final class RuleExceptions {
    /** Operators that take a list: a value of theirs stands in parentheses. */
    private static final Set<String> LIST_OPERATORS = Set.of("in", "intersects", "pmatch");

    private static final Set<Operator> NUMERIC = Set.of(Operator.LT, Operator.LE, Operator.GT, Operator.GE);
    private static final Set<String> OPERATORS = new HashSet<>();
    private static final Set<String> MODIFIED = new HashSet<>();

    static {
        OPERATORS.add("exists");
        OPERATORS.add("==");
        for (Operator operator : Operator.values()) {
            OPERATORS.add(operator.symbol());
        }
        for (Modifier modifier : Modifier.values()) {
            MODIFIED.add("== " + modifier.symbol());
            for (Operator operator : Operator.values()) {
                if (!LIST_OPERATORS.contains(operator.symbol()) && !NUMERIC.contains(operator)) {
                    MODIFIED.add(operator.symbol() + " " + modifier.symbol());
                }
            }
        }
        OPERATORS.addAll(MODIFIED);
    }

    private final Map<Source, FieldRegistry> registries = new EnumMap<>(Source.class);

    RuleExceptions(FieldRegistry registry) {
        for (Source source : Source.values()) {
            registries.put(source, registry.of(source));
        }
    }

    /** The exceptions of a definition, each with its operators filled in. */
    List<ExceptionItem> define(List<ExceptionItem> items, String source, Findings findings) throws LoadStopped {
        List<ExceptionItem> checked = new ArrayList<>();
        for (ExceptionItem item : items) {
            if (item.fields().isEmpty()) {
                throw invalid(item, "Rule exception item must have fields property with a list of fields", findings);
            }
            checked.add(check(item, source, findings));
        }
        return checked;
    }

    /** Values added to exceptions of the same name, and new exceptions behind those that are there. */
    List<ExceptionItem> append(List<ExceptionItem> there, List<ExceptionItem> more, String source, Findings findings)
            throws LoadStopped {
        List<ExceptionItem> merged = new ArrayList<>(there);
        for (ExceptionItem item : more) {
            int at = indexOf(merged, item.name());
            if (at < 0) {
                if (item.fields().isEmpty()) {
                    throw invalid(item, "Rule exception must have fields property with a list of fields", findings);
                }
                if (item.values().isEmpty()) {
                    throw invalid(item, "Rule exception must have values property with a list of values", findings);
                }
                merged.add(check(item, source, findings));
                continue;
            }
            if (item.fields().isPresent()) {
                throw invalid(item, "Can not append exception fields to existing exception, only values", findings);
            }
            if (item.comps().isPresent()) {
                throw invalid(item, "Can not append exception comps to existing exception, only values", findings);
            }
            merged.set(at, merged.get(at).withMore(item.values()));
        }
        return merged;
    }

    private static int indexOf(List<ExceptionItem> items, String name) {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** The fields of a source that is not known are not looked at. */
    private ExceptionItem check(ExceptionItem item, String source, Findings findings) throws LoadStopped {
        Entry fields = item.fields().orElseThrow();
        Entry comps = item.comps()
                .orElseGet(() -> fields.isList()
                        ? new Entry(
                                Optional.empty(),
                                Collections.nCopies(fields.items().size(), Entry.of("=")))
                        : Entry.of("in"));
        if (fields.isList()) {
            if (!comps.isList() || comps.items().size() != fields.items().size()) {
                throw invalid(item, "Fields and comps lists must have equal length", findings);
            }
            for (Entry comp : comps.items()) {
                String operator = comp.scalar().map(String::strip).orElse("");
                if (!OPERATORS.contains(operator)) {
                    throw invalid(item, "'" + operator + "' is not a supported comparison operator", findings);
                }
            }
        } else {
            if (comps.isList()) {
                throw invalid(item, "Fields and comps must both be strings", findings);
            }
            String operator = comps.scalar().orElseThrow();
            if (!LIST_OPERATORS.contains(operator) && !MODIFIED.contains(operator)) {
                throw invalid(
                        item,
                        "When fields is a single value, comps must be one of (in, pmatch, intersects) or a modifier"
                                + " operator (e.g. startswith oneof)",
                        findings);
            }
        }
        for (Entry field : fields.isList() ? fields.items() : List.of(fields)) {
            String name = field.scalar().orElse("");
            FieldRegistry registry = Source.of(source).map(registries::get).orElse(null);
            if (registry != null && !isField(name, registry)) {
                throw invalid(item, "'" + name + "' is not a supported filter field", findings);
            }
        }
        return item.withComps(comps);
    }

    private static boolean isField(String text, FieldRegistry registry) {
        if (registry.isField(text)) {
            return true;
        }
        try {
            if (Conditions.parse(text + " exists") instanceof Expr.Exists exists) {
                new Operands(registry).resolve(exists.operand());
                return true;
            }
            return false;
        } catch (ConditionException e) {
            return false;
        }
    }

    /** The condition with the exceptions written behind it. */
    public static String expand(String condition, List<ExceptionItem> exceptions, Findings findings)
            throws LoadStopped {
        if (exceptions.isEmpty()) {
            return condition;
        }
        StringBuilder text = new StringBuilder("(").append(condition).append(')');
        for (ExceptionItem exception : exceptions) {
            if (!exception.values().isEmpty()) {
                text.append(" and not ");
                if (exception.fields().orElseThrow().isList()) {
                    tuples(exception, text, findings);
                } else {
                    values(exception, text, findings);
                }
            }
        }
        return text.toString();
    }

    private static void tuples(ExceptionItem exception, StringBuilder text, Findings findings) throws LoadStopped {
        List<String> fields = exception.fields().orElseThrow().texts();
        List<String> operators = exception.comps().orElseThrow().texts();
        text.append('(');
        String between = "";
        for (Entry tuple : exception.values()) {
            if (!tuple.isList() || tuple.items().size() != fields.size()) {
                throw invalid(exception, "Fields and values lists must have equal length", findings);
            }
            text.append(between).append('(');
            between = " or ";
            for (int i = 0; i < fields.size(); i++) {
                String operator = operators.get(i).strip();
                text.append(i == 0 ? "" : " and ")
                        .append(fields.get(i))
                        .append(' ')
                        .append(operator)
                        .append(' ')
                        .append(value(tuple.items().get(i), operator));
            }
            text.append(')');
        }
        text.append(')');
    }

    private static String value(Entry value, String operator) {
        if (value.isList()) {
            return "("
                    + String.join(
                            ", ",
                            value.texts().stream().map(RuleExceptions::quoted).toList()) + ")";
        }
        String text = value.scalar().orElseThrow();
        if (!LIST_OPERATORS.contains(operator) && !MODIFIED.contains(operator)) {
            return quoted(text);
        }
        // What begins with a parenthesis is a list as it would stand in a condition.
        return text.startsWith("(") ? text : "(" + quoted(text) + ")";
    }

    private static void values(ExceptionItem exception, StringBuilder text, Findings findings) throws LoadStopped {
        text.append('(')
                .append(exception.fields().orElseThrow().scalar().orElseThrow())
                .append(' ')
                .append(exception.comps().orElseThrow().scalar().orElseThrow())
                .append(" (");
        String between = "";
        for (Entry value : exception.values()) {
            if (value.isList()) {
                throw invalid(exception, "Expected values array to contain a list of strings", findings);
            }
            text.append(between).append(quoted(value.scalar().orElseThrow()));
            between = ", ";
        }
        text.append("))");
    }

    private static String quoted(String value) {
        boolean bare = value.indexOf(' ') < 0 || value.startsWith("\"") || value.startsWith("'");
        return bare ? value : '"' + value + '"';
    }

    private static LoadStopped invalid(ExceptionItem item, String message, Findings findings) {
        return findings.error(FindingCode.LOAD_ERR_VALIDATE, message, item.chain());
    }
}
