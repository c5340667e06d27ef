package lanner.recorder.session;

import java.util.Objects;
import java.util.Optional;
import lanner.product.ExitCode;
import lanner.product.FileFailure;
import lanner.recorder.trace.TraceResult;
import org.jspecify.annotations.Nullable;

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
    private final transient @Nullable TraceResult ended;

    /** @param status one of the above, or that of another program */
    public RecordingException(int status, String sentence) {
        super(sentence);
        this.status = status;
        ended = null;
    }

    RecordingException(int status, Throwable cause) {
        super(FileFailure.sentence(cause), cause);
        this.status = status;
        ended = null;
    }

    /** @param ended how the program ended whose recording cannot be used */
    RecordingException(int status, Throwable cause, TraceResult ended) {
        super(FileFailure.sentence(cause), cause);
        this.status = status;
        this.ended = ended;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** How the program ended, where it ran to its end and then nothing was left of its recording. */
    public Optional<TraceResult> ended() {
        return Optional.ofNullable(ended);
    }

    /** The status that a program ends with which could do nothing else. */
    public int status() {
        return status;
    }
}
