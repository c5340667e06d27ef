package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import lanner.cli.fleet.FleetCapture;
import lanner.cli.fleet.FleetListener;
import lanner.cli.fleet.FleetRules;
import lanner.cli.fleet.FleetSession;
import lanner.cli.rulework.DiffReport;
import lanner.engine.compare.AlertChange;
import lanner.engine.compare.RuleChanges;
import lanner.engine.field.StandardFields;
import lanner.engine.rules.compile.LoadedRules;
import lanner.engine.rules.define.Rule;
import lanner.engine.rules.run.RuleSet;
import lanner.product.ExitCode;
import lanner.product.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fleet rules diff}: which alerts of many captures two versions of rules do not have in common. */
@Command(
        name = "diff",
        description = {
            "Lists the alerts of many captures that two versions of rules do not have in common.",
            "The answer is that of lanner rules diff. A capture that cannot be read is named, skipped and counted.",
            "Exit status: 0 all alerts are the same; 1 an alert differs; 3 bad input."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner fleet rules diff old.yaml new.yaml captures/",
            "  lanner fleet rules diff old.d/ new.d/ captures/ --all | grep '^-'",
            "  lanner fleet rules diff old.d/ new.d/ hdfs://store/captures \\",
            "      --master spark://host:7077 --match all --json"
        })
final class FleetRulesDiffCommand implements Callable<Integer> {
    private static final StandardFields FIELDS = new StandardFields();

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "OLD", description = "The old rule file, or a directory of rule files.")
    private Path old;

    @Parameters(index = "1", paramLabel = "NEW", description = "The new rule file, or a directory of rule files.")
    private Path now;

    @Parameters(
            index = "2..*",
            paramLabel = "PATH",
            arity = "1..*",
            description = "Captures, packed or not, or scap files; a directory stands for all below it.")
    private List<String> paths = List.of();

    @Mixin
    private FleetOptions fleet;

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
        FleetSession.Asking asking = new FleetSession.Asking(match.match(), parents.parents());
        LoadedRules before = RuleFiles.load(List.of(old), err);
        LoadedRules after = RuleFiles.load(List.of(now), err);
        DiffReport report = printed.report(RuleChanges.between(before.rules(), after.rules()));
        FleetRun run = new FleetRun(fleet, err);
        Totals totals = new Totals();
        ExitCode status = run.ask(
                paths,
                session -> session.diff(enabled(before), enabled(after), asking, new FleetListener<AlertChange>() {
                    @Override
                    public void found(String capture, AlertChange change) {
                        printed.add(report, capture, change, out);
                    }

                    @Override
                    public void ended(FleetCapture capture) {
                        out.flush();
                        totals.add(capture);
                        run.ended(capture);
                    }
                }));
        if (status == ExitCode.DONE || status == ExitCode.BAD_INPUT) {
            report.end(totals.same, totals.events, totals.captures);
            printed.print(report, out);
        }
        return (status == ExitCode.DONE && report.differs() ? ExitCode.FOUND : status).code();
    }

    private static FleetRules enabled(LoadedRules loaded) {
        return FleetRules.of(loaded, List.of(), RuleSet.of(loaded.rules(), Rule::enabled, FIELDS));
    }

    /** Sums over the captures that were read. */
    private static final class Totals {
        private long same;
        private long events;
        private int captures;

        void add(FleetCapture capture) {
            same += capture.same();
            capture.report().ifPresent(report -> {
                events += report.events();
                captures++;
            });
        }
    }
}
