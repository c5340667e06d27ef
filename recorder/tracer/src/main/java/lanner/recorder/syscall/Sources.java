package lanner.recorder.syscall;

import lanner.capture.event.EventEncoder;
import lanner.capture.event.ParamType;
import lanner.capture.event.StateCommand;
import lanner.recorder.arch.Architecture;
import lanner.recorder.trace.Call;
import org.jspecify.annotations.Nullable;

/** The sources that rows are made of. */
final class Sources {
    private static final long O_CREAT = 0x40;
    private static final long O_TMPFILE = 0x400000 | Architecture.current().value("O_DIRECTORY");
    static final int MAX_VECTORS = 64;

    private Sources() {}

    /** Nothing: the recorder cannot know it. */
    static Source missing() {
        return (call, param, decoding, out) -> {};
    }

    static Source constant(long value) {
        return (call, param, decoding, out) -> out.number(param, value);
    }

    /** An argument as the parameter's type has it. */
    static Source number(int argument) {
        return new Argument(argument);
    }

    private record Argument(int argument) implements Source {
        @Override
        public void write(Call call, int param, Decoding decoding, EventEncoder out) {
            out.number(param, Decoding.convert(out.type().params().get(param).type(), call.args[argument]));
        }
    }

    /** An argument of the width of a register that may be negative: of 32 bits in calls of 32-bit programs. */
    static Source signed(int argument) {
        return (call, param, decoding, out) ->
                out.number(param, call.abi.is32Bit() ? (int) call.args[argument] : call.args[argument]);
    }

    /** Some bits of an argument, moved down. */
    static Source bits(int argument, int shift, long mask) {
        return (call, param, decoding, out) -> out.number(param, call.args[argument] >>> shift & mask);
    }

    /** An argument whose values are translated to the portable ones. */
    static Source flags(int argument, KernelFlags translation) {
        return (call, param, decoding, out) ->
                out.number(param, translation.translate(call.args[argument] & 0xFFFFFFFFL));
    }

    static Source fileFlags(int argument) {
        return (call, param, decoding, out) -> out.number(param, KernelFlags.fileFlags(call.args[argument]));
    }

    /** File flags that came without an access mode: {@code O_CLOEXEC}, {@code O_NONBLOCK}. */
    static Source descriptorFlags(int argument) {
        return (call, param, decoding, out) ->
                out.number(param, KernelFlags.FILE_FLAGS.translate(call.args[argument] & ~3L));
    }

    /** A path or other text, read at the entry. */
    static Source path(int argument) {
        return new KeptBytes() {
            @Override
            public void enter(Call call, Decoding decoding) {
                decoding.keepText(call, call.args[argument], decoding.snaplenPath);
            }
        };
    }

    /** Text that the call fills in. */
    static Source textOut(int argument) {
        return (call, param, decoding, out) -> {
            if (call.result > 0 && call.args[argument] != 0) {
                int length = decoding.memory.readText(
                        call.tid, call.args[argument], decoding.buffer, 0, decoding.snaplenPath);
                if (length < 0) {
                    decoding.unreadable(param, out);
                } else {
                    out.bytes(param, decoding.buffer, 0, length);
                }
            }
        };
    }

    /** Data that the program gives, read at the entry. */
    static Source dataIn(int address, int length) {
        return new KeptBytes() {
            @Override
            public void enter(Call call, Decoding decoding) {
                decoding.keepData(call, call.args[address], call.args[length], decoding.snaplenData);
            }
        };
    }

    /** Data that the call fills in: as much as its result says. */
    static Source dataOut(int address) {
        return (call, param, decoding, out) ->
                decoding.writeData(call, param, call.args[address], Math.max(0, call.result), out);
    }

    /** Data that the program gives in several pieces. */
    static Source vectorIn(int vectors, int count) {
        return new KeptBytes() {
            @Override
            public void enter(Call call, Decoding decoding) {
                keepVectors(call, call.args[vectors], call.args[count], decoding);
            }
        };
    }

    /** Keeps the first bytes that an array of {@code struct iovec} points to. */
    static void keepVectors(Call call, long vectors, long count, Decoding decoding) {
        int pieces = (int) Math.min(Math.max(count, 0), MAX_VECTORS);
        if (pieces == 0 || !decoding.structure(call, vectors, pieces * 16)) {
            decoding.keepNothing(call);
            return;
        }
        long first = 0;
        long length = 0;
        for (int i = 0; i < pieces && length == 0; i++) {
            first = decoding.int64(i * 16);
            length = decoding.int64(i * 16 + 8);
        }
        decoding.keepData(call, first, length, decoding.snaplenData);
    }

