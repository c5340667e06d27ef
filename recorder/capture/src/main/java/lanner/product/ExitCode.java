package lanner.product;

/** The statuses that Lanner's programs end with, and their words in help texts. */
public enum ExitCode {
    DONE(0, "done"),
    FOUND(1, "found what --fail-on, check or verify look for"),
    USAGE(2, "usage"),
    /** Input that is damaged or cannot be read; a message names the place. */
    BAD_INPUT(3, "bad input"),
    /** No right to trace, no space, no display. */
    ENVIRONMENT(4, "environment"),
    INTERNAL(70, "an error of Lanner itself"),
    /** These four are the guard's: what it found, and whether the command that it guarded succeeded. */
    FINDING(110, "an alert or a difference counts, and the command succeeded"),
    FINDING_AND_FAILED(111, "an alert or a difference counts, and the command failed"),
    NO_VERDICT(112, "there is no verdict, and the command succeeded"),
    NO_VERDICT_AND_FAILED(113, "there is no verdict, and the command failed"),
    /** A shell's status for a command that cannot be executed. */
    NOT_EXECUTABLE(126, "not executable"),
    /** A shell's status for a command that was not found. */
    NOT_FOUND(127, "not found"),
    /** A shell's status for an end by SIGINT. */
    INTERRUPTED(130, "interrupted"),
    /** A shell's status for an end by SIGPIPE. */
    BROKEN_PIPE(141, "the reader of the output went away");

    private final int code;
    private final String words;

    ExitCode(int code, String words) {
        this.code = code;
        this.words = words;
    }

    public int code() {
        return code;
    }

    public String words() {
        return words;
    }
}
