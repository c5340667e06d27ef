package lanner.recorder.session;

import java.nio.file.Path;
import java.util.Map;
import lanner.recorder.placement.PlacementMode;
import lanner.recorder.recording.RecordingOptions;
import lanner.recorder.trace.Denied;

/**
 * What to record and how.
 *
 * @param options which calls are recorded, and what is kept of them
 * @param denied calls that are recorded and fail
 * @param placement which processors the recorder and the program run on; attached processes stay where they are
 * @param inline what is recorded inside of processes
 * @param labels what the user says of it, as if the container had these labels
 */
public record RecordingRequest(
        Target target,
        Output output,
        RecordingOptions options,
        Denied denied,
        PlacementMode placement,
        InlineChoice inline,
        Map<String, String> labels) {
    public RecordingRequest {
        labels = Map.copyOf(labels);
    }

    /**
     * The capture to write.
     *
     * @param overwrite whether it replaces one that is there
     */
    public record Output(Path path, boolean overwrite, Keeping keeping) {}
}
