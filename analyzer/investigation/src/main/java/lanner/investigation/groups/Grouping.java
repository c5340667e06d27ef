package lanner.investigation.groups;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lanner.investigation.rows.CellReader;

/**
 * By what events are put together: fields of the rule language, and what the index knows besides.
 *
 * @param by each a field, or the word of one of {@link Own}; at least one
 */
public record Grouping(List<String> by) {
    /** More fields make groups that nobody reads. */
    public static final int MOST = 8;

    /** What is no field. */
    public enum Own {
        /** {@code bash 4711}, {@code bash 4711#2}: each process of a capture apart. */
        PROCESS("process", "the process, with its number"),
        /** The path of the descriptor, or that the call was given; none for what is no file. */
        FILE("file", "the path of the file that the event is about"),
        /**
         * The other end of a connection of the Internet's families: with its port where it was connected to, by its address
         * alone where it connected to us.
         */
        PEER("peer", "the other end of the connection that the event is about");

        private final String word;
        private final String documentation;

        Own(String word, String documentation) {
            this.word = word;
            this.documentation = documentation;
        }

        public String word() {
            return word;
        }

        public String documentation() {
            return documentation;
        }

        static Optional<Own> of(String word) {
            return Arrays.stream(values()).filter(own -> own.word.equals(word)).findFirst();
        }
    }

    public Grouping {
        by = List.copyOf(by);
        if (by.isEmpty() || by.size() > MOST) {
            throw new IllegalArgumentException("1 to " + MOST + " fields, not " + by.size());
        }
    }

    /** Why a text is no grouping; empty for one that {@link #read} takes. */
    public static Optional<String> problem(String text) {
        List<String> parts = parts(text);
        if (parts.isEmpty()) {
            return Optional.of("name a field, such as proc.name, or several with a comma between them");
        }
        if (parts.size() > MOST) {
            return Optional.of("at most " + MOST + " fields");
        }
        return parts.stream()
                .filter(part -> Own.of(part).isEmpty())
                .flatMap(part -> CellReader.problem(part).stream())
                .findFirst();
    }

    /** @param text fields with commas between them, without a {@link #problem} */
    public static Grouping read(String text) {
        return new Grouping(parts(text));
    }

    /** A comma within brackets belongs to a field's argument. */
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        for (String part : text.split(",(?![^\\[]*\\])", -1)) {
            if (!part.isBlank() && !parts.contains(part.strip())) {
                parts.add(part.strip());
            }
        }
        return parts;
    }

    /** As {@link #read} takes it. */
    public String words() {
        return String.join(", ", by);
    }
}
