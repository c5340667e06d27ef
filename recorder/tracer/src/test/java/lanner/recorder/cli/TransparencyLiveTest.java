package lanner.recorder.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import lanner.capture.CaptureVerifier;
import lanner.recorder.Machine;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a program does, it does the same when it is recorded: output, status and files. */
@Tag("ptrace")
@Order(2)
class TransparencyLiveTest extends LiveTest {
    record Program(String name, List<String> needs, String script) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Program> programs() throws IOException {
        List<Program> programs = new ArrayList<>();
        try (InputStream in = TransparencyLiveTest.class.getResourceAsStream("transparency.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String block : text.split("(?m)^== ")) {
                if (block.startsWith("#")) {
                    continue;
                }
                String[] parts = block.split("\n", 2);
                int bracket = parts[0].indexOf('[');
                programs.add(new Program(
                        bracket < 0 ? parts[0] : parts[0].substring(0, bracket).strip(),
                        bracket < 0
                                ? List.of()
                                : List.of(parts[0].substring(bracket + 1, parts[0].length() - 1)
                                        .split(" ")),
                        parts[1]));
            }
        }
        return programs.stream();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void behavesAsItDoesWithoutUs(Program program) throws Exception {
        for (String needed : program.needs()) {
            assumeTrue(
                    run(List.of("sh", "-c", "command -v " + needed), "").status() == 0, needed + " is not installed");
        }
        Path script = Files.writeString(directory.resolve("script"), program.script());
        Path place = directory.resolve("place");
        Run bare = in(place, List.of("bash", script.toString()));
        Map<String, String> bareFiles = files(place);
        clear(place);
        Run recorded = in(place, recorder("bash", script.toString()));
        Machine.needTracing(recorded.err());
        assertThat(recorded.out()).isEqualTo(bare.out());
        assertThat(recorded.err()).isEqualTo(bare.err());
        assertThat(recorded.status()).isEqualTo(bare.status());
        assertThat(files(place)).isEqualTo(bareFiles);
        assertThat(CaptureVerifier.verify(directory.resolve("x.lanner")).verdict())
                .isEqualTo(CaptureVerifier.Verdict.INTACT);
    }

    private Run in(Path place, List<String> command) throws Exception {
        Files.createDirectories(place);
        List<String> line = new ArrayList<>(List.of("env", "-C", place.toString()));
        line.addAll(command);
        return run(line, "");
    }

    /** Name to kind, mode, size and content of everything below. */
    private static Map<String, String> files(Path place) throws Exception {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(place)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                String name = place.relativize(path).toString();
                Object mode = Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
                String content = "";
                if (Files.isSymbolicLink(path)) {
                    content = Files.readSymbolicLink(path).toString();
                } else if (Files.isRegularFile(path) && Files.isReadable(path) && !name.endsWith(".pyc")) {
                    content = HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path)));
                }
                files.put(name, Integer.toOctalString((int) mode) + " " + content);
            }
        }
        return files;
    }

    private static void clear(Path place) throws IOException {
        try (Stream<Path> all = Files.walk(place)) {
            all.sorted((a, b) -> b.compareTo(a)).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
