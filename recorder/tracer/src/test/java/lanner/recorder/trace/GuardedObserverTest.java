package lanner.recorder.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import lanner.capture.CaptureWriteException;
import lanner.capture.InlineLevel;
import lanner.recorder.inline.InlineRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens in an observer, the threads go on. */
class GuardedObserverTest {
    private static final Call CALL = new Call();

    /** Fails as it is told to, and writes down what it was told. */
    private static final class Observer implements TraceObserver {
        final List<String> told = new ArrayList<>();
        CaptureWriteException full;
        RuntimeException bug;

        private void tell(String what) throws CaptureWriteException {
            told.add(what);
            if (full != null) {
                throw full;
            }
            if (bug != null) {
                throw bug;
            }
        }

        @Override
        public void started(int tid) throws CaptureWriteException {
            tell("started");
        }

        @Override
        public void attached(Map<Integer, Set<Integer>> threads) throws CaptureWriteException {
            tell("attached");
        }

        @Override
        public boolean enter(Call call) throws CaptureWriteException {
            tell("enter");
            return true;
        }

        @Override
        public void interrupted(Call call) throws CaptureWriteException {
            tell("interrupted");
        }

        @Override
        public void exit(Call call) throws CaptureWriteException {
            tell("exit");
        }

        @Override
        public void abandoned(Call call) throws CaptureWriteException {
            tell("abandoned");
        }

        @Override
        public void born(int parent, int child, int childPid, Call parentCall) throws CaptureWriteException {
            tell("born");
        }

        @Override
        public void executed(int pid, int formerTid, Call call) throws CaptureWriteException {
            tell("executed");
        }

        @Override
        public void exiting(int tid, int pid, int status) throws CaptureWriteException {
            tell("exiting");
        }

        @Override
        public void signal(int tid, int signal, int sender) throws CaptureWriteException {
            tell("signal");
        }

        @Override
        public void inline(Call call, InlineRecord record) throws CaptureWriteException {
            tell("inline");
        }

        @Override
        public void inlineAbandoned(Call call, InlineRecord record) throws CaptureWriteException {
            tell("inline abandoned");
        }

        @Override
        public void inlineBegan(int tid, int pid, InlineLevel level) throws CaptureWriteException {
            tell("inline began");
        }

        @Override
        public void inlineEnded(int tid, int pid, String reason, long calls) throws CaptureWriteException {
            tell("inline ended");
        }
    }

    private final Observer observer = new Observer();
    private int failures;
    private final GuardedObserver guarded = new GuardedObserver(observer, () -> failures++);

    /** A stop that is told, by name. */
    private record Told(String name, Consumer<GuardedObserver> act) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Told> everything() {
        return Stream.of(
                new Told("started", to -> to.started(1)),
                new Told("attached", to -> to.attached(Map.of())),
                new Told("enter", to -> to.enter(CALL)),
                new Told("interrupted", to -> to.interrupted(CALL)),
                new Told("exit", to -> to.exit(CALL)),
                new Told("abandoned", to -> to.abandoned(CALL)),
                new Told("born", to -> to.born(1, 2, 2, CALL)),
                new Told("executed", to -> to.executed(1, 1, CALL)),
                new Told("exiting", to -> to.exiting(1, 1, 0)),
                new Told("signal", to -> to.signal(1, 9, 0)),
                new Told("inline", to -> to.inline(CALL, null)),
                new Told("inline abandoned", to -> to.inlineAbandoned(CALL, null)),
                new Told("inline began", to -> to.inlineBegan(1, 1, InlineLevel.LOOK)),
                new Told("inline ended", to -> to.inlineEnded(1, 1, "its memory is limited", 3)));
    }

    @ParameterizedTest
    @MethodSource("everything")
    void whatIsToldIsPassedOn(Told told) {
        told.act.accept(guarded);
        assertThat(observer.told).containsExactly(told.name);
    }

    @ParameterizedTest
    @MethodSource("everything")
    void aCaptureThatCannotBeWrittenEndsTheRecordingOnce(Told told) {
        observer.full = new CaptureWriteException(CaptureWriteException.Reason.STORAGE_FULL, "no space", null);
        told.act.accept(guarded);
        everything().forEach(each -> each.act.accept(guarded));
        assertThat(observer.told).as("nothing after the failure").containsExactly(told.name);
        assertThat(guarded.recording()).isFalse();
        assertThat(guarded.failure()).containsSame(observer.full);
        assertThat(failures).isEqualTo(1);
        assertThat(guarded.unserved()).isZero();
    }

    @ParameterizedTest
    @MethodSource("everything")
    void anyOtherFailureCostsThatStopOnly(Told told) {
        observer.bug = new IllegalStateException("a bug");
        assertThatCode(() -> told.act.accept(guarded)).doesNotThrowAnyException();
        observer.bug = null;
        guarded.started(1);
        assertThat(observer.told).containsExactly(told.name, "started");
        assertThat(guarded.recording()).isTrue();
        assertThat(guarded.unserved()).isEqualTo(1);
        assertThat(failures).isZero();
    }

    @Test
    void theFirstReasonOfManyIsKept() {
        guarded.unserved(new IllegalStateException("first"));
        guarded.unserved(new IllegalStateException("second"));
        assertThat(guarded.unserved()).isEqualTo(2);
        assertThat(guarded.firstUnserved())
                .hasValueSatisfying(reason -> assertThat(reason).hasMessage("first"));
    }

    @Test
    void theExitOfACallIsNotWantedWhereItsEntryCouldNotBeServed() {
        assertThat(guarded.enter(CALL)).isTrue();
        observer.bug = new IllegalStateException("a bug");
        assertThat(guarded.enter(CALL)).isFalse();
    }

    @Test
    void theEndOfASilentCallIsNotTold() {
        Call silent = new Call();
        silent.silent = true;
        guarded.exit(silent);
        guarded.interrupted(silent);
        guarded.abandoned(silent);
        assertThat(observer.told).isEmpty();
    }
}
