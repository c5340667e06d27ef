/**
 * Sigma's rules, translated into rules of ours. The format is that of the Sigma Rules Specification and its appendix of
 * modifiers, versions 2.0 to 2.2 (github.com/SigmaHQ/sigma-specification).
 *
 * <pre>
 * file ─▶ {@link lanner.exchange.sigma.SigmaDocument} ─▶ names and items ─▶ values and modifiers ─┐
 *                                └▶ condition ────────────────────────────────────────────────────┤
 *               fields.txt, logsources.txt ─▶ {@link lanner.exchange.sigma.FieldMap} ─────────────┤
 *                            rule file ◀─ {@link lanner.exchange.sigma.RuleWriter} ◀─ {@link lanner.exchange.sigma.Clause} ◀┘
 * </pre>
 *
 * What cannot be said is refused, one rule at a time, with its place and the reason; nothing is left out in silence.
 */
@NullMarked
package lanner.exchange.sigma;

import org.jspecify.annotations.NullMarked;
