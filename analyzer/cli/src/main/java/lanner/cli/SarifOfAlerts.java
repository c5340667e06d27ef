package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import lanner.capture.CaptureReport;
import lanner.cli.sarif.AlertResults;
import lanner.cli.sarif.ArtifactUri;
import lanner.cli.sarif.SarifLog;
import lanner.cli.sarif.SarifNote;
import lanner.engine.alert.Alert;
import lanner.engine.rules.compile.CompiledRule;
import lanner.engine.rules.run.RuleSet;

/** The SARIF file of an analysis. */
final class SarifOfAlerts {
    private final long began = now();
    private final SarifLog log = new SarifLog();
    private final Map<String, Object> properties = new TreeMap<>();
    private final List<String> captures = new ArrayList<>();
    private final Function<Path, String> place;
    private final AlertResults results;
    private boolean broken;

    /**
     * @param rules all that may raise an alert
     * @param place what results about a capture are shown at
     */
    SarifOfAlerts(RuleSet rules, Function<Path, String> place) {
        this.place = place;
        results = new AlertResults(
                log, rules.rules().stream().map(CompiledRule::rule).toList());
    }

    private static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    /** What results about a capture are shown at. */
    String place(Path capture) {
        return place.apply(capture);
    }

    /** Takes an alert with its scene. */
    void alert(Path capture, Alert alert) {
        results.add(place(capture), ArtifactUri.of(capture), alert);
    }

    /** A capture was read to its end. */
    void ended(Path capture, CaptureReport report) {
        captures.add(ArtifactUri.of(capture));
        for (String shortfall : Shortfalls.of(report, 0)) {
            log.note(SarifNote.INCOMPLETE, ArtifactUri.of(capture) + ": " + shortfall);
        }
        if (report.damageCount() > 0) {
            broken(ArtifactUri.of(capture) + " is damaged");
        }
    }

    /** Part of what happened could not be looked at. */
    void broken(String sentence) {
        broken = true;
        log.note(SarifNote.BROKEN, sentence);
    }

    /** The analysis is ended before it is done. */
    void unfinished() {
        broken = true;
        log.note(SarifNote.UNFINISHED, "interrupted");
    }

    /** What else is known of the run. */
    void property(String name, Object value) {
        properties.put(name, value);
    }

    /** The log, for other formats. */
    SarifLog log() {
        return log;
    }

    /**
     * Writes the file.
     *
     * @param status what the command ends with
     * @param err told what is left out
     */
    void write(Path file, int status, long events, PrintWriter err) throws IOException {
        properties.put("captures", captures);
        properties.put("events", events);
        log.write(file, new SarifLog.Invocation(began, now(), status, !broken, properties));
        if (log.leftOut() > 0) {
            err.println("lanner: " + log.leftOutSentence());
            err.flush();
        }
    }
}
