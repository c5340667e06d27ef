package lanner.recorder.hazard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs end as they do without us, and a recording ends when its user asks twice. */
@Tag("ptrace")
@Order(7)
class EndsTest {
    @TempDir
    Path directory;

    /** The kernel lets the first process of a PID namespace die of its own fault only if it is not traced. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "abort",
                "segv",
                "thread",
                "ill",
                "fpe",
                "trap",
                "bus",
                "stack",
                "sys",
                "blocked",
                "ignored",
                "kill-process",
                "caught",
                "sent"
            })
    void theFirstProcessOfANamespaceEndsAsItDoesWithoutUs(String what) throws Exception {
        Recorded program = Recorded.program(directory, "init");
        Recorded.Run alone = program.alone(what);
        assumeTrue(alone.status() != 77, "this user may make no PID namespaces, or the machine has no such fault");
        Recorded.Run recorded = program.recorded(what);
        assertThat(recorded.status()).isEqualTo(alone.status());
        assertThat(recorded.out()).isEqualTo(alone.out());
        program.assertIntact();
        boolean letDie = !what.equals("kill-process") && !what.equals("caught") && !what.equals("sent");
        assertThat(recorded.err())
                .isEqualTo(
                        letDie
                                ? "lanner: let go of the first process of 1 PID namespace to die of its own fault: "
                                        + "traced it could not\n"
                                : "");
        int signal = alone.out().contains("signal ")
                ? Integer.parseInt(alone.out().strip().replaceAll(".* ", ""))
                : 0;
        assertThat(program.events(EventType.PROCEXIT))
                .extracting(event -> (int) event.param(EventType.PROCEXIT.indexOf("sig"), -1))
                .contains(signal);
        assertThat(program.events(EventType.SIGNALDELIVER))
                .extracting(Event::tid)
                .hasSizeLessThan(20);
    }

    @Test
    void theSecondRequestEndsARecordingOfAProgramThatIgnoresIt() throws Exception {
        assertThat(endedByTwoRequests("ignores"))
                .isEqualTo(new Recorded.Run(
                        137,
                        "ready\nasked\n",
                        "lanner: ended by a second signal: what was left of the program was killed\n"));
    }

    @Test
    void theSecondRequestEndsARecordingWhoseCommandHasLeftProcessesBehind() throws Exception {
        Recorded.Run run = endedByTwoRequests("leaves");
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).isEqualTo("""
                lanner: the command has ended, 1 of its processes goes on; the next SIGTERM or Ctrl-C kills it
                lanner: ended by a second signal: what was left of the program was killed
                """);
    }

    private Recorded.Run endedByTwoRequests(String what) throws Exception {
        Recorded program = Recorded.program(directory, "stays");
        Process recorder = program.startRecorded(what);
        try {
            program.await("ready", recorder);
            if (what.equals("leaves")) {
                Path root = Path.of("/proc", program.text("out").strip().split(" ")[1]);
                for (int i = 0; i < 1000 && root.toFile().exists(); i++) {
                    Thread.sleep(10);
                }
            }
            recorder.destroy();
            for (int i = 0;
                    i < 2000 && !(program.text("out") + program.text("err")).matches("(?s).*(asked|go on).*");
                    i++) {
                Thread.sleep(10);
            }
            assertThat(recorder.isAlive())
                    .as("the program's own business the first time")
                    .isTrue();
            recorder.destroy();
            Recorded.Run run = program.end(recorder);
            program.assertIntact();
            return run;
        } finally {
            recorder.destroyForcibly();
        }
    }
}
