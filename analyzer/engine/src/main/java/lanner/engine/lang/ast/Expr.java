package lanner.engine.lang.ast;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A parsed condition. */
public sealed interface Expr {
    Span span();

    <R> R accept(Visitor<R> visitor);

    /** All of several, in order; at least two. */
    record And(List<Expr> children, Span span) implements Expr {
        public And {
            children = List.copyOf(children);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.and(this);
        }
    }

    /** Any of several, in order; at least two. */
    record Or(List<Expr> children, Span span) implements Expr {
        public Or {
            children = List.copyOf(children);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.or(this);
        }
    }

    record Not(Expr child, Span span) implements Expr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.not(this);
        }
    }

    /** A bare identifier: the name of a macro. */
    record MacroRef(String name, Span span) implements Expr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.macro(this);
        }
    }

    /** {@code operand exists}. */
    record Exists(Operand operand, Span span) implements Expr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.exists(this);
        }
    }

    /** {@code operand operator [modifier] right}. */
    record Compare(Operand left, Operator operator, Optional<Modifier> modifier, Right right, Span span)
            implements Expr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.compare(this);
        }
    }

    /** What a comparison is made of on its left, or behind {@code val()}. */
    sealed interface Operand {
        Span span();

        /** The fields that it is made of, in order of appearance. */
        default List<FieldRef> fields() {
            FieldCollector collector = new FieldCollector();
            collector.walk(this);
            return collector.fields();
        }
    }

    /** {@code name} or {@code name[argument]}; the argument is unquoted. */
    record FieldRef(String name, Optional<String> argument, Span span) implements Operand {}

    /** {@code transformer(argument, ...)} or {@code getopt(...)[selector]}. */
    record Call(Transformer transformer, List<Argument> arguments, Optional<String> selector, Span span)
            implements Operand {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** An argument of a transformer. */
    sealed interface Argument {}

    record OperandArgument(Operand operand) implements Argument {}

    record LiteralArgument(Literal literal) implements Argument {}

    record ListArgument(List<Argument> items) implements Argument {
        public ListArgument {
            items = List.copyOf(items);
        }
    }

    /** What stands on a comparison's right. */
    sealed interface Right {
        Span span();
    }

    /** A value; {@code quoted} tells {@code "a"} from {@code a}, the text is without quotes and escapes. */
    record Literal(String text, boolean quoted, Span span) implements Right {}

    record ListLiteral(List<Literal> items, Span span) implements Right {
        public ListLiteral {
            items = List.copyOf(items);
        }
    }

    /** A name behind {@code in} and the like, without parentheses: a list of one. */
    record Identifier(String name, Span span) implements Right {}

    /** {@code val(field)} or a transformer call. */
    record OperandRight(Operand operand, Span span) implements Right {}

    /** Handles every kind of node; without defaults, so that the compiler finds the missing case. */
    interface Visitor<R> {
        R and(And node);

        R or(Or node);

        R not(Not node);

        R macro(MacroRef node);

        R exists(Exists node);

        R compare(Compare node);
    }

    /** The comparisons, questions of presence and names of macros, in the order of the text. */
    default List<Expr> leaves() {
        List<Expr> found = new ArrayList<>();
        new Walker() {
            @Override
            protected void macro(MacroRef macro) {
                found.add(macro);
            }

            @Override
            protected void exists(Exists exists) {
                found.add(exists);
            }

            @Override
            protected void compare(Compare compare) {
                found.add(compare);
            }
        }.walk(this);
        return found;
    }

    /** The names of the macros used, in order of appearance, repeated names too. */
    default List<MacroRef> macros() {
        List<MacroRef> found = new ArrayList<>();
        new Walker() {
            @Override
            protected void macro(MacroRef macro) {
                found.add(macro);
            }
        }.walk(this);
        return found;
    }

    /** The fields read, in order of appearance, inside transformers and on the right too. */
    default List<FieldRef> fields() {
        FieldCollector collector = new FieldCollector();
        collector.walk(this);
        return collector.fields();
    }
}
