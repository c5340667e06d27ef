package lanner.investigation.rows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lanner.engine.field.Field;
import lanner.engine.field.FieldSpec;
import lanner.engine.field.Source;
import lanner.engine.field.StandardFields;
import lanner.engine.json.JsonText;
import lanner.engine.lang.ast.Operator;
import lanner.engine.rules.compile.ConditionReader;
import lanner.investigation.index.Calls;
import lanner.investigation.index.Events;
import lanner.investigation.index.ProcessEntry;
import lanner.investigation.index.ProgramImage;

/** What may come next in a condition: fields, operators, and values that the capture holds, with how often. */
public final class Completion {
    /**
     * A way to go on.
     *
     * @param text what takes the place of {@link Offer#from} to {@link Offer#to}
     * @param note what it means
     */
    public record Choice(String text, String note) {}

    /** Choices for a stretch of the text, offsets in characters. */
    public record Offer(int from, int to, List<Choice> choices) {
        public Offer {
            choices = List.copyOf(choices);
        }
    }

    private static final int MOST = 60;
    private static final int LONGEST_VALUE = 200;
    private static final String WORD = "[^\\s()=!<>,\"']";
    /** A comparison whose value is being written: the field, the operator, the beginning of the value. */
    private static final Pattern VALUE = Pattern.compile(
            "([a-z]+\\.[a-zA-Z0-9_.]+(?:\\[[^\\]]*\\])?)\\s*"
                    + "(=|==|!=|in\\s*\\((?:[^()]*,)?|pmatch\\s*\\(|contains|icontains|startswith|endswith|glob)\\s*(\"?[^\\s()\",]*)$");
    /** A field that is written, and the beginning of an operator. */
    private static final Pattern OPERATOR = Pattern.compile("(?:^|[\\s(])([a-z]+\\.[a-zA-Z0-9_.]+)\\s+([a-z=!<>]*)$");

    private static final Pattern NAME = Pattern.compile("(" + WORD + "*)$");
    private static final List<String> JOINTS = List.of("and", "or", "not");

    /** Operators that take a list in parentheses. */
    private static final Pattern OF_LISTS = Pattern.compile("(in|pmatch)\\s*\\(.*", Pattern.DOTALL);

    private final StandardFields fields = new StandardFields().of(Source.SYSCALL);

    /** Without lists and macros. */
    public Offer at(String text, int caret, Events events) {
        return at(text, caret, events, new ConditionReader());
    }

    /**
     * @param caret where in the text the next character would come
     * @param known whose lists and macros are offered too
     */
    public Offer at(String text, int caret, Events events, ConditionReader known) {
        String before = text.substring(0, Math.min(caret, text.length()));
        Matcher value = VALUE.matcher(before);
        if (value.find() && fields.isField(value.group(1).replaceAll("\\[.*", ""))) {
            String begun = value.group(3);
            List<Choice> choices = new ArrayList<>();
            if (OF_LISTS.matcher(value.group(2)).matches()) {
                choices.addAll(lists(begun, known));
            }
            choices.addAll(values(value.group(1), begun, events));
            return new Offer(before.length() - begun.length(), caret, choices);
        }
        Matcher operator = OPERATOR.matcher(before);
        if (operator.find() && fields.isField(operator.group(1)) && !JOINTS.contains(operator.group(2))) {
            String begun = operator.group(2);
            return new Offer(before.length() - begun.length(), caret, operators(begun));
        }
        Matcher name = NAME.matcher(before);
        String begun = name.find() ? name.group(1) : "";
        return new Offer(before.length() - begun.length(), caret, names(begun, known));
    }

    private static List<Choice> lists(String begun, ConditionReader known) {
        return known.lists().entrySet().stream()
                .filter(list -> list.getKey().startsWith(begun))
                .sorted(Map.Entry.comparingByKey())
                .limit(MOST)
                .map(list -> new Choice(list.getKey(), "list: " + String.join(", ", list.getValue())))
                .toList();
    }

    /** Once a letter is there the macros come first: they are fewer than the fields. */
    private List<Choice> names(String begun, ConditionReader known) {
        String lower = begun.toLowerCase(Locale.ROOT);
        List<Choice> macros = known.macros().entrySet().stream()
                .filter(macro -> macro.getKey().toLowerCase(Locale.ROOT).startsWith(lower))
                .sorted(Map.Entry.comparingByKey())
                .map(macro -> new Choice(
                        macro.getKey(), "macro: " + macro.getValue().strip().replaceAll("\\s+", " ")))
                .toList();
        List<Choice> choices = new ArrayList<>();
        for (FieldSpec spec : fields.specs()) {
            if (spec.name().startsWith(lower)
                    && spec.isKnown()
                    && !spec.traits().contains(Field.Trait.UNLISTED)
                    && !spec.traits().contains(Field.Trait.DEPRECATED)) {
                choices.add(new Choice(spec.name(), spec.documentation()));
            }
        }
        choices.sort(Comparator.comparing(Choice::text));
        choices.addAll(lower.isEmpty() ? choices.size() : 0, macros);
        JOINTS.stream()
                .filter(joint -> !lower.isEmpty() && joint.startsWith(lower))
                .forEach(joint -> choices.add(0, new Choice(joint, "")));
        return choices.subList(0, Math.min(MOST, choices.size()));
    }

