package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import lanner.behaviour.baseline.Baseline;
import lanner.behaviour.compare.ShapesFile;
import lanner.engine.field.StandardFields;
import lanner.engine.rules.define.Rule;
import lanner.engine.rules.run.RuleSet;
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

/** {@code compare}: what recordings did differently. */
@Command(
        name = "compare",
        description = {
            "Shows what recordings did differently.",
            "",
            "Compared are alerts, privileges, users, peers, listening ports, programs, command lines, files by what was "
                    + "done to them, system calls and refusals. What differs from run to run (process numbers, temporary "
                    + "names, chance ports, the directory) is made alike by rules: --print-shapes.",
            "With --baseline, many good runs are what is known: new is what none of them did.",
            "Exit status: 1 if there is a difference of --fail-on; else 0, or 3 for bad input."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        synopsisHeading = "",
        customSynopsis = {
            "Usage: lanner compare [OPTIONS] A B",
            "       lanner compare [OPTIONS] A... --with B...",
            "       lanner compare [OPTIONS] --baseline DIR|FILE CAPTURE..."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner compare 1.0.3.lanner 1.0.4.lanner",
            "  lanner compare good/ --with today/ --html compared.html",
            "  lanner compare --baseline good/ --save-baseline install.json",
            "  lanner compare --baseline install.json new.lanner \\",
            "      --fail-on new-peer,new-program,new-file-write,new-privilege,new-alert",
            "  lanner compare --baseline install.json new.lanner --sarif new.sarif",
            "  lanner compare --why --all a.lanner b.lanner | less"
        })
final class CompareCommand implements Callable<Integer> {
    private static final StandardFields FIELDS = new StandardFields();

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "CAPTURE",
            arity = "0..*",
            description = "Captures, packed or not, or scap files; a directory stands for all below it.")
    private List<Path> captures = List.of();

    @Option(
            names = "--with",
            paramLabel = "B",
            arity = "1..*",
            description = "Compare the captures before it, together, with these, together.")
    private List<Path> with = List.of();

    @Option(
            names = "--baseline",
            paramLabel = "DIR|FILE",
            description = "What is known: good runs, or a file of --save-baseline.")
    private @Nullable Path baseline;

    @Option(
            names = "--save-baseline",
            paramLabel = "FILE",
            description = "Write what is known to this file: JSON, a line for each thing. Captures need not be given.")
    private @Nullable Path saved;

    @Mixin
    private AlertRules rules;

    @Mixin
    private MatchOption match;

    @Mixin
    private ShapesOption shapes;

    @Option(names = "--print-shapes", description = "Print the rules that are shipped, to be edited, and end.")
    private boolean printShapes;

    @Mixin
    private ComparisonOptions comparison;

    @Override
    public Integer call() throws IOException, InputException {
        PrintWriter out = spec.commandLine().getOut();
        if (printShapes) {
            out.print(ShapesFile.shippedText());
            out.flush();
            return ExitCode.DONE.code();
        }
        checkArguments();
        comparison.begin();
        ShapesFile.Rules alike = shapes.read();
        PrintWriter err = spec.commandLine().getErr();
        RuleSet set = RuleSet.of(RuleFiles.load(rules.files(), err).rules(), Rule::enabled, FIELDS);
        try (InterruptHandler interruption = new InterruptHandler()) {
            LearnedCaptures learned =
                    new LearnedCaptures(set, FIELDS, match.match(), alike.shapes(), interruption, err);
            List<Baseline> sides = sides(learned);
            if (saved != null) {
                BaselineArgument.save(sides.get(0), saved, err);
            }
            ExitCode status = learned.status();
            if (sides.size() > 1) {
                status = comparison.compare(sides.get(0), sides.get(1), alike.chance(), baseline != null, status);
            }
            return status.code();
        }
    }

    private void checkArguments() {
        if (baseline != null && !with.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "either --baseline or --with, not both");
        }
        boolean enough = baseline != null
                ? saved != null || !captures.isEmpty()
                : with.isEmpty() ? captures.size() == 2 : !captures.isEmpty();
        if (!enough) {
            throw new ParameterException(
                    spec.commandLine(),
                    baseline != null
                            ? "--baseline takes captures to compare with it, or --save-baseline"
                            : "two captures are compared, or the captures before --with and those behind it, or "
                                    + "captures with a --baseline");
        }
    }

    /** What is known, and then what is compared with it, if anything is. */
    private List<Baseline> sides(LearnedCaptures learned) throws IOException, InputException {
        Path known = baseline;
        List<List<Path>> sets = new ArrayList<>();
        Baseline read = null;
        if (known == null) {
            sets.add(CaptureFinder.find(with.isEmpty() ? captures.subList(0, 1) : captures));
            sets.add(CaptureFinder.find(with.isEmpty() ? captures.subList(1, 2) : with));
        } else {
            read = BaselineArgument.saved(known);
            if (read == null) {
                sets.add(CaptureFinder.find(List.of(known)));
            }
            if (!captures.isEmpty()) {
                sets.add(CaptureFinder.find(captures));
            }
        }
        List<Baseline> sides = new ArrayList<>();
        if (read != null) {
            sides.add(read);
        }
        sides.addAll(learned.learn(sets));
        return sides;
    }
}
