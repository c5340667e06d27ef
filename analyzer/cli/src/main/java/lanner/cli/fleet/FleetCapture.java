package lanner.cli.fleet;

import java.util.List;
import java.util.Optional;
import lanner.capture.CaptureReport;
import lanner.engine.alert.Priority;

/**
 * What became of one capture.
 *
 * @param name its path: the one that the user gave, and below that its own
 * @param events how many rules were asked about
 * @param report what its reader found, without the headers and footers of its segments; empty where it could not be opened
 * @param failure why it could not be read to its end, as a sentence
 * @param alerts how many it raised
 * @param same how many of them two versions of rules raised alike; 0 where one was asked
 */
public record FleetCapture(
        String name,
        long events,
        Optional<CaptureReport> report,
        Optional<String> failure,
        List<Tally> alerts,
        long same) {
    public FleetCapture {
        alerts = List.copyOf(alerts);
    }

    /**
     * Alerts that are counted together.
     *
     * @param done whether what they tell of was done
     */
    public record Tally(String rule, Priority priority, boolean done, long count) {}
}
