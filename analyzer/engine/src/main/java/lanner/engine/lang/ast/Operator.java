package lanner.engine.lang.ast;

/** The comparison operators, as written. {@code ==} is {@link #EQ} too. */
public enum Operator {
    EQ("="),
    NE("!="),
    LE("<="),
    LT("<"),
    GE(">="),
    GT(">"),
    CONTAINS("contains"),
    ICONTAINS("icontains"),
    BCONTAINS("bcontains"),
    STARTSWITH("startswith"),
    BSTARTSWITH("bstartswith"),
    ENDSWITH("endswith"),
    GLOB("glob"),
    IGLOB("iglob"),
    REGEX("regex"),
    IN("in"),
    INTERSECTS("intersects"),
    PMATCH("pmatch");

    private final String symbol;

    Operator(String symbol) {
        this.symbol = symbol;
    }

    public String symbol() {
        return symbol;
    }

    /** Whether it takes any number of values on the right. */
    public boolean takesSet() {
        return this == IN || this == INTERSECTS || this == PMATCH;
    }
}
