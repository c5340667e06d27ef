package lanner.viewer.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lanner.engine.field.Field;
import lanner.engine.field.FieldSpec;
import lanner.engine.field.StandardFields;
import lanner.engine.lang.ast.Operator;

/** What may come next in a condition: fields, operators, and values that the capture holds, with how often. */
public final class Completion {
    /**
     * A way to go on.
     *
     * @param text what takes the place of {@link Offer#from} to {@link Offer#to}
     * @param note what a person wants to know of it
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
    private static final Pattern OPERATOR =
            Pattern.compile("(?:^|[\\s(])([a-z]+\\.[a-zA-Z0-9_.]+)\\s+([a-z=!<>]*)$");
    private static final Pattern NAME = Pattern.compile("(" + WORD + "*)$");
    private static final List<String> JOINTS = List.of("and", "or", "not");

    private final StandardFields fields = new StandardFields();

    /** @param caret where in the text the next character would come */
    public Offer at(String text, int caret, Events events) {
        String before = text.substring(0, Math.min(caret, text.length()));
        Matcher value = VALUE.matcher(before);
        if (value.find() && fields.isField(value.group(1).replaceAll("\\[.*", ""))) {
            String begun = value.group(3);
            return new Offer(before.length() - begun.length(), caret, values(value.group(1), begun, events));
        }
        Matcher operator = OPERATOR.matcher(before);
        if (operator.find() && fields.isField(operator.group(1)) && !JOINTS.contains(operator.group(2))) {
            String begun = operator.group(2);
            return new Offer(before.length() - begun.length(), caret, operators(begun));
        }
        Matcher name = NAME.matcher(before);
        String begun = name.find() ? name.group(1) : "";
        return new Offer(before.length() - begun.length(), caret, names(begun));
    }

    private List<Choice> names(String begun) {
        String lower = begun.toLowerCase(Locale.ROOT);
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
        String wanted = (begun.startsWith("\"") ? begun.substring(1) : begun).toLowerCase(Locale.ROOT);
        Map<String, Long> counts = new HashMap<>();
        switch (field) {
            case "proc.name", "proc.pname", "thread.name" -> programs(events, counts, false);
            case "proc.exepath" -> programs(events, counts, true);
            case "evt.type" -> calls(events, counts);
            case "fd.name", "fs.path.name" -> names(events, counts);
            case "user.name" -> users(events, counts);
            default -> {
                return List.of();
            }
        }
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().toLowerCase(Locale.ROOT).contains(wanted))
                .sorted(Map.Entry.<String, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST)
                .map(entry -> new Choice(written(entry.getKey()), String.format(Locale.ROOT, "%,d", entry.getValue())))
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
            if (name.length() <= LONGEST_VALUE) {
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

    /** A value as a condition holds it. */
    public static String written(String value) {
        boolean bare = !value.isEmpty() && value.chars().allMatch(c -> c > 32 && c < 127 && "()\"'=,<>!\\".indexOf(c) < 0);
        return bare ? value : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
