package lanner.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import lanner.product.PathText;

/**
 * The arguments that most analyses are started with: {@code analyze [-r FILE]... [--json] [--report] CAPTURE...} and
 * {@code events [--json] [--count] CAPTURE... [FILTER]}. They mean what they mean to picocli, which reads all others and says what
 * is wrong: it takes a sixth of a start to learn its options, and none of that is needed here.
 */
final class PlainArguments {
    private final String[] arguments;
    private final Streams streams;
    private final List<String> words = new ArrayList<>();
    private final List<Path> rules = new ArrayList<>();
    private final List<String> flags = new ArrayList<>();

    private PlainArguments(String[] arguments, Streams streams) {
        this.arguments = arguments;
        this.streams = streams;
    }

    /** The command to run; empty for arguments that are not plain, right or wrong. */
    static Optional<Callable<Integer>> read(String[] arguments, Streams streams) {
        PlainArguments plain = new PlainArguments(arguments, streams);
        try {
            return switch (arguments.length == 0 ? "" : arguments[0]) {
                case "analyze" -> plain.analyze();
                case "events" -> plain.events();
                default -> Optional.empty();
            };
        } catch (InvalidPathException e) {
            // Picocli says so.
            return Optional.empty();
        }
    }

    private Optional<Callable<Integer>> analyze() {
        if (!take(List.of("--json", "--report"), true)) {
            return Optional.empty();
        }
        List<Path> captures = new ArrayList<>();
        for (String word : words) {
            captures.add(PathText.of(word));
        }
        return Optional.of(
                AnalyzeCommand.plain(captures, rules, flags.contains("--json"), flags.contains("--report"), streams));
    }

    private Optional<Callable<Integer>> events() {
        if (!take(List.of("--json", "--count"), false)) {
            return Optional.empty();
        }
        CapturesAndFilter given = CapturesAndFilter.plain(words);
        return given.isFaultless()
                ? Optional.of(EventsCommand.plain(given, flags.contains("--json"), flags.contains("--count"), streams))
                : Optional.empty();
    }

    /** False where there is another option, one that has been given before or lacks its value, an empty word, or no word. */
    private boolean take(List<String> known, boolean takesRules) {
        for (int next = 1; next < arguments.length; next++) {
            String word = arguments[next];
            if (takesRules && (word.equals("-r") || word.equals("--rules"))) {
                next++;
                if (next == arguments.length || !isWord(arguments[next])) {
                    return false;
                }
                rules.add(PathText.of(arguments[next]));
            } else if (known.contains(word) && !flags.contains(word)) {
                flags.add(word);
            } else if (isWord(word)) {
                words.add(word);
            } else {
                return false;
            }
        }
        return !words.isEmpty();
    }

    private static boolean isWord(String word) {
        return !word.isEmpty() && !word.startsWith("-");
    }
}
