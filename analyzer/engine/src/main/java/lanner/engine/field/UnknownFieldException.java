package lanner.engine.field;

/** A name that is no field, or an argument that the field does not take; the message is Falco's. */
public final class UnknownFieldException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnknownFieldException(String message) {
        super(message);
    }
}
