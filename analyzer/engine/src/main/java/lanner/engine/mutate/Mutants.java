package lanner.engine.mutate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import lanner.engine.field.FieldRegistry;
import lanner.engine.field.FieldType;
import lanner.engine.lang.Conditions;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.ast.Operator;
import lanner.engine.lang.ast.Span;
import lanner.engine.lang.check.Operands;
import lanner.engine.rules.define.Definition;

/** Makes the mutants of definitions: each with one change, no two that read the same, none that reads as the original. */
public final class Mutants {
    private static final int LONGEST_DESCRIPTION = 90;
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");

    /** What an operator is mistaken for. */
    private static final Map<Operator, Operator> MISTAKES = new EnumMap<>(Map.of(
            Operator.EQ, Operator.NE,
            Operator.NE, Operator.EQ,
            Operator.LT, Operator.LE,
            Operator.LE, Operator.LT,
            Operator.GT, Operator.GE,
            Operator.GE, Operator.GT,
            Operator.STARTSWITH, Operator.CONTAINS,
            Operator.ENDSWITH, Operator.CONTAINS));

    /** By how much a number moves: where the changed operator moves the bound one way, the number goes the other. */
    private static final Map<Operator, Integer> MOVES = new EnumMap<>(
            Map.of(Operator.EQ, 1, Operator.NE, 1, Operator.LT, -1, Operator.LE, 1, Operator.GT, 1, Operator.GE, -1));

    private final Set<String> lists;
    private final Operands operands;

    /** A change to a part: the part changed, and what is said of it. */
    private record Change(Mutation mutation, String description, int start, SourceCondition part) {
        Change in(SourceCondition whole) {
            return new Change(mutation, description, start, whole);
        }
    }

    /**
     * @param lists the names of all lists: where a condition or a list names one, its items are changed in its own
     *     definition
     * @param fields tell numbers from texts
     */
    public Mutants(Set<String> lists, FieldRegistry fields) {
        this.lists = Set.copyOf(lists);
        this.operands = new Operands(fields);
    }

    /**
     * The mutants of a definition as it stands, nothing filled in. None for a condition that is one only when lists have
     * been filled in.
     */
    public List<Mutant> of(Definition definition) {
        return definition.kind() == Definition.Kind.LIST ? ofItems(definition.items()) : ofCondition(definition.text());
    }

