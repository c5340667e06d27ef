package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import lanner.cli.fleet.FleetCapture;
import lanner.cli.fleet.FleetListener;
import lanner.cli.fleet.FleetRules;
import lanner.cli.fleet.FleetSession;
import lanner.cli.fleet.FleetTables;
import lanner.cli.output.AlertLine;
import lanner.engine.alert.Alert;
import lanner.engine.field.StandardFields;
import lanner.engine.rules.compile.LoadedRules;
import lanner.engine.rules.compile.OutputSuffix;
import lanner.engine.rules.run.RuleSelection;
import lanner.engine.rules.run.RuleSet;
import lanner.product.ExitCode;
import lanner.product.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fleet analyze}: rules over many captures. */
@Command(
        name = "analyze",
        description = {
            "Replays all captures below the paths through rules and prints the alerts.",
            "A capture is read by one task; a task that fails is tried again elsewhere. The alerts and their order are those "
                    + "of lanner analyze. A capture that cannot be read is named, skipped and counted.",
            "Exit status: that of lanner analyze."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner fleet analyze captures/",
            "  lanner fleet analyze captures/ -r mine.d --json --master local[2]",
            "  lanner fleet analyze captures/ -r mine.d --out alerts.parquet",
            "  lanner fleet analyze hdfs://store/captures --master spark://host:7077",
            "",
            "On a cluster that has Spark, with the job alone:",
            "  spark-submit lanner-fleet-job.jar analyze s3a://captures/2026/ -r mine.d"
        })
final class FleetAnalyzeCommand implements Callable<Integer> {
    private static final StandardFields FIELDS = new StandardFields();

    @Spec
    private CommandSpec spec;

    @Mixin
    private FleetPaths captures;

    @Option(
            names = {"-r", "--rules"},
            paramLabel = "FILE|DIR",
            description = "Rule files, in this order; a directory stands for its .yaml and .yml files (default: the "
                    + "rules that come with Lanner).")
    private List<Path> rules = List.of();

    @Option(names = "--json", description = "Print one JSON object per alert, in Falco's format.")
    private boolean json;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Write the alerts as Parquet below this directory, parted by day and host, and what became of each "
                            + "capture, instead of printing the alerts. It may be of any file system that Spark knows; nothing may "
                            + "be in it.")
    private @Nullable String directory;

    @Option(
            names = "--events",
            description = "With --out, write all events as well; the captures are read a second time.")
    private boolean events;

    @Mixin
    private FleetOptions fleet;

    @Mixin
    private MatchOption match;

    @Mixin
    private ParentsOption parents;

    @Mixin
    private RuleChoiceOptions choice;

    @Option(
            names = "--append-output",
            paramLabel = "TEXT",
            description = "Add this text to the output of every rule; 'suggested' stands for Falco's container fields.")
    private List<String> appended = List.of();

    @Option(
            names = "--fail-on",
            paramLabel = "P[:done]",
            description = {
                "End with status 1 if an alert has at least this priority.",
                "P:done counts only alerts whose outcome is done."
            })
    private @Nullable String failOn;

    @Override
    public Integer call() throws IOException, InputException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (directory == null ? events : json) {
            throw new ParameterException(
                    spec.commandLine(),
                    directory == null ? "--events needs --out DIR" : "either --json or --out, which prints no alert");
        }
        Optional<FleetTables> tables = Optional.ofNullable(directory).map(each -> new FleetTables(each, events));
        AnalysisReport found = new AnalysisReport(failOn == null ? null : PriorityArgument.gravity(spec, failOn));
        FleetSession.Asking asking = new FleetSession.Asking(match.match(), parents.parents());
        List<String> suffixes = appended.stream()
                .map(text -> text.equals("suggested") ? OutputSuffix.SUGGESTED : text)
                .toList();
        LoadedRules loaded = RuleFiles.load(
                RuleFiles.orShipped(rules),
                suffixes.stream().map(OutputSuffix::ofText).toList(),
                err);
        RuleSet set = choice.after(new RuleSelection(), "debug").of(loaded, FIELDS, err);
        AlertLine lines = AlertLine.of(json);
        FleetRun run = new FleetRun(fleet, err);
        long[] asked = {0};
        ExitCode status = run.ask(
                captures.paths(),
                session -> session.analyze(
                        FleetRules.of(loaded, suffixes, set), asking, tables, new FleetListener<Alert>() {
                            @Override
                            public void found(String capture, Alert alert) {
                                out.println(lines.line(alert));
                            }

                            @Override
                            public void ended(FleetCapture capture) {
                                out.flush();
                                asked[0] += capture.events();
                                capture.alerts()
                                        .forEach(each ->
                                                found.count(each.rule(), each.priority(), each.done(), each.count()));
                                run.ended(capture);
                            }
                        }));
        out.flush();
        if (status == ExitCode.DONE || status == ExitCode.BAD_INPUT) {
            found.print(set, asked[0], false, err);
        }
        return (status == ExitCode.DONE && found.graveSeen() ? ExitCode.FOUND : status).code();
    }
}
