package lanner.engine.rules.compile;

import lanner.engine.lang.ast.Expr;

/**
 * A condition's tree, and the text that it was parsed from.
 *
 * @param text with its lists filled in; the tree's places are places in it
 */
record ParsedCondition(String text, Expr tree) {}
