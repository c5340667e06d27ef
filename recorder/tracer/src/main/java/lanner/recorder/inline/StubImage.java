package lanner.recorder.inline;

import static lanner.recorder.inline.InlineCall.ANSWERS;
import static lanner.recorder.inline.InlineCall.FLAGS_IN_1;
import static lanner.recorder.inline.InlineCall.FLAGS_IN_2;
import static lanner.recorder.inline.InlineCall.F_DUPFD_CLOEXEC;
import static lanner.recorder.inline.InlineCall.F_SETFL;
import static lanner.recorder.inline.InlineCall.IS_COMMAND;
import static lanner.recorder.inline.InlineCall.MAY_DUPLICATE;
import static lanner.recorder.inline.InlineCall.PATH_IN_0;
import static lanner.recorder.inline.InlineCall.PATH_IN_1;
import static lanner.recorder.inline.InlineCall.WRITES;
import static lanner.recorder.inline.SlotLayout.CLASSES;
import static lanner.recorder.inline.SlotLayout.CODE;
import static lanner.recorder.inline.SlotLayout.HEAD;
import static lanner.recorder.inline.SlotLayout.LIMIT;
import static lanner.recorder.inline.SlotLayout.RETURN;
import static lanner.recorder.inline.SlotLayout.RING;
import static lanner.recorder.inline.SlotLayout.RING_BYTES;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import lanner.capture.InlineLevel;

/**
 * The page of code that is put into a process: the stub that makes a call and records it, what to do for each call, and
 * what maps the rest.
 *
 * <p>The stub uses no stack and no register but rcx and r11, which the kernel changes in a call anyway; the record is
 * where it keeps the others. It comes in with rcx = R, the address behind a {@code syscall} instruction of the program that
 * always stops, and the call's number and arguments where the kernel takes them. It leaves to R, with the result, as the
 * kernel would; or to R-2, and the call is made by a stop. Flags are not kept: they mean nothing behind a call.
 *
 * <p>What cannot be recorded here goes to R-2: a thread without a slot, a full slot, another's gs, a call that is not of
 * the level, a null path, one that is too long. A path that cannot be read faults, and the tracer sends the thread to R-2.
 */
public final class StubImage {
    /** The number of a call that there is not: it stops the thread for the tracer, whatever the filter selects. */
    static final int MARK = 511;

    /** How often the bootstrap reads both clocks. */
    static final int CLOCK_READINGS = 4;

    /** One reading: seconds, nanoseconds of the monotonic clock, the time stamp counter just behind. */
    static final int CLOCK_READING_BYTES = 24;

    private static final int MMAP = 9;
    private static final int MADVISE = 28;
    private static final int CLOCK_GETTIME = 228;
    private static final int CLOCK_MONOTONIC = 1;
    private static final int PROT_READ_WRITE = 3;
    private static final int PROT_READ_EXECUTE = 5;
    private static final int MAP_PRIVATE_ANONYMOUS = 0x22;
    private static final int MAP_NORESERVE = 0x4000;
    private static final int MAP_FIXED_NOREPLACE = 0x100000;
    private static final int MADV_DONTFORK = 10;
    private static final int MADV_DONTDUMP = 16;

    private final Assembler code = new Assembler(CODE);
    private final InlineCall[] calls;

    StubImage(InlineCall[] calls) {
        this.calls = calls.clone();
        assemble();
        code.again();
        assemble();
    }

    /** The image of a level, for people. */
    public static StubImage of(InlineLevel level) {
        BitSet every = new BitSet();
        every.set(0, SlotLayout.CLASS_COUNT);
        return new StubImage(InlineCall.of(level, every));
    }

    int entry() {
        return code.at("entry");
    }

    /** Behind the one {@code syscall} instruction that the filter lets through: what the kernel sees of a call of it. */
    int after() {
        return code.at("after");
    }

    int bootstrap() {
        return code.at("bootstrap");
    }

    /** Makes one call, keeps its result in rbx, and stops. */
    int remoteCall() {
        return code.at("remote");
    }

