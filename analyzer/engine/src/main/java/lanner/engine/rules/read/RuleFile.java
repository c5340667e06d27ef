package lanner.engine.rules.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import lanner.product.BoundedText;

/**
 * A rule file's text.
 *
 * @param name the path as the user gave it
 */
public record RuleFile(String name, String text) {
    /** The longest rule file, in bytes. The longest of the community's has 60,000. */
    public static final int MAX_BYTES = 10 << 20;

    /** More files in one directory are a mistake. */
    private static final int MAX_FILES = 1000;

    /**
     * The files that the given paths stand for, in order: a file is itself, a directory its files that end in
     * {@code .yml} or {@code .yaml}, in the order of their names, without those of directories in it.
     *
     * @throws IOException with a message for people, when a directory cannot be listed
     */
    public static List<Path> expand(List<Path> paths) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.isDirectory(path)) {
                files.add(path);
                continue;
            }
            List<Path> entries;
            try (Stream<Path> listed = Files.list(path)) {
                entries = listed.filter(entry -> hasRuleFileName(entry) && Files.isRegularFile(entry))
                        .sorted(Comparator.comparing(Path::toString))
                        .limit(MAX_FILES + 1L)
                        .toList();
            } catch (IOException | UncheckedIOException e) {
                throw new IOException("the directory cannot be listed", e);
            }
            if (entries.size() > MAX_FILES) {
                throw new IOException("more than " + MAX_FILES + " rule files");
            }
            files.addAll(entries);
        }
        return files;
    }

    /** Whether Falco would load a file of this name. */
    public static boolean hasRuleFileName(Path path) {
        String name = path.toString();
        return name.endsWith(".yml") || name.endsWith(".yaml");
    }

    /**
     * Reads one file.
     *
     * @throws IOException with a message for people, when it cannot be read, is no text, or is longer than
     *     {@link #MAX_BYTES}
     */
    public static RuleFile read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(Files.exists(file) ? "not a plain file" : "there is no such file");
        }
        try {
            return new RuleFile(file.toString(), BoundedText.read(file, MAX_BYTES));
        } catch (BoundedText.TooLongException e) {
            throw e;
        } catch (CharacterCodingException e) {
            throw new IOException("not UTF-8 text", e);
        } catch (IOException e) {
            throw new IOException("cannot be read", e);
        }
    }
}
