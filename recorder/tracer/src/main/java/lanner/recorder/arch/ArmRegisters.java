package lanner.recorder.arch;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The registers of arm64, by PTRACE_GETREGSET: {@code struct user_pt_regs}, and of 32-bit programs the sixteen registers,
 * the status and the first argument.
 *
 * <p>The kernel (do_signal in arch/arm64/kernel/signal.c) decides about an interrupted call before a tracer sees the
 * thread, and has forgotten the call's number by then:
 *
 * <pre>
 *   result EINTR         x0 = -EINTR, pc behind the call. To start it again, x0 and pc have to be put back.
 *   result ERESTART...   x0 = the first argument, pc at the call. If a handler runs now, the kernel moves on.
 * </pre>
 *
 * The number is still in x8, and the first argument in the kernel's memory: {@code /proc/TID/syscall} shows it while the
 * thread is told to be in a call.
 */
final class ArmRegisters implements Registers {
    private static final int NT_PRSTATUS = 1;
    private static final int NT_ARM_SYSTEM_CALL = 0x404;

    private static final int NARROW_STATUS = 16 * 4;
    private static final int NARROW_FIRST_ARGUMENT = 17 * 4;
    private static final int NARROW_BYTES = 18 * 4;
    private static final int THUMB = 0x20;

    private static final int SVC = 0xD4000001;
    private static final int NARROW_SVC = 0xEF000000;
    private static final int THUMB_SVC = 0xDF00;
    private static final int NO_CALL = -1;
    private static final int ENOSYS = 38;

    /** Where the registers are: their size, the stack pointer, the instruction, and which has a call's number. */
    private enum Layout {
        WIDE(Abi.ARM64, 8, 31 * 8, 32 * 8, 8),
        NARROW(Abi.ARM, 4, 13 * 4, 15 * 4, 7);

        private final Abi abi;
        private final int size;
        private final int stack;
        private final int next;
        private final int number;

        Layout(Abi abi, int size, int stack, int next, int number) {
            this.abi = abi;
            this.size = size;
            this.stack = stack;
            this.next = next;
            this.number = number;
        }
    }

    private final RegisterAccess access;
    private final ByteBuffer registers;

    /** Calls that we had started again, by thread: where they are made. */
    private final Map<Integer, Long> hidden = new HashMap<>();
    /** Threads that ran a handler after a call returned EINTR: where they come back to. */
    private final Map<Integer, Long> shown = new HashMap<>();

    private Layout layout = Layout.WIDE;
    private int bytes;
    private int tid;
    /** Whether the thread stands at a call that it is about to make again, or behind one that returned EINTR. */
    private boolean rewound;

    private boolean cutShort;

    ArmRegisters(RegisterAccess access) {
        this.access = access;
        this.registers = access.registers();
    }

    @Override
    public boolean read(int thread) {
        if (!fetch(thread)) {
            return false;
        }
        long next = next();
        int length = callBytes();
        rewound = isCall(next);
        cutShort = !rewound && word(0) == -EINTR && isCall(next - length);
        if (rewound && !isHidden()) {
            hidden.remove(thread);
        }
        Long comesBack = cutShort ? shown.remove(thread) : null;
        if (comesBack != null && comesBack == next) {
            // It returned from the handler: what it sees is its own.
            cutShort = false;
        }
        return true;
    }

    private boolean fetch(int thread) {
        tid = thread;
        bytes = access.getRegisterSet(thread, NT_PRSTATUS);
        layout = bytes == NARROW_BYTES ? Layout.NARROW : Layout.WIDE;
        return bytes > 0;
    }

    private boolean store() {
        return access.setRegisterSet(tid, NT_PRSTATUS, bytes);
    }

    private long word(int register) {
        return layout.size == 8 ? registers.getLong(register * 8) : registers.getInt(register * 4);
    }

    private void put(int offset, long value) {
        if (layout.size == 8) {
            registers.putLong(offset, value);
        } else {
            registers.putInt(offset, (int) value);
        }
    }

    private long at(int offset) {
        return layout.size == 8 ? registers.getLong(offset) : registers.getInt(offset) & 0xFFFFFFFFL;
    }

    private long next() {
        return at(layout.next);
    }

    private boolean isThumb() {
        return layout == Layout.NARROW && (registers.getInt(NARROW_STATUS) & THUMB) != 0;
    }

