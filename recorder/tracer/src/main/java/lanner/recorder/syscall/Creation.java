package lanner.recorder.syscall;

import lanner.capture.event.EventEncoder;
import lanner.capture.event.FlagSets;
import lanner.capture.event.Mark;
import lanner.recorder.os.NativeFacts;
import lanner.recorder.os.PathLookup;
import lanner.recorder.trace.Call;

/**
 * Whether an open made its file. With O_EXCL that is sure. Otherwise the thread's view of the path is looked at before
 * the call, to a link's end, and what was opened after it. Where the two do not agree the event is marked
 * {@link Mark#RACED}; where nobody may look it is too, and the file's time of birth decides.
 */
final class Creation {
    private static final long CREATED = FlagSets.FILE_FLAGS.value("O_F_CREATED");
    private static final long O_CREAT = 0x40;
    private static final long O_EXCL = 0x80;
    private static final long RESOLVE_IN_ROOT = 0x10;
    private static final int AT_FDCWD = -100;
    private static final int PATH_MAX = 4096;
    private static final int S_IFMT = 0170000;
    private static final int S_IFREG = 0100000;

    /** A file's times are those of the clock's last tick. */
    private static final long TICK_NANOS = 20_000_000;

    /** How far the clock of a file server may be behind. */
    private static final long SERVER_NANOS = 60_000_000_000L;

    // what a call keeps: one of these, and what was there before
    private static final int STATE = 0;
    private static final int DEVICE = 4;
    private static final int INODE = 5;
    private static final long NOT_ASKED = 0;
    private static final long SURE = 1;
    private static final long WAS_MISSING = 2;
    private static final long WAS_THERE = 3;
    private static final long UNKNOWN = 4;

    private Creation() {}

    /**
     * Looks before the call.
     *
     * @param dirfd the argument that a relative path starts from; -1 for the working directory
     * @param path the argument that the path is
     * @param resolve openat2(2)'s flags of that name
     */
    static void enter(Call call, long flags, int dirfd, int path, long resolve, Decoding decoding) {
        call.kept[STATE] = NOT_ASKED;
        if ((flags & O_CREAT) == 0) {
            return;
        }
        if ((flags & O_EXCL) != 0) {
            call.kept[STATE] = SURE;
            return;
        }
        long address = call.args[path];
        int length = address == 0 ? -1 : decoding.memory.readText(call.tid, address, decoding.buffer, 0, PATH_MAX);
        if (length <= 0) {
            call.kept[STATE] = UNKNOWN;
            return;
        }
        int from = dirfd < 0 ? AT_FDCWD : (int) call.args[dirfd];
        PathLookup.Answer answer = decoding.paths.find(
                call.pid, call.tid, from, decoding.buffer, length, (resolve & RESOLVE_IN_ROOT) != 0);
        switch (answer) {
            case MISSING -> call.kept[STATE] = WAS_MISSING;
            case PRESENT -> {
                call.kept[STATE] = WAS_THERE;
                call.kept[DEVICE] = decoding.paths.device();
                call.kept[INODE] = decoding.paths.inode();
            }
            case UNKNOWN -> call.kept[STATE] = UNKNOWN;
        }
    }

    /** The flag of a made file, or 0, after the call. */
    static long flag(Call call, Decoding decoding, EventEncoder out) {
        if (call.result < 0 || call.kept[STATE] == NOT_ASKED) {
            return 0;
        }
        if (call.kept[STATE] == SURE) {
            return CREATED;
        }
        NativeFacts facts = decoding.facts;
        if (!facts.statDescriptor(call.tid, (int) call.result)) {
            // Closed by another thread already.
            out.mark(Mark.RACED);
            return call.kept[STATE] == WAS_MISSING ? CREATED : 0;
        }
        long birth = facts.birthTime();
        boolean isRegular = (facts.mode() & S_IFMT) == S_IFREG;
        if (call.kept[STATE] == WAS_MISSING) {
            boolean isOlder = !isRegular || birth != 0 && birth < call.enterTime - SERVER_NANOS;
            if (isOlder) {
                out.mark(Mark.RACED);
            }
            return isOlder ? 0 : CREATED;
        }
        if (!isRegular) {
            return 0;
        }
        if (call.kept[STATE] == WAS_THERE) {
            if (call.kept[DEVICE] != facts.device() || call.kept[INODE] != facts.inode()) {
                out.mark(Mark.RACED);
            }
            return 0;
        }
        out.mark(Mark.RACED);
        return birth >= call.enterTime - TICK_NANOS ? CREATED : 0;
    }
}
