package lanner.recorder.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import lanner.recorder.os.NativeFacts;
import org.junit.jupiter.api.Test;

/** What is read of a process from {@code /proc}. */
class ProcFilesTest {
    /** The kernel counts starts in hundredths of a second, proc_pid_stat(5). */
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(10);

    private static long now() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    @Test
    void theStartOfAProcessIsRightToTheHundredthOfASecond() throws Exception {
        for (int round = 0; round < 5; round++) {
            ProcFiles files = new ProcFiles(new NativeFacts());
            long before = now();
            Process process = new ProcessBuilder("sleep", "600").start();
            long after = now();
            try {
                long start = files.process((int) process.pid()).orElseThrow().startTime();
                assertThat(start).isBetween(before - 2 * TICK, after + TICK);
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }
}
