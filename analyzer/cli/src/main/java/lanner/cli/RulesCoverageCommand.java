package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import lanner.cli.coverage.CoverageHtml;
import lanner.cli.coverage.CoverageJson;
import lanner.cli.coverage.CoverageText;
import lanner.engine.explain.Coverage;
import lanner.engine.explain.CoverageReport;
import lanner.engine.field.FieldRegistry;
import lanner.engine.field.StandardFields;
import lanner.engine.rules.compile.LoadedRules;
import lanner.product.ExitCode;
import lanner.product.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rules coverage}: what a corpus makes of rules. */
@Command(
        name = "coverage",
        description = {
            "Counts which rules, macros and leaves captures made true and false.",
            "A leaf is a single comparison of a condition. For each it counts how often it was "
                    + "evaluated, and how often it was true, false, or missing (false because a field had no "
                    + "value). A leaf mattered for an event if the opposite value of this leaf alone would have "
                    + "changed the result of the rule. A leaf is covered if it was true, was false, and mattered. "
                    + "Every rule is evaluated for every event, in the order of its condition, until the result is "
                    + "known. lanner test --coverage counts the same over the captures of tests.",
            "Exit status: 1 if --fail-on-silent or --fail-under finds something."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner rules coverage build.lanner",
            "  lanner rules coverage -r mine.yaml captures/ --html coverage.html",
            "  lanner rules coverage -r mine.yaml captures/ --fail-under 80"
        })
final class RulesCoverageCommand implements Callable<Integer> {
    private static final FieldRegistry FIELDS = new StandardFields();

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "CAPTURE|DIR",
            arity = "1..*",
            description = "Captures and scap files; a directory stands for all below it.")
    private List<Path> paths = List.of();

    @Option(
            names = {"-r", "--rules"},
            paramLabel = "FILE|DIR",
            description = "Rule files (default: the rules that come with Lanner).")
    private List<Path> rules = List.of();

    @Mixin
    private ParentsOption parents;

    @Option(names = "--all", description = "Also list leaves that are covered.")
    private boolean all;

    @Option(names = "--json", description = "Print one JSON object: events, rules, macros, leaves.")
    private boolean json;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write the rule files as an HTML page with each leaf marked.")
    private @Nullable Path html;

    @Option(names = "--fail-on-silent", description = "End with status 1 if a rule never fired.")
    private boolean failOnSilent;

    @Option(
            names = "--fail-under",
            paramLabel = "PERCENT",
            description = "End with status 1 if less than this part of the leaves is covered.")
    private double failUnder;

    @Override
    public Integer call() throws IOException, InputException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (!(failUnder >= 0 && failUnder <= 100)) {
            throw new ParameterException(spec.commandLine(), "--fail-under is 0 to 100, not " + failUnder);
        }
        LoadedRules loaded = RuleFiles.load(RuleFiles.orShipped(rules), err);
        Coverage coverage = new Coverage(loaded, FIELDS);
        ExitCode status;
        try (InterruptHandler interruption = new InterruptHandler()) {
            status = new CaptureReplays(CaptureFinder.find(paths), parents.parents(), interruption, err, true)
                    .run(capture -> context -> {
                        coverage.visit(context);
                        return true;
                    });
        }
        CoverageReport report = coverage.report();
        out.print(json ? CoverageJson.of(report) : CoverageText.of(report, all));
        out.flush();
        if (html != null) {
            Files.writeString(html, CoverageHtml.of(report, loaded));
        }
        boolean lacking = failOnSilent && !report.neverFired().isEmpty() || report.coveredPercent() < failUnder;
        return (status == ExitCode.DONE && lacking ? ExitCode.FOUND : status).code();
    }
}
