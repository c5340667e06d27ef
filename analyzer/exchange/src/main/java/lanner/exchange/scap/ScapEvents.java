package lanner.exchange.scap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lanner.capture.event.SyscallNames;
import org.jspecify.annotations.Nullable;

/** The event types of scap captures, schema 4.5.1 (libscap 0.25): a type's meaning never changes once it is given. */
final class ScapEvents {
    /** What a type stands for. */
    enum Kind {
        /** A call begins. Its exit is the next type. */
        ENTER,
        /** A call has ended. */
        EXIT,
        /** An event of its own. */
        EVENT
    }

    /** A parameter. */
    record Param(String name, ScapType type) {}

    /**
     * A type.
     *
     * @param current whether today's writers write it
     */
    record Row(int id, String name, Kind kind, boolean current, List<Param> params) {
        Row {
            params = List.copyOf(params);
        }

        /** The position of a parameter, or -1. */
        int indexOf(String param) {
            for (int i = 0; i < params.size(); i++) {
                if (params.get(i).name().equals(param)) {
                    return i;
                }
            }
            return -1;
        }

        /** Whether lengths of parameters have 32 bits: plugin, container and asynchronous events. */
        boolean isLarge() {
            return ScapEvents.isLarge(id);
        }
    }

    /** Every type is below this. */
    static final int COUNT = 454;

    private static final Row[] ROWS = new Row[COUNT];
    /** One more than there are; -1 where there is no such type, 0 where nobody has asked. */
    private static final int[] PARAM_COUNTS = new int[COUNT];

    private static final String TABLE = ScapTables.events();
    /** Where the name of each type stands in the table; 0 for one that is not in use. A row is made when it is asked for. */
    private static final int[] PLACES = places();

    /** Found when a call is asked for by its number. */
    private static final class Calls {
        static final Map<String, Integer> NUMBERS = new HashMap<>();
        static final int[] OF_MACHINE = new int[512];

        static {
            Arrays.fill(OF_MACHINE, -1);
            for (String line : ScapTables.calls().split("\n")) {
                int space = line.indexOf(' ');
                int code = Integer.parseInt(line, 0, space, 10);
                String name = line.substring(space + 1);
                NUMBERS.put(name, code);
                SyscallNames.X86_64.number(name).ifPresent(number -> OF_MACHINE[code] = number);
            }
        }
    }

    private ScapEvents() {}

    private static int[] places() {
        int[] places = new int[COUNT];
        for (int start = 0; start < TABLE.length(); start = TABLE.indexOf('\n', start) + 1) {
            int space = TABLE.indexOf(' ', start);
            places[Integer.parseInt(TABLE, start, space, 10)] = space + 1;
        }
        return places;
    }

    private static Row row(int id, int place) {
        String[] words = TABLE.substring(place, TABLE.indexOf('\n', place)).split(" ");
        Kind kind = switch (words[1]) {
            case "enter" -> Kind.ENTER;
            case "exit" -> Kind.EXIT;
            default -> Kind.EVENT;
        };
        List<Param> params = new ArrayList<>();
        for (int i = 3; i < words.length; i++) {
            int colon = words[i].indexOf(':');
            params.add(new Param(words[i].substring(0, colon), ScapType.of(words[i].substring(colon + 1))));
        }
        return new Row(id, words[0], kind, words[2].equals("current"), params);
    }

    /** The type with this number; null for one that is not in use or not known. */
    static @Nullable Row orNull(int id) {
        if (id < 0 || id >= COUNT) {
            return null;
        }
        Row known = ROWS[id];
        if (known == null && PLACES[id] > 0) {
            // Two threads may both make the same row.
            known = row(id, PLACES[id]);
            ROWS[id] = known;
        }
        return known;
    }

    /** How many parameters a type has today; -1: it is not in use or not known. */
    static int paramCount(int id) {
        if (id < 0 || id >= COUNT) {
            return -1;
        }
        int known = PARAM_COUNTS[id];
        if (known == 0) {
            Row row = orNull(id);
            known = row == null ? -1 : row.params().size() + 1;
            PARAM_COUNTS[id] = known;
        }
        return known < 0 ? -1 : known - 1;
    }

    /** {@link Row#isLarge} of a type that may not be known. */
    static boolean isLarge(int id) {
        return id == 322 || id == 324 || id == 402;
    }

    /** A type that must be in the table. */
    static Row known(int id) {
        Row row = orNull(id);
        if (row == null) {
            throw new IllegalArgumentException("the table lacks event " + id);
        }
        return row;
    }

    /** All types that are in use. */
    static List<Row> all() {
        List<Row> all = new ArrayList<>();
        for (int id = 0; id < COUNT; id++) {
            Row row = orNull(id);
            if (row != null) {
                all.add(row);
            }
        }
        return all;
    }

    /** The number on x86-64 of a call by the number that is the same on every architecture; -1: it has none. */
    static int machineNumber(int code) {
        return code >= 0 && code < Calls.OF_MACHINE.length ? Calls.OF_MACHINE[code] : -1;
    }

    /** The number, the same on every architecture, of a call; 0 for one without. */
    static int callNumber(String name) {
        return Calls.NUMBERS.getOrDefault(name, 0);
    }
}
