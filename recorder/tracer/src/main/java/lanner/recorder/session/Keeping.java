package lanner.recorder.session;

import java.nio.file.Path;
import java.util.Optional;
import lanner.capture.Retention;

/**
 * What becomes of a capture.
 *
 * @param retention how much of it is kept while it grows
 * @param signingKey the private key that signs it
 * @param onExit when the capture stays once the recording has ended
 * @param killOnError whether the program is killed when it cannot be recorded any more
 */
public record Keeping(Retention retention, Optional<Path> signingKey, OnExit onExit, boolean killOnError) {
    /** Everything is kept, nothing is signed, the program comes first. */
    public static final Keeping ALL = new Keeping(Retention.ALL, Optional.empty(), OnExit.KEEP, false);

    /** When the capture stays once the recording has ended. */
    public enum OnExit {
        KEEP,
        /** Only if the command failed: another status than 0. */
        FAILURE,
        /** Never: only what {@code SIGUSR1} has put aside stays. */
        DROP
    }
}
