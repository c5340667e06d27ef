/** What rules and the leaves of their conditions cost, measured one rule by itself. */
@NullMarked
package lanner.engine.cost;

import org.jspecify.annotations.NullMarked;
