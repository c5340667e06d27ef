package lanner.cli.guard;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lanner.cli.compare.CompareText;
import lanner.cli.output.CompactLine;
import lanner.cli.rulework.ReportColours;
import lanner.engine.alert.Alert;
import lanner.engine.alert.AlertScene;
import lanner.engine.alert.AlertText;
import lanner.engine.alert.Priority;
import lanner.product.Counted;

/** Tells a report in a log. */
public final class GuardLog {
    private static final int MOST_GROUPS = 20;
    /** GitHub shows so many of a step. */
    private static final int MOST_ANNOTATIONS = 10;

    private static final int MOST_NAMES = 5;
    private static final String ALERTS = "lanner_guard";
    private static final String DIFFERENCES = "lanner_guard_baseline";
    private static final int TOKEN_BYTES = 16;

    private final JobLog kind;
    private final PrintWriter err;
    private final PrintStream marks;
    private final CompactLine lines;

    /**
     * @param err for what holds texts of others
     * @param marks for the marks of a log, which are controls in part; both end in the same place
     * @param lines how an alert is told
     */
    public GuardLog(JobLog kind, PrintWriter err, PrintStream marks, CompactLine lines) {
        this.kind = kind;
        this.err = kind.harmless(err);
        this.marks = marks;
        this.lines = lines;
    }

    /** Where messages go: none is a command to the log's reader. */
    public PrintWriter messages() {
        return err;
    }

    /**
     * Has GitHub take nothing that the command prints for a workflow command.
     *
     * @return what undoes it
     */
    public Runnable stopCommands() {
        if (kind != JobLog.GITHUB) {
            return () -> {};
        }
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        // Nobody who does not know it can end the stop.
        String token = "lanner-" + HexFormat.of().formatHex(random);
        mark("::stop-commands::" + token + "\n");
        return () -> mark("::" + token + "::\n");
    }

    private void mark(String line) {
        err.flush();
        marks.print(line);
        marks.flush();
    }

    /** Tells it. */
    public void print(GuardReport report) {
        List<Findings.Group> groups = report.findings().groups();
        err.println("lanner: " + report.headline());
        err.println("lanner: " + report.facts());
        if (!groups.isEmpty()) {
            mark(kind.begin(ALERTS, "lanner: " + Counted.of(report.findings().alerts(), "alert"), now()));
            groups.stream().limit(MOST_GROUPS).forEach(this::print);
            if (groups.size() > MOST_GROUPS) {
                err.println("  and alerts of " + Counted.of(groups.size() - MOST_GROUPS, "more rule"));
            }
            mark(kind.end(ALERTS, now()));
        }
        report.differences().ifPresent(this::print);
        // The first is in the headline where there is no verdict.
        report.unknown().stream()
                .skip(report.verdict() == Verdict.UNKNOWN ? 1 : 0)
                .forEach(sentence -> err.println("lanner: not looked at: " + sentence));
        if (report.verdict() != Verdict.GOOD) {
            report.shortfalls().forEach(sentence -> err.println("lanner: not in the recording: " + sentence));
        }
        report.capture().ifPresent(capture -> err.println("lanner: the recording is in " + capture));
        report.statusWords().ifPresent(words -> err.println("lanner: " + words));
        err.flush();
        if (kind == JobLog.GITHUB) {
            annotate(report, groups);
        }
    }

    private void print(BaselineDifferences differences) {
        if (differences.compared().differences().isEmpty()) {
            return;
        }
        err.println("lanner: " + differences.words());
        mark(kind.begin(DIFFERENCES, "lanner: differences from the baseline", now()));
        CompareText.Style style = new CompareText.Style(false, "", false, 0, new ReportColours(false));
        new CompareText(differences.compared(), style, err).printDifferences();
        mark(kind.end(DIFFERENCES, now()));
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    private void print(Findings.Group group) {
        err.println(lines.line(group.first()));
        if (group.count() > 1) {
            err.println("           and " + (group.count() - 1) + " more of this rule");
        }
    }

    private void annotate(GuardReport report, List<Findings.Group> groups) {
        groups.stream()
                .filter(Findings.Group::isGrave)
                .limit(MOST_ANNOTATIONS)
                .forEach(group -> annotate("error", group));
        groups.stream()
                .filter(group -> !group.isGrave() && group.first().priority().atLeast(Priority.WARNING))
                .limit(MOST_ANNOTATIONS)
                .forEach(group -> annotate("warning", group));
        report.differences().ifPresent(this::annotate);
        if (!report.unknown().isEmpty()) {
            annotate("error", "Lanner: no verdict", String.join("; ", report.unknown()));
        }
    }

    /** One for each kind of difference that counts. */
    private void annotate(BaselineDifferences differences) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        differences.compared().differences().stream()
                .filter(differences::counts)
                .forEach(each -> names.computeIfAbsent(BaselineDifferences.kind(each), kind -> new ArrayList<>())
                        .add(AlertText.visible(each.key().text())));
        names.forEach((kind, texts) -> annotate(
                "error",
                "Not in the baseline: " + kind,
                texts.stream().limit(MOST_NAMES).collect(Collectors.joining(", "))
                        + (texts.size() > MOST_NAMES ? " and " + (texts.size() - MOST_NAMES) + " more" : "")));
    }

    private void annotate(String command, Findings.Group group) {
        Alert alert = group.first();
        String more = group.count() == 1 ? "" : " (" + group.count() + " times)";
        annotate(
                command,
                alert.priority().word() + ": " + AlertText.visibleCharacters(alert.rule()),
                AlertText.visible(alert.message())
                        + more
                        + alert.scene().map(GuardLog::chain).orElse(""));
    }

    private static String chain(AlertScene scene) {
        StringBuilder chain = new StringBuilder("; by " + scene.process());
        scene.ancestors().forEach(ancestor -> chain.append(" < ").append(ancestor));
        return AlertText.visible(chain.toString());
    }

    private void annotate(String command, String title, String text) {
        mark("::" + command + " title=" + WorkflowText.property(title) + "::" + WorkflowText.data(text) + "\n");
    }
}
