package lanner.behaviour.fact;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.EventType.Trait;
import lanner.capture.event.ExecParams;
import lanner.capture.event.FcntlParams;
import lanner.capture.event.FlagSets;
import lanner.engine.field.EventPath;
import lanner.engine.state.EventContext;
import lanner.engine.state.FdInfo;
import org.jspecify.annotations.Nullable;

/** Which files the events use, and how. A file that is not there is looked for, whatever was to be done with it. */
final class FileUses {
    private static final int ENOENT = 2;
    private static final int ENOTDIR = 20;
    private static final long READS = FlagSets.FILE_FLAGS.value("O_RDONLY");
    private static final long WRITES = FlagSets.FILE_FLAGS.value("O_WRONLY");
    private static final long TRUNCATES = FlagSets.FILE_FLAGS.value("O_TRUNC");
    private static final long CREATED = FlagSets.FILE_FLAGS.value("O_F_CREATED");
    private static final long TEMPORARY = FlagSets.FILE_FLAGS.value("O_TMPFILE");
    private static final long DIRECTORY = FlagSets.FILE_FLAGS.value("O_DIRECTORY");
    private static final long EXECUTABLE = FlagSets.PROT_FLAGS.value("PROT_EXEC");
    /** Commands of fcntl(2) that lock, as records have them. */
    private static final Set<Long> LOCKS = Set.of(
            FlagSets.FCNTL_COMMANDS.value("F_SETLK"),
            FlagSets.FCNTL_COMMANDS.value("F_SETLKW"),
            FlagSets.FCNTL_COMMANDS.value("F_SETLK64"),
            FlagSets.FCNTL_COMMANDS.value("F_SETLKW64"),
            FlagSets.FCNTL_COMMANDS.value("F_OFD_SETLK"),
            FlagSets.FCNTL_COMMANDS.value("F_OFD_SETLKW"));

    /** What a call does to the path that it names first. */
    private static final Map<EventType, Aspect> FIRST = new EnumMap<>(EventType.class);
    /** What it does to the second. */
    private static final Map<EventType, Aspect> SECOND = new EnumMap<>(EventType.class);

    private static final int[] FLAGS = new int[EventType.CODES];
    private static final int MMAP_PROT = EventType.MMAP.indexOf("prot");
    private static final int MMAP2_PROT = EventType.MMAP2.indexOf("prot");

    static {
        // spotless:off
        put(FIRST, Aspect.FILE_LOOKUP, EventType.STAT, EventType.LSTAT, EventType.STAT64, EventType.LSTAT64,
            EventType.NEWFSTATAT, EventType.STATX, EventType.STATFS, EventType.ACCESS, EventType.FACCESSAT,
            EventType.FACCESSAT2, EventType.READLINK, EventType.READLINKAT, EventType.CHDIR, EventType.GETXATTR,
            EventType.LGETXATTR, EventType.GETXATTRAT, EventType.LISTXATTR, EventType.LLISTXATTR, EventType.LISTXATTRAT,
            EventType.FILE_GETATTR, EventType.NAME_TO_HANDLE_AT, EventType.INOTIFY_ADD_WATCH, EventType.FANOTIFY_MARK);
        put(FIRST, Aspect.FILE_CREATE, EventType.MKDIR, EventType.MKDIRAT, EventType.MKNOD, EventType.MKNODAT,
            EventType.SYMLINK, EventType.SYMLINKAT);
        put(FIRST, Aspect.FILE_WRITE, EventType.TRUNCATE);
        put(FIRST, Aspect.FILE_DELETE, EventType.UNLINK, EventType.UNLINKAT, EventType.RMDIR,
            EventType.RENAME, EventType.RENAMEAT, EventType.RENAMEAT2);
        put(FIRST, Aspect.FILE_READ, EventType.LINK, EventType.LINKAT);
        put(SECOND, Aspect.FILE_CREATE, EventType.RENAME, EventType.RENAMEAT, EventType.RENAMEAT2,
            EventType.LINK, EventType.LINKAT);
        put(FIRST, Aspect.FILE_METADATA, EventType.CHMOD, EventType.FCHMOD, EventType.FCHMODAT, EventType.FCHMODAT2,
            EventType.CHOWN, EventType.FCHOWN, EventType.FCHOWNAT, EventType.LCHOWN, EventType.UTIME, EventType.UTIMES,
            EventType.FUTIMESAT, EventType.UTIMENSAT, EventType.SETXATTR, EventType.LSETXATTR, EventType.FSETXATTR,
            EventType.SETXATTRAT, EventType.REMOVEXATTR, EventType.LREMOVEXATTR, EventType.FREMOVEXATTR,
            EventType.REMOVEXATTRAT, EventType.FILE_SETATTR);
        put(FIRST, Aspect.FILE_LOCK, EventType.FLOCK);
        // spotless:on
        for (EventType type : EventType.values()) {
            FLAGS[type.code()] = type.is(Trait.OPEN) ? type.indexOf("flags") : -1;
        }
    }

    private static void put(Map<EventType, Aspect> to, Aspect aspect, EventType... types) {
        for (EventType type : types) {
            to.put(type, aspect);
        }
    }