    private int callBytes() {
        return isThumb() ? 2 : 4;
    }

    private boolean isCall(long address) {
        int instruction = (int) access.memory(tid, address);
        return isThumb()
                ? (instruction & 0xFFFF) == THUMB_SVC
                : instruction == (layout == Layout.WIDE ? SVC : NARROW_SVC);
    }

    private boolean isHidden() {
        Long place = hidden.get(tid);
        return place != null && place == next();
    }

    @Override
    public Abi abi() {
        return layout.abi;
    }

    @Override
    public long number() {
        return rewound || cutShort ? word(layout.number) & 0xFFFFFFFFL : NO_CALL;
    }

    @Override
    public long result() {
        return rewound ? isHidden() ? -ERESTARTNOHAND : -ERESTARTSYS : word(0);
    }

    @Override
    public long argument(int index) {
        return index == 0 && cutShort ? firstArgument().orElse(0) : at(index * layout.size);
    }

    /** The first argument of the call that returned; lets the registers be as they were. */
    private OptionalLong firstArgument() {
        if (layout == Layout.NARROW) {
            return OptionalLong.of(at(NARROW_FIRST_ARGUMENT));
        }
        byte[] kept = new byte[bytes];
        registers.get(0, kept);
        setNumber(tid, (int) word(layout.number));
        OptionalLong argument = access.firstArgument(tid);
        setNumber(tid, NO_CALL);
        registers.put(0, kept);
        return argument;
    }

    private boolean setNumber(int thread, int number) {
        registers.putInt(0, number);
        return access.setRegisterSet(thread, NT_ARM_SYSTEM_CALL, 4);
    }

    @Override
    public long instruction() {
        return rewound ? next() + callBytes() : next();
    }

    @Override
    public long stack() {
        return at(layout.stack);
    }

    @Override
    public void endCall(int thread, long result) {
        if (!read(thread)) {
            return;
        }
        put(layout.next, instruction());
        put(0, result);
        hidden.remove(thread);
        store();
    }

    @Override
    public void hideInterruption(int thread) {
        OptionalLong first = cutShort ? firstArgument() : OptionalLong.empty();
        if (first.isPresent()) {
            long call = next() - callBytes();
            put(layout.next, call);
            put(0, first.getAsLong());
            if (store()) {
                hidden.put(thread, call);
            }
        }
    }

    @Override
    public void showInterruption(int thread) {
        if (!read(thread)) {
            return;
        }
        if (rewound && isHidden()) {
            endCall(thread, -EINTR);
            shown.put(thread, next());
        } else if (cutShort) {
            shown.put(thread, next());
        }
    }

    @Override
    public void forget(int thread) {
        if (!hidden.isEmpty()) {
            hidden.remove(thread);
        }
        if (!shown.isEmpty()) {
            shown.remove(thread);
        }
    }

    @Override
    public long entryArgument(Abi abi, int index) {
        return at(index * layout.size);
    }

    @Override
    public boolean setArgument(int thread, Abi abi, int index, long value) {
        if (!fetch(thread)) {
            return false;
        }
        put(index * layout.size, value);
        return store();
    }

    /** The call's result stands in the place of the first by now. */
    @Override
    public void restoreArgument(int thread, Abi abi, int index, long value) {
        if (index > 0) {
            setArgument(thread, abi, index, value);
        }
    }

    @Override
    public boolean setCall(int thread, int number) {
        return setNumber(thread, number);
    }

    @Override
    public boolean skip(int thread, long result) {
        return setArgument(thread, abi(), 0, result) && setNumber(thread, NO_CALL);
    }

    /** The first argument is there, but for -1 (el0_svc_common in arch/arm64/kernel/syscall.c). */
    @Override
    public void failUnmade(int thread) {
        setArgument(thread, abi(), 0, -ENOSYS);
    }

    @Override
    public boolean jump(int thread, long address) {
        if (!fetch(thread)) {
            return false;
        }
        put(layout.next, address);
        return store();
    }

    @Override
    public void repeatCall(int thread) {
        if (fetch(thread)) {
            jump(thread, next() - callBytes());
        }
    }

    @Override
    public void stepBack(int thread, int bytesBack) {
        long next = next(thread);
        if (next != 0) {
            jump(thread, next - bytesBack);
        }
    }

    @Override
    public long next(int thread) {
        return fetch(thread) ? next() : 0;
    }
}
