package lanner.recorder.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import lanner.recorder.Machine;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls that wait already when a recorder attaches return what they return without us, however it goes on. */
@Tag("ptrace")
@Order(10)
class AttachedWaitsLiveTest extends LiveTest {
    /** Seconds that the calls wait: more when the first had ended before the recorder had attached to all. */
    private static final int[] LIMITS = {5, 25, 125};

    /** What returns less than was asked for, and no error, when it is interrupted. */
    private static final Set<String> CUT_SHORT =
            Set.of("recv waitall", "write pipe 1M", "writev pipe 1M", "send 1M", "io_uring submit");

    private static final int NOBODY = 4_000_000;

    /** What the calls return without us, found out once. */
    private static Map<String, String> bare = Map.of();

    enum Then {
        /** Told to end while it is still attaching. */
        LET_GO_AT_ONCE(1, true),
        LET_GO(1, true),
        LET_GO_TWICE(2, true),
        /** Another process that was to be attached to is not there. */
        REFUSED(1, false),
        FOLLOWED_TO_THEIR_END(1, false);

        final int recorders;
        final boolean isToldToEnd;

        Then(int recorders, boolean isToldToEnd) {
            this.recorders = recorders;
            this.isToldToEnd = isToldToEnd;
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWaitsWhenItIsAttachedToReturnsTheSame(Then then) throws Exception {
        Path source = directory.resolve("waits.c");
        try (InputStream in = AttachedWaitsLiveTest.class.getResourceAsStream("waits.c")) {
            Files.copy(in, source);
        }
        if (bare.isEmpty()) {
            compile(source, "-w", "-lrt");
            bare = results(run(plain(program(), "none"), "").out());
        }
        assumeTrue(bare.size() > 40, "this machine cannot start so many processes");
        Optional<Map<String, String>> attached = Optional.empty();
        for (int i = 0; i < LIMITS.length && attached.isEmpty(); i++) {
            compile(
                    source,
                    "-w",
                    "-lrt",
                    "-DLIMIT_S=" + LIMITS[i],
                    "-DPATIENCE_MS=" + TimeUnit.SECONDS.toMillis(Machine.PATIENCE_SECONDS));
            attached = attached(then);
        }
        assumeTrue(attached.isPresent(), "this machine is too busy to attach while the calls wait");
        assertThat(attached.get()).isEqualTo(bare);
    }

    private String program() {
        return directory.resolve("t").toString();
    }

    /** What the calls returned; empty when one had ended before all were attached to. */
    private Optional<Map<String, String>> attached(Then then) throws Exception {
        Path out = directory.resolve("waits.out");
        Process waits = new ProcessBuilder(program(), "none")
                .redirectOutput(out.toFile())
                .start();
        try {
            Machine.await(() -> allWait(waits) || oneHasEnded(out));
            boolean inTime = !oneHasEnded(out);
            for (int recorders = 0; inTime && recorders < then.recorders; recorders++) {
                inTime = attach(waits, then, out);
            }
            assertThat(!inTime || waits.waitFor(Machine.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            return inTime ? Optional.of(results(Files.readString(out))) : Optional.empty();
        } finally {
            waits.descendants().forEach(ProcessHandle::destroyForcibly);
            waits.destroyForcibly();
        }
    }

    /** Attaches once and ends as it should; false if a call had ended before all were attached to. */
    private boolean attach(Process waits, Then then, Path out) throws Exception {
        List<String> line = recorder(List.of("-p", Long.toString(waits.pid())));
        line.remove("--");
        if (then == Then.REFUSED) {
            line.addAll(List.of("-p", Integer.toString(NOBODY)));
        }
        Process recorder = start(line);
        List<ProcessHandle> all = waits.descendants().toList();
        if (then == Then.LET_GO_AT_ONCE) {
            Machine.await(() -> !recorder.isAlive() || all.stream().anyMatch(each -> isTraced(status(each))));
        } else if (then != Then.REFUSED) {
            Machine.await(() -> !recorder.isAlive()
                    || all.stream().map(each -> status(each)).allMatch(each -> isTraced(each) || hasEnded(each)));
        }
        boolean inTime = then == Then.REFUSED || !oneHasEnded(out);
        if (then.isToldToEnd) {
            recorder.destroy();
        }
        if (then == Then.FOLLOWED_TO_THEIR_END) {
            assertThat(waits.waitFor(Machine.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
        }
        Run run = end(recorder);
        assumeTrue(!run.err().contains("cannot be attached to"), "this machine forbids attaching: " + run.err());
        if (then == Then.REFUSED) {
            // What it attached to first is let go when it is refused the other, at its end.
            inTime = !oneHasEnded(out);
        }
        if (then == Then.REFUSED && inTime) {
            assertThat(run.err()).isEqualTo("lanner: there is no process " + NOBODY + "\n");
            assertThat(run.status()).isEqualTo(4);
        } else if (inTime) {
            assertThat(run.err()).isEmpty();
            assertThat(run.status()).isZero();
        }
        return inTime;
    }

    /** Whether a call has returned at its limit. Some have nothing to wait for, and return at once. */
    private static boolean oneHasEnded(Path out) throws IOException {
        return results(Files.readString(out)).values().stream().anyMatch(result -> result.endsWith("in time"));
    }

    /** Whether every process of the program, and there are two at least for each call, sleeps or has ended. */
    private static boolean allWait(Process waits) {
        List<ProcessHandle> all = waits.descendants().toList();
        return all.size() > 100 && all.stream().allMatch(each -> isAtRest(status(each)));
    }

    private static boolean isAtRest(String status) {
        return status.contains("State:\tS") || hasEnded(status);
    }

    private static boolean hasEnded(String status) {
        return status.isEmpty() || status.contains("State:\tZ");
    }

    private static boolean isTraced(String status) {
        return status.contains("TracerPid:\t") && !status.contains("TracerPid:\t0\n");
    }

    /** Empty when it has ended. */
    private static String status(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/status"));
        } catch (IOException e) {
            return "";
        }
    }

    /** The value, or the error, of each call, and whether it returned before its time. */
    private static Map<String, String> results(String out) {
        Map<String, String> results = new TreeMap<>();
        for (String line : out.split("\n")) {
            int at = line.indexOf(" none");
            if (at > 3) {
                String call = line.substring(3, at).strip();
                results.put(call, result(call, line.substring(at + 5).strip()));
            }
        }
        return results;
    }

    private static String result(String call, String result) {
        if (CUT_SHORT.contains(call)) {
            return result.startsWith("-") ? result : "so far";
        }
        // To the kernel the connect that was started again is a second one.
        String value = call.equals("connect") ? result.replace("-114 EALREADY", "-115 EINPROGRESS") : result;
        // How late depends on when it was attached to.
        return value.replaceAll("at the limit|late", "in time");
    }
}
