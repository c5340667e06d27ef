package lanner.engine.rules.compile;

/** What ends a word of a condition where lists are looked for, as in Falco: blanks and {@code ( ) , =}. */
final class Delimiters {
    private Delimiters() {}

    static boolean isDelimiter(char c) {
        // Texts of conditions are mostly letters, and most of a load is interpreted.
        return c <= '=' && (c == '(' || c == ')' || c == ',' || c == '=' || isBlank(c));
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
