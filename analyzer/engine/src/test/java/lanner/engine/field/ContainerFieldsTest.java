package lanner.engine.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
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
            encoder.text(0, OWN)
                    .text(1, "containerd")
                    .text(2, "web")
                    .text(3, "registry.example:5000/team/web:1.4@sha256:beef")
                    .text(4, "sha256:cafe")
                    .bytes(5, items("team=shop", "empty="))
                    .number(6, 500)
                    .text(7, "10.0.2.100")
                    .text(8, "web-7d9f")
                    .text(9, "shop")
                    .text(10, "12345678-1234")
                    .text(12, OTHER)
                    .bytes(13, items("app=web"));
        } else {
            encoder.bytes(5, items("build=17"));
        }
        state.apply(decode(encoder, 0));
        encoder.begin(EventType.PROCESS, 0, 1, 1)
                .number(0, 7)
                .number(1, 7)
                .number(2, 1)
                .text(8, "sh")
                .bytes(15, items("unified=" + cgroup));
        state.apply(decode(encoder, 1));
        encoder.begin(EventType.MKDIR, 7, 1_500, 1).text(1, "/x");
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
