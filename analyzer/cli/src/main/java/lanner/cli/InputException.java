package lanner.cli;

/** Input that a command cannot work with: one sentence that names the place. */
final class InputException extends Exception {
    private static final long serialVersionUID = 1L;

    InputException(String sentence) {
        super(sentence);
    }
}
