package lanner.recorder.cli;

import java.nio.file.Path;
import lanner.recorder.placement.PlacementMode;
import lanner.recorder.seccomp.Profile;
import lanner.recorder.syscall.RecordingOptions;
import lanner.recorder.trace.Denied;

/**
 * What to record and how.
 *
 * @param denied calls that are recorded and fail
 */
public record RecordingRequest(
        Target target,
        Path output,
        boolean overwrite,
        Profile profile,
        RecordingOptions options,
        PlacementMode placement,
        Denied denied,
        Keeping keeping) {}
