package lanner.exchange.scap;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
    private static final int[] PARAM_COUNTS = new int[COUNT];
    private static final Map<String, Integer> CALL_NUMBERS = new HashMap<>();
    private static final int[] MACHINE_NUMBERS = new int[512];

    static {
        Arrays.fill(PARAM_COUNTS, -1);
        for (String[] cells : table("events.tsv")) {
            List<Param> params = new ArrayList<>();
            if (cells.length > 4) {
                for (String param : cells[4].split(" ")) {
                    int colon = param.indexOf(':');
                    params.add(new Param(param.substring(0, colon), ScapType.of(param.substring(colon + 1))));
                }
            }
            Kind kind = switch (cells[2]) {
                case "enter" -> Kind.ENTER;
                case "exit" -> Kind.EXIT;
                default -> Kind.EVENT;
            };
            int id = Integer.parseInt(cells[0]);
            ROWS[id] = new Row(id, cells[1], kind, cells[3].equals("current"), params);
            PARAM_COUNTS[id] = params.size();
        }
        for (String[] cells : table("calls.tsv")) {
            CALL_NUMBERS.put(cells[1], Integer.valueOf(cells[0]));
        }
        Arrays.fill(MACHINE_NUMBERS, -1);
        CALL_NUMBERS.forEach(
                (name, code) -> SyscallNames.X86_64.number(name).ifPresent(number -> MACHINE_NUMBERS[code] = number));
    }

    private ScapEvents() {}

    private static List<String[]> table(String resource) {
        List<String[]> rows = new ArrayList<>();
        try (InputStream in = ScapEvents.class.getResourceAsStream(resource);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    rows.add(line.split("\t"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    /** The type with this number; null for one that is not in use or not known. */
    static @Nullable Row orNull(int id) {
        return id >= 0 && id < COUNT ? ROWS[id] : null;
    }

    /** How many parameters a type has today; -1: it is not in use or not known. */
    static int paramCount(int id) {
        return id >= 0 && id < COUNT ? PARAM_COUNTS[id] : -1;
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
        for (Row row : ROWS) {
            if (row != null) {
                all.add(row);
            }
        }
        return all;
    }

    /** The number on x86-64 of a call by the number that is the same on every architecture; -1: it has none. */
    static int machineNumber(int code) {
        return code >= 0 && code < MACHINE_NUMBERS.length ? MACHINE_NUMBERS[code] : -1;
    }

    /** The number, the same on every architecture, of a call; 0 for one without. */
    static int callNumber(String name) {
        return CALL_NUMBERS.getOrDefault(name, 0);
    }
}
