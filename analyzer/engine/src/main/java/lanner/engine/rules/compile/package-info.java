/**
 * Definitions become rules that can run: lists filled in, macros resolved, conditions and outputs compiled, doubts
 * reported. {@link lanner.engine.rules.compile.RuleLoader} does it all, from files on. Knows nothing of captures and sinks.
 */
@NullMarked
package lanner.engine.rules.compile;

import org.jspecify.annotations.NullMarked;
