package lanner.engine.lang;

import java.util.List;
import lanner.engine.field.FieldRegistry;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.ast.Span;
import lanner.engine.lang.parse.Parser;
import lanner.engine.lang.plan.CompiledCondition;
import lanner.engine.lang.plan.Planner;

/** The rule language from text to verdict, for those who need no single stage. */
public final class Conditions {
    private Conditions() {}

    /**
     * Parses a condition by the grammar alone; macros and fields need not exist. A thousand levels of nesting need a
     * stack of some megabytes.
     */
    public static Expr parse(String text) throws ConditionException {
        try {
            return Parser.parse(text);
        } catch (StackOverflowError e) {
            // A caller with a small stack: the nesting is legal, but not here.
            throw new ConditionException(
                    "the condition nests deeper than this thread's stack allows", new Span(0, 0, 1, 1));
        }
    }

    /** The condition as Falco's {@code describe} prints it. */
    public static String canonical(Expr expr) {
        return Canonical.of(expr);
    }

    /** The same of an {@link Expr.And} whose parts are printed already, in order. */
    public static String canonicalAnd(List<String> parts) {
        return Canonical.and(parts);
    }

    /**
     * Type-checks a condition whose macros are all resolved and plans its evaluation. Spans in errors are those of the
     * node at fault, which may come from a macro's text.
     */
    public static CompiledCondition compile(Expr expr, FieldRegistry fields) throws ConditionException {
        return Planner.plan(expr, fields);
    }
}
