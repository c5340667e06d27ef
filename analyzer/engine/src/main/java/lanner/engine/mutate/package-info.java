/**
 * Small changes to rules, one at a time, as a slip of the pen makes them: what tests do not notice, they do not test.
 *
 * <pre>
 * text ─▶ {@link lanner.engine.lang.ast.Expr} ─▶ {@link lanner.engine.mutate.SourceCondition} ─▶ {@link lanner.engine.mutate.Mutant}s
 * </pre>
 */
@NullMarked
package lanner.engine.mutate;

import org.jspecify.annotations.NullMarked;
