package lanner.recorder.syscall;

import java.util.Optional;

/**
 * What a recording keeps.
 *
 * @param snaplenPath the longest path or text kept, in bytes
 * @param snaplenData the longest data kept, in bytes
 * @param environment what is kept of a program's environment
 * @param redactions what is replaced before it is written
 * @param looksUpDescriptors whether the files that a call's descriptors lead to are recorded with the call, since they
 *     may have been opened unseen
 */
public record RecordingOptions(
        int snaplenPath,
        int snaplenData,
        Environment environment,
        Optional<Redactions> redactions,
        boolean looksUpDescriptors) {
    /** What is kept of a program's environment: it often holds secrets. */
    public enum Environment {
        NONE,
        /** {@code NAME=} without the values. */
        NAMES,
        ALL
    }

    /** Nothing is replaced. */
    public RecordingOptions(int snaplenPath, int snaplenData, Environment environment) {
        this(snaplenPath, snaplenData, environment, Optional.empty(), false);
    }

    public static final int MAX_SNAPLEN = 65_000;

    public RecordingOptions {
        if (snaplenPath < 1 || snaplenPath > MAX_SNAPLEN || snaplenData < 0 || snaplenData > MAX_SNAPLEN) {
            throw new IllegalArgumentException("a snap length lies between 1 and " + MAX_SNAPLEN);
        }
    }
}
