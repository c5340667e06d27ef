package lanner.engine.lang.ast;

/**
 * A piece of a condition's text: offsets in characters, end exclusive. Line and column are for people and count from 1;
 * carriage return and line feed each start a line, as in Falco.
 */
public record Span(int start, int end, int line, int column) {}
