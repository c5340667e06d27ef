package lanner.fleet.task;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import lanner.cli.fleet.FleetCapture;
import lanner.engine.alert.Priority;
import org.jspecify.annotations.Nullable;

/**
 * What became of a capture; see {@link FleetCapture}.
 *
 * @param report null where the capture could not be opened
 * @param failure null where it was read to its end
 */
record CaptureEnd(
        String name,
        long events,
        @Nullable SentReport report,
        @Nullable String failure,
        Counted[] alerts,
        long same) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Alerts that are counted together. */
    record Counted(String rule, Priority priority, boolean done, long count) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    FleetCapture capture() {
        return new FleetCapture(
                name,
                events,
                Optional.ofNullable(report).map(SentReport::report),
                Optional.ofNullable(failure),
                List.of(alerts).stream()
                        .map(each -> new FleetCapture.Tally(each.rule, each.priority, each.done, each.count))
                        .toList(),
                same);
    }
}
