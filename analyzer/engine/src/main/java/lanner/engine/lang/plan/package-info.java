/**
 * Evaluation decided once: of a typed tree, sets, patterns and prefix tries are built, what is cheap is asked first, what
 * several conditions ask is asked once. A class for each kind of value makes its predicates.
 */
@NullMarked
package lanner.engine.lang.plan;

import org.jspecify.annotations.NullMarked;
