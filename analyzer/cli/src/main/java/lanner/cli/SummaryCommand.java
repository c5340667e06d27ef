package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import lanner.capture.CaptureReport;
import lanner.capture.CaptureVerifier.Verdict;
import lanner.capture.CaptureVerifier.Verification;
import lanner.capture.SegmentHeader;
import lanner.cli.inquiry.InquiryJson;
import lanner.cli.inquiry.SummaryText;
import lanner.cli.rulework.ReportColours;
import lanner.engine.alert.AlertText;
import lanner.engine.json.JsonText;
import lanner.engine.text.ShellWords;
import lanner.investigation.casework.CaseSummary;
import lanner.investigation.index.Events;
import lanner.investigation.workspace.CaptureSession;
import lanner.product.ExitCode;
import lanner.product.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code summary}: one screen about a capture, for a first look. */
@Command(
        name = "summary",
        description = {
            "Shows on one screen what a capture tells.",
            "What ran, when, by whom, how it ended, whether the capture is intact and what it lacks; alerts, programs, "
                    + "changed files, peers, changes of privilege. Each line names its first event and process.",
            "The bytes of a peer are those of the recorded calls that tell them: sendmmsg and recvmmsg do not, and the "
                    + "profile decides which calls are recorded."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner summary build.lanner",
            "  lanner summary --all build.lanner | less",
            "  lanner events build.lanner 'evt.num = 4711'    what a line's event was"
        })
final class SummaryCommand implements Callable<Integer> {
    private static final int LINES = 8;
    private static final int MOST_USERS = 20;

    @Spec
    private CommandSpec spec;

    @Mixin
    private InquiryOptions given;

    @Option(names = "--all", description = "Print every line of each part, not only the first " + LINES + ".")
    private boolean all;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InputException {
        try (Inquiry inquiry = given.open()) {
            Inquiry.Beside<List<Optional<Verification>>> verifying = inquiry.beginVerifying();
            inquiry.index();
            Events events = inquiry.workspace().events();
            CaseSummary summary = inquiry.run(progress -> CaseSummary.of(inquiry.workspace(), progress));
            List<Optional<Verification>> checks = verifying.await();
            PrintWriter out = spec.commandLine().getOut();
            List<Map<String, String>> leads = leads(inquiry, checks);
            long moreAlerts = inquiry.workspace().captures().stream()
                    .mapToLong(capture -> capture.index().moreAlerts())
                    .sum();
            if (json) {
                Map<String, Object> object = new LinkedHashMap<>();
                object.put("captures", leads);
                object.putAll(InquiryJson.summary(events, summary));
                if (moreAlerts > 0) {
                    object.put("more_alerts", moreAlerts);
                }
                out.println(JsonText.write(object));
            } else {
                ReportColours colours = new ReportColours(RuleCommandOptions.isColoured());
                leads.forEach(lead -> print(lead, out));
                int most = all ? Integer.MAX_VALUE : LINES;
                new SummaryText(events, summary, new SummaryText.Style(most, moreAlerts, colours), out).print();
            }
            out.flush();
            return status(inquiry, checks).code();
        }
    }

    private static void print(Map<String, String> lead, PrintWriter out) {
        lead.forEach((name, value) ->
                out.println(String.format(Locale.ROOT, "%-12s %s", name + ":", AlertText.visible(value))));
        out.println();
    }

    /** As info has it: a damaged capture is bad input, one that was cut short is none. */
    private ExitCode status(Inquiry inquiry, List<Optional<Verification>> checks) {
        ExitCode status = ExitCode.DONE;
        for (int i = 0; i < checks.size(); i++) {
            CaptureSession capture = inquiry.workspace().captures().get(i);
            Optional<CaptureReport> report =
                    checks.get(i).map(Verification::report).or(capture::translated);
            if (report.isPresent()) {
                ExitCode found = DamageReport.print(
                        given.captures().get(i).toString(),
                        report.get(),
                        spec.commandLine().getErr());
                status = found == ExitCode.DONE ? status : found;
            }
        }
        return status;
    }

