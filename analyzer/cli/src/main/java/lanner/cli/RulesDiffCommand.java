package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import lanner.cli.rulework.DiffReport;
import lanner.engine.compare.AlertComparison;
import lanner.engine.compare.RuleChanges;
import lanner.engine.field.StandardFields;
import lanner.engine.replay.Replay;
import lanner.engine.rules.compile.LoadedRules;
import lanner.engine.rules.define.Rule;
import lanner.engine.rules.run.RuleSet;
import lanner.product.Counted;
import lanner.product.ExitCode;
import lanner.product.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rules diff}: which alerts two versions of rules do not have in common. */
@Command(
        name = "diff",
        description = {
            "Lists the alerts that two versions of rules do not have in common.",
            "",
            "Replays captures once through both versions and shows for each rule the alerts that are "
                    + "gained (+), lost (-) and changed (~: priority, tags or output), and which rules differ. Two "
                    + "alerts are the same if they have the same capture, event and rule. With --match first an "
                    + "alert may move from one rule to another: one loses it and the other gains it.",
            "Exit status: 0 all alerts are the same; 1 an alert differs; 3 bad input."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner rules diff old.yaml new.yaml --captures build.lanner",
            "  lanner rules diff old.d/ new.d/ --captures captures/ --match all --json",
            "  lanner rules diff old.yaml new.yaml --captures captures/ --all | grep '^-'",
            "",
            "To compare with the last commit, or with an older one:",
            "  git show HEAD:rules/mine.yaml > /tmp/mine.yaml",
            "  lanner rules diff /tmp/mine.yaml rules/mine.yaml --captures captures/",
            "  git worktree add /tmp/before HEAD~3",
            "  lanner rules diff /tmp/before/rules rules --captures captures/"
        })
final class RulesDiffCommand implements Callable<Integer> {
    private static final StandardFields FIELDS = new StandardFields();

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "OLD", description = "The old rule file, or a directory of rule files.")
    private Path old;

    @Parameters(index = "1", paramLabel = "NEW", description = "The new rule file, or a directory of rule files.")
    private Path now;

    @Option(
            names = "--captures",
            paramLabel = "CAPTURE|DIR",
            required = true,
            arity = "1..*",
            description = "Captures and scap files; a directory stands for all below it.")
    private List<Path> captures = List.of();

    @Mixin
    private MatchOption match;

    @Mixin
    private ParentsOption parents;

    @Mixin
    private DiffOptions printed;

    @Override
    public Integer call() throws IOException, InputException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        printed.check();
        Replay.Match mode = match.match();
        LoadedRules before = RuleFiles.load(List.of(old), err);
        LoadedRules after = RuleFiles.load(List.of(now), err);
        List<Path> found = CaptureFinder.find(captures);
        RuleChanges changes = RuleChanges.between(before.rules(), after.rules());
        AlertComparison comparison = new AlertComparison(
                RuleSet.of(before.rules(), Rule::enabled, FIELDS),
                RuleSet.of(after.rules(), Rule::enabled, FIELDS),
                mode,
                changes.renamed());
        DiffReport report = printed.report(changes);
        ExitCode status;
        try (InterruptHandler interruption = new InterruptHandler()) {
            CaptureReplays replays = new CaptureReplays(
                    found,
                    parents.parents(),
                    interruption,
                    err,
                    !(printed.printsAtOnce() && ProgressBar.isTerminal(1)));
            status = replays.run(capture -> context -> {
                comparison.compare(context, change -> printed.add(report, capture.toString(), change, out));
                return true;
            });
            report.end(comparison.same(), replays.events(), found.size());
            printed.print(report, out);
            if (status == ExitCode.INTERRUPTED) {
                err.println("lanner: interrupted after " + Counted.of(replays.events(), "event"));
                err.flush();
            }
        }
        return (status == ExitCode.DONE && report.differs() ? ExitCode.FOUND : status).code();
    }
}
