package lanner.recorder.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TraceeTest {
    private static final long IP = 0x401000;
    private static final long SP = 0x7FFF_0000L;

    private final Tracee tracee = new Tracee(10, 10);

    @Test
    void aCallThatIsStartedAgainIsOneCall() {
        Call call = enter(0);
        call.enterTime = 77;
        tracee.setAside();
        assertThat(tracee.inCall()).isFalse();
        assertThat(tracee.continues(Call.Abi.X86_64, 0, IP, SP)).isTrue();
        tracee.takeUp();
        assertThat(tracee.call().enterTime).isEqualTo(77);
        assertThat(tracee.inCall()).isTrue();
    }

    @Test
    void restartSyscallContinuesWhateverWasInterrupted() {
        enter(35);
        tracee.setAside();
        assertThat(tracee.continues(Call.Abi.X86_64, 219, 1, 2)).isTrue();
    }

    @Test
    void aHandlersOwnCallIsNotTheInterruptedOne() {
        enter(0);
        tracee.setAside();
        assertThat(tracee.continues(Call.Abi.X86_64, 0, IP, SP - 512)).isFalse();
        assertThat(tracee.givesUpInterrupted(SP - 512)).isFalse();
        tracee.enter(IP + 8, SP - 512);
        tracee.leave();
        assertThat(tracee.continues(Call.Abi.X86_64, 0, IP, SP)).isTrue();
    }

    @Test
    void aCallAboveTheInterruptedFrameSaysThatTheProgramSawAnError() {
        enter(0);
        tracee.setAside();
        assertThat(tracee.givesUpInterrupted(SP)).isTrue();
        assertThat(tracee.hasInterrupted()).isFalse();
    }

    @Test
    void aHandlerThatNeverReturnsIsNotWaitedForForEver() {
        enter(0);
        tracee.setAside();
        int calls = 0;
        while (!tracee.givesUpInterrupted(SP - 4096)) {
            calls++;
        }
        assertThat(calls).isBetween(10, 1000);
    }

    @Test
    void aThreadThatExecutesBecomesItsProcess() {
        Tracee thread = new Tracee(11, 10);
        thread.becomeLeader();
        assertThat(thread.tid()).isEqualTo(10);
        assertThat(thread.call().tid).isEqualTo(10);
    }

    @Test
    void theTableForgetsAndFindsUnderCollisions() {
        TraceeTable table = new TraceeTable();
        for (int tid = 1; tid <= 5000; tid++) {
            table.put(new Tracee(tid, tid % 7 + 1));
        }
        for (int tid = 1; tid <= 5000; tid += 2) {
            table.remove(tid);
        }
        for (int tid = 1; tid <= 5000; tid++) {
            assertThat(table.get(tid) != null).as("tid %d", tid).isEqualTo(tid % 2 == 0);
        }
        assertThat(table.size()).isEqualTo(2500);
    }

    private Call enter(int number) {
        tracee.call().number = number;
        tracee.enter(IP, SP);
        return tracee.call();
    }
}
