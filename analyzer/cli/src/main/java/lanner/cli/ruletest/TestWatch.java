package lanner.cli.ruletest;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import lanner.product.InputException;

/**
 * Runs tests, and those that are affected again whenever a file of tests, a rule file or a capture changes, until it is
 * told to end. Scripts that did not change are not recorded again.
 */
public final class TestWatch {
    private static final long POLL_MILLIS = 100;

    /** Shows what is going on. */
    public interface Screen {
        /** A run begins: so many of so many tests. */
        void begin(int now, int all);

        void outcome(TestResult outcome);

        /** A run has ended; the latest outcome of every test. */
        void end(List<TestResult> all);

        /** A file of tests is wrong: what was known before holds until it is right again. */
        void wrong(InputException failure);
    }

    private final List<Path> paths;
    private final String only;
    private final TestSuite suite;
    private final Recordings recordings;
    private final Screen screen;
    private final BooleanSupplier ended;
    private final Queue<String> keys = new ConcurrentLinkedQueue<>();
    private final Map<String, TestResult> latest = new HashMap<>();
    private List<RuleTest> tests = List.of();
    private boolean known;

    /**
     * @param paths files of tests and directories of them
     * @param only a text that names of tests contain
     */
    public TestWatch(
            List<Path> paths,
            String only,
            TestSuite suite,
            Recordings recordings,
            Screen screen,
            BooleanSupplier ended) {
        this.paths = List.copyOf(paths);
        this.only = only;
        this.suite = suite;
        this.recordings = recordings;
        this.screen = screen;
        this.ended = ended;
    }

    /**
     * Runs until {@code ended} or until a line {@code q} comes in. An empty line runs all tests, {@code r} records their
     * scripts anew before.
     *
     * @param input lines of the user; their end changes nothing
     * @return the latest outcome of every test
     * @throws InputException when there is nothing to watch
     */
    public List<TestResult> run(BufferedReader input) throws IOException, InputException {
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new InputException(path + ": there is no such file");
            }
        }
        listen(input);
        try (FileWatcher changes = new FileWatcher()) {
            reread(changes);
            again(tests);
            while (!ended.getAsBoolean()) {
                Set<Path> changed = changes.next(POLL_MILLIS);
                String key = keys.poll();
                if ("q".equals(key)) {
                    break;
                }
                if (!changed.isEmpty() && concerns(changed)) {
                    boolean before = known;
                    List<RuleTest> old = tests;
                    reread(changes);
                    again(!before ? tests : affected(changed, old));
                }
                if ("r".equals(key)) {
                    recordings.forgetAll();
                }
                if ("".equals(key) || "r".equals(key)) {
                    again(tests);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return latest();
    }

    private void listen(BufferedReader input) {
        Thread thread = new Thread(
                () -> {
                    try {
                        for (String line = input.readLine(); line != null; line = input.readLine()) {
                            keys.add(line.strip());
                        }
                    } catch (IOException e) {
                        // The terminal was closed: no more input, the watch goes on.
                        keys.clear();
                    }
                },
                "lanner-keys");
        thread.setDaemon(true);
        thread.start();
    }

    /** Reads the files of tests; keeps the tests known before when one of them is wrong. */
    private void reread(FileWatcher changes) throws IOException {
        // Before the look: what is written while files are read and tests run is a change as well.
        changes.watch(directories());
        try {
            tests = TestFiles.named(TestFiles.read(paths), only);
            known = true;
            latest.keySet().retainAll(tests.stream().map(TestWatch::key).toList());
            changes.watch(directories());
        } catch (InputException e) {
            known = false;
            screen.wrong(e);
        }
    }

    private void again(List<RuleTest> now) throws IOException {
        if (!known || now.isEmpty()) {
            return;
        }
        recordings.forgetFailed();
        screen.begin(now.size(), tests.size());
        for (TestResult outcome : suite.run(now, screen::outcome, ended)) {
            latest.put(key(outcome.test()), outcome);
        }
        screen.end(latest());
    }

    /** The outcomes known, in the tests' order. */
    private List<TestResult> latest() {
        return tests.stream()
                .map(test -> Optional.ofNullable(latest.get(key(test))))
                .flatMap(Optional::stream)
                .toList();
    }

    private static String key(RuleTest test) {
        return test.file() + "\n" + test.name();
    }

    /** Whether any of these is one that tests read, a file of tests, or a directory that may hold some. */
    private boolean concerns(Set<Path> changed) {
        return !known
                || changed.stream()
                        .anyMatch(path -> TestFiles.isNamedSo(path)
                                || Files.isDirectory(path)
                                || tests.stream().anyMatch(test -> reads(test, path)));
    }

    /** The tests that read what changed, and those that are new. */
    private List<RuleTest> affected(Set<Path> changed, List<RuleTest> old) {
        Set<String> before = new HashSet<>();
        old.forEach(test -> before.add(key(test)));
        return tests.stream()
                .filter(test -> !before.contains(key(test)) || changed.stream().anyMatch(path -> reads(test, path)))
                .toList();
    }

    private static boolean reads(RuleTest test, Path path) {
        if (path.equals(Path.of(test.file()).toAbsolutePath().normalize())) {
            return true;
        }
        if (test.material() instanceof RuleTest.Recorded recorded && path.startsWith(recorded.capture())) {
            return true;
        }
        return test.rules().stream()
                .anyMatch(rules -> path.equals(rules)
                        || rules.equals(path.getParent()) && path.toString().matches(".*\\.ya?ml"));
    }

    /** Where what tests read may change: files lie in directories, and come back in them. */
    private Set<Path> directories() throws IOException {
        Set<Path> directories = new HashSet<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                try (Stream<Path> found = Files.walk(path)) {
                    found.filter(Files::isDirectory).forEach(each -> directories.add(whole(each)));
                }
            } else {
                directories.add(whole(path).getParent());
            }
        }
        for (RuleTest test : tests) {
            List<Path> read = new ArrayList<>(test.rules());
            if (test.material() instanceof RuleTest.Recorded recorded) {
                read.add(recorded.capture());
            }
            for (Path path : read) {
                directories.add(path.getParent());
                if (Files.isDirectory(path)) {
                    directories.add(path);
                }
            }
        }
        return directories;
    }

    private static Path whole(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
