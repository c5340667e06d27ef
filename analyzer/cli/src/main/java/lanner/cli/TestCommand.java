package lanner.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import lanner.cli.coverage.CoverageFile;
import lanner.cli.coverage.CoverageText;
import lanner.cli.ruletest.ExpectationUpdate;
import lanner.cli.ruletest.Recordings;
import lanner.cli.ruletest.RuleTest;
import lanner.cli.ruletest.RuleTestFile;
import lanner.cli.ruletest.ScriptRecorder;
import lanner.cli.ruletest.TerminalColours;
import lanner.cli.ruletest.TestCoverage;
import lanner.cli.ruletest.TestFiles;
import lanner.cli.ruletest.TestFormat;
import lanner.cli.ruletest.TestNeeds;
import lanner.cli.ruletest.TestResult;
import lanner.cli.ruletest.TestSuite;
import lanner.cli.ruletest.TestWatch;
import lanner.engine.alert.AlertText;
import lanner.exchange.pack.UnpackedCaptures;
import lanner.product.Counted;
import lanner.product.ExitCode;
import lanner.product.FileFailure;
import lanner.product.InputException;
import lanner.product.Installation;
import org.jspecify.annotations.Nullable;
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
            "Tests rules: which alerts captures and scripts must raise, and must not.",
            "A test replays a capture, or records a shell script and replays that. A directory stands "
                    + "for all files below it that end in .test.yaml.",
            "Exit status: 0 all tests pass; 1 a test fails; 3 a test file is wrong."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner test rules/",
            "  lanner test rules/ --watch",
            "  lanner test rules/ --coverage coverage.html",
            "  lanner test rules/ --only 'credential' --junit results.xml",
            "  lanner test mine.test.yaml --format tap",
            "  lanner test mine.test.yaml --update; git diff mine.test.yaml"
        })
final class TestCommand implements Callable<Integer> {
    private static final int MOST_JOBS = 64;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE|DIR", arity = "0..*", description = "Test files, or directories of them.")
    private List<Path> paths = List.of();

    @Option(
            names = {"-r", "--rules"},
            paramLabel = "FILE|DIR",
            description = "The same as FILE|DIR.")
    private List<Path> rules = List.of();

