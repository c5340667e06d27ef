package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import lanner.capture.event.ContainerParams;
import lanner.capture.event.ContainerRecord;
import lanner.capture.event.EventType;
import lanner.capture.event.ProcessRecord;
import lanner.capture.json.JsonReader;
import lanner.capture.kit.CaptureStory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alerts of recorded pods with what a saved state of their cluster knows. */
class KubernetesStateTest {
    private static final String OWN = "0123456789ab".repeat(5) + "0123";
    private static final String NEIGHBOUR = "fedcba987654".repeat(5) + "fedc";
    private static final Path STATE =
            Path.of("src/test/resources/lanner/cli/audit/state.json").toAbsolutePath();

    @TempDir
    Path directory;

    private Path rules;
    private Path state;

    @BeforeEach
    void rules() throws IOException {
        rules = Files.writeString(directory.resolve("r.yaml"), """
                - rule: Shadow read
                  desc: The file with the passwords.
                  condition: evt.type = openat and fd.name = /etc/shadow
                  output: A file was read (file=%fd.name)
                  priority: WARNING
                """);
        state = Files.copy(STATE, directory.resolve("state.json"));
        Files.setLastModifiedTime(state, FileTime.from(Instant.parse("2024-01-01T00:00:00Z")));
    }

    /** A recording made in a pod: a process of its own container, and one of another pod on the node. */
    private Path capture(String pod, String uid) throws IOException {
        return capture(pod, uid, OWN);
    }

