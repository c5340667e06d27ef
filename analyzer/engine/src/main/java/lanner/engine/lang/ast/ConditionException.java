package lanner.engine.lang.ast;

import java.util.Objects;

/** A condition that does not parse or does not type-check; says what and where. The message is Falco's where it has one. */
public final class ConditionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Span span;
    private final String hint;

    public ConditionException(String message, Span span) {
        this(message, "", span);
    }

    /** @param hint what may have been meant, as {@code "; did you mean 'open'?"}; Falco has no such thing */
    public ConditionException(String message, String hint, Span span) {
        super(message);
        this.span = span;
        this.hint = hint;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    public String hint() {
        return hint;
    }

    /** The message and the hint, as people read them. */
    public String withHint() {
        return getMessage() + hint;
    }

    public Span span() {
        return span;
    }
}
