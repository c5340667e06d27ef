package lanner.engine.field;

import static lanner.engine.field.Field.Scope.PATH;
import static lanner.engine.field.FieldRows.text;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.engine.state.EventContext;
import lanner.engine.state.FdInfo;
import org.jspecify.annotations.Nullable;

/** {@code fs.path.*}: what a call that succeeded did to a path. */
final class PathFields {
    private static final Map<EventType, EventPath.At> NAMES = new EnumMap<>(EventType.class);
    /** Falco says of an open also what it could not open. */
    private static final Set<EventType> TRIED = EnumSet.of(EventType.OPEN, EventType.OPENAT, EventType.OPENAT2);

    private static final Map<EventType, EventPath.At> SOURCES = new EnumMap<>(EventType.class);
    private static final Map<EventType, EventPath.At> TARGETS = new EnumMap<>(EventType.class);

    static {
        // Those that Falco's fields know, of all calls that take a path.
        for (EventType type : EnumSet.of(
                EventType.MKDIR,
                EventType.MKDIRAT,
                EventType.RMDIR,
                EventType.UNLINK,
                EventType.UNLINKAT,
                EventType.OPEN,
                EventType.OPENAT,
                EventType.OPENAT2,
                EventType.CREAT,
                EventType.OPEN_BY_HANDLE_AT,
                EventType.CHMOD,
                EventType.FCHMODAT,
                EventType.FCHMODAT2,
                EventType.CHOWN,
                EventType.LCHOWN,
                EventType.FCHOWNAT,
                EventType.QUOTACTL,
                EventType.UMOUNT,
                EventType.UMOUNT2)) {
            NAMES.put(type, EventPath.places(type).get(0));
        }
        for (EventType type : EnumSet.of(
                EventType.RENAME, EventType.RENAMEAT, EventType.RENAMEAT2, EventType.SYMLINK, EventType.SYMLINKAT)) {
            SOURCES.put(type, EventPath.places(type).get(0));
            TARGETS.put(type, EventPath.places(type).get(1));
        }
        // A link's source is the new name, its target the file that was there; a mount's is the device.
        for (EventType type : EnumSet.of(EventType.LINK, EventType.LINKAT, EventType.MOUNT)) {
            SOURCES.put(type, EventPath.places(type).get(1));
            TARGETS.put(type, EventPath.places(type).get(0));
        }
    }

    static final List<FieldSpec> ROWS = List.of(
            text(
                            "fs.path.name",
                            PATH,
                            "The absolute path that a successful call, or any open, acted on.",
                            c -> absolute(c, NAMES))
                    .values(Domain.Form.ABSOLUTE_PATH),
            text("fs.path.nameraw", PATH, "The same as it was passed.", c -> raw(c, NAMES)),
            text(
                            "fs.path.source",
                            PATH,
                            "Of two paths, the old name, the new link, the device.",
                            c -> absolute(c, SOURCES))
                    .values(Domain.Form.ABSOLUTE_PATH)
                    .missingWhere((none, type) -> !SOURCES.containsKey(type)),
            text("fs.path.sourceraw", PATH, "The same as it was passed.", c -> raw(c, SOURCES))
                    .missingWhere((none, type) -> !SOURCES.containsKey(type)),
            text(
                            "fs.path.target",
                            PATH,
                            "Of two paths, the new name, the linked file, the directory.",
                            c -> absolute(c, TARGETS))
                    .values(Domain.Form.ABSOLUTE_PATH)
                    .missingWhere((none, type) -> !TARGETS.containsKey(type)),
            text("fs.path.targetraw", PATH, "The same as it was passed.", c -> raw(c, TARGETS))
                    .missingWhere((none, type) -> !TARGETS.containsKey(type)));

    private PathFields() {}

    private static @Nullable String raw(EventContext c, Map<EventType, EventPath.At> table) {
        Event event = c.event();
        EventPath.At at = table.get(event.type());
        if (event.result() < 0 && !(table == NAMES && TRIED.contains(event.type()))) {
            return null;
        }
        if (at == null) {
            return table == NAMES ? ofDescriptor(c) : null;
        }
        return event.text(at.path());
    }

    private static @Nullable String absolute(EventContext c, Map<EventType, EventPath.At> table) {
        Event event = c.event();
        EventPath.At at = table.get(event.type());
        String raw = raw(c, table);
        if (raw == null || at == null) {
            return raw;
        }
        return c.path(at.path(), at.dirfd());
    }

    /** fchmod and fchown name a descriptor instead of a path. */
    private static @Nullable String ofDescriptor(EventContext c) {
        EventType type = c.event().type();
        FdInfo fd = c.fd();
        return (type == EventType.FCHMOD || type == EventType.FCHOWN) && fd != null ? fd.name() : null;
    }
}
