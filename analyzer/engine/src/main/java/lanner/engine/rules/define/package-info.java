/**
 * Items become definitions of lists, macros and rules: appended to, overridden, with their exceptions, in the order in
 * which they see each other. Nothing is compiled yet.
 */
package lanner.engine.rules.define;
