package lanner.engine.except;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import lanner.engine.field.Field;
import lanner.engine.field.FieldRegistry;
import lanner.engine.field.Multiplicity;
import lanner.engine.json.JsonText;
import lanner.engine.lang.Conditions;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.check.Operands;
import lanner.engine.rules.compile.CompiledRule;
import lanner.engine.rules.compile.LoadedRules;
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
     * @throws DraftException when a chosen field is none, or none that an exception may compare
     */
    public ExceptionDrafter(FieldRegistry registry, List<String> chosen, Optional<String> name) throws DraftException {
        this.registry = registry;
        this.chosen = List.copyOf(chosen);
        this.name = name;
        for (String field : chosen) {
            if (!isComparable(field(field))) {
                throw new DraftException(field + " has no single value that an exception could compare");
            }
        }
    }

    private Field field(String text) throws DraftException {
        try {
            if (Conditions.parse(text + " exists") instanceof Expr.Exists exists) {
                return new Operands(registry).resolve(exists.operand());
            }
        } catch (ConditionException e) {
            throw new DraftException("'" + text + "' is no field: " + e.withHint());
        }
        throw new DraftException("'" + text + "' is not a field");
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
    public Map<String, String> values(CompiledRule rule, EventContext context) throws DraftException {
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

    /** What an alert that is in no capture says of its event itself: the values of fields, by their names. */
    public Map<String, String> values(Map<String, String> said) {
        Map<String, String> values = new LinkedHashMap<>();
        said.forEach((text, value) -> {
            if (JsonText.characters(value).contains(LOST)) {
                notes.add(text + " is left out: its bytes were lost on the way to JSON");
                return;
            }
            try {
                if (isComparable(field(text))) {
                    values.put(text, value);
                }
            } catch (DraftException e) {
                // A field of another source, or text that a suffix added: nothing to compare with.
                notes.add(text + " is left out: it is no field");
            }
        });
        return values;
    }

    /** The exception for a rule whose alert came with these values. */
    public ExceptionDraft draft(LoadedRules loaded, CompiledRule rule, Map<String, String> values)
            throws DraftException {
        FieldChoice choice = new FieldChoice(values, Set.copyOf(loaded.lists()), notes);
        List<ExceptionTerm> terms = chosen.isEmpty() ? choice.choose() : choice.take(chosen);
        return ExceptionDraft.of(rule.rule(), terms, name);
    }

    /** What of an alert's fields will be the same the next time: two alerts that tell the same story are equal here. */
    public static Map<String, Object> story(Map<String, ?> fields) {
        Map<String, Object> story = new TreeMap<>();
        fields.forEach((field, value) -> {
            if (value != null && !Stability.isFleeting(field)) {
                story.put(field, Stability.shape(value.toString()));
            }
        });
        return story;
    }

    /** What the user should know about the choice. */
    public List<String> notes() {
        return notes;
    }
}
