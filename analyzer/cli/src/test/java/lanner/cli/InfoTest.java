package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import lanner.capture.CaptureEnd;
import lanner.capture.InlineLevel;
import lanner.capture.SegmentHeader;
import lanner.capture.SegmentPolicy;
import lanner.capture.event.AsyncParams;
import lanner.capture.event.ContainerRecord;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.OpenatParams;
import lanner.capture.event.UserRecord;
import lanner.capture.kit.CaptureStory;
import lanner.capture.queue.QueueCaptureWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code info} leads with what people ask. */
class InfoTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long NOON = 1_700_000_000L * SECOND;

    @TempDir
    Path directory;

    private static String info(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "info";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Answer.of((Object[]) all).out();
    }

    private Path capture(
            List<String> command, String zone, Map<String, String> attributes, CaptureEnd end, long seconds)
            throws IOException {
        Path capture = directory.resolve("x.lanner");
        SegmentHeader header = new SegmentHeader(
                        new SegmentHeader.Origin("id", "lanner test", command, "/w"),
                        new SegmentHeader.Host("box", "6.1", "x86_64", "boot", 1, 2, zone),
                        new SegmentHeader.Content("forensic", "openat", 4096, 80, "none", List.of()))
                .withAttributes(attributes);
        QueueCaptureWriter writer = QueueCaptureWriter.create(capture, true, header, SegmentPolicy.KEEP_ALL, NOON, 1);
        EventEncoder encoder = new EventEncoder();
        writer.append(encoder.begin(EventType.USER, 0, NOON, 1)
                .number(UserRecord.UID, 0)
                .number(UserRecord.GID, 1000)
                .text(UserRecord.NAME, "sam")
                .text(UserRecord.HOME, "/home/sam")
                .text(UserRecord.SHELL, "/bin/sh"));
        writer.append(encoder.begin(EventType.OPENAT, 9, NOON, 1)
                .number(OpenatParams.DIRFD, -100)
                .text(OpenatParams.NAME, "/etc/shadow")
                .number(OpenatParams.FLAGS, 1)
                .number(OpenatParams.MODE, 0)
                .result(-13));
        writer.append(encoder.begin(EventType.MKDIR, 9, NOON + seconds * SECOND, 1 + seconds * SECOND)
                .text(EventType.MKDIR.indexOf("path"), "/made")
                .result(0));
        writer.close(end);
        return capture;
    }

    @Test
    void aSampleReadsSo() {
        Path samples = Path.of("../../sample-captures").toAbsolutePath().normalize();
        assertThat(info(samples.resolve("container-escape.lanner").toString())).startsWith("""
            command:        sh /tmp/.out/out.sh
            when:           2026-11-25 18:26:56 UTC
            how long:       96.8 ms
            exit:           0
            processes:      17, which executed 18 programs
            users:          root (0)
            containers:     5ca1ab1e0ddb (docker)
            activity:       908 events; 2 connections made, 0 accepted; 8 calls refused (EPERM, EACCES)
            inline:         off
            incomplete:     2 arguments were cut at the snap lengths
            directory:      /tmp
            """);
    }

    @Test
    void theRecordersOwnContainerIsNamedWhereControlGroupsSayNothing() throws Exception {
        Path capture = directory.resolve("inside.lanner");
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.event(
                            EventType.CONTAINER_FACTS,
                            0,
                            event -> event.text(ContainerRecord.ID, "ab".repeat(32))
                                    .text(ContainerRecord.ENGINE, "docker\u001b[m"))
                    .process(7, 1, "find")
                    .opens(7, "/etc/hosts");
        }
        assertThat(info(capture.toString()).lines()).contains("containers:     abababababab (docker\\x1b[m)");
        assertThat(info("--json", capture.toString())).contains("\"containers\":[\"abababababab (docker\\u001b[m)\"]");
    }

    @Test
    void whatProcessesRecordedThemselvesIsCountedAndWhyItEndedIsNamed() throws Exception {
        Path capture = directory.resolve("inline.lanner");
        try (CaptureStory story = CaptureStory.at(capture, InlineLevel.LOOK)) {
            story.process(7, 1, "find")
                    .lasting(250)
                    .opens(7, "/etc/hosts")
                    .inlineStarts(7, InlineLevel.LOOK, "16 calls")
                    .closes(7, 3)
                    .closes(7, 4)
                    .inlineEnds(7, "exec", 2)
                    .inlineEnds(7, "own seccomp filter", 0)
                    .opens(7, "/etc/hosts");
        }
        assertThat(info(capture.toString()).lines())
                .contains("inline:         look: 2 of 7 events recorded inside 1 process, as their own statements;"
                        + " ended 1 time: exec; ended 1 time: own seccomp filter");
        assertThat(info("--json", capture.toString()))
                .contains("\"format\":2,")
                .contains("\"inline\":\"look\",\"inline events\":2,\"inline processes\":1,"
                        + "\"inline ends\":{\"exec\":1,\"own seccomp filter\":1}");
        String printed = Answer.of("events", capture, "-p", "%evt.type %lanner.inline %lanner.duration %lanner.args")
                .out();
        assertThat(printed).contains("""
            inline_start false <NA> pid=7(find) level=look reason=16 calls
            close true 250 res=0 fd=3(<f>/etc/hosts) [inline]
            """);
    }

    @Test
    void aNameOfAnEventThatTheCaptureMadeUpIsEscaped() throws Exception {
        Path capture = directory.resolve("named.lanner");
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(7, 1, "find")
                    .event(
                            EventType.ASYNCEVENT,
                            7,
                            event -> event.text(AsyncParams.NAME, "\u001b]0;x\u0007\nincomplete:     no"));
        }
        assertThat(info(capture.toString()).lines()).noneMatch(line -> line.contains("\u001b"));
        assertThat(info(capture.toString())).contains("\\x1b]0;x\\x07\\nincomplete:     no");
    }

    @Test
    void reasonsWithoutEndAreCountedTogether() throws Exception {
        Path capture = directory.resolve("reasons.lanner");
        try (CaptureStory story = CaptureStory.at(capture, InlineLevel.LOOK)) {
            story.process(7, 1, "find");
            for (int i = 0; i < 50; i++) {
                story.inlineEnds(7, "reason " + i, 0);
            }
        }
        assertThat(info("--json", capture.toString()))
                .contains("\"others\":30", "\"reason 19\":1")
                .doesNotContain("reason 20");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        0   | exited    | 0
        3   | exited    | 3
        137 | exited    | 137 (128 + 9: a signal, or so it exited)
        -1  | detached  | unknown; detached
        """)
    void theExitIsAsAShellTellsIt(int status, String reason, String words) throws Exception {
        Path capture = capture(List.of("x"), "UTC", Map.of(), new CaptureEnd(status, reason, Map.of()), 1);
        assertThat(info(capture.toString()).lines()).contains("exit:           " + words);
    }

    @Test
    void aUserThatTheCaptureNeverNamedIsUnknown() throws Exception {
        Path capture = capture(List.of("x"), "UTC", Map.of(), new CaptureEnd(0, "exited", Map.of()), 1);
        assertThat(info(capture.toString()).lines()).contains("users:          unknown");
        assertThat(info("--json", capture.toString()))
                .contains("\"users\":[\"unknown\"]")
                .doesNotContain("4294967295");
    }

    @Test
    void whatAnImportedCaptureDoesNotTellIsNotSaidToBeEmptyZeroOrCutOff() throws Exception {
        Path capture = capture(List.of("x"), "UTC", Map.of(), new CaptureEnd(0, "exited", Map.of()), 1);
        String scap = directory.resolve("x.scap").toString();
        assertThat(Answer.of("export", capture, "--to", "scap", "-o", scap).status())
                .isZero();
        String said = info("--verbose", scap);
        assertThat(said.lines())
                .contains("command:        unknown", "exit:           unknown")
                .noneMatch(line -> line.matches("[a-z ]+: +"))
                .noneMatch(line -> line.startsWith("snap lengths:"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        0     | 0.0 ms
        59    | 59.0 s
        61    | 1 min 1 s
        7260  | 2 h 1 min
        """)
    void timesAreInUnitsOfTheirSize(long seconds, String words) throws Exception {
        Path capture = capture(List.of("x"), "UTC", Map.of(), new CaptureEnd(0, "exited", Map.of()), seconds);
        assertThat(info(capture.toString()).lines()).contains("how long:       " + words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        UTC           | 2023-11-14 22:13:20 UTC
        Europe/Berlin | 2023-11-14 23:13:20 Europe/Berlin (2023-11-14 22:13:20 UTC)
        no such zone  | 2023-11-14 22:13:20 UTC
        """)
    void theTimeIsThatOfTheRecordedMachineAndUtc(String zone, String words) throws Exception {
        Path capture = capture(List.of("x"), zone, Map.of(), new CaptureEnd(0, "exited", Map.of()), 1);
        assertThat(info(capture.toString()).lines()).contains("when:           " + words);
    }

    @Test
    void aCommandIsAsAShellWouldReadItAndEscaped() throws Exception {
        Path capture = capture(
                List.of("sh", "-c", "echo \u001b[31m it's", ""),
                "UTC",
                Map.of(),
                new CaptureEnd(0, "exited", Map.of()),
                1);
        assertThat(info(capture.toString()))
                .startsWith("command:        sh -c $'echo \\033[31m it\\'s' ''\n")
                .doesNotContain("\u001b");
        Path attached = capture(
                List.of(), "UTC", Map.of(SegmentHeader.ATTACHED_TO, "7"), new CaptureEnd(0, "detached", Map.of()), 1);
        assertThat(info(attached.toString())).startsWith("command:        none: attached to 7\n");
    }

    @Test
    void whatCouldNotBeHadIsSaid() throws Exception {
        Map<String, Long> counters =
                Map.of("unreadable", 1L, "cut", 2L, "sockets_without_ends", 3L, "stops_unserved", 4L, "stops", 9L);
        Path capture = capture(List.of("x"), "UTC", Map.of(), new CaptureEnd(0, "exited", counters), 1);
        assertThat(info(capture.toString()))
                .contains("incomplete:     1 argument could not be read; 2 arguments were cut at the snap lengths;"
                        + " 3 calls on sockets lack the addresses of their connection;"
                        + " 4 stops could not be handled, their calls are not recorded\n");
        assertThat(info("--json", capture.toString()))
                .contains("\"incomplete\":[\"1 argument could not be read\"", "\"stops\":9", "\"calls refused\":1");
        try (FileChannel file = FileChannel.open(capture.resolve("19700101F.cq4"), StandardOpenOption.WRITE)) {
            file.truncate(Files.size(capture.resolve("19700101F.cq4")) - 100);
        }
        assertThat(info(capture.toString())).contains("incomplete:     it has no footer: the recorder was killed");
    }

    @Test
    void whatAKilledRecorderLeftInItsProcessesIsSaid() throws Exception {
        for (String level : List.of("off", "look", "open")) {
            CaptureEnd end = new CaptureEnd(0, "exited", Map.of());
            Path capture = capture(List.of("x"), "UTC", Map.of(SegmentHeader.INLINE, level), end, 1);
            String sentence = "the last calls that processes had recorded themselves";
            assertThat(info(capture.toString())).doesNotContain(sentence);
            assertThat(Answer.of("verify", capture).out()).doesNotContain(sentence);
            try (FileChannel file = FileChannel.open(capture.resolve("19700101F.cq4"), StandardOpenOption.WRITE)) {
                file.truncate(Files.size(capture.resolve("19700101F.cq4")) - 100);
            }
            boolean said = !level.equals("off");
            assertThat(info(capture.toString()).contains(sentence)).as(level).isEqualTo(said);
            assertThat(Answer.of("verify", capture).out().contains(sentence))
                    .as(level)
                    .isEqualTo(said);
        }
    }

    @Test
    void tracedCallsAndCountersAreForThoseWhoAsk() throws Exception {
        Path capture = capture(List.of("x"), "UTC", Map.of(), new CaptureEnd(0, "exited", Map.of("stops", 9L)), 1);
        assertThat(info(capture.toString())).doesNotContain("traced calls").doesNotContain("stops:");
        assertThat(info("--verbose", capture.toString()))
                .contains("traced calls:   openat\n")
                .contains("stops:          9\n");
        assertThat(info("--json", capture.toString())).contains("\"traced calls\":\"openat\"");
    }
}
