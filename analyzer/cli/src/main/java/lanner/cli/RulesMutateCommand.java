package lanner.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import lanner.cli.ruletest.MutationReport;
import lanner.cli.ruletest.MutationRun;
import lanner.cli.ruletest.Recordings;
import lanner.cli.ruletest.RuleTest;
import lanner.cli.ruletest.ScriptRecorder;
import lanner.cli.ruletest.TerminalColours;
import lanner.cli.ruletest.TestFiles;
import lanner.cli.ruletest.TestFormat;
import lanner.cli.ruletest.TestNeeds;
import lanner.cli.ruletest.TestResult;
import lanner.cli.ruletest.TestSuite;
import lanner.product.Counted;
import lanner.product.ExitCode;
import lanner.product.InputException;
import lanner.product.Installation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rules mutate}: what tests of rules do not notice. */
@Command(
        name = "mutate",
        description = {
            "Changes rules in small ways and reports the changes that no test notices.",
            "",
            "One change at a time, in a rule, a macro or a list: one part of an and or an or is removed; "
                    + "and and or are exchanged; a not is removed; one item of a list is removed; = and !=, < and "
                    + "<=, > and >= are exchanged; startswith and endswith become contains; exists is negated; a "
                    + "compared number is off by one.",
            "The tests are run once, as by lanner test, and must pass. Nothing is recorded again.",
            "Exit status: 0 every change is noticed; 1 a change is not noticed, or a test fails."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner rules mutate",
            "  lanner rules mutate mine.test.yaml --only 'Credential file read'",
            "  lanner rules mutate rules/ --json > mutants.json"
        })
final class RulesMutateCommand implements Callable<Integer> {
    private static final int MOST_JOBS = 64;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE|DIR",
            arity = "0..*",
            description = "Test files, or directories of them (default: the tests of the rules that come with Lanner).")
    private List<Path> paths = List.of();

    @Option(
            names = {"-r", "--rules"},
            paramLabel = "FILE|DIR",
            description = "The same as FILE|DIR.")
    private List<Path> rules = List.of();

    @Option(
            names = "--only",
            paramLabel = "TEXT",
            description = "Change only rules, macros and lists whose name contains this.")
    private String only = "";

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Show at most N changes that no test notices (default: all).")
    private long limit = Long.MAX_VALUE;

    @Option(names = "--json", description = "Print one JSON object with every change and its result.")
    private boolean json;

    @Option(names = "--jobs", paramLabel = "N", description = "Run N threads (default: one per processor).")
    private int jobs = Math.min(MOST_JOBS, Runtime.getRuntime().availableProcessors());

    @Override
    public Integer call() throws IOException, InputException {
        if (jobs < 1 || jobs > MOST_JOBS) {
            throw new ParameterException(spec.commandLine(), "--jobs is 1 to " + MOST_JOBS + ", not " + jobs);
        }
        if (limit < 0) {
            throw new ParameterException(spec.commandLine(), "--limit is 0 or more, not " + limit);
        }
        List<RuleTest> tests = TestFiles.named(
                TestFiles.read(RuleFiles.orShipped(
                        Stream.concat(rules.stream(), paths.stream()).toList())),
                "");
        try (InterruptHandler interruption = new InterruptHandler();
                Recordings recordings = new Recordings(new ScriptRecorder(Installation.launcher()), jobs);
                TestSuite suite = new TestSuite(jobs, TestNeeds.ofThisMachine(), recordings, CaptureFinder::open);
                MutationRun run = new MutationRun(CaptureFinder::open, jobs);
                Ticker ticker = new Ticker()) {
            return mutate(tests, suite, recordings, run, ticker, interruption::wished)
                    .code();
        }
    }

    private ExitCode mutate(
            List<RuleTest> tests,
            TestSuite suite,
            Recordings recordings,
            MutationRun run,
            Ticker ticker,
            BooleanSupplier ended)
            throws IOException, InputException {
        int[] ran = new int[1];
        List<TestResult> outcomes =
                suite.run(tests, outcome -> ticker.show("test " + ++ran[0] + " of " + tests.size()), ended);
        if (outcomes.size() < tests.size()) {
            return ExitCode.INTERRUPTED;
        }
        if (outcomes.stream().anyMatch(TestResult::failed)) {
            return failed(outcomes, ticker);
        }
        List<RuleTest> passed = outcomes.stream()
                .filter(TestResult::passed)
                .map(TestResult::test)
                .toList();
        if (passed.isEmpty()) {
            ticker.clear();
            throw new InputException("all tests were skipped, the first because "
                    + outcomes.get(0).skipped() + ": no test can notice a change");
        }
        Optional<MutationReport> report = run.run(
                passed,
                recordings::capture,
                name -> name.contains(only),
                (done, all) -> ticker.show("mutants of " + done + " of " + Counted.of(all, "definition")),
                ended);
        ticker.clear();
        return report.isEmpty() ? ExitCode.INTERRUPTED : print(report.get(), tests.size(), passed.size());
    }

    private ExitCode failed(List<TestResult> outcomes, Ticker ticker) {
        ticker.clear();
        PrintWriter err = spec.commandLine().getErr();
        List<TestResult> failed = outcomes.stream().filter(TestResult::failed).toList();
        err.print(TestFormat.TEXT.write(failed, TerminalColours.PLAIN));
        err.println("lanner: " + Counted.of(failed.size(), "test fails", "tests fail")
                + "; all must pass before rules are changed");
        err.flush();
        return ExitCode.FOUND;
    }

    private ExitCode print(MutationReport report, int tests, int passed) throws InputException {
        if (report.mutants() == 0) {
            throw new InputException(
                    only.isEmpty()
                            ? "nothing to change: no enabled rule has a condition that can be changed"
                            : "nothing to change whose name contains '" + only + "'");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? report.json() : report.text(limit, paint()));
        out.flush();
        PrintWriter err = spec.commandLine().getErr();
        if (passed < tests) {
            err.println("lanner: " + (tests - passed) + " of " + Counted.of(tests, "test was", "tests were")
                    + " skipped; changes that only they notice count as survived");
        }
        err.printf(
                Locale.ROOT,
                "lanner: %s: %d killed, %d not loaded, %d survived%n",
                Counted.of(report.mutants(), "mutant"),
                report.killed(),
                report.notLoaded(),
                report.survived());
        err.flush();
        return report.survived() > 0 ? ExitCode.FOUND : ExitCode.DONE;
    }

    private static TerminalColours paint() {
        return RuleCommandOptions.isColoured() ? TerminalColours.COLOURED : TerminalColours.PLAIN;
    }

    /** A line on the terminal that says how far it is; nothing where there is no terminal. */
    private static final class Ticker implements AutoCloseable {
        private static final String WIPE = "\r\033[K";

        /** Not the writer of messages, which lets no control through. */
        private final PrintStream err = System.err;

        private final boolean seen = ProgressBar.isTerminal(2);

        void show(String text) {
            if (seen) {
                err.print(WIPE + text);
                err.flush();
            }
        }

        @Override
        public void close() {
            clear();
        }

        void clear() {
            if (seen) {
                err.print(WIPE);
                err.flush();
            }
        }
    }
}