    @Option(names = "--only", paramLabel = "TEXT", description = "Run only tests whose name contains this.")
    private String only = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "Print results as text, tap, junit or json (default: text).")
    private String format = "text";

    @Option(names = "--junit", paramLabel = "FILE", description = "Also write results as JUnit XML to this file.")
    private @Nullable Path junit;

    @Option(names = "--jobs", paramLabel = "N", description = "Run N tests at once (default: one per processor).")
    private int jobs = Math.min(MOST_JOBS, Runtime.getRuntime().availableProcessors());

    @Option(
            names = "--update",
            description = "Rewrite in place what failed tests expect, so that they pass. Counts, priorities, outputs "
                    + "and fields become the actual ones; a rule that no longer fires is expected 0 times, one "
                    + "that was to be silent as often as it fired. Nothing else in the file is changed. Read the "
                    + "difference before you commit it.")
    private boolean update;

    @Option(
            names = "--coverage",
            paramLabel = "FILE",
            description = "Write how often each rule, macro and leaf was true and false on the tests' captures: as "
                    + "HTML if the name ends in .html, as JSON if in .json, else as text. See lanner rules "
                    + "coverage.")
    private @Nullable Path coverage;

    @Option(
            names = "--watch",
            description = "Keep running: when a test file, a rule file or a capture changes, run the affected tests "
                    + "again. Enter runs all tests, r and Enter records the scripts again, q and Enter ends.")
    private boolean watch;

    @Override
    public Integer call() throws IOException, InputException {
        TestFormat wanted = format();
        if (jobs < 1 || jobs > MOST_JOBS) {
            throw new ParameterException(spec.commandLine(), "--jobs is 1 to " + MOST_JOBS + ", not " + jobs);
        }
        if (watch && (update || coverage != null || wanted != TestFormat.TEXT)) {
            throw new ParameterException(
                    spec.commandLine(), "--watch writes text, updates nothing and counts no coverage");
        }
        try (InterruptHandler interruption = new InterruptHandler();
                Recordings recordings = new Recordings(new ScriptRecorder(Installation.launcher()), jobs);
                TestSuite suite = new TestSuite(jobs, TestNeeds.ofThisMachine(), recordings, CaptureFinder::open)) {
            return (watch ? watch(suite, recordings, interruption) : once(wanted, suite, recordings, interruption))
                    .code();
        }
    }

    private List<Path> files() {
        List<Path> files = Stream.concat(rules.stream(), paths.stream()).toList();
        if (files.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "no test file is given");
        }
        return files;
    }

    private ExitCode once(TestFormat wanted, TestSuite suite, Recordings recordings, InterruptHandler interruption)
            throws IOException, InputException {
        List<RuleTestFile> files = TestFiles.read(files());
        List<RuleTest> tests = TestFiles.named(files, only);
        List<TestResult> outcomes = suite.run(tests, outcome -> printed(outcome, wanted), interruption::wished);
        boolean interrupted = outcomes.size() < tests.size();
        report(outcomes, wanted);
        Set<RuleTest> updated = update && !interrupted ? accept(files, outcomes) : Set.of();
        summary(tests.size(), outcomes, updated.size(), interrupted);
        if (coverage != null && !interrupted) {
            cover(coverage, outcomes, recordings, interruption);
        }
        if (interrupted || interruption.wished()) {
            return ExitCode.INTERRUPTED;
        }
        boolean found = outcomes.stream().anyMatch(outcome -> outcome.failed() && !updated.contains(outcome.test()));
        return found ? ExitCode.FOUND : ExitCode.DONE;
    }

    private void cover(Path file, List<TestResult> outcomes, Recordings recordings, InterruptHandler interruption)
            throws IOException, InputException {
        List<TestCoverage.Covered> covered =
                new TestCoverage(CaptureFinder::open).of(outcomes, recordings, interruption::wished);
        if (covered.size() > 1) {
            throw new InputException("--coverage is about one list of rule files, and these tests name "
                    + covered.size() + "; run them apart");
        }
        for (TestCoverage.Covered each : covered) {
            CoverageFile.write(file, each.report(), each.rules());
            spec.commandLine().getErr().println("lanner: " + CoverageText.summary(each.report()) + ": " + file);
        }
        spec.commandLine().getErr().flush();
    }

    private ExitCode watch(TestSuite suite, Recordings recordings, InterruptHandler interruption)
            throws IOException, InputException {
        TestWatch watching = new TestWatch(files(), only, suite, recordings, new Watched(), interruption::wished);
        List<TestResult> latest =
                watching.run(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
        if (interruption.wished()) {
            return ExitCode.INTERRUPTED;
        }
        return latest.stream().anyMatch(TestResult::failed) ? ExitCode.FOUND : ExitCode.DONE;
    }

    /** A watch on standard output, which is cleared for each run if it is a terminal. */
    private final class Watched implements TestWatch.Screen {
        private static final String CLEAR = "\033[H\033[2J\033[3J";

        private final PrintWriter out = spec.commandLine().getOut();
        private final PrintWriter err = spec.commandLine().getErr();

        @Override
        public void begin(int now, int all) {
            if (ProgressBar.isTerminal(1)) {
                out.print(CLEAR);
                out.flush();
            }
            err.println("lanner: running " + now + " of " + Counted.of(all, "test"));
            err.flush();
        }

        @Override
        public void outcome(TestResult outcome) {
            printed(outcome, TestFormat.TEXT);
        }

        @Override
        public void end(List<TestResult> all) {
            try {
                UnpackedCaptures.ofThisProcess().removeOutdated();
            } catch (IOException e) {
                err.println("lanner: an outdated copy cannot be removed: " + FileFailure.sentence(e));
            }
            try {
                report(all, TestFormat.TEXT);
            } catch (IOException e) {
                err.println("lanner: " + junit + " cannot be written: " + FileFailure.words(e));
            }
            all.stream()
                    .filter(TestResult::failed)
                    .forEach(outcome -> err.println("lanner: failed: " + outcome.place()));
            summary(all.size(), all, 0, false);
            prompt();
        }

        @Override
        public void wrong(InputException failure) {
            err.println("lanner: " + AlertText.visibleCharacters(failure.getMessage()));
            prompt();
        }

        private void prompt() {
            err.println(
                    "lanner: watching; press Enter to run all tests, r and Enter to record again, q and Enter to end");
            err.flush();
        }
    }

    private static TerminalColours paint() {
        return RuleCommandOptions.isColoured() ? TerminalColours.COLOURED : TerminalColours.PLAIN;
    }

    private void printed(TestResult outcome, TestFormat wanted) {
        if (wanted == TestFormat.TEXT) {
            PrintWriter out = spec.commandLine().getOut();
            out.print(wanted.write(List.of(outcome), paint()));
            out.flush();
        }
    }

    private void report(List<TestResult> outcomes, TestFormat wanted) throws IOException {
        if (wanted != TestFormat.TEXT) {
            PrintWriter out = spec.commandLine().getOut();
            out.print(wanted.write(outcomes, TerminalColours.PLAIN));
            out.flush();
        }
        if (junit != null) {
            Files.writeString(junit, TestFormat.JUNIT.write(outcomes, TerminalColours.PLAIN));
        }
    }

    /** Rewrites what failed tests expect; those that pass now. */
    private Set<RuleTest> accept(List<RuleTestFile> files, List<TestResult> outcomes)
            throws IOException, InputException {
        PrintWriter err = spec.commandLine().getErr();
        Set<RuleTest> updated = new HashSet<>();
        for (RuleTestFile file : files) {
            List<TestResult> own = outcomes.stream()
                    .filter(outcome -> file.tests().contains(outcome.test()))
                    .toList();
            for (ExpectationUpdate.Change change : ExpectationUpdate.accept(file, own)) {
                err.println("lanner: " + change.words());
                if (change.accepted()) {
                    updated.add(change.test());
                }
            }
            err.flush();
        }
        return updated;
    }

    private void summary(int all, List<TestResult> outcomes, int updated, boolean interrupted) {
        PrintWriter err = spec.commandLine().getErr();
        long passed = outcomes.stream().filter(TestResult::passed).count();
        long failed = outcomes.stream().filter(TestResult::failed).count();
        err.printf(
                Locale.ROOT,
                "lanner: %s: %d passed, %d failed, %d skipped%s%s%n",
                Counted.of(all, "test"),
                passed,
                failed - updated,
                outcomes.size() - passed - failed,
                updated > 0 ? ", " + updated + " updated" : "",
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
}
