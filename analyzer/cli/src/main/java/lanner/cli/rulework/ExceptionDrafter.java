package lanner.cli.rulework;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lanner.cli.input.InputException;
import lanner.engine.field.Field;
import lanner.engine.field.FieldRegistry;
import lanner.engine.field.Multiplicity;
import lanner.engine.lang.ConditionException;
import lanner.engine.lang.Conditions;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.plan.Operands;
import lanner.engine.rules.CompiledRule;
import lanner.engine.rules.LoadedRules;
import lanner.engine.state.EventContext;

/** Makes an exception of what is known of an alert. */
public final class ExceptionDrafter {
    private static final String LOST = "\uFFFD";

    private final FieldRegistry registry;
    private final List<String> chosen;
    private final Optional<String> name;
    private final Map<String, Field> asked = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * @param chosen the fields to use; none to choose by the kind of event
     * @param name the exception's name; made of the fields if absent
     * @throws InputException when a chosen field is none, or none that an exception may compare
     */
    public ExceptionDrafter(FieldRegistry registry, List<String> chosen, Optional<String> name) throws InputException {
        this.registry = registry;
        this.chosen = List.copyOf(chosen);
        this.name = name;
        for (String field : chosen) {
            if (!isComparable(field(field))) {
                throw new InputException(field + " has no single value that an exception could compare");
            }
        }
    }

    private Field field(String text) throws InputException {
        try {
            if (Conditions.parse(text + " exists") instanceof Expr.Exists exists) {
                return new Operands(registry).resolve(exists.operand());
            }
        } catch (ConditionException e) {
            throw new InputException("'" + text + "' is no field: " + e.getMessage());
        }
        throw new InputException("'" + text + "' is no field");
    }

    private static boolean isComparable(Field field) {
        return field.multiplicity() == Multiplicity.ONE
                && !field.traits().contains(Field.Trait.PRINT_ONLY)
                && switch (field.type().family()) {
                    case NUMBER, BOOL, TEXT, ADDRESS -> true;
                    case DOUBLE, BYTES, NETWORK, DYNAMIC -> false;
                };
    }

    /** What is known of the event at hand, on which this rule raises its alert. */
    public Map<String, String> values(CompiledRule rule, EventContext context) throws InputException {
        Set<String> wanted = new LinkedHashSet<>(FieldChoice.wanted());
        wanted.addAll(chosen);
        Map<String, String> values = new LinkedHashMap<>();
        for (String text : wanted) {
            if (!asked.containsKey(text)) {
                asked.put(text, field(text));
            }
            put(asked.get(text), context, values);
        }
        for (Field field : rule.output().fields()) {
            put(field, context, values);
        }
        return values;
    }

    private static void put(Field field, EventContext context, Map<String, String> values) {
        String value = isComparable(field) ? field.print(context) : null;
        if (value != null) {
            values.put(field.text(), value);
        }
    }

    /** What an alert that is in no capture says of its event itself. */
    public Map<String, String> values(AskedAlert alert) {
        Map<String, String> values = new LinkedHashMap<>();
        alert.values().forEach((text, value) -> {
            if (new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8).contains(LOST)) {
                notes.add(text + " is left out: its bytes were lost on the way to JSON");
                return;
            }
            try {
                if (isComparable(field(text))) {
                    values.put(text, value);
                }
            } catch (InputException e) {
                // A field of another source, or text that a suffix added: nothing to compare with.
                notes.add(text + " is left out: it is no field");
            }
        });
        return values;
    }

    /** The exception for a rule whose alert came with these values. */
    public ExceptionDraft draft(LoadedRules loaded, CompiledRule rule, Map<String, String> values)
            throws InputException {
        FieldChoice choice = new FieldChoice(values, Set.copyOf(loaded.lists()), notes);
        List<ExceptionTerm> terms = chosen.isEmpty() ? choice.choose() : choice.take(chosen);
        return ExceptionDraft.of(rule.rule(), terms, name);
    }

    /** What the user should know about the choice. */
    public List<String> notes() {
        return notes;
    }
}
