package lanner.engine.except;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Chooses what an exception looks at: who did it, and to what. Each kind of event has its fields, in order; a field
 * without a value, with a value that will not come again, or with one that cannot be written, is passed over and said so.
 * All others are taken, as each makes the exception narrower.
 */
final class FieldChoice {
    /** Nothing of the preferred fields is known: so many of what the alert has are taken. */
    private static final int MOST_OTHERS = 3;

    /** Programs that do what a script tells them: their names alone say little. */
    private static final Pattern INTERPRETER = Pattern.compile(
            "(ba|da|z|k|c|tc|fi|a)?sh|busybox|python[0-9.]*|perl[0-9.]*|ruby[0-9.]*|php[0-9.]*|node|java|"
                    + "lua[0-9.]*|awk|gawk|mawk|env");

    /** Who did it, and who started that; an alert of another engine may print command lines alone. */
    private static final String WHO = "proc.name|proc.cmdline";

    private static final String STARTED_BY = "proc.pname|proc.pcmdline";
    private static final Kind PROGRAM =
            Kind.of("exec.*|clone.*|v?fork", WHO, STARTED_BY, "proc.exepath", "proc.cmdline");
    private static final Kind NETWORK = Kind.of(
            "connect|accept.*|bind|listen|send(to|msg|mmsg)|recv(from|msg|mmsg)",
            WHO,
            STARTED_BY,
            "fd.sip|fd.name",
            "fd.sport");
    private static final Kind FILE = Kind.of(
            "open.*|creat|unlink.*|rename.*|link.*|symlink.*|[fl]?ch(mod|own).*|mk(dir|nod).*|rmdir|f?truncate|.*xattr"
                    + "|read|write|close",
            WHO,
            STARTED_BY,
            "fd.name|fs.path.name|fs.path.target");
    private static final Kind OTHER = Kind.of(".*", WHO, STARTED_BY, "proc.cmdline");
    private static final List<Kind> KINDS = List.of(PROGRAM, NETWORK, FILE, OTHER);

    private final Map<String, String> values;
    private final Set<String> lists;
    private final List<String> notes;

    /**
     * A kind of events.
     *
     * @param types their names
     * @param slots its fields in order; where a slot has several the first with a value counts
     */
    private record Kind(Pattern types, List<List<String>> slots) {
        /** @param slots of several fields with a bar between them */
        static Kind of(String types, String... slots) {
            return new Kind(
                    Pattern.compile(types),
                    Stream.of(slots).map(slot -> List.of(slot.split("\\|"))).toList());
        }
    }

    private static Kind kind(Map<String, String> values) {
        String type = values.get("evt.type");
        if (type != null) {
            return KINDS.stream()
                    .filter(kind -> kind.types().matcher(type).matches())
                    .findFirst()
                    .orElse(OTHER);
        }
        // An alert that does not say: what it has tells.
        if (values.containsKey("fd.sip") || values.getOrDefault("fd.name", "").contains("->")) {
            return NETWORK;
        }
        return values.containsKey("fd.name") || values.containsKey("fs.path.name") ? FILE : OTHER;
    }

    /**
     * @param values what is known of the event, by field, bytes, one character each
     * @param lists the names of lists, that no value may hold
     * @param notes takes why fields were passed over, or what of them will change
     */
    FieldChoice(Map<String, String> values, Set<String> lists, List<String> notes) {
        this.notes = notes;
        this.values = values;
        this.lists = lists;
    }

    /** Every field that some choice may want to know. */
    static Set<String> wanted() {
        Set<String> wanted = new LinkedHashSet<>(
                List.of("evt.type", "container.id", "container.image.repository", "proc.name", "proc.cmdline"));
        KINDS.forEach(kind -> kind.slots().forEach(wanted::addAll));
        return wanted;
    }

    /** Chooses by the kind of event. */
    List<ExceptionTerm> choose() throws DraftException {
        Set<String> fields = new LinkedHashSet<>();
        for (List<String> slot : slots()) {
            slot.stream()
                    .filter(field -> !values.getOrDefault(field, "").isEmpty())
                    .findFirst()
                    .ifPresent(fields::add);
        }
        List<ExceptionTerm> terms = new ArrayList<>(
                fields.stream().flatMap(field -> term(field).stream()).toList());
        if (terms.isEmpty()) {
            values.keySet().stream()
                    .filter(field -> !field.startsWith("evt.") || field.startsWith("evt.arg."))
                    .flatMap(field -> term(field).stream())
                    .limit(MOST_OTHERS)
                    .forEach(terms::add);
        }
        if (terms.isEmpty()) {
            throw new DraftException("no field of the alert is fit for an exception; name some with --fields"
                    + (notes.isEmpty() ? "" : "\n  " + String.join("\n  ", notes)));
        }
        return terms;
    }

    private List<List<String>> slots() {
        List<List<String>> slots = new ArrayList<>();
        if (!values.getOrDefault("container.id", "host").equals("host")
                && !values.getOrDefault("container.image.repository", "").isEmpty()) {
            slots.add(List.of("container.image.repository"));
        }
        slots.addAll(kind(values).slots());
        List<String> line = List.of("proc.cmdline");
        if (!slots.contains(line)
                && INTERPRETER.matcher(values.getOrDefault("proc.name", "")).matches()) {
            slots.add(line);
        }
        return slots;
    }

    private Optional<ExceptionTerm> term(String field) {
        String value = Objects.requireNonNull(values.get(field));
        Optional<String> reason = Stability.reasonAgainst(field, value);
        if (reason.isPresent()) {
            notes.add(field + " is left out: " + reason.get());
            return Optional.empty();
        }
        ExceptionTerm term = ExceptionTerm.of(field, value);
        reason = ExceptionText.reasonAgainst(term.value(), lists);
        if (reason.isPresent()) {
            notes.add(field + " is left out: " + reason.get());
            return Optional.empty();
        }
        return Optional.of(term);
    }

    /** Takes these fields, all of them. */
    List<ExceptionTerm> take(List<String> fields) throws DraftException {
        Map<String, ExceptionTerm> terms = new LinkedHashMap<>();
        for (String field : fields) {
            String value = values.get(field);
            if (value == null) {
                throw new DraftException(field + " has no value in this alert");
            }
            Optional<String> changes = Stability.reasonAgainst(field, value);
            changes.ifPresent(reason -> notes.add(field + " may not come again: " + reason));
            ExceptionTerm term =
                    changes.isPresent() ? ExceptionTerm.exact(field, value) : ExceptionTerm.of(field, value);
            Optional<String> reason = ExceptionText.reasonAgainst(term.value(), lists);
            if (reason.isPresent()) {
                throw new DraftException(field + " cannot be written: " + reason.get());
            }
            terms.put(field, term);
        }
        return List.copyOf(terms.values());
    }
}
