package lanner.behaviour.baseline;

import java.io.IOException;

/** A file is no baseline that can be read. The message says what is wrong, and where that is known. */
public final class BaselineException extends IOException {
    private static final long serialVersionUID = 1;

    BaselineException(String message) {
        super(message);
    }
}
