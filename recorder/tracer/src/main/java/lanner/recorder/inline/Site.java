package lanner.recorder.inline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A place in a program from which calls go to the stub.
 *
 * @param call the address of the program's own {@code syscall} instruction
 * @param number the call that it makes, in form A
 * @param form how it is patched
 * @param start where the bytes are that are replaced first
 * @param original the bytes there
 * @param cell where its trampoline is
 */
record Site(long call, int number, Form form, long start, byte[] original, long cell) {
    /** How much a trampoline may take. */
    static final int CELL_BYTES = 64;

    static final byte TRAP = (byte) 0xCC;
    private static final byte[] SYSCALL = {0x0F, 0x05};
    private static final int SYSCALL_BYTES = SYSCALL.length;

    /** How the program's code is made to jump. */
    enum Form {
        /** The instruction before, which loads the number, becomes a jump; the call's own stays. */
        BEFORE,
        /** The call's own becomes a short jump to bytes that nothing runs, and these a jump. */
        PADDING
    }

    /** Bytes to write. {@code barrier}: every processor has to see them before the next are written. */
    record Write(long address, byte[] bytes, boolean barrier) {}

    /** Behind the program's own instruction. */
    long behind() {
        return call + SYSCALL_BYTES;
    }

    /** The address that the stub is given: behind the instruction that stops, the program's own or the trampoline's. */
    long returnAddress() {
        return form == Form.BEFORE ? behind() : cell + Trampoline.STOPPING_CALL + SYSCALL_BYTES;
    }

    /** Whether an address is that of a trampoline's instruction that stops. */
    boolean isStoppingCall(long address) {
        return form == Form.PADDING && address == cell + Trampoline.STOPPING_CALL;
    }

    /** Where the short jump of {@link Form#PADDING} is; where the jump is otherwise. */
    private long first() {
        return form == Form.BEFORE ? start : call;
    }

    /**
     * What to write, in order.
     *
     * @param running whether other threads may be running this code
     */
    List<Write> writes(boolean running) {
        byte[] jump = jump();
        if (form == Form.BEFORE) {
            return replace(start, jump, running);
        }
        List<Write> writes = new ArrayList<>();
        writes.add(new Write(start, jump, running));
        writes.addAll(replace(call, patched(), running));
        return List.copyOf(writes);
    }

    /** What to write to have the program's own bytes again; padding stays as it is, nothing runs it. */
    List<Write> undo(boolean running) {
        return replace(first(), unpatched(), running);
    }

    /** The bytes at {@link #again()} with which the program's code jumps. */
    byte[] patched() {
        return form == Form.BEFORE ? jump() : new byte[] {(byte) 0xEB, (byte) (start - behind())};
    }

    /**
     * Puts the program's own bytes in the place of a patch that is whole.
     *
     * @param code bytes of the program
     * @param base the address of the first
     */
    void undoIn(byte[] code, long base) {
        replace(code, first() - base, patched(), unpatched());
        replace(code, start - base, jump(), original);
    }

    private static void replace(byte[] code, long at, byte[] there, byte[] by) {
        boolean within = at >= 0 && at + there.length <= code.length;
        if (within && Arrays.equals(code, (int) at, (int) at + there.length, there, 0, there.length)) {
            System.arraycopy(by, 0, code, (int) at, by.length);
        }
    }

    private byte[] unpatched() {
        return form == Form.BEFORE ? original : SYSCALL.clone();
    }

    /** Whether bytes at {@link #again()} are those of a patch that is half written. */
    boolean isHalfWritten(byte[] there) {
        byte[] before = unpatched();
        byte[] after = patched();
        boolean half = there[0] == TRAP || there[0] == before[0];
        for (int i = 1; i < after.length; i++) {
            half &= there[i] == before[i] || there[i] == after[i];
        }
        return half && !Arrays.equals(there, before);
    }

    /** The address behind the trap that a thread runs into while the bytes are replaced. */
    long behindTrap() {
        return first() + 1;
    }

    /** A thread that ran into the trap begins here again. */
    long again() {
        return first();
    }

    /** The long jump, at {@link #start}. */
    byte[] jump() {
        return Trampoline.jump(start, cell);
    }

    /**
     * Replaces an instruction by another. Where threads run, a trap keeps them off the bytes that are neither the old nor the
     * new instruction (Intel SDM volume 3, 9.1.3).
     */
    private static List<Write> replace(long at, byte[] bytes, boolean running) {
        if (!running) {
            return List.of(new Write(at, bytes, false));
        }
        byte[] rest = Arrays.copyOfRange(bytes, 1, bytes.length);
        return List.of(
                new Write(at, new byte[] {TRAP}, true),
                new Write(at + 1, rest, true),
                new Write(at, new byte[] {bytes[0]}, true));
    }
}