    /** Behind the instruction that stops for the tracer. */
    int marked() {
        return code.at("marked");
    }

    int at(String label) {
        return code.at(label);
    }

    List<Assembler.Instruction> instructions() {
        return code.instructions();
    }

    /** The page's bytes. */
    byte[] bytes() {
        byte[] bytes = new byte[SlotLayout.CODE_BYTES];
        byte[] laid = code.bytes();
        System.arraycopy(laid, 0, bytes, 0, laid.length);
        for (int number = 0; number < calls.length; number++) {
            bytes[CLASSES - CODE + number] = (byte) (calls[number] == null ? 0 : calls[number].classBits());
        }
        return bytes;
    }

    /** Maps a page at {@link SlotLayout#CODE} that may not be there yet: arguments of mmap(2). */
    static long[] codeMapping() {
        return new long[] {
            CODE, SlotLayout.CODE_BYTES, PROT_READ_EXECUTE, MAP_PRIVATE_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0
        };
    }

    /** The instructions with their addresses, and which call is done how. */
    public String listing() {
        StringBuilder text = new StringBuilder();
        int end = CODE;
        for (Assembler.Instruction instruction : code.instructions()) {
            if (instruction.address() != end) {
                text.append('\n');
            }
            for (String label : code.labelsAt(instruction.address())) {
                text.append(label).append(":\n");
            }
            text.append(String.format(
                    Locale.ROOT,
                    "  %08x  %-30s  %s%n",
                    instruction.address(),
                    HexFormat.ofDelimiter(" ").formatHex(instruction.bytes()),
                    instruction.text()));
            end = instruction.end();
        }
        text.append('\n');
        for (InlineCall call : calls) {
            if (call != null) {
                text.append(String.format(
                        Locale.ROOT,
                        "  %08x  %02x  %s (%d)%n",
                        CLASSES + call.number(),
                        call.classBits(),
                        call.name(),
                        call.number()));
            }
        }
        return text.toString();
    }

    // --- the stub ----------------------------------------------------------------------------------------------------

    private void assemble() {
        choose();
        keep();
        copyPath();
        call();
        publish();
        copyAnswer();
        testArguments();
        decline();
        code.fill(SlotLayout.BOOTSTRAP_OFFSET);
        prepare();
    }

    /** Whether the call can be recorded here. */
    private void choose() {
        code.label("entry");
        code.emit("endbr64", 0xF3, 0x0F, 0x1E, 0xFA);
        code.emit("rdgsbase r11", 0xF3, 0x49, 0x0F, 0xAE, 0xCB);
        code.emit32("sub r11," + Assembler.hex(RING), RING, 0x49, 0x81, 0xEB);
        code.emit32("cmp r11," + Assembler.hex(RING_BYTES), RING_BYTES, 0x49, 0x81, 0xFB);
        code.jump32("jae", "decline", 0x0F, 0x83);
        loadR11FromGs(LIMIT);
        code.emit32("cmp r11,QWORD PTR gs:0x0", HEAD, 0x65, 0x4C, 0x3B, 0x1C, 0x25);
        code.jump32("jbe", "decline", 0x0F, 0x86);
        code.emit32("cmp rax,0x1ff", SlotLayout.CLASS_COUNT - 1, 0x48, 0x3D);
        code.jump32("ja", "decline", 0x0F, 0x87);
        code.emit32("movzx r11d,BYTE PTR [rax+" + Assembler.hex(CLASSES) + "]", CLASSES, 0x44, 0x0F, 0xB6, 0x98);
        code.emit("test r11d,r11d", 0x45, 0x85, 0xDB);
        code.jump32("je", "decline", 0x0F, 0x84);
        testClass(FLAGS_IN_1 | FLAGS_IN_2 | IS_COMMAND);
        code.jump32("jne", "arguments", 0x0F, 0x85);
    }

