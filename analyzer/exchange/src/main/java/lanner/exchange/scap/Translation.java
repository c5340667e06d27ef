package lanner.exchange.scap;

import java.util.Map;
import java.util.Optional;
import lanner.capture.event.EventType;
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

    /** What a call that is known by number only has: its number on every machine. */
    static final Source CODE = Source.of(ScapEvents.known(1), 0, ParamType.UINT64);

    /** Its number on the capture's machine. */
    static final Source MACHINE_NUMBER = Source.of(ScapEvents.known(1), 1, ParamType.UINT64);

    /** Of the types that were asked for. */
    private static final @Nullable Translation[] BY_ID = new @Nullable Translation[ScapEvents.COUNT];

    /**
     * A parameter of a scap event that becomes one of ours, with what is asked of its type for each event.
     *
     * @param position in the event
     * @param isNumber whether ours is a number
     * @param isSigned whether theirs is a number with a sign
     * @param isWidened whether theirs is one of 32 bits and ours has none
     * @param hasSelector whether a byte stands before the number: what bpf(2) returned, before it had a field of its own
     * @param isText whether theirs is text that ends with a NUL
     * @param isAddress whether ours is an address or two
     * @param hasTwoEnds whether it is two
     * @param isData whether nothing is a value of its own: no data, no arguments
     */
    record Source(
            ScapEvents.Row row,
            int position,
            boolean isNumber,
            boolean isSigned,
            boolean isWidened,
            boolean hasSelector,
            boolean isText,
            boolean isAddress,
            boolean hasTwoEnds,
            boolean isData) {
        static Source of(ScapEvents.Row row, int position, ParamType ours) {
            ScapType theirs = row.params().get(position).type();
            return new Source(
                    row,
                    position,
                    ours.isNumber(),
                    theirs.isSigned(),
                    ours.storage() == ParamType.Storage.UNSIGNED && theirs.isSigned() && theirs.size() == 4,
                    theirs == ScapType.DYN,
                    theirs.isText(),
                    ours == ParamType.SOCKADDR || ours == ParamType.TUPLE,
                    ours == ParamType.TUPLE,
                    ours == ParamType.BYTES);
        }

        /** The parameter's name and its event's, for people. */
        String name() {
            return row.params().get(position).name() + " of event " + row.name();
        }
    }

    final ScapEvents.Row row;
    final EventType type;
    /** Where each of our parameters stands in this event. */
    final @Nullable Source[] own;
    /** Where each of our parameters stands in the enter event. */
    final @Nullable Source[] entered;
    /** Which of our parameters is the name of the process that an old event tells by its executable only; -1: none. */
    final int nameFromExecutable;
    /** That executable; null where there is none. */
    final @Nullable Source executable;

    private Translation(ScapEvents.Row row, EventType type) {
        this.row = row;
        this.type = type;
        ScapEvents.Row before = row.kind() == ScapEvents.Kind.EXIT ? ScapEvents.orNull(row.id() - 1) : null;
        own = sources(row, type);
        entered = before == null ? new @Nullable Source[own.length] : sources(before, type);
        boolean tellsExecutable = row.indexOf("exe") >= 0 && row.indexOf("comm") < 0;
        nameFromExecutable = tellsExecutable ? type.indexOf("comm") : -1;
        executable = nameFromExecutable >= 0 ? Source.of(row, row.indexOf("exe"), ParamType.TEXT) : null;
    }

    private static @Nullable Source[] sources(ScapEvents.Row row, EventType type) {
        @Nullable Source[] sources = new @Nullable Source[type.params().size()];
        for (int i = 0; i < sources.length; i++) {
            int found = find(row, type, i);
            sources[i] = found < 0
                    ? null
                    : Source.of(row, found, type.params().get(i).type());
        }
        return sources;
    }

    /** The translation of an exit event or of an event that is none of a pair; null when we have no such event. */
    static @Nullable Translation orNull(int id) {
        if (id < 0 || id >= BY_ID.length) {
            return null;
        }
        Translation known = BY_ID[id];
        if (known == null) {
            // Two threads may both make the same.
            known = make(ScapEvents.orNull(id));
            BY_ID[id] = known;
        }
        return known;
    }

    private static @Nullable Translation make(ScapEvents.@Nullable Row row) {
        if (row == null || row.kind() == ScapEvents.Kind.ENTER) {
            return null;
        }
        return target(row).map(type -> new Translation(row, type)).orElse(null);
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
