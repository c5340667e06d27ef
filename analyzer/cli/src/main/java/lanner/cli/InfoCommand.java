package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import lanner.capture.CaptureReport;
import lanner.capture.EventSource;
import lanner.capture.SegmentFooter;
import lanner.capture.SegmentHeader;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.engine.alert.AlertText;
import lanner.engine.json.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code info}: what a capture is. */
@Command(
        name = "info",
        description = "Says what a capture is: what was recorded, where, when, how much.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  lanner info build.lanner")
final class InfoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CAPTURE", description = "The capture.")
    private Path capture;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (EventSource reader = Captures.open(capture)) {
            Map<String, Long> byType = new TreeMap<>();
            long first = 0;
            long last = 0;
            long bytes = 0;
            Event event = new Event();
            while (reader.next(event)) {
                int[] length = new int[1];
                event.rawBytes((buffer, offset, size) -> length[0] = size);
                bytes += length[0] + 4L;
                if (event.type().kind() != EventType.Kind.SEGMENT) {
                    byType.merge(event.name(), 1L, Long::sum);
                    first = first == 0 ? event.time() : first;
                    last = event.time();
                }
            }
            CaptureReport report = reader.report();
            Map<String, Object> facts = facts(report, byType, first, last, bytes, reader.totalBytes());
            if (json) {
                out.println(JsonText.write(facts));
            } else {
                facts.forEach((name, value) -> out.println(line(name, value)));
            }
            out.flush();
            return DamageReport.print(
                            capture.toString(), report, spec.commandLine().getErr())
                    .code();
        }
    }

    private static String line(String name, Object value) {
        if (value instanceof Map<?, ?> map) {
            StringBuilder lines = new StringBuilder(name + ":");
            map.entrySet().stream()
                    .sorted((a, b) -> Long.compare((Long) b.getValue(), (Long) a.getValue()))
                    .forEach(entry -> lines.append(
                            String.format(Locale.ROOT, "%n  %,12d  %s", (Long) entry.getValue(), entry.getKey())));
            return lines.toString();
        }
        return String.format(Locale.ROOT, "%-15s %s", name + ":", AlertText.visible(String.valueOf(value)));
    }

    private static Map<String, Object> facts(
            CaptureReport report, Map<String, Long> byType, long first, long last, long bytes, long fileBytes) {
        Map<String, Object> facts = new LinkedHashMap<>();
        report.headers().stream().findFirst().ifPresent(header -> header(header, facts));
        if (report.headers().size() > 1) {
            facts.put(
                    "segments",
                    report.headers().size() + ", from "
                            + report.headers().get(0).segment());
        }
        facts.put("events", report.events());
        facts.put("records", report.records());
        facts.put("record bytes", bytes);
        facts.put("file bytes", fileBytes);
        if (first > 0) {
            facts.put("first event", Instant.ofEpochSecond(0, first).toString());
            facts.put("last event", Instant.ofEpochSecond(0, last).toString());
        }
        report.footers().stream().reduce((a, b) -> b).ifPresent(footer -> footer(footer, facts));
        facts.put("complete", report.isWhole() ? "yes" : "no");
        facts.put("by event", byType);
        return facts;
    }

    private static void header(SegmentHeader header, Map<String, Object> facts) {
        facts.put("command", String.join(" ", header.command()));
        facts.put("directory", header.cwd());
        facts.put("host", header.hostname());
        facts.put("kernel", header.kernel() + " " + header.machine());
        facts.put("recorder", header.recorder());
        facts.put("format", header.version());
        facts.put("capture id", header.captureId());
        facts.put("profile", header.profile());
        facts.put("snap lengths", header.snaplenPath() + " path, " + header.snaplenData() + " data");
        facts.put("environment", header.environmentPolicy());
        facts.put("traced calls", header.filter());
        if (!header.redactions().isEmpty()) {
            facts.put("redacted", String.join("  ", header.redactions()));
        }
        String attachedTo = header.attributes().getOrDefault(SegmentHeader.ATTACHED_TO, "");
        if (!attachedTo.isEmpty()) {
            facts.put("attached to", attachedTo);
        }
        String retention = header.attributes().getOrDefault(SegmentHeader.RETENTION, "");
        if (!retention.isEmpty()) {
            facts.put("kept", retention);
        }
    }

    private static void footer(SegmentFooter footer, Map<String, Object> facts) {
        facts.put("ended", footer.endReason());
        facts.put("exit status", footer.exitStatus());
        new TreeMap<>(footer.counters()).forEach(facts::put);
    }
}