    private static List<Choice> operators(String begun) {
        List<Choice> choices = new ArrayList<>();
        Arrays.stream(Operator.values())
                .map(Operator::symbol)
                .distinct()
                .filter(symbol -> symbol.startsWith(begun))
                .forEach(symbol -> choices.add(new Choice(symbol, "")));
        if ("exists".startsWith(begun)) {
            choices.add(new Choice("exists", "the field has a value"));
        }
        return choices;
    }

    private static List<Choice> values(String field, String begun, Events events) {
        String wanted = JsonText.latin(begun.startsWith("\"") ? begun.substring(1) : begun)
                .toLowerCase(Locale.ROOT);
        Map<String, Long> counts = new HashMap<>();
        switch (field) {
            case "proc.name", "proc.pname", "thread.name" -> programs(events, counts, false);
            case "proc.exepath" -> programs(events, counts, true);
            case "evt.type" -> calls(events, counts);
            case "fd.name", "fs.path.name", "lanner.path", "lanner.path.target" -> names(events, counts);
            case "user.name" -> users(events, counts);
            default -> {
                return List.of();
            }
        }
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().toLowerCase(Locale.ROOT).contains(wanted))
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .flatMap(entry -> exact(entry.getKey()).stream().map(text -> Map.entry(text, entry.getValue())))
                .limit(MOST)
                .map(entry -> new Choice(entry.getKey(), String.format(Locale.ROOT, "%,d", entry.getValue())))
                .toList();
    }

    private static void programs(Events events, Map<String, Long> counts, boolean paths) {
        for (int id = 0; id < events.processes(); id++) {
            ProcessEntry process = events.process(id);
            if (process.image() >= 0) {
                ProgramImage image = events.image(process.image());
                counts.merge(paths ? image.exePath() : image.comm(), process.events(), Long::sum);
            }
        }
    }

    private static void users(Events events, Map<String, Long> counts) {
        for (int id = 0; id < events.processes(); id++) {
            ProcessEntry process = events.process(id);
            counts.merge(process.user(), process.events(), Long::sum);
        }
    }

    private static void names(Events events, Map<String, Long> counts) {
        for (int id = 0; id < events.names(); id++) {
            String name = events.name(id);
            if (name.length() <= LONGEST_VALUE && events.nameCount(id) > 0) {
                counts.merge(name, events.nameCount(id), Long::sum);
            }
        }
    }

    /** Of a large capture a sample, evenly spread. */
    private static void calls(Events events, Map<String, Long> counts) {
        int rows = events.rows();
        int step = Math.max(1, rows / 500_000);
        Map<Integer, Long> codes = new HashMap<>();
        for (int row = 0; row < rows; row += step) {
            codes.merge(events.callCode(row), (long) step, Long::sum);
        }
        codes.forEach((code, count) -> counts.merge(Calls.name(code), count, Long::sum));
    }

    /**
     * A value as a condition holds it: bytes in, characters out. What no condition can hold exactly - bytes that are no
     * UTF-8, marks that turn text round - stands as a question mark.
     */
    public static String written(String value) {
        return exact(value).orElseGet(() -> '"' + quoted(value, false) + '"');
    }

    /** The condition that a field has this value; where it cannot be written down, one that also fits its like. */
    public static String comparison(String field, String value) {
        return exact(value)
                .map(text -> field + " = " + text)
                .orElseGet(() -> field + " glob \"" + quoted(value, true) + '"');
    }

    /** The condition that a field begins with this; where that cannot be written down, one that also fits its like. */
    static String beginning(String field, String value) {
        return exact(value)
                .map(text -> field + " startswith " + text)
                .orElseGet(() -> field + " glob \"" + quoted(value, true) + "*\"");
    }

    private static Optional<String> exact(String value) {
        if (!value.isEmpty() && value.chars().allMatch(c -> c > 32 && c < 127 && "()\"'=,<>!\\".indexOf(c) < 0)) {
            return Optional.of(value);
        }
        String characters = JsonText.characters(value);
        boolean exact = JsonText.latin(characters).equals(value)
                && characters.chars().allMatch(c -> c != 0 && (c < 128 || !isUnseen(c)));
        return exact ? Optional.of('"' + escaped(characters) + '"') : Optional.empty();
    }

    /** Whether a character shows nothing, or turns what stands around it. */
    private static boolean isUnseen(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.UNASSIGNED
                || type == Character.PRIVATE_USE;
    }

    private static String escaped(String characters) {
        StringBuilder text = new StringBuilder();
        // A backslash before the closing quote would be taken for its escape: none is written as itself.
        characters.chars().forEach(c -> {
            if (c < 32 || c == 127 || c == '"' || c == '\\') {
                text.append(String.format(Locale.ROOT, "\\x%02x", c));
            } else {
                text.append((char) c);
            }
        });
        return text.toString();
    }

    /** Byte by byte: a question mark for one that cannot be written. */
    private static String quoted(String value, boolean pattern) {
        StringBuilder text = new StringBuilder();
        value.chars().forEach(c -> {
            if (c == 0 || c > 126 || pattern && "*?[]\\".indexOf(c) >= 0) {
                text.append('?');
            } else {
                text.append(escaped(String.valueOf((char) c)));
            }
        });
        return text.toString();
    }
}
