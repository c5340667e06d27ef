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

/** Which lane of a time line a row belongs to. A lane has a key, a small number from 0, and a name. */
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

    private static final String NO_CONTAINER = "no container";

    private final List<String> names;
    private final IntUnaryOperator keyOf;

    private Lanes(List<String> names, IntUnaryOperator keyOf) {
        this.names = List.copyOf(names);
        this.keyOf = keyOf;
    }

    /** A lane a process, whose key is the process's id; they have no names here. */
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
            int process = events.image(image).process();
            String container =
                    process < events.processes() ? events.process(process).container() : "";
            String name = container.isEmpty() ? NO_CONTAINER : container;
            Integer known = numbers.putIfAbsent(name, numbers.size());
            keys[image] = known == null ? numbers.size() - 1 : known;
        }
        return new Lanes(new ArrayList<>(numbers.keySet()), byImage(events, keys));
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
            keys[code] = occurs[code] ? names.indexOf(Calls.kind(code)) : -1;
        }
        return new Lanes(names, row -> keys[events.callCode(row) & 0xFFFF]);
    }

    private static IntUnaryOperator byImage(Events events, int[] keys) {
        return row -> {
            int image = events.imageId(row);
            // While an index grows there are rows of programs that came later.
            return image < keys.length ? keys[image] : -1;
        };
    }

    /** The key of a row's lane; -1 for none. */
    public int keyOf(int row) {
        return keyOf.applyAsInt(row);
    }

    /** All keys, from 0 on. */
    public int[] keys() {
        return java.util.stream.IntStream.range(0, names.size()).toArray();
    }

    public String name(int key) {
        return names.get(key);
    }
}
