package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import lanner.cli.input.InputException;
import lanner.cli.rulework.CostReport;
import lanner.cli.rulework.ReportColours;
import lanner.engine.cost.CostMeters;
import lanner.engine.field.StandardFields;
import lanner.engine.json.JsonText;
import lanner.engine.rules.define.Rule;
import lanner.engine.rules.run.RuleSet;
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
            "'alone' and the leaves, single comparisons, are about each rule by itself: its leaves asked in the order in "
                    + "which they are written and only until the verdict is clear. A leaf's line says how often it was "
                    + "asked, how often it was true, and its time. Between the leaves of a rule some time goes as well.",
            "'planned' is about a replay, where all rules are planned together: leaves that several rules have are asked "
                    + "once and paid by the first rule that asks, cheap ones go first, and what is about the process is "
                    + "remembered. So the sum of 'alone' counts shared leaves several times. Reading captures and keeping "
                    + "state are in neither.",
            "Times are from samples: one evaluation in 61, without what the clock takes; - where samples are too few. "
                    + "Every rule is asked about the events of its types, also where another has matched. Short captures "
                    + "are replayed for about two seconds; counts and times are for one pass."
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
            description = "Rule files (default: our own).")
    private List<Path> rules = List.of();

    @Option(
            names = "--top",
            paramLabel = "N",
            description = "How many rules to show, and leaves of each (default: 10).")
    private int top = 10;

    @Mixin
    private ParentsOption parents;

    @Option(names = "--json", description = "Everything as one JSON object; times are nanoseconds.")
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
