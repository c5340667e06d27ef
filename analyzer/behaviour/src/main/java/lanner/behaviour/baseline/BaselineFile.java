package lanner.behaviour.baseline;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import lanner.behaviour.fact.Aspect;
import lanner.behaviour.fact.Recording;
import lanner.capture.json.JsonException;
import lanner.capture.json.JsonReader;
import lanner.engine.alert.Priority;
import lanner.engine.json.JsonText;
import lanner.product.BoundedText;
import lanner.product.WholeFile;
import org.jspecify.annotations.Nullable;

/**
 * A baseline as a file: JSON, one thing that is known a line, in a fixed order, so that two versions of it can be
 * compared as text. What is read is checked: such a file may come from anywhere.
 */
public final class BaselineFile {
    private static final String VERSION_KEY = "lanner_baseline";
    private static final long VERSION = 1;
    private static final int LONGEST_FILE = 256 << 20;
    private static final int LONGEST_TEXT = 1 << 16;
    private static final int MOST_RECORDINGS = 100_000;
    private static final Map<String, Aspect> ASPECTS = new HashMap<>();

    static {
        for (Aspect aspect : Aspect.values()) {
            ASPECTS.put(aspect.word(), aspect);
        }
    }

    private BaselineFile() {}

    /** Writes a baseline in the place of whatever plain file is there. */
    public static void write(Baseline baseline, Path file) throws IOException {
        WholeFile.write(file, text(baseline));
    }

    /** The text of the file. */
    public static String text(Baseline baseline) {
        StringBuilder text = new StringBuilder();
        text.append("{\"").append(VERSION_KEY).append("\":").append(VERSION);
        text.append(",\n\"left\":").append(baseline.left());
        text.append(",\n\"recordings\":[");
        String between = "\n";
        for (Recording recording : baseline.recordings()) {
            text.append(between).append(JsonText.write(object(recording)));
            between = ",\n";
        }
        text.append("],\n\"known\":[");
        between = "\n";
        List<Map.Entry<Key, Known>> sorted = new ArrayList<>(baseline.known().entrySet());
        sorted.sort(Map.Entry.comparingByKey());
        for (Map.Entry<Key, Known> each : sorted) {
            text.append(between).append(JsonText.write(object(each.getKey(), each.getValue())));
            between = ",\n";
        }
        return text.append("]}\n").toString();
    }