    /** Keeps the registers in the record. */
    private void keep() {
        code.label("record");
        code.emit32("mov QWORD PTR gs:0x10,rcx", RETURN, 0x65, 0x48, 0x89, 0x0C, 0x25);
        code.label("returns");
        loadRcxFromGs(HEAD);
        code.emit("mov DWORD PTR [rcx+0x4],eax", 0x89, 0x41, SlotLayout.NUMBER);
        for (Register register : Register.values()) {
            code.emit(
                    "mov QWORD PTR [rcx+" + Assembler.hex(register.offset()) + "]," + register.text(),
                    register.wide,
                    0x89,
                    register.modrm,
                    register.offset());
        }
        code.label("kept");
        readCounter();
        code.emit("mov QWORD PTR [rcx+0x8],rax", 0x48, 0x89, 0x41, SlotLayout.ENTERED);
        code.emit("lea rdx,[rcx+0x50]", 0x48, 0x8D, 0x51, SlotLayout.PATH);
    }

    /** Copies the path behind the record, whole words of eight bytes where they are aligned: no page is read too much. */
    private void copyPath() {
        testClass(PATH_IN_0 | PATH_IN_1);
        code.jump32("je", "sized", 0x0F, 0x84);
        testClass(PATH_IN_0);
        code.emit("cmovne rsi,rdi", 0x48, 0x0F, 0x45, 0xF7);
        code.emit("test rsi,rsi", 0x48, 0x85, 0xF6);
        code.jump32("je", "restore", 0x0F, 0x84);
        code.emit("mov rdi,rdx", 0x48, 0x89, 0xD7);
        code.emit32("lea r8,[rdx+0x1000]", SlotLayout.PATH_MAX, 0x4C, 0x8D, 0x82);
        code.label("byte");
        code.emit("test sil,0x7", 0x40, 0xF6, 0xC6, 0x07);
        code.jump8("je", 0x74, "words");
        code.emit("mov al,BYTE PTR [rsi]", 0x8A, 0x06);
        code.emit("mov BYTE PTR [rdi],al", 0x88, 0x07);
        code.emit("inc rsi", 0x48, 0xFF, 0xC6);
        code.emit("inc rdi", 0x48, 0xFF, 0xC7);
        code.emit("test al,al", 0x84, 0xC0);
        code.jump8("jne", 0x75, "byte");
        code.emit("mov rdx,rdi", 0x48, 0x89, 0xFA);
        code.jump8("jmp", 0xEB, "copied");
        code.label("words");
        code.emit64("movabs r9,0x101010101010101", 0x0101010101010101L, 0x49, 0xB9);
        code.emit64("movabs r10,0x8080808080808080", 0x8080808080808080L, 0x49, 0xBA);
        code.label("word");
        code.emit("mov rax,QWORD PTR [rsi]", 0x48, 0x8B, 0x06);
        code.emit("mov QWORD PTR [rdi],rax", 0x48, 0x89, 0x07);
        code.emit("mov rdx,rax", 0x48, 0x89, 0xC2);
        code.emit("not rdx", 0x48, 0xF7, 0xD2);
        code.emit("sub rax,r9", 0x4C, 0x29, 0xC8);
        code.emit("and rax,rdx", 0x48, 0x21, 0xD0);
        code.emit("and rax,r10", 0x4C, 0x21, 0xD0);
        code.jump8("jne", 0x75, "last");
        code.emit("add rsi,0x8", 0x48, 0x83, 0xC6, 0x08);
        code.emit("add rdi,0x8", 0x48, 0x83, 0xC7, 0x08);
        code.emit("cmp rdi,r8", 0x4C, 0x39, 0xC7);
        code.jump8("jb", 0x72, "word");
        code.jump32("jmp", "restore", 0xE9);
        code.label("last");
        code.emit("bsf rax,rax", 0x48, 0x0F, 0xBC, 0xC0);
        code.emit("shr eax,0x3", 0xC1, 0xE8, 0x03);
        code.emit("lea rdx,[rdi+rax*1+0x1]", 0x48, 0x8D, 0x54, 0x07, 0x01);
        code.label("copied");
        for (Register register : Register.values()) {
            if (register != Register.RDX) {
                restore(register);
            }
        }
    }

