package lanner.engine.lang.ast;

/** How many elements of a list must satisfy a text operator. */
public enum Modifier {
    ONEOF("oneof"),
    ANYOF("anyof"),
    ALLOF("allof");

    private final String symbol;

    Modifier(String symbol) {
        this.symbol = symbol;
    }

    public String symbol() {
        return symbol;
    }
}
