package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lanner.capture.json.JsonReader;
import lanner.capture.kit.CaptureStory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings and audit logs that are given together: one order of time for all. */
class TimelineTest {
    /** 2026-11-25T18:20:00Z. */
    private static final long NOON = 1_795_630_800_000_000_000L;

    private static final long SECOND = 1_000_000_000;

    @TempDir
    Path directory;

    private Path log;
    private Path capture;
    private Path rules;

    /** At 1 s somebody enters a pod, at 2 s a shell begins there, at 3 s and 4 s it reads, then somebody enters twice. */
    @BeforeEach
    void anEntryBesideTheShellThatItStarts() throws IOException {
        log = Files.writeString(directory.resolve("audit.jsonl"), exec(1) + exec(4) + exec(4));
        capture = directory.resolve("pod.lanner");
        try (CaptureStory story = CaptureStory.at(capture, NOON + 2 * SECOND).every(SECOND)) {
            story.process(9, 1, "containerd-shim");
            story.runs(9, "sh").opens(9, "/etc/shadow").opens(9, "/etc/passwd");
        }
        rules = Files.writeString(directory.resolve("r.yaml"), """
                - rule: Entered
                  desc: Somebody entered a pod.
                  condition: ka.target.subresource = exec
                  output: Entered (user=%ka.user.name)
                  priority: NOTICE
                  source: k8s_audit
                - rule: Shell
                  desc: A shell began.
                  condition: evt.type in (execve, execveat) and proc.name = sh
                  output: A shell (name=%proc.name)
                  priority: NOTICE
                - rule: Read
                  desc: It read.
                  condition: evt.type = openat and fd.name = /etc/shadow
                  output: It read (file=%fd.name)
                  priority: WARNING
                """);
    }

    private static String exec(int second) {
        return "{\"kind\":\"Event\",\"apiVersion\":\"audit.k8s.io/v1\",\"auditID\":\"a" + second
                + "\",\"stage\":\"ResponseStarted\",\"verb\":\"create\",\"user\":{\"username\":\"bob\"},\"objectRef\":"
                + "{\"resource\":\"pods\",\"namespace\":\"shop\",\"name\":\"web-0\",\"subresource\":\"exec\"},"
                + "\"responseStatus\":{\"code\":101},\"stageTimestamp\":\"2026-11-25T18:20:0" + second + ".5Z\"}\n";
    }

    private static List<String> rules(Answer answer) throws IOException {
        List<String> rules = new ArrayList<>();
        for (String line : answer.out().lines().toList()) {
            Map<String, Object> alert = JsonReader.object(line);
            rules.add(alert.get("source") + ": " + alert.get("rule"));
        }
        return rules;
    }

    @Test
    void alertsComeInTheOrderOfTheirTimes() throws IOException {
        List<String> expected = List.of(
                "k8s_audit: Entered", "syscall: Shell", "syscall: Read", "k8s_audit: Entered", "k8s_audit: Entered");

        for (List<Path> inputs : List.of(List.of(capture, log), List.of(log, capture))) {
            Answer answer = Answer.of("analyze", inputs.get(0), inputs.get(1), "-r", rules, "--json");
            assertThat(answer.status()).as(answer.err()).isZero();
            assertThat(rules(answer)).isEqualTo(expected);
            assertThat(answer.err()).contains("6 events").contains("5 alerts");
        }
    }

    @Test
    void eventsAreListedInOneOrder() {
        assertThat(Answer.of("events", capture, log, "-p", "%evt.source %evt.num")
                        .out())
                .isEqualTo("""
                        k8s_audit 1
                        syscall 1
                        syscall 2
                        syscall 3
                        k8s_audit 2
                        k8s_audit 3
                        """);
    }

    @Test
    void theCostsOfRulesAreMeasuredToo() throws IOException {
        Answer answer = Answer.of("analyze", capture, log, "-r", rules, "--report", "--json");

        assertThat(rules(answer)).hasSize(5);
        assertThat(answer.err()).contains("rules by time").contains("Entered").contains("Read");
    }

    @Test
    void anAlertsPlaceInSarifIsItsOwnInput() throws IOException {
        Path sarif = directory.resolve("x.sarif");

        Answer.of("analyze", capture, log, "-r", rules, "--sarif", sarif);

        assertThat(Files.readString(sarif)).contains("audit.jsonl").contains("pod.lanner");
    }

    @Test
    void damageOfEachInputIsSaidOfIt() throws IOException {
        Files.writeString(log, Files.readString(log) + "{\"kind\":\n");

        Answer answer = Answer.of("analyze", capture, log, "-r", rules, "--json");

        assertThat(answer.status()).isEqualTo(3);
        assertThat(rules(answer)).hasSize(5);
        assertThat(answer.err()).contains("audit.jsonl is damaged").contains("line 4");
    }

    @Test
    void twoCapturesWithoutALogStayOneAfterTheOther() throws IOException {
        Path other = directory.resolve("other.lanner");
        try (CaptureStory story = CaptureStory.at(other, NOON)) {
            story.process(9, 1, "init");
            story.opens(9, "/etc/shadow");
        }

        assertThat(rules(Answer.of("analyze", capture, other, "-r", rules, "--json")))
                .containsExactly("syscall: Shell", "syscall: Read", "syscall: Read");
    }
}
