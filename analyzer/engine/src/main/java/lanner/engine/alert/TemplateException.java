package lanner.engine.alert;

/** An output template that cannot be; says what and where. */
public final class TemplateException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int offset;

    TemplateException(String message, int offset) {
        super(message);
        this.offset = offset;
    }

    /** Where in the template, in characters from 0. */
    public int offset() {
        return offset;
    }
}
