package lanner.sql.shell;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes tables, columns, functions and keywords, and the shell's own words. */
final class WordCompleter implements Completer {
    private static final List<String> COMMANDS = List.of(".tables", ".schema", ".mode", ".help", ".quit");

    private final Map<String, String> words;

    /** @param words what each word is, by the word */
    WordCompleter(Map<String, String> words) {
        this.words = Map.copyOf(words);
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        String begun =
                line.word().substring(0, Math.min(line.wordCursor(), line.word().length()));
        if (begun.startsWith(".")) {
            COMMANDS.forEach(command -> candidates.add(new Candidate(command)));
            return;
        }
        String lower = begun.toLowerCase(Locale.ROOT);
        words.forEach((word, kind) -> {
            if (!begun.isEmpty() && word.toLowerCase(Locale.ROOT).startsWith(lower)) {
                candidates.add(new Candidate(word, word, kind, null, null, null, true));
            }
        });
    }
}
