package lanner.recorder.inline;

/**
 * How long an instruction of 64-bit code is (Intel SDM volume 2, appendix A). Exact for what it answers; what is undefined,
 * privileged or read differently by different processors has no length.
 */
final class InstructionLength {
    private static final int NONE = 0;
    private static final int LONGEST = 15;

    // What follows an opcode. spotless:off
    private static final String ONE_BYTE =
            "mmmmbzxxmmmmbzx0" + "mmmmbzxxmmmmbzxx" + "mmmmbzpxmmmmbzpx" + "mmmmbzpxmmmmbzpx"
          + "rrrrrrrrrrrrrrrr" + "................" + "xxvmppppzZbB...." + "bbbbbbbbbbbbbbbb"
          + "BZxBmmmmmmmmmmmm" + "..........x....." + "oooo....bz......" + "bbbbbbbbqqqqqqqq"
          + "BBw.VvBZe.w..bx." + "mmmmxxx.mmmmmmmm" + "bbbbbbbbjjxb...." + "p.pp..tT......mm";
    private static final String TWO_BYTE =
            "mmmmx.x..." + "x.xm.B" + "mmmmmmmmmmmmmmmm" + "xxxxxxxxmmmmmmmm" + "......xxxxxxxxxx"
          + "mmmmmmmmmmmmmmmm" + "mmmmmmmmmmmmmmmm" + "mmmmmmmmmmmmmmmm" + "BBBBmmm.xxxxmmmm"
          + "jjjjjjjjjjjjjjjj" + "mmmmmmmmmmmmmmmm" + "...mBmxx...mBmmm" + "mmmmmmmmmmBmmmmm"
          + "mmBmBBBm........" + "mmmmmmmmmmmmmmmm" + "mmmmmmmmmmmmmmmm" + "mmmmmmmmmmmmmmmx";
    // spotless:on

    private InstructionLength() {}

    /**
     * @param code bytes of code; what lies behind their end is not known
     * @param at where the instruction begins
     * @return its length in bytes; 0 where it cannot be told
     */
    static int of(byte[] code, int at) {
        int length = new Decoder(code, at).length();
        return length > 0 && length <= LONGEST && at + length <= code.length ? length : NONE;
    }

    private static final class Decoder {
        private final byte[] code;
        private final int start;
        private int at;
        private boolean operand16;
        private boolean address32;
        private boolean wide;

        Decoder(byte[] code, int start) {
            this.code = code;
            this.start = start;
            this.at = start;
        }

        private int next() {
            return at < code.length ? code[at++] & 0xFF : endOfCode();
        }

        private int endOfCode() {
            at = code.length + LONGEST;
            return 0;
        }

        int length() {
            int opcode = next();
            while (kind(opcode) == 'p' && at - start < LONGEST) {
                operand16 |= opcode == 0x66;
                address32 |= opcode == 0x67;
                opcode = next();
            }
            if (kind(opcode) == 'r') {
                wide = (opcode & 8) != 0;
                opcode = next();
                if (kind(opcode) == 'r' || kind(opcode) == 'p') {
                    return NONE;
                }
            }
            return follows(kind(opcode), opcode);
        }

        private static char kind(int opcode) {
            return ONE_BYTE.charAt(opcode);
        }

        private int follows(char kind, int opcode) {
            return switch (kind) {
                case '.' -> done(0);
                case 'b' -> done(1);
                case 'w' -> done(2);
                case 'e' -> done(3);
                case 'z' -> done(word());
                case 'q' -> done(wide ? 8 : word());
                case 'o' -> done(address32 ? 4 : 8);
                case 'j' -> operand16 && !wide ? NONE : done(4);
                case 'm' -> memory(0);
                case 'B' -> memory(1);
                case 'Z' -> memory(word());
                case 't' -> memory((peek() & 0x38) < 0x10 ? 1 : 0);
                case 'T' -> memory((peek() & 0x38) < 0x10 ? word() : 0);
                case '0' -> twoBytes();
                case 'v' -> opcode == 0x62 ? evex() : shortVex();
                case 'V' -> longVex();
                default -> NONE;
            };
        }

        private int word() {
            return operand16 && !wide ? 2 : 4;
        }

        private int peek() {
            return at < code.length ? code[at] & 0xFF : 0;
        }

        private int twoBytes() {
            int opcode = next();
            return switch (opcode) {
                case 0x38 -> {
                    next();
                    yield memory(0);
                }
                case 0x3A -> {
                    next();
                    yield memory(1);
                }
                default -> follows(TWO_BYTE.charAt(opcode), 0);
            };
        }

        private int shortVex() {
            next();
            return ofMap(1);
        }

        private int longVex() {
            int map = next() & 0x1F;
            next();
            return ofMap(map);
        }

        /** EVEX: three bytes more, the map in the first. */
        private int evex() {
            int map = next() & 7;
            next();
            next();
            return ofMap(map);
        }

        private int ofMap(int map) {
            int opcode = next();
            return switch (map) {
                case 1 -> opcode == 0x77 ? done(0) : memory(TWO_BYTE.charAt(opcode) == 'B' ? 1 : 0);
                case 2, 5, 6 -> memory(0);
                case 3 -> memory(1);
                default -> NONE;
            };
        }

        /** The ModRM byte, what it asks for, and an immediate value. */
        private int memory(int immediate) {
            int modrm = next();
            int mod = modrm >> 6;
            int base = modrm & 7;
            if (mod == 3) {
                return done(immediate);
            }
            if (base == 4) {
                // The SIB byte names the base.
                base = next() & 7;
            }
            return done(immediate + displacement(mod, base == 5));
        }

        private static int displacement(int mod, boolean none) {
            return switch (mod) {
                case 0 -> none ? 4 : 0;
                case 1 -> 1;
                default -> 4;
            };
        }

        private int done(int more) {
            return at + more - start;
        }
    }
}
