package lanner.engine.field;

import static org.assertj.core.api.Assertions.assertThat;

import lanner.capture.event.AsyncParams;
import lanner.capture.event.ContainerParams;
import lanner.capture.event.CredentialParams;
import lanner.capture.event.EventType;
import lanner.capture.event.GroupRecord;
import lanner.capture.event.ProcessRecord;
import lanner.capture.event.UserRecord;
import lanner.engine.kit.History;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an imported capture's container events say of a container, and whose users it has. */
class ToldContainerTest {
    private static final String ID = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static final String SANDBOX = "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210";
    private static final String JSON = """
        {"container":{"Mounts":[
          {"Destination":"/host","Mode":"ro","Propagation":"rprivate","RW":false,"Source":"/"},
          {"Destination":"/var/run/docker.sock","Mode":"","Propagation":"","RW":true,"Source":"/run/docker.sock"}],
         "cni_json":"","env":["A=1"],"full_id":"%s","host_ipc":false,"host_network":true,"host_pid":true,
         "id":"0123456789ab","image":"registry:5000/team/web:1.4","imagedigest":"sha256:beef","imageid":"cafe",
         "imagerepo":"registry:5000/team/web","imagetag":"1.4","ip":"172.17.0.2","is_pod_sandbox":false,
         "labels":{"z":"gr\\u00f6\\u00dfe","a":"","io.kubernetes.pod.name":"web-1",
                   "io.kubernetes.pod.namespace":"shop","io.kubernetes.pod.uid":"u-1"},
         "name":"web","pod_sandbox_id":"%s","pod_sandbox_labels":null,"port_mappings":[],"privileged":true,
         "type":7}}
        """.formatted(ID, SANDBOX);

    private final History history = new History();

    @BeforeEach
    void aProcessInAContainerThatItsEngineTellsOf() {
        history.then(history.begin(EventType.USER, 0)
                .number(UserRecord.UID, 33)
                .number(UserRecord.GID, 33)
                .text(UserRecord.NAME, "www-data")
                .text(UserRecord.HOME, "/var/www")
                .text(UserRecord.SHELL, "/bin/sh"));
        history.then(
                history.begin(EventType.GROUP, 0).number(GroupRecord.GID, 33).text(GroupRecord.NAME, "www-data"));
        for (int pid = 7; pid <= 8; pid++) {
            String group = pid == 7 ? "/docker/" + ID : "/user.slice";
            history.then(history.process(pid, 1, "sh")
                    .bytes(ProcessRecord.CGROUPS, History.items("cpu=" + group))
                    .number(ProcessRecord.UID, 33)
                    .number(ProcessRecord.GID, 33));
        }
        history.then(history.begin(EventType.CONTAINER, -1)
                .bytes(
                        ContainerParams.JSON,
                        History.items("{\"container\":{\"id\":\"" + SANDBOX.substring(0, 12)
                                + "\",\"pod_sandbox_labels\":{\"app\":\"web\"},\"is_pod_sandbox\":true}}")));
        history.then(history.begin(EventType.CONTAINER, -1).bytes(ContainerParams.JSON, History.items(JSON)));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "missing",
            delimiter = '|',
            value = {
                "container.id               | 0123456789ab",
                "container.full_id          | " + ID,
                "container.name             | web",
                "container.type             | containerd",
                "container.privileged       | true",
                "container.host_pid         | true",
                "container.host_network     | true",
                "container.host_ipc         | false",
                "container.image            | registry:5000/team/web:1.4",
                "container.image.id         | cafe",
                "container.image.repository | registry:5000/team/web",
                "container.image.tag        | 1.4",
                "container.image.digest     | sha256:beef",
                "container.ip               | 172.17.0.2",
                "container.cni.json         | ''",
                "container.label[a]         | ''",
                "container.labels           | a, z:größe",
                "container.mounts           | /:/host:ro:false:rprivate,/run/docker.sock:/var/run/docker.sock::true:",
                "container.mount[1]         | /run/docker.sock:/var/run/docker.sock::true:",
                "container.mount[2]         | missing",
                "container.mount[/run/*]    | /run/docker.sock:/var/run/docker.sock::true:",
                "container.mount.dest[/]    | /host",
                "container.mount.source[/h*] | /",
                "container.mount.mode[0]    | ro",
                "container.mount.rdwr[/*sock] | true",
                "container.mount.propagation[/] | rprivate",
                "container.mount[/etc]      | missing",
                "k8s.pod.name               | web-1",
                "k8s.ns.name                | shop",
                "k8s.pod.uid                | u-1",
                "k8s.pod.ip                 | 172.17.0.2",
                "k8s.pod.sandbox_id         | fedcba987654",
                "k8s.pod.label[app]         | web",
                "k8s.pod.labels             | app:web",
            })
    void isSaidOfItsProcessesAndOfTheEventThatTold(String field, String value) {
        assertThat(text(field)).as("of the event").isEqualTo(value);
        history.then(history.begin(EventType.MKDIR, 7)
                .text(EventType.MKDIR.indexOf("path"), "/x")
                .result(0));
        assertThat(text(field)).isEqualTo(value);
        history.then(history.begin(EventType.MKDIR, 8)
                .text(EventType.MKDIR.indexOf("path"), "/x")
                .result(0));
        assertThat(history.print("container.id")).isEqualTo("host");
    }

