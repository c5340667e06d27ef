package lanner.cli.compare;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import lanner.behaviour.compare.Change;
import lanner.behaviour.compare.Difference;
import lanner.behaviour.fact.Aspect;
import lanner.engine.text.Nearest;

/**
 * Which differences make a comparison fail: words like {@code new-peer}. {@code new} is everything that is new;
 * {@code new-file} is every file that is new and was written, made, removed, changed or run.
 */
public final class FailOn {
    private static final Set<Aspect> CHANGING_FILES = EnumSet.of(
            Aspect.FILE_CREATE,
            Aspect.FILE_WRITE,
            Aspect.FILE_DELETE,
            Aspect.FILE_METADATA,
            Aspect.FILE_EXECUTE,
            Aspect.FILE_MAP);

    private static final Map<String, FailOn> WORDS = words();

    private final Change change;
    private final Set<Aspect> aspects;

    private FailOn(Change change, Set<Aspect> aspects) {
        this.change = change;
        this.aspects = aspects;
    }

    private static Map<String, FailOn> words() {
        Map<String, FailOn> words = new LinkedHashMap<>();
        for (Change change : Change.values()) {
            words.put(change.word(), new FailOn(change, EnumSet.allOf(Aspect.class)));
            words.put(change.word() + "-file", new FailOn(change, CHANGING_FILES));
            for (Aspect aspect : Aspect.values()) {
                words.put(change.word() + "-" + aspect.word(), new FailOn(change, EnumSet.of(aspect)));
            }
        }
        return words;
    }

    /** A word is none of these. */
    public static final class UnknownWordException extends Exception {
        private static final long serialVersionUID = 1;

        UnknownWordException(String word) {
            super("'" + word + "' is not new, rare, more, less or gone, alone or with -alert, -peer, -file, "
                    + "-file-write and so on behind it" + Nearest.hint(word, WORDS.keySet()));
        }
    }

    /** Whether a word is meant to be one of these, though it may be misspelt: it begins as they do. */
    public static boolean isMeant(String word) {
        return Stream.of(Change.values())
                .map(Change::word)
                .anyMatch(change -> word.equals(change) || word.startsWith(change + "-"));
    }

    /** What these words mean. */
    public static List<FailOn> parse(List<String> words) throws UnknownWordException {
        List<FailOn> parsed = new ArrayList<>();
        for (String word : words) {
            FailOn meant = WORDS.get(word);
            if (meant == null) {
                throw new UnknownWordException(word);
            }
            parsed.add(meant);
        }
        return parsed;
    }

    /** Whether a difference is one of these. */
    public boolean has(Difference difference) {
        return difference.change() == change
                && aspects.contains(difference.key().aspect());
    }
}
