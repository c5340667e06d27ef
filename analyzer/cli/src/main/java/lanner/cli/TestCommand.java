package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import lanner.cli.input.InputException;
import lanner.cli.ruletest.Needs;
import lanner.cli.ruletest.Outcome;
import lanner.cli.ruletest.Paint;
import lanner.cli.ruletest.Recordings;
import lanner.cli.ruletest.RuleTest;
import lanner.cli.ruletest.RuleTestFile;
import lanner.cli.ruletest.ScriptRecorder;
import lanner.cli.ruletest.Suite;
import lanner.cli.ruletest.TestFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code test}: rules tested like code. */
@Command(
        name = "test",
        description = {
            "Tests rules: which alerts a capture, or a script recorded on the spot, must raise and must not.",
            "A directory stands for its files that end in .test.yaml, those of its directories too.",
            "Status 0 if all pass, 1 if one fails, 3 if a file of tests is wrong."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner test rules/",
            "  lanner test rules/ --only 'credential' --junit results.xml",
            "  lanner test mine.test.yaml --format tap"
        })
final class TestCommand implements Callable<Integer> {
    private static final String SUFFIX = ".test.yaml";
    private static final int MOST_JOBS = 64;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE|DIR", arity = "1..*", description = "Files of tests, or directories of them.")
    private List<Path> paths = List.of();

    @Option(names = "--only", paramLabel = "TEXT", description = "Only tests whose name contains this.")
    private String only = "";

    @Option(names = "--format", paramLabel = "FORMAT", description = "text, tap, junit or json (default: text).")
    private String format = "text";

    @Option(names = "--junit", paramLabel = "FILE", description = "Write JUnit XML to a file as well.")
    private Path junit;

    @Option(names = "--jobs", paramLabel = "N", description = "How many tests at once (default: the processors).")
    private int jobs = Math.min(MOST_JOBS, Runtime.getRuntime().availableProcessors());

    @Override
    public Integer call() throws IOException, InputException {
        TestFormat wanted = format();
        if (jobs < 1 || jobs > MOST_JOBS) {
            throw new ParameterException(spec.commandLine(), "--jobs is 1 to " + MOST_JOBS + ", not " + jobs);
        }
        List<RuleTest> tests = new ArrayList<>();
        for (Path file : files()) {
            RuleTestFile.read(file).stream()
                    .filter(test -> test.name().contains(only))
                    .forEach(tests::add);
        }
        if (tests.isEmpty()) {
            throw new InputException(
                    only.isEmpty()
                            ? "no tests: no file that ends in " + SUFFIX
                            : "no test's name contains '" + only + "'");
        }
        List<Outcome> outcomes;
        boolean interrupted;
        try (Interruption interruption = new Interruption();
                Recordings recordings = new Recordings(new ScriptRecorder(launcher()), jobs);
                Suite suite = new Suite(jobs, Needs.ofThisMachine(), recordings, Captures::open)) {
            outcomes = suite.run(tests, outcome -> printed(outcome, wanted), interruption::wished);
            interrupted = interruption.wished();
        }
        report(outcomes, wanted);
        summary(tests.size(), outcomes, interrupted);
        if (interrupted) {
            return ExitCode.INTERRUPTED.code();
        }
        return (outcomes.stream().anyMatch(Outcome::failed) ? ExitCode.FOUND : ExitCode.DONE).code();
    }

    private static Path launcher() {
        return Path.of(System.getProperty("lanner.home", ".")).resolve("lanner");
    }

    private static Paint paint() {
        return Progress.isTerminal(1) && System.getenv("NO_COLOR") == null ? Paint.COLOURED : Paint.PLAIN;
    }

    private void printed(Outcome outcome, TestFormat wanted) {
        if (wanted == TestFormat.TEXT) {
            PrintWriter out = spec.commandLine().getOut();
            out.print(wanted.write(List.of(outcome), paint()));
            out.flush();
        }
    }

    private void report(List<Outcome> outcomes, TestFormat wanted) throws IOException {
        if (wanted != TestFormat.TEXT) {
            PrintWriter out = spec.commandLine().getOut();
            out.print(wanted.write(outcomes, Paint.PLAIN));
            out.flush();
        }
        if (junit != null) {
            Files.writeString(junit, TestFormat.JUNIT.write(outcomes, Paint.PLAIN));
        }
    }

    private void summary(int all, List<Outcome> outcomes, boolean interrupted) {
        PrintWriter err = spec.commandLine().getErr();
        long passed = outcomes.stream().filter(Outcome::passed).count();
        long failed = outcomes.stream().filter(Outcome::failed).count();
        err.printf(
                Locale.ROOT,
                "lanner: %d tests: %d passed, %d failed, %d skipped%s%n",
                all,
                passed,
                failed,
                outcomes.size() - passed - failed,
                interrupted ? ", the rest not run" : "");
        err.flush();
    }

    private TestFormat format() {
        for (TestFormat each : TestFormat.values()) {
            if (each.name().equalsIgnoreCase(format)) {
                return each;
            }
        }
        throw new ParameterException(spec.commandLine(), "--format is text, tap, junit or json, not '" + format + "'");
    }

    private List<Path> files() throws IOException, InputException {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                try (Stream<Path> found = Files.walk(path)) {
                    found.filter(file -> file.toString().endsWith(SUFFIX) && Files.isRegularFile(file))
                            .sorted()
                            .forEach(files::add);
                }
            } else if (Files.isRegularFile(path)) {
                files.add(path);
            } else {
                throw new InputException(path + ": there is no such file");
            }
        }
        return files;
    }
}
