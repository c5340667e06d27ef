package lanner.recorder.inline;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * How the code around a call can be made to jump to the stub. No instruction that a program may jump to is moved, and
 * what lies behind the call stays as it is: a thread that is in the call returns to it.
 */
final class Patching {
    /** Bytes that are looked at before the call. */
    static final int BEFORE = 8;

    /** Bytes that are looked at behind it: as far as a short jump leads, and one instruction more. */
    static final int BEHIND = 127 + 16;

    private static final int LOAD_BYTES = 5;
    private static final int PAD_BYTES = 5;
    private static final int ALIGNMENT = 16;

    private Patching() {}

    /**
     * Where to patch.
     *
     * @param start where the bytes are that are replaced first
     * @param original the bytes there
     */
    record Place(Site.Form form, long start, byte[] original) {
        Site site(long call, int number, long cell) {
            return new Site(call, number, form, start, original, cell);
        }
    }

    /**
     * The place for a call.
     *
     * @param code the bytes from {@link #BEFORE} before the call's instruction on; fewer behind where memory ends
     * @param call the address of the call's instruction
     * @param number the call that a thread made there
     * @param taken whether padding at an address is in use already
     */
    static Optional<Place> find(byte[] code, long call, int number, LongPredicate taken) {
        if (code.length < BEFORE + 2 || code[BEFORE] != 0x0F || code[BEFORE + 1] != 0x05) {
            return Optional.empty();
        }
        if (loadsNumber(code, number)) {
            byte[] original = Arrays.copyOfRange(code, BEFORE - LOAD_BYTES, BEFORE);
            return Optional.of(new Place(Site.Form.BEFORE, call - LOAD_BYTES, original));
        }
        int pad = padding(code, call, taken);
        if (pad < 0) {
            return Optional.empty();
        }
        byte[] original = Arrays.copyOfRange(code, pad, pad + PAD_BYTES);
        return Optional.of(new Place(Site.Form.PADDING, call - BEFORE + pad, original));
    }

    /**
     * Whether {@code mov eax, number} stands before the call. A prefix before it would make it another instruction: REX.B
     * loads r8d, 0x66 loads 16 bits.
     */
    private static boolean loadsNumber(byte[] code, int number) {
        int at = BEFORE - LOAD_BYTES;
        int before = code[at - 1] & 0xFF;
        boolean mayBePrefix = before >= 0x40 && before <= 0x4F || before == 0x66;
        return (code[at] & 0xFF) == 0xB8 && int32(code, at + 1) == number && !mayBePrefix;
    }

    /**
     * The first five unused bytes that no instruction runs into, in reach of a short jump. Decoding starts behind the call,
     * where the program certainly runs, so it finds the instructions that are there.
     *
     * @return their index; -1 for none
     */
    private static int padding(byte[] code, long call, LongPredicate taken) {
        int at = BEFORE + 2;
        int furthest = Math.min(code.length, at + 127 + PAD_BYTES);
        while (at < furthest) {
            int length = InstructionLength.of(code, at);
            if (length == 0) {
                return -1;
            }
            boolean ends = endsFlow(code, at);
            at += length;
            if (ends) {
                int end = endOfFilling(code, at, call);
                for (int pad = at; pad + PAD_BYTES <= end && pad <= BEFORE + 2 + 127; pad += PAD_BYTES) {
                    if (!taken.test(call - BEFORE + pad)) {
                        return pad;
                    }
                }
            }
        }
        return -1;
    }

    /** Whether nothing runs from this instruction into the next: a return, a jump, a trap that is no breakpoint. */
    private static boolean endsFlow(byte[] code, int at) {
        int opcode = code[at] & 0xFF;
        int second = at + 1 < code.length ? code[at + 1] & 0xFF : 0;
        if (opcode >= 0x40 && opcode <= 0x4F || opcode == 0xF2 || opcode == 0xF3 || opcode == 0x3E) {
            // bnd ret, rep ret, notrack jmp
            return at + 1 < code.length && endsFlow(code, at + 1);
        }
        return switch (opcode) {
            case 0xC3, 0xC2, 0xE9, 0xEB, 0xF4 -> true;
            case 0x0F -> second == 0x0B;
            case 0xFF -> (second & 0x38) == 0x20 || (second & 0x38) == 0x28;
            default -> false;
        };
    }

    /** Where nops and breakpoints end that fill up to the next aligned address; {@code at} where there is no such filling. */
    private static int endOfFilling(byte[] code, int at, long call) {
        int end = at;
        while (end < code.length && (call - BEFORE + end) % ALIGNMENT != 0) {
            int length = filling(code, end);
            if (length == 0) {
                return at;
            }
            end += length;
        }
        return (call - BEFORE + end) % ALIGNMENT == 0 ? end : at;
    }

    /** The length of a nop or a breakpoint; 0 for another instruction. */
    private static int filling(byte[] code, int at) {
        int opcode = at;
        while (opcode < code.length && (code[opcode] == 0x66 || code[opcode] == 0x2E)) {
            opcode++;
        }
        boolean isFilling = opcode < code.length
                && ((code[opcode] & 0xFF) == 0x90
                        || (code[opcode] & 0xFF) == 0xCC && opcode == at
                        || code[opcode] == 0x0F && opcode + 1 < code.length && code[opcode + 1] == 0x1F);
        return isFilling ? InstructionLength.of(code, at) : 0;
    }

    private static int int32(byte[] code, int at) {
        return code[at] & 0xFF | (code[at + 1] & 0xFF) << 8 | (code[at + 2] & 0xFF) << 16 | code[at + 3] << 24;
    }
}
