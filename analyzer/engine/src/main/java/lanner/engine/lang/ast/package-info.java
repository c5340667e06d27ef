/**
 * The tree that the parser makes of a condition: values, each with its place in the text.
 */
package lanner.engine.lang.ast;
