package lanner.viewer.app;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What was dropped on the window, or named for opening.
 *
 * @param rules rule files, and directories of them
 */
record Dropped(List<Path> captures, List<Path> rules) {
    private static final Pattern RULES = Pattern.compile(".*\\.ya?ml");
    private static final Pattern CAPTURE = Pattern.compile(".*\\.(lanner|cq4)");

    /** Tells rule files by their ending, and a directory of them by what is in it; all else is opened as a capture. */
    static Dropped of(List<Path> paths) {
        return new Dropped(
                paths.stream().filter(path -> !isRules(path)).toList(),
                paths.stream().filter(Dropped::isRules).toList());
    }

    private static boolean isRules(Path path) {
        return Files.isDirectory(path) ? !hasName(path, CAPTURE) && holdsRules(path) : hasName(path, RULES);
    }

    private static boolean hasName(Path path, Pattern pattern) {
        return pattern.matcher(String.valueOf(path.getFileName())).matches();
    }

    private static boolean holdsRules(Path directory) {
        boolean rules = false;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (hasName(file, CAPTURE)) {
                    return false;
                }
                rules |= hasName(file, RULES);
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Whoever opens it as a capture says why it cannot be read.
            return false;
        }
        return rules;
    }
}
