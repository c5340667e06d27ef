package lanner.recorder.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A kernel made up: which threads are asked to stop before all are let go, and what is waited for. */
class LettingGoTest {
    private final Deque<Integer> stops = new ArrayDeque<>();
    private final StopQueue ready = new StopQueue(new StopQueue.Kernel() {
        @Override
        public int await(boolean block) {
            return stops.isEmpty() ? 0 : stops.remove();
        }

        @Override
        public int status() {
            return 0;
        }
    });
    private final TraceeTable tracees = new TraceeTable();
    private final Set<Tracee> lent = new HashSet<>();
    private final List<Integer> asked = new ArrayList<>();
    private final LettingGo lettingGo = new LettingGo(ready, tracees, lent::contains, tracee -> false, tid -> {
        asked.add(tid);
        tracees.get(tid).asksToStop();
    });

    private Tracee thread(int tid) {
        Tracee tracee = new Tracee(tid, tid);
        tracees.put(tracee);
        return tracee;
    }

    @Test
    void onlyThreadsThatWouldStopAtTheirNextCallAreAskedToStop() {
        Tracee running = thread(1);
        thread(2).willStopAtNextCall(false);
        assertThat(lettingGo.isDone()).isFalse();
        assertThat(asked).containsExactly(1);
        running.stopped();
        assertThat(lettingGo.isDone()).isTrue();
    }

    @Test
    void aThreadThatWasAskedBeforeIsWaitedForAndNotAskedAgain() {
        Tracee attached = thread(1);
        attached.asksToStop();
        assertThat(lettingGo.isDone()).isFalse();
        assertThat(asked).isEmpty();
        attached.stopped();
        assertThat(lettingGo.isDone()).isTrue();
    }

    @Test
    void stopsThatAreThereAreServedBeforeAnythingIsAsked() {
        thread(1).willStopAtNextCall(false);
        thread(2);
        stops.add(1);
        assertThat(lettingGo.isDone()).isFalse();
        assertThat(lettingGo.hasBegun()).isTrue();
        assertThat(asked).isEmpty();
        assertThat(ready.await(false)).isEqualTo(1);
        assertThat(lettingGo.isDone()).isFalse();
        assertThat(asked).containsExactly(2);
    }

    @Test
    void stopsThatCameMeanwhileAreServedBeforeTheThreadsAreLetGo() {
        Tracee running = thread(1);
        assertThat(lettingGo.isDone()).isFalse();
        running.stopped();
        stops.add(1);
        assertThat(lettingGo.isDone()).isFalse();
        assertThat(ready.await(false)).isEqualTo(1);
        assertThat(lettingGo.isDone()).isTrue();
    }

    @Test
    void aThreadThatSomethingWasLentToIsWaitedFor() {
        Tracee making = thread(1);
        making.willStopAtNextCall(false);
        lent.add(making);
        assertThat(lettingGo.isDone()).isFalse();
        lent.clear();
        assertThat(lettingGo.isDone()).isTrue();
    }
}
