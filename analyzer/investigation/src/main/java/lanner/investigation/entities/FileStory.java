package lanner.investigation.entities;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lanner.capture.event.CaptureFormatException;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.engine.field.Field;
import lanner.engine.field.StandardFields;
import lanner.engine.field.UnknownFieldException;
import lanner.engine.state.SystemState;
import lanner.investigation.index.Chunk;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.rows.About;
import lanner.investigation.workspace.RecordPass;
import lanner.investigation.workspace.Workspace;

/**
 * What became of a file, in order: created, written, made executable, run, removed. The same step of the same process
 * right after itself is one.
 *
 * @param others how many events about it are no step of the story: looked at, closed, asked for
 * @param rows all events that are about it, runs of it as a program included
 */
public record FileStory(String path, List<Step> steps, long others, BitSet rows) {
    private static final int MOST_STEPS = 10_000;

    /**
     * A step.
     *
     * @param row its first event
     * @param count how many events it is
     * @param what a word or two, and of a call with two paths the other one; bytes, one character each
     */
    public record Step(int row, int count, String what, int process, boolean failed) {}

    public FileStory {
        steps = List.copyOf(steps);
    }

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

    /** @return empty if it was cancelled */
    public static Optional<FileStory> of(Workspace workspace, String path, JobProgress progress) throws IOException {
        Events events = workspace.events();
        BitSet names = namesOf(events, path);
        List<Step> steps = new ArrayList<>();
        BitSet about = new BitSet();
        long others = 0;
        int rows = events.rows();
        try (RecordPass records = new RecordPass(workspace, events)) {
            Opens opens = new Opens(records);
            for (int row = 0; row < rows; row++) {
                if ((row & Chunk.MASK) == 0) {
                    if (progress.isCancelled()) {
                        return Optional.empty();
                    }
                    progress.at(row / (double) rows);
                }
                Optional<String> what = what(events, row, names, path, opens);
                if (what.isPresent()) {
                    about.set(row);
                    if (what.get().isEmpty() || !add(steps, events, row, ended(events, row, what.get()))) {
                        others++;
                    }
                }
            }
        }
        progress.at(1);
        return Optional.of(new FileStory(path, steps, others, about));
    }

    private static BitSet namesOf(Events events, String path) {
        BitSet names = new BitSet();
        for (int id = 0; id < events.names(); id++) {
            if (events.name(id).equals(path)) {
                names.set(id);
            }
        }
        return names;
    }

    /** What a row did to the file: empty for nothing, an empty word for something that is no step. */
    private static Optional<String> what(Events events, int row, BitSet names, String path, Opens opens)
            throws IOException {
        EventType type = EventType.byCode(events.callCode(row)).orElse(EventType.GENERIC);
        if (About.isExec(events, row)
                && events.succeeded(row)
                && events.image(events.imageId(row)).exePath().equals(path)) {
            return Optional.of("run");
        }
        int about = events.pathId(row);
        int target = events.targetId(row);
        if (isOf(names, about)) {
            if (type.is(EventType.Trait.EXEC)) {
                return Optional.of("run");
            }
            // One that only creates has its word below.
            boolean asks = type.is(EventType.Trait.OPEN) && !WORDS.containsKey(type);
            return Optional.of(asks ? opens.what(row) : toFirst(events, type, target));
        }
        if (isOf(names, target)) {
            Ends ends = ENDS.get(type);
            return Optional.of(ends == null ? "" : joined(events, ends.target(), about));
        }
        // The directory that a path starts from: something in it was done.
        return isOf(names, events.nameId(row)) ? Optional.of("") : Optional.empty();
    }

    private static String ended(Events events, int row, String what) {
        return what + (events.hasResult(row) ? "" : " (its end was not seen)");
    }

    private static boolean isOf(BitSet names, int name) {
        return name != Events.NO_NAME && names.get(name);
    }

    private static String toFirst(Events events, EventType type, int target) {
        Ends ends = ENDS.get(type);
        return ends == null || target == Events.NO_NAME && WORDS.containsKey(type)
                ? WORDS.getOrDefault(type, "")
                : joined(events, ends.path(), target);
    }

    private static String joined(Events events, String words, int name) {
        return words + " " + (name == Events.NO_NAME ? "a name that is unknown" : events.name(name));
    }

    private static boolean add(List<Step> steps, Events events, int row, String what) {
        int process = events.image(events.imageId(row)).process();
        boolean failed = events.refused(row);
        Step last = steps.isEmpty() ? null : steps.get(steps.size() - 1);
        if (last != null && last.what().equals(what) && last.process() == process && last.failed() == failed) {
            steps.set(steps.size() - 1, new Step(last.row(), last.count() + 1, what, process, failed));
        } else if (steps.size() < MOST_STEPS) {
            steps.add(new Step(row, 1, what, process, failed));
        } else {
            return false;
        }
        return true;
    }

    /** How files are opened, which the record alone says. */
    private static final class Opens {
        private final RecordPass records;
        private final Event event = new Event();
        private final Field writes;
        private final Field creates;

        Opens(RecordPass records) {
            this.records = records;
            StandardFields fields = new StandardFields();
            try {
                writes = fields.resolve("evt.is_open_write", Optional.empty());
                creates = fields.resolve("evt.is_open_create", Optional.empty());
            } catch (UnknownFieldException e) {
                throw new IllegalStateException("the registry lacks a field", e);
            }
        }

        String what(int row) throws IOException {
            try {
                records.read(row, event);
            } catch (CaptureFormatException e) {
                // The capture was changed since it was indexed: that it was opened is all that is known.
                return "opened";
            }
            SystemState state = new SystemState();
            state.apply(event);
            if ("true".equals(creates.print(state.context()))) {
                return "created";
            }
            return "true".equals(writes.print(state.context())) ? "opened for writing" : "opened for reading";
        }
    }
}
