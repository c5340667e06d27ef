package lanner.investigation.entities;

import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lanner.capture.event.EventType;
import lanner.capture.event.EventType.Trait;
import lanner.engine.field.KernelNames;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.index.ProcessEntry;
import lanner.investigation.index.ProgramImage;
import lanner.investigation.rows.ConnectionName;
import lanner.investigation.workspace.Workspace;

/**
 * What a process did and what became of it, in order: started, ran programs, changed its user, opened, connected, ended.
 * What it read from one thing, and wrote to it, is one step each, where that began.
 */
public final class ProcessStory {
    /** Calls that are told with their arguments. */
    private static final Set<EventType> TOLD = EnumSet.of(
            EventType.KILL,
            EventType.TKILL,
            EventType.TGKILL,
            EventType.PIDFD_SEND_SIGNAL,
            EventType.PTRACE,
            EventType.PROCESS_VM_READV,
            EventType.PROCESS_VM_WRITEV,
            EventType.BPF,
            EventType.MEMFD_CREATE,
            EventType.MEMFD_SECRET,
            EventType.INIT_MODULE,
            EventType.FINIT_MODULE,
            EventType.DELETE_MODULE,
            EventType.KEXEC_LOAD,
            EventType.KEXEC_FILE_LOAD,
            EventType.REBOOT,
            EventType.SETHOSTNAME,
            EventType.IO_URING_SETUP,
            EventType.PERF_EVENT_OPEN,
            EventType.USERFAULTFD);

    /** Every program maps files and looks round: no step of what it did. */
    private static final Set<EventType> LEFT_OUT = EnumSet.of(EventType.MMAP, EventType.MMAP2);

    private static final String EAGAIN = "EAGAIN";

    private final Events events;
    private final ProcessEntry process;
    private final RecordWords records;
    private final StoryDraft draft;
    private final Map<Integer, Integer> children;
    private int lastExit = -1;

    private ProcessStory(Events events, int process, RecordWords records) {
        this.events = events;
        this.process = events.process(process);
        this.records = records;
        this.draft = new StoryDraft(events);
        this.children = children(events, process);
    }

    /**
     * Reads it.
     *
     * @param process its id in the index
     * @return empty if it was cancelled
     */
    public static Optional<Story> of(Workspace workspace, int process, JobProgress progress) throws IOException {
        Events events = workspace.events();
        try (RecordWords records = new RecordWords(workspace, events)) {
            ProcessStory story = new ProcessStory(events, process, records);
            boolean whole = progress.visit(events.rows(), row -> {
                if (events.image(events.imageId(row)).process() == process) {
                    story.take(row);
                }
            });
            if (!whole) {
                return Optional.empty();
            }
            story.end();
            return Optional.of(story.draft.story(events.processName(process)));
        }
    }

    /** By number; of children with the same number the last one, as its story tells apart. */
    private static Map<Integer, Integer> children(Events events, int process) {
        Map<Integer, Integer> children = new HashMap<>();
        for (int id = 0; id < events.processes(); id++) {
            if (events.process(id).parent() == process) {
                children.put(events.process(id).pid(), id);
            }
        }
        return children;
    }

    private void take(int row) throws IOException {
        EventType type = EventType.byCode(events.callCode(row)).orElse(EventType.GENERIC);
        if (type.is(Trait.EXEC)) {
            ran(row);
        } else if (type.is(Trait.BIRTH)) {
            born(row);
        } else if (type == EventType.PROCEXIT) {
            lastExit = row;
            draft.other(row);
        } else if (type == EventType.SIGNALDELIVER) {
            signal(row, KernelNames.signal(records.number(row, type, "sig")));
        } else if (Privileges.CHANGES.contains(type)) {
            draft.step(row, "changed its rights: " + records.call(row, type.label()), 0);
        } else if (TOLD.contains(type)) {
            draft.step(row, "called " + records.call(row, type.label()), 0);
        } else {
            touched(row, type);
        }
    }

    /** That a child ended is told by the child. */
    private void signal(int row, String name) {
        if (name.equals("SIGCHLD")) {
            draft.other(row);
        } else {
            draft.step(row, "received " + name, 0);
        }
    }

    private void ran(int row) {
        int path = events.pathId(row);
        ProgramImage image = events.image(events.imageId(row));
        if (events.succeeded(row)) {
            draft.step(row, "ran " + image.exePath() + ": " + image.commandLine(), 0);
        } else {
            draft.step(row, "ran " + (path == Events.NO_NAME ? "a program that is unknown" : events.name(path)), 0);
        }
    }

    private void born(int row) {
        if (row == process.firstRow() && events.result(row) == 0 && events.hasResult(row)) {
            draft.step(
                    row,
                    "started by " + (process.parent() < 0 ? "a process that is unknown" : who(process.parent())),
                    0);
        } else if (!events.succeeded(row)) {
            draft.step(row, "started a process or a thread", 0);
        } else {
            Integer child = children.get((int) events.result(row));
            if (events.result(row) == 0) {
                draft.other(row);
            } else {
                draft.step(row, child == null ? "started a thread" : "started " + who(child), 0);
            }
        }
    }

    private String who(int id) {
        return events.processName(id);
    }

    private void touched(int row, EventType type) throws IOException {
        int name = events.nameId(row);
        boolean reads = type.is(Trait.READS_FD);
        if (reads || type.is(Trait.WRITES_FD)) {
            if (name == Events.NO_NAME || events.outcome(row).error().equals(EAGAIN)) {
                draft.other(row);
            } else {
                draft.sum(
                        row,
                        2L * name + (reads ? 1 : 0),
                        () -> moved(name, reads) + ": " + events.name(name),
                        events.moved(row));
            }
            return;
        }
        String connected = socket(type, name);
        if (!connected.isEmpty()) {
            draft.step(row, connected, 0);
            return;
        }
        int path = events.pathId(row);
        boolean told = path != Events.NO_NAME && !LEFT_OUT.contains(type) && CallWords.isStep(type);
        if (told && draft.isFull()) {
            draft.beyond(row);
            return;
        }
        String did = told ? records.toFirst(events, row, type) : "";
        if (did.isEmpty()) {
            draft.other(row);
        } else {
            // Of a call about two paths the words end in the other one.
            boolean joined = events.targetId(row) != Events.NO_NAME;
            String words = joined ? events.name(path) + " " + did : did + ": " + events.name(path);
            draft.step(row, words, events.moved(row));
        }
    }

    private String moved(int name, boolean reads) {
        boolean isSocket = ConnectionName.isConnection(events.name(name));
        return isSocket ? reads ? "received" : "sent" : reads ? "read" : "written";
    }

    /** Empty for a call about no connection. */
    private String socket(EventType type, int name) {
        String of = name == Events.NO_NAME ? "a socket without a name" : events.name(name);
        if (type.is(Trait.ACCEPT)) {
            return "accepted: " + of;
        }
        return switch (type) {
            case CONNECT -> "connected: " + of;
            case BIND -> "bound: " + of;
            case LISTEN -> "listened: " + of;
            default -> "";
        };
    }

    private void end() {
        if (process.end() != 0 && lastExit >= 0) {
            draft.step(lastExit, "ended: " + (process.ending().isEmpty() ? "how is not known" : process.ending()), 0);
        }
    }
}
