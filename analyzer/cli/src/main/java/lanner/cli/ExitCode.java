package lanner.cli;

/** The statuses that commands end with. */
enum ExitCode {
    DONE(0, "done"),
    FOUND(1, "ran, and found what --fail-on, check or verify look for"),
    USAGE(2, "wrong usage"),
    BAD_INPUT(3, "input that is damaged or cannot be read; the place is named"),
    ENVIRONMENT(4, "the environment does not allow it: no ptrace right, no space"),
    INTERNAL(70, "an error of Lanner itself"),
    INTERRUPTED(130, "interrupted");

    private final int code;
    private final String words;

    ExitCode(int code, String words) {
        this.code = code;
        this.words = words;
    }

    int code() {
        return code;
    }

    String words() {
        return words;
    }
}
