package lanner.recorder.session;

import java.nio.file.Path;
import java.util.Optional;
import lanner.capture.Retention;
import lanner.recorder.delivery.SegmentCommand;

/**
 * What becomes of a capture.
 *
 * @param retention how much of it is kept while it grows
 * @param signingKey the private key that signs it
 * @param onExit when the capture stays once the recording has ended
 * @param killOnError whether the program is killed when it cannot be recorded any more
 * @param onSegment the command that each finished segment is handed to
 */
public record Keeping(
        Retention retention,
        Optional<Path> signingKey,
        OnExit onExit,
        boolean killOnError,
        Optional<SegmentCommand> onSegment) {
    /** Everything is kept, nothing is signed, the program comes first. */
    public static final Keeping ALL = new Keeping(Retention.ALL, Optional.empty(), OnExit.KEEP, false);

    /** Nothing is handed to a command. */
    public Keeping(Retention retention, Optional<Path> signingKey, OnExit onExit, boolean killOnError) {
        this(retention, signingKey, onExit, killOnError, Optional.empty());
    }

    /** When the capture stays once the recording has ended. */
    public enum OnExit {
        KEEP,
        /** Only if the command failed: another status than 0. */
        FAILURE,
        /** Never: only what {@code SIGUSR1} has put aside stays. */
        DROP
    }
}
