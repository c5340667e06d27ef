package lanner.exchange.sigma;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lanner.engine.rules.read.RuleFile;

/** The files that are meant by a path. */
public final class SigmaFiles {
    /** SigmaHQ's repository has about 4,000. */
    private static final int MOST_FILES = 50_000;

    private static final int MAX_DEPTH = 32;

    private SigmaFiles() {}

    /**
     * A file is itself; a directory all files in it and in directories below that end in {@code .yml} or {@code .yaml}, in
     * the order of their paths. Links in it are not followed.
     *
     * @throws IOException with a message for people, when the directory cannot be listed or there are too many
     */
    public static List<Path> of(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        List<Path> files;
        try (Stream<Path> walked = Files.walk(path, MAX_DEPTH)) {
            files = walked.filter(file -> RuleFile.hasRuleFileName(file) && Files.isRegularFile(file))
                    .limit(MOST_FILES + 1L)
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new IOException(path + ": the directory cannot be listed", e);
        }
        if (files.size() > MOST_FILES) {
            throw new IOException(path + ": more than " + MOST_FILES + " files");
        }
        return files;
    }
}
