package lanner.recorder.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A thread of arm64 in its stops, as do_signal in arch/arm64/kernel/signal.c leaves it. */
class ArmRegistersTest {
    private static final int TID = 7;
    private static final int EPOLL_PWAIT = 22;
    private static final long CALL = 0x401000;
    private static final long EINTR = -4;
    private static final int X8 = 8;
    private static final int SP = 31;
    private static final int PC = 32;

    /** One thread: its registers, and the instructions around its call. */
    private static final class Stopped implements RegisterAccess {
        private final ByteBuffer buffer = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        private final Map<Long, Integer> code = new HashMap<>();
        private byte[] state = new byte[34 * 8];
        private int number = -1;
        private long first;

        @Override
        public ByteBuffer registers() {
            return buffer;
        }

        @Override
        public boolean getRegisters(int tid) {
            throw new UnsupportedOperationException("arm64 has no PTRACE_GETREGS");
        }

        @Override
        public boolean setRegisters(int tid) {
            throw new UnsupportedOperationException("arm64 has no PTRACE_SETREGS");
        }

        @Override
        public boolean setRegister(int tid, int offset, long value) {
            throw new UnsupportedOperationException("arm64 has no PTRACE_POKEUSER");
        }

        @Override
        public int getRegisterSet(int tid, int set) {
            assertThat(set).isEqualTo(1);
            buffer.put(0, state);
            return tid == TID ? state.length : -1;
        }

        @Override
        public boolean setRegisterSet(int tid, int set, int bytes) {
            if (set == 0x404) {
                assertThat(bytes).isEqualTo(4);
                number = buffer.getInt(0);
            } else {
                assertThat(bytes).isEqualTo(state.length);
                buffer.get(0, state);
            }
            return tid == TID;
        }

        @Override
        public long memory(int tid, long address) {
            return code.getOrDefault(address, 0) & 0xFFFFFFFFL;
        }

        @Override
        public OptionalLong firstArgument(int tid) {
            return number < 0 ? OptionalLong.empty() : OptionalLong.of(first);
        }

        private long word(int register) {
            return ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN).getLong(register * 8);
        }

