package lanner.engine.field;

import java.util.Objects;

/** A name that is no field, or an argument that the field does not take; the message is Falco's. */
public final class UnknownFieldException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String hint;

    public UnknownFieldException(String message) {
        this(message, "");
    }

    /** @param hint what may have been meant, as {@code "; did you mean 'proc.name'?"} */
    public UnknownFieldException(String message, String hint) {
        super(message);
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
}
