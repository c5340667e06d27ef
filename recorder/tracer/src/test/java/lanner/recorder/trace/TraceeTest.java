package lanner.recorder.trace;

import static org.assertj.core.api.Assertions.assertThat;

import lanner.capture.event.Event;
import lanner.recorder.arch.Abi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceeTest {
    private static final long IP = 0x401000;
    private static final long SP = 0x7FFF_0000L;
    private static final int READ = 0;
    private static final int WRITE = 1;
    private static final long ERESTARTSYS = -512;

    private final Tracee tracee = new Tracee(10, 10);

    @Test
    void aCallThatIsStartedAgainIsOneCall() {
        Call call = enter(READ);
        call.enterTime = 77;
        assertThat(tracee.returns(ERESTARTSYS, false)).isEqualTo(Tracee.Return.INTERRUPTED);
        assertThat(tracee.inCall()).isFalse();
        assertThat(tracee.begins(at(READ, IP, SP))).isEqualTo(Tracee.Begin.AGAIN);
        assertThat(tracee.call().enterTime).isEqualTo(77);
        assertThat(tracee.inCall()).isTrue();
        assertThat(tracee.returns(3, false)).isEqualTo(Tracee.Return.DONE);
        assertThat(tracee.hasInterrupted()).isFalse();
    }

    @Test
    void aCallThatGoesOnHasNotEndedWhenItWasInterrupted() {
        enter(READ).duration = 5;
        tracee.returns(ERESTARTSYS, false);
        assertThat(tracee.interruptedCall().duration).isEqualTo(5);
        assertThat(tracee.begins(at(READ, IP, SP))).isEqualTo(Tracee.Begin.AGAIN);
        assertThat(tracee.call().duration).isEqualTo(Event.UNKNOWN_DURATION);
    }

    /** What the next call is, when a read was interrupted at the instruction and frame of {@link #IP} and {@link #SP}. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            # call, instruction, stack: what it is
              0,        0,         0,   AGAIN
              219,      8,       -512,  AGAIN
              0,        0,       -512,  NEW
              0,        8,         0,   ANOTHER
              1,        8,       -512,  NEW
              1,        8,         0,   ANOTHER
              1,        8,        64,   ANOTHER
            """)
    void whatComesAfterAnInterruptionTellsWhetherTheCallGoesOn(int number, long ip, long sp, Tracee.Begin expected) {
        enter(READ);
        tracee.returns(ERESTARTSYS, false);
        assertThat(tracee.begins(at(number, IP + ip, SP + sp))).isEqualTo(expected);
        assertThat(tracee.hasInterrupted()).as("still set aside").isEqualTo(expected == Tracee.Begin.NEW);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # result, cut short by a signal: how it ends
              0,      false, DONE
              -4,     false, DONE
              -4,     true,  INTERRUPTED
              -512,   false, INTERRUPTED
              -513,   false, INTERRUPTED
              -514,   false, INTERRUPTED
              -515,   false, DONE
              -516,   false, INTERRUPTED
              -517,   false, DONE
            """)
    void aResultThatTheKernelMayStartAgainIsNone(long result, boolean cutShort, Tracee.Return expected) {
        enter(READ);
        assertThat(tracee.returns(result, cutShort)).isEqualTo(expected);
        assertThat(tracee.inCall()).isFalse();
    }

    @Test
    void aSecondInterruptionGivesUpTheFirst() {
        Call first = enter(READ);
        tracee.returns(ERESTARTSYS, false);
        Call second = enter(WRITE);
        assertThat(tracee.returns(ERESTARTSYS, false)).isEqualTo(Tracee.Return.INTERRUPTED_ANEW);
        assertThat(tracee.call()).as("to be reported").isSameAs(first);
        assertThat(tracee.interruptedCall()).isSameAs(second);
    }

    @Test
    void aHandlersOwnCallsAreNotTheInterruptedOne() {
        enter(READ);
        tracee.returns(ERESTARTSYS, false);
        assertThat(tracee.begins(at(READ, IP, SP - 512))).isEqualTo(Tracee.Begin.NEW);
        tracee.enter(IP + 8, SP - 512);
        assertThat(tracee.returns(0, false)).isEqualTo(Tracee.Return.DONE);
        assertThat(tracee.begins(at(READ, IP, SP))).isEqualTo(Tracee.Begin.AGAIN);
    }

    @Test
    void a32BitCallDoesNotGoOnWithA64BitOne() {
        enter(READ);
        tracee.returns(ERESTARTSYS, false);
        Stop.Filter stop = new Stop.Filter();
        stop.set(Abi.I386, 0, IP, SP - 512);
        assertThat(tracee.begins(stop)).isEqualTo(Tracee.Begin.NEW);
    }

    @Test
    void aHandlerThatNeverReturnsIsNotWaitedForForEver() {
        enter(READ);
        tracee.returns(ERESTARTSYS, false);
        int calls = 0;
        while (tracee.begins(at(WRITE, IP, SP - 4096)) == Tracee.Begin.NEW) {
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

    private static Stop.AtCall at(int number, long ip, long sp) {
        Stop.Filter stop = new Stop.Filter();
        stop.set(Abi.X86_64, number, ip, sp);
        return stop;
    }

    private Call enter(int number) {
        tracee.call().number = number;
        tracee.enter(IP, SP);
        return tracee.call();
    }
}