    private Path capture(String pod, String uid, String own) throws IOException {
        Path capture = directory.resolve("x.lanner");
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.event(
                    EventType.CONTAINER_FACTS,
                    0,
                    facts -> facts.text(ContainerRecord.ID, own)
                            .text(ContainerRecord.ENGINE, "containerd")
                            .text(ContainerRecord.POD_NAME, pod)
                            .text(ContainerRecord.POD_NAMESPACE, "shop")
                            .text(ContainerRecord.POD_UID, uid));
            process(story, 9, own);
            process(story, 10, NEIGHBOUR);
            story.opens(9, "/etc/shadow").opens(10, "/etc/shadow");
        }
        return capture;
    }

    private static void process(CaptureStory story, int pid, String container) throws IOException {
        story.event(
                EventType.PROCESS,
                0,
                process -> process.number(ProcessRecord.TID, pid)
                        .number(ProcessRecord.PID, pid)
                        .number(ProcessRecord.PTID, 1)
                        .text(ProcessRecord.COMM, "sh")
                        .text(ProcessRecord.CWD, "/")
                        .text(
                                ProcessRecord.CGROUPS,
                                "unified=/kubepods.slice/cri-containerd-" + container + ".scope\0"));
    }

    private static Map<?, ?> fields(String line) throws IOException {
        return (Map<?, ?>) JsonReader.object(line).get("output_fields");
    }

    @Test
    void alertsOfAPodNameItsServicesAndItsDeployment() throws IOException {
        Path capture = capture("web-6f7d-x2x9p", "11111111-1111-4111-8111-111111111111");

        Answer answer = Answer.of("analyze", capture, "-r", rules, "--k8s-state", state, "--json");

        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.err()).doesNotContain("--k8s-state");
        List<String> alerts = answer.out().lines().toList();
        assertThat(alerts).hasSize(2);
        Map<?, ?> own = fields(alerts.get(0));
        assertThat(own.get("k8s.pod.name")).isEqualTo("web-6f7d-x2x9p");
        assertThat(own.get("k8s.ns.name")).isEqualTo("shop");
        assertThat(own.get("k8smeta.svc.name")).isEqualTo(List.of("web", "web-metrics"));
        assertThat(own.get("k8smeta.deployment.name")).isEqualTo("web");
        assertThat(own.get("k8smeta.pod.labels")).isEqualTo(List.of("app:web", "pod-template-hash:6f7d"));
        assertThat(own.get("k8smeta.pod.annotations")).isEqualTo(List.of("example.org/owner:team-\u00e9"));
        assertThat(own.get("k8smeta.ns.labels")).isEqualTo(List.of("tier:production"));
        assertThat(JsonReader.object(alerts.get(0)).get("output").toString())
                .endsWith("k8s_pod_name=web-6f7d-x2x9p k8s_ns_name=shop k8s_svc_name=(web,web-metrics)"
                        + " k8s_deployment_name=web");
        Map<?, ?> neighbour = fields(alerts.get(1));
        assertThat(neighbour.get("k8s.pod.name")).isEqualTo("db-0");
        assertThat(neighbour.get("k8s.ns.name")).isEqualTo("shop");
        assertThat(neighbour.get("k8smeta.svc.name")).isNull();
        assertThat(neighbour.get("k8smeta.deployment.name")).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            k8smeta.svc.name intersects (web)                | 1
            k8smeta.deployment.name = web                    | 1
            k8smeta.deployment.label[release] = blue         | 1
            k8smeta.pod.label[app] = db                      | 1
            k8smeta.pod.annotation[example.org/owner] exists | 1
            k8smeta.ns.label[tier] = production              | 2
            k8smeta.rs.name startswith web-                  | 1
            k8smeta.svc.label[team] in (shop)                | 1
            k8smeta.pod.ip = 10.1.0.8                        | 1
            k8smeta.pod.uid exists                           | 2
            k8smeta.rc.name exists                           | 0
            k8s.ns.name = shop                               | 2
            """)
    void conditionsAskForWhatTheStateKnows(String condition, int count) throws IOException {
        Path capture = capture("web-6f7d-x2x9p", "11111111-1111-4111-8111-111111111111");

        assertThat(Answer.of("events", capture, "--k8s-state", state, "--count", "evt.type = openat and " + condition)
                        .out())
                .isEqualTo(count + "\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            web-6f7d-x2x9p | 99999999-9999-4999-8999-999999999999 | none of the recorded pods (shop/web-6f7d-x2x9p) is among the 2 pods in it: it is of another cluster or of another time
            other-0        |                                      | none of the recorded pods (shop/other-0) is among the 2 pods in it
            """)
    void aStateOfAnotherClusterIsSaid(String pod, String uid, String warning) throws IOException {
        Path capture = capture(pod, uid == null ? "" : uid, "f".repeat(64));

        Answer answer = Answer.of("analyze", capture, "-r", rules, "--k8s-state", state, "--json");

        assertThat(answer.status()).isZero();
        assertThat(answer.err().lines().filter(line -> line.contains("--k8s-state")))
                .singleElement()
                .asString()
                .contains(warning);
        assertThat(fields(answer.out().lines().findFirst().orElseThrow()).get("k8s.pod.name"))
                .isEqualTo(pod);
    }

    @Test
    void aPodThatIsNotInTheStateIsNamed() throws IOException {
        Path capture = directory.resolve("two.lanner");
        try (CaptureStory story = CaptureStory.at(capture)) {
            for (String pod : List.of("db-0", "late-0")) {
                story.event(
                        EventType.CONTAINER,
                        0,
                        event -> event.text(
                                ContainerParams.JSON,
                                "{\"container\":{\"id\":\"" + (pod + "0123456789ab").substring(0, 12)
                                        + "\",\"type\":7,\"labels\":{\"io.kubernetes.pod.name\":\"" + pod
                                        + "\",\"io.kubernetes.pod.namespace\":\"shop\"}}}"));
            }
        }

        assertThat(Answer.of("analyze", capture, "-r", rules, "--k8s-state", state)
                        .err())
                .contains("1 recorded pod is not in it (shop/late-0): it is of another time");
    }

    @Test
    void aStateThatWasSavedBeforeTheRecordingIsSaid() throws IOException {
        Path capture = capture("web-6f7d-x2x9p", "11111111-1111-4111-8111-111111111111");
        Files.setLastModifiedTime(state, FileTime.from(Instant.parse("2023-11-01T10:00:00Z")));

        assertThat(Answer.of("analyze", capture, "-r", rules, "--k8s-state", state)
                        .err())
                .contains("it was saved at 2023-11-01T10:00:00Z, before the recording began (2023-11-14T22:13:20Z)");
    }

    @Test
    void aRecordingWithoutPodsIsSaid() throws IOException {
        Path capture = directory.resolve("y.lanner");
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(9, 1, "sh").opens(9, "/etc/shadow");
        }

        assertThat(Answer.of("analyze", capture, "-r", rules, "--k8s-state", state)
                        .err())
                .contains("no recording here tells of a pod");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {                                             | state.json: Unexpected end-of-input
            7                                             | state.json: an object or an array was expected at line 1
            {"kind":"List","items":[{"metadata":{}}]}     | no list of Kubernetes objects: object 1
            {"kind":"List","items":[{"kind":"Pod"}]}      | a Pod without a name
            {"items":[],"kind":"Config"}                  | a Config without a name
            """)
    void aFileThatIsNoneIsRefused(String text, String error) throws IOException {
        Files.writeString(state, text);

        Answer answer = Answer.of("analyze", capture("web", ""), "-r", rules, "--k8s-state", state);

        assertThat(answer.status()).isEqualTo(3);
        assertThat(answer.err()).contains(error);
        assertThat(answer.err().lines().count()).isEqualTo(1);
    }
}
