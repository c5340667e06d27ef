package lanner.recorder.session;

import java.util.Objects;
import lanner.product.ExitCode;
import lanner.product.FileFailure;

/** A recording that could not be made: one sentence, and the status to end with. */
public final class RecordingException extends Exception {
    /** A file that was named cannot be used: a key, a list of calls. */
    public static final int BAD_INPUT = ExitCode.BAD_INPUT.code();

    /** The machine does not let us: no right to trace, no space, no directory. */
    public static final int ENVIRONMENT = ExitCode.ENVIRONMENT.code();

    /** A shell's status for a command that cannot be executed. */
    public static final int NOT_EXECUTABLE = ExitCode.NOT_EXECUTABLE.code();

    /** A shell's status for a command that was not found. */
    public static final int NOT_FOUND = ExitCode.NOT_FOUND.code();

    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status one of the above, or that of another program */
    public RecordingException(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    RecordingException(int status, Throwable cause) {
        super(FileFailure.sentence(cause), cause);
        this.status = status;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** The status that a program ends with which could do nothing else. */
    public int status() {
        return status;
    }
}
