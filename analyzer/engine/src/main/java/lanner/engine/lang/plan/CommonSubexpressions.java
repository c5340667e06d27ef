package lanner.engine.lang.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import lanner.engine.lang.ast.Expr;

/** Finds the nodes that say the same in several conditions, wherever they were written. */
final class CommonSubexpressions implements Expr.Visitor<Integer> {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final IdentityHashMap<Expr, Integer> byNode = new IdentityHashMap<>();
    private final List<Integer> uses = new ArrayList<>();

    static CommonSubexpressions of(Iterable<Expr> conditions) {
        CommonSubexpressions sharing = new CommonSubexpressions();
        conditions.forEach(condition -> condition.accept(sharing));
        return sharing;
    }

    /** The same number for nodes that say the same; none for a node of no condition looked at. */
    OptionalInt number(Expr node) {
        Integer number = byNode.get(node);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /** How often nodes of this number are asked from different places. */
    int uses(int number) {
        return uses.get(number);
    }

    private int count(Expr node, String key) {
        Integer known = numbers.get(key);
        int number = known == null ? numbers.size() : known;
        if (known == null) {
            numbers.put(key, number);
            uses.add(0);
        }
        uses.set(number, uses.get(number) + 1);
        byNode.put(node, number);
        return number;
    }

    private int group(Expr node, char kind, List<Expr> children) {
        StringBuilder key = new StringBuilder().append(kind);
        for (Expr child : children) {
            key.append(child.accept(this)).append(',');
        }
        return count(node, key.toString());
    }

    @Override
    public Integer and(Expr.And node) {
        return group(node, '&', node.children());
    }

    @Override
    public Integer or(Expr.Or node) {
        return group(node, '|', node.children());
    }

    @Override
    public Integer not(Expr.Not node) {
        return group(node, '!', List.of(node.child()));
    }

    @Override
    public Integer macro(Expr.MacroRef node) {
        return count(node, "macro " + node.name());
    }

    @Override
    public Integer exists(Expr.Exists node) {
        StringBuilder key = new StringBuilder("exists ");
        operand(node.operand(), key);
        return count(node, key.toString());
    }

    @Override
    public Integer compare(Expr.Compare node) {
        StringBuilder key = new StringBuilder(node.operator().symbol()).append(' ');
        node.modifier().ifPresent(modifier -> key.append(modifier).append(' '));
        operand(node.left(), key);
        if (node.right() instanceof Expr.OperandRight right) {
            key.append("val ");
            operand(right.operand(), key);
        } else if (node.right() instanceof Expr.ListLiteral list) {
            list.items().forEach(item -> text(item.text(), key));
        } else if (node.right() instanceof Expr.Identifier identifier) {
            text(identifier.name(), key);
        } else if (node.right() instanceof Expr.Literal literal) {
            text(literal.text(), key);
        }
        return count(node, key.toString());
    }

    /** A text with its length in front: two lists of texts never read the same. */
    private static void text(String text, StringBuilder key) {
        key.append(text.length()).append(':').append(text);
    }

    private static void operand(Expr.Operand operand, StringBuilder key) {
        if (operand instanceof Expr.FieldRef field) {
            text(field.name(), key);
            field.argument().ifPresent(argument -> text(argument, key.append('[')));
        } else if (operand instanceof Expr.Call call) {
            key.append(call.transformer().symbol()).append('(');
            call.arguments().forEach(argument -> argument(argument, key));
            key.append(')');
            call.selector().ifPresent(selector -> text(selector, key.append('[')));
        }
    }

    private static void argument(Expr.Argument argument, StringBuilder key) {
        if (argument instanceof Expr.OperandArgument inner) {
            operand(inner.operand(), key.append('f'));
        } else if (argument instanceof Expr.LiteralArgument literal) {
            text(literal.literal().text(), key.append('t'));
        } else if (argument instanceof Expr.ListArgument list) {
            key.append('{');
            list.items().forEach(item -> argument(item, key));
            key.append('}');
        }
    }
}
