package lanner.cli.ruletest;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What tests need of the machine that they run on. A test whose needs are not met is skipped with the reason. Each
 * question is asked once; several threads may ask.
 */
public final class TestNeeds {
    private static final String ROOT = "root";
    private static final String USER_NAMESPACES = "user-namespaces";

    /** A call that the filter of a container refuses is gone before a tracer sees it. */
    private static final String UNFILTERED_CALLS = "unfiltered-calls";

    /** A program is looked up by its name alone: where it lies differs from machine to machine. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]{0,63}");

    private static final long PATIENCE_SECONDS = 10;

    private final boolean root;
    private final boolean filtered;
    private final String path;
    private final Supplier<Optional<String>> namespaces;

    private boolean lookedForNamespaces;
    /** Why there are no user namespaces, once that was looked up. */
    private Optional<String> noNamespaces = Optional.empty();

    /**
     * @param filtered whether a seccomp filter lies on this process, and so on all that it starts
     * @param path directories of programs, as in the environment
     * @param namespaces why user namespaces cannot be made; empty if they can
     */
    TestNeeds(boolean root, boolean filtered, String path, Supplier<Optional<String>> namespaces) {
        this.root = root;
        this.filtered = filtered;
        this.path = path;
        this.namespaces = namespaces;
    }

    /** What this machine grants to this process. */
    public static TestNeeds ofThisMachine() throws IOException {
        boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        boolean filtered = Files.readAllLines(Path.of("/proc/self/status")).contains("Seccomp:\t2");
        String path = System.getenv("PATH");
        return new TestNeeds(root, filtered, path == null ? "/usr/bin:/bin" : path, TestNeeds::tryNamespaces);
    }

    /** Whether this is written like a need. */
    static boolean isNeed(String text) {
        return NAME.matcher(text).matches();
    }

    /** The first need that is not met, as a sentence; empty if all are. */
    Optional<String> unmet(List<String> needs) {
        return needs.stream().map(this::unmet).flatMap(Optional::stream).findFirst();
    }

    private Optional<String> unmet(String need) {
        return switch (need) {
            case ROOT -> root ? Optional.empty() : Optional.of("it needs root");
            case USER_NAMESPACES -> noNamespaces().map(why -> "it needs user namespaces: " + why);
            case UNFILTERED_CALLS ->
                filtered ? Optional.of("it needs calls that no filter of a container refuses") : Optional.empty();
            default -> isOnPath(need) ? Optional.empty() : Optional.of("it needs the program " + need);
        };
    }

    private boolean isOnPath(String program) {
        for (String directory : path.split(File.pathSeparator, -1)) {
            Path file = Path.of(directory.isEmpty() ? "." : directory, program);
            if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                return true;
            }
        }
        return false;
    }

    private synchronized Optional<String> noNamespaces() {
        if (!lookedForNamespaces) {
            noNamespaces = namespaces.get();
            lookedForNamespaces = true;
        }
        return noNamespaces;
    }

    /** Kernels, containers and distributions forbid them in many ways: only a try tells. */
    private static Optional<String> tryNamespaces() {
        try {
            Process process = new ProcessBuilder("unshare", "-rm", "true")
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .start();
            try {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    return Optional.of("unshare does not end");
                }
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return process.exitValue() == 0 ? Optional.empty() : Optional.of(said.strip());
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return Optional.of("there is no program unshare");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }
}
