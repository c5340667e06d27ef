package lanner.recorder.inline;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Machine code of x86-64 with labels, and its listing. Each instruction is given with its text as objdump(1) writes it in
 * Intel's syntax, so that a disassembly can be held against the listing.
 *
 * <p>Code is laid down twice by whoever uses it: the first pass learns where the labels are, the second uses them.
 */
final class Assembler {
    /** One instruction. */
    record Instruction(int address, byte[] bytes, String text) {
        int end() {
            return address + bytes.length;
        }
    }

    private final int base;
    private final Map<String, Integer> labels = new HashMap<>();
    private final List<Instruction> instructions = new ArrayList<>();
    private final ByteArrayOutputStream code = new ByteArrayOutputStream();

    /** @param base the address of the first byte */
    Assembler(int base) {
        this.base = base;
    }

    /** Begins again from the first byte; the labels stay. */
    void again() {
        code.reset();
        instructions.clear();
    }

    int here() {
        return base + code.size();
    }

    void label(String name) {
        labels.put(name, here());
    }

    /** Where a label is; the base in the first pass, while it is not known. */
    int at(String name) {
        return labels.getOrDefault(name, base);
    }

    void emit(String text, int... bytes) {
        byte[] encoded = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            encoded[i] = (byte) bytes[i];
        }
        append(text, encoded);
    }

    /** An instruction that ends in a number of 32 bits. */
    void emit32(String text, int number, int... bytes) {
        append(text, concat(bytes, number, 4));
    }

    /** An instruction that ends in a number of 64 bits. */
    void emit64(String text, long number, int... bytes) {
        append(text, concat(bytes, number, 8));
    }

    /** A jump whose distance is a byte. */
    void jump8(String mnemonic, int opcode, String label) {
        int distance = at(label) - (here() + 2);
        boolean known = labels.containsKey(label);
        if (known && distance != (byte) distance) {
            throw new IllegalStateException(label + " is too far away for a short jump");
        }
        emit(mnemonic + " " + hex(at(label)), opcode, distance);
    }

    /** A jump whose distance is a number of 32 bits. */
    void jump32(String mnemonic, String label, int... opcode) {
        emit32(mnemonic + " " + hex(at(label)), at(label) - (here() + opcode.length + 4), opcode);
    }

    /** Fills up with zeros to an offset from the base. */
    void fill(int offset) {
        if (code.size() > offset) {
            throw new IllegalStateException("the code is longer than " + offset + " bytes");
        }
        while (code.size() < offset) {
            code.write(0);
        }
    }

    byte[] bytes() {
        return code.toByteArray();
    }

    List<Instruction> instructions() {
        return List.copyOf(instructions);
    }

    /** The names of the labels at an address. */
    List<String> labelsAt(int address) {
        return labels.entrySet().stream()
                .filter(label -> label.getValue() == address)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    static String hex(int value) {
        return "0x" + Integer.toHexString(value).toLowerCase(Locale.ROOT);
    }

    private void append(String text, byte[] bytes) {
        instructions.add(new Instruction(here(), bytes, text));
        code.writeBytes(bytes);
    }

    private static byte[] concat(int[] bytes, long number, int size) {
        byte[] all = new byte[bytes.length + size];
        for (int i = 0; i < bytes.length; i++) {
            all[i] = (byte) bytes[i];
        }
        for (int i = 0; i < size; i++) {
            all[bytes.length + i] = (byte) (number >> 8 * i);
        }
        return all;
    }
}
