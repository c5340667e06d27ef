package lanner.recorder.inline;

/**
 * Where control goes from an instruction of 64-bit code.
 *
 * @param next what runs behind it
 * @param target the index that it may jump to, also one outside of the bytes; {@link #NOWHERE} where it does not jump, or
 *     its bytes do not say to where
 */
record Branch(Next next, int target) {
    static final int NOWHERE = Integer.MIN_VALUE;

    /** What runs behind an instruction. */
    enum Next {
        /** The following one, now or when what was called returns. */
        FOLLOWING,
        /** Nothing that comes from here. */
        NOTHING,
        /** Nothing, unless a handler of the trap that it is has it go on there. */
        TRAP
    }

    private static final Branch NONE = new Branch(Next.FOLLOWING, NOWHERE);

    /** The branch that an instruction is which begins here and is so long. */
    static Branch of(byte[] code, int at, int length) {
        int opcode = at;
        while (opcode < at + length - 1 && isPrefix(code[opcode] & 0xFF)) {
            opcode++;
        }
        int end = at + length;
        int first = code[opcode] & 0xFF;
        int second = opcode + 1 < end ? code[opcode + 1] & 0xFF : 0;
        if (first >= 0x70 && first <= 0x7F || first >= 0xE0 && first <= 0xE3) {
            return new Branch(Next.FOLLOWING, end + code[end - 1]);
        }
        return switch (first) {
            case 0xC2, 0xC3 -> new Branch(Next.NOTHING, NOWHERE);
            case 0xEB -> new Branch(Next.NOTHING, end + code[end - 1]);
            case 0xE9 -> new Branch(Next.NOTHING, end + int32(code, end - 4));
            case 0xFF -> (second & 0x38) == 0x20 || (second & 0x38) == 0x28 ? new Branch(Next.NOTHING, NOWHERE) : NONE;
            case 0xCC, 0xF4 -> new Branch(Next.TRAP, NOWHERE);
            case 0x0F -> ofTwoBytes(code, second, end);
            default -> NONE;
        };
    }

    private static Branch ofTwoBytes(byte[] code, int second, int end) {
        if (second >= 0x80 && second <= 0x8F) {
            return new Branch(Next.FOLLOWING, end + int32(code, end - 4));
        }
        return second == 0x0B ? new Branch(Next.TRAP, NOWHERE) : NONE;
    }

    private static boolean isPrefix(int value) {
        return switch (value) {
            case 0x26, 0x2E, 0x36, 0x3E, 0x64, 0x65, 0x66, 0x67, 0xF0, 0xF2, 0xF3 -> true;
            default -> value >= 0x40 && value <= 0x4F;
        };
    }

    private static int int32(byte[] code, int at) {
        return code[at] & 0xFF | (code[at + 1] & 0xFF) << 8 | (code[at + 2] & 0xFF) << 16 | code[at + 3] << 24;
    }
}
