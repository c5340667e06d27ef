package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackCommandsTest {
    private static final Path SAMPLE = Path.of("../../sample-captures/reverse-shell.lanner");

    @TempDir
    static Path shared;

    @TempDir
    Path directory;

    private static Path packed;
    private static Path rules;

    @BeforeAll
    static void packTheSample() throws IOException {
        packed = shared.resolve("x.lanner.zst");
        Answer answer = Answer.of("pack", SAMPLE, "-o", packed);
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.out()).matches("(?s).*x.lanner.zst: [0-9,]+ KB, packed from [0-9,]+ KB\n");
        rules = Files.writeString(shared.resolve("r.yaml"), """
                - rule: Shell
                  desc: a shell was started
                  condition: evt.type=execve and proc.name=sh
                  output: shell (%proc.cmdline)
                  priority: WARNING
                """);
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Stream<Path> capturesInOneFile() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLE)) {
            Path segment = files.filter(file -> file.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
            return Stream.of(packed, segment);
        }
    }

    @ParameterizedTest
    @MethodSource("capturesInOneFile")
    void aSignatureThatIsPutBesideACaptureMakesNoReportOfIt(Path original) throws IOException {
        Path capture = Files.copy(original, directory.resolve(original.getFileName()));
        Files.write(directory.resolve(original.getFileName() + ".sig"), new byte[64]);

        Answer answer = Answer.of("verify", capture);

        assertThat(answer.status())
                .as(answer.err())
                .isEqualTo(Answer.of("verify", original).status());
        assertThat(answer.out()).contains("good events");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "info CAPTURE --json",
                "summary CAPTURE -r RULES",
                "tree CAPTURE -r RULES --json",
                "top CAPTURE evt.type=openat --by proc.name --json",
                "verify CAPTURE",
                "events CAPTURE",
                "events CAPTURE evt.type=execve --json",
                "analyze CAPTURE -r RULES --json",
                "analyze CAPTURE -r RULES --json --jobs 2",
                "analyze CAPTURE -r RULES --json --follow",
                "explain CAPTURE -r RULES --rule Shell",
                "export CAPTURE --to jsonl",
                "salvage CAPTURE -o OUT",
                "rules diff RULES RULES --captures CAPTURE",
                "rules coverage -r RULES CAPTURE --json",
            })
    void everyCommandReadsThePackedCaptureAsTheCapture(String line) throws IOException {
        Answer of = run(line, SAMPLE, "a");
        Answer ofPacked = run(line, packed, "b");
        assertThat(ofPacked.status()).as(ofPacked.err()).isEqualTo(of.status());
        assertThat(plain(ofPacked, packed)).isEqualTo(plain(of, SAMPLE));
        assertThat(of.err()).doesNotContain("Usage").doesNotContain("there is no option");
    }

    private Answer run(String line, Path capture, String out) {
        return Answer.of(Stream.of(line.split(" "))
                .map(word -> switch (word) {
                    case "CAPTURE" -> capture.toString();
                    case "RULES" -> rules.toString();
                    case "OUT" -> directory.resolve(out).toString();
                    default -> word;
                })
                .toArray());
    }

    /** Without the capture's name, times, and the place of what was written. */
    private String plain(Answer answer, Path capture) {
        return answer.out()
                .replace(capture.toString(), "CAPTURE")
                .replaceAll(directory + "/[ab]", "OUT")
                .replaceAll("\"[a-z_]*(nanos|ns|seconds|ms)\":[0-9.]+", "TIME");
    }

    @Test
    void aDirectoryStandsForPackedCapturesToo() throws IOException {
        Files.copy(packed, directory.resolve("one.lanner.zst"));
        Answer answer = Answer.of("rules", "cost", "-r", rules, directory);
        assertThat(answer.status()).as(answer.err()).isZero();
    }

    @Test
    void aRuleTestTakesAPackedCapture() throws IOException {
        Files.copy(packed, directory.resolve("one.lanner.zst"));
        Files.copy(rules, directory.resolve("r.yaml"));
        Path tests = Files.writeString(directory.resolve("p.test.yaml"), """
                rules: r.yaml
                tests:
                  - name: a shell is seen
                    capture: one.lanner.zst
                    expect:
                      - rule: Shell
                """);
        Answer answer = Answer.of("test", tests);
        assertThat(answer.status()).as(answer.out() + answer.err()).isZero();
    }

    @Test
    void unpackWritesTheCaptureBackWhereItIsTold() throws IOException {
        Path to = directory.resolve("back.lanner");
        Answer answer = Answer.of("unpack", packed, "-o", to);
        assertThat(answer.status()).as(answer.err()).isZero();
        for (String name : names(to)) {
            assertThat(to.resolve(name)).hasSameBinaryContentAs(SAMPLE.resolve(name));
        }
        Answer again = Answer.of("unpack", packed, "-o", to);
        assertThat(again.status()).isEqualTo(4);
        assertThat(again.err()).isEqualTo("lanner: " + to + " is there already; --overwrite replaces a capture\n");
        assertThat(Answer.of("unpack", packed, "-o", to, "--overwrite").status())
                .isZero();
        Files.writeString(to.resolve("notes.txt"), "precious");
        Answer precious = Answer.of("unpack", packed, "-o", to, "--overwrite");
        assertThat(precious.status()).isEqualTo(4);
        assertThat(to.resolve("notes.txt")).hasContent("precious");
        assertThat(names(directory)).containsExactly("back.lanner");
    }

    @Test
    void packOverwritesOnlyWhenAsked() throws IOException {
        Path file = Files.writeString(directory.resolve("x.lanner.zst"), "old");
        Answer refused = Answer.of("pack", SAMPLE, "-o", file);
        assertThat(refused.status()).isEqualTo(4);
        assertThat(file).hasContent("old");
        assertThat(Answer.of("pack", SAMPLE, "-o", file, "--overwrite").status())
                .isZero();
        assertThat(file).hasSameBinaryContentAs(packed);
        assertThat(names(directory)).containsExactly("x.lanner.zst");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify", "info", "events", "unpack", "explain", "salvage", "analyze"})
    void ofADamagedFileNothingStaysAndTheErrorIsOneSentence(String command) throws IOException {
        byte[] bytes = Files.readAllBytes(packed);
        Path cut = Files.write(directory.resolve("cut.lanner.zst"), Arrays.copyOf(bytes, bytes.length / 2));
        List<Object> line = new ArrayList<>(List.of(command, cut));
        switch (command) {
            case "salvage", "unpack" -> line.addAll(List.of("-o", directory.resolve("to.lanner")));
            case "explain" -> line.addAll(List.of("-r", rules, "--rule", "Shell"));
            case "analyze" -> line.addAll(List.of("-r", rules));
            default -> {}
        }
        Answer answer = Answer.of(line.toArray());
        assertThat(answer.status()).as(answer.err()).isEqualTo(3);
        assertThat(answer.err())
                .matches("lanner: .*cut.lanner.zst: not a packed capture, or damaged: at byte [0-9]+ "
                        + "of it, [0-9]+ unpacked: .*\n");
        assertThat(answer.out()).isEmpty();
        assertThat(names(directory)).containsExactly("cut.lanner.zst");
    }

    @Test
    void namesThatSomebodyElseChoseReachNoTerminalAsCommands() throws IOException {
        Path hostile = Files.createDirectory(directory.resolve("x\033[2J.lanner"));
        for (String name : names(SAMPLE)) {
            Files.copy(SAMPLE.resolve(name), hostile.resolve(name));
        }
        Files.createFile(hostile.resolve("\033]0;title\007\nlanner: forged"));
        for (int i = 0; i < 11; i++) {
            Files.createFile(hostile.resolve("other" + i));
        }
        Answer packing = Answer.of("pack", hostile);
        assertThat(packing.status()).isZero();
        assertThat(packing.out())
                .startsWith(directory + "/x\\x1b[2J.lanner.zst: ")
                .hasLineCount(1);
        assertThat(packing.err())
                .startsWith(
                        "lanner: not packed, because no recorder writes it: \\x1b]0;title\\x07\\nlanner: forged, other0")
                .endsWith(" and 2 others\n")
                .hasLineCount(1);
        Answer unpacking = Answer.of(
                "unpack", directory.resolve("x\033[2J.lanner.zst"), "-o", directory.resolve("y\033[2J.lanner"));
        assertThat(unpacking.status()).as(unpacking.err()).isZero();
        assertThat(unpacking.out())
                .startsWith(directory + "/y\\x1b[2J.lanner: ")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        pack SAMPLE -o NONE/x.zst      | lanner: NONE/x.zst cannot be written: there is no directory NONE
        pack SAMPLE -o /dev/null --overwrite | lanner: /dev/null is there already and is no file
        unpack PACKED -o NONE/x.lanner | lanner: NONE/x.lanner: there is no directory NONE
        unpack PACKED -o /proc/x.lanner | lanner: /proc cannot be written: there is no such file or directory
        """)
    void whatCannotBeWrittenIsASentence(String line, String sentence) {
        String none = directory.resolve("none").toString();
        Answer answer = Answer.of(Stream.of(line.split(" "))
                .map(word -> word.replace("SAMPLE", SAMPLE.toString())
                        .replace("PACKED", packed.toString())
                        .replace("NONE", none))
                .toArray());
        assertThat(answer.err()).isEqualTo(sentence.replace("NONE", none) + "\n");
        assertThat(answer.status()).isEqualTo(4);
    }

    /** A packed capture whose one file claims to be of a pebibyte. */
    private Path huge() throws IOException {
        byte[] block = new byte[512];
        put(block, 0, "x/a.cq4");
        put(block, 124, "\u0080\0\0\0\0\4\0\0\0\0\0\0");
        put(block, 148, "        ");
        put(block, 156, "0");
        put(block, 257, "ustar");
        int sum = 0;
        for (byte each : block) {
            sum += each & 0xFF;
        }
        put(block, 148, String.format("%06o", sum) + "\0");
        // A frame of zstd (RFC 8878) with its size in four bytes, and one raw block, the last.
        ByteBuffer frame = ByteBuffer.allocate(600).order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt(0xFD2FB528).put((byte) 0xA0).putInt(block.length);
        frame.put((byte) (block.length << 3 | 1))
                .put((byte) (block.length >> 5))
                .put((byte) 0);
        frame.put(block);
        return Files.write(directory.resolve("huge.lanner.zst"), Arrays.copyOf(frame.array(), frame.position()));
    }

    private static void put(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify", "info", "events", "unpack"})
    void aDiskThatIsTooSmallIsNoFaultOfTheCapture(String command) throws IOException {
        Answer answer = Answer.of(command, huge());
        assertThat(answer.status()).as(answer.err()).isEqualTo(4);
        assertThat(answer.err()).contains("a.cq4 takes 1125899906842624 bytes, more than are free for ");
    }

    /** A command as a process of its own, with its own directory for temporary files. */
    private Process start(Object... arguments) throws IOException {
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-agentlib:") && !option.startsWith("-javaagent:"))
                .forEach(line::add);
        line.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .reduce((one, other) -> one + File.pathSeparator + other)
                        .orElseThrow(),
                Lanner.class.getName()));
        Stream.of(arguments).map(Object::toString).forEach(line::add);
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().put("TMPDIR", directory.toString());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        return builder.start();
    }

    @Test
    void thePrivateCopyGoesWithTheProcess() throws Exception {
        Process process = start("verify", packed);
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("intact");
        assertThat(process.waitFor()).isZero();
        assertThat(names(directory)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "PIPE"})
    void aSignalOrAReaderThatLeavesRemovesThePrivateCopyToo(String how) throws Exception {
        // Far more than a pipe holds, so that it waits for us.
        String wide = "%evt.num " + "x".repeat(2000);
        Process process = start("events", packed, "-p", wide);
        try (InputStream out = process.getInputStream()) {
            assertThat(out.read()).isEqualTo('1');
            assertThat(names(directory)).hasSize(1);
            if (!how.equals("PIPE")) {
                new ProcessBuilder("kill", "-" + how, Long.toString(process.pid()))
                        .start()
                        .waitFor();
                out.transferTo(java.io.OutputStream.nullOutputStream());
            }
        }
        process.waitFor();
        assertThat(names(directory)).isEmpty();
    }

    @Test
    void packAndUnpackWorkInAPipe() throws Exception {
        Process pack = start("pack", SAMPLE.toAbsolutePath(), "-o", "-");
        byte[] bytes = pack.getInputStream().readAllBytes();
        assertThat(pack.waitFor()).isZero();
        assertThat(bytes).isEqualTo(Files.readAllBytes(packed));
        Path to = directory.resolve("to.lanner");
        Process unpack = start("unpack", "-", "-o", to);
        try (var in = unpack.getOutputStream()) {
            in.write(bytes);
        }
        unpack.getInputStream().readAllBytes();
        assertThat(unpack.waitFor()).isZero();
        assertThat(Answer.of("verify", to).out()).contains("intact");
    }
}
