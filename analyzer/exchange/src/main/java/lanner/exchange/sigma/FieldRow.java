package lanner.exchange.sigma;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A row of fields.txt: what stands for a field of Sigma.
 *
 * @param macro the events that alone have the field; empty for all
 * @param keyword whether keywords are sought in it
 * @param what what stands for it, as written; empty for one that is refused
 * @param note what is to be known of the translation, or why there is none
 */
record FieldRow(String name, Kind kind, Optional<String> macro, boolean keyword, String what, String note) {
    enum Kind {
        TEXT,
        ARGUMENT,
        NUMBER,
        PORT,
        ADDRESS,
        CHOICE,
        SYSCALL,
        REFUSED
    }

    /**
     * A text of ours that is compared.
     *
     * @param expression a field, or a transformer call
     * @param absent the text that stands for none
     * @param trailing what it may end with beyond Sigma's field; empty for nothing
     */
    record Operand(String expression, Optional<String> absent, String trailing) {
        private static final Pattern ATTRIBUTE = Pattern.compile("(.*) (absent|trailing)=(\\S*)");

        static Operand parse(String written) {
            String expression = written.strip();
            Optional<String> absent = Optional.empty();
            String trailing = "";
            Matcher attribute = ATTRIBUTE.matcher(expression);
            while (attribute.matches()) {
                String value = attribute.group(3).replace('_', ' ');
                if (attribute.group(2).equals("absent")) {
                    absent = Optional.of(value);
                } else {
                    trailing = value;
                }
                expression = attribute.group(1).strip();
                attribute = ATTRIBUTE.matcher(expression);
            }
            return new Operand(expression, absent, trailing);
        }

        static Operand plain(String expression) {
            return new Operand(expression, Optional.empty(), "");
        }
    }

    private static final Pattern KIND = Pattern.compile("([a-z]+)(\\+?)(?: of ([a-z_]+))?");

    static FieldRow parse(String line) {
        String[] cells = Stream.of(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
        Matcher kind = KIND.matcher(cells[1]);
        if (!kind.matches()) {
            throw new IllegalStateException("no kind of field: " + line);
        }
        Kind known = Kind.valueOf(kind.group(1).toUpperCase(Locale.ROOT));
        return new FieldRow(
                cells[0],
                known,
                Optional.ofNullable(kind.group(3)),
                !kind.group(2).isEmpty(),
                known == Kind.REFUSED ? "" : cells[2],
                known == Kind.REFUSED ? cells[2] : cells[3]);
    }

    /** What its kind compares, of those with "or" between them. */
    List<Operand> operands() {
        return Stream.of(what.split(" or ", -1)).map(Operand::parse).toList();
    }

    /** The conditions of a choice by its values. */
    Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : what.split(";", -1)) {
            int colon = option.indexOf(':');
            options.put(
                    option.substring(0, colon).strip(),
                    option.substring(colon + 1).strip());
        }
        return options;
    }

    /** What stands for it, for people. */
    String shown() {
        return switch (kind) {
            case TEXT, NUMBER, PORT, SYSCALL ->
                String.join(" or ", operands().stream().map(Operand::expression).toList());
            case ARGUMENT -> operands().get(0).expression() + "[N-1]";
            case ADDRESS ->
                what.replaceAll(" (client|server)$", " and the $1 in fd.name").replaceFirst(" ", ", ");
            case CHOICE -> what;
            case REFUSED -> "refused: " + note;
        };
    }

    /** The row of one argument, by its number from 1, of the row of all. */
    FieldRow argument(int number) {
        Operand all = operands().get(0);
        return new FieldRow(
                "a" + number,
                Kind.TEXT,
                macro,
                keyword,
                all.expression() + "[" + (number - 1) + "] absent="
                        + all.absent().orElse(""),
                note);
    }

    /** A field of ours to print it with; empty where that takes more than a field. */
    Optional<String> printed() {
        if (kind == Kind.CHOICE || kind == Kind.REFUSED) {
            return Optional.empty();
        }
        String first = kind == Kind.ADDRESS
                ? what.substring(0, what.indexOf(' '))
                : operands().get(0).expression();
        return first.contains("(") ? Optional.empty() : Optional.of(first);
    }
}
