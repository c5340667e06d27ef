/**
 * The rule language: text to verdict. Lexer, parser, tree (ast), types (check), evaluation (plan); each stage takes the
 * one before. Positions travel along, so that every complaint can point.
 */
package lanner.engine.lang;
