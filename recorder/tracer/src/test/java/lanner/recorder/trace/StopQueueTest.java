package lanner.recorder.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** No thread waits for ever to be served, and none is served twice or out of its own order. */
class StopQueueTest {
    /** Answers the youngest of the stopped threads, which is the one with the greatest id, as wait4(2) does. */
    private static final class YoungestFirst implements StopQueue.Kernel {
        final NavigableSet<Integer> stopped = new TreeSet<>();
        final Map<Integer, Integer> statuses = new HashMap<>();
        private int answered;

        void stop(int tid, int status) {
            stopped.add(tid);
            statuses.put(tid, status);
        }

        @Override
        public int await(boolean block) {
            Integer youngest = stopped.pollLast();
            answered = youngest == null ? 0 : youngest;
            return answered;
        }

        @Override
        public int status() {
            return statuses.get(answered);
        }
    }

    @Test
    void servesAnOldThreadAmongBusyYoungOnes() {
        YoungestFirst kernel = new YoungestFirst();
        for (int tid = 1; tid <= 200; tid++) {
            kernel.stop(tid, 0x7f);
        }
        StopQueue queue = new StopQueue(kernel);
        Map<Integer, Integer> served = new HashMap<>();
        for (int i = 0; i < 2000; i++) {
            int tid = queue.await(false);
            served.merge(tid, 1, Integer::sum);
            kernel.stop(tid, 0x7f);
        }
        assertThat(served).hasSize(200);
        assertThat(served.get(1)).as("the oldest").isGreaterThan(5);
    }

    @Test
    void answersTheStatusThatBelongsToEachThread() {
        YoungestFirst kernel = new YoungestFirst();
        ArrayDeque<Integer> waiting = new ArrayDeque<>();
        for (int tid = 1; tid <= 100; tid++) {
            kernel.stop(tid, tid << 8 | 0x7f);
            waiting.add(tid);
        }
        StopQueue queue = new StopQueue(kernel);
        List<Integer> served = new ArrayList<>();
        for (int tid = queue.await(true); tid != 0; tid = queue.await(true)) {
            assertThat(queue.status()).isEqualTo(tid << 8 | 0x7f);
            served.add(tid);
        }
        assertThat(served).containsExactlyInAnyOrderElementsOf(waiting);
    }
}
