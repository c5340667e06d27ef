package lanner.recorder.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class ProcessorsTest {
    /** Beyond the greatest id of a thread that there can be. */
    private static final int NOBODY = 1 << 23;

    private final int pid = (int) ProcessHandle.current().pid();

    /** On a thread of its own, whose processors and priority nobody misses. */
    private static <T> T aside(Callable<T> action) throws Exception {
        FutureTask<T> task = new FutureTask<>(action);
        Thread thread = new Thread(task, "aside");
        thread.start();
        return task.get();
    }

    @Test
    void aThreadIsKnownByItsIdAndRunsWhereItMay() throws Exception {
        aside(() -> {
            Processors processors = new Processors();
            assertThat(Path.of("/proc/self/task/" + processors.ownTid())).exists();
            assertThat(processors.affinity(0).get(processors.current())).isTrue();
            assertThat(processors.affinity(processors.ownTid())).isEqualTo(processors.affinity(0));
            return null;
        });
    }

    @Test
    void aThreadThatIsConfinedRunsThereAtOnce() throws Exception {
        aside(() -> {
            Processors processors = new Processors();
            BitSet given = processors.affinity(0);
            for (int processor = given.nextSetBit(0); processor >= 0; processor = given.nextSetBit(processor + 1)) {
                BitSet one = new BitSet();
                one.set(processor);
                assertThat(processors.setAffinity(0, one)).isTrue();
                assertThat(processors.affinity(0)).isEqualTo(one);
                assertThat(processors.current()).isEqualTo(processor);
            }
            return null;
        });
    }

    @Test
    void aThreadCannotRunNowhere() throws Exception {
        aside(() -> {
            Processors processors = new Processors();
            BitSet given = processors.affinity(0);
            assertThat(processors.setAffinity(0, new BitSet())).isFalse();
            assertThat(processors.affinity(0)).isEqualTo(given);
            return null;
        });
    }

    @Test
    void ofAThreadThatIsGoneNothingIsKnown() {
        Processors processors = new Processors();
        BitSet first = new BitSet();
        first.set(0);
        assertThat(processors.affinity(NOBODY)).isEqualTo(new BitSet());
        assertThat(processors.setAffinity(NOBODY, first)).isFalse();
        assertThat(processors.cpuNanos(NOBODY)).isEqualTo(Processors.GONE);
        assertThat(processors.waitedNanos(NOBODY)).isEqualTo(Processors.GONE);
        assertThat(processors.setPriority(NOBODY, 1)).isFalse();
    }

    @Test
    void theTimesOfAProcessNeverGoBack() {
        Processors processors = new Processors();
        long before = processors.cpuNanos(pid);
        long waited = processors.waitedNanos(pid);
        assertThat(before).isPositive();
        assumeTrue(waited != Processors.GONE, "this kernel keeps no schedstat");
        assertThat(processors.cpuNanos(pid)).isGreaterThanOrEqualTo(before);
        assertThat(processors.waitedNanos(pid)).isGreaterThanOrEqualTo(waited);
    }

    @Test
    void aThreadMayBecomeLessEager() throws Exception {
        assertThat(aside(() -> {
                    Processors processors = new Processors();
                    return processors.setPriority(processors.ownTid(), 19);
                }))
                .isTrue();
    }
}