    /** Bytes of UTF-8, one character each, as people read them. */
    private String text(String field) {
        String text = history.print(field);
        return text == null
                ? null
                : new String(
                        text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
                        java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void itsEventsAreCalledContainer() {
        assertThat(history.print("evt.type")).isEqualTo("container");
        assertThat(history.print("evt.asynctype")).isEqualTo("container");
        assertThat(history.print("evt.is_async")).isEqualTo("true");
    }

    @Test
    void itIsForgottenWhenItIsRemoved() {
        history.then(history.begin(EventType.ASYNCEVENT, -1)
                .text(AsyncParams.NAME, "container_removed")
                .bytes(AsyncParams.DATA, History.items(JSON)));
        assertThat(history.print("evt.type")).isEqualTo("container_removed");
        assertThat(history.print("container.name")).isEqualTo("web");

        history.then(history.begin(EventType.MKDIR, 7)
                .text(EventType.MKDIR.indexOf("path"), "/x")
                .result(0));
        assertThat(history.print("container.name")).isNull();
        assertThat(history.print("container.id")).isEqualTo("0123456789ab");
    }

    @Test
    void aNumberInAContainerIsNotTheMachinesUser() throws Exception {
        history.then(history.begin(EventType.SETUID, 8)
                .number(CredentialParams.UID, 33)
                .result(0));
        assertThat(history.print("user.name")).isEqualTo("www-data");
        assertThat(history.print("group.name")).isEqualTo("www-data");
        assertThat(history.print("evt.arg[uid]")).isEqualTo("www-data");

        history.then(history.begin(EventType.SETUID, 7)
                .number(CredentialParams.UID, 33)
                .result(0));
        assertThat(history.print("user.name")).isEqualTo("<NA>");
        assertThat(history.print("user.homedir")).isEqualTo("<NA>");
        assertThat(history.print("group.name")).isEqualTo("<NA>");
        assertThat(history.print("evt.arg[uid]")).isEqualTo("<NA>");
        assertThat(history.matches("user.name != www-data")).isTrue();
    }

    @Test
    void aContainersOwnUsersAreKnownWhereTheCaptureHasThem() {
        history.then(history.begin(EventType.USERADDED, 7)
                .number(UserRecord.UID, 33)
                .number(UserRecord.GID, 33)
                .text(UserRecord.NAME, "nginx")
                .text(UserRecord.HOME, "/srv")
                .text(UserRecord.SHELL, "/bin/false")
                .text(UserRecord.CONTAINER_ID, "0123456789ab"));
        history.then(history.begin(EventType.GROUPADDED, 7)
                .number(GroupRecord.GID, 33)
                .text(GroupRecord.NAME, "web")
                .text(GroupRecord.CONTAINER_ID, "0123456789ab"));
        history.then(history.begin(EventType.MKDIR, 7)
                .text(EventType.MKDIR.indexOf("path"), "/x")
                .result(0));
        assertThat(history.print("user.name")).isEqualTo("nginx");
        assertThat(history.print("group.name")).isEqualTo("web");

        history.then(history.begin(EventType.USERDELETED, 7)
                .number(UserRecord.UID, 33)
                .text(UserRecord.CONTAINER_ID, "0123456789ab"));
        history.then(history.begin(EventType.MKDIR, 7)
                .text(EventType.MKDIR.indexOf("path"), "/x")
                .result(0));
        assertThat(history.print("user.name")).isEqualTo("<NA>");
    }
}
