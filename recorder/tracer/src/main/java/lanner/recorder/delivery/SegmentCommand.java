package lanner.recorder.delivery;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command that each finished segment is handed to.
 *
 * @param words the program and its arguments; {@value #PLACE} stands for the segment's path
 * @param timeoutNanos the longest that one run may take
 * @param graceNanos the longest that the end of the recording waits for what is not handed over yet
 */
public record SegmentCommand(List<String> words, long timeoutNanos, long graceNanos) {
    /** What the segment's path takes the place of. */
    public static final String PLACE = "{}";

    public SegmentCommand {
        words = List.copyOf(words);
        if (words.isEmpty() || words.get(0).isEmpty()) {
            throw new IllegalArgumentException("there is no command in it");
        }
        if (words.get(0).contains(PLACE)) {
            throw new IllegalArgumentException("a segment is no program: " + PLACE + " is in the place of the command");
        }
    }

    /**
     * The command line that hands over a segment. The path stays one word whatever is in it; without a place for it, it
     * is the last word.
     */
    List<String> line(Path segment) {
        String path = segment.toString();
        List<String> line = new ArrayList<>(
                words.stream().map(word -> word.replace(PLACE, path)).toList());
        if (words.stream().noneMatch(word -> word.contains(PLACE))) {
            line.add(path);
        }
        return line;
    }

    /**
     * Splits a command line into words as a shell does with quotes and backslashes (POSIX.1-2024, XCU 2.2), and does
     * nothing else that a shell does: no variables, no patterns, no pipes.
     *
     * @throws IllegalArgumentException when a quote has no end
     */
    public static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean last = i == line.length() - 1;
            if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote == '\'') {
                word.append(c);
            } else if (c == '\\') {
                if (last) {
                    throw new IllegalArgumentException("it ends with a backslash");
                }
                char next = line.charAt(++i);
                if (quote == '"' && "\"\\$`".indexOf(next) < 0) {
                    word.append('\\');
                }
                word.append(next);
                inWord = true;
            } else if (quote == '"') {
                word.append(c);
            } else if (c == '\'' || c == '"') {
                quote = c;
                inWord = true;
            } else if (c == ' ' || c == '\t' || c == '\n') {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    inWord = false;
                }
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("a quote " + quote + " in it has no end");
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }
}