        private void set(int register, long value) {
            ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN).putLong(register * 8, value);
        }
    }

    private final Stopped thread = new Stopped();
    private final Registers registers = Machines.ARM64.registers(thread);

    /** The thread made a call with this first argument that returned, and stands behind it. */
    private void returned(long first, long result) {
        thread.code.put(CALL, 0xD4000001);
        thread.first = first;
        thread.set(0, result);
        thread.set(2, 16);
        thread.set(X8, EPOLL_PWAIT);
        thread.set(SP, 0x7fff0000);
        thread.set(PC, CALL + 4);
    }

    @Test
    void aCallThatReturnedEintrIsKnownByTheRegisters() {
        returned(5, EINTR);
        assertThat(registers.read(TID)).isTrue();
        assertThat(registers.abi()).isEqualTo(Abi.ARM64);
        assertThat(registers.number()).isEqualTo(EPOLL_PWAIT);
        assertThat(registers.result()).isEqualTo(EINTR);
        assertThat(registers.instruction()).isEqualTo(CALL + 4);
        assertThat(registers.stack()).isEqualTo(0x7fff0000);
        assertThat(registers.argument(0)).isEqualTo(5);
        assertThat(registers.argument(2)).isEqualTo(16);
        assertThat(thread.number)
                .as("the thread is told to be in no call again")
                .isEqualTo(-1);
    }

    @Test
    void aThreadThatIsInNoCallHasNoNumber() {
        returned(5, 3);
        registers.read(TID);
        assertThat(registers.number()).isNegative();
        thread.set(PC, CALL + 400);
        registers.read(TID);
        assertThat(registers.number()).isNegative();
    }

    @Test
    void aHiddenInterruptionStartsTheCallAgainWithItsFirstArgument() {
        returned(5, EINTR);
        registers.read(TID);
        registers.hideInterruption(TID);
        assertThat(thread.word(0)).isEqualTo(5);
        assertThat(thread.word(PC)).isEqualTo(CALL);
        assertThat(thread.number).isEqualTo(-1);
        registers.read(TID);
        assertThat(registers.number()).isEqualTo(EPOLL_PWAIT);
        assertThat(registers.result()).isEqualTo(-Registers.ERESTARTNOHAND);
        assertThat(registers.instruction()).isEqualTo(CALL + 4);
    }

    @Test
    void aHandlerMakesAHiddenInterruptionSeen() {
        returned(5, EINTR);
        registers.read(TID);
        registers.hideInterruption(TID);
        registers.showInterruption(TID);
        assertThat(thread.word(0)).isEqualTo(EINTR);
        assertThat(thread.word(PC)).isEqualTo(CALL + 4);
    }

    @Test
    void whatAProgramSeesAfterItsHandlerIsItsOwn() {
        returned(5, EINTR);
        registers.showInterruption(TID);
        registers.read(TID);
        assertThat(registers.number()).as("it comes back from its handler").isNegative();
        registers.read(TID);
        assertThat(registers.number())
                .as("the same call is interrupted another time")
                .isEqualTo(EPOLL_PWAIT);
    }

    @Test
    void whatTheKernelStartsAgainItselfIsLeftToIt() {
        returned(5, EINTR);
        thread.set(0, 5);
        thread.set(PC, CALL);
        registers.read(TID);
        assertThat(registers.number()).isEqualTo(EPOLL_PWAIT);
        assertThat(registers.result()).isEqualTo(-Registers.ERESTARTSYS);
        registers.showInterruption(TID);
        assertThat(thread.word(PC)).isEqualTo(CALL);
    }

    @Test
    void aCallThatIsEndedReturnsWhatItIsGivenFromWhereverItStands() {
        returned(5, EINTR);
        registers.endCall(TID, 0);
        assertThat(thread.word(0)).isZero();
        assertThat(thread.word(PC)).isEqualTo(CALL + 4);
        returned(5, EINTR);
        registers.read(TID);
        registers.hideInterruption(TID);
        registers.endCall(TID, -11);
        assertThat(thread.word(0)).isEqualTo(-11);
        assertThat(thread.word(PC)).isEqualTo(CALL + 4);
    }

    @Test
    void aRefusedCallHasNoNumberAndAnError() {
        returned(5, 5);
        assertThat(registers.skip(TID, -38)).isTrue();
        assertThat(thread.word(0)).isEqualTo(-38);
        assertThat(thread.number).isEqualTo(-1);
    }

    @Test
    void aCallThatTheKernelDoesNotMakeFailsAsOneThatItDoesNotHave() {
        returned(5, 5);
        registers.failUnmade(TID);
        assertThat(thread.word(0)).isEqualTo(-38);
        assertThat(thread.word(2)).isEqualTo(16);
        assertThat(thread.word(PC)).isEqualTo(CALL + 4);
    }

    @Test
    void theFirstArgumentIsOverwrittenAndNotPutBackOverTheResult() {
        returned(5, 5);
        assertThat(registers.setArgument(TID, Abi.ARM64, 0, 9)).isTrue();
        assertThat(thread.word(0)).isEqualTo(9);
        thread.set(0, 1234);
        registers.restoreArgument(TID, Abi.ARM64, 0, 5);
        assertThat(thread.word(0)).isEqualTo(1234);
        registers.restoreArgument(TID, Abi.ARM64, 1, 77);
        assertThat(thread.word(1)).isEqualTo(77);
    }

    @Test
    void aThumbProgramIsReadByItsOwnLayout() {
        thread.state = new byte[18 * 4];
        ByteBuffer narrow = ByteBuffer.wrap(thread.state).order(ByteOrder.LITTLE_ENDIAN);
        narrow.putInt(0, (int) EINTR)
                .putInt(7 * 4, 346)
                .putInt(13 * 4, 0xFFF00000)
                .putInt(15 * 4, 0x10002);
        narrow.putInt(16 * 4, 0x20).putInt(17 * 4, 5);
        thread.code.put(0x10000L, 0xDF00);
        registers.read(TID);
        assertThat(registers.abi()).isEqualTo(Abi.ARM);
        assertThat(registers.number()).isEqualTo(346);
        assertThat(registers.stack()).isEqualTo(0xFFF00000L);
        registers.hideInterruption(TID);
        assertThat(narrow.getInt(0)).isEqualTo(5);
        assertThat(narrow.getInt(15 * 4)).isEqualTo(0x10000);
    }

    @Test
    void aThreadThatIsGoneHasNoRegisters() {
        assertThat(registers.read(TID + 1)).isFalse();
        assertThat(registers.next(TID + 1)).isZero();
        assertThat(registers.jump(TID + 1, CALL)).isFalse();
    }
}
