package lanner.investigation.workspace;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import lanner.product.BoundedText;

/**
 * A capture to try things with.
 *
 * @param words what happens in it; empty where nothing says so. Text of a file, not escaped
 */
public record SampleCapture(Path path, String words) {
    private static final String ENDING = ".lanner";
    private static final String COMMENT = "# ";
    private static final int MOST = 100;
    private static final int LONGEST_SCRIPT = 1 << 20;

    /**
     * The captures of a directory, by name. What happens in one is the comment that its script begins with,
     * {@code scenarios/NAME.sh}.
     *
     * @param directory it need not be there
     */
    public static List<SampleCapture> in(Path directory) {
        List<SampleCapture> samples = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return samples;
        }
        try (DirectoryStream<Path> captures = Files.newDirectoryStream(directory, "*" + ENDING)) {
            for (Path capture : captures) {
                if (samples.size() < MOST) {
                    samples.add(new SampleCapture(capture, words(directory, capture)));
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Not ours to read: there is nothing to try then.
            return List.of();
        }
        samples.sort(Comparator.comparing(SampleCapture::path));
        return samples;
    }

    /** Without what all names of captures end with. */
    public String name() {
        String name = String.valueOf(path.getFileName());
        return name.substring(0, name.length() - ENDING.length());
    }

    private static String words(Path directory, Path capture) {
        Path script = directory
                .resolve("scenarios")
                .resolve(capture.getFileName().toString().replaceAll("\\.lanner$", ".sh"));
        if (!Files.isRegularFile(script)) {
            return "";
        }
        try {
            return BoundedText.read(script, LONGEST_SCRIPT)
                    .lines()
                    .takeWhile(line -> line.startsWith(COMMENT))
                    .map(line -> line.substring(COMMENT.length()))
                    .collect(Collectors.joining(" "));
        } catch (IOException e) {
            // The capture can be opened without it.
            return "";
        }
    }
}
