package lanner.recorder.arch;

/** Machine code of arm64: Arm Architecture Reference Manual for A-profile, C6. Every instruction has four bytes. */
final class ArmCode extends Code {
    private static final int SVC = 0xD4000001;
    private static final int MOVZ_W = 0x52800000;
    private static final int MOVK_W_16 = 0x72A00000;
    private static final int B = 0x14000000;
    private static final int B_NE = 0x54000001;
    private static final int CBZ_W = 0x34000000;
    /** {@code cmn w0, #0}: compares with the negative. */
    private static final int CMN_W0 = 0x3100001F;

    /** {@code add x1, sp, #8}. */
    private static final int ADD_X1_SP_8 = 0x910023E1;
    /** {@code add x2, sp, x2}. */
    private static final int ADD_X2_SP_X2 = 0x8B2263E2;
    /** {@code neg w0, w0}. */
    private static final int NEG_W0 = 0x4B0003E0;

    /** The register of a call's number, w8. */
    private static final int NUMBER = 8;

    ArmCode(Architecture architecture, int address) {
        super(architecture, address);
    }

    @Override
    public void call(String name, int... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            move(i, arguments[i]);
        }
        enter(name);
    }

    private void enter(String name) {
        move(NUMBER, number(name));
        emitInt(SVC);
    }

    private void move(int register, int value) {
        emitInt(MOVZ_W | (value & 0xFFFF) << 5 | register);
        emitInt(MOVK_W_16 | (value >>> 16) << 5 | register);
    }

    @Override
    public void waitForSignal() {
        call("ppoll", 0, 0, 0, 0);
    }

    @Override
    public void jump(int address) {
        emitInt(B | words(address) & 0x3FFFFFF);
    }

    @Override
    public void jumpIfZero(int address) {
        emitInt(CBZ_W | (words(address) & 0x7FFFF) << 5);
    }

    @Override
    public void jumpUnlessError(int errno, int address) {
        emitInt(CMN_W0 | errno << 10);
        emitInt(B_NE | (words(address) & 0x7FFFF) << 5);
    }

    private int words(int address) {
        return (address - here()) / 4;
    }

    @Override
    public void execute(int path, int arguments) {
        move(0, path);
        emitInt(ADD_X1_SP_8);
        move(2, 8 * (arguments + 2));
        emitInt(ADD_X2_SP_X2);
        enter("execve");
    }

    @Override
    public void exitWithError() {
        emitInt(NEG_W0);
        enter("exit_group");
    }
}
