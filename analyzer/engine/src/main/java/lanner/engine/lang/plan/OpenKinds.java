package lanner.engine.lang.plan;

import java.util.ArrayList;
import java.util.List;
import lanner.capture.event.EventType;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.ast.Operator;

/**
 * The kinds of open that a condition can be true of, told apart by what a seccomp filter sees: the access mode, and
 * whether the file may be made. A set of eight, a bit each: the mode, plus four if the file may be made. Immutable.
 */
public final class OpenKinds {
    private static final int ALL = 0xFF;
    private static final int ACCESS = 0x3;
    private static final int O_CREAT = 0x40;
    /** {@code __O_TMPFILE}: the bit of O_TMPFILE that is not O_DIRECTORY. */
    private static final int O_TMPFILE = 0x400000;

    private static final int MAKES = 0xF0;
    /** O_WRONLY, O_RDWR, and 3, which means neither reading nor writing to the kernel and both to other tools. */
    private static final int WRITES = 0xEE;

    private static final int READS = 0xDD;
    private static final int NEITHER = 0x88;

    public static final OpenKinds NONE = new OpenKinds(0);

    private final int bits;

    private OpenKinds(int bits) {
        this.bits = bits;
    }

    /** The kinds that an event of this type can be of when the condition is true of it. */
    public static OpenKinds of(Expr condition, EventType event) {
        return new OpenKinds(condition.accept(new Analysis(event)).whenTrue);
    }

    public OpenKinds or(OpenKinds other) {
        return new OpenKinds(bits | other.bits);
    }

    public boolean isEmpty() {
        return bits == 0;
    }

    public boolean isAll() {
        return bits == ALL;
    }

    /** Tests of the flags, one of which holds for every open of these kinds: a mask and what stands under it. */
    public List<Test> tests() {
        List<Test> tests = new ArrayList<>();
        int rest = bits;
        if ((bits & MAKES) == MAKES && !isAll()) {
            tests.add(new Test(O_CREAT, O_CREAT));
            tests.add(new Test(O_TMPFILE, O_TMPFILE));
            rest &= ~MAKES;
        }
        for (int mode = 0; mode <= ACCESS; mode++) {
            boolean plain = (bits >> mode & 1) != 0;
            boolean making = (bits >> mode + 4 & 1) != 0;
            if (plain && making) {
                tests.add(new Test(ACCESS, mode));
            } else if (plain) {
                tests.add(new Test(ACCESS | O_CREAT | O_TMPFILE, mode));
            } else if (making && (rest >> mode + 4 & 1) != 0) {
                tests.add(new Test(ACCESS | O_CREAT, mode | O_CREAT));
                tests.add(new Test(ACCESS | O_TMPFILE, mode | O_TMPFILE));
            }
        }
        return tests;
    }

    /** {@code (flags & mask) == value}. */
    public record Test(int mask, int value) {}

    /** When a part can be true, and when it can be false. */
    private record Possible(int whenTrue, int whenFalse) {
        static final Possible ANYTHING = new Possible(ALL, ALL);

        Possible negated() {
            return new Possible(/* whenTrue= */ whenFalse, /* whenFalse= */ whenTrue);
        }
    }

    private record Analysis(EventType event) implements Expr.Visitor<Possible> {
        @Override
        public Possible and(Expr.And node) {
            int whenTrue = ALL;
            int whenFalse = 0;
            for (Expr child : node.children()) {
                Possible possible = child.accept(this);
                whenTrue &= possible.whenTrue;
                whenFalse |= possible.whenFalse;
            }
            return new Possible(whenTrue, whenFalse);
        }

        @Override
        public Possible or(Expr.Or node) {
            int whenTrue = 0;
            int whenFalse = ALL;
            for (Expr child : node.children()) {
                Possible possible = child.accept(this);
                whenTrue |= possible.whenTrue;
                whenFalse &= possible.whenFalse;
            }
            return new Possible(whenTrue, whenFalse);
        }

        @Override
        public Possible not(Expr.Not node) {
            return node.child().accept(this).negated();
        }

        @Override
        public Possible macro(Expr.MacroRef node) {
            return Possible.ANYTHING;
        }

        @Override
        public Possible exists(Expr.Exists node) {
            return Possible.ANYTHING;
        }

        @Override
        public Possible compare(Expr.Compare node) {
            if (node.left() instanceof Expr.FieldRef field
                    && node.modifier().isEmpty()
                    && node.right() instanceof Expr.Literal literal
                    && (node.operator() == Operator.EQ || node.operator() == Operator.NE)
                    && (literal.text().equals("true") || literal.text().equals("false"))) {
                Possible possible = question(field.name());
                boolean asItIs = literal.text().equals("true") == (node.operator() == Operator.EQ);
                return asItIs ? possible : possible.negated();
            }
            boolean canBeTrue = EventAnalysis.of(node).contains(event);
            boolean canBeFalse =
                    EventAnalysis.of(new Expr.Not(node, node.span())).contains(event);
            return new Possible(canBeTrue ? ALL : 0, canBeFalse ? ALL : 0);
        }

        private static Possible question(String field) {
            return switch (field) {
                case "evt.is_open_read" -> new Possible(READS, ALL & ~READS | NEITHER);
                case "evt.is_open_write" -> new Possible(WRITES, ALL & ~WRITES | NEITHER);
                // Whether the file was made, and with which rights, only the result tells.
                case "evt.is_open_exec", "evt.is_open_create" -> new Possible(MAKES, ALL);
                default -> Possible.ANYTHING;
            };
        }
    }
}
