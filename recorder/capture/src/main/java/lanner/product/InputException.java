package lanner.product;

import java.util.Objects;

/** Input that a command cannot work with: one sentence that names the place. */
public final class InputException extends Exception {
    private static final long serialVersionUID = 1L;

    public InputException(String sentence) {
        super(sentence);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
