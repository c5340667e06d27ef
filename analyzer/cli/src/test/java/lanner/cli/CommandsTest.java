package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import lanner.capture.CaptureEnd;
import lanner.capture.SegmentHeader;
import lanner.capture.SegmentPolicy;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.OpenatParams;
import lanner.capture.event.ProcessRecord;
import lanner.capture.event.UserRecord;
import lanner.capture.queue.QueueCaptureWriter;
import lanner.recorder.Machine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandsTest {
    private static final int OPENS = 60;

    /** {@code -Dlanner.damaged=2000} for the long run. */
    private static final int DAMAGED = Integer.getInteger("lanner.damaged", 600);

    @TempDir
    static Path directory;

    private static Path capture;
    private static Path rules;

    @BeforeAll
    static void recordSomething() throws Exception {
        capture = directory.resolve("x.lanner");
        SegmentHeader header = new SegmentHeader(
                new SegmentHeader.Origin("id", "lanner test", List.of("sh", "work.sh"), "/w"),
                new SegmentHeader.Host("box", "6.1", "x86_64", "boot", 1, 2, "UTC"),
                new SegmentHeader.Content("forensic", "", 4096, 80, "none", List.of()));
        QueueCaptureWriter writer = QueueCaptureWriter.create(capture, false, header, SegmentPolicy.KEEP_ALL, 1, 1);
        EventEncoder encoder = new EventEncoder();
        writer.append(encoder.begin(EventType.USER, 0, 1, 1)
                .number(UserRecord.UID, 0)
                .number(UserRecord.GID, 0)
                .text(UserRecord.NAME, "root")
                .text(UserRecord.HOME, "/root")
                .text(UserRecord.SHELL, "/bin/sh"));
        writer.append(encoder.begin(EventType.PROCESS, 0, 1, 1)
                .number(ProcessRecord.TID, 9)
                .number(ProcessRecord.PID, 9)
                .number(ProcessRecord.PTID, 1)
                .text(ProcessRecord.COMM, "sh")
                .text(ProcessRecord.EXE, "sh")
                .text(ProcessRecord.ARGS, "work.sh\0")
                .text(ProcessRecord.CWD, "/w")
                .number(ProcessRecord.UID, 0));
        for (int n = 0; n < OPENS; n++) {
            writer.append(encoder.begin(EventType.OPENAT, 9, 1_700_000_000_000_000_000L + n, n)
                    .number(OpenatParams.DIRFD, -100)
                    .text(OpenatParams.NAME, n % 10 == 0 ? "/etc/shadow" : "file \u001b[31m" + n)
                    .number(OpenatParams.FLAGS, 1)
                    .number(OpenatParams.MODE, 0)
                    .result(3));
        }
        writer.close(new CaptureEnd(0, "exited", Map.of("stops", 5L)));
        rules = Files.writeString(directory.resolve("r.yaml"), """
                - rule: Shadow read
                  desc: somebody read it
                  condition: evt.type=openat and fd.name=/etc/shadow
                  output: read (file=%fd.name command=%proc.cmdline user=%user.name pod=%k8s.pod.name n=%evt.num)
                  priority: WARNING
                  tags: [b, a]
                """);
    }

    @Test
    void eventsPrintsOneLineAnEventAndEscapesWhatCouldReachTheTerminal() {
        Answer answer = run("events", capture.toString(), "-p", "%evt.num %proc.name %fd.name");
        assertThat(answer.status()).isZero();
        assertThat(answer.out().lines()).hasSize(OPENS);
        assertThat(answer.out().lines().findFirst()).hasValue("1 sh /etc/shadow");
        assertThat(answer.out()).contains("2 sh /w/file \\x1b[31m1").doesNotContain("\u001b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fd.name=/etc/shadow              | 6
            not fd.name=/etc/shadow          | 54
            evt.type=connect                 | 0
            evt.num <= 10                    | 10
            """)
    void eventsCountsWhatAConditionSelects(String filter, String count) {
        assertThat(run("events", capture.toString(), filter, "--count").out().strip())
                .isEqualTo(count);
    }

    @Test
    void analyzePrintsAlertsInFalcosShape() {
        Answer answer = run("analyze", capture.toString(), "-r", rules.toString(), "--json");
        assertThat(answer.status()).isZero();
        assertThat(answer.out().lines()).hasSize(6);
        String line = answer.out().lines().findFirst().orElseThrow();
        assertThat(line.replaceAll("\"output\":\"[0-9:.]+", "\"output\":\"TIME:"))
                .isEqualTo(
                        "{\"error\":null,\"hostname\":\"box\",\"outcome\":\"done\",\"output\":\"TIME: Warning read (file=/etc/shadow command=sh work.sh"
                                + " user=root pod=<NA> n=1)\",\"output_fields\":{\"evt.num\":1,"
                                + "\"evt.time\":1700000000000000000,\"fd.name\":\"/etc/shadow\",\"k8s.pod.name\":null,"
                                + "\"proc.cmdline\":\"sh work.sh\",\"user.name\":\"root\"},\"priority\":\"Warning\","
                                + "\"rule\":\"Shadow read\",\"source\":\"syscall\",\"tags\":[\"a\",\"b\"],"
                                + "\"time\":\"2023-11-14T22:13:20.000000000Z\"}");
        assertThat(answer.err()).contains("60 events", "6 alerts from 1 of 1 rule\n", "Shadow read: 6");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--tag=aa        | --tag aa: no rule has this tag; did you mean 'a'?",
                "--enable=Shadow_read | did you mean 'Shadow read'?",
                "--min-priority=warnign | did you mean 'warning'?",
                "--fail-on=eror  | did you mean 'error'?",
            })
    void analyzeSaysWhatWasMeant(String option, String words) {
        assertThat(run("analyze", capture.toString(), "-r", rules.toString(), option)
                        .err())
                .contains(words);
    }

    @ParameterizedTest
    @CsvSource({
        "--fail-on=warning, 1",
        "--fail-on=critical, 0",
        "--fail-on=warning:done, 1",
        "--fail-on=Warning:DONE, 1",
        "--fail-on=critical:done, 0",
        "--fail-on=warning:refused, 2",
        "--fail-on=:done, 2",
        "--min-priority=error, 0",
        "--tag=a, 0",
        "--match=all, 0",
        "--fail-on=nonsense, 2"
    })
    void analyzeEndsWithTheStatusAskedFor(String option, int status) {
        assertThat(run("analyze", capture.toString(), "-r", rules.toString(), option)
                        .status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nosuchcommand                               | 2
            events                                      | 2
            events CAPTURE fd.name=                     | 2
            events CAPTURE nosuch.field=1               | 2
            events CAPTURE -p %nosuch.field             | 2
            events /nowhere                             | 3
            info /etc/passwd                            | 3
            verify /tmp/nothing-there                   | 3
            analyze CAPTURE -r /nowhere.yaml            | 3
            rules show nosuchrule                       | 3
            rules                                       | 2
            verify CAPTURE                              | 0
            info CAPTURE                                | 0
            rules fields proc.                          | 0
            rules events                                | 0
            completion                                  | 0
            --version                                   | 0
            --help                                      | 0
            analyze --help                              | 0
            """)
    void statusesSayWhatHappenedAndMistakesAreOneClearLine(String line, int status) {
        Answer answer = run(line.replace("CAPTURE", capture.toString()).split(" "));
        assertThat(answer.status()).as(answer.err()).isEqualTo(status);
        assertThat(answer.out() + answer.err())
                .isNotBlank()
                .doesNotContain("Exception")
                .doesNotContain("\tat ");
    }

    @Test
    void aMistakeInAFilterIsPointedAt() {
        assertThat(run("events", capture.toString(), "evt.type=open and fd.nam=x")
                        .err())
                .contains("column 19", "nonexistent field fd.nam", "\n                      ^");
    }

    @Test
    void parentsAreThoseAtBirthOrThoseThatAdopted() {
        String format = "%proc.pid %proc.ppid";
        String usual = run("events", capture.toString(), "-p", format).out();
        assertThat(run("events", capture.toString(), "-p", format, "--parents", "at-birth")
                        .out())
                .isEqualTo(usual);
        assertThat(run("events", capture.toString(), "-p", format, "--parents", "adopted")
                        .out()
                        .lines())
                .hasSameSizeAs(usual.lines().toList());
        String refusal = "--parents is at-birth or adopted, not 'step'";
        assertThat(run("events", capture.toString(), "--parents", "step").err()).contains(refusal);
        assertThat(run("analyze", capture.toString(), "-r", "../../rules", "--parents", "step")
                        .err())
                .contains(refusal);
    }

    @Test
    void parseAnswersEveryLine() {
        String input = """
                {"condition":"evt.type = open"}
                {"condition":"evt.type = "}
                {"other":1, "condition":"m\\u0020or\\tn", "more":[1,{"a":null}]}
                nonsense
                {"condition":5}
                """;
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(run("rules", "parse").out().lines())
                    .containsExactly(
                            "{\"ok\":true,\"canonical\":\"evt.type = open\"}",
                            "{\"ok\":false,\"message\":\"expected a string value or a field with a valid"
                                    + " transformer: 'val', 'tolower', 'toupper', 'b64', 'basename', 'len', 'join',"
                                    + " 'concat', 'getopt'\",\"line\":1,\"column\":12}",
                            "{\"ok\":true,\"canonical\":\"(m or n)\"}",
                            "{\"ok\":false,\"message\":\"the line is no JSON object with a text"
                                    + " 'condition'\",\"line\":1,\"column\":1}",
                            "{\"ok\":false,\"message\":\"the line is no JSON object with a text"
                                    + " 'condition'\",\"line\":1,\"column\":1}");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void damagedCapturesEndEachCommandWithAClearReport() throws Exception {
        Path segment;
        try (Stream<Path> files = Files.list(capture)) {
            segment = files.filter(file -> file.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] whole = Files.readAllBytes(segment);
        Path damaged = Files.createDirectory(directory.resolve("damaged.lanner"));
        Path file = damaged.resolve(segment.getFileName());
        SplittableRandom random = new SplittableRandom(7);
        String[][] commands = {
            {"verify", damaged.toString()},
            {"info", damaged.toString()},
            {"events", damaged.toString(), "-p", "%evt.num"},
            {"analyze", damaged.toString(), "-r", rules.toString()}
        };
        int silent = 0;
        for (int i = 0; i < DAMAGED; i++) {
            byte[] mutated = mutate(whole, random, i % 5);
            if (i % 97 == 0) {
                Files.deleteIfExists(file);
            } else {
                Files.write(file, mutated);
            }
            for (String[] command : commands) {
                Answer answer = run(command);
                String context = "mutation " + i + ": " + String.join(" ", command) + "\n" + answer.err();
                assertThat(answer.status()).as(context).isIn(0, 1, 3);
                assertThat(answer.err()).as(context).doesNotContain("Exception").doesNotContain("internal error");
                if (command[0].equals("events")) {
                    long lines = answer.out().lines().count();
                    if (lines < OPENS) {
                        assertThat(answer.err()).as(context).isNotBlank();
                    } else if (answer.status() == 0 && answer.err().isEmpty()) {
                        silent++;
                    }
                    if (answer.err().contains("good events were read")) {
                        assertThat(answer.err()).as(context).contains(" " + lines + " good events were read");
                    }
                }
            }
            if (Files.exists(file)) {
                assertThat(Files.readAllBytes(file))
                        .as("the input is left as it is")
                        .isEqualTo(mutated);
            }
        }
        assertThat(silent)
                .as("some mutations hit the queue's own pages and harm nothing")
                .isLessThan(DAMAGED * 3 / 4);
    }

    private static byte[] mutate(byte[] whole, SplittableRandom random, int kind) {
        byte[] bytes = whole.clone();
        int from = random.nextBoolean() ? bytes.length - 6000 : 0;
        int at = random.nextInt(from, bytes.length);
        switch (kind) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> {
                for (int i = at; i < Math.min(at + 8, bytes.length); i++) {
                    bytes[i] = (byte) random.nextInt(256);
                }
            }
            case 2 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 3 -> Arrays.fill(bytes, at & ~511, Math.min((at & ~511) + 512, bytes.length), (byte) 0);
            default -> {
                int word = at & ~3;
                for (int i = 0; i < 4 && word + i < bytes.length; i++) {
                    bytes[word + i] = (byte) random.nextInt(256);
                }
            }
        }
        return bytes;
    }

    @Test
    void explainTellsAMatchANearMissAndAnEventThatIsNotThere() throws IOException {
        String[] line = {"explain", capture.toString(), "-r", rules.toString(), "--rule", "Shadow read"};
        Answer fired = run(line);
        assertThat(fired.status()).as(fired.err()).isZero();
        assertThat(fired.out())
                .startsWith("event 1: ")
                .contains(
                        "'Shadow read' matched\n",
                        "  + and\n",
                        "    +* fd.name = /etc/shadow    [fd.name = /etc/shadow]");

        Answer missed =
                run(Stream.concat(Stream.of(line), Stream.of("--missed")).toArray(String[]::new));
        assertThat(missed.status()).isEqualTo(1);
        assertThat(missed.out())
                .contains(
                        "did not match: 1 leaf is the reason",
                        "    -* fd.name = /etc/shadow    [fd.name = /w/file \\x1b[31m1]")
                .doesNotContain("\u001b");

        Answer json = run(Stream.concat(Stream.of(line), Stream.of("--event", "2", "--json"))
                .toArray(String[]::new));
        assertThat(json.out())
                .startsWith("{\"rule\":\"Shadow read\",\"event\":2,")
                .contains("\"matched\":false,\"distance\":1,", "\"verdict\":\"false\",\"decisive\":true");

        Answer none =
                run(Stream.concat(Stream.of(line), Stream.of("--event", "999")).toArray(String[]::new));
        assertThat(none.status()).isEqualTo(3);
        assertThat(none.err()).contains("there is no event 999");
        assertThat(run("explain", capture.toString(), "-r", rules.toString(), "--rule", "nope")
                        .status())
                .isEqualTo(3);
    }

    @Test
    void explainNamesTheRuleThatCameFirst() throws IOException {
        Path both = Files.writeString(directory.resolve("both.yaml"), """
                - rule: Any open
                  desc: d
                  condition: evt.type=openat
                  output: o
                  priority: INFO
                """ + Files.readString(rules));
        assertThat(run("explain", capture.toString(), "-r", both.toString(), "--rule", "Shadow read")
                        .out())
                .contains("'Shadow read' matched, but 'Any open' comes first and raised the alert");
    }

    @Test
    void aScapFileIsMadeReadAnalyzedAndImported() throws IOException {
        Path scap = directory.resolve("x.scap");
        Answer export = run("export", capture.toString(), "--to", "scap", "-o", scap.toString(), "--overwrite");
        assertThat(export.status()).as(export.err()).isZero();
        assertThat(export.err()).contains(" events written to " + scap);

        String all = run("events", capture.toString(), "--count").out();
        assertThat(run("events", scap.toString(), "--count").out()).isEqualTo(all);
        assertThat(run("info", scap.toString()).out()).contains("import of a scap capture");
        assertThat(run("analyze", scap.toString(), "-r", rules.toString()).out())
                .isEqualTo(run("analyze", capture.toString(), "-r", rules.toString())
                        .out())
                .isNotEmpty();
        Path imported = directory.resolve("imported.lanner");
        Answer answer = run("import", scap.toString(), "-o", imported.toString(), "--overwrite");
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(run("verify", imported.toString()).status()).isZero();
        assertThat(run("events", imported.toString(), "--count").out()).isEqualTo(all);
    }

    @Test
    void aFilteredScapFileShowsThatAloneAndKeepsWhatItsStateNeeds() throws IOException {
        Path scap = directory.resolve("opens.scap.gz");
        String filter = "evt.type in (open, openat) and fd.name exists";
        String format = "%evt.type %proc.name %proc.cmdline %proc.pname %fd.name";
        assertThat(run("export", capture.toString(), filter, "--to", "scap", "-o", scap.toString(), "--overwrite")
                        .status())
                .isZero();
        assertThat(run("events", scap.toString(), "-p", format).out())
                .isEqualTo(
                        run("events", capture.toString(), filter, "-p", format).out())
                .isNotEmpty();
    }

    @Test
    void rowsAreTypedAndEveryFormatHasWhatItsReaderWants() throws IOException {
        String[] json = run("export", capture.toString(), "fd.name=/etc/shadow", "--to", "jsonl")
                .out()
                .split("\n");
        assertThat(json[0])
                .startsWith("{\"time\":\"20")
                .contains("\"evt.num\":", "\"evt.type\":\"openat\"")
                .doesNotContain("\"evt.num\":\"");
        String[] csv = run(
                        "export",
                        capture.toString(),
                        "fd.name=/etc/shadow",
                        "--to",
                        "csv",
                        "--fields",
                        "evt.num,proc.name,fd.name")
                .out()
                .split("\n");
        assertThat(csv[0]).isEqualTo("time,evt.num,proc.name,fd.name");
        assertThat(csv[1]).matches("20[0-9-]+T[0-9:.]+Z,[0-9]+,sh,/etc/shadow");
        assertThat(csv).hasSize(json.length + 1);
        assertThat(run("export", capture.toString(), "fd.name=/etc/shadow", "--to", "timesketch")
                        .out()
                        .split("\n"))
                .hasSize(json.length)
                .allSatisfy(line -> assertThat(line)
                        .contains("\"message\":", "\"datetime\":\"20", "\"timestamp_desc\":\"System call ended\""));
        assertThat(run("export", capture.toString(), "--to", "timesketch", "--alerts", "-r", rules.toString())
                        .out())
                .contains("\"timestamp_desc\":\"Alert raised\"", "\"rule\":");
        assertThat(run("export", capture.toString(), "--to", "jsonl", "--from", "2100-01-01T00:00:00Z")
                        .out())
                .isEmpty();
    }

    @Test
    void aPageHoldsTheEventsOfTheFilterAndTheTimesAlone() throws IOException {
        TestedHome.make();
        Path page = directory.resolve("shadow.html");
        String[] line = {
            "export",
            capture.toString(),
            "fd.name=/etc/shadow",
            "--to",
            "html",
            "-r",
            rules.toString(),
            "-o",
            page.toString()
        };
        Answer answer = run(line);
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.err()).containsPattern("lanner: [0-9]+ events? written to " + page);
        assertThat(Files.readString(page))
                .startsWith("<!DOCTYPE html>")
                .contains(": fd.name=/etc/shadow. Times are UTC.", "Shadow read", "<dl id=\"details\">");

        assertThat(run(line).err()).contains("is there already; --overwrite replaces it");
        Answer none = run("export", capture.toString(), "--to", "html", "--from", "2100-01-01T00:00:00Z");
        assertThat(none.status()).as(none.err()).isZero();
        assertThat(none.out()).contains("from 2100-01-01T00:00:00Z", "No event was chosen.");
        assertThat(run("export", capture.toString(), "fd.nme=x", "--to", "html").status())
                .isEqualTo(2);
        assertThat(run(
                                "export",
                                capture.toString(),
                                "--to",
                                "html",
                                "-o",
                                capture.resolve("x.html").toString())
                        .err())
                .contains("lies in the capture, which is never written to");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--to avro | --to is one of scap, scap-0.29, jsonl, csv, timesketch, parquet, html, svg, png, not 'avro'",
                "--to html --alerts -o x.html | --to html takes neither --alerts nor --fields",
                "--to parquet | --to parquet needs the name of a file: -o FILE",
                "--to parquet -o x.parquet | SQL and Parquet need a part that is not installed",
                "--to scap | --to scap needs the name of a file: -o FILE",
                "--to scap --alerts -o x.scap | --to scap takes neither --alerts nor --fields",
                "--to jsonl --from yesterday | --from: 'yesterday' is not a time such as 2026-11-24T10:00:00Z",
                "--to jsonl --fields evt.nothing | --fields: ",
            })
    void anExportThatCannotBeIsAUsageError(String options, String words) {
        List<String> line = new ArrayList<>(List.of("export", capture.toString()));
        line.addAll(List.of(options.split(" ")));
        Answer answer = run(line.toArray(String[]::new));
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.err()).contains(words);
    }

    private static Answer run(String... arguments) {
        return Answer.of((Object[]) arguments);
    }

    @Test
    void theDemoRaisesAtLeastFiveDifferentAlerts() throws IOException {
        TestedHome.make();
        Path demo = directory.resolve("demo.lanner");
        Answer answer = run("demo", "-o", demo.toString());
        Machine.needTracing(answer.err());
        assertThat(answer.status()).as(answer.err()).isZero();
        Answer analyzed = run("analyze", demo.toString(), "--json");
        assertThat(analyzed.out()
                        .lines()
                        .map(line -> line.replaceAll(".*\"rule\":\"([^\"]*)\".*", "$1"))
                        .distinct())
                .hasSizeGreaterThanOrEqualTo(5);
        assertThat(answer.out()).contains("chain: ", "Try next", "install.sh");
    }
}
