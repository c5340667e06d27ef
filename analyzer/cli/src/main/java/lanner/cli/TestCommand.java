package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lanner.cli.input.InputException;
import lanner.cli.ruletest.Needs;
import lanner.cli.ruletest.Outcome;
import lanner.cli.ruletest.RuleTest;
import lanner.cli.ruletest.RuleTestFile;
import lanner.cli.ruletest.RuleTestRun;
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
    private static final long PATIENCE_SECONDS = 120;
    private static final long STACK_BYTES = 64L << 20;

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
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        List<Outcome> outcomes = new ArrayList<>();
        Needs needs = Needs.ofThisMachine();
        ExecutorService threads = Executors.newFixedThreadPool(jobs, TestCommand::thread);
        boolean interrupted = false;
        try (Interruption interruption = new Interruption()) {
            List<Future<Outcome>> running = new ArrayList<>();
            for (RuleTest test : tests) {
                running.add(threads.submit(() -> RuleTestRun.run(test, needs, this::record, Captures::open)));
            }
            for (Future<Outcome> each : running) {
                Outcome outcome = outcome(each, interruption);
                if (outcome == null) {
                    interrupted = true;
                    break;
                }
                outcomes.add(outcome);
                if (wanted == TestFormat.TEXT) {
                    out.print(wanted.write(List.of(outcome)));
                    out.flush();
                }
            }
        } finally {
            threads.shutdownNow();
        }
        if (wanted != TestFormat.TEXT) {
            out.print(wanted.write(outcomes));
            out.flush();
        }
        if (junit != null) {
            Files.writeString(junit, TestFormat.JUNIT.write(outcomes));
        }
        long failed = outcomes.stream()
                .filter(outcome -> !outcome.failures().isEmpty())
                .count();
        long skipped = outcomes.stream()
                .filter(outcome -> !outcome.skipped().isEmpty())
                .count();
        err.printf(
                Locale.ROOT,
                "lanner: %d tests: %d passed, %d failed, %d skipped%s%n",
                tests.size(),
                outcomes.size() - failed - skipped,
                failed,
                skipped,
                interrupted ? ", the rest not run" : "");
        err.flush();
        if (interrupted) {
            return ExitCode.INTERRUPTED.code();
        }
        return (failed > 0 ? ExitCode.FOUND : ExitCode.DONE).code();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(null, work, "lanner-test", STACK_BYTES);
        thread.setDaemon(true);
        return thread;
    }

    /** The outcome of a test, once there is one; null when the user wants to end. */
    private static Outcome outcome(Future<Outcome> running, Interruption interruption) throws IOException {
        try {
            while (!running.isDone() && !interruption.wished()) {
                Thread.sleep(20);
            }
            return interruption.wished() ? null : running.get();
        } catch (InterruptedException | CancellationException e) {
            return null;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException runtime) {
                throw runtime;
            }
            throw new IOException(e.getCause());
        }
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

    /** Records a script in an empty directory, as a user would: with this program's own launcher. */
    private Path record(RuleTest.Script script, Path directory) throws IOException {
        Path launcher = Path.of(System.getProperty("lanner.home", "."))
                .resolve("lanner")
                .toAbsolutePath();
        Path home = Files.createDirectory(directory.resolve("home"));
        Path capture = directory.resolve("x.lanner");
        Path text = Files.writeString(directory.resolve("script.sh"), script.text());
        Path err = directory.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(
                        launcher.toString(),
                        "record",
                        "-q",
                        "--profile",
                        script.profile(),
                        "-o",
                        capture.toString(),
                        "--",
                        "sh",
                        text.toString())
                .directory(home.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(err.toFile());
        builder.environment().put("HOME", home.toString());
        Process process = builder.start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the script did not end within " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        } finally {
            // What it traces ends with it.
            process.destroyForcibly();
        }
        String said = Files.readString(err);
        if (said.contains("may not trace its own children")) {
            throw new RuleTestRun.SkipException("this machine forbids tracing");
        }
        if (!Files.isDirectory(capture)) {
            throw new IOException("the script was not recorded: " + said.strip());
        }
        return capture;
    }
}
