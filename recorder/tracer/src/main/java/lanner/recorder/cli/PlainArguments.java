package lanner.recorder.cli;

import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lanner.product.PathText;
import org.jspecify.annotations.Nullable;

/**
 * The arguments that most recordings are started with: {@code record [-q] [--overwrite] [-o DIR] [--] COMMAND [ARG...]}. They
 * mean what they mean to picocli, which reads all others: it takes a fifth of a start to learn its options, and none of that is
 * needed here.
 */
final class PlainArguments {
    private static final String END_OF_OPTIONS = "--";

    private final List<String> arguments;
    private int next = 1;
    private boolean quiet;
    private boolean overwrite;
    private @Nullable Path output;

    private PlainArguments(List<String> arguments) {
        this.arguments = arguments;
    }

    /**
     * The command to run; empty for arguments that are not plain, right or wrong.
     *
     * @param messages told what is said to the user
     */
    static Optional<RecordCommand> read(String[] arguments, PrintWriter messages) {
        List<String> all = Arrays.asList(arguments);
        return !all.isEmpty() && all.get(0).equals("record")
                ? new PlainArguments(all).read(messages)
                : Optional.empty();
    }

    private Optional<RecordCommand> read(PrintWriter messages) {
        while (next < arguments.size() && takeOption(arguments.get(next))) {
            next++;
        }
        List<String> rest = arguments.subList(next, arguments.size());
        if (!rest.isEmpty() && rest.get(0).equals(END_OF_OPTIONS)) {
            rest = rest.subList(1, rest.size());
        } else if (!rest.isEmpty() && rest.get(0).startsWith("-") || rest.contains(END_OF_OPTIONS)) {
            return Optional.empty();
        }
        return rest.isEmpty()
                ? Optional.empty()
                : Optional.of(RecordCommand.plain(output, overwrite, quiet, rest, messages));
    }

    /** False for what is no plain option, or has been given before. */
    private boolean takeOption(String word) {
        switch (word) {
            case "-q", "--quiet" -> {
                boolean first = !quiet;
                quiet = true;
                return first;
            }
            case "--overwrite" -> {
                boolean first = !overwrite;
                overwrite = true;
                return first;
            }
            case "-o", "--output" -> {
                return output == null && takePath();
            }
            default -> {
                return false;
            }
        }
    }

    private boolean takePath() {
        String name = next + 1 < arguments.size() ? arguments.get(next + 1) : "";
        if (name.isEmpty() || name.startsWith("-")) {
            return false;
        }
        try {
            output = PathText.of(name);
        } catch (InvalidPathException e) {
            // picocli says so.
            return false;
        }
        next++;
        return true;
    }
}
