package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import lanner.engine.rules.read.RuleFile;
import lanner.engine.rules.read.YamlDocuments;
import lanner.exchange.sigma.Placeholders;
import lanner.exchange.sigma.Refusal;
import lanner.exchange.sigma.SigmaFiles;
import lanner.exchange.sigma.SigmaImport;
import lanner.product.Counted;
import lanner.product.ExitCode;
import lanner.product.InputException;
import lanner.product.TerminalText;
import lanner.product.WholeFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rules import}: rules of other tools as rules of ours. */
@Command(
        name = "import",
        description = {
            "Translates Sigma rules for Linux to rules of Lanner and Falco.",
            "",
            "A directory stands for all .yml and .yaml files in and below it. The rules go to standard output, "
                    + "or to a file with -o; each has above it where it is from and what each of its selections "
                    + "became. What cannot be said of a capture is refused, with its place and the reason, on "
                    + "standard error.",
            "Exit status: 0 all were translated; 1 some were refused; 3 a file cannot be read or is no Sigma; "
                    + "4 the rules could not be written."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner rules import --from sigma rules/linux -o sigma.yaml",
            "  lanner rules import --from sigma one.yml",
            "  lanner rules import --from sigma --print-fields",
            "  lanner analyze build.lanner -r sigma.yaml"
        })
final class RulesImportCommand implements Callable<Integer> {
    private static final String SIGMA = "sigma";

    @Spec
    private CommandSpec spec;

    @Option(names = "--from", paramLabel = "FORMAT", required = true, description = "What they are written in: sigma.")
    private String from;

    @Parameters(paramLabel = "FILE|DIR", arity = "0..*", description = "Sigma files, or directories of them.")
    private List<Path> paths = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The rule file to write; one that is there is replaced.")
    private @Nullable Path output;

    @Option(
            names = "--placeholders",
            paramLabel = "FILE",
            description = "A YAML file that gives the values of %%NAME%% in values with the modifier expand: a name "
                    + "with a value or a list of values on each line.")
    private @Nullable Path placeholders;

    @Option(
            names = "--print-fields",
            description = "Print which log sources and fields can be translated, and to what.")
    private boolean printFields;

    @Override
    public Integer call() throws IOException, InputException {
        if (!from.equals(SIGMA)) {
            throw new ParameterException(spec.commandLine(), "--from is sigma, not '" + from + "'");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (printFields) {
            out.print(SigmaImport.fields());
            out.flush();
            return ExitCode.DONE.code();
        }
        if (paths.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "missing required parameter: 'FILE|DIR'");
        }
        SigmaImport rules = new SigmaImport(known());
        List<Path> files = files();
        for (Path file : files) {
            read(file).ifPresent(rules::survey);
        }
        for (Path file : files) {
            try {
                rules.add(RuleFile.read(file));
            } catch (IOException e) {
                rules.unreadable(file.toString(), words(e));
            }
        }
        SigmaImport.Result result = result(rules);
        if (output == null) {
            out.print(result.yaml());
            out.flush();
        } else {
            WholeFile.write(output, result.yaml());
        }
        report(result);
        if (result.refusals().stream().anyMatch(Refusal::unreadable)) {
            return ExitCode.BAD_INPUT.code();
        }
        return (result.refusals().isEmpty() ? ExitCode.DONE : ExitCode.FOUND).code();
    }

    private Placeholders known() throws InputException {
        if (placeholders == null) {
            return Placeholders.NONE;
        }
        try {
            return Placeholders.read(RuleFile.read(placeholders));
        } catch (YamlDocuments.NotYamlException e) {
            String place = e.line() < 0 ? "" : ":" + (e.line() + 1) + ":" + (e.column() + 1);
            throw new InputException(placeholders + place + ": " + e.getMessage());
        } catch (IOException e) {
            throw new InputException(placeholders + ": " + words(e));
        }
    }

    private List<Path> files() throws InputException {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            try {
                List<Path> found = SigmaFiles.of(path);
                if (found.isEmpty()) {
                    throw new InputException(path + ": no file in it ends in .yml or .yaml");
                }
                files.addAll(found);
            } catch (IOException e) {
                throw new InputException(words(e));
            }
        }
        return files;
    }

    /** A file's text; nothing for one that cannot be read, which is said when its rules are. */
    private static Optional<RuleFile> read(Path file) {
        try {
            return Optional.of(RuleFile.read(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static SigmaImport.Result result(SigmaImport rules) throws InputException {
        try {
            return rules.result();
        } catch (SigmaImport.TooManyException e) {
            throw new InputException(e.getMessage());
        }
    }

    private static String words(IOException failure) {
        return Objects.requireNonNullElseGet(failure.getMessage(), failure::toString);
    }

    private void report(SigmaImport.Result result) {
        PrintWriter err = spec.commandLine().getErr();
        for (Refusal refusal : result.refusals()) {
            err.println(TerminalText.visible(refusal.sentence()));
        }
        err.println("lanner: " + Counted.of(result.rules(), "rule") + " translated"
                + (result.disabled() > 0 ? ", " + result.disabled() + " of them switched off" : "")
                + (result.filtered() > 0 ? ", with " + Counted.of(result.filtered(), "filter") : "")
                + "; " + result.refusals().size() + " refused");
        err.flush();
    }
}
