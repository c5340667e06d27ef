package lanner.recorder.inline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lanner.recorder.arch.AllRegisters;

/** Runs the stub instruction by instruction, with memory and a kernel that are tables. Knows what the stub uses, no more. */
final class StubMachine {
    /** A call that reached the kernel. */
    record Made(int number, List<Long> arguments) {}

    /** An access to memory that is not there. */
    static final class Fault extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    static final long RESULT = 77;

    final Map<String, Long> registers = new HashMap<>();
    final List<Made> calls = new ArrayList<>();
    private final TreeMap<Long, byte[]> memory = new TreeMap<>();
    private final Map<Long, Assembler.Instruction> code = new HashMap<>();
    private long gs;
    private long result = RESULT;
    private long rip;
    private boolean zero;
    private boolean negative;
    private boolean carry;
    private long counter = 1_000_000;

    StubMachine(List<Assembler.Instruction> instructions) {
        instructions.forEach(each -> code.put((long) each.address(), each));
    }

    void map(long address, byte[] bytes) {
        memory.put(address, bytes);
    }

    void unmap(long address) {
        memory.remove(address);
    }

    void gs(long address) {
        gs = address;
    }

    void answers(long value) {
        result = value;
    }

    long rip() {
        return rip;
    }

    void rip(long address) {
        rip = address;
    }

    boolean isInCode() {
        return code.containsKey(rip);
    }

    /** The registers as ptrace would show them. */
    AllRegisters shown() {
        AllRegisters shown = new AllRegisters();
        shown.rip(rip);
        shown.rax(get("rax"));
        shown.rcx(get("rcx"));
        List<String> names = List.of("rdi", "rsi", "rdx", "r10", "r8", "r9");
        for (int i = 0; i < 6; i++) {
            shown.argument(i, get(names.get(i)));
        }
        return shown;
    }

