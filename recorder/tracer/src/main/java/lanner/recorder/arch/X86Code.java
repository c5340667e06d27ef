package lanner.recorder.arch;

/** Machine code of x86-64: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2. */
final class X86Code extends Code {
    /** {@code mov} of 32 bits to edi, esi, edx, r10d, r8d, r9d: a call's arguments. */
    private static final int[][] MOVE_ARGUMENT = {{0xBF}, {0xBE}, {0xBA}, {0x41, 0xBA}, {0x41, 0xB8}, {0x41, 0xB9}};

    private static final int SHORT_JUMP = 2;
    private static final int NEAR_JUMP = 6;

    X86Code(Architecture architecture, int address) {
        super(architecture, address);
    }

    @Override
    public void call(String name, int... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            emit(MOVE_ARGUMENT[i]);
            emitInt(arguments[i]);
        }
        enter(name);
    }

    private void enter(String name) {
        emit(0xB8); // mov eax, ...
        emitInt(number(name));
        emit(0x0F, 0x05); // syscall
    }

    @Override
    public void waitForSignal() {
        call("pause");
    }

    @Override
    public void jump(int address) {
        int distance = address - (here() + SHORT_JUMP);
        emit(0xEB, distance & 0xFF);
    }

    @Override
    public void jumpIfZero(int address) {
        emit(0x85, 0xC0); // test eax, eax
        near(0x84, address); // je
    }

    @Override
    public void jumpUnlessError(int errno, int address) {
        emit(0x83, 0xF8, -errno); // cmp eax, ...
        near(0x85, address); // jne
    }

    private void near(int condition, int address) {
        int distance = address - (here() + NEAR_JUMP);
        emit(0x0F, condition);
        emitInt(distance);
    }

    @Override
    public void execute(int path, int arguments) {
        emit(MOVE_ARGUMENT[0]);
        emitInt(path);
        emit(0x48, 0x8D, 0x74, 0x24, 0x08); // lea rsi, [rsp+8]
        emit(0x48, 0x8D, 0x94, 0x24); // lea rdx, [rsp+8*(arguments+2)]
        emitInt(8 * (arguments + 2));
        enter("execve");
    }

    @Override
    public void exitWithError() {
        emit(0x89, 0xC7, 0xF7, 0xDF); // mov edi, eax; neg edi
        enter("exit_group");
    }
}
