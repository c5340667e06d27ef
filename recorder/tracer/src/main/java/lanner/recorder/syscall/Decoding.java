package lanner.recorder.syscall;

import java.util.Arrays;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.ParamType;
import lanner.recorder.os.NativeFacts;
import lanner.recorder.os.PathLookup;
import lanner.recorder.os.TraceeMemory;
import lanner.recorder.trace.Call;
import org.jspecify.annotations.Nullable;

/** What decoders work with: the program's memory, limits, and buffers that are reused from call to call. */
public final class Decoding {
    private static final int EFAULT = 14;
    private static final int UNREADABLE = -1;
    private static final int NULL_POINTER = -2;
    private static final int CUT = 1 << 30;

    /** Behind {@link #UNREADABLE}: the address, and how much was wanted, negative for text. */
    private static final int PLACE = 12;

    final TraceeMemory memory;
    final NativeFacts facts;
    final SocketEnds ends;
    final PathLookup paths;
    final int snaplenPath;
    final int snaplenData;
    final byte[] buffer = new byte[1 << 16];
    final byte[] list = new byte[1 << 16];
    final byte[] peer = new byte[128];
    private long unreadable;
    private long cut;

    public Decoding(TraceeMemory memory, NativeFacts facts, SocketEnds ends, int snaplenPath, int snaplenData) {
        this.memory = memory;
        this.facts = facts;
        this.ends = ends;
        this.paths = new PathLookup(facts);
        this.snaplenPath = snaplenPath;
        this.snaplenData = snaplenData;
    }

    /** Parameters that could not be read so far. */
    public long unreadable() {
        return unreadable;
    }

    /** Parameters that were cut so far. */
    public long cut() {
        return cut;
    }

    // Kept from the entry to the exit: a length or one of the marks above, then the bytes.

    public void keepText(Call call, long address, int max) {
        int at = claim(call, max);
        if (address == 0) {
            putInt(call, at, NULL_POINTER);
            return;
        }
        int length = memory.readText(call.tid, address, call.scratch, at + 4, max);
        if (length == TraceeMemory.UNREADABLE) {
            keepPlace(call, at, address, -max);
        } else {
            putInt(call, at, length == max ? length | CUT : length);
            call.scratchUsed += length;
        }
    }

    void keepData(Call call, long address, long wanted, int max) {
        int length = (int) Math.max(0, Math.min(wanted, max));
        int at = claim(call, length);
        if (address == 0) {
            putInt(call, at, NULL_POINTER);
            return;
        }
        int got = length == 0 ? 0 : memory.read(call.tid, address, call.scratch, at + 4, length);
        if (got == TraceeMemory.UNREADABLE) {
            keepPlace(call, at, address, length);
        } else {
            putInt(call, at, wanted > max ? got | CUT : got);
            call.scratchUsed += got;
        }
    }

    public void keepNothing(Call call) {
        putInt(call, claim(call, 0), NULL_POINTER);
    }

    /** Keeps where something is that cannot be read yet; address 0 for what is not to be read later either. */
    private void keepPlace(Call call, int at, long address, int wanted) {
        putInt(call, at, UNREADABLE);
        putInt(call, at + 4, (int) address);
        putInt(call, at + 8, (int) (address >> 32));
        putInt(call, at + 12, wanted);
        call.scratchUsed += PLACE;
    }

    /**
     * Writes what was kept next, with its marks. What could not be read at the entry and the kernel could is read now: it
     * may have waited for the page (userfaultfd(2)).
     */
    void takeBytes(Call call, int param, EventEncoder out) {
        int at = call.scratchTaken + 4;
        if (getInt(call, call.scratchTaken) == UNREADABLE && call.result != -EFAULT) {
            call.scratchTaken = at + PLACE;
            writeLate(call, at, param, out);
        } else {
            takeKept(call, param, out);
        }
    }