    /** The sum of the lengths in an array of {@code struct iovec}. */
    static Source vectorSize(int vectors, int count) {
        return (call, param, decoding, out) -> {
            int pieces = (int) Math.min(Math.max(call.args[count], 0), MAX_VECTORS);
            long sum = 0;
            if (pieces > 0 && decoding.structure(call, call.args[vectors], pieces * 16)) {
                for (int i = 0; i < pieces; i++) {
                    sum += decoding.int64(i * 16 + 8);
                }
            }
            out.number(param, sum & 0xFFFFFFFFL);
        };
    }

    /** The first piece that a scattering read has filled. */
    static Source vectorOut(int vectors, int count) {
        return (call, param, decoding, out) -> {
            if (call.result > 0 && call.args[count] > 0 && decoding.structure(call, call.args[vectors], 16)) {
                long address = decoding.int64(0);
                decoding.writeData(call, param, address, Math.min(decoding.int64(8), call.result), out);
            }
        };
    }

    /** A number in memory that the call fills in, or that stands there still: {@code index} counts in {@code size}. */
    static Source memoryNumber(int address, int offset, int size) {
        return (call, param, decoding, out) -> {
            if (call.result >= 0 && call.args[address] != 0) {
                if (decoding.structure(call, call.args[address] + offset, size)) {
                    long value = size == 4 ? decoding.uint32(0) : decoding.int64(0);
                    out.number(
                            param,
                            Decoding.convert(out.type().params().get(param).type(), value));
                } else {
                    decoding.unreadable(param, out);
                }
            }
        };
    }

    /** A number in memory that the program gives. */
    static Source memoryNumberIn(int address, int offset, int size) {
        return memoryNumberIn(address, offset, size, null);
    }

    static Source memoryNumberIn(int address, int offset, int size, @Nullable KernelFlags translation) {
        return new Source() {
            @Override
            public void enter(Call call, Decoding decoding) {
                if (call.args[address] == 0) {
                    decoding.keepNothing(call);
                } else {
                    decoding.keepData(call, call.args[address] + offset, size, size);
                }
            }

            @Override
            public void write(Call call, int param, Decoding decoding, EventEncoder out) {
                int length = decoding.skip(call);
                if (length == size) {
                    long value = 0;
                    for (int i = size - 1; i >= 0; i--) {
                        value = value << 8 | call.scratch[call.scratchTaken - size + i] & 0xFF;
                    }
                    ParamType type = out.type().params().get(param).type();
                    out.number(
                            param, translation == null ? Decoding.convert(type, value) : translation.translate(value));
                } else if (length == TEXT_UNREADABLE) {
                    decoding.unreadable(param, out);
                }
            }
        };
    }

    private static final int TEXT_UNREADABLE = -1;

    /** A {@code struct timespec} as nanoseconds; -1 for none. */
    static Source timespec(int address) {
        return (call, param, decoding, out) -> {
            if (call.args[address] == 0) {
                out.number(param, -1);
            } else if (decoding.structure(call, call.args[address], 16)) {
                out.number(param, decoding.int64(0) * 1_000_000_000L + decoding.int64(8));
            } else {
                decoding.unreadable(param, out);
            }
        };
    }

    /** The mode of an open, which counts only when a file may be made. */
    static Source openMode(int flags, int mode) {
        return (call, param, decoding, out) -> {
            boolean makes = (call.args[flags] & O_CREAT) != 0 || (call.args[flags] & O_TMPFILE) == O_TMPFILE;
            out.number(param, makes ? call.args[mode] & 07777 : 0);
        };
    }

    /** The flags of an open with {@code O_F_CREATED} when it made the file. */
    static Source openFlags(int flags, int dirfd, int path) {
        return new Source() {
            @Override
            public void enter(Call call, Decoding decoding) {
                Creation.enter(call, call.args[flags], dirfd, path, 0, decoding);
            }

            @Override
            public void write(Call call, int param, Decoding decoding, EventEncoder out) {
                out.number(param, KernelFlags.fileFlags(call.args[flags]) | Creation.flag(call, decoding, out));
            }
        };
    }

