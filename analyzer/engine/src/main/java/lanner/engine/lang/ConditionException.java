package lanner.engine.lang;

/** A condition that does not parse or does not type-check; says what and where. The message is Falco's where it has one. */
public final class ConditionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Span span;

    public ConditionException(String message, Span span) {
        super(message);
        this.span = span;
    }

    public Span span() {
        return span;
    }
}
