/** Two versions of rules side by side: what changed in the rules, and in the alerts that they raise. */
@NullMarked
package lanner.engine.compare;

import org.jspecify.annotations.NullMarked;
