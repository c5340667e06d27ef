package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import lanner.cli.rulework.CostReport;
import lanner.cli.rulework.ReportColours;
import lanner.engine.cost.CostMeters;
import lanner.engine.field.StandardFields;
import lanner.engine.json.JsonText;
import lanner.engine.rules.define.Rule;
import lanner.engine.rules.run.RuleSet;
import lanner.product.ExitCode;
import lanner.product.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rules cost}: what rules and their leaves cost on captures. */
@Command(
        name = "cost",
        description = {
            "Measures what each rule, and each leaf of its condition, costs on captures.",
            "",
            "A leaf is a single comparison. 'alone' measures each rule by itself: its leaves are "
                    + "evaluated in the order in which they are written, until the result is known. The line of a "
                    + "leaf shows how often it was evaluated, how often it was true, and its time. The time of a "
                    + "rule also contains what is spent between its leaves.",
            "'planned' measures a replay, in which all rules are planned together: a leaf that several "
                    + "rules share is evaluated once and counts for the first rule that needs it, cheap leaves go "
                    + "first, and results about the process are remembered. The sum of 'alone' counts shared "
                    + "leaves several times. Neither contains reading the capture and keeping its state.",
            "Times are estimated from one evaluation in 61, less the time of reading the clock; - means "
                    + "too few samples. Every rule is evaluated for the events of its types, even if another rule "
                    + "has matched. Short captures are replayed for about two seconds; counts and times are those "
                    + "of one pass."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner rules cost build.lanner",
            "  lanner rules cost -r falco_rules.yaml captures/ --top 3",
            "  lanner rules cost -r mine.yaml build.lanner --json"
        })
final class RulesCostCommand implements Callable<Integer> {
    private static final StandardFields FIELDS = new StandardFields();
    private static final long PRACTICE_NANOS = 2_000_000_000L;
    private static final long ENOUGH_NANOS = 2_000_000_000L;
    private static final int MOST_PASSES = 1_000;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "CAPTURE|DIR",
            arity = "1..*",
            description = "Captures and scap files; a directory stands for all below it.")
    private List<Path> captures = List.of();

    @Option(
            names = {"-r", "--rules"},
            paramLabel = "FILE|DIR",
            description = "Rule files (default: the rules that come with Lanner).")
    private List<Path> rules = List.of();

    @Option(names = "--top", paramLabel = "N", description = "Show N rules, and N leaves of each (default: 10).")
    private int top = 10;

    @Mixin
    private ParentsOption parents;

    @Option(names = "--json", description = "Print everything as one JSON object; times are in nanoseconds.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InputException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (top < 1) {
            throw new ParameterException(spec.commandLine(), "--top is at least 1, not " + top);
        }
        RuleSet set = RuleSet.of(RuleFiles.load(RuleFiles.orShipped(rules), err).rules(), Rule::enabled, FIELDS);
        List<Path> found = CaptureFinder.find(captures);
        CostMeters meters = new CostMeters(set, FIELDS);
        ExitCode status;
        try (InterruptHandler interruption = new InterruptHandler()) {
            CaptureReplays replays = new CaptureReplays(found, parents.parents(), interruption, err, true);
            practise(meters, replays);
            meters.reset();
            long began = System.nanoTime();
            int passes = 0;
            do {
                status = pass(meters, replays, passes == 0);
                passes++;
            } while (status == ExitCode.DONE && passes < MOST_PASSES && System.nanoTime() - began < ENOUGH_NANOS);
            if (interruption.wished()) {
                return ExitCode.INTERRUPTED.code();
            }
            CostReport report = new CostReport(meters.measured(), replays.events(), found.size(), passes);
            if (json) {
                out.println(JsonText.write(report.json()));
            } else {
                report.print(top, new ReportColours(RuleCommandOptions.isColoured()), out);
            }
            out.flush();
        }
        return status.code();
    }

    /** Lets the compiler see both ways of asking before anything counts. */
    private static void practise(CostMeters meters, CaptureReplays replays) throws IOException {
        long until = System.nanoTime() + PRACTICE_NANOS;
        ExitCode status = ExitCode.DONE;
        for (int pass = 0; status == ExitCode.DONE && pass < MOST_PASSES && System.nanoTime() < until; pass++) {
            status = replays.repeat(capture -> context -> {
                meters.alone(context);
                meters.together(context);
                return System.nanoTime() < until;
            });
        }
    }

    private static ExitCode pass(CostMeters meters, CaptureReplays replays, boolean told) throws IOException {
        CaptureReplays.Visitors alone = capture -> context -> {
            meters.alone(context);
            return true;
        };
        ExitCode status = told ? replays.run(alone) : replays.repeat(alone);
        if (status == ExitCode.INTERRUPTED) {
            return status;
        }
        ExitCode second = replays.repeat(capture -> context -> {
            meters.together(context);
            return true;
        });
        return status == ExitCode.DONE ? second : status;
    }
}
