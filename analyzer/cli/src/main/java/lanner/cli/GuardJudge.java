package lanner.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import lanner.behaviour.baseline.Baseline;
import lanner.behaviour.compare.ShapesFile;
import lanner.behaviour.fact.Behaviour;
import lanner.capture.CaptureReader;
import lanner.capture.CaptureReport;
import lanner.capture.EventSource;
import lanner.capture.event.CaptureFormatException;
import lanner.cli.GuardRecording.Recorded;
import lanner.cli.compare.CompareSarif;
import lanner.cli.compare.FailOn;
import lanner.cli.guard.BaselineDifferences;
import lanner.cli.guard.Findings;
import lanner.cli.guard.GuardReport;
import lanner.cli.guard.Verdict;
import lanner.engine.alert.Alert;
import lanner.engine.field.StandardFields;
import lanner.engine.replay.ParallelReplay;
import lanner.engine.replay.Replay;
import lanner.engine.rules.run.RuleSet;
import lanner.engine.state.Parents;
import lanner.product.Counted;
import lanner.product.FileFailure;
import lanner.recorder.session.RecordingOutcome;
import lanner.recorder.trace.TraceResult;

/** Judges one recording: by rules, and by what is known of good runs. */
final class GuardJudge {
    private final Standard standard;
    private final SarifOfAlerts scanning;
    private final InterruptHandler interruption;
    private final Findings findings;
    private final List<String> unknown = new ArrayList<>();
    private final List<String> shortfalls = new ArrayList<>();
    private Optional<BaselineDifferences> differences = Optional.empty();
    private long events;

    /** What a recording is judged by. */
    record Standard(
            StandardFields fields,
            RuleSet rules,
            Replay.Match match,
            AnalysisReport.Gravity grave,
            Optional<GoodRuns> goodRuns) {}

    /** What is known of good runs, and which differences from them count. */
    record GoodRuns(Baseline known, ShapesFile.Rules alike, List<FailOn> counting) {}

    /** @param scanning takes what is found, for code scanning */
    GuardJudge(Standard standard, SarifOfAlerts scanning, InterruptHandler interruption) {
        this.standard = standard;
        this.scanning = scanning;
        this.interruption = interruption;
        this.findings = new Findings(standard.grave()::covers);
    }

    /** Reads a recording to its end. */
    void judge(Recorded recorded) {
        TraceResult trace = recorded.trace();
        trace.failure().ifPresent(failure -> unknown.add("the recording stopped: " + failure.getMessage()));
        trace.firstUnserved()
                .ifPresent(first ->
                        unknown.add(Counted.of(trace.unserved(), "stop of the command was", "stops of the command were")
                                + " not recorded"));
        recorded.outcome()
                .map(RecordingOutcome::refused)
                .orElse(Map.of())
                .values()
                .forEach(reason -> unknown.add("not recorded: " + reason));
        if (recorded.isThere()) {
            replay(recorded.capture());
            standard.goodRuns()
                    .filter(runs -> !interruption.wished())
                    .ifPresent(runs -> compare(recorded.capture(), runs));
        } else if (trace.failure().isEmpty()) {
            unknown.add(recorded.lost().isEmpty() ? "nothing was recorded" : recorded.lost());
        }
        unknown.forEach(scanning::broken);
    }

    Verdict verdict() {
        long counted = findings.counted()
                + differences.map(BaselineDifferences::counted).orElse(0L);
        return counted > 0 ? Verdict.FOUND : unknown.isEmpty() ? Verdict.GOOD : Verdict.UNKNOWN;
    }

    /**
     * What is told of it; what code scanning is told is complete then.
     *
     * @param capture where the recording stays; empty where it does not
     * @param status what the command line ends with
     */
    GuardReport report(List<String> command, Recorded recorded, Optional<String> capture, int status) {
        Verdict verdict = verdict();
        differences.ifPresent(found -> CompareSarif.addTo(scanning.log(), found.compared(), scanning::place));
        scanning.property("command", String.join(" ", command));
        scanning.property("commandStatus", recorded.end().status());
        scanning.property("verdict", verdict.name().toLowerCase(Locale.ROOT));
        return new GuardReport(
                command,
                recorded.end(),
                verdict,
                findings,
                differences,
                unknown,
                shortfalls,
                standard.grave().least(),
                events,
                capture,
                status);
    }

    private void replay(Path capture) {
        ParallelReplay replays = new ParallelReplay(
                1,
                standard.rules(),
                standard.fields(),
                standard.match(),
                CaptureReader::open,
                false,
                Parents.AT_BIRTH,
                interruption::wished);
        try {
            replays.run(List.of(capture), new ParallelReplay.Listener() {
                @Override
                public void alert(Alert alert) {
                    findings.add(alert);
                    scanning.alert(capture, alert);
                }

                @Override
                public boolean wantsScenes() {
                    return true;
                }

                @Override
                public void ended(Path each, CaptureReport report) {
                    ending(each, report);
                }
            });
        } catch (CaptureFormatException e) {
            unknown.add("the recording cannot be read: " + e.getMessage());
        } catch (IOException e) {
            unknown.add("the recording cannot be read: " + FileFailure.sentence(e));
        }
        events = replays.events();
    }

    private void ending(Path capture, CaptureReport report) {
        if (interruption.wished()) {
            scanning.unfinished();
            unknown.add("the analysis was interrupted");
            return;
        }
        scanning.ended(capture, report);
        if (report.damageCount() > 0) {
            unknown.add(Counted.of(report.damageCount(), "place", "places") + " of the recording cannot be read");
        } else if (!report.complete()) {
            unknown.add("the recording has no end");
        }
        shortfalls.addAll(Shortfalls.of(report, 0));
    }

    private void compare(Path capture, GoodRuns runs) {
        Behaviour.Rules rules = new Behaviour.Rules(standard.rules().copy(standard.fields()), standard.match());
        try (EventSource source = CaptureReader.open(capture)) {
            Behaviour behaviour = Behaviour.read(source, capture.toString(), rules, interruption::wished);
            if (interruption.wished()) {
                unknown.add("the comparison with the baseline was interrupted");
                return;
            }
            differences = Optional.of(BaselineDifferences.of(
                    runs.known(),
                    Baseline.of(behaviour, runs.alike().shapes()),
                    runs.alike().chance(),
                    runs.counting()));
        } catch (CaptureFormatException e) {
            unknown.add("the recording cannot be compared: " + e.getMessage());
        } catch (IOException e) {
            unknown.add("the recording cannot be compared: " + FileFailure.sentence(e));
        }
    }
}
