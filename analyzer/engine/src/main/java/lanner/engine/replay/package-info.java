/** The one pipeline: records from a source, state, rules, alerts. */
@NullMarked
package lanner.engine.replay;

import org.jspecify.annotations.NullMarked;
