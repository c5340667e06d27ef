package lanner.engine.lang.ast;

/** What may be applied to a field in a condition or a template, as written. */
public enum Transformer {
    TOLOWER("tolower", true),
    TOUPPER("toupper", true),
    B64("b64", true),
    BASENAME("basename", true),
    LEN("len", true),
    JOIN("join", false),
    CONCAT("concat", false),
    GETOPT("getopt", false);

    private final String symbol;
    private final String opening;
    private final boolean keepsMissing;

    Transformer(String symbol, boolean keepsMissing) {
        this.symbol = symbol;
        this.opening = symbol + "(";
        this.keepsMissing = keepsMissing;
    }

    public String symbol() {
        return symbol;
    }

    /** How a call of it begins. */
    public String opening() {
        return opening;
    }

    /** Whether the result is missing whenever the first argument is. */
    public boolean keepsMissing() {
        return keepsMissing;
    }
}
