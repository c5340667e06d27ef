package lanner.recorder.arch;

import java.io.ByteArrayOutputStream;

/** What both machines' code has in common: bytes, and where they will lie. */
abstract class Code implements LaunchCode {
    private final Architecture architecture;
    private final int address;
    private final ByteArrayOutputStream code = new ByteArrayOutputStream();

    Code(Architecture architecture, int address) {
        this.architecture = architecture;
        this.address = address;
    }

    @Override
    public int here() {
        return address + code.size();
    }

    @Override
    public byte[] bytes() {
        return code.toByteArray();
    }

    int number(String call) {
        return architecture.number(call);
    }

    void emit(int... bytes) {
        for (int value : bytes) {
            code.write(value);
        }
    }

    void emitInt(int value) {
        emit(value & 0xFF, value >> 8 & 0xFF, value >> 16 & 0xFF, value >> 24 & 0xFF);
    }
}
