package lanner.recorder.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import lanner.recorder.Machine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls that wait already when a recorder attaches return what they return without us. */
@Tag("ptrace")
class AttachedWaitsLiveTest extends LiveTest {
    /** Seconds that the calls wait: longer each time that this machine was not quick enough to attach meanwhile. */
    private static final int[] LIMITS = {6, 20, 60};

    /** On a busy machine a few calls may find themselves interrupted still: not the same ones each time. */
    private static final int TRIES = 4;

    /** What returns less than was asked for, and no error, when it is interrupted. */
    private static final Set<String> CUT_SHORT =
            Set.of("recv waitall", "write pipe 1M", "writev pipe 1M", "send 1M", "io_uring submit");

    /** It may return EALREADY instead of EINPROGRESS: for the kernel the call that was started again is a second one. */
    private static final Set<String> UNLIKE = Set.of("connect");

    enum Until {
        LET_GO_WHILE_THEY_WAIT,
        FOLLOWED_TO_THEIR_END
    }

    @ParameterizedTest
    @EnumSource
    void whatWaitsWhileItIsAttachedToReturnsTheSame(Until until) throws Exception {
        Path source = directory.resolve("waits.c");
        try (InputStream in = AttachedWaitsLiveTest.class.getResourceAsStream("waits.c")) {
            Files.copy(in, source);
        }
        compile(source, "-w", "-lrt", "-DLIMIT_S=1");
        Map<String, String> bare = results(run(plain(program(), "none"), "").out());
        assumeTrue(bare.size() > 40, "this machine cannot start so many processes");
        Set<String> differing = new TreeSet<>(bare.keySet());
        for (int tries = 0; tries < TRIES && !differing.isEmpty(); tries++) {
            Map<String, String> attached = attached(source, until);
            differing.removeIf(name -> bare.get(name).equals(attached.get(name)));
            differing.removeAll(CUT_SHORT);
            differing.removeAll(UNLIKE);
        }
        assertThat(differing).as("what differs in each of %d tries", TRIES).isEmpty();
    }

    /** The results with limits that leave time to attach. */
    private Map<String, String> attached(Path source, Until until) throws Exception {
        for (int limit : LIMITS) {
            compile(source, "-w", "-lrt", "-DLIMIT_S=" + limit);
            Map<String, String> attached = attached(until, TimeUnit.SECONDS.toNanos(limit));
            if (!attached.isEmpty()) {
                return attached;
            }
        }
        assumeTrue(false, "this machine is too busy to attach within " + LIMITS[LIMITS.length - 1] + " seconds");
        return Map.of();
    }

    private String program() {
        return directory.resolve("t").toString();
    }

    /** What the calls returned; empty when some had ended before they could be attached to. */
    private Map<String, String> attached(Until until, long limit) throws Exception {
        Path out = directory.resolve("waits.out");
        long begin = System.nanoTime();
        Process waits = new ProcessBuilder(program(), "none")
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(Machine.await(() -> waits.descendants().count() > 100)).isTrue();
            Process recorder = attach(waits);
            boolean inTime = System.nanoTime() - begin < limit;
            if (inTime && until == Until.LET_GO_WHILE_THEY_WAIT) {
                // At once: while it still attaches, or before it has served the stops that it asked for.
                recorder.destroy();
                assertThat(end(recorder).status()).isZero();
                inTime = System.nanoTime() - begin < limit;
            }
            assertThat(waits.waitFor(Machine.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            assertThat(end(recorder).status()).isZero();
            return inTime ? results(Files.readString(out)) : Map.of();
        } finally {
            waits.descendants().forEach(ProcessHandle::destroyForcibly);
            waits.destroyForcibly();
        }
    }

    /** Attaches to what waits, all of it. */
    private Process attach(Process waits) throws Exception {
        List<String> line = recorder(List.of("-p", Long.toString(waits.pid())));
        line.remove("--");
        Process recorder = start(line);
        List<Path> all = waits.descendants()
                .map(process -> Path.of("/proc/" + process.pid() + "/status"))
                .toList();
        boolean attached =
                Machine.await(() -> !recorder.isAlive() || all.stream().allMatch(each -> isTraced(each)));
        assumeTrue(attached && recorder.isAlive(), "this machine forbids attaching");
        return recorder;
    }

    private static boolean isTraced(Path status) {
        try {
            String text = Files.readString(status);
            return text.contains("State:\tZ") || !text.contains("TracerPid:\t0\n");
        } catch (IOException e) {
            // It has ended.
            return true;
        }
    }

    /** The value, or the error, of each call, and whether it returned before its time. */
    private static Map<String, String> results(String out) {
        Map<String, String> results = new TreeMap<>();
        for (String line : out.split("\n")) {
            int at = line.indexOf(" none");
            if (at > 3) {
                results.put(
                        line.substring(3, at).strip(),
                        line.substring(at + 5).strip().replaceAll("at the limit|late", "in time"));
            }
        }
        return results;
    }
}
