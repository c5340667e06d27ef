package lanner.engine.except;

import java.util.Objects;

/** An exception that cannot be drafted; the message is a sentence for people. */
public final class DraftException extends Exception {
    private static final long serialVersionUID = 1L;

    DraftException(String message) {
        super(message, null, false, false);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
