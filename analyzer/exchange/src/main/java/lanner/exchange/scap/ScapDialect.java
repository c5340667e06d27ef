package lanner.exchange.scap;

import java.util.EnumMap;
import java.util.Map;
import lanner.capture.event.EventType;
import lanner.capture.event.SyscallNames;
import org.jspecify.annotations.Nullable;

/** For whom a scap file is written: which of its event types stands for each of our events. */
@SuppressWarnings("ImmutableEnumChecker") // filled once and never changed
public enum ScapDialect {
    /** Falco 0.44 and Stratoshark: today's types. sysdig 0.29 reads it too and passes over those it does not know. */
    CURRENT(false),
    /** sysdig 0.29: no type that it does not know. Calls without an older type become calls by name alone. */
    SYSDIG_0_29(true);

    /** The first type that sysdig 0.29 does not know. */
    private static final int UNKNOWN_TO_SYSDIG = 336;

    private final Map<EventType, Encoding> encodings = new EnumMap<>(EventType.class);

    ScapDialect(boolean old) {
        for (ScapEvents.Row row : ScapEvents.all()) {
            Translation translation = Translation.orNull(row.id());
            if (translation != null && row.current()) {
                encodings.put(translation.type, new Encoding(translation.type, row));
            }
        }
        Encoding call = new Encoding(EventType.GENERIC, ScapEvents.known(1));
        encodings.put(EventType.GENERIC, call);
        for (EventType type : EventType.values()) {
            if (type.kind() == EventType.Kind.SYSCALL
                    && SyscallNames.X86_64.number(type.label()).isPresent()) {
                encodings.putIfAbsent(type, call);
            }
        }
        if (old) {
            encodings.replaceAll((type, encoding) -> encoding.row.id() < UNKNOWN_TO_SYSDIG ? encoding : call);
            encodings
                    .keySet()
                    .removeIf(type -> type.kind() != EventType.Kind.SYSCALL
                            && type != EventType.GENERIC
                            && encodings.get(type) == call);
            older().forEach((type, id) -> encodings.put(type, new Encoding(type, ScapEvents.known(id))));
        }
    }

    /** Types that meant these calls before each had its own. */
    private static Map<EventType, Integer> older() {
        return Map.of(
                EventType.DUP, 125,
                EventType.DUP2, 125,
                EventType.DUP3, 125,
                EventType.ACCEPT4, 249,
                EventType.UMOUNT2, 259,
                EventType.PIPE2, 61,
                EventType.EVENTFD2, 63,
                EventType.SIGNALFD4, 127,
                EventType.INOTIFY_INIT1, 139);
    }

    /** How an event is written; null when it cannot be. */
    @Nullable
    Encoding encoding(EventType type) {
        return encodings.get(type);
    }

    /**
     * The types that one of our events becomes.
     *
     * <p>An enter event goes before the exit where a reader needs one: sysdig takes the descriptor from it. Where the
     * exit tells everything it is left out: Falco would ask its rules about both.
     */
    static final class Encoding {
        final ScapEvents.Row row;
        /** null when there is none. */
        final ScapEvents.@Nullable Row enter;
        /** For each of the exit's parameters ours, or -1. */
        final int[] params;
        /** For each of the enter's parameters ours, or -1. */
        final int[] enterParams;

        private Encoding(EventType type, ScapEvents.Row row) {
            this.row = row;
            ScapEvents.Row before = row.kind() == ScapEvents.Kind.EXIT ? ScapEvents.orNull(row.id() - 1) : null;
            enter = before != null && isNeeded(before, type) ? before : null;
            params = ours(type, row);
            enterParams = enter == null ? new int[0] : ours(type, enter);
        }

        private boolean isNeeded(ScapEvents.Row before, EventType type) {
            return !before.params().isEmpty()
                    && (!before.current() || row.id() == 23)
                    && row.id() < UNKNOWN_TO_SYSDIG
                    && type != EventType.EXECVE
                    && type != EventType.EXECVEAT;
        }

        private static int[] ours(EventType type, ScapEvents.Row row) {
            int[] ours = new int[row.params().size()];
            for (int i = 0; i < ours.length; i++) {
                ours[i] = -1;
                for (int j = 0; j < type.params().size(); j++) {
                    if (Translation.find(row, type, j) == i) {
                        ours[i] = j;
                        break;
                    }
                }
            }
            return ours;
        }
    }
}
