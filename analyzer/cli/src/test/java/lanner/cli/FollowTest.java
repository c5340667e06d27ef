package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lanner.recorder.Machine;
import lanner.recorder.StartedRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Alerts from a capture that is being recorded by another process. */
@Tag("ptrace")
@Timeout(600)
@Order(3)
class FollowTest {
    @TempDir
    Path directory;

    private Process recorder;

    /** Starts a recording and waits until its capture is there: a follower waits for that only for some seconds. */
    private void record(Path capture, String script) throws Exception {
        List<String> line = StartedRecorder.line();
        line.addAll(List.of("record", "-q", "-o", capture.toString(), "--", "sh", "-c", script));
        recorder = new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectError(directory.resolve("err").toFile())
                .redirectOutput(directory.resolve("out").toFile())
                .start();
        while (recorder.isAlive() && !hasBegun(capture)) {
            Thread.sleep(5);
        }
        Machine.needTracing(Files.readString(directory.resolve("err")));
    }

    private static boolean hasBegun(Path capture) throws IOException {
        if (!Files.isDirectory(capture)) {
            return false;
        }
        try (Stream<Path> files = Files.list(capture)) {
            return files.anyMatch(file -> file.toString().endsWith(".cq4"));
        }
    }

    @AfterEach
    void nothingGoesOn() throws Exception {
        if (recorder != null) {
            recorder.descendants().forEach(ProcessHandle::destroyForcibly);
            recorder.destroyForcibly().waitFor();
        }
    }

    private Path rules() throws Exception {
        return Files.writeString(directory.resolve("r.yaml"), """
            - rule: The secret was read
              desc: d
              condition: evt.type in (open, openat) and fd.name endswith /secret
              output: secret read by %proc.name
              priority: WARNING
            """);
    }

    @Test
    void theAlertIsThereWhileTheProgramStillRuns() throws Exception {
        Path capture = directory.resolve("live.lanner");
        Files.writeString(directory.resolve("secret"), "x");
        // The program ends once the alert about it has been printed, and not before.
        record(capture, "cat secret; while [ ! -e told ]; do sleep 0.05; done; exit 0");
        StringWriter err = new StringWriter();
        StringWriter out = new StringWriter() {
            @Override
            public void write(String text, int offset, int length) {
                super.write(text, offset, length);
                if (text.contains("secret read by cat")) {
                    tell();
                }
            }
        };
        int status = Lanner.commandLine(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute("analyze", capture.toString(), "-r", rules().toString(), "--follow");
        assertThat(recorder.waitFor(300, TimeUnit.SECONDS)).isTrue();
        assertThat(recorder.exitValue()).isZero();
        assertThat(status).as(err.toString()).isZero();
        assertThat(out.toString().lines()).hasSize(1);
        assertThat(err.toString()).contains("delay from call to alert: ").doesNotContain("damaged");
    }

    private void tell() {
        try {
            Files.createFile(directory.resolve("told"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void endsWhenTheRecorderIsKilled() throws Exception {
        Path capture = directory.resolve("live.lanner");
        Files.writeString(directory.resolve("secret"), "x");
        record(capture, "cat secret; sleep 1; touch idle; sleep 30");
        Thread killer = new Thread(() -> {
            try {
                while (!Files.exists(directory.resolve("idle")) && recorder.isAlive()) {
                    Thread.sleep(20);
                }
                Thread.sleep(300);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            recorder.destroyForcibly();
        });
        killer.start();
        Answer answer = Answer.of("analyze", capture, "-r", rules(), "--follow");
        killer.join();
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.out()).contains("secret read by cat");
        assertThat(answer.err()).contains("has no footer");
    }

    @Test
    void somethingThatNeverAppearsIsSaid() {
        Answer answer = Answer.of("analyze", directory.resolve("nothing"), "-r", "../../rules", "--follow");
        assertThat(answer.status()).isEqualTo(3);
        assertThat(answer.err()).contains("there is no ");
    }
}
