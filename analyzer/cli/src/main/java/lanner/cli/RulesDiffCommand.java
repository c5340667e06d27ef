package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import lanner.cli.input.InputException;
import lanner.cli.rulework.DiffReport;
import lanner.cli.rulework.ReportColours;
import lanner.engine.compare.AlertComparison;
import lanner.engine.compare.RuleChanges;
import lanner.engine.field.StandardFields;
import lanner.engine.json.JsonText;
import lanner.engine.replay.Replay;
import lanner.engine.rules.compile.LoadedRules;
import lanner.engine.rules.define.Rule;
import lanner.engine.rules.run.RuleSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rules diff}: which alerts two versions of rules do not have in common. */
@Command(
        name = "diff",
        description = {
            "Lists the alerts that two versions of rules do not have in common.",
            "",
            "Replays captures once through both and shows, by rule, what is gained (+), lost (-) and changed (~: another "
                    + "priority, other tags, another output), and which rules differ. An alert is the same when its "
                    + "capture, event and rule are. Where one rule wins each event (--match first), an alert may move: "
                    + "lost by one rule, gained by another.",
            "Status 0 if all alerts are the same, 1 if not, 3 for bad input."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner rules diff old.yaml new.yaml --captures build.lanner",
            "  lanner rules diff old.d/ new.d/ --captures captures/ --match all --json",
            "  lanner rules diff old.yaml new.yaml --captures captures/ --all | grep '^-'",
            "",
            "Against what is committed:",
            "  git show HEAD:rules/mine.yaml > /tmp/mine.yaml",
            "  lanner rules diff /tmp/mine.yaml rules/mine.yaml --captures captures/",
            "  git worktree add /tmp/before HEAD~3     a directory of rules as it was",
            "  lanner rules diff /tmp/before/rules rules --captures captures/"
        })
final class RulesDiffCommand implements Callable<Integer> {
    private static final StandardFields FIELDS = new StandardFields();

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "OLD", description = "The rule file before, or a directory of them.")
    private Path old;

    @Parameters(index = "1", paramLabel = "NEW", description = "The rule file after, or a directory of them.")
    private Path now;

    @Option(
            names = "--captures",
            paramLabel = "CAPTURE|DIR",
            required = true,
            arity = "1..*",
            description = "Captures and scap files; a directory stands for all below it.")
    private List<Path> captures = List.of();

    @Option(
            names = "--match",
            paramLabel = "first|all",
            description = "The first rule that matches an event, or every one (default: first).")
    private String match = "first";

    @Mixin
    private ParentsOption parents;

    @Option(names = "--limit", paramLabel = "N", description = "How many examples a rule and kind (default: 1).")
    private int limit = 1;

    @Option(
            names = "--all",
            description = "Every alert that differs, a line each, before the summary: SIGN CAPTURE:EVENT [RULE] ALERT.")
    private boolean all;

    @Option(
            names = "--json",
            description = "One JSON object; with --all one for each alert that differs before it, a line each.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InputException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (limit < 0) {
            throw new ParameterException(spec.commandLine(), "--limit is not below 0");
        }
        Replay.Match mode = RuleCommandOptions.match(match, spec.commandLine());
        LoadedRules before = RuleFiles.load(List.of(old), err);
        LoadedRules after = RuleFiles.load(List.of(now), err);
        List<Path> found = CaptureFinder.find(captures);
        RuleChanges changes = RuleChanges.between(before.rules(), after.rules());
        AlertComparison comparison = new AlertComparison(
                RuleSet.of(before.rules(), Rule::enabled, FIELDS),
                RuleSet.of(after.rules(), Rule::enabled, FIELDS),
                mode,
                changes.renamed());
        DiffReport report = new DiffReport(changes, limit, new ReportColours(!json && RuleCommandOptions.isColoured()));
        ExitCode status;
        try (InterruptHandler interruption = new InterruptHandler()) {
            CaptureReplays replays =
                    new CaptureReplays(found, parents.parents(), interruption, err, !(all && Progress.isTerminal(1)));
            status = replays.run(capture -> context -> {
                comparison.compare(context, change -> {
                    report.add(capture, change);
                    if (all) {
                        out.println(json ? JsonText.write(report.json(capture, change)) : report.line(capture, change));
                    }
                });
                return true;
            });
            report.end(comparison.same(), replays.events(), found.size());
            if (json) {
                out.println(JsonText.write(report.json()));
            } else {
                report.print(out);
            }
            out.flush();
            if (status == ExitCode.INTERRUPTED) {
                err.printf(Locale.ROOT, "lanner: interrupted after %,d events%n", replays.events());
                err.flush();
            }
        }
        return (status == ExitCode.DONE && report.differs() ? ExitCode.FOUND : status).code();
    }
}
