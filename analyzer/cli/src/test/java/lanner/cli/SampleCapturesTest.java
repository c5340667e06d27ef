package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lanner.capture.SegmentHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The recordings in {@code sample-captures}: all of our rules on them, and what was promised of them. */
class SampleCapturesTest {
    private static final Path SAMPLES = Path.of("../../sample-captures");
    private static final Path RULES = Path.of("../../rules");
    private static final Path GOLDEN = SAMPLES.resolve("expected-alerts.txt");
    private static final String SUFFIX = ".lanner";
    private static final long MOST_BYTES = 1_000_000;

    /** {@code | [name](scenarios/name.sh) | ... | events | bytes |}, or what stands between for a format's capture. */
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| \\[([^]]+)]\\((scenarios/[^)]+)\\) \\|.* \\| (\\d+) \\| (\\d+) \\|.*$");

    /** What the clean room has at its top; a scenario names a file that is nowhere. */
    private static final Pattern ROOM =
            Pattern.compile("/((bin|dev|etc|lib|lib64|mnt|nowhere|proc|root|run|sbin|srv|sys"
                    + "|tmp|usr|var)(/.*)?|home(/(sam(/.*)?)?)?|opt(/jdk/.*)?|)");

    /** What machines have that build or develop, and the room has not. */
    private static final Pattern ELSEWHERE =
            Pattern.compile("/work\\b|/workspace|/builds?/|/Users/|/home/(?!sam\\b)[a-z]+|\\.m2/|(?i:http_proxy)");

    private static final Pattern ADDRESS = Pattern.compile("[a-z]+://([^/: \\x00-\\x1f\\x7f-\\xff]+)");

    @TempDir
    private Path directory;

    private static TimeZone zone;

    private record Row(String scenario, long events, long bytes) {}

    /** Alerts are printed in the zone of whoever reads them. */
    @BeforeAll
    static void readInUtc() {
        zone = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    }

    @AfterAll
    static void readAsBefore() {
        TimeZone.setDefault(zone);
    }

    static List<String> samples() throws IOException {
        return capturesIn(SAMPLES);
    }

    static List<String> formats() throws IOException {
        return capturesIn(SAMPLES.resolve("formats")).stream()
                .map(name -> "formats/" + name)
                .toList();
    }

    static List<String> all() throws IOException {
        return Stream.concat(samples().stream(), formats().stream()).toList();
    }

    /** {@code -Dlanner.golden=write} writes the expected alerts anew; read the difference before it is kept. */
    @Test
    void everySampleRaisesTheAlertsThatAreExpectedOfIt() throws IOException {
        StringBuilder found = new StringBuilder();
        for (String name : samples()) {
            Answer alerts = run("analyze", capture(name), "-r", RULES.toString());
            assertThat(alerts.status()).as(alerts.err()).isZero();
            found.append("== ").append(name).append(", ").append(events(name)).append(" events\n");
            found.append(alerts.out()).append('\n');
        }
        if ("write".equals(System.getProperty("lanner.golden"))) {
            Files.writeString(GOLDEN, found);
        }
        List<String> difference =
                difference(Files.readAllLines(GOLDEN), found.toString().lines().toList());
        if (!difference.isEmpty()) {
            fail("the alerts are not those of sample-captures/expected-alerts.txt (- expected, + found):\n"
                    + String.join("\n", difference)
                    + "\nIf that is right: the same test with -Dlanner.golden=write, then read git's difference.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"quiet-web-server", "package-build", "cron-job", "shell-session"})
    void aQuietMachineRaisesNothingGrave(String name) {
        Answer answer =
                run("analyze", capture(name), "-r", RULES.toString(), "--match", "all", "--min-priority", "warning");
        assertThat(answer.status()).isZero();
        assertThat(answer.out()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void isIntactAndSmall(String name) throws IOException {
        Answer answer = run("verify", capture(name));
        assertThat(answer.status()).as(answer.out()).isZero();
        assertThat(answer.out()).contains(": intact; ");
        assertThat(bytes(name)).isLessThan(MOST_BYTES);
    }

    @ParameterizedTest
    @MethodSource("all")
    void hasItsScenarioAndARowWithTrueFigures(String name) throws IOException {
        String scenario = "scenarios/" + name + ".sh";
        assertThat(SAMPLES.resolve(scenario)).isRegularFile();
        assertThat(rows()).containsEntry(name, new Row(scenario, events(name), bytes(name)));
    }

    @Test
    void everyScenarioAndEveryRowHasItsCapture() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES.resolve("scenarios"))) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(file -> file.endsWith(".sh"))
                            .map(file -> file.replace(".sh", "")))
                    .containsExactlyInAnyOrderElementsOf(samples());
        }
        assertThat(rows().keySet()).containsExactlyInAnyOrderElementsOf(all());
    }

    @ParameterizedTest
    @MethodSource("all")
    void showsNothingOfTheMachineThatItWasMadeOn(String name) throws IOException {
        Answer info = run("info", "--json", capture(name));
        assertThat(info.out())
                .containsPattern("\"host\":\"(sample|5ca1ab1e0ddb)\"")
                .containsPattern("\"kernel\":\"[0-9.]+ x86_64\"")
                .contains("\"environment\":\"none\"");
        assertThat(printed(name, "", "%proc.aname"))
                .allSatisfy(ancestors -> assertThat(ancestors).matches("(.* )?lanner (sh script )?init"));
        for (String field : List.of("%fd.lip", "%fd.rip")) {
            assertThat(printed(name, "fd.type in (ipv4, ipv6)", field)).isSubsetOf("127.0.0.1", "::1", "<NA>");
        }
        for (String field : List.of("%fd.name", "%fs.path.name", "%proc.exepath", "%proc.cwd")) {
            assertThat(printed(name, "", field))
                    .filteredOn(path -> path.startsWith("/"))
                    .isNotEmpty()
                    .allMatch(path -> ROOM.matcher(path).matches());
        }
        String everything = content(name);
        assertThat(ELSEWHERE.matcher(everything).results().map(MatchResult::group))
                .isEmpty();
        assertThat(ADDRESS.matcher(everything).results().map(match -> match.group(1)))
                .allMatch(host -> host.matches("127\\.0\\.0\\.1|localhost|[a-z]+\\.example"));
    }

    @Test
    void everyVersionOfTheFormatHasItsCapture() throws IOException {
        assertThat(formats())
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, SegmentHeader.VERSION)
                        .mapToObj(version -> "formats/v" + version)
                        .toList());
    }

    @Test
    void versionOneKnowsNoDurationAndVersionTwoThoseOfCallsThatEnded() {
        assertThat(printed("formats/v1", "lanner.duration exists or evt.latency exists", "%evt.num"))
                .isEmpty();
        assertThat(printed(
                        "formats/v2",
                        "evt.type = openat and fd.name endswith /waiting",
                        "%lanner.outcome %evt.latency.s"))
                .containsExactly("done 0", "refused 0", "unknown <NA>");
        assertThat(printed("formats/v2", "evt.res = EINTR and lanner.duration > 40000000", "%evt.type"))
                .containsExactly("openat");
        assertThat(printed("formats/v2", "lanner.inline = true", "%evt.num")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void anOldFormatStaysReadable(String name) {
        Answer info = run("info", "--json", capture(name));
        assertThat(info.status()).isZero();
        assertThat(info.out()).contains("\"format\":" + name.replace("formats/v", "") + ",", "\"complete\":\"yes\"");
        assertThat(printed(name, "evt.type in (rename, memfd_create, connect, ptrace)", "%evt.type %evt.res %evt.args"))
                .containsSubsequence(
                        "rename SUCCESS res=0 oldpath=d/not \ufffd text \\x1b[31m(/home/sam/d/not \ufffd text"
                                + " \\x1b[31m) newpath=d/f(/home/sam/d/f)")
                .anyMatch(line -> line.startsWith("connect SUCCESS") && line.contains("->127.0.0.1:7001"))
                .anyMatch(line -> line.startsWith("connect SUCCESS") && line.contains("->::1:7002"))
                .anyMatch(line -> line.startsWith("connect ENOENT") && line.contains("/run/nobody"))
                .anyMatch(line -> line.startsWith("ptrace EPERM") && line.contains("PTRACE_ATTACH"));
    }

    @Test
    void aCaptureThatMayNotBeWrittenIsReadAndLeftAsItIs() throws IOException {
        Path copy = Files.createDirectory(directory.resolve("x.lanner"));
        copyReadOnly(SAMPLES.resolve("miner" + SUFFIX), copy);
        String before = content(copy);
        try {
            for (List<String> command : List.of(
                    List.of("verify", copy.toString()),
                    List.of("info", copy.toString()),
                    List.of("events", copy.toString()),
                    List.of("analyze", copy.toString(), "-r", RULES.toString()),
                    List.of(
                            "explain",
                            copy.toString(),
                            "-r",
                            RULES.toString(),
                            "--rule",
                            "Program run from a scratch directory"))) {
                Answer answer = run(command.toArray(String[]::new));
                assertThat(answer.status()).as(answer.err()).isZero();
                assertThat(answer.out()).isNotEmpty();
            }
            assertThat(content(copy)).isEqualTo(before);
        } finally {
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static List<String> capturesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        }
    }

    private static String capture(String name) {
        return SAMPLES.resolve(name + SUFFIX).toString();
    }

    private static long events(String name) {
        return Long.parseLong(run("events", capture(name), "--count").out().strip());
    }

    private static long bytes(String name) throws IOException {
        return content(name).length();
    }

    private static String content(String name) throws IOException {
        return content(SAMPLES.resolve(name + SUFFIX));
    }

    /** All files of a directory, a character a byte. */
    private static String content(Path directory) throws IOException {
        StringBuilder content = new StringBuilder();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                content.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return content.toString();
    }

    private static Map<String, Row> rows() throws IOException {
        Map<String, Row> rows = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(SAMPLES.resolve("README.md")));
        while (row.find()) {
            String scenario = row.group(2);
            String name = scenario.replaceAll("^scenarios/|\\.sh$", "");
            assertThat(name).endsWith(row.group(1));
            Row read = new Row(scenario, Long.parseLong(row.group(3)), Long.parseLong(row.group(4)));
            assertThat(rows.put(name, read)).as("a second row of " + name).isNull();
        }
        return rows;
    }

    private static void copyReadOnly(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copied = Files.copy(file, to.resolve(file.getFileName()));
                Files.setPosixFilePermissions(copied, PosixFilePermissions.fromString("r--r--r--"));
            }
        }
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("r-xr-xr-x"));
    }

    /** The lines that {@code events} prints, each once. */
    private static List<String> printed(String name, String filter, String format) {
        List<String> line = new ArrayList<>(List.of("events", capture(name), "-p", format));
        if (!filter.isEmpty()) {
            line.add(filter);
        }
        Answer answer = run(line.toArray(String[]::new));
        assertThat(answer.status()).as(answer.err()).isZero();
        return answer.out().lines().distinct().toList();
    }

    /** Where two lists of lines part, from the first line that differs to the last, a sample's header where it began. */
    private static List<String> difference(List<String> expected, List<String> found) {
        int[][] common = new int[expected.size() + 1][found.size() + 1];
        for (int i = expected.size() - 1; i >= 0; i--) {
            for (int j = found.size() - 1; j >= 0; j--) {
                common[i][j] = expected.get(i).equals(found.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<String> lines = new ArrayList<>();
        String header = "";
        int i = 0;
        int j = 0;
        while (i < expected.size() || j < found.size()) {
            if (i < expected.size() && j < found.size() && expected.get(i).equals(found.get(j))) {
                header = found.get(j).startsWith("== ") ? found.get(j) : header;
                i++;
                j++;
                continue;
            }
            if (!header.isEmpty()) {
                lines.add(header);
                header = "";
            }
            boolean missing = j == found.size() || i < expected.size() && common[i + 1][j] >= common[i][j + 1];
            lines.add(missing ? "- " + expected.get(i++) : "+ " + found.get(j++));
        }
        return lines;
    }

    private static Answer run(String... arguments) {
        return Answer.of((Object[]) arguments);
    }
}
