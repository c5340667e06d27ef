package lanner.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Many captures, made of a few. */
final class Captures {
    private static final Path SAMPLES = Path.of("../../sample-captures");

    private Captures() {}

    /** The sample captures, in the order of their names. */
    static List<Path> samples() throws IOException {
        try (Stream<Path> all = Files.list(SAMPLES)) {
            return all.filter(each -> each.toString().endsWith(".lanner"))
                    .sorted()
                    .toList();
        }
    }

    /** So many captures below a directory, some to a directory there; in their order. */
    static List<Path> copies(Path directory, int number) throws IOException {
        List<Path> samples = samples();
        List<Path> made = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            Path sample = samples.get(i % samples.size());
            Path copy = directory.resolve(String.format("host-%02d/%04d-%s", i % 7, i, sample.getFileName()));
            copy(sample, copy);
            made.add(copy);
        }
        made.sort(null);
        return made;
    }

    /** Copies a capture. */
    static void copy(Path capture, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(capture)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    /** Destroys some bytes in the middle of a capture's first segment. */
    static void damage(Path capture) throws IOException {
        Path segment;
        try (Stream<Path> files = Files.list(capture)) {
            segment = files.filter(each -> each.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(segment);
        Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 64, (byte) 0x55);
        Files.write(segment, bytes);
    }
}
