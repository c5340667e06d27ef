/**
 * The tree that the parser makes of a condition: values, each with its place in the text, one walker over them, and the
 * complaint that points at a place.
 */
@NullMarked
package lanner.engine.lang.ast;

import org.jspecify.annotations.NullMarked;
