package lanner.recorder.cli;

import java.nio.file.Path;
import java.util.Map;
import lanner.recorder.placement.PlacementMode;
import lanner.recorder.seccomp.Selection;
import lanner.recorder.syscall.RecordingOptions;
import lanner.recorder.trace.Denied;

/**
 * What to record and how.
 *
 * @param denied calls that are recorded and fail
 * @param labels what the user says of it, as if the container had these labels
 */
public record RecordingRequest(
        Target target,
        Path output,
        boolean overwrite,
        Selection selection,
        RecordingOptions options,
        PlacementMode placement,
        Denied denied,
        Keeping keeping,
        Map<String, String> labels) {
    public RecordingRequest {
        labels = Map.copyOf(labels);
    }
}
