package lanner.exchange.scap;

import java.util.Map;
import java.util.Optional;
import lanner.capture.event.EventType;
import lanner.capture.event.ParamSpec;
import lanner.capture.event.ParamType;
import org.jspecify.annotations.Nullable;

/**
 * Where the parameters of one of our events come from in an exit event of a scap capture and in the enter event before
 * it: by their names. Old event types keep the meaning they had; their names are today's, but for a few.
 */
final class Translation {
    /** Exit types whose name alone does not tell the call. */
    private static final Map<Integer, EventType> SPECIAL = Map.of(
            1, EventType.GENERIC,
            57, EventType.ACCEPT4,
            249, EventType.ACCEPT4,
            259, EventType.UMOUNT2,
            228, EventType.CONTAINER,
            272, EventType.CONTAINER,
            324, EventType.CONTAINER);

    /** Our parameter's name to an older one, by event. */
    private static final Map<String, String> OLDER = Map.of(
            "dup oldfd", "fd",
            "dup2 oldfd", "fd",
            "dup3 oldfd", "fd",
            "bpf fd", "res_or_fd");

    private static final Translation[] BY_ID = new Translation[ScapEvents.COUNT];

    static {
        for (ScapEvents.Row row : ScapEvents.all()) {
            if (row.kind() != ScapEvents.Kind.ENTER) {
                target(row).ifPresent(type -> BY_ID[row.id()] = new Translation(row, type));
            }
        }
    }

    final ScapEvents.Row row;
    final EventType type;
    /** The types of our parameters. */
    final ParamType[] types;
    /** For each of our parameters the position in this event, or -1. */
    final int[] own;
    /** For each of our parameters the position in the enter event, or -1. */
    final int[] entered;
    /** The enter event; the event itself where there is none. */
    final ScapEvents.Row enter;
    /** Which of our parameters is the name of the process that an old event tells by its executable only; -1: none. */
    final int nameFromExecutable;

    private Translation(ScapEvents.Row row, EventType type) {
        this.row = row;
        this.type = type;
        ScapEvents.Row before = row.kind() == ScapEvents.Kind.EXIT ? ScapEvents.orNull(row.id() - 1) : null;
        enter = before == null ? row : before;
        types = type.params().stream().map(ParamSpec::type).toArray(ParamType[]::new);
        int count = types.length;
        own = new int[count];
        entered = new int[count];
        for (int i = 0; i < count; i++) {
            own[i] = find(row, type, i);
            entered[i] = before == null ? -1 : find(before, type, i);
        }
        boolean tellsExecutable = row.indexOf("exe") >= 0 && row.indexOf("comm") < 0;
        nameFromExecutable = tellsExecutable ? type.indexOf("comm") : -1;
    }

    /** The translation of an exit event or of an event that is none of a pair; null when we have no such event. */
    static @Nullable Translation orNull(int id) {
        return id >= 0 && id < BY_ID.length ? BY_ID[id] : null;
    }

    private static Optional<EventType> target(ScapEvents.Row row) {
        EventType special = SPECIAL.get(row.id());
        return special != null ? Optional.of(special) : EventType.byName(row.name());
    }

    /** The position in {@code row} of one of our parameters, or -1. */
    static int find(ScapEvents.Row row, EventType type, int param) {
        String name = type.params().get(param).name();
        int found = row.indexOf(name);
        if (found < 0) {
            found = row.indexOf(OLDER.getOrDefault(type.label() + " " + name, name));
        }
        return found >= 0
                        && fits(
                                type.params().get(param).type(),
                                row.params().get(found).type())
                ? found
                : -1;
    }

    /** Whether a value of the one type can be one of the other. */
    private static boolean fits(ParamType ours, ScapType theirs) {
        return switch (ours) {
            case TEXT, PATH, RELPATH -> theirs.isText();
            case BYTES -> theirs == ScapType.BYTEBUF || theirs.isText();
            case SOCKADDR -> theirs == ScapType.SOCKADDR;
            case TUPLE -> theirs == ScapType.SOCKTUPLE;
            case FDLIST -> theirs == ScapType.FDLIST;
            case DYNAMIC -> theirs == ScapType.DYN;
            default -> theirs.isNumber() || theirs == ScapType.DYN;
        };
    }
}