    /** Notes the record's size, and makes the call. */
    private void call() {
        code.label("sized");
        code.emit("lea rax,[rdx+0x7]", 0x48, 0x8D, 0x42, 0x07);
        code.emit("and rax,0xfffffffffffffff8", 0x48, 0x83, 0xE0, 0xF8);
        code.emit("sub rax,rcx", 0x48, 0x29, 0xC8);
        code.emit("mov DWORD PTR [rcx],eax", 0x89, 0x01);
        restore(Register.RDX);
        code.emit("mov eax,DWORD PTR [rcx+0x4]", 0x8B, 0x41, SlotLayout.NUMBER);
        code.label("untraced");
        syscall();
    }

    /** Completes the record, moves HEAD behind it, and returns to the program. */
    private void publish() {
        code.label("after");
        loadRcxFromGs(HEAD);
        code.emit("mov QWORD PTR [rcx+0x18],rax", 0x48, 0x89, 0x41, SlotLayout.RESULT);
        code.label("stored");
        code.emit("mov r11d,DWORD PTR [rcx+0x4]", 0x44, 0x8B, 0x59, SlotLayout.NUMBER);
        code.emit32("movzx r11d,BYTE PTR [r11+" + Assembler.hex(CLASSES) + "]", CLASSES, 0x45, 0x0F, 0xB6, 0x9B);
        testClass(ANSWERS);
        code.jump32("jne", "answer", 0x0F, 0x85);
        code.label("timed");
        readCounter();
        code.emit("mov QWORD PTR [rcx+0x10],rax", 0x48, 0x89, 0x41, SlotLayout.LEFT);
        restore(Register.RDX);
        code.emit("mov rax,QWORD PTR [rcx+0x18]", 0x48, 0x8B, 0x41, SlotLayout.RESULT);
        code.emit("mov r11d,DWORD PTR [rcx]", 0x44, 0x8B, 0x19);
        code.emit("add rcx,r11", 0x4C, 0x01, 0xD9);
        code.emit32("mov QWORD PTR gs:0x0,rcx", HEAD, 0x65, 0x48, 0x89, 0x0C, 0x25);
        code.label("published");
        loadRcxFromGs(RETURN);
        code.emit("jmp rcx", 0xFF, 0xE1);
    }

    /** Copies what the kernel has answered behind the path. */
    private void copyAnswer() {
        code.label("answer");
        code.emit("test rax,rax", 0x48, 0x85, 0xC0);
        code.jump32("jle", "timed", 0x0F, 0x8E);
        code.emit32("cmp rax," + Assembler.hex(SlotLayout.ANSWER_MAX), SlotLayout.ANSWER_MAX, 0x48, 0x3D);
        code.jump32("ja", "timed", 0x0F, 0x87);
        code.emit("mov rdx,QWORD PTR [rcx+0x28]", 0x48, 0x8B, 0x51, SlotLayout.ARGUMENTS + 8);
        testClass(PATH_IN_0);
        code.jump8("jne", 0x75, "answered");
        code.emit("mov rdx,QWORD PTR [rcx+0x30]", 0x48, 0x8B, 0x51, SlotLayout.ARGUMENTS + 16);
        testClass(PATH_IN_1);
        code.jump8("jne", 0x75, "answered");
        code.emit("mov rdx,QWORD PTR [rcx+0x20]", 0x48, 0x8B, 0x51, SlotLayout.ARGUMENTS);
        code.label("answered");
        code.emit("mov r11d,DWORD PTR [rcx]", 0x44, 0x8B, 0x19);
        code.emit("add r11,rcx", 0x49, 0x01, 0xCB);
        code.label("copy");
        code.emit("mov cl,BYTE PTR [rdx]", 0x8A, 0x0A);
        code.emit("mov BYTE PTR [r11],cl", 0x41, 0x88, 0x0B);
        code.emit("inc rdx", 0x48, 0xFF, 0xC2);
        code.emit("inc r11", 0x49, 0xFF, 0xC3);
        code.emit("dec rax", 0x48, 0xFF, 0xC8);
        code.jump8("jne", 0x75, "copy");
        loadRcxFromGs(HEAD);
        code.emit("lea rax,[r11+0x7]", 0x49, 0x8D, 0x43, 0x07);
        code.emit("and rax,0xfffffffffffffff8", 0x48, 0x83, 0xE0, 0xF8);
        code.emit("sub rax,rcx", 0x48, 0x29, 0xC8);
        code.emit("mov DWORD PTR [rcx],eax", 0x89, 0x01);
        code.jump32("jmp", "timed", 0xE9);
    }

