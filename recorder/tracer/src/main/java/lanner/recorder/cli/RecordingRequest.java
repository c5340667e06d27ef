package lanner.recorder.cli;

import java.nio.file.Path;
import java.util.List;
import lanner.recorder.placement.PlacementMode;
import lanner.recorder.seccomp.Profile;
import lanner.recorder.syscall.RecordingOptions;
import lanner.recorder.trace.Denied;

/**
 * What to record and how.
 *
 * @param command the command and its arguments
 * @param denied calls that are recorded and fail
 * @param keptDescriptors the descriptors that the command inherits, ascending
 */
public record RecordingRequest(
        List<String> command,
        Path output,
        boolean overwrite,
        Profile profile,
        RecordingOptions options,
        PlacementMode placement,
        Denied denied,
        List<Integer> keptDescriptors) {
    public RecordingRequest {
        command = List.copyOf(command);
        keptDescriptors = List.copyOf(keptDescriptors);
    }
}