    private static Map<String, Object> object(Recording recording) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("capture", JsonText.latin(recording.capture()));
        object.put("command", recording.command());
        object.put("machine", recording.machine());
        object.put("kernel", recording.kernel());
        object.put("profile", recording.profile());
        object.put("inline", recording.inline());
        object.put("complete", recording.complete());
        object.put("missing", recording.missing());
        object.put("events", recording.events());
        return object;
    }

    private static Map<String, Object> object(Key key, Known known) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("aspect", key.aspect().word());
        object.put("text", key.text());
        known.gravity().ifPresent(gravity -> object.put("priority", gravity.word()));
        object.put("runs", known.runs());
        object.put("least", known.least());
        object.put("most", known.most());
        object.put("done", known.done());
        object.put("failed", known.failed());
        if (!known.rules().isEmpty()) {
            object.put("rules", new TreeSet<>(known.rules()));
        }
        return object;
    }

    /**
     * Reads a baseline.
     *
     * @throws BaselineException for a file that is none
     */
    public static Baseline read(Path file) throws IOException {
        try {
            return read(BoundedText.read(file, LONGEST_FILE));
        } catch (BoundedText.TooLongException e) {
            throw new BaselineException(file + ": " + e.getMessage());
        } catch (CharacterCodingException e) {
            throw new BaselineException(file + ": not UTF-8 text");
        } catch (JsonException | BaselineException e) {
            throw new BaselineException(file + ": no baseline: " + e.getMessage());
        }
    }

    /** Reads the text of one. */
    static Baseline read(String text) throws IOException {
        Map<String, Object> object = JsonReader.object(text);
        Object version = object.get(VERSION_KEY);
        if (!Long.valueOf(VERSION).equals(version)) {
            throw new BaselineException(
                    version == null
                            ? "'" + VERSION_KEY + "' is missing"
                            : "its version is not " + VERSION + ", which is all that this Lanner reads");
        }
        List<Recording> recordings = new ArrayList<>();
        for (Object each : list(object, "recordings")) {
            if (recordings.size() == MOST_RECORDINGS) {
                throw new BaselineException("more than " + MOST_RECORDINGS + " recordings");
            }
            recordings.add(recording(new Item("recording " + (recordings.size() + 1), each)));
        }
        Map<Key, Known> known = new HashMap<>();
        int number = 0;
        for (Object each : list(object, "known")) {
            Item item = new Item("item " + ++number + " of 'known'", each);
            if (known.size() == Baseline.MOST) {
                throw new BaselineException("more than " + Baseline.MOST + " things are known");
            }
            if (known.put(key(item), known(item, recordings.size())) != null) {
                throw item.wrong("is there twice");
            }
        }
        return new Baseline(recordings, known, new Item("the file", object).number("left", Long.MAX_VALUE));
    }

    private static List<?> list(Map<String, Object> object, String name) throws BaselineException {
        if (object.get(name) instanceof List<?> list) {
            return list;
        }
        throw new BaselineException("'" + name + "' is no list");
    }

    private static Recording recording(Item item) throws BaselineException {
        List<String> command = new ArrayList<>();
        for (Object word : item.list("command")) {
            command.add(item.text("command", word));
        }
        return new Recording(
                item.characters("capture"),
                command,
                "",
                "",
                "",
                item.text("machine"),
                item.values.containsKey("kernel") ? item.text("kernel") : "",
                item.text("profile"),
                item.text("inline"),
                item.flag("complete"),
                item.number("missing", Long.MAX_VALUE),
                item.number("events", Long.MAX_VALUE),
                0);
    }

    private static Key key(Item item) throws BaselineException {
        String word = item.characters("aspect");
        Aspect aspect = ASPECTS.get(word);
        if (aspect == null) {
            throw item.wrong("has an aspect that is not known");
        }
        return new Key(aspect, item.text("text"));
    }

    private static Known known(Item item, int runs) throws BaselineException {
        int seen = (int) item.number("runs", runs);
        long least = item.number("least", Long.MAX_VALUE);
        long most = item.number("most", Long.MAX_VALUE);
        if (seen < 1 || least < 1 || most < least) {
            throw item.wrong("has counts that cannot be");
        }
        Set<String> rules = new TreeSet<>();
        for (Object rule : item.list("rules")) {
            rules.add(item.text("rules", rule));
        }
        Object gravity = item.values.get("priority");
        Optional<Priority> priority = gravity == null ? Optional.empty() : Priority.of(item.characters("priority"));
        if (gravity != null && priority.isEmpty()) {
            throw item.wrong("has a priority that is not known");
        }
        return new Known(
                seen,
                least,
                most,
                item.number("done", Long.MAX_VALUE),
                item.number("failed", Long.MAX_VALUE),
                rules,
                priority,
                null);
    }

    /** An object of the file, asked value by value. */
    private static final class Item {
        private final String place;
        private final Map<?, ?> values;

        Item(String place, @Nullable Object object) throws BaselineException {
            if (!(object instanceof Map<?, ?> map)) {
                throw new BaselineException(place + " is no object");
            }
            this.place = place;
            this.values = map;
        }

        BaselineException wrong(String what) {
            return new BaselineException(place + " " + what);
        }

        /** Text as bytes, one character each. */
        String text(String name) throws BaselineException {
            return JsonText.latin(characters(name));
        }

        String characters(String name) throws BaselineException {
            return characters(name, values.get(name));
        }

        String text(String name, @Nullable Object value) throws BaselineException {
            return JsonText.latin(characters(name, value));
        }

        private String characters(String name, @Nullable Object value) throws BaselineException {
            if (value instanceof String text && text.length() <= LONGEST_TEXT) {
                return text;
            }
            throw wrong("has no text '" + name + "', or one that is too long");
        }

        List<?> list(String name) throws BaselineException {
            Object value = values.get(name);
            if (value == null) {
                return List.of();
            }
            if (value instanceof List<?> list) {
                return list;
            }
            throw wrong("has a '" + name + "' that is no list");
        }

        boolean flag(String name) throws BaselineException {
            if (values.get(name) instanceof Boolean flag) {
                return flag;
            }
            throw wrong("has no '" + name + "' that is true or false");
        }

        long number(String name, long most) throws BaselineException {
            if (values.get(name) instanceof Long number && number >= 0 && number <= most) {
                return number;
            }
            throw wrong("has no number '" + name + "', or one that cannot be");
        }
    }
}
