package lanner.recorder.context;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import lanner.recorder.Machine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each place where a container shows itself, made up in a directory. */
class ContainerFinderTest {
    private static final String HEX = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static final String TASK = """
        {"DockerId":"%s","Name":"web","DockerName":"ecs-web-1",
         "Image":"registry.example:5000/team/web:1.4","ImageID":"sha256:abc",
         "Labels":{"com.amazonaws.ecs.cluster":"prod","team":"caf\\u00e9"},
         "StartedAt":"2026-11-24T10:00:00.5Z","Networks":[{"NetworkMode":"awsvpc","IPv4Addresses":["10.0.2.100"]}]}
        """.formatted(HEX);

    @TempDir
    Path root;

    private final Map<String, String> environment = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();

    private void file(String name, String text) throws IOException {
        Path path = root.resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private ContainerFacts find() {
        return find((int) Machine.PATIENCE_SECONDS * 1000);
    }

    private ContainerFacts find(int metadataMillis) {
        return new ContainerFinder(root, environment, warnings::add, metadataMillis).find();
    }

    @Test
    void aHostHasNone() throws Exception {
        file("proc/self/cgroup", "0::/user.slice/session-1.scope\n");
        file("proc/self/mountinfo", "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n");
        assertThat(find().isEmpty()).isTrue();
        assertThat(find().withLabels(Map.of("build", "7")).isEmpty()).isFalse();
    }

    @Test
    void dockerWithCgroupVersion1() throws Exception {
        file("proc/self/cgroup", "12:pids:/docker/" + HEX + "\n1:name=systemd:/docker/" + HEX + "\n");
        assertThat(find().id()).isEqualTo(HEX);
        assertThat(find().engine()).isEqualTo("docker");
    }

    /** In a control group namespace the path is hidden: the mounts of /etc/hostname and its like still tell. */
    @Test
    void dockerWithAControlGroupNamespace() throws Exception {
        file("proc/self/cgroup", "0::/\n");
        file(
                "proc/self/mountinfo",
                "9 8 8:1 /var/lib/docker/containers/" + HEX + "/hostname /etc/hostname rw - ext4 x rw\n");
        assertThat(find().id()).isEqualTo(HEX);
        assertThat(find().engine()).isEqualTo("docker");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/run/containers/storage/overlay", "/containers/storage/vfs", "/home/u/storage/btrfs"})
    void podmansOwnFilesAreMountedFromADirectoryNamedAfterItsDriverOfStorage(String storage) throws Exception {
        file("proc/self/cgroup", "0::/\n");
        file(
                "proc/self/mountinfo",
                "9 8 8:1 " + storage + "-containers/" + HEX + "/userdata/hostname /etc/hostname ro - ext4 x rw\n");
        assertThat(find().id()).isEqualTo(HEX);
        assertThat(find().engine()).isEqualTo("podman");
    }

    private static final String OTHER = HEX.replace('0', 'f');
    private static final String STORAGE = "/run/containers/storage/overlay-containers/";
    private static final String KUBELET =
            "9 8 8:1 /var/lib/kubelet/pods/12345678-1234-1234-1234-123456789012/containers/web/1 /dev/termination-log rw - ext4 x rw\n";

    private static String mount(String directory, String file, String point) {
        return "9 8 8:1 " + directory + "/" + file + " " + point + " rw,nosuid - ext4 x rw\n";
    }

    /** CRI-O mounts these from the directory of the pod's sandbox: they do not tell the container's id. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void crioInAControlGroupNamespaceHasAnUnknownIdAndAKnownSandbox(boolean environmentTells) throws Exception {
        file("proc/self/cgroup", "0::/\n");
        file("run/.containerenv", "");
        String sandbox = STORAGE + OTHER + "/userdata";
        file(
                "proc/self/mountinfo",
                mount(sandbox, "shm", "/dev/shm")
                        + mount(sandbox, "resolv.conf", "/etc/resolv.conf")
                        + mount(sandbox, "hostname", "/etc/hostname")
                        + mount(sandbox, ".containerenv", "/run/.containerenv")
                        + (environmentTells ? "" : KUBELET));
        if (environmentTells) {
            environment.put("KUBERNETES_SERVICE_HOST", "10.0.0.1");
        }
        ContainerFacts facts = find();
        assertThat(facts.id()).isEqualTo("unknown");
        assertThat(facts.engine()).isEqualTo("cri-o");
        assertThat(facts.pod().sandboxId()).isEqualTo(OTHER);
    }

    @Test
    void crioMountsSecretsFromTheContainersOwnDirectory() throws Exception {
        file("proc/self/cgroup", "0::/\n");
        file(
                "proc/self/mountinfo",
                mount(STORAGE + OTHER + "/userdata", "hostname", "/etc/hostname")
                        + mount(STORAGE + HEX + "/userdata", "run/secrets", "/run/secrets"));
        assertThat(find().id()).isEqualTo(HEX);
        assertThat(find().engine()).isEqualTo("cri-o");
    }

    @Test
    void anEmptyTraceOfAnEngineInAPodIsNotPodmans() throws Exception {
        file("proc/self/cgroup", "0::/\n");
        file("run/.containerenv", "");
        environment.put("KUBERNETES_SERVICE_HOST", "10.0.0.1");
        assertThat(find().id()).isEqualTo("unknown");
        assertThat(find().engine()).isEqualTo("cri-o");
    }

    /** A container of podman's that joins another's network has that one's resolv.conf. */
    @Test
    void podmansContainerIsTheOneWhoseHostNameIsMounted() throws Exception {
        file("proc/self/cgroup", "0::/\n");
        file(
                "proc/self/mountinfo",
                mount(STORAGE + OTHER + "/userdata", "resolv.conf", "/etc/resolv.conf")
                        + mount(STORAGE + OTHER + "/userdata", "hosts", "/etc/hosts")
                        + mount(STORAGE + HEX + "/userdata", "hostname", "/etc/hostname"));
        assertThat(find().id()).isEqualTo(HEX);
        assertThat(find().engine()).isEqualTo("podman");
        assertThat(find().pod().sandboxId()).isEmpty();
    }

    @Test
    void podmanInAPodSaysThatItIsPodmans() throws Exception {
        file("proc/self/cgroup", "0::/\n");
        file("run/.containerenv", "engine=\"podman-5.0\"\nid=\"" + HEX + "\"\n");
        file("proc/self/mountinfo", mount(STORAGE + HEX + "/userdata", "hostname", "/etc/hostname"));
        environment.put("KUBERNETES_SERVICE_HOST", "10.0.0.1");
        assertThat(find().id()).isEqualTo(HEX);
        assertThat(find().engine()).isEqualTo("podman");
    }

    /** cri-dockerd has the containers of a pod share the sandbox's network, and with it these files. */
    @Test
    void dockerInAPodMountsTheFilesOfTheSandbox() throws Exception {
        file("proc/self/cgroup", "0::/\n");
        file(
                "proc/self/mountinfo",
                mount("/var/lib/docker/containers/" + OTHER, "hostname", "/etc/hostname") + KUBELET);
        assertThat(find().id()).isEqualTo("unknown");
        assertThat(find().engine()).isEqualTo("docker");
        assertThat(find().pod().sandboxId()).isEqualTo(OTHER);
    }

    @Test
    void podmanSaysItItself() throws Exception {
        file("proc/self/cgroup", "0::/\n");
        file(
                "run/.containerenv",
                "engine=\"podman-4.3\"\nname=\"web\"\nid=\"" + HEX
                        + "\"\nimage=\"docker.io/library/nginx:1.25\"\nimageid=\"abc\"\n");
        ContainerFacts facts = find();
        assertThat(facts.id()).isEqualTo(HEX);
        assertThat(facts.engine()).isEqualTo("podman");
        assertThat(facts.name()).isEqualTo("web");
        assertThat(facts.image()).isEqualTo("docker.io/library/nginx:1.25");
        assertThat(facts.imageId()).isEqualTo("abc");
    }

    @Test
    void aContainerThatHidesItsIdIsStillOne() throws Exception {
        file("proc/self/cgroup", "0::/\n");
        file(".dockerenv", "");
        file("etc/hostname", "build-agent\n");
        assertThat(find().id()).isEqualTo("unknown");
        file("etc/hostname", "0123456789ab\n");
        assertThat(find().id()).isEqualTo("0123456789ab");
    }

    @Test
    void aVirtualMachineMadeFromAnImageIsNoContainer() throws Exception {
        file("proc/self/cgroup", "0::/\n");
        file(".dockerenv", "");
        Files.createDirectories(root.resolve("proc/self/ns"));
        Files.createSymbolicLink(root.resolve("proc/self/ns/pid"), Path.of("pid:[4026531836]"));
        assertThat(find().isEmpty()).isTrue();
    }

    @Test
    void aPodFromTheEnvironmentTheServiceAccountAndTheDownwardApi() throws Exception {
        file(
                "proc/self/cgroup",
                "0::/kubepods.slice/kubepods-burstable-pod12345678_1234_1234_1234_123456789012.slice/cri-containerd-"
                        + HEX + ".scope\n");
        file(
                "proc/self/mountinfo",
                "1 2 8:1 /var/lib/containerd/io.containerd.grpc.v1.cri/sandboxes/" + HEX
                        + "/resolv.conf /etc/resolv.conf rw - ext4 x rw\n");
        file("var/run/secrets/kubernetes.io/serviceaccount/namespace", "shop");
        file("etc/podinfo/labels", "app=\"web\"\ntier=\"front \\\"end\\\"\"\nnot a label\n");
        environment.putAll(Map.of(
                "KUBERNETES_SERVICE_HOST",
                "10.0.0.1",
                "HOSTNAME",
                "web-7d9f-abcde",
                "POD_IP",
                "10.1.2.3",
                "NODE_NAME",
                "n1"));
        ContainerFacts facts = find();
        assertThat(facts.id()).isEqualTo(HEX);
        assertThat(facts.engine()).isEqualTo("containerd");
        assertThat(facts.pod())
                .isEqualTo(new ContainerFacts.Pod(
                        "web-7d9f-abcde",
                        "shop",
                        "12345678-1234-1234-1234-123456789012",
                        "10.1.2.3",
                        HEX,
                        Map.of("app", "web", "tier", "front \"end\""),
                        "n1"));
    }

    @Test
    void ecsAndFargateFromTheirMetadataEndpoint() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v4/abc", exchange -> {
            byte[] body = TASK.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
        try {
            environment.put(
                    "ECS_CONTAINER_METADATA_URI_V4",
                    "http://127.0.0.1:" + server.getAddress().getPort() + "/v4/abc");
            ContainerFacts facts = find();
            assertThat(warnings).isEmpty();
            assertThat(facts.id()).isEqualTo(HEX);
            assertThat(facts.engine()).isEqualTo("ecs");
            assertThat(facts.name()).isEqualTo("web");
            assertThat(facts.image()).isEqualTo("registry.example:5000/team/web:1.4");
            assertThat(facts.labels()).containsEntry("team", "café").containsEntry("com.amazonaws.ecs.cluster", "prod");
            assertThat(facts.startTime()).isEqualTo(1_795_514_400_500_000_000L);
            assertThat(facts.ip()).isEqualTo("10.0.2.100");
        } finally {
            server.stop(0);
        }
    }

    /** However an endpoint misbehaves: it is waited for no longer than it may take, one warning, no exception. */
    @ParameterizedTest
    @Timeout(600)
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 302 Found\r\nLocation: http://192.0.2.1/\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\n{\"DockerId\":",
                "HTTP/1.1 200 OK\r\n\r\n[]",
                "HTTP/1.1 200 OK\r\n\r\nnested",
                "endless",
                "silent",
                "drip",
                "garbage"
            })
    void aHostileEndpointIsGivenUp(String answer) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread serving = new Thread(() -> serve(server, answer));
            serving.setDaemon(true);
            serving.start();
            environment.put("ECS_CONTAINER_METADATA_URI_V4", "http://127.0.0.1:" + server.getLocalPort() + "/v4");
            boolean answersNever = List.of("silent", "drip").contains(answer);
            ContainerFacts facts = answersNever ? find(200) : find();
            assertThat(warnings).hasSize(1);
            assertThat(warnings.get(0)).contains("ECS metadata endpoint").doesNotContain("\n");
            assertThat(facts.image()).isEmpty();
        }
    }

    private static void serve(ServerSocket server, String answer) {
        try (Socket socket = server.accept()) {
            OutputStream out = socket.getOutputStream();
            switch (answer) {
                case "endless" -> {
                    out.write("HTTP/1.1 200 OK\r\n\r\n\"".getBytes(StandardCharsets.US_ASCII));
                    byte[] block = new byte[65536];
                    while (true) {
                        out.write(block);
                    }
                }
                // Until the client has gone.
                case "silent" -> socket.getInputStream().readAllBytes();
                case "drip" -> {
                    while (true) {
                        out.write('H');
                        out.flush();
                        Thread.sleep(100);
                    }
                }
                case "garbage" -> {
                    byte[] noise = new byte[5000];
                    new Random(1).nextBytes(noise);
                    out.write(noise);
                }
                default ->
                    out.write(answer.replace("nested", "[".repeat(100_000)).getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException | InterruptedException e) {
            // The client has gone, as it should.
            return;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://192.0.2.1/v4", "https://127.0.0.1/v4", "file:///etc/passwd", "::", "http:"})
    void onlyThisMachinesOwnLinkIsAsked(String address) {
        environment.put("ECS_CONTAINER_METADATA_URI_V4", address);
        assertThat(find().isEmpty()).isTrue();
        assertThat(warnings).hasSize(1);
    }
}