    /** The device of the file that the call opened. Asks the kernel; {@link #openedInode} uses the same answer. */
    static Source openedDevice() {
        return (call, param, decoding, out) -> {
            // Of a call that its process recorded it is too late to look: the descriptor may be another file's.
            if (call.result >= 0 && !call.inline && decoding.facts.statDescriptor(call.tid, (int) call.result)) {
                out.number(param, decoding.facts.device());
                call.kept[1] = 1;
            } else {
                call.kept[1] = 0;
            }
        };
    }

    static Source openedInode() {
        return (call, param, decoding, out) -> {
            if (call.result >= 0 && call.kept[1] != 0) {
                out.number(param, decoding.facts.inode());
            }
        };
    }

    /** The inode behind the first of two descriptors that the call has made. */
    static Source pipeInode(int address) {
        return (call, param, decoding, out) -> {
            if (call.result >= 0
                    && decoding.structure(call, call.args[address], 4)
                    && decoding.facts.statDescriptor(call.tid, decoding.int32(0))) {
                out.number(param, decoding.facts.inode());
            }
        };
    }

    /** An array of {@code struct pollfd} as descriptors and portable flags: what came back, or what was asked for. */
    static Source pollList(int address, int count) {
        return (call, param, decoding, out) -> {
            int entries = (int) Math.min(Math.max(call.args[count], 0), 400);
            if (entries > 0 && !decoding.structure(call, call.args[address], entries * 8)) {
                decoding.unreadable(param, out);
                return;
            }
            byte[] to = decoding.list;
            int used = 0;
            int end = 2;
            for (int i = 0; i < entries; i++) {
                int fd = decoding.int32(i * 8);
                int flags = decoding.uint16(i * 8 + (call.result > 0 ? 6 : 4));
                if (flags == 0 && call.result > 0) {
                    continue;
                }
                for (int b = 0; b < 8; b++) {
                    to[end + b] = (byte) ((long) fd >> 8 * b);
                }
                long portable = KernelFlags.POLL_FLAGS.translate(flags);
                to[end + 8] = (byte) portable;
                to[end + 9] = (byte) (portable >> 8);
                end += 10;
                used++;
            }
            to[0] = (byte) used;
            to[1] = (byte) (used >> 8);
            out.bytes(param, to, 0, end);
        };
    }

    /** A value with a selector byte before it. */
    static Source dynamic(int selector, int argument) {
        return (call, param, decoding, out) -> {
            decoding.list[0] = (byte) selector;
            for (int i = 0; i < 8; i++) {
                decoding.list[1 + i] = (byte) (call.args[argument] >> 8 * i);
            }
            out.bytes(param, decoding.list, 0, 9);
        };
    }

    /** The text of prctl(2)'s second argument, where the option takes a text. */
    static Source processName(int option, int argument) {
        return new KeptBytes() {
            @Override
            public void enter(Call call, Decoding decoding) {
                if (call.args[option] == StateCommand.PR_SET_NAME.number()) {
                    decoding.keepText(call, call.args[argument], 16);
                } else {
                    decoding.keepNothing(call);
                }
            }
        };
    }

    /** prctl(2)'s second argument as a number, where the option takes none but a number. */
    static Source processOption(int option, int argument) {
        return (call, param, decoding, out) -> {
            if (call.args[option] != 15) {
                out.number(param, call.args[argument]);
            }
        };
    }

    /** One of the three capability sets that capset(2) takes: two 32-bit halves, twelve bytes apart. */
    static Source capabilities(int address, int set) {
        return new Source() {
            @Override
            public void enter(Call call, Decoding decoding) {
                decoding.keepData(call, call.args[address], 24, 24);
            }

            @Override
            public void write(Call call, int param, Decoding decoding, EventEncoder out) {
                int length = decoding.skip(call);
                if (length == 24) {
                    int at = call.scratchTaken - 24 + set * 4;
                    long value = 0;
                    for (int half = 0; half < 2; half++) {
                        for (int i = 0; i < 4; i++) {
                            value |= (call.scratch[at + half * 12 + i] & 0xFFL) << 32 * half + 8 * i;
                        }
                    }
                    out.number(param, value);
                }
            }
        };
    }
}
