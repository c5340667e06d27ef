package lanner.capture;

import java.io.IOException;
import java.nio.file.Path;
import lanner.product.FileFailure;
import org.jspecify.annotations.Nullable;

/** A record that could not be written; {@link #reason()} tells a full disk from the rest. */
public final class CaptureWriteException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** No space, or over the quota. */
        STORAGE_FULL,
        /** The place named is none for a capture: something else is there, or its directory is not. */
        NO_PLACE,
        /** It is no more where it was begun: deleted, renamed, unmounted. */
        REMOVED,
        OTHER
    }

    private final Reason reason;

    public CaptureWriteException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What a file system's error says about the writing of a capture. */
    public static CaptureWriteException at(Path place, Exception e) {
        String words = FileFailure.words(e);
        Reason reason = words.contains("No space left") || words.contains("quota") ? Reason.STORAGE_FULL : Reason.OTHER;
        return new CaptureWriteException(reason, place + ": " + words, e);
    }

    public Reason reason() {
        return reason;
    }
}
