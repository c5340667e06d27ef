package lanner.recorder.recording;

import java.util.Optional;
import lanner.recorder.seccomp.Profile;
import lanner.recorder.seccomp.Selection;
import lanner.recorder.syscall.EnvironmentPolicy;

/**
 * What a recording keeps.
 *
 * @param snaplenPath the longest path or text kept, in bytes
 * @param snaplenData the longest data kept, in bytes
 * @param environment what is kept of a program's environment
 * @param redactions what is replaced before it is written
 * @param selection the calls that are traced, and recorded when they come through a ring
 */
public record RecordingOptions(
        int snaplenPath,
        int snaplenData,
        EnvironmentPolicy environment,
        Optional<Redactions> redactions,
        Selection selection) {
    /** Nothing is replaced, and what an investigator wants is traced. */
    public RecordingOptions(int snaplenPath, int snaplenData, EnvironmentPolicy environment) {
        this(snaplenPath, snaplenData, environment, Optional.empty(), Selection.of(Profile.FORENSIC));
    }

    public static final int MAX_SNAPLEN = 65_000;

    public RecordingOptions {
        if (snaplenPath < 1 || snaplenPath > MAX_SNAPLEN || snaplenData < 0 || snaplenData > MAX_SNAPLEN) {
            throw new IllegalArgumentException("a snap length lies between 1 and " + MAX_SNAPLEN);
        }
    }
}
