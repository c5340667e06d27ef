package lanner.capture;

import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What becomes of a capture's segments.
 *
 * @param retention when one ends, and which are dropped
 * @param signer who signs them
 * @param listener told of those that have ended, and asked before one is dropped
 * @param sha256 makes what hashes one of them
 */
public record SegmentPolicy(
        Retention retention, Optional<CaptureSigner> signer, SegmentListener listener, Supplier<MessageDigest> sha256) {
    /** Everything is kept, nothing signed, and nobody told. */
    public static final SegmentPolicy KEEP_ALL = of(Retention.ALL);

    /** Segments that nobody signs or is told of. */
    public static SegmentPolicy of(Retention retention) {
        return new SegmentPolicy(retention, Optional.empty(), SegmentListener.NONE, CaptureManifest::sha256);
    }

    /** The same for segments that are signed. */
    public SegmentPolicy signedBy(CaptureSigner key) {
        return new SegmentPolicy(retention, Optional.of(key), listener, sha256);
    }

    /** The same for segments that another is told of. */
    public SegmentPolicy told(SegmentListener to) {
        return new SegmentPolicy(retention, signer, to, sha256);
    }
}
