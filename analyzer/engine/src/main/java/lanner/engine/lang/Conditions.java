package lanner.engine.lang;

import lanner.engine.field.FieldRegistry;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.plan.CompiledCondition;

/** The rule language from text to verdict, for those who need no single stage. */
public interface Conditions {
    /** Parses a condition by the grammar alone; macros and fields need not exist. */
    Expr parse(String text) throws ConditionException;

    /** The condition as {@code describe} prints it. */
    String canonical(Expr expr);

    /**
     * Type-checks a condition whose macros are all resolved and plans its evaluation. Spans in errors are those of the
     * node at fault, which may come from a macro's text.
     */
    CompiledCondition compile(Expr expr, FieldRegistry fields) throws ConditionException;
}
