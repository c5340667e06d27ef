package lanner.recorder.session;

import java.util.Optional;

/**
 * Limits of this process that leave it too little to record with. A virtual machine meets them at any point of a start, as
 * errors that do not name them: a thread that is not made, a class that is not found.
 */
public final class Shortage {
    private static final String THREAD = "unable to create native thread";
    private static final String NO_FILE = "Too many open files";

    private Shortage() {}

    /** The refusal that an error stands for; empty if it stands for none. */
    public static Optional<RecordingException> of(Throwable error) {
        if (tells(error, THREAD)) {
            return Optional.of(refusal(
                    "this process may not make another thread: the recorder needs about 20 of them"
                            + " (ulimit -u, and pids.max of its control group)",
                    error));
        }
        if (tells(error, NO_FILE)) {
            return Optional.of(
                    refusal("this process may not open another file: too few are allowed (ulimit -n)", error));
        }
        return Optional.empty();
    }

    private static RecordingException refusal(String sentence, Throwable error) {
        RecordingException refusal = new RecordingException(RecordingException.ENVIRONMENT, sentence);
        refusal.initCause(error);
        return refusal;
    }

    private static boolean tells(Throwable error, String words) {
        for (Throwable each = error; each != null; each = each.getCause()) {
            if (String.valueOf(each.getMessage()).contains(words)) {
                return true;
            }
        }
        return false;
    }
}
