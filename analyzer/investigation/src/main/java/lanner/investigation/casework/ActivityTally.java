package lanner.investigation.casework;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import lanner.capture.event.EventType;
import lanner.capture.event.EventType.Trait;
import lanner.investigation.casework.Activity.Change;
import lanner.investigation.casework.Activity.FileChange;
import lanner.investigation.casework.Activity.Peer;
import lanner.investigation.casework.Activity.ProgramRun;
import lanner.investigation.index.Events;
import lanner.investigation.rows.ConnectionName;
import org.jspecify.annotations.Nullable;

/** Counts an {@link Activity} while the rows go by. */
final class ActivityTally {
    /** Against captures whose names have no end. */
    static final int MOST = 10_000;

    private static final Map<EventType, Change> CHANGES = new EnumMap<>(EventType.class);
    /** What changes the second of two paths, or both. */
    private static final Set<EventType> CHANGE_TARGETS =
            EnumSet.of(EventType.RENAME, EventType.RENAMEAT, EventType.RENAMEAT2, EventType.LINK, EventType.LINKAT);
    /** The first path of a link stays as it is. */
    private static final Set<EventType> KEEP_FIRST = EnumSet.of(EventType.LINK, EventType.LINKAT);
    /** Their results are messages. */
    private static final Set<EventType> NO_BYTES = EnumSet.of(EventType.SENDMMSG, EventType.RECVMMSG);

    static {
        put(Change.CREATED, EventType.MKDIR, EventType.MKDIRAT, EventType.MKNOD, EventType.MKNODAT);
        put(Change.LENGTH, EventType.TRUNCATE, EventType.FTRUNCATE, EventType.FALLOCATE);
        put(Change.RENAMED, EventType.RENAME, EventType.RENAMEAT, EventType.RENAMEAT2);
        put(Change.LINKED, EventType.LINK, EventType.LINKAT, EventType.SYMLINK, EventType.SYMLINKAT);
        put(Change.REMOVED, EventType.UNLINK, EventType.UNLINKAT, EventType.RMDIR);
        put(Change.MODE, EventType.CHMOD, EventType.FCHMOD, EventType.FCHMODAT, EventType.FCHMODAT2);
        put(Change.OWNER, EventType.CHOWN, EventType.FCHOWN, EventType.FCHOWNAT, EventType.LCHOWN);
        put(
                Change.ATTRIBUTES,
                EventType.SETXATTR,
                EventType.LSETXATTR,
                EventType.FSETXATTR,
                EventType.SETXATTRAT,
                EventType.REMOVEXATTR,
                EventType.LREMOVEXATTR,
                EventType.FREMOVEXATTR,
                EventType.REMOVEXATTRAT,
                EventType.FILE_SETATTR);
    }

    private static void put(Change change, EventType... types) {
        for (EventType type : types) {
            CHANGES.put(type, change);
        }
    }

    private final Events events;
    private final Map<String, Counts> programs = new LinkedHashMap<>();
    private final Map<String, Counts> files = new LinkedHashMap<>();
    private final Map<String, Counts> peers = new LinkedHashMap<>();
    /** The peer of each name of a connection; an empty text for a name that is none. */
    private final Map<Integer, String> peersByName = new HashMap<>();
    /** Names that are known to be none: most calls are about files. */
    private final BitSet noConnections = new BitSet();

    private long moreNames;

    /** Of one program, file or peer. */
    private static final class Counts {
        final int row;
        final Set<Change> changes = EnumSet.noneOf(Change.class);
        long times;
        long alerts;
        long accepted;
        long refused;
        long sent;
        long received;

        Counts(int row) {
            this.row = row;
        }
    }

    ActivityTally(Events events) {
        this.events = events;
    }

    private @Nullable Counts of(Map<String, Counts> all, String name, int row) {
        Counts known = all.get(name);
        if (known == null && all.size() < MOST) {
            known = new Counts(row);
            all.put(name, known);
        }
        moreNames += known == null ? 1 : 0;
        return known;
    }

    /** A call that succeeded, but for those that {@link #opened} and {@link #connected} are told of. */
    void took(int row, EventType type) {
        if (type.is(Trait.EXEC)) {
            ran(events.image(events.imageId(row)).exePath(), row);
            return;
        }
        Change change = CHANGES.get(type);
        if (change != null) {
            if (!KEEP_FIRST.contains(type)) {
                changed(events.pathId(row), change, row);
            }
            if (CHANGE_TARGETS.contains(type)) {
                changed(events.targetId(row), change, row);
            }
        } else if (type.is(Trait.READS_FD) || type.is(Trait.WRITES_FD)) {
            moved(row, type);
        }
    }

    private void ran(String path, int row) {
        Counts program = path.isEmpty() ? null : of(programs, path, row);
        if (program != null) {
            program.times++;
        }
    }

    /** A file was opened for writing, or created so. */
    void opened(int row, int name) {
        changed(name, Change.OPENED_FOR_WRITING, row);
    }

    private void changed(int name, Change change, int row) {
        String path = name == Events.NO_NAME ? "" : events.name(name);
        if (!path.startsWith("/") || path.startsWith("/dev/") || path.startsWith("/proc/")) {
            return;
        }
        Counts file = of(files, path, row);
        if (file != null) {
            file.changes.add(change);
            file.times++;
            file.alerts += events.raisedAlert(row) ? 1 : 0;
        }
    }

    /** A connection of the Internet's families was made, begun, accepted or refused. */
    void connected(int row, EventType type) {
        int name = events.nameId(row);
        boolean accepted = type.is(Trait.ACCEPT);
        if (name == Events.NO_NAME) {
            return;
        }
        String address = accepted ? ConnectionName.client(events.name(name)) : ConnectionName.server(events.name(name));
        peersByName.put(name, address);
        Counts peer = address.isEmpty() ? null : of(peers, address, row);
        if (peer != null) {
            peer.times += accepted ? 0 : 1;
            peer.accepted += accepted ? 1 : 0;
            peer.refused += events.refused(row) ? 1 : 0;
        }
    }

    /** Bytes went one way or the other. */
    private void moved(int row, EventType type) {
        int name = events.nameId(row);
        if (name == Events.NO_NAME || events.result(row) <= 0 || NO_BYTES.contains(type)) {
            return;
        }
        String address = noConnections.get(name) ? "" : peersByName.computeIfAbsent(name, this::peerOf);
        Counts peer = address.isEmpty() ? null : of(peers, address, row);
        if (address.isEmpty()) {
            noConnections.set(name);
        }
        if (peer != null) {
            boolean reads = type.is(Trait.READS_FD);
            peer.received += reads ? events.result(row) : 0;
            peer.sent += reads ? 0 : events.result(row);
        }
    }

    /** Of a connection that was there before the recording, or a datagram: who began it is not known. */
    private String peerOf(int name) {
        String ends = events.name(name);
        return ConnectionName.isInternet(ends) ? ConnectionName.server(ends) : "";
    }

    Activity activity() {
        return new Activity(
                list(programs, (path, of) -> new ProgramRun(path, of.times, of.row)),
                list(files, (path, of) -> new FileChange(path, of.changes, of.times, of.alerts, of.row)),
                list(
                        peers,
                        (address, of) ->
                                new Peer(address, of.times, of.accepted, of.refused, of.sent, of.received, of.row)),
                moreNames);
    }

    private static <T> List<T> list(Map<String, Counts> all, BiFunction<String, Counts, T> made) {
        return all.entrySet().stream()
                .map(each -> made.apply(each.getKey(), each.getValue()))
                .toList();
    }
}
