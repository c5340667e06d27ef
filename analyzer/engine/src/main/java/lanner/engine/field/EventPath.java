package lanner.engine.field;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.ParamSpec;
import lanner.capture.event.ParamType;
import lanner.engine.state.EventContext;
import lanner.engine.state.FdInfo;
import lanner.engine.state.Paths;
import org.jspecify.annotations.Nullable;

/**
 * The path that an event is about, whatever call it is and whether it succeeded: absolute, as the calling process sees it.
 *
 * <p>The table of events says which parameters are paths and which directory they start from; the exceptions stand here. A
 * call without a path of its own is about the file that its descriptor leads to.
 */
public final class EventPath {
    /** A path among the parameters, and the parameter of the directory it starts from; -1 for the working directory. */
    record At(int path, int dirfd) {}

    /** First the path, then the second one of a call that takes two. */
    private static final Map<EventType, List<At>> PLACES = places();

    /** Calls whose path the state of their thread or process says. */
    private static final Set<EventType> OF_STATE = EnumSet.of(EventType.CHDIR, EventType.CHROOT, EventType.EXECVE);

    private EventPath() {}

    private static Map<EventType, List<At>> places() {
        Map<EventType, List<At>> places = new EnumMap<>(EventType.class);
        for (EventType type : EventType.values()) {
            List<At> found = new ArrayList<>();
            if (type.kind() == EventType.Kind.SYSCALL) {
                for (int i = 0; i < type.params().size(); i++) {
                    ParamSpec param = type.params().get(i);
                    if (param.type() == ParamType.PATH || param.type() == ParamType.RELPATH) {
                        found.add(new At(i, param.dirfd()));
                    }
                }
            }
            if (!found.isEmpty()) {
                places.put(type, found);
            }
        }
        // The table has these as text.
        places.put(EventType.CHDIR, List.of(new At(1, -1)));
        places.put(EventType.QUOTACTL, List.of(new At(2, -1)));
        // The program that runs now, then the name that was asked for.
        places.put(EventType.EXECVE, List.of(new At(27, -1), new At(30, -1)));
        // The directory comes behind the device; what a symbolic link points to is text.
        places.put(EventType.MOUNT, List.of(new At(2, -1), new At(1, -1)));
        places.put(EventType.SYMLINK, List.of(new At(2, -1), new At(1, -1)));
        places.put(EventType.SYMLINKAT, List.of(new At(3, 2), new At(1, -1)));
        return places;
    }

    /** Whether events of this type say a path themselves. */
    public static boolean isIn(EventType type) {
        return PLACES.containsKey(type);
    }

    /** Where events of a type say paths: first the path, then the second one of a call that takes two; else empty. */
    static List<At> places(EventType type) {
        return PLACES.getOrDefault(type, List.of());
    }

    /** The path; null where there is none, or none that is known. */
    public static @Nullable String of(EventContext context) {
        Event event = context.event();
        List<At> places = PLACES.get(event.type());
        if (places == null) {
            return ofDescriptor(context);
        }
        return switch (event.type()) {
            case CHDIR -> event.result() >= 0 ? Paths.normalize(context.thread().cwd()) : at(context, places.get(0));
            case CHROOT ->
                isRelative(event, places.get(0)) && event.result() >= 0
                        ? context.thread().root()
                        : at(context, places.get(0));
            case EXECVE -> {
                String program = at(context, places.get(0));
                yield program == null ? at(context, places.get(1)) : program;
            }
            default -> at(context, places.get(0));
        };
    }

    /** Takes a path as it is at hand. */
    public interface Taker {
        /** A path, whole. */
        void take(String path);

        /**
         * What {@link Paths#resolve} answers for both, which is not put together for it.
         *
         * @param directory an absolute path
         * @param name a name that {@link Paths#isName}
         */
        void take(String directory, String name);
    }

    /** Gives the path that {@link #of} answers; false where that is null. */
    public static boolean give(EventContext context, Taker to) {
        Event event = context.event();
        EventType type = event.type();
        List<At> places = PLACES.get(type);
        // Of those with a state of their own it is whole already.
        if (places != null && !type.is(EventType.Trait.OPEN) && !OF_STATE.contains(type)) {
            At at = places.get(0);
            String name = written(event, at);
            if (Paths.isName(name) && !event.isUnreadable(at.path())) {
                String directory = context.thread().directory(event, at.dirfd());
                if (directory.startsWith("/")) {
                    to.take(directory, name);
                    return true;
                }
                return false;
            }
        }
        String path = of(context);
        if (path != null) {
            to.take(path);
        }
        return path != null;
    }

    /**
     * The second path of a call that takes two: a rename's or a link's new name, what a symbolic link points to, where a
     * mount is moved to, a mount's device; null for others.
     */
    public static @Nullable String second(EventContext context) {
        EventType type = context.event().type();
        List<At> places = PLACES.get(type);
        if (places == null || places.size() < 2 || type == EventType.EXECVE) {
            return null;
        }
        String written = written(context.event(), places.get(1));
        return switch (type) {
            case MOUNT -> written.startsWith("/") ? Paths.normalize(written) : null;
            case SYMLINK, SYMLINKAT -> pointedTo(at(context, places.get(0)), written);
            default -> at(context, places.get(1));
        };
    }

    /** What a link points to starts from the directory that it is in. */
    private static @Nullable String pointedTo(@Nullable String link, String target) {
        if (link == null || target.isEmpty()) {
            return null;
        }
        return Paths.resolve(link.substring(0, Math.max(1, link.lastIndexOf('/'))), target);
    }

    /** A directory that became the root is no longer found from the working directory: the root itself is it. */
    private static boolean isRelative(Event event, At at) {
        return !written(event, at).startsWith("/");
    }

    /** As it was passed; empty where it is not there. */
    private static String written(Event event, At at) {
        String written = event.text(at.path());
        return written == null ? "" : written;
    }

    private static @Nullable String at(EventContext context, At at) {
        Event event = context.event();
        if (event.isUnreadable(at.path()) || written(event, at).isEmpty() && at.dirfd() < 0) {
            return null;
        }
        String path = context.path(at.path(), at.dirfd());
        return path.startsWith("/") ? path : null;
    }

    private static @Nullable String ofDescriptor(EventContext context) {
        FdInfo fd = context.fd();
        return fd != null && fd.isFile() && fd.name() != null && fd.name().startsWith("/") ? fd.name() : null;
    }
}