    private void writeLate(Call call, int place, int param, EventEncoder out) {
        long address = getInt(call, place) & 0xFFFFFFFFL | (long) getInt(call, place + 4) << 32;
        int wanted = getInt(call, place + 8);
        int max = Math.min(Math.abs(wanted), buffer.length);
        int got = address == 0
                ? TraceeMemory.UNREADABLE
                : wanted < 0
                        ? memory.readText(call.tid, address, buffer, 0, max)
                        : memory.read(call.tid, address, buffer, 0, max);
        if (got == TraceeMemory.UNREADABLE) {
            unreadable(param, out);
            return;
        }
        out.bytes(param, buffer, 0, got);
        if (wanted < 0 && got == max) {
            cut++;
            out.cut(param);
        }
    }

    private void takeKept(Call call, int param, EventEncoder out) {
        int length = getInt(call, call.scratchTaken);
        int at = call.scratchTaken + 4;
        call.scratchTaken = at;
        if (length == UNREADABLE) {
            call.scratchTaken += PLACE;
            unreadable(param, out);
        } else if (length != NULL_POINTER) {
            int plain = length & ~CUT;
            call.scratchTaken += plain;
            out.bytes(param, call.scratch, at, plain);
            if (plain != length) {
                cut++;
                out.cut(param);
            }
        }
    }

    /** Keeps bytes that were gathered at the entry; null for those that could not be read. */
    public void keep(Call call, byte @Nullable [] bytes, int length, boolean wasCut) {
        int at = claim(call, length);
        if (bytes == null) {
            keepPlace(call, at, 0, 0);
            return;
        }
        putInt(call, at, wasCut ? length | CUT : length);
        System.arraycopy(bytes, 0, call.scratch, at + 4, length);
        call.scratchUsed += length;
    }

    /** Where what was kept next lies, stepping over it. */
    public int mark(Call call) {
        int at = call.scratchTaken;
        skip(call);
        return at;
    }

    /** Writes what was kept at a mark, and nothing later: the memory may be another program's by now. */
    public void writeMarked(Call call, int mark, int param, EventEncoder out) {
        call.scratchTaken = mark;
        takeKept(call, param, out);
    }

    /** Writes the first text of a list kept at a mark. */
    public void writeFirstOfList(Call call, int mark, int param, EventEncoder out) {
        int length = getInt(call, mark);
        if (length >= 0) {
            int end = firstEnd(call, mark);
            out.bytes(param, call.scratch, mark + 4, end - (mark + 4));
        } else {
            lost(param, length, out);
        }
    }

    /** Writes the other texts of a list kept at a mark, each with its NUL. */
    public void writeRestOfList(Call call, int mark, int param, EventEncoder out) {
        int length = getInt(call, mark);
        if (length < 0) {
            lost(param, length, out);
            return;
        }
        int from = firstEnd(call, mark) + 1;
        int end = mark + 4 + (length & ~CUT);
        out.bytes(param, call.scratch, Math.min(from, end), Math.max(0, end - from));
        if ((length & CUT) != 0) {
            cut++;
            out.cut(param);
        }
    }

    /** Writes the first text of a list, and the others, each with its NUL, up to the path snap length. */
    public void writeList(byte[] list, int firstParam, int restParam, EventEncoder out) {
        int kept = Math.min(list.length, snaplenPath);
        int first = 0;
        while (first < kept && list[first] != 0) {
            first++;
        }
        int rest = Math.min(first + 1, kept);
        out.bytes(firstParam, list, 0, first).bytes(restParam, list, rest, kept - rest);
        if (kept < list.length) {
            cut++;
            out.cut(restParam);
        }
    }

    /** Writes an environment kept at a mark, as the policy allows. */
    public void writeEnvironment(Call call, int mark, int param, EnvironmentPolicy policy, EventEncoder out) {
        int length = getInt(call, mark);
        if (length >= 0) {
            byte[] all = Arrays.copyOfRange(call.scratch, mark + 4, mark + 4 + (length & ~CUT));
            out.bytes(param, policy.kept(all));
            if ((length & CUT) != 0) {
                cut++;
                out.cut(param);
            }
        } else {
            lost(param, length, out);
        }
    }