    List<Mutant> ofItems(List<String> items) {
        List<Mutant> mutants = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            if (!lists.contains(items.get(i))) {
                List<String> left = new ArrayList<>(items);
                left.remove(i);
                mutants.add(new Mutant(Mutation.ITEM_DROPPED, shortened("dropped: " + items.get(i)), i, "", left));
            }
        }
        return mutants;
    }

    List<Mutant> ofCondition(String text) {
        Expr condition;
        try {
            condition = Conditions.parse(text);
        } catch (ConditionException e) {
            // Legal all the same: a list may hold what makes it a condition. Piece by piece it cannot be changed.
            return List.of();
        }
        Set<String> seen = new HashSet<>();
        seen.add(Conditions.canonical(condition));
        List<Mutant> mutants = new ArrayList<>();
        for (Change change : changes(SourceCondition.of(condition, text))) {
            String changed = SourceCondition.condition(change.part());
            if (seen.add(canonical(changed))) {
                mutants.add(new Mutant(
                        change.mutation(), shortened(change.description()), change.start(), changed, List.of()));
            }
        }
        return mutants;
    }

    private static String canonical(String changed) {
        try {
            return Conditions.canonical(Conditions.parse(changed));
        } catch (ConditionException e) {
            throw new IllegalStateException("a change that does not parse: " + changed, e);
        }
    }

    private List<Change> changes(SourceCondition part) {
        if (part instanceof SourceCondition.Group group) {
            return changes(group);
        }
        if (part instanceof SourceCondition.Negated negated) {
            List<Change> changes = new ArrayList<>();
            changes.add(new Change(
                    Mutation.NOT_DROPPED,
                    "dropped: not, before " + negated.part().print(),
                    negated.start(),
                    negated.part()));
            for (Change inner : changes(negated.part())) {
                changes.add(inner.in(new SourceCondition.Negated(inner.part(), negated.start())));
            }
            return changes;
        }
        return changes((SourceCondition.Leaf) part);
    }

    private List<Change> changes(SourceCondition.Group group) {
        List<Change> changes = new ArrayList<>();
        String word = group.word();
        changes.add(new Change(
                Mutation.JUNCTION_SWAPPED,
                word + " -> " + (group.all() ? "or" : "and") + ": " + group.open(),
                group.start(),
                group.swapped()));
        for (int i = 0; i < group.parts().size(); i++) {
            SourceCondition part = group.parts().get(i);
            String dropped = i == 0 ? part.print() + " " + word : word + " " + part.print();
            changes.add(new Change(Mutation.PART_DROPPED, "dropped: " + dropped, part.start(), group.without(i)));
            for (Change inner : changes(part)) {
                changes.add(inner.in(group.with(i, inner.part())));
            }
        }
        return changes;
    }

    private List<Change> changes(SourceCondition.Leaf leaf) {
        List<Change> changes = new ArrayList<>();
        if (leaf.expr() instanceof Expr.Exists) {
            String description = leaf.text() + " -> not " + leaf.text();
            changes.add(new Change(
                    Mutation.EXISTS_NEGATED,
                    description,
                    leaf.start(),
                    new SourceCondition.Negated(leaf, leaf.start())));
        } else if (leaf.expr() instanceof Expr.Compare compare) {
            operator(leaf, compare).ifPresent(changes::add);
            number(leaf, compare).ifPresent(changes::add);
            if (compare.right() instanceof Expr.ListLiteral list) {
                items(leaf, list, changes);
            }
        }
        return changes;
    }

    private static Optional<Change> operator(SourceCondition.Leaf leaf, Expr.Compare compare) {
        Operator mistake = MISTAKES.get(compare.operator());
        if (mistake == null) {
            return Optional.empty();
        }
        int from = compare.left().span().end() - leaf.start();
        while (Character.isWhitespace(leaf.text().charAt(from))) {
            from++;
        }
        String symbol =
                leaf.text().startsWith("==", from) ? "==" : compare.operator().symbol();
        String changed = spliced(leaf.text(), from, from + symbol.length(), mistake.symbol());
        return Optional.of(edit(Mutation.OPERATOR_CHANGED, leaf, changed, from));
    }

    private Optional<Change> number(SourceCondition.Leaf leaf, Expr.Compare compare) {
        Integer move = MOVES.get(compare.operator());
        if (move == null
                || !(compare.right() instanceof Expr.Literal literal)
                || literal.quoted()
                || !WHOLE_NUMBER.matcher(literal.text()).matches()
                || !isNumber(compare.left())) {
            return Optional.empty();
        }
        String moved = Long.toString(Long.parseLong(literal.text()) + move);
        Span span = literal.span();
        int from = span.start() - leaf.start();
        String changed = spliced(leaf.text(), from, span.end() - leaf.start(), moved);
        return Optional.of(edit(Mutation.NUMBER_MOVED, leaf, changed, from));
    }

    private boolean isNumber(Expr.Operand operand) {
        try {
            return operands.resolve(operand).type().family() == FieldType.Family.NUMBER;
        } catch (ConditionException e) {
            // A field that the rule would not load with either.
            return false;
        }
    }

    /** A list's only item is not dropped: nothing would be left to ask for. */
    private void items(SourceCondition.Leaf leaf, Expr.ListLiteral list, List<Change> changes) {
        List<Expr.Literal> items = list.items();
        for (int i = 0; i < items.size() && items.size() > 1; i++) {
            Expr.Literal item = items.get(i);
            if (lists.contains(item.text())) {
                continue;
            }
            boolean last = i == items.size() - 1;
            int from = last ? items.get(i - 1).span().end() : item.span().start();
            int to = last ? item.span().end() : items.get(i + 1).span().start();
            String changed = spliced(leaf.text(), from - leaf.start(), to - leaf.start(), "");
            changes.add(new Change(
                    Mutation.ITEM_DROPPED,
                    "dropped: " + item.text() + ", from " + leaf.text(),
                    item.span().start(),
                    leaf.edited(changed)));
        }
    }

    private static Change edit(Mutation mutation, SourceCondition.Leaf leaf, String changed, int at) {
        return new Change(mutation, leaf.text() + " -> " + changed, leaf.start() + at, leaf.edited(changed));
    }

    private static String spliced(String text, int from, int to, String with) {
        return text.substring(0, from) + with + text.substring(to);
    }

    private static String shortened(String description) {
        String line = description.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_DESCRIPTION ? line : line.substring(0, LONGEST_DESCRIPTION - 3) + "...";
    }
}
