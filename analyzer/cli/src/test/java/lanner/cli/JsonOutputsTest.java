package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import lanner.capture.kit.CaptureStory;
import lanner.engine.json.JsonText;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

/** Whatever bytes a program uses as names and whatever a rule file says, every output that is JSON is JSON, and true. */
@Timeout(600)
class JsonOutputsTest {
    private static final int FILES = 60;
    private static final long SEED = 17;

    /** Latin letters, other scripts, a plane beyond the first, a zero-width space, marks that combine. */
    private static final int[] ALPHABET = {
        'a', '"', '\\', '/', ' ', '\'', '%', 'é', 'ö', 'ß', 'Ł', 'ź', 'щ', '日', '本', 0x301, 0x200B, 0x1F985, 0x20000,
        0x10FFFD
    };

    /** A capital A with tilde, a thorn and their like: UTF-8 read a byte a character. None is in the alphabet. */
    private static final String SPOILT =
            "\u00c2\u00c3\u00c4\u00c5\u00c6\u00cc\u00cd\u00d0\u00d1\u00e2\u00e3\u00e6\u00f0\u00f4\ufffd";

    /** Bytes that are no UTF-8 alone: continuation, overlong, surrogates, truncated, too large; and controls. */
    private static final List<String> BROKEN = List.of(
            "\u0080",
            "\u00bf",
            "\u00c0\u00af",
            "\u00c1\u00bf",
            "\u00e0\u0080\u00af",
            "\u00f0\u0080\u0080\u00af",
            "\u00ed\u00a0\u0080",
            "\u00ed\u00b0\u0080",
            "\u00ed\u00a0\u00bd\u00ed\u00b8\u0080",
            "\u00c3",
            "\u00e2\u0082",
            "\u00f0\u009f\u00a6",
            "\u00f4\u0090\u0080\u0080",
            "\u00f8\u0088\u0080\u0080\u0080",
            "\u00fe",
            "\u00ff",
            "\u0001",
            "\u001b[31m",
            "\u007f",
            "\n",
            "\t",
            "\r",
            "\u00c2\u009b",
            "\u00e2\u0080\u00ae",
            "\u00ef\u00bb\u00bf");

    @TempDir
    private static Path directory;

    private static Path capture;
    private static Path broken;
    private static Path rules;
    private static Path tests;
    private static Path passing;
    private static final List<String> NAMES = new ArrayList<>();

