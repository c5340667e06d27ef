package lanner.investigation.entities;

import java.util.EnumMap;
import java.util.Map;
import lanner.capture.event.EventType;
import lanner.investigation.index.Events;

/** What calls do to the files that they name, in a word or two. */
final class CallWords {
    private static final Map<EventType, String> WORDS = new EnumMap<>(EventType.class);
    private static final Map<EventType, Ends> ENDS = new EnumMap<>(EventType.class);

    /** What a call that is about two paths did to each, before the other one's name. */
    private record Ends(String path, String target) {}

    static {
        put("written", EventType.WRITE, EventType.PWRITE, EventType.WRITEV, EventType.PWRITEV, EventType.SENDFILE);
        put("read", EventType.READ, EventType.PREAD, EventType.READV, EventType.PREADV);
        put("mode changed", EventType.CHMOD, EventType.FCHMOD, EventType.FCHMODAT, EventType.FCHMODAT2);
        put("owner changed", EventType.CHOWN, EventType.FCHOWN, EventType.FCHOWNAT, EventType.LCHOWN);
        put("created", EventType.CREAT, EventType.MKDIR, EventType.MKDIRAT, EventType.MKNOD, EventType.MKNODAT);
        put("length changed", EventType.TRUNCATE, EventType.FTRUNCATE, EventType.FALLOCATE);
        put("times changed", EventType.UTIME, EventType.UTIMES, EventType.FUTIMESAT, EventType.UTIMENSAT);
        put("attribute set", EventType.SETXATTR, EventType.LSETXATTR, EventType.FSETXATTR, EventType.SETXATTRAT);
        put(
                "attribute removed",
                EventType.REMOVEXATTR,
                EventType.LREMOVEXATTR,
                EventType.FREMOVEXATTR,
                EventType.REMOVEXATTRAT);
        put("attributes changed", EventType.FILE_SETATTR);
        put("removed", EventType.UNLINK, EventType.UNLINKAT, EventType.RMDIR);
        put("copied into or from", EventType.COPY_FILE_RANGE, EventType.SPLICE);
        put("mapped", EventType.MMAP, EventType.MMAP2);
        put("mount changed", EventType.MOUNT_SETATTR);
        put("mounted", EventType.MOUNT);
        put("unmounted", EventType.UMOUNT, EventType.UMOUNT2);
        put("mount copied or opened", EventType.OPEN_TREE, EventType.OPEN_TREE_ATTR);
        put("swap begun", EventType.SWAPON);
        put("swap ended", EventType.SWAPOFF);
        put("accounting written to it", EventType.ACCT);
        put("made the working directory", EventType.CHDIR, EventType.FCHDIR);
        put("made the root", EventType.CHROOT);
        put("watched", EventType.INOTIFY_ADD_WATCH, EventType.FANOTIFY_MARK);
        put("connected to", EventType.CONNECT);
        ends("renamed to", "renamed from", EventType.RENAME, EventType.RENAMEAT, EventType.RENAMEAT2);
        ends("linked as", "linked to", EventType.LINK, EventType.LINKAT);
        ends("linked to", "linked as", EventType.SYMLINK, EventType.SYMLINKAT);
        ends("mount moved to", "mount moved from", EventType.MOVE_MOUNT);
        ends("mounted from", "mounted on", EventType.MOUNT);
        ends("made the root, the old one at", "made the place of the old root, the new one is", EventType.PIVOT_ROOT);
    }

    private static void ends(String path, String target, EventType... types) {
        for (EventType type : types) {
            ENDS.put(type, new Ends(path, target));
        }
    }

    private static void put(String words, EventType... types) {
        for (EventType type : types) {
            WORDS.put(type, words);
        }
    }

    private CallWords() {}

    /** Whether a call has a word of its own. */
    static boolean has(EventType type) {
        return WORDS.containsKey(type);
    }

    /** Whether a call about a path can be a step of a story. */
    static boolean isStep(EventType type) {
        return WORDS.containsKey(type) || ENDS.containsKey(type) || type.is(EventType.Trait.OPEN);
    }

    /** What a call did to its first path; empty for a call that is no step of a story. */
    static String toFirst(Events events, EventType type, int target) {
        Ends ends = ENDS.get(type);
        return ends == null || target == Events.NO_NAME && WORDS.containsKey(type)
                ? WORDS.getOrDefault(type, "")
                : joined(events, ends.path(), target);
    }

    /** What it did to its second path, likewise. */
    static String toSecond(Events events, EventType type, int first) {
        Ends ends = ENDS.get(type);
        return ends == null ? "" : joined(events, ends.target(), first);
    }

    private static String joined(Events events, String words, int name) {
        return words + " " + (name == Events.NO_NAME ? "a name that is unknown" : events.name(name));
    }
}
