/**
 * Items become definitions of lists, macros and rules: appended to, overridden, with their exceptions, in the order in
 * which they see each other. Nothing is compiled yet.
 */
@NullMarked
package lanner.engine.rules.define;

import org.jspecify.annotations.NullMarked;
