/**
 * Types: the tree of a condition becomes one whose fields are resolved and whose literals are values, with hints at what may
 * not be meant. Which literals and operators a field takes, with Falco's words when it does not.
 */
@NullMarked
package lanner.engine.lang.check;

import org.jspecify.annotations.NullMarked;
