package lanner.viewer.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import jnr.ffi.LibraryLoader;
import org.junit.jupiter.api.Assumptions;

/**
 * A screen for tests with real windows. Where there is {@code Xvfb} it is one of their own, so that nobody's pointer moves;
 * {@code -Dlanner.window.tests=here} takes the one that {@code DISPLAY} names. Without either these tests are skipped.
 */
final class Display {
    private static final long START_SECONDS = 30;
    private static String unavailable;
    private static boolean started;

    /** The part of the C library that the toolkit asks where its screen is. */
    public interface Environment {
        int setenv(String name, String value, int overwrite);
    }

    private Display() {}

    /** Starts the toolkit once for all tests; skips the test at hand where there is no screen. */
    static synchronized void need() {
        if (!started) {
            started = true;
            try {
                unavailable = start().orElse(null);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException("no screen for tests", e);
            }
        }
        Assumptions.assumeTrue(
                unavailable == null,
                () -> "tests with real windows are skipped: " + unavailable
                        + " (apt-get install xvfb libgtk-3-0 libgl1 libxtst6 libxxf86vm1 fonts-dejavu-core)");
    }

    private static Optional<String> start() throws IOException, InterruptedException {
        Optional<Path> server = onPath("Xvfb");
        boolean here = "here".equals(System.getProperty("lanner.window.tests"));
        if (here && System.getenv("DISPLAY") == null) {
            return Optional.of("DISPLAY is not set");
        }
        if (!here) {
            if (server.isEmpty()) {
                return Optional.of("there is no Xvfb");
            }
            startServer(server.get());
        }
        CountDownLatch up = new CountDownLatch(1);
        try {
            Platform.startup(up::countDown);
        } catch (UnsupportedOperationException | UnsatisfiedLinkError e) {
            return Optional.of("the toolkit does not start: " + e.getMessage());
        }
        if (!up.await(START_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("the toolkit did not start within " + START_SECONDS + " s");
        }
        Platform.setImplicitExit(false);
        return Optional.empty();
    }

    /**
     * The server picks a free number and says it. A shell ends it once this process is gone, and not before: the toolkit
     * takes a lost screen for an error and ends the process with 1.
     */
    private static void startServer(Path server) throws IOException {
        String watch = "\"$@\" & server=$!; while kill -0 "
                + ProcessHandle.current().pid() + " 2>/dev/null; do sleep 0.5; done; kill $server";
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        watch,
                        "sh",
                        server.toString(),
                        "-displayfd",
                        "1",
                        "-screen",
                        "0",
                        "1600x1000x24",
                        "-nolisten",
                        "tcp",
                        "-noreset")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        String number = said.readLine();
        if (number == null) {
            throw new IOException("Xvfb ended before it had a display");
        }
        // The toolkit asks the C library, which knows nothing of what Java thinks the environment is.
        LibraryLoader.create(Environment.class).load("c").setenv("DISPLAY", ":" + number.strip(), 1);
    }

    private static Optional<Path> onPath(String program) {
        for (String directory : System.getenv().getOrDefault("PATH", "").split(":")) {
            Path file = Path.of(directory).resolve(program);
            if (Files.isExecutable(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }
}