    byte[] read(long address, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) load(address + i, 1);
        }
        return bytes;
    }

    /** One instruction. */
    void step() {
        Assembler.Instruction instruction = code.get(rip);
        String text = instruction.text();
        int blank = text.indexOf(' ');
        String mnemonic = blank < 0 ? text : text.substring(0, blank);
        String[] operands =
                blank < 0 ? new String[0] : text.substring(blank + 1).split(",");
        long next = instruction.end();
        rip = run(mnemonic, operands, next);
    }

    private long run(String mnemonic, String[] operands, long next) {
        switch (mnemonic) {
            case "endbr64" -> {}
            case "mov", "movabs", "movzx" -> set(operands[0], value(operands[1]));
            case "lea" -> set(operands[0], address(operands[1]));
            case "cmovne" -> {
                if (!zero) {
                    set(operands[0], value(operands[1]));
                }
            }
            case "add" -> arithmetic(operands, value(operands[0]) + value(operands[1]));
            case "sub" -> {
                compare(operands);
                set(operands[0], value(operands[0]) - value(operands[1]));
            }
            case "cmp" -> compare(operands);
            case "and" -> arithmetic(operands, value(operands[0]) & value(operands[1]));
            case "or" -> arithmetic(operands, value(operands[0]) | value(operands[1]));
            case "not" -> set(operands[0], ~value(operands[0]));
            case "dec" -> arithmetic(operands, value(operands[0]) - 1);
            case "inc" -> arithmetic(operands, value(operands[0]) + 1);
            case "shl" -> arithmetic(operands, value(operands[0]) << value(operands[1]));
            case "shr" -> arithmetic(operands, value(operands[0]) >>> value(operands[1]));
            case "bsf" -> set(operands[0], Long.numberOfTrailingZeros(value(operands[1])));
            case "test" -> {
                zero = (value(operands[0]) & value(operands[1])) == 0;
                negative = (value(operands[0]) & value(operands[1])) < 0;
                carry = false;
            }
            case "rdgsbase" -> set(operands[0], gs);
            case "rdtsc" -> {
                counter += 100;
                set("rax", counter & 0xFFFFFFFFL);
                set("rdx", counter >>> 32);
            }
            case "syscall" -> {
                calls.add(made());
                set("rax", result);
                set("rcx", next);
                set("r11", 0x246);
            }
            default -> {
                return jump(mnemonic, operands[0], next);
            }
        }
        return next;
    }

    private long jump(String mnemonic, String target, long next) {
        boolean taken = switch (mnemonic) {
            case "jmp" -> true;
            case "je" -> zero;
            case "jne" -> !zero;
            case "jae" -> !carry;
            case "jb" -> carry;
            case "jbe" -> carry || zero;
            case "jle" -> zero || negative;
            case "ja" -> !carry && !zero;
            default -> throw new IllegalStateException(mnemonic);
        };
        return taken ? value(target) : next;
    }

    Made made() {
        return new Made(
                (int) get("rax"), List.of(get("rdi"), get("rsi"), get("rdx"), get("r10"), get("r8"), get("r9")));
    }

    private void arithmetic(String[] operands, long value) {
        set(operands[0], value);
        zero = value(operands[0]) == 0;
    }

    private void compare(String[] operands) {
        long left = value(operands[0]);
        long right = value(operands[1]);
        zero = left == right;
        carry = Long.compareUnsigned(left, right) < 0;
    }

    private long get(String register) {
        return registers.getOrDefault(register, 0L);
    }

    private long value(String operand) {
        if (operand.startsWith("0x")) {
            return Long.parseUnsignedLong(operand.substring(2), 16);
        }
        if (operand.contains(" PTR ")) {
            return load(address(operand), size(operand));
        }
        return switch (operand) {
            case "eax", "esi", "edx", "r11d" -> get(whole(operand)) & 0xFFFFFFFFL;
            case "al", "cl", "sil", "r11b" -> get(whole(operand)) & 0xFF;
            default -> get(operand);
        };
    }

    private void set(String operand, long value) {
        if (operand.contains(" PTR ")) {
            store(address(operand), size(operand), value);
        } else {
            switch (operand) {
                case "eax", "esi", "edx", "r11d" -> registers.put(whole(operand), value & 0xFFFFFFFFL);
                case "al" -> registers.put("rax", get("rax") & ~0xFFL | value & 0xFF);
                case "cl" -> registers.put("rcx", get("rcx") & ~0xFFL | value & 0xFF);
                default -> registers.put(operand, value);
            }
        }
    }

    private static String whole(String part) {
        return switch (part) {
            case "eax", "al" -> "rax";
            case "cl" -> "rcx";
            case "esi", "sil" -> "rsi";
            case "edx" -> "rdx";
            default -> "r11";
        };
    }

    private static int size(String operand) {
        return operand.startsWith("QWORD") ? 8 : operand.startsWith("DWORD") ? 4 : 1;
    }

    private long address(String operand) {
        int segment = operand.indexOf("gs:");
        if (segment >= 0) {
            return gs + value(operand.substring(segment + 3));
        }
        long sum = 0;
        String inside = operand.substring(operand.indexOf('[') + 1, operand.indexOf(']'));
        for (String part : inside.split("\\+")) {
            sum += value(part.replace("*1", ""));
        }
        return sum;
    }

    private long load(long address, int size) {
        byte[] region = region(address, size);
        int at = (int) (address - memory.floorKey(address));
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = value << 8 | region[at + i] & 0xFF;
        }
        return value;
    }

    private void store(long address, int size, long value) {
        byte[] region = region(address, size);
        int at = (int) (address - memory.floorKey(address));
        for (int i = 0; i < size; i++) {
            region[at + i] = (byte) (value >> 8 * i);
        }
    }

    private byte[] region(long address, int size) {
        Map.Entry<Long, byte[]> region = memory.floorEntry(address);
        if (region == null || address + size > region.getKey() + region.getValue().length) {
            throw new Fault();
        }
        return region.getValue();
    }
}
