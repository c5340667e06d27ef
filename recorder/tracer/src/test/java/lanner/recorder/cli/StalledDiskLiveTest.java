package lanner.recorder.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import lanner.capture.CaptureVerifier;
import lanner.capture.CaptureVerifier.Verdict;
import lanner.capture.event.EventType;
import lanner.recorder.Machine;
import lanner.recorder.metrics.Exposition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A disk that takes nothing for a while: a frozen file system. */
@Tag("ptrace")
class StalledDiskLiveTest extends LiveTest {
    private static final double LAG_SECONDS = 3;
    private static final String CALLS = """
        #include <fcntl.h>
        #include <stdio.h>
        #include <unistd.h>
        int main(int count, char **values) {
            char name[40];
            for (long n = 1; access(values[1], F_OK) != 0; n++) {
                sprintf(name, "/call/%ld", n);
                access(name, F_OK);
                usleep(200);
                write(1, ".", 1);
            }
            return 5;
        }
        """;

    private Path disk;
    private Path stop;
    private Process recorder;

    @BeforeEach
    void record() throws Exception {
        stop = directory.resolve("stop");
        compile(Files.writeString(directory.resolve("t.c"), CALLS));
        disk = mount();
        List<String> line = recorder(
                List.of("--metrics", directory.resolve("figures.prom").toString()),
                directory.resolve("t").toString(),
                stop.toString());
        line.set(line.indexOf("-o") + 1, disk.resolve("x.lanner").toString());
        // All threads meet often: one that waits for the disk may hold no other.
        line.addAll(1, List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:GuaranteedSafepointInterval=100"));
        recorder = start(line);
        await("the program runs", () -> progress() > 100 || !recorder.isAlive());
        if (!recorder.isAlive()) {
            Machine.needTracing(Files.readString(directory.resolve("err")));
        }
        freeze("-f");
    }

    @AfterEach
    void unmount() throws Exception {
        if (disk != null) {
            call("fsfreeze", "-u", disk.toString());
            Files.writeString(stop, "");
            if (recorder != null) {
                end(recorder);
            }
            assertThat(call("umount", "--lazy", disk.toString())).isZero();
        }
    }

    private Path mount() throws Exception {
        Path image = directory.resolve("image");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(64L << 20);
        }
        assumeTrue(call("mkfs.ext4", "-q", image.toString()) == 0, "no ext4 can be made here");
        Path place = Files.createDirectories(directory.resolve("disk"));
        assumeTrue(
                call("mount", "-o", "loop", image.toString(), place.toString()) == 0,
                "no file system can be mounted from a file here");
        return place;
    }

    private void freeze(String how) throws Exception {
        assumeTrue(call("fsfreeze", how, disk.toString()) == 0, "no file system can be frozen here");
    }

    private static int call(String... command) throws Exception {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException notThere) {
            assumeTrue(false, notThere.getMessage());
            return -1;
        }
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(300);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    /** How many rounds the program has made. */
    private long progress() {
        return directory.resolve("out").toFile().length();
    }

    /** Held for as long as two rounds never take, and the figures say why. */
    private void awaitTheHold() throws Exception {
        long[] seen = {-1};
        await("the disk is known to lag", () -> {
            long was = seen[0];
            seen[0] = progress();
            Map<String, Double> figures = figures();
            return was == seen[0]
                    && figures.getOrDefault("lanner_unsynced_bytes", 0.0) > 0
                    && System.currentTimeMillis() / 1e3 - figures.get("lanner_last_sync_timestamp_seconds")
                            > LAG_SECONDS;
        });
    }

    private Map<String, Double> figures() {
        try {
            return Exposition.read(Files.readString(directory.resolve("figures.prom")));
        } catch (IOException notYet) {
            return Map.of();
        }
    }

    @Test
    void theProgramWaitsTheFiguresSaySoAndNothingIsLost() throws Exception {
        awaitTheHold();
        long held = progress();
        freeze("-u");
        await("the program goes on", () -> progress() > held + 100);
        Files.writeString(stop, "");
        Run run = end(recorder);
        assertThat(run.status()).as(run.err()).isEqualTo(5);
        assertThat(numbersWithoutAGap()).isEqualTo(run.out().length());
    }

    @Test
    void theSecondSignalEndsTheRecordingOnceTheDiskAnswers() throws Exception {
        awaitTheHold();
        for (int i = 0; i < 2; i++) {
            call("kill", "-TERM", Long.toString(recorder.pid()));
            Thread.sleep(200);
        }
        long held = progress();
        freeze("-u");
        Run run = end(recorder);
        assertThat(run.status()).as(run.err()).isIn(128 + 9, 128 + 15);
        assertThat(numbersWithoutAGap()).isGreaterThanOrEqualTo(held);
    }

    /** The disk has everything when it is frozen, and the program ends without another call of its own. */
    @Test
    void aRecordingThatCannotEndSaysWhy() throws Exception {
        freeze("-u");
        call("kill", "-STOP", Long.toString(program()));
        await("the disk has everything", () -> figures().getOrDefault("lanner_unsynced_bytes", 1.0) == 0);
        freeze("-f");
        call("kill", "-KILL", Long.toString(program()));
        await("the end is under way", () -> figures().get("lanner_unsynced_bytes") > 0);
        await("it is said", () -> said().contains("so does the end of the recording"));
        assertThat(recorder.isAlive()).isTrue();
        await("the figures say so", () -> figures().get("lanner_recording_healthy") == 0);
        freeze("-u");
        Run run = end(recorder);
        assertThat(run.status()).as(run.err()).isEqualTo(128 + 9);
        numbersWithoutAGap();
    }

    private long program() {
        return recorder.children().mapToLong(ProcessHandle::pid).min().orElseThrow();
    }

    private String said() {
        try {
            return Files.readString(directory.resolve("err"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last of the calls that are in the capture, which is whole. */
    private long numbersWithoutAGap() throws IOException {
        CaptureVerifier.Verification verification = CaptureVerifier.verify(disk.resolve("x.lanner"));
        assertThat(verification.verdict()).as(verification.toString()).isEqualTo(Verdict.INTACT);
        long[] last = new long[1];
        read(disk.resolve("x.lanner"), event -> {
            if (event.type() == EventType.ACCESS
                    && event.text(EventType.ACCESS.indexOf("name")).startsWith("/call/")) {
                assertThat(event.text(EventType.ACCESS.indexOf("name"))).isEqualTo("/call/" + ++last[0]);
            }
        });
        return last[0];
    }
}
