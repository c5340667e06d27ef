package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import lanner.capture.CaptureReport;
import lanner.capture.EventSource;
import lanner.capture.SegmentFooter;
import lanner.capture.SegmentHeader;
import lanner.engine.alert.AlertText;
import lanner.engine.json.JsonText;
import lanner.engine.text.ShellWords;
import lanner.product.Counted;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code info}: what a capture is. */
@Command(
        name = "info",
        description = {
            "Shows what a capture contains, how it ended, and what is incomplete.",
            "Command, time, processes, users, containers and event counts."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  lanner info build.lanner")
final class InfoCommand implements Callable<Integer> {
    /** The status of a recording that did not see its program's end. */
    private static final Integer UNKNOWN_STATUS = -1;

    private static final int SHOWN_KINDS = 10;

    /** Facts that are shown unasked, below those that people ask for first. */
    private static final Set<String> BRIEF = Set.of(
            "directory",
            "host",
            "kernel",
            "recorder",
            "capture id",
            "profile",
            "redacted",
            "kept",
            "delivery",
            "segments",
            "file bytes");

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CAPTURE", description = "The capture.")
    private Path capture;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(
            names = {"-v", "--verbose"},
            description = "Also show the traced calls, the recorder's counters and all kinds of events.")
    private boolean verbose;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (EventSource reader = CaptureFinder.open(capture)) {
            CaptureSummary summary = CaptureSummary.of(reader);
            if (json) {
                out.println(JsonText.write(facts(summary)));
            } else {
                lead(summary).forEach((name, value) -> out.println(line(name, value)));
                facts(summary).forEach((name, value) -> {
                    if ((verbose || BRIEF.contains(name)) && isTold(value)) {
                        out.println(line(name, value));
                    }
                });
                byEvent(summary.byType(), out);
            }
            out.flush();
            return DamageReport.print(
                            capture.toString(),
                            reader.report(),
                            spec.commandLine().getErr())
                    .code();
        }
    }

    /** Whether a fact says anything: texts that a capture lacks are empty, a number that it lacks is -1. */
    private static boolean isTold(Object value) {
        return !(value instanceof String text && text.isBlank()) && !value.equals(UNKNOWN_STATUS);
    }

    private static String line(String name, String value) {
        return String.format(Locale.ROOT, "%-15s %s", name + ":", AlertText.visible(value));
    }

    private static String line(String name, Object value) {
        return line(name, String.valueOf(value));
    }

    /** What people ask first. */
    private static Map<String, String> lead(CaptureSummary summary) {
        CaptureReport report = summary.report();
        Map<String, String> lead = new LinkedHashMap<>();
        SegmentHeader header = report.headers().stream().findFirst().orElse(null);
        if (header != null) {
            String attached = header.attributes().getOrDefault(SegmentHeader.ATTACHED_TO, "");
            String none = attached.isEmpty() ? "unknown" : "none: attached to " + attached;
            lead.put(
                    "command",
                    header.origin().command().isEmpty()
                            ? none
                            : ShellWords.line(header.origin().command()));
        }
        lead.put("when", summary.firstTime() > 0 ? RecordingTime.when(summary.firstTime(), header) : "unknown");
        lead.put("how long", summary.firstTime() > 0 ? RecordingTime.howLong(summary.duration()) : "unknown");
        lead.put(
                "exit",
                report.footers().stream()
                        .reduce((a, b) -> b)
                        .map(RecordingTime::exit)
                        .orElse(report.complete() ? "unknown" : "unknown: the capture has no footer"));
        lead.put(
                "processes",
                String.format(
                        Locale.ROOT,
                        "%,d, which executed %s",
                        summary.processes(),
                        Counted.of(summary.programs(), "program")));
        lead.put("users", summary.users().isEmpty() ? "unknown" : String.join(", ", summary.users()));
        lead.put("containers", summary.containers().isEmpty() ? "none seen" : String.join(", ", summary.containers()));
        lead.put(
                "activity",
                String.format(
                        Locale.ROOT,
                        "%s; %s made, %,d accepted; %s refused (EPERM, EACCES)",
                        Counted.of(report.events(), "event"),
                        Counted.of(summary.connections(), "connection"),
                        summary.accepted(),
                        Counted.of(summary.refused(), "call")));
        if (header != null) {
            lead.put("inline", inline(header, summary));
        }
        List<String> missing = summary.incomplete();
        lead.put("incomplete", missing.isEmpty() ? "no" : String.join("; ", missing));
        return lead;
    }

    /** What of the events the processes themselves have recorded: {@code look: 12 of 30 events, inside 2 processes}. */
    private static String inline(SegmentHeader header, CaptureSummary summary) {
        if (summary.inline() + summary.inlineProcesses() == 0
                && summary.inlineEnds().isEmpty()) {
            return header.inlineWords();
        }
        StringBuilder words = new StringBuilder(String.format(
                Locale.ROOT,
                "%s: %,d of %s recorded inside %s, as their own statements",
                header.inlineLevel(),
                summary.inline(),
                Counted.of(summary.report().events(), "event"),
                Counted.of(summary.inlineProcesses(), "process", "processes")));
        summary.inlineEnds()
                .forEach((reason, times) -> words.append("; ended ")
                        .append(Counted.of(times, "time"))
                        .append(": ")
                        .append(reason));
        return words.toString();
    }

    private void byEvent(Map<String, Long> byType, PrintWriter out) {
        out.println("by event:");
        byType.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(verbose ? Long.MAX_VALUE : SHOWN_KINDS)
                .forEach(entry -> out.println(String.format(
                        Locale.ROOT, "  %,12d  %s", entry.getValue(), AlertText.visible(entry.getKey()))));
        if (!verbose && byType.size() > SHOWN_KINDS) {
            out.println("                and " + (byType.size() - SHOWN_KINDS) + " more kinds: --verbose");
        }
    }

    private static Map<String, Object> facts(CaptureSummary summary) {
        CaptureReport report = summary.report();
        Map<String, Object> facts = new LinkedHashMap<>();
        report.headers().stream().findFirst().ifPresent(header -> header(header, facts));
        if (report.headers().size() > 1) {
            facts.put(
                    "segments",
                    report.headers().size() + ", from "
                            + report.headers().get(0).place().segment());
        }
        facts.put("events", report.events());
        facts.put("records", report.records());
        facts.put("record bytes", summary.recordBytes());
        facts.put("file bytes", summary.totalBytes());
        if (summary.firstTime() > 0) {
            facts.put(
                    "first event", Instant.ofEpochSecond(0, summary.firstTime()).toString());
            facts.put("last event", Instant.ofEpochSecond(0, summary.lastTime()).toString());
        }
        facts.put("duration ns", summary.duration());
        facts.put("processes", summary.processes());
        facts.put("programs executed", summary.programs());
        facts.put("connections made", summary.connections());
        facts.put("connections accepted", summary.accepted());
        facts.put("calls refused", summary.refused());
        if (!report.headers().isEmpty()) {
            facts.put("inline", report.headers().get(0).inlineWords());
        }
        facts.put("inline events", summary.inline());
        facts.put("inline processes", summary.inlineProcesses());
        facts.put("inline ends", summary.inlineEnds());
        facts.put("users", List.copyOf(summary.users()));
        facts.put("containers", List.copyOf(summary.containers()));
        report.footers().stream().reduce((a, b) -> b).ifPresent(footer -> footer(footer, facts));
        facts.put("complete", report.isWhole() ? "yes" : "no");
        facts.put("incomplete", summary.incomplete());
        facts.put("by event", summary.byType());
        return facts;
    }

    private static void header(SegmentHeader header, Map<String, Object> facts) {
        facts.put("command", String.join(" ", header.origin().command()));
        facts.put("directory", header.origin().cwd());
        facts.put("host", header.host().name());
        facts.put("kernel", header.host().kernel() + " " + header.host().machine());
        facts.put("recorder", header.origin().recorder());
        facts.put("format", header.version());
        facts.put("capture id", header.origin().captureId());
        facts.put("profile", header.content().profile());
        if (header.content().snaplenPath() > 0 || header.content().snaplenData() > 0) {
            facts.put(
                    "snap lengths",
                    header.content().snaplenPath() + " path, "
                            + header.content().snaplenData() + " data");
        }
        facts.put("environment", header.content().environmentPolicy());
        facts.put("time zone", header.host().timezone());
        facts.put("traced calls", header.content().filter());
        if (!header.content().redactions().isEmpty()) {
            facts.put("redacted", String.join("  ", header.content().redactions()));
        }
        String attachedTo = header.attributes().getOrDefault(SegmentHeader.ATTACHED_TO, "");
        if (!attachedTo.isEmpty()) {
            facts.put("attached to", attachedTo);
        }
        String retention = header.attributes().getOrDefault(SegmentHeader.RETENTION, "");
        if (!retention.isEmpty()) {
            facts.put("kept", retention);
        }
        if (header.attributes().containsKey(SegmentHeader.ON_SEGMENT)) {
            facts.put("delivery", "each segment was handed to a command (--on-segment)");
        }
    }

    /** As it was when the last footer was written: what became of that segment no footer can say. */
    private static String delivery(long ended, Map<String, Long> counters) {
        return String.format(
                Locale.ROOT,
                "each segment was handed to a command (--on-segment); of the %,d before the last, %,d had arrived"
                        + " and %,d were given up when it ended",
                ended,
                counters.getOrDefault(SegmentFooter.SEGMENTS_DELIVERED, 0L),
                counters.getOrDefault(SegmentFooter.SEGMENTS_UNDELIVERED, 0L));
    }

    private static void footer(SegmentFooter footer, Map<String, Object> facts) {
        facts.put("ended", footer.endReason());
        facts.put("exit status", footer.exitStatus());
        Long handed = footer.counters().get(SegmentFooter.SEGMENTS_ENDED);
        if (handed != null) {
            facts.put("delivery", delivery(handed, footer.counters()));
        }
        new TreeMap<>(footer.counters()).forEach(facts::put);
    }
}