    private static List<Map<String, String>> leads(Inquiry inquiry, List<Optional<Verification>> checks) {
        List<Map<String, String>> leads = new ArrayList<>();
        for (int i = 0; i < checks.size(); i++) {
            leads.add(lead(inquiry.workspace().captures().get(i), checks.get(i)));
        }
        return leads;
    }

    /** What a capture says of itself; values are bytes, one character each. */
    private static Map<String, String> lead(CaptureSession capture, Optional<Verification> check) {
        SegmentHeader header = capture.header();
        Events events = capture.events();
        Map<String, String> lead = new LinkedHashMap<>();
        lead.put("capture", JsonText.latin(capture.given().toString()));
        lead.put("verdict", check.map(SummaryCommand::verdict).orElse("the file has no checksums of its own"));
        String attached = header.attributes().getOrDefault(SegmentHeader.ATTACHED_TO, "");
        lead.put(
                "command",
                !header.origin().command().isEmpty()
                        ? ShellWords.line(header.origin().command())
                        : attached.isEmpty() ? "unknown" : "none: attached to " + attached);
        boolean any = events.rows() > 0;
        lead.put(
                "when",
                any
                        ? RecordingTime.when(events.time(0), header) + ", for "
                                + RecordingTime.howLong(events.axis(events.rows() - 1) - events.axis(0))
                        : "unknown: no event");
        lead.put("where", where(header));
        lead.put("users", values(events, true));
        lead.put("containers", values(events, false));
        lead.put("exit", exit(check));
        lead.put("recorded", recorded(header));
        lead.put("incomplete", incomplete(check, events));
        return lead;
    }

    private static String verdict(Verification check) {
        List<String> said = new ArrayList<>();
        said.add(check.verdict().words());
        if (check.verdict() != Verdict.INTACT) {
            said.addAll(check.objections());
        }
        return String.join("; ", said);
    }

    private static String where(SegmentHeader header) {
        List<String> facts = new ArrayList<>();
        add(facts, "host ", header.host().name());
        add(facts, "kernel ", (header.host().kernel() + " " + header.host().machine()).strip());
        add(facts, "directory ", header.origin().cwd());
        return facts.isEmpty() ? "unknown" : String.join(", ", facts);
    }

    private static String recorded(SegmentHeader header) {
        List<String> facts = new ArrayList<>();
        add(facts, "profile ", header.content().profile());
        add(facts, "inline ", header.inlineWords());
        add(facts, "by ", header.origin().recorder());
        return facts.isEmpty() ? "unknown" : String.join(", ", facts);
    }

    private static void add(List<String> facts, String name, String value) {
        if (!value.isBlank()) {
            facts.add(name + value);
        }
    }

    /** Users or containers of all processes. A process that changed its user counts with the one that it had last. */
    private static String values(Events events, boolean users) {
        TreeSet<String> values = new TreeSet<>();
        for (int id = 0; id < events.processes() && values.size() <= MOST_USERS; id++) {
            String value =
                    users ? events.process(id).user() : events.process(id).container();
            if (!value.isEmpty()) {
                values.add(value);
            }
        }
        if (values.isEmpty()) {
            return users ? "unknown" : "none seen";
        }
        boolean more = values.size() > MOST_USERS;
        return String.join(", ", values.stream().limit(MOST_USERS).toList())
                + (more ? " and more" : "")
                + (users ? " (each process's last)" : "");
    }

    private static String exit(Optional<Verification> check) {
        return check.flatMap(found -> found.report().footers().stream().reduce((a, b) -> b))
                .map(RecordingTime::exit)
                .orElse("unknown");
    }

    private static String incomplete(Optional<Verification> check, Events events) {
        if (check.isEmpty()) {
            return events.gaps().isEmpty()
                    ? "unknown"
                    : Shortfalls.gaps(events.gaps().size());
        }
        List<String> missing = Shortfalls.of(check.get().report(), events.gaps().size());
        return missing.isEmpty() ? "no" : String.join("; ", missing);
    }
}
