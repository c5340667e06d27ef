package lanner.recorder.recording;

import static org.assertj.core.api.Assertions.assertThat;

import lanner.capture.event.EventType;
import lanner.capture.event.FlagSets;
import lanner.recorder.trace.Call;
import org.junit.jupiter.api.Test;

/** Which descriptors are open for sure, so that a close of theirs succeeds. */
class OpenDescriptorsTest {
    private static final int PID = 7;
    private static final int CHILD = 8;
    private static final long CLONE_VM = FlagSets.CLONE_FLAGS.value("CLONE_VM");

    private final OpenDescriptors descriptors = new OpenDescriptors();

    private static Call call(int pid, long argument, long result) {
        Call call = new Call();
        call.pid = pid;
        call.args[0] = argument;
        call.result = result;
        return call;
    }

    private void opens(int pid, int fd) {
        descriptors.ended(call(pid, 0, fd), EventType.OPENAT);
    }

    private boolean closes(int pid, int fd) {
        return descriptors.closes(call(pid, fd, 0));
    }

    @Test
    void oneWhoseOpenWasSeenIsUntilItIsClosed() {
        opens(PID, 3);
        assertThat(closes(PID, 4)).isFalse();
        assertThat(closes(PID, 3)).isTrue();
        assertThat(closes(PID, 3)).isFalse();
    }

    @Test
    void noneIsOfAProcessThatMayKeepBackWhatItClosed() {
        opens(PID, 3);
        descriptors.recordsItself(PID);
        opens(PID, 4);
        assertThat(closes(PID, 3)).isFalse();
        assertThat(closes(PID, 4)).isFalse();
    }

    @Test
    void noneIsOfAChildThatHasTheMemoryOfSuchAProcess() {
        descriptors.recordsItself(PID);
        descriptors.born(PID, CHILD, CLONE_VM);
        opens(CHILD, 3);
        assertThat(closes(CHILD, 3)).isFalse();
    }

    @Test
    void aChildWithMemoryOfItsOwnAndAnotherProgramAreSeenAgain() {
        descriptors.recordsItself(PID);
        descriptors.born(PID, CHILD, 0);
        opens(CHILD, 3);
        assertThat(closes(CHILD, 3)).isTrue();
        descriptors.ended(call(PID, 0, 0), EventType.EXECVE);
        opens(PID, 3);
        assertThat(closes(PID, 3)).isTrue();
    }
}
