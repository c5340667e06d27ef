package lanner.engine.lang.check;

import java.util.List;
import lanner.capture.event.IpAddress;
import lanner.engine.lang.ast.Expr;

/**
 * A condition whose types were checked: macros are gone, fields resolved, and the texts on the right are values of the
 * kind that is compared.
 */
public sealed interface Typed {
    /** The node that it was made of. */
    Expr source();

    <R> R accept(Visitor<R> visitor);

    /** All of several, in order. */
    record And(List<Typed> children, Expr source) implements Typed {
        public And {
            children = List.copyOf(children);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.and(this);
        }
    }

    /** Any of several, in order. */
    record Or(List<Typed> children, Expr source) implements Typed {
        public Or {
            children = List.copyOf(children);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.or(this);
        }
    }

    record Not(Typed child, Expr source) implements Typed {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.not(this);
        }
    }

    /** A node that reads the event. */
    sealed interface Leaf extends Typed {
        /** What it reads on its left. */
        ResolvedOperand left();
    }

    /** Whether an operand has a value. */
    record Exists(ResolvedOperand left, Expr source) implements Leaf {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.exists(this);
        }
    }

    /** A comparison of an operand with values, or with another operand. */
    sealed interface Compared extends Leaf {
        Comparison comparison();

        @Override
        default ResolvedOperand left() {
            return comparison().left();
        }

        @Override
        default Expr source() {
            return comparison().source();
        }
    }

    /** The event's type, which the table of events knows beforehand; of a call with two names, both. */
    record EventTypes(Comparison comparison, List<String> names) implements Compared {
        public EventTypes {
            names = List.copyOf(names);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.eventTypes(this);
        }
    }

    /** Numbers, booleans as 0 and 1. */
    record Numbers(Comparison comparison, List<Long> values) implements Compared {
        public Numbers {
            values = List.copyOf(values);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.numbers(this);
        }
    }

    /** Floating point; the operands are whole. */
    record Decimals(Comparison comparison, List<Long> values) implements Compared {
        public Decimals {
            values = List.copyOf(values);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.decimals(this);
        }
    }

    /** Texts and bytes, one character a byte. */
    record Texts(Comparison comparison, List<String> values) implements Compared {
        public Texts {
            values = List.copyOf(values);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.texts(this);
        }
    }

    /** Texts and regular expressions. */
    record Patterns(Comparison comparison, List<EgrepPattern> values) implements Compared {
        public Patterns {
            values = List.copyOf(values);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.patterns(this);
        }
    }

    record Addresses(Comparison comparison, List<IpAddress> values) implements Compared {
        public Addresses {
            values = List.copyOf(values);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.addresses(this);
        }
    }

    /** Addresses and networks. */
    record Networks(Comparison comparison, List<Literals.Network> values) implements Compared {
        public Networks {
            values = List.copyOf(values);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.networks(this);
        }
    }

    /** Two operands of one type. */
    record Fields(Comparison comparison, ResolvedOperand right) implements Compared {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.fields(this);
        }
    }

    /** Handles every kind of node; without defaults, so that the compiler finds the missing case. */
    interface Visitor<R> {
        R and(And node);

        R or(Or node);

        R not(Not node);

        R exists(Exists node);

        R eventTypes(EventTypes node);

        R numbers(Numbers node);

        R decimals(Decimals node);

        R texts(Texts node);

        R patterns(Patterns node);

        R addresses(Addresses node);

        R networks(Networks node);

        R fields(Fields node);
    }
}
