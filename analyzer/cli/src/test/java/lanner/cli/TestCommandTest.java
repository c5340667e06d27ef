package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import lanner.capture.CaptureEnd;
import lanner.capture.SegmentHeader;
import lanner.capture.SegmentPolicy;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.OpenatParams;
import lanner.capture.event.ProcessRecord;
import lanner.capture.kit.CaptureStory;
import lanner.capture.queue.QueueCaptureWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class TestCommandTest {
    private static final String HEAD = """
            rules: r.yaml
            tests:
              - name: shadow
                capture: x.lanner
            """;

    @TempDir
    static Path directory;

    @BeforeAll
    static void recordThreeOpens() throws Exception {
        SegmentHeader header = new SegmentHeader(
                new SegmentHeader.Origin("id", "test", List.of("cat"), "/"),
                new SegmentHeader.Host("box", "6.1", "x86_64", "", 1, 2, "UTC"),
                new SegmentHeader.Content("all", "", 1, 1, "none", List.of()));
        QueueCaptureWriter writer =
                QueueCaptureWriter.create(directory.resolve("x.lanner"), false, header, SegmentPolicy.KEEP_ALL, 1, 1);
        EventEncoder encoder = new EventEncoder();
        writer.append(encoder.begin(EventType.PROCESS, 0, 1, 1)
                .number(ProcessRecord.TID, 9)
                .number(ProcessRecord.PID, 9)
                .number(ProcessRecord.PTID, 1)
                .text(ProcessRecord.COMM, "cat")
                .text(ProcessRecord.CWD, "/"));
        for (String file : List.of("/etc/passwd", "/etc/shadow", "/etc/shadow")) {
            writer.append(encoder.begin(EventType.OPENAT, 9, 5, 5)
                    .result(3)
                    .number(OpenatParams.DIRFD, -100)
                    .text(OpenatParams.NAME, file)
                    .number(OpenatParams.FLAGS, 1)
                    .number(OpenatParams.MODE, 0));
        }
        writer.close(new CaptureEnd(0, "exited", Map.of()));
        Files.writeString(directory.resolve("r.yaml"), """
                - macro: opens
                  condition: evt.type in (open, openat)
                - rule: Shadow
                  desc: d
                  condition: opens and fd.name=/etc/shadow
                  output: read by %proc.name
                  priority: WARNING
                - rule: Hosts
                  desc: d
                  condition: opens and fd.name=/etc/hosts
                  output: hosts
                  priority: INFO
                """);
    }

    private static Answer run(String tests, String... options) throws IOException {
        Path file = Files.writeString(directory.resolve("t.test.yaml"), tests);
        Object[] line = new Object[options.length + 2];
        line[0] = "test";
        line[1] = file;
        System.arraycopy(options, 0, line, 2, options.length);
        return Answer.of(line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "expect: [{rule: Shadow}] | 0 | ok",
                "expect: [{rule: Shadow, count: 2, priority: warning, output: by cat, fields: {fd.name: /etc/shadow}}] | 0 | ok",
                "expect: [{rule: Shadow, count: 2..5}] | 0 | ok",
                "silent: Hosts | 0 | ok",
                "{expect: [{rule: Shadow}], others: forbidden} | 0 | ok",
                "expect: [{rule: Shadow, count: 3..}] | 1 | 'Shadow' was expected at least 3 times, but was raised 2 times",
                "expect: [{rule: Shadow, count: 1}] | 1 | 'Shadow' was expected 1 time, but was raised 2 times",
                "expect: [{rule: Shadow, priority: info}] | 1 | ! priority   Informational   Warning",
                "expect: [{rule: Shadow, output: by dog}] | 1 | ! output contains   by dog     read by cat",
                "expect: [{rule: Shadow, fields: {proc.name: dog}}] | 1 | ! proc.name   dog        cat",
                "expect: [{rule: Hosts}] | 1 | fd.name = /etc/hosts  is false  fd.name = /etc/passwd",
                "silent: Shadow | 1 | 'Shadow' was expected to be silent, but was raised 2 times",
                "{silent: Hosts, others: forbidden} | 1 | 'Shadow' was expected to be silent",
                "expect: [{rule: Nobody}] | 1 | there is no rule 'Nobody' among the 2 of its rule files",
            })
    void aTestPassesOrSaysWhatIsDifferentAndWhy(String body, int status, String words) throws IOException {
        String keys = body.startsWith("{")
                ? body.substring(1, body.length() - 1)
                        .replace(", others", "\n    others")
                        .replace("forbidden", "forbidden")
                : body;
        Answer answer = run(HEAD + "    " + keys + "\n");
        assertThat(answer.out()).as(answer.err()).contains(words);
        assertThat(answer.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "    nothing: 1 | :5:14: there is no key 'nothing'",
                "    expect: [{rule: Shadow, count: many}] | :5:36: a count is 3, 2..5 or 2..",
                "    expect: [{count: 1}] | :5:14: an expected alert needs its rule",
                "    match: some | :5:12: write one of all, first, not 'some'",
                "    script: echo | :5:13: a test has a capture or a script, not both",
                "    needs: a/b | :5:12: a need is root, user-namespaces, unfiltered-calls or a program's name, not 'a/b'",
                "    needs: [sh, sh] | :5:17: the need 'sh' is there twice",
                "    needs: {a: b} | :5:12: a text belongs here",
                "    expect: [{rule: Shadow, fields: {no.field: 1}}] | :5:48: 'no.field' is not a field",
                "    others: allowed | :3:5: a test needs expect, silent or others: forbidden; this one cannot fail",
            })
    void aWrongFileIsNamedWithLineAndColumn(String line, String words) throws IOException {
        Answer answer = run(HEAD + "    " + line.strip() + "\n");
        assertThat(answer.status()).isEqualTo(3);
        assertThat(answer.err()).contains("t.test.yaml" + words);
    }

    @Test
    void resultsAreWrittenForBuildServers() throws Exception {
        String tests = HEAD
                + "    expect: [{rule: Shadow}]\n  - {name: 'a <b> & \"c\" # d', capture: x.lanner, silent: Shadow}\n";
        Path xml = directory.resolve("junit.xml");

        Answer tap = run(tests, "--format", "tap", "--junit", xml.toString());

        assertThat(tap.status()).isEqualTo(1);
        assertThat(tap.out())
                .startsWith(
                        "TAP version 14\n1..2\nok 1 - shadow\nnot ok 2 - a <b> & \"c\" \\# d\n  ---\n  message: \"'Shadow' was expected to be silent, but was raised 2 times\"\n");
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(Files.readString(xml).getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(2);
        assertThat(document.getElementsByTagName("failure").getLength()).isEqualTo(1);
        assertThat(document.getElementsByTagName("testsuite")
                        .item(0)
                        .getAttributes()
                        .getNamedItem("failures")
                        .getNodeValue())
                .isEqualTo("1");
        Element testCase = (Element) document.getElementsByTagName("testcase").item(1);
        assertThat(testCase.getAttribute("name")).isEqualTo("a <b> & \"c\" # d");
        assertThat(testCase.getAttribute("file")).endsWith("/t.test.yaml");
        assertThat(testCase.getAttribute("classname")).endsWith(".t").doesNotContain("/");
        Element failure = (Element) testCase.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("type")).isEqualTo("silent");
        assertThat(failure.getAttribute("message"))
                .isEqualTo("'Shadow' was expected to be silent, but was raised 2 times");
        assertThat(failure.getTextContent()).contains("\n  event 2: read by cat");
        assertThat(run(tests, "--format", "json").out())
                .contains("\"name\":\"shadow\"", "\"result\":\"passed\"", "\"result\":\"failed\"");
        assertThat(run(tests, "--only", "shadow").status()).isZero();
        assertThat(run(tests, "--only", "nothing of that name").status()).isEqualTo(3);
    }

    @Test
    void aTestThatCannotBeJudgedIsAnErrorForBuildServers() throws IOException {
        String out = run(HEAD + "    silent: Nobody\n", "--format", "junit").out();
        assertThat(out)
                .contains(
                        "tests=\"1\" failures=\"0\" errors=\"1\"",
                        "<error type=\"error\" message=\"there is no rule 'Nobody'");
        assertThat(run(HEAD + "    silent: Nobody\n", "--format", "tap").out()).contains("  severity: \"error\"\n");
        String skipped = HEAD + "    silent: Shadow\n    needs: no-such-program-here\n";
        assertThat(run(skipped, "--format", "junit").out())
                .contains("skipped=\"1\"", "<skipped message=\"it needs the program no-such-program-here\"/>");
    }

    @Test
    void theLeafThatStoodInTheWayIsShownInItsFile() throws IOException {
        String out = run(HEAD + "    expect: [{rule: Hosts}]\n").out();
        assertThat(out)
                .contains(
                        "fd.name = /etc/hosts  is false  fd.name = /etc/passwd\n",
                        "r.yaml:10:24\n",
                        "        condition: opens and fd.name=/etc/hosts",
                        "\n" + " ".repeat(8 + 21) + "^\n");
    }

    @Test
    void expectedTextsAreCharactersCapturedOnesBytes() throws IOException {
        Path other = directory.resolve("other");
        Files.createDirectories(other);
        try (CaptureStory capture = CaptureStory.at(other.resolve("y.lanner"))) {
            capture.process(9, 1, "cat").opens(9, "/etc/\u00c3\u00a9");
        }
        Files.writeString(other.resolve("r.yaml"), """
                - rule: Accent é
                  desc: d
                  condition: evt.type = openat
                  output: file=%fd.name
                  priority: INFO
                """);
        Path file = Files.writeString(other.resolve("y.test.yaml"), """
                rules: r.yaml
                tests: [{name: é, capture: y.lanner, expect: [{rule: Accent é, output: /é, fields: {fd.name: /etc/é}}]},
                  {name: ü, capture: y.lanner, silent: Accent é}]
                """);

        Answer both = Answer.of("test", file);
        assertThat(both.out()).contains("ok      é (", "FAILED  ü (", "'Accent é' was expected to be silent");
    }

    @Test
    void aTestWhoseNeedIsNotMetIsSkippedWithTheReason() throws IOException {
        String tests = HEAD + "    silent: Shadow\n    needs: no-such-program-here\n";

        Answer answer = run(tests);

        assertThat(answer.status()).isZero();
        assertThat(answer.out()).contains("skipped shadow", "it needs the program no-such-program-here");
        assertThat(run(tests, "--format", "tap").out())
                .contains("ok 1 - shadow # SKIP it needs the program no-such-program-here");
        assertThat(run(HEAD + "    expect: [{rule: Shadow}]\n    needs: [sh]\n").out())
                .startsWith("ok ");
    }

    @Test
    void anOrderThatWasTurnedIsSeen() throws IOException {
        String both = """
                rules: r.yaml
                tests:
                  - name: order
                    capture: x.lanner
                    match: all
                    ordered: true
                    expect:
                      - {rule: Shadow, fields: {evt.num: 3}}
                      - {rule: Shadow, fields: {evt.num: 2}}
                """;
        assertThat(run(both).out()).contains("'Shadow' was raised before the alerts that were expected before it");
    }
}