    private void testArguments() {
        code.label("arguments");
        testClass(IS_COMMAND);
        code.jump8("jne", 0x75, "command");
        testClass(FLAGS_IN_2);
        code.jump8("jne", 0x75, "flags2");
        code.emit32("test esi," + Assembler.hex(WRITES), WRITES, 0xF7, 0xC6);
        code.jump32("je", "record", 0x0F, 0x84);
        code.jump8("jmp", 0xEB, "decline");
        code.label("flags2");
        code.emit32("test edx," + Assembler.hex(WRITES), WRITES, 0xF7, 0xC2);
        code.jump32("je", "record", 0x0F, 0x84);
        code.jump8("jmp", 0xEB, "decline");
        code.label("command");
        code.emit("test esi,esi", 0x85, 0xF6);
        code.jump8("je", 0x74, "duplicate");
        code.emit("cmp esi," + Assembler.hex(F_SETFL), 0x83, 0xFE, F_SETFL);
        code.jump32("jbe", "record", 0x0F, 0x86);
        code.emit32("cmp esi," + Assembler.hex(F_DUPFD_CLOEXEC), F_DUPFD_CLOEXEC, 0x81, 0xFE);
        code.jump8("jne", 0x75, "decline");
        code.label("duplicate");
        testClass(MAY_DUPLICATE);
        code.jump32("jne", "record", 0x0F, 0x85);
    }

    /** Sends the call to the instruction that stops. */
    private void decline() {
        code.label("decline");
        code.emit("sub rcx,0x2", 0x48, 0x83, 0xE9, 0x02);
        code.label("declined");
        code.emit("jmp rcx", 0xFF, 0xE1);
        code.label("restore");
        for (Register register : Register.values()) {
            restore(register);
        }
        code.emit("mov eax,DWORD PTR [rcx+0x4]", 0x8B, 0x41, SlotLayout.NUMBER);
        loadRcxFromGs(RETURN);
        code.jump8("jmp", 0xEB, "decline");
        code.label("end");
    }

    // --- what the tracer has a stopped thread run --------------------------------------------------------------------

    /**
     * Comes in with r12 = address and r14 = length for the trampolines. Leaves r13 = where they are, rbx = where the ring
     * is, both a negative error if they are not, and readings of both clocks at the ring's first record.
     */
    private void prepare() {
        code.label("bootstrap");
        code.emit("mov rdi,r12", 0x4C, 0x89, 0xE7);
        code.emit("mov rsi,r14", 0x4C, 0x89, 0xF6);
        map(PROT_READ_EXECUTE, MAP_PRIVATE_ANONYMOUS);
        code.emit("mov r13,rax", 0x49, 0x89, 0xC5);
        code.emit32("mov edi," + Assembler.hex(RING), RING, 0xBF);
        code.emit32("mov esi," + Assembler.hex(RING_BYTES), RING_BYTES, 0xBE);
        map(PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE);
        code.emit("mov rbx,rax", 0x48, 0x89, 0xC3);
        code.emit32("cmp eax," + Assembler.hex(RING), RING, 0x3D);
        code.jump32("jne", "mark", 0x0F, 0x85);
        advise(MADV_DONTFORK);
        advise(MADV_DONTDUMP);
        for (int i = 0; i < CLOCK_READINGS; i++) {
            int to = SlotLayout.first(RING) + i * CLOCK_READING_BYTES;
            code.emit32("mov edi,0x1", CLOCK_MONOTONIC, 0xBF);
            code.emit32("mov esi," + Assembler.hex(to), to, 0xBE);
            code.emit32("mov eax,0xe4", CLOCK_GETTIME, 0xB8);
            syscall();
            readCounter();
            code.emit32("mov QWORD PTR ds:" + Assembler.hex(to + 16) + ",rax", to + 16, 0x48, 0x89, 0x04, 0x25);
        }
        code.jump8("jmp", 0xEB, "mark");
        code.label("remote");
        syscall();
        code.emit("mov rbx,rax", 0x48, 0x89, 0xC3);
        code.label("mark");
        code.emit32("mov eax,0x1ff", MARK, 0xB8);
        syscall();
        code.label("marked");
        code.jump8("jmp", 0xEB, "mark");
        code.label("bootstrapped");
    }

