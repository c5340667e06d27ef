package lanner.engine.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import lanner.capture.event.ContainerRecord;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.ProcessRecord;
import lanner.engine.state.SystemState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What container and pod fields say of a process in the recorder's container, in another one, and on the host. */
class ContainerFieldsTest {
    private static final String OWN = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static final String OTHER = "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210";

    private static Event decode(EventEncoder encoder, int sequence) throws Exception {
        int length = encoder.finish(sequence);
        Event event = new Event();
        event.wrap(encoder.buffer().clone(), 0, length);
        return event;
    }

    private static byte[] items(String... items) {
        return (String.join("\0", items) + "\0").getBytes(StandardCharsets.UTF_8);
    }

    private static SystemState state(boolean inside, String cgroup) throws Exception {
        SystemState state = new SystemState();
        EventEncoder encoder = new EventEncoder();
        encoder.begin(EventType.CONTAINER_FACTS, 0, 1, 1);
        if (inside) {
            encoder.text(ContainerRecord.ID, OWN)
                    .text(ContainerRecord.ENGINE, "containerd")
                    .text(ContainerRecord.NAME, "web")
                    .text(ContainerRecord.IMAGE, "registry.example:5000/team/web:1.4@sha256:beef")
                    .text(ContainerRecord.IMAGE_ID, "sha256:cafe")
                    .bytes(ContainerRecord.LABELS, items("team=shop", "empty="))
                    .number(ContainerRecord.START_TIME, 500)
                    .text(ContainerRecord.IP, "10.0.2.100")
                    .text(ContainerRecord.POD_NAME, "web-7d9f")
                    .text(ContainerRecord.POD_NAMESPACE, "shop")
                    .text(ContainerRecord.POD_UID, "12345678-1234")
                    .text(ContainerRecord.POD_SANDBOX_ID, OTHER)
                    .bytes(ContainerRecord.POD_LABELS, items("app=web"));
        } else {
            encoder.bytes(ContainerRecord.LABELS, items("build=17"));
        }
        state.apply(decode(encoder, 0));
        encoder.begin(EventType.PROCESS, 0, 1, 1)
                .number(ProcessRecord.TID, 7)
                .number(ProcessRecord.PID, 7)
                .number(ProcessRecord.PTID, 1)
                .text(ProcessRecord.COMM, "sh")
                .bytes(ProcessRecord.CGROUPS, items("unified=" + cgroup));
        state.apply(decode(encoder, 1));
        encoder.begin(EventType.MKDIR, 7, 1_500, 1).text(EventType.MKDIR.indexOf("path"), "/x");
        state.apply(decode(encoder, 2));
        return state;
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "missing",
            value = {
                "container.id,               0123456789ab, fedcba987654, host",
                "container.full_id,          " + OWN + ", " + OTHER + ", ''",
                "container.type,             containerd,   docker,       host",
                "container.name,             web,          missing,      host",
                "container.image,            registry.example:5000/team/web:1.4@sha256:beef, missing, ''",
                "container.image.id,         sha256:cafe,  missing,      ''",
                "container.image.repository, registry.example:5000/team/web, missing, ''",
                "container.image.tag,        1.4,          missing,      ''",
                "container.image.digest,     sha256:beef,  missing,      ''",
                "container.label[team],      shop,         missing,      missing",
                "container.label[empty],     '',           missing,      missing",
                "container.label[build],     missing,      missing,      17",
                "'container.labels',         'empty, team:shop', missing, build:17",
                "container.ip,               10.0.2.100,   missing,      ''",
                "container.duration,         1000,         missing,      missing",
                "k8s.pod.name,               web-7d9f,     missing,      missing",
                "k8s.ns.name,                shop,         missing,      missing",
                "k8s.pod.uid,                12345678-1234, missing,     missing",
                "k8s.pod.sandbox_id,         fedcba987654, missing,      ''",
                "k8s.pod.label[app],         web,          missing,      missing",
                "k8s.pod.label[no],          missing,      missing,      missing",
                "k8s.pod.ip,                 missing,      missing,      ''",
                "container.privileged,       missing,      missing,      false",
            })
    void saysWhatIsKnownAndNoMore(String field, String own, String other, String host) throws Exception {
        int bracket = field.indexOf('[');
        Field read = new StandardFields()
                .resolve(
                        bracket < 0 ? field : field.substring(0, bracket),
                        bracket < 0 ? Optional.empty() : Optional.of(field.substring(bracket + 1, field.length() - 1)));
        assertThat(read.print(state(true, "/").context()))
                .as("in the recorder's container")
                .isEqualTo(own);
        assertThat(read.print(state(true, "/docker/" + OTHER).context()))
                .as("in another")
                .isEqualTo(other);
        assertThat(read.print(state(false, "/").context())).as("on the host").isEqualTo(host);
    }
}