    /** All types that {@link #take} does something with. */
    static Set<EventType> types() {
        EnumSet<EventType> all =
                EnumSet.of(EventType.MMAP, EventType.MMAP2, EventType.FCNTL, EventType.GETDENTS, EventType.GETDENTS64);
        all.addAll(FIRST.keySet());
        for (EventType type : EventType.values()) {
            if (type.is(Trait.OPEN) || type.is(Trait.EXEC)) {
                all.add(type);
            }
        }
        return all;
    }

    private final FileTallies files;
    private final Scene scene;

    FileUses(Room room, Scene scene) {
        this.files = new FileTallies(room);
        this.scene = scene;
    }

    /** Whether a call that failed did because what it named is not there. */
    static boolean isAbsent(Event event) {
        return event.result() == -ENOENT || event.result() == -ENOTDIR;
    }

    void count(Aspect aspect, @Nullable String path, boolean done) {
        if (path != null) {
            files.take(path);
            files.count(aspect, done, scene);
        }
    }

    /** @param done whether the call succeeded, as far as that is known */
    void take(EventContext context, EventType type, boolean done) {
        Event event = context.event();
        boolean absent = !done && isAbsent(event);
        if (type.is(Trait.OPEN)) {
            open(context, type, done, absent);
        } else if (type.is(Trait.EXEC)) {
            execute(context, type, done, absent);
        } else if (type == EventType.MMAP || type == EventType.MMAP2) {
            map(context, type == EventType.MMAP ? MMAP_PROT : MMAP2_PROT, done);
        } else if (type == EventType.FCNTL) {
            if (LOCKS.contains(event.param(FcntlParams.CMD, 0))) {
                count(Aspect.FILE_LOCK, ofDescriptor(context), done);
            }
        } else if (type == EventType.GETDENTS || type == EventType.GETDENTS64) {
            list(context, done);
        } else {
            named(context, type, done, absent);
        }
    }

    private void named(EventContext context, EventType type, boolean done, boolean absent) {
        Aspect first = FIRST.get(type);
        if (first == null) {
            return;
        }
        if (EventPath.give(context, files)) {
            files.count(absent ? Aspect.FILE_LOOKUP : first, done, scene);
        }
        Aspect second = SECOND.get(type);
        if (second != null && !absent) {
            count(second, EventPath.second(context), done);
        }
    }

    private void open(EventContext context, EventType type, boolean done, boolean absent) {
        String path = EventPath.of(context);
        if (absent) {
            count(Aspect.FILE_LOOKUP, path, false);
            return;
        }
        Event event = context.event();
        int at = FLAGS[type.code()];
        long flags = at < 0 ? WRITES | TRUNCATES : event.param(at, 0);
        FdInfo fd = context.fd();
        boolean temporary = (flags & TEMPORARY) != 0;
        boolean directory =
                !temporary && ((flags & DIRECTORY) != 0 || fd != null && fd.kind() == FdInfo.Kind.DIRECTORY);
        if (directory) {
            count(Aspect.FILE_LIST, path, done);
            return;
        }
        if ((flags & READS) != 0 && !temporary) {
            count(Aspect.FILE_READ, path, done);
        }
        boolean made = (flags & CREATED) != 0 || type == EventType.CREAT || temporary;
        if (made && done) {
            count(Aspect.FILE_CREATE, path, true);
        }
        if ((flags & (WRITES | TRUNCATES)) != 0 && !temporary) {
            count(Aspect.FILE_WRITE, path, done);
        }
    }

    private void execute(EventContext context, EventType type, boolean done, boolean absent) {
        Event event = context.event();
        String asked = type == EventType.EXECVE && event.has(ExecParams.FILENAME)
                ? context.path(ExecParams.FILENAME, -1)
                : null;
        if (asked != null && !asked.startsWith("/")) {
            asked = null;
        }
        if (absent) {
            count(Aspect.FILE_LOOKUP, asked, false);
            return;
        }
        count(Aspect.FILE_EXECUTE, asked, done);
        String program = context.process().exepath();
        if (done && !program.isEmpty() && !program.equals(asked)) {
            count(Aspect.FILE_EXECUTE, program, true);
        }
    }

    private void map(EventContext context, int prot, boolean done) {
        if ((context.event().param(prot, 0) & EXECUTABLE) != 0) {
            count(Aspect.FILE_MAP, ofDescriptor(context), done);
        }
    }

    /** A directory counts when it is opened; one whose open did not tell that it is one, or was not seen, when it is read. */
    private void list(EventContext context, boolean done) {
        String path = ofDescriptor(context);
        if (path != null) {
            files.take(path);
            if (!files.has(Aspect.FILE_LIST)) {
                files.count(Aspect.FILE_LIST, done, scene);
            }
        }
    }

    private static @Nullable String ofDescriptor(EventContext context) {
        FdInfo fd = context.fd();
        return fd != null && fd.isFile() && fd.name().startsWith("/") ? fd.name() : null;
    }

    void facts(List<Fact> to) {
        files.facts(to);
    }
}