    private void map(int protection, int flags) {
        code.emit32("mov eax,0x9", MMAP, 0xB8);
        code.emit32("mov edx," + Assembler.hex(protection), protection, 0xBA);
        code.emit32("mov r10d," + Assembler.hex(flags), flags, 0x41, 0xBA);
        code.emit32("mov r8,0xffffffffffffffff", -1, 0x49, 0xC7, 0xC0);
        code.emit("xor r9d,r9d", 0x45, 0x31, 0xC9);
        syscall();
    }

    private void advise(int advice) {
        code.emit32("mov edi," + Assembler.hex(RING), RING, 0xBF);
        code.emit32("mov esi," + Assembler.hex(RING_BYTES), RING_BYTES, 0xBE);
        code.emit32("mov edx," + Assembler.hex(advice), advice, 0xBA);
        code.emit32("mov eax,0x1c", MADVISE, 0xB8);
        syscall();
    }

    // --- instructions ------------------------------------------------------------------------------------------------

    /** The registers of a call's arguments, in the order of the record. */
    private enum Register {
        RDI(0, 0x48, 0x79),
        RSI(1, 0x48, 0x71),
        RDX(2, 0x48, 0x51),
        R10(3, 0x4C, 0x51),
        R8(4, 0x4C, 0x41),
        R9(5, 0x4C, 0x49);

        private final int argument;
        private final int wide;
        private final int modrm;

        Register(int argument, int wide, int modrm) {
            this.argument = argument;
            this.wide = wide;
            this.modrm = modrm;
        }

        int offset() {
            return SlotLayout.ARGUMENTS + argument * Long.BYTES;
        }

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private void restore(Register register) {
        code.emit(
                "mov " + register.text() + ",QWORD PTR [rcx+" + Assembler.hex(register.offset()) + "]",
                register.wide,
                0x8B,
                register.modrm,
                register.offset());
    }

    private void loadR11FromGs(int offset) {
        code.emit32("mov r11,QWORD PTR gs:" + Assembler.hex(offset), offset, 0x65, 0x4C, 0x8B, 0x1C, 0x25);
    }

    private void loadRcxFromGs(int offset) {
        code.emit32("mov rcx,QWORD PTR gs:" + Assembler.hex(offset), offset, 0x65, 0x48, 0x8B, 0x0C, 0x25);
    }

    private void testClass(int bits) {
        code.emit("test r11b," + Assembler.hex(bits), 0x41, 0xF6, 0xC3, bits);
    }

    private void readCounter() {
        code.emit("rdtsc", 0x0F, 0x31);
        code.emit("shl rdx,0x20", 0x48, 0xC1, 0xE2, 0x20);
        code.emit("or rax,rdx", 0x48, 0x09, 0xD0);
    }

    private void syscall() {
        code.emit("syscall", 0x0F, 0x05);
    }

    /** A header as the tracer writes it. */
    static byte[] header(int slot) {
        return ByteBuffer.allocate(24)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(SlotLayout.first(slot))
                .putLong(SlotLayout.limit(slot))
                .putLong(0)
                .array();
    }
}
