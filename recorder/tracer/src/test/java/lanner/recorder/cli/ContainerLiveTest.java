package lanner.recorder.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import lanner.capture.ContainerId;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.recorder.Machine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Programs in containers, as far as a machine without an engine can make one. */
@Tag("ptrace")
class ContainerLiveTest extends LiveTest {
    private static final String HEX = "ab".repeat(32);

    private static Optional<Path> containerGroup() {
        for (String hierarchy : List.of("/sys/fs/cgroup/pids", "/sys/fs/cgroup")) {
            Path group = Path.of(hierarchy, "docker", HEX);
            boolean usable = Files.isWritable(Path.of(hierarchy, "cgroup.procs"));
            if (usable && (group.toFile().isDirectory() || group.toFile().mkdirs())) {
                return Optional.of(group);
            }
        }
        return Optional.empty();
    }

    @Test
    void aProcessInAContainersControlGroupAndNamespacesCarriesItsId() throws Exception {
        Optional<Path> group = containerGroup();
        assumeTrue(group.isPresent(), "no control group can be made here");
        try {
            Run run = record(
                    "",
                    "sh",
                    "-c",
                    "echo $$ > " + group.get() + "/cgroup.procs && exec unshare --pid --fork --mount-proc --uts sh -c"
                            + " 'echo $$; ls / > /dev/null'");
            assumeTrue(run.status() == 0, "no namespaces can be made here: " + run.err());
            assertThat(run.out()).isEqualTo("1\n");
            Map<String, TreeSet<String>> ids = new TreeMap<>();
            read(event -> {
                if (event.type() == EventType.EXECVE && event.result() == 0) {
                    ids.computeIfAbsent(param(event, "comm"), name -> new TreeSet<>())
                            .add(container(param(event, "cgroups")));
                }
            });
            assertThat(ids.get("ls")).containsExactly(HEX);
            assertThat(ids.get("unshare")).containsExactly(HEX);
            assertThat(ids.get("sh")).contains(HEX);
        } finally {
            Files.delete(group.get());
            // Stays where an engine has made it and keeps groups in it.
            boolean removed = group.get().getParent().toFile().delete();
            assertThat(removed || Files.exists(group.get().getParent())).isTrue();
        }
    }

    private static String param(Event event, String name) {
        return event.text(event.type().indexOf(name));
    }

    private static String container(String cgroups) {
        for (String item : cgroups.split("\0")) {
            Optional<ContainerId> id = ContainerId.ofCgroup(item.substring(item.indexOf('=') + 1));
            if (id.isPresent()) {
                return id.get().id();
            }
        }
        return "";
    }

    @Test
    void ecsAndKubernetesFactsAreInTheCapture() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v4", exchange -> {
            byte[] body = ("{\"DockerId\":\"" + HEX + "\",\"Name\":\"web\",\"Image\":\"r.example/web:1.4\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
        try {
            List<String> line = new java.util.ArrayList<>(List.of(
                    "env",
                    "ECS_CONTAINER_METADATA_URI_V4=http://127.0.0.1:"
                            + server.getAddress().getPort() + "/v4",
                    "KUBERNETES_SERVICE_HOST=10.0.0.1",
                    "HOSTNAME=web-7d9f",
                    "POD_NAMESPACE=shop"));
            line.addAll(recorder(List.of("--label", "build=17"), "true"));
            Run run = run(line, "");
            for (int again = 0; again < 4 && run.err().contains("did not answer"); again++) {
                run = run(line, "");
            }
            Machine.needTracing(run.err());
            assumeTrue(!run.err().contains("did not answer"), "this machine is too busy to answer itself in time");
            assertThat(run.err()).isEmpty();
            Map<String, String> facts = new TreeMap<>();
            read(event -> {
                if (event.type() == EventType.CONTAINER_FACTS) {
                    for (String name :
                            List.of("id", "name", "image", "engine", "pod_name", "pod_namespace", "labels")) {
                        facts.put(name, param(event, name));
                    }
                }
            });
            assertThat(facts)
                    .containsEntry("id", HEX)
                    .containsEntry("name", "web")
                    .containsEntry("image", "r.example/web:1.4")
                    .containsEntry("engine", "ecs")
                    .containsEntry("pod_name", "web-7d9f")
                    .containsEntry("pod_namespace", "shop")
                    .containsEntry("labels", "build=17\0");
        } finally {
            server.stop(0);
        }
    }
}
