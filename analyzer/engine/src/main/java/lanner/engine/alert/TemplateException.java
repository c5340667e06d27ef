package lanner.engine.alert;

/** An output template that cannot be used; the message is Falco's where it has one. */
public final class TemplateException extends Exception {
    private static final long serialVersionUID = 1L;

    TemplateException(String message) {
        super(message);
    }
}