    private void lost(int param, int length, EventEncoder out) {
        if (length == UNREADABLE) {
            unreadable(param, out);
        }
    }

    private static int firstEnd(Call call, int mark) {
        int end = mark + 4 + (getInt(call, mark) & ~CUT);
        int at = mark + 4;
        while (at < end && call.scratch[at] != 0) {
            at++;
        }
        return at;
    }

    /** Steps over what was kept next; its length, or a negative number if there is none. */
    int skip(Call call) {
        int length = getInt(call, call.scratchTaken);
        call.scratchTaken += 4;
        if (length == UNREADABLE) {
            call.scratchTaken += PLACE;
        }
        if (length < 0) {
            return length;
        }
        int plain = length & ~CUT;
        call.scratchTaken += plain;
        return plain;
    }

    private static int claim(Call call, int more) {
        int at = call.scratchUsed;
        int needed = at + 4 + Math.max(more, PLACE);
        if (needed > call.scratch.length) {
            call.scratch = Arrays.copyOf(call.scratch, Math.max(needed, call.scratch.length * 2));
        }
        call.scratchUsed += 4;
        return at;
    }

    private static void putInt(Call call, int at, int value) {
        for (int i = 0; i < 4; i++) {
            call.scratch[at + i] = (byte) (value >> 8 * i);
        }
    }

    private static int getInt(Call call, int at) {
        int value = 0;
        for (int i = 3; i >= 0; i--) {
            value = value << 8 | call.scratch[at + i] & 0xFF;
        }
        return value;
    }

    /** Writes what lies at an address now: at most the data snap length. */
    void writeData(Call call, int param, long address, long length, EventEncoder out) {
        writeData(call, param, address, length, snaplenData, out);
    }

    /** The same, with a limit of its own. */
    void writeData(Call call, int param, long address, long length, int most, EventEncoder out) {
        if (address == 0 || length < 0) {
            return;
        }
        int wanted = (int) Math.min(length, most);
        int got = wanted == 0 ? 0 : memory.read(call.tid, address, buffer, 0, wanted);
        if (got == TraceeMemory.UNREADABLE) {
            unreadable++;
            out.unreadable(param);
            return;
        }
        out.bytes(param, buffer, 0, got);
        if (length > most) {
            cut++;
            out.cut(param);
        }
    }

    /** Reads a structure into {@link #buffer}; false if it is not whole. */
    public boolean structure(Call call, long address, int size) {
        return address != 0 && memory.read(call.tid, address, buffer, 0, size) == size;
    }

    void unreadable(int param, EventEncoder out) {
        unreadable++;
        out.unreadable(param);
    }

    /** A number of this width in the structure that was read last; likewise below. */
    public int uint8(int at) {
        return buffer[at] & 0xFF;
    }

    public int int32(int at) {
        return (int) littleEndian(at, 4);
    }

    public long uint32(int at) {
        return littleEndian(at, 4) & 0xFFFFFFFFL;
    }

    public int uint16(int at) {
        return (int) littleEndian(at, 2) & 0xFFFF;
    }

    public long int64(int at) {
        return littleEndian(at, 8);
    }

    private long littleEndian(int at, int size) {
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = value << 8 | buffer[at + i] & 0xFF;
        }
        return value;
    }

    /** A raw register as a value of this type: the kernel looks at the low bits of narrower arguments only. */
    static long convert(ParamType type, long raw) {
        return switch (type) {
            case FD, PID, INT32 -> (int) raw;
            case INT16 -> (short) raw;
            case INT8 -> (byte) raw;
            case UID, GID, UINT32, FLAGS32, ENUM32, MODE, SIGSET -> raw & 0xFFFFFFFFL;
            case UINT16, FLAGS16, ENUM16, SYSCALL_ID -> raw & 0xFFFF;
            case UINT8, FLAGS8, ENUM8, SIGNAL -> raw & 0xFF;
            default -> raw;
        };
    }
}
