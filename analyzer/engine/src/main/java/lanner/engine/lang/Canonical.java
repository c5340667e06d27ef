package lanner.engine.lang;

import java.util.List;
import lanner.engine.lang.ast.Expr;
import lanner.engine.text.Characters;

/** Writes a condition as Falco's {@code describe} does. Not always parsable again: see the reference, section 7. */
final class Canonical implements Expr.Visitor<Void> {
    private static final String AND = " and ";
    private static final String QUOTED = " ='\"\\\b\f\n\r\t";

    private final StringBuilder text = new StringBuilder();

    /** The text of an {@code and} whose parts are printed already. */
    static String and(List<String> parts) {
        return '(' + String.join(AND, parts) + ')';
    }

    static String of(Expr expr) {
        Canonical canonical = new Canonical();
        expr.accept(canonical);
        return canonical.text.toString();
    }

    @Override
    public Void and(Expr.And node) {
        return group(node.children(), AND);
    }

    @Override
    public Void or(Expr.Or node) {
        return group(node.children(), " or ");
    }

    private Void group(List<Expr> children, String between) {
        text.append('(');
        for (int i = 0; i < children.size(); i++) {
            if (i > 0) {
                text.append(between);
            }
            children.get(i).accept(this);
        }
        text.append(')');
        return null;
    }

    @Override
    public Void not(Expr.Not node) {
        text.append("not ");
        return node.child().accept(this);
    }

    @Override
    public Void macro(Expr.MacroRef node) {
        text.append(node.name());
        return null;
    }

    @Override
    public Void exists(Expr.Exists node) {
        operand(node.operand());
        text.append(" exists");
        return null;
    }

    @Override
    public Void compare(Expr.Compare node) {
        operand(node.left());
        text.append(' ').append(node.operator().symbol()).append(' ');
        node.modifier().ifPresent(modifier -> text.append(modifier.symbol()).append(' '));
        right(node.right());
        return null;
    }

    private void right(Expr.Right right) {
        if (right instanceof Expr.Literal literal) {
            value(literal.text());
        } else if (right instanceof Expr.Identifier identifier) {
            text.append(identifier.name());
        } else if (right instanceof Expr.OperandRight other) {
            if (other.operand() instanceof Expr.FieldRef) {
                text.append("val(");
                operand(other.operand());
                text.append(')');
            } else {
                operand(other.operand());
            }
        } else if (right instanceof Expr.ListLiteral list) {
            text.append('(');
            for (int i = 0; i < list.items().size(); i++) {
                if (i > 0) {
                    text.append(", ");
                }
                value(list.items().get(i).text());
            }
            text.append(')');
        }
    }

    private void operand(Expr.Operand operand) {
        if (operand instanceof Expr.FieldRef field) {
            text.append(field.name());
            field.argument()
                    .ifPresent(argument -> text.append('[').append(argument).append(']'));
        } else if (operand instanceof Expr.Call call) {
            text.append(call.transformer().symbol()).append('(');
            arguments(call.arguments(), ",");
            text.append(')');
            call.selector()
                    .ifPresent(selector -> text.append('[').append(selector).append(']'));
        }
    }

    private void arguments(List<Expr.Argument> arguments, String between) {
        for (int i = 0; i < arguments.size(); i++) {
            if (i > 0) {
                text.append(between);
            }
            Expr.Argument argument = arguments.get(i);
            if (argument instanceof Expr.OperandArgument nested) {
                operand(nested.operand());
            } else if (argument instanceof Expr.LiteralArgument literal) {
                value(literal.literal().text());
            } else if (argument instanceof Expr.ListArgument list) {
                text.append('(');
                arguments(list.items(), ", ");
                text.append(')');
            }
        }
    }

    private void value(String value) {
        if (!Characters.hasAny(value, QUOTED)) {
            text.append(value);
            return;
        }
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\\' -> text.append("\\\\");
                case '"' -> text.append("\\\"");
                default -> text.append(c);
            }
        }
        text.append('"');
    }
}
