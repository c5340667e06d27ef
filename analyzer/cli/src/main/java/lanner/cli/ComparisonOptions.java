package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lanner.behaviour.baseline.Baseline;
import lanner.behaviour.compare.ChanceRule;
import lanner.behaviour.compare.Comparison;
import lanner.behaviour.compare.Threshold;
import lanner.cli.compare.CompareJson;
import lanner.cli.compare.ComparePage;
import lanner.cli.compare.CompareSarif;
import lanner.cli.compare.CompareText;
import lanner.cli.compare.Compared;
import lanner.cli.compare.FailOn;
import lanner.cli.rulework.ReportColours;
import lanner.engine.json.JsonText;
import lanner.product.ExitCode;
import lanner.product.WholeFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How recordings are compared, and where it is told how they differ. */
final class ComparisonOptions {
    private static final double MOST_FACTOR = 1e6;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--factor",
            paramLabel = "N",
            description = "A count is more or less from N times on, if it differs by at least --least "
                    + "(default: ${DEFAULT-VALUE}).")
    private double factor = Threshold.DEFAULT.factor();

    @Option(names = "--least", paramLabel = "N", description = "See --factor (default: ${DEFAULT-VALUE}).")
    private long least = Threshold.DEFAULT.difference();

    @Option(
            names = "--fail-on",
            paramLabel = "WHAT",
            split = ",",
            description = {
                "End with status 1 if there is such a difference: new, rare, more, less or gone, alone or with -alert, "
                        + "-privilege, -user, -peer, -listener, -program, -command, -call, -error, or -file-execute, "
                        + "-map, -create, -write, -delete, -metadata, -read, -list, -lock, -lookup.",
                "new-file is every file that was changed or run."
            })
    private List<String> failOn = List.of();

    @Option(names = "--all", description = "Print every line, in full.")
    private boolean all;

    @Option(names = "--why", description = "For each name that rules made alike, print which rules, and what it was.")
    private boolean why;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Mixin
    private SarifOptions sarif;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a page as well; it stands alone.")
    private @Nullable Path html;

    private long began;
    private List<FailOn> failures = List.of();
    private Optional<Path> sarifFile = Optional.empty();

    /** Checks the options; before captures are read. */
    void begin() throws IOException {
        began = CompareSarif.now();
        if (factor < 1 || factor > MOST_FACTOR || Double.isNaN(factor) || least < 0) {
            throw new ParameterException(spec.commandLine(), "--factor is 1 to a million, and --least is 0 or more");
        }
        try {
            failures = FailOn.parse(failOn);
        } catch (FailOn.UnknownWordException e) {
            throw new ParameterException(spec.commandLine(), "--fail-on: " + e.getMessage());
        }
        sarifFile = sarif.file();
    }

    /**
     * Compares, and tells how the second side differs from the first.
     *
     * @param chance what is no difference though it differs
     * @param learned whether the first side is a baseline of good runs
     * @param read the status that comes of the captures
     * @return the status to end with
     */
    ExitCode compare(Baseline before, Baseline after, List<ChanceRule> chance, boolean learned, ExitCode read)
            throws IOException {
        Comparison comparison = Comparison.of(before, after, new Threshold(factor, least), chance);
        Compared compared = new Compared(before, after, comparison, learned);
        print(compared, spec.commandLine().getOut());
        // There may be half a million differences: none is looked at where nothing is asked.
        boolean found = failures.stream()
                .anyMatch(each -> compared.differences().stream().anyMatch(each::has));
        ExitCode status = read == ExitCode.DONE && found ? ExitCode.FOUND : read;
        if (sarifFile.isPresent()) {
            PrintWriter err = spec.commandLine().getErr();
            CompareSarif.write(compared, sarif::place, sarifFile.get(), began, status.code(), err);
        }
        return status;
    }

    private void print(Compared compared, PrintWriter out) throws IOException {
        if (json) {
            out.println(JsonText.write(CompareJson.object(compared)));
        } else {
            ReportColours colours = new ReportColours(RuleCommandOptions.isColoured());
            new CompareText(
                            compared,
                            new CompareText.Style(all, ": --all", why, TerminalWidth.ofOutput(), colours),
                            out)
                    .print();
        }
        out.flush();
        if (html != null) {
            WholeFile.write(html, new ComparePage(compared).html());
        }
    }
}
