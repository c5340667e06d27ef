package lanner.recorder.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lanner.capture.CaptureReader;
import lanner.capture.CaptureReport;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.ProcexitParams;
import lanner.recorder.Machine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The recorder as the entry point of containers that an OCI runtime starts, as engines have them started. */
@Tag("ptrace")
@Order(8)
class OciContainerLiveTest {
    private static final String HEX = "c0ffee".repeat(10) + "0123";
    private static final String POD = "0fa3c1b2-5d6e-4f70-8a9b-0c1d2e3f4a5b";

    @TempDir
    static Path shared;

    private static ContainerImage image;

    @TempDir
    Path directory;

    private Path captures;

    private interface Look {
        void at(Event event);
    }

    @BeforeAll
    static void makeTheImage() throws Exception {
        ContainerImage.need();
        image = ContainerImage.make(shared);
    }

    @BeforeEach
    void makeTheVolume() throws IOException {
        captures = Files.createDirectory(directory.resolve("captures"));
        Files.setPosixFilePermissions(captures, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    private OciContainer container(String words) throws IOException {
        assumeTrue(!words.contains("memory=") || OciContainer.limitsMemory(), "no limit of memory can be set here");
        assumeTrue(
                !words.contains("cgroup1=") || Files.isWritable(Path.of("/sys/fs/cgroup/pids/cgroup.procs")),
                "no control group of version 1 can be made here");
        assumeTrue(
                !words.contains("cgroup2=") || OciContainer.version2().isPresent(),
                "no control group of version 2 can be made here");
        return new OciContainer(image, captures, words);
    }

    private static String[] recorder(String... command) {
        return ContainerImage.recorder("/captures/x.lanner", command);
    }

    private CaptureReport read(Look look) throws IOException {
        return read(captures.resolve("x.lanner"), look);
    }

    private static CaptureReport read(Path capture, Look look) throws IOException {
        try (CaptureReader reader = CaptureReader.open(capture)) {
            Event event = new Event();
            while (reader.next(event)) {
                look.at(event);
            }
            return reader.report();
        }
    }

    private static String param(Event event, String name) {
        return event.text(event.type().indexOf(name), "");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        Docker                                    | profile=docker-25
        Docker until 24, which allows io_uring    | profile=docker-24
        Docker, an ordinary user                  | profile=docker-25 user=1000
        containerd, without process_vm_readv      | profile=containerd-1.7
        containerd, an ordinary user              | profile=containerd-1.7 user=1000
        a restricted pod of Kubernetes            | profile=containerd-1.7 user=1000 no-capabilities no-new-privs
        a Fargate task with SYS_PTRACE            | profile=docker-25 add=SYS_PTRACE
        no profile and no capability              | profile= no-capabilities
        a root that is read only                  | read-only user=1000
        a user namespace                          | user-namespace
        a user namespace and a restricted pod     | user-namespace profile=containerd-1.7 user=1000 no-new-privs
        /proc without processes of others         | hide-processes user=1000
        next to no /dev/shm                       | shm=4k
        64 MB of memory                           | memory=64
        """)
    void recordsAsTheFirstProcess(String name, String words) throws Exception {
        OciContainer container = container(words);
        OciContainer.Ended ended =
                container.run(recorder("sh", "-c", "cat /etc/passwd > /captures/copy; echo $PPID; exit 7"));
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).isEqualTo("1\n");
        assertThat(ended.status()).isEqualTo(7);
        assertThat(captures.resolve("copy"))
                .hasSameTextualContentAs(image.root().resolve("etc/passwd"));
        List<String> seen = new ArrayList<>();
        CaptureReport report = read(event -> {
            if (event.type() == EventType.EXECVE) {
                seen.add(param(event, "comm"));
            } else if (event.type() == EventType.OPENAT && param(event, "name").matches("/etc/passwd|/captures/copy")) {
                seen.add(param(event, "name") + (event.result() >= 0 ? "" : " " + event.result()));
            }
        });
        assertThat(report.isWhole()).as(report.damages().toString()).isTrue();
        assertThat(seen).containsExactly("sh", "/captures/copy", "cat", "/etc/passwd");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        Docker, version 1            | cgroup1=docker/HEX                                                  | docker     |
        Docker, version 2            | cgroup2=system.slice/docker-HEX.scope                               | docker     |
        Docker, own control groups   | cgroup2=system.slice/docker-HEX.scope cgroup-namespace mount=DIR/docker/containers/HEX/hostname:/etc/hostname | docker |
        containerd in Kubernetes     | cgroup2=kubepods.slice/kubepods-burstable.slice/kubepods-burstable-podPOD_.slice/cri-containerd-HEX.scope | containerd | POD
        Kubernetes, version 1        | cgroup1=kubepods/burstable/podPOD/HEX                               | cri        | POD
        CRI-O                        | cgroup2=kubepods.slice/kubepods-podPOD_.slice/crio-HEX.scope        | cri-o      | POD
        podman                       | cgroup2=machine.slice/libpod-HEX.scope/container                    | podman     |
        """)
    void itsIdIsKnownFromControlGroupsAndMounts(String name, String words, String engine, String pod) throws Exception {
        Path hostname = directory.resolve("docker/containers").resolve(HEX).resolve("hostname");
        Files.createDirectories(hostname.getParent());
        Files.writeString(hostname, HEX.substring(0, 12) + "\n");
        String known = words.replace("HEX", HEX)
                .replace("POD_", POD.replace('-', '_'))
                .replace("POD", POD)
                .replace("DIR", directory.toString());
        OciContainer.Ended ended = container(known + " env=CONTAINER_NAME:web env=CONTAINER_IMAGE:r.example/web:1.4")
                .run(recorder("true"));
        assertThat(ended.err()).isEmpty();
        assertThat(facts())
                .containsEntry("id", HEX)
                .containsEntry("engine", engine)
                .containsEntry("name", "web")
                .containsEntry("image", "r.example/web:1.4")
                .containsEntry("pod_uid", pod == null ? "" : pod.replace("POD", POD));
    }

    private Map<String, String> facts() throws IOException {
        Map<String, String> facts = new TreeMap<>();
        read(event -> {
            if (event.type() == EventType.CONTAINER_FACTS) {
                for (String name : List.of("id", "engine", "name", "image", "pod_uid")) {
                    facts.put(name, param(event, name));
                }
            }
        });
        return facts;
    }

    @Test
    void podmansOwnFileTellsNameAndImage() throws Exception {
        Path file = Files.writeString(directory.resolve("containerenv"), """
            engine="podman-4.3.1"
            name="shop"
            id="%s"
            image="r.example/shop:2.0"
            imageid="%s"
            rootless=1
            """.formatted(HEX, "ab".repeat(32)));
        container("cgroup-namespace mount=" + file + ":/run/.containerenv").run(recorder("true"));
        assertThat(facts())
                .containsEntry("id", HEX)
                .containsEntry("engine", "podman")
                .containsEntry("name", "shop")
                .containsEntry("image", "r.example/shop:2.0");
    }

    @Test
    void aProfileThatForbidsPtraceIsNamed() throws Exception {
        OciContainer.Ended ended = container("profile=no-ptrace").run(recorder("true"));
        assertThat(ended.err().lines())
                .containsExactly(
                        "lanner: this process may not trace its own children (ptrace(PTRACE_SEIZE): operation not"
                                + " permitted): a seccomp filter is on this process: its profile has to permit ptrace, as"
                                + " Docker's and containerd's do for a container with CAP_SYS_PTRACE");
        assertThat(ended.status()).isEqualTo(4);
    }

    @Test
    void theCapabilityOpensTheSameProfile() throws Exception {
        OciContainer.Ended ended = container("profile=no-ptrace add=SYS_PTRACE").run(recorder("true"));
        assertThat(ended.err()).isEmpty();
        assertThat(ended.status()).isZero();
    }

    @Test
    void aVolumeThatItsUserMayNotWriteIsNamed() throws Exception {
        Files.setPosixFilePermissions(captures, PosixFilePermissions.fromString("rwxr-xr-x"));
        OciContainer.Ended ended = container("user=1000").run(recorder("echo", "done"));
        assertThat(ended.err().lines()).hasSize(1).first().asString().contains("/captures");
    }

    @Test
    void recordsInAChangedRootThatIsNoMountPoint() throws Exception {
        String root = image.root().toString();
        List<String> mounts = new ArrayList<>(List.of("mount -t proc proc " + root + "/proc"));
        for (String path : OciContainer.machinesOwn()) {
            Files.createDirectories(Path.of(root + path).getParent());
            mounts.add("[ ! -d " + path + " ] || { mkdir -p " + root + path + " && mount --rbind " + path + " " + root
                    + path + "; }");
        }
        mounts.add("mount --bind " + image.installation() + " " + root + ContainerImage.HOME);
        mounts.add("exec chroot " + root + " \"$@\"");
        List<String> line = new ArrayList<>(List.of(
                "unshare",
                "-m",
                "--propagation",
                "private",
                "env",
                "LANNER_JAVA=" + OciContainer.java() + "/bin/java"));
        line.addAll(List.of("sh", "-c", String.join(" && ", mounts), "sh"));
        line.addAll(List.of(ContainerImage.recorder("/captures/x.lanner", "cat", "/etc/passwd")));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(Files.readString(image.root().resolve("etc/passwd")));
        assertThat(process.waitFor()).isZero();
        List<String> opened = new ArrayList<>();
        CaptureReport report = read(
                image.root().resolve("captures/x.lanner"),
                event -> opened.add(event.type() == EventType.OPENAT ? param(event, "name") : ""));
        assertThat(report.isWhole()).isTrue();
        assertThat(opened).contains("/etc/passwd");
    }

    @Test
    void tooLittleMemoryIsNamedBeforeTheKernelEndsTheRecorder() throws Exception {
        OciContainer.Ended ended = container("memory=24").run(recorder("true"));
        assertThat(ended.err().lines())
                .first()
                .isEqualTo("lanner: this control group allows 24 MB of memory and the recorder itself needs about 64:"
                        + " the kernel may kill it");
    }

    @Test
    void aCallThatTheProfileDeniesIsNotRecorded() throws Exception {
        assertThat(callsOfUnshare("profile=docker-25")).isEmpty();
        delete(captures.resolve("x.lanner"));
        assertThat(callsOfUnshare("profile=")).containsExactly(-1L);
    }

    private List<Long> callsOfUnshare(String words) throws Exception {
        OciContainer.Ended ended = container(words).run(recorder("unshare", "--uts", "true"));
        assertThat(ended.err()).contains("unshare");
        List<Long> results = new ArrayList<>();
        read(event -> {
            if (event.type() == EventType.UNSHARE) {
                results.add(event.result());
            }
        });
        return results;
    }

    private static void delete(Path capture) throws IOException {
        try (var files = Files.list(capture)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(capture);
    }

    @Test
    void aProgramThatTheRuntimeStopsHasItsGraceTime() throws Exception {
        OciContainer container = container("");
        Process running = container.start(recorder(
                "sh",
                "-c",
                "trap 'cat /etc/passwd > /dev/null; echo bye; exit 7' TERM; echo ready; while :; do sleep 0.02; done"));
        assertThat(Machine.await(() -> container.out().equals("ready\n") || !running.isAlive()))
                .isTrue();
        container.signal("TERM");
        OciContainer.Ended ended = container.end(running);
        assertThat(ended.out()).isEqualTo("ready\nbye\n");
        assertThat(ended.status()).isEqualTo(7);
        List<String> opened = new ArrayList<>();
        assertThat(read(event -> opened.add(event.type() == EventType.OPENAT ? param(event, "name") : ""))
                        .isWhole())
                .isTrue();
        assertThat(opened).contains("/etc/passwd");
    }

    @Test
    void aProgramThatOutstaysItsGraceTimeLeavesEverythingUntilThen() throws Exception {
        OciContainer container = container("");
        Process running = container.start(recorder(
                "sh", "-c", "trap '' TERM; cat /etc/passwd > /dev/null; echo ready; while :; do sleep 0.02; done"));
        assertThat(Machine.await(() -> container.out().equals("ready\n") || !running.isAlive()))
                .isTrue();
        container.signal("TERM");
        container.signal("KILL");
        assertThat(container.end(running).status()).isEqualTo(137);
        List<String> opened = new ArrayList<>();
        CaptureReport report = read(event -> opened.add(event.type() == EventType.OPENAT ? param(event, "name") : ""));
        assertThat(report.complete()).isFalse();
        assertThat(report.damages()).isEmpty();
        assertThat(opened).contains("/etc/passwd");
    }

    @Test
    void aProgramThatRunsOutOfMemoryIsKilledAndRecordedToItsEnd() throws Exception {
        OciContainer.Ended ended = container("memory=192").run(recorder("sh", "-c", "tail /dev/zero; echo $?"));
        assertThat(ended.out()).isEqualTo("137\n");
        assertThat(ended.status()).isZero();
        List<Long> statuses = new ArrayList<>();
        CaptureReport report = read(event -> {
            if (event.type() == EventType.PROCEXIT) {
                statuses.add(event.param(ProcexitParams.STATUS, -1));
            }
        });
        assertThat(report.isWhole()).isTrue();
        assertThat(statuses).contains(9L);
    }
}
