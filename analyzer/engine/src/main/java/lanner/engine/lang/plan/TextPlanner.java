package lanner.engine.lang.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.engine.field.Extractor;
import lanner.engine.lang.ast.Operator;
import lanner.engine.lang.check.Comparison;
import lanner.engine.lang.check.EgrepPattern;
import lanner.engine.lang.check.Typed;

/** Plans comparisons of texts and bytes, with regular expressions and sets too, and of the event's type. */
final class TextPlanner {
    private static final Map<String, List<EventType>> BY_LABEL = byLabel();

    private TextPlanner() {}

    private static Map<String, List<EventType>> byLabel() {
        Map<String, List<EventType>> types = new HashMap<>();
        for (EventType type : EventType.values()) {
            types.computeIfAbsent(type.label(), label -> new ArrayList<>(1)).add(type);
        }
        return types;
    }

    static Predicate plan(Typed.Texts node, TextIndexes indexes) {
        Predicate indexed = indexes.plan(node);
        if (indexed != null) {
            return indexed;
        }
        Comparison comparison = node.comparison();
        Operator operator = comparison.operator();
        TextTest test = comparison.isWithSet()
                ? TextTest.in(node.values(), operator)
                : counted(comparison, node.values(), operand -> TextTest.of(operator, operand));
        return reading(comparison, test, indexes);
    }

    static Predicate plan(Typed.Patterns node, TextIndexes indexes) {
        return reading(node.comparison(), counted(node.comparison(), node.values(), TextPlanner::matching), indexes);
    }

    private static TextTest matching(EgrepPattern pattern) {
        return pattern::matches;
    }

    /** The test of one operand, or of so many of several as the modifier says. */
    private static <V> TextTest counted(Comparison comparison, List<V> operands, Function<V, TextTest> test) {
        return comparison.modifier().isPresent()
                ? TextTest.count(
                        comparison.modifier().get(), operands.stream().map(test).toList())
                : test.apply(operands.get(0));
    }

    private static Predicate reading(Comparison comparison, TextTest test, TextIndexes indexes) {
        if (comparison.field().extractor() instanceof Extractor.OfText field) {
            Extractor.OfText get = indexes.reader(comparison, field);
            return context -> {
                String value = get.get(context);
                return value != null && test.test(value);
            };
        }
        return Quantifier.of(comparison)
                .over((Extractor.OfMany) comparison.field().extractor(), (found, i) -> test.test(found.text(i)));
    }

    /** The event's type by its place in the table; calls without a row by their name. */
    static Predicate plan(Typed.EventTypes node) {
        TextSet names = new TextSet(node.names());
        boolean negative = node.comparison().operator() == Operator.NE;
        boolean[] verdicts = new boolean[EventType.CODES];
        Arrays.fill(verdicts, negative);
        for (String name : node.names()) {
            for (EventType type : BY_LABEL.getOrDefault(name, List.of())) {
                verdicts[type.code()] = !negative;
            }
        }
        return context -> {
            Event event = context.event();
            return event.type() == EventType.GENERIC || event.type() == EventType.ASYNCEVENT
                    ? names.contains(event.name()) != negative
                    : verdicts[event.type().code()];
        };
    }
}