    @BeforeAll
    static void recordNamesOfEveryKind() throws IOException {
        Random random = new Random(SEED);
        directory = Files.createDirectory(directory.resolve("größe Łódź 🦅"));
        capture = directory.resolve("é.lanner");
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.process(9, 1, CaptureStory.bytes("mañana"));
            for (int i = 0; i < FILES; i++) {
                NAMES.add("/letters/é" + name(random));
                written.opens(9, JsonText.latin(NAMES.get(i)));
            }
            written.runs(9, 1, JsonText.latin("/bin/größe"), JsonText.latin("größe"), JsonText.latin("日本 🦅"));
        }
        broken = directory.resolve("broken.lanner");
        try (CaptureStory written = CaptureStory.at(broken)) {
            written.process(9, 1, "x");
            for (String each : BROKEN) {
                written.opens(9, "/letters/" + each).opens(9, "/letters/" + each + "b" + each);
            }
            for (int i = 0; i < FILES; i++) {
                byte[] bytes = new byte[1 + random.nextInt(30)];
                random.nextBytes(bytes);
                written.opens(9, "/letters/" + new String(bytes, StandardCharsets.ISO_8859_1).replace('\0', '/'));
            }
        }
        rules = Files.writeString(directory.resolve("日本.yaml"), """
            - list: größe_list
              items: [é, Łódź, 🦅]
            - macro: opens
              condition: evt.type in (open, openat)
            - rule: größe Łódź 🦅 "é"
              desc: 日本 é
              condition: opens and fd.name contains /letters/ and not proc.name in (größe_list, größe) and proc.env[größe] = ""
              output: "é opened %fd.name by %proc.name 🦅 %proc.env[größe]"
              priority: WARNING
              tags: [größe, Łódź, 🦅]
              exceptions:
                - {name: ausnähme, fields: [proc.name], values: [[Łódź]]}
            - rule: kleiné
              desc: never
              condition: evt.type = execve and proc.name = größe and proc.name = Łódźes_is_longer_than_that
              output: "%proc.exepath"
              priority: INFO
            """);
        tests = Files.writeString(directory.resolve("größe.test.yaml"), """
            rules: 日本.yaml
            tests:
              - name: Łódź é
                capture: é.lanner
                expect: [{rule: kleiné}, {rule: 'größe Łódź 🦅 "é"', output: 日本, fields: {fd.name: é}}]
            """);
        passing = Files.writeString(directory.resolve("é.test.yaml"), """
            rules: 日本.yaml
            tests:
              - name: Łódź é
                capture: é.lanner
                expect: [{rule: 'größe Łódź 🦅 "é"'}]
            """);
    }

    private static String name(Random random) {
        StringBuilder name = new StringBuilder();
        for (int i = 1 + random.nextInt(20); i > 0; i--) {
            name.appendCodePoint(ALPHABET[random.nextInt(ALPHABET.length)]);
        }
        return name.toString();
    }

    static Stream<Integer> planes() {
        return IntStream.rangeClosed(0, 16).boxed();
    }

    @ParameterizedTest
    @MethodSource("planes")
    void everyCharacterOfEveryPlaneComesBackAsItself(int plane) {
        for (int start = plane << 16; start < plane + 1 << 16; start += 256) {
            StringBuilder text = new StringBuilder();
            IntStream.range(start, start + 256)
                    .filter(point -> point < 0xD800 || point > 0xDFFF)
                    .forEach(point -> text.appendCodePoint(point).append('.'));
            String latin = JsonText.latin(text.toString());
            String json = JsonText.write(Map.of(latin, List.of(latin)));
            assertThat(StrictJson.read(json.getBytes(StandardCharsets.UTF_8)))
                    .as("from U+%04X", start)
                    .isEqualTo(Map.of(text.toString(), List.of(text.toString())));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u001b", "\u007f", "\u009b", "\u200e", "\u202e", "\u2028", "\u2066", "\ufeff"})
    void whatMovesACursorOrTurnsTextRoundIsEscaped(String control) {
        assertThat(JsonText.write(JsonText.latin(control)))
                .isEqualTo(String.format("\"\\u%04x\"", (int) control.charAt(0)));
    }

    @ParameterizedTest
    @CsvSource({
        "80, 1",
        "bf, 1",
        "c0af, 2",
        "c1bf, 2",
        "e080af, 3",
        "f08080af, 4",
        "eda080, 1",
        "c3, 1",
        "e282, 1",
        "f09fa6, 1",
        "f4908080, 4",
        "fe, 1",
        "ff, 1",
        "c3c3a9, 1"
    })
    void whatIsNoUtf8IsTheReplacementCharacterOnceForEachPartThatCannotBegin(String hex, int lost) {
        String bytes = new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
        String read = (String) StrictJson.read(JsonText.write("<" + bytes + ">"));
        assertThat(read.chars().filter(c -> c == 0xFFFD).count()).isEqualTo(lost);
        assertThat(read).startsWith("<").endsWith(">");
    }

    @Test
    void aNumberThatJsonLacksIsNull() {
        assertThat(JsonText.write(List.of(Double.NaN, Double.POSITIVE_INFINITY, 0.5)))
                .isEqualTo("[null,null,0.5]");
    }

    /** Command lines whose output is JSON, a value a line; CAPTURE, RULES and the like are replaced. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "analyze CAPTURE -r RULES --json",
                "analyze CAPTURE -r RULES --output stdout:,format=json",
                "events CAPTURE --json",
                "events CAPTURE --json -p %fd.name|%proc.env[größe]|%proc.cmdline|%evt.args",
                "export CAPTURE --to jsonl",
                "export CAPTURE --to timesketch",
                "export CAPTURE --to jsonl --fields fd.name,proc.env[größe]",
                "export CAPTURE --to jsonl --alerts -r RULES",
                "export CAPTURE --to timesketch --alerts -r RULES",
                "explain CAPTURE -r RULES --rule NAME --nearest 50 --json",
                "explain CAPTURE -r RULES --rule KLEIN --missed --json",
                "info CAPTURE --json",
                "summary CAPTURE -r RULES --json",
                "tree CAPTURE -r RULES --json",
                "top CAPTURE --by fd.name,proc.env[größe],proc.cmdline --json",
                "top CAPTURE --slowest --json",
                "rules check RULES --json",
                "rules list RULES --json",
                "rules show NAME RULES --json",
                "rules fields --json",
                "rules diff RULES OTHER --captures CAPTURE --json",
                "rules diff RULES OTHER --captures CAPTURE --all --json",
                "rules cost CAPTURE -r RULES --json",
                "rules coverage CAPTURE -r RULES --json",
                "rules exception --from CAPTURE:3 -r RULES --captures CAPTURE --json",
                "rules mutate PASSING --json",
                "test TESTS --format json",
            })
    void everyOutputIsJsonAndNoNameIsSpoilt(String line) throws IOException {
        for (Object value : values(run(line, capture))) {
            assertThat(StrictJson.texts(value))
                    .as(line)
                    .allSatisfy(text -> assertThat(text)
                            .matches(each -> each.chars().noneMatch(c -> SPOILT.indexOf(c) >= 0), "spoilt nowhere"));
        }
        if (!line.contains("exception") && !line.contains("TESTS") && !line.contains("KLEIN")) {
            values(run(line, broken));
        }
    }

    @Test
    void explainSaysThatNothingWasMissedBesideTheJson() throws IOException {
        Answer answer = run("explain CAPTURE -r RULES --rule NAME --missed --json", capture);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).contains("'größe Łódź 🦅 \"é\"' matched all 60 events");
    }

    private static List<Object> values(Answer answer) {
        assertThat(answer.out()).as(answer.err()).isNotEmpty();
        return answer.out()
                .lines()
                .map(each -> StrictJson.read(each.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private static Answer run(String line, Path capture) throws IOException {
        Path other = Files.writeString(
                directory.resolve("other é.yaml"),
                Files.readString(rules).replace("é opened", "e opened").replace("kleiné", "kleinöß"));
        return Answer.of(Stream.of(line.split(" "))
                .map(word -> switch (word) {
                    case "CAPTURE" -> capture.toString();
                    case "CAPTURE:3" -> capture + ":3";
                    case "RULES" -> rules.toString();
                    case "OTHER" -> other.toString();
                    case "PASSING" -> passing.toString();
                    case "TESTS" -> tests.toString();
                    case "KLEIN" -> "kleiné";
                    case "NAME" -> "größe Łódź 🦅 \"é\"";
                    default -> word;
                })
                .toArray());
    }

    @Test
    void anAlertHasItsNamesTagsAndTextAsTheyAre() throws IOException {
        List<Object> alerts = values(run("analyze CAPTURE -r RULES --json", capture));
        assertThat(alerts).hasSize(FILES);
        for (int i = 0; i < FILES; i++) {
            Map<?, ?> alert = (Map<?, ?>) alerts.get(i);
            assertThat(alert.get("rule")).isEqualTo("größe Łódź 🦅 \"é\"");
            assertThat(alert.get("tags")).isEqualTo(List.of("größe", "Łódź", "🦅"));
            assertThat((String) alert.get("output"))
                    .contains("é opened /letters/é")
                    .contains("by mañana 🦅");
            assertThat(((Map<?, ?>) alert.get("output_fields")).get("proc.name"))
                    .isEqualTo("mañana");
            assertThat(((Map<?, ?>) alert.get("output_fields")).get("fd.name")).isEqualTo(resolved(NAMES.get(i)));
        }
    }

    /** What the engine makes of a path that holds empty parts. */
    private static String resolved(String path) {
        String name = path.replaceAll("/+", "/");
        return name.length() > 1 && name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    }

    @Test
    void aFileAProgramAndAWebhookGetTheSame() throws Exception {
        List<String> bodies = Collections.synchronizedList(new ArrayList<>());
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        Path file = directory.resolve("alerts.json");
        Path piped = directory.resolve("piped.json");
        String web = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        for (Path each : List.of(capture, broken)) {
            Answer answer = Answer.of(
                    "analyze",
                    each,
                    "-r",
                    rules,
                    "--json",
                    "--output",
                    "stdout",
                    "--output",
                    "file:" + file,
                    "--output",
                    "program:cat >> '" + piped + "',keep_alive=true",
                    "--output",
                    web,
                    "--output",
                    web + ",batch=7");
            assertThat(answer.err()).doesNotContain("not delivered");
            List<Object> printed = values(answer);
            assertThat(lines(file)).isEqualTo(printed);
            assertThat(lines(piped)).isEqualTo(printed);
            List<Object> sent = new ArrayList<>();
            bodies.stream().map(StrictJson::read).forEach(body -> {
                if (body instanceof List<?> many) {
                    sent.addAll(many);
                } else {
                    sent.add(body);
                }
            });
            assertThat(sent).hasSize(2 * printed.size()).containsAll(printed);
            bodies.clear();
            Files.delete(file);
            Files.delete(piped);
        }
        server.stop(0);
    }

    private static List<Object> lines(Path file) throws IOException {
        return Stream.of(Files.readString(file).split("\n"))
                .map(StrictJson::read)
                .toList();
    }

    @Test
    void junitIsXmlAndTapSaysTheNames() throws Exception {
        Answer junit = run("test TESTS --format junit", capture);
        assertThat(junit.out()).contains("Łódź é", "größe.test.yaml");
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(junit.out())));
        assertThat(run("test TESTS --format tap", capture).out()).contains("Łódź é", "größe.test.yaml");
    }

    @Test
    void parsedConditionsComeBackAsTheyAre() {
        String line = JsonText.write(Map.of("condition", JsonText.latin("proc.name = größe or proc.name = 🦅")));
        Map<?, ?> answer = (Map<?, ?>) StrictJson.read(JsonText.write(RulesCommand.Parse.answer(line)));
        assertThat((String) answer.get("canonical")).contains("größe", "🦅");
    }

    @Test
    void textForPeopleHasTheNamesToo() throws IOException {
        for (String line : List.of(
                "analyze CAPTURE -r RULES",
                "rules list RULES",
                "rules show NAME RULES",
                "explain CAPTURE -r RULES --rule NAME")) {
            assertThat(run(line, capture).out())
                    .as(line)
                    .containsAnyOf("größe Łódź 🦅", "é opened")
                    .matches(each -> each.chars().noneMatch(c -> SPOILT.indexOf(c) >= 0), "spoilt nowhere");
        }
    }
}
