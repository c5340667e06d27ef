package lanner.recorder.inline;

/**
 * Where things lie in a prepared process. All addresses are below 2 GB, so that instructions can hold them.
 *
 * <pre>
 *   CODE    4 KB, read and execute, private          RING    16 slots, one a thread, read and write, private
 *     +0x000  the stub                                 slot
 *     +0x800  one byte a call number: what to do         +0   header
 *     +0xA00  bootstrap and remote calls                 +64  records, one behind the other, up to LIMIT
 *     +0xC00  64 zeros: a thread without a slot
 *
 *   header                                           record
 *     +0   HEAD    where the next record goes          +0   size, a multiple of 8
 *     +8   LIMIT   no record starts here or behind     +4   the call's number
 *     +16  RETURN  where the call in flight returns    +8   time stamp counter before the call
 *                                                      +16  time stamp counter behind it
 *                                                      +24  result
 *                                                      +32  six arguments
 *                                                      +80  path, NUL-terminated, where the call has one
 *                                                           the kernel's answer, where it has one
 *                                                           each filled up to eight bytes
 * </pre>
 *
 * The register gs points to the header of the thread's slot. A record counts once HEAD is behind it; the one at HEAD is
 * being written. The thread alone writes its slot, but for HEAD, which the tracer sets back while the thread stands outside
 * of the stub, and LIMIT, with which it has the thread make its calls by stops.
 */
final class SlotLayout {
    static final int CODE = 0x70000000;
    static final int CODE_BYTES = 0x1000;
    static final int CLASSES = CODE + 0x800;
    static final int CLASS_COUNT = 512;
    static final int BOOTSTRAP_OFFSET = 0xA00;
    static final int NO_SLOT_OFFSET = 0xC00;
    /** What gs points to in a thread without a slot: HEAD and LIMIT are 0. */
    static final int NO_SLOT = CODE + NO_SLOT_OFFSET;

    static final int RING = 0x70010000;
    static final int SLOTS = 16;
    static final int SLOT_BYTES = 128 * 1024;
    static final int RING_BYTES = SLOTS * SLOT_BYTES;

    static final int HEAD = 0;
    static final int LIMIT = 8;
    static final int RETURN = 16;

    /** In the first slot's header: what a process has set for SIGTRAP, a {@code struct kernel_sigaction} of 32 bytes. */
    static final int KEPT_ACTION = RING + 32;

    static final int HEADER_BYTES = 64;

    static final int SIZE = 0;
    static final int NUMBER = 4;
    static final int ENTERED = 8;
    static final int LEFT = 16;
    static final int RESULT = 24;
    static final int ARGUMENTS = 32;
    static final int PATH = 80;

    /** The longest path that is copied, its NUL included; a longer one is no path for the kernel (PATH_MAX). */
    static final int PATH_MAX = 4096;

    /** The longest answer that is copied: no path in the kernel is longer. */
    static final int ANSWER_MAX = PATH_MAX;

    /** A record with the longest path, which is copied eight bytes at a time, and the longest answer. */
    static final int MAX_RECORD_BYTES = PATH + PATH_MAX + 2 * Long.BYTES + ANSWER_MAX;

    private SlotLayout() {}

    /** Whether an address is in our pages, and not the program's own where gs points to it. */
    static boolean isOurs(long address) {
        return address >= CODE && address < RING + RING_BYTES;
    }

    static int slot(int index) {
        return RING + index * SLOT_BYTES;
    }

    /** The first record of a slot. */
    static int first(int slot) {
        return slot + HEADER_BYTES;
    }

    /** LIMIT of a slot in use: the largest record still fits before the slot's end. */
    static int limit(int slot) {
        return slot + SLOT_BYTES - MAX_RECORD_BYTES;
    }
}
