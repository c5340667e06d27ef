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
    /** A path among the parameters, and the parameter of the directory it starts from; -1 for the working directory. */
    private record At(int path, int dirfd) {
        static At of(EventType type, String path) {
            int position = type.indexOf(path);
            return new At(position, type.params().get(position).dirfd());
        }
    }

    private static final Map<EventType, At> NAMES = new EnumMap<>(EventType.class);
    /** Falco says of an open also what it could not open. */
    private static final Set<EventType> TRIED = EnumSet.of(EventType.OPEN, EventType.OPENAT, EventType.OPENAT2);

    private static final Map<EventType, At> SOURCES = new EnumMap<>(EventType.class);
    private static final Map<EventType, At> TARGETS = new EnumMap<>(EventType.class);

    static {
        name(EventType.MKDIR, "path");
        name(EventType.MKDIRAT, "path");
        name(EventType.RMDIR, "path");
        name(EventType.UNLINK, "path");
        name(EventType.UNLINKAT, "name");
        name(EventType.OPEN, "name");
        name(EventType.OPENAT, "name");
        name(EventType.OPENAT2, "name");
        name(EventType.CREAT, "name");
        name(EventType.OPEN_BY_HANDLE_AT, "path");
        name(EventType.CHMOD, "filename");
        name(EventType.FCHMODAT, "filename");
        name(EventType.FCHMODAT2, "filename");
        name(EventType.CHOWN, "path");
        name(EventType.LCHOWN, "path");
        name(EventType.FCHOWNAT, "pathname");
        name(EventType.QUOTACTL, "quotafilepath");
        name(EventType.UMOUNT, "name");
        name(EventType.UMOUNT2, "name");
        pair(EventType.RENAME, "oldpath", "newpath");
        pair(EventType.RENAMEAT, "oldpath", "newpath");
        pair(EventType.RENAMEAT2, "oldpath", "newpath");
        // A link's source is the new name, its target the file that was there.
        pair(EventType.LINK, "newpath", "oldpath");
        pair(EventType.LINKAT, "newpath", "oldpath");
        pair(EventType.SYMLINK, "linkpath", "target");
        pair(EventType.SYMLINKAT, "linkpath", "target");
        pair(EventType.MOUNT, "dev", "dir");
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

    private static void name(EventType type, String path) {
        NAMES.put(type, At.of(type, path));
    }

    private static void pair(EventType type, String source, String target) {
        SOURCES.put(type, At.of(type, source));
        TARGETS.put(type, At.of(type, target));
    }

    private static @Nullable String raw(EventContext c, Map<EventType, At> table) {
        Event event = c.event();
        At at = table.get(event.type());
        if (event.result() < 0 && !(table == NAMES && TRIED.contains(event.type()))) {
            return null;
        }
        if (at == null) {
            return table == NAMES ? ofDescriptor(c) : null;
        }
        return event.text(at.path);
    }

    private static @Nullable String absolute(EventContext c, Map<EventType, At> table) {
        Event event = c.event();
        At at = table.get(event.type());
        String raw = raw(c, table);
        if (raw == null || at == null) {
            return raw;
        }
        return c.thread().path(event, at.path, at.dirfd);
    }

    /** fchmod and fchown name a descriptor instead of a path. */
    private static @Nullable String ofDescriptor(EventContext c) {
        EventType type = c.event().type();
        FdInfo fd = c.fd();
        return (type == EventType.FCHMOD || type == EventType.FCHOWN) && fd != null ? fd.name() : null;
    }
}
