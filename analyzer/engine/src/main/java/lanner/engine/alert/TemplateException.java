package lanner.engine.alert;

import java.util.Objects;

/** An output template that cannot be; says what and where. */
public final class TemplateException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int offset;
    private final String hint;

    TemplateException(String message, int offset) {
        this(message, "", offset);
    }

    TemplateException(String message, String hint, int offset) {
        super(message);
        this.offset = offset;
        this.hint = hint;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** What may have been meant, as {@code "; did you mean 'proc.name'?"}; empty for nothing. */
    public String hint() {
        return hint;
    }

    /** The message and the hint, as people read them. */
    public String withHint() {
        return getMessage() + hint;
    }

    /** Where in the template, in characters from 0. */
    public int offset() {
        return offset;
    }
}
