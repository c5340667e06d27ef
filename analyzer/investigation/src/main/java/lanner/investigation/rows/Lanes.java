package lanner.investigation.rows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import lanner.investigation.index.Calls;
import lanner.investigation.index.Chunk;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.index.ProcessEntry;

/**
 * Which lane of a time line a row belongs to. A lane has a key, a small number from 0, or that of {@link ProcessEntry#NONE}, and
 * a name.
 */
public final class Lanes {
    /** What rows have in common that share a lane. */
    public enum Kind {
        PROCESS("process"),
        CONTAINER("container"),
        CALL("kind of call");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }

        public Kind next() {
            return switch (this) {
                case PROCESS -> CONTAINER;
                case CONTAINER -> CALL;
                case CALL -> PROCESS;
            };
        }
    }

    /** What {@link #keyOf} answers for a row that has no lane. */
    public static final int NO_LANE = -2;

    /** The lane of the requests to an API server, which are of no process. */
    public static final String REQUESTS = "API requests";

    private static final String NO_CONTAINER = "no container";

    private final List<String> names;
    private final IntUnaryOperator keyOf;

    private Lanes(List<String> names, IntUnaryOperator keyOf) {
        this.names = List.copyOf(names);
        this.keyOf = keyOf;
    }

    /** A lane a process, whose key is the process's id; they have no names here. Requests share that of no process. */
    public static Lanes byProcess(Events events) {
        int[] keys = new int[events.images()];
        for (int image = 0; image < keys.length; image++) {
            keys[image] = events.image(image).process();
        }
        return new Lanes(List.of(), byImage(events, keys));
    }

    /** A lane a container, in the order of appearance; those outside of any share one. */
    public static Lanes byContainer(Events events) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        int[] keys = new int[events.images()];
        for (int image = 0; image < keys.length; image++) {
            String name = events.image(image).isProgram()
                    ? container(events, events.image(image).process())
                    : REQUESTS;
            Integer known = numbers.putIfAbsent(name, numbers.size());
            keys[image] = known == null ? numbers.size() - 1 : known;
        }
        return new Lanes(new ArrayList<>(numbers.keySet()), byImage(events, keys));
    }

    private static String container(Events events, int process) {
        String container =
                process < events.processes() ? events.process(process).container() : "";
        return container.isEmpty() ? NO_CONTAINER : container;
    }

    /** A lane for each kind of call that the event table knows and that occurs, by name. */
    public static Lanes byCall(Events events, JobProgress progress) {
        boolean[] occurs = new boolean[1 << Short.SIZE];
        for (int row = 0; row < events.rows(); row++) {
            if ((row & Chunk.MASK) == 0 && progress.isCancelled()) {
                break;
            }
            occurs[events.callCode(row) & 0xFFFF] = true;
        }
        Map<String, Integer> numbers = new TreeMap<>();
        for (int code = 0; code < occurs.length; code++) {
            if (occurs[code]) {
                numbers.put(Calls.kind(code), 0);
            }
        }
        List<String> names = new ArrayList<>(numbers.keySet());
        int[] keys = new int[occurs.length];
        for (int code = 0; code < keys.length; code++) {
            keys[code] = occurs[code] ? names.indexOf(Calls.kind(code)) : NO_LANE;
        }
        return new Lanes(names, row -> keys[events.callCode(row) & 0xFFFF]);
    }

    private static IntUnaryOperator byImage(Events events, int[] keys) {
        return row -> {
            int image = events.imageId(row);
            // While an index grows there are rows of programs that came later.
            return image < keys.length ? keys[image] : NO_LANE;
        };
    }

    /** The key of a row's lane; {@link #NO_LANE} for none. */
    public int keyOf(int row) {
        return keyOf.applyAsInt(row);
    }

    /** All keys of lanes that have names. */
    public int[] keys() {
        return java.util.stream.IntStream.range(0, names.size()).toArray();
    }

    public String name(int key) {
        return names.get(key);
    }
}
