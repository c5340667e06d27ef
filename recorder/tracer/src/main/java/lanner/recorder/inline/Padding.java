package lanner.recorder.inline;

import java.util.BitSet;
import java.util.function.LongPredicate;

/**
 * Bytes behind a call that nothing runs, found by following the program's own way from the call on.
 *
 * <p>What is decoded is code that runs: it begins behind the call, and behind an instruction from which nothing comes, a
 * return or a jump, it goes on only where a branch that was seen leads to. There nops and breakpoints are padding, if they
 * reach up to an address at which functions and loops begin or to where a branch leads, and no branch leads into them or
 * just over them. Nops of one byte each are none: compilers leave such at the entry of a function for others to patch, and
 * assemblers fill up with long ones.
 */
final class Padding {
    /** What a jump of 32 bits takes. */
    static final int BYTES = 5;

    /** How far a short jump leads. */
    static final int REACH = 127;

    private static final int ALIGNMENT = 16;
    private static final int PAGE = 4096;
    private static final int NOP = 0x90;
    private static final int BREAKPOINT = 0xCC;

    private final byte[] code;
    private final long base;
    private final int behind;
    private final LongPredicate taken;
    private final BitSet targets = new BitSet();

    /**
     * @param code bytes of code
     * @param base the address of the first
     * @param behind the index behind the call's instruction
     * @param taken whether padding at an address is in use already
     */
    Padding(byte[] code, long base, int behind, LongPredicate taken) {
        this.code = code;
        this.base = base;
        this.behind = behind;
        this.taken = taken;
    }

    /**
     * The first five bytes in reach of a short jump that are free, in the page that the call is in: what replaces one replaces
     * the other.
     *
     * @return their index; -1 for none
     */
    int find() {
        if ((base + behind) % PAGE == 1) {
            // The call's instruction is in two pages.
            return -1;
        }
        int end = (int) Math.min(code.length, behind - 1 + PAGE - (base + behind - 1) % PAGE);
        int at = behind;
        while (at < end) {
            int length = InstructionLength.of(code, at);
            if (length == 0) {
                return -1;
            }
            Branch branch = Branch.of(code, at, length);
            at += length;
            note(branch.target());
            if (branch.next() != Branch.Next.FOLLOWING) {
                int filled = endOfFilling(at);
                int free =
                        branch.next() == Branch.Next.NOTHING && branch.target() != filled ? free(at, filled, end) : -1;
                if (free >= 0) {
                    return free;
                }
                if (!targets.get(filled)) {
                    return -1;
                }
                at = filled;
            }
        }
        return -1;
    }

    private void note(int target) {
        if (target >= 0) {
            targets.set(target);
        }
    }

    /** Five free bytes of a filling; -1 for none. */
    private int free(int from, int filled, int end) {
        int into = targets.nextSetBit(from);
        boolean isPadding = ((base + filled) % ALIGNMENT == 0 || targets.get(filled)) && (into < 0 || into >= filled);
        int most = Math.min(behind + REACH, Math.min(filled, end) - BYTES);
        for (int pad = from; isPadding && pad <= most; pad += BYTES) {
            if (!taken.test(base + pad)) {
                return pad;
            }
        }
        return -1;
    }

    /**
     * Where what begins here ends: breakpoints at the last aligned address among them, nops at the first; {@code at} where
     * there are none.
     */
    private int endOfFilling(int at) {
        int end = at;
        int aligned = at;
        boolean isNop = false;
        while (end < code.length && !targets.get(end) && (aligned == at || isBreakpoint(end))) {
            int length = filling(end);
            boolean another = length == 1 && (code[end] & 0xFF) == NOP;
            if (length == 0) {
                break;
            }
            if (another && isNop) {
                return at;
            }
            isNop = another;
            end += length;
            aligned = (base + end) % ALIGNMENT == 0 ? end : aligned;
        }
        return aligned > at && !targets.get(end) ? aligned : end;
    }

    private boolean isBreakpoint(int at) {
        return (code[at] & 0xFF) == BREAKPOINT;
    }

    /** The length of a nop or a breakpoint; 0 for another instruction. */
    private int filling(int at) {
        int opcode = at;
        while (opcode < code.length && (code[opcode] == 0x66 || code[opcode] == 0x2E)) {
            opcode++;
        }
        boolean isFilling = opcode < code.length
                && ((code[opcode] & 0xFF) == NOP
                        || isBreakpoint(opcode) && opcode == at
                        || code[opcode] == 0x0F && opcode + 1 < code.length && code[opcode + 1] == 0x1F);
        return isFilling ? InstructionLength.of(code, at) : 0;
    }
}
