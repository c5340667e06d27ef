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
    static final int BEHIND = Padding.REACH + 16;

    private static final int LOAD_BYTES = 5;

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
        int pad = new Padding(code, call - BEFORE, BEFORE + 2, taken).find();
        if (pad < 0) {
            return Optional.empty();
        }
        byte[] original = Arrays.copyOfRange(code, pad, pad + Padding.BYTES);
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

    private static int int32(byte[] code, int at) {
        return code[at] & 0xFF | (code[at + 1] & 0xFF) << 8 | (code[at + 2] & 0xFF) << 16 | code[at + 3] << 24;
    }
}
