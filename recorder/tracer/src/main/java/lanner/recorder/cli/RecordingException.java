package lanner.recorder.cli;

/** A recording that could not be made: one sentence, and the status to end with. */
public final class RecordingException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    RecordingException(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    /** 4 when the environment is at fault, 126 and 127 when the command is. */
    public int status() {
        return status;
    }
}
