package lanner.recorder.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lanner.recorder.Machine;

/**
 * A container that crun starts, as an engine has it started: by the runtime specification's config.json. Its words say what is
 * special about it; without any it is one of Docker's, run by root, in namespaces of its own.
 *
 * <pre>
 * profile=NAME       the default seccomp profile of an engine (profiles.txt)
 * add=CAP            a capability more than Docker and containerd give
 * no-capabilities    none of those
 * user=ID            the user that its first process is
 * no-new-privs       as Kubernetes' allowPrivilegeEscalation: false
 * read-only          nothing but volumes and /dev can be written
 * user-namespace     its root is an ordinary user outside
 * hide-processes     /proc shows to each user its own processes
 * shm=SIZE           the size of /dev/shm
 * memory=MB          a limit, which it sees
 * cgroup1=PATH       its control group of a hierarchy of version 1, in one that no other test has
 * cgroup2=PATH       its control group of version 2, in such a one
 * cgroup-namespace   its control groups look like the topmost
 * mount=FROM:TO      a file of the machine in it
 * env=NAME:VALUE     a variable of its environment
 * </pre>
 */
public final class OciContainer {
    /** What Docker, containerd and CRI-O leave to root in a container. */
    private static final List<String> CAPABILITIES = List.of(
            "AUDIT_WRITE",
            "CHOWN",
            "DAC_OVERRIDE",
            "FOWNER",
            "FSETID",
            "KILL",
            "MKNOD",
            "NET_BIND_SERVICE",
            "NET_RAW",
            "SETFCAP",
            "SETGID",
            "SETPCAP",
            "SETUID",
            "SYS_CHROOT");

    private static final long FIRST_MAPPED_USER = 100_000;

    /** Hierarchies that a Java virtual machine looks at for limits. */
    private static final List<String> LIMITING = List.of("cpu", "cpuacct", "cpuset", "memory");

    private final ContainerImage image;
    private final Path captures;
    private final Path bundle;
    private final String id = "lanner-" + Long.toHexString(System.nanoTime());

    private final List<String> capabilities = new ArrayList<>(CAPABILITIES);
    private final List<Object> namespaces = new ArrayList<>();
    private final List<Object> mounts = new ArrayList<>();
    private final List<String> environment = new ArrayList<>();
    /** Commands of a shell, before the container starts: it enters its control groups. */
    private final List<String> before = new ArrayList<>();

    private final List<Path> groups = new ArrayList<>();
    private String profile = "docker-25";
    private long user;
    private boolean noNewPrivileges;
    private boolean readOnly;
    private boolean inUserNamespace;
    private String sharedMemory = "65536k";
    private List<String> procOptions = List.of();
    private boolean installationIsWritable;

    /** How a container ended, with what its first process has written. */
    public record Ended(int status, String out, String err) {}

    /**
     * @param captures a directory that is its volume {@code /captures}
     * @param words what is special about it
     */
    public OciContainer(ContainerImage image, Path captures, String words) throws IOException {
        this.image = image;
        this.captures = captures;
        bundle = Files.createTempDirectory(image.directory(), "bundle");
        Stream.of("pid", "ipc", "uts", "mount", "network").forEach(this::namespace);
        environment.add("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        environment.add("HOSTNAME=" + id);
        environment.add("LANNER_JAVA=" + java() + "/bin/java");
        for (String word : words.strip().split("\\s+")) {
            if (!word.isEmpty()) {
                int at = word.indexOf('=');
                apply(at < 0 ? word : word.substring(0, at), at < 0 ? "" : word.substring(at + 1));
            }
        }
    }

    private void apply(String word, String value) throws IOException {
        switch (word) {
            case "profile" -> profile = value;
            case "add" -> capabilities.add(value);
            case "no-capabilities" -> capabilities.clear();
            case "user" -> user = Long.parseLong(value);
            case "no-new-privs" -> noNewPrivileges = true;
            case "read-only" -> readOnly = true;
            case "user-namespace" -> {
                namespace("user");
                inUserNamespace = true;
            }
            case "hide-processes" -> procOptions = List.of("hidepid=invisible");
            case "shm" -> sharedMemory = value;
            case "memory" -> limitMemory(Long.parseLong(value) << 20);
            case "cgroup1" -> enter(Path.of("/sys/fs/cgroup/pids", id, value));
            case "cgroup2" -> enter(version2().orElseThrow().resolve(id).resolve(value));
            case "cgroup-namespace" -> namespace("cgroup");
            case "mount" -> {
                String[] fromTo = value.split(":");
                mounts.add(bind(fromTo[0], fromTo[1], "ro"));
            }
            case "env" -> environment.add(value.replaceFirst(":", "="));
            case "writable-installation" -> installationIsWritable = true;
            default -> throw new IllegalArgumentException(word);
        }
    }

    /** Where this machine has control groups of version 2, beside those of version 1 or alone. */
    static Optional<Path> version2() {
        return Stream.of("/sys/fs/cgroup/unified", "/sys/fs/cgroup")
                .map(Path::of)
                .filter(place -> Files.isWritable(place.resolve("cgroup.procs"))
                        && Files.exists(place.resolve("cgroup.controllers")))
                .findFirst();
    }

    /** Whether this machine limits memory by control groups of version 1, which a test may make. */
    static boolean limitsMemory() {
        return Files.isWritable(
                Path.of("/sys/fs/cgroup/memory/memory.limit_in_bytes").resolveSibling("cgroup.procs"));
    }

    private void limitMemory(long bytes) throws IOException {
        Path group = Path.of("/sys/fs/cgroup/memory", id);
        enter(group);
        Files.writeString(group.resolve("memory.limit_in_bytes"), Long.toString(bytes));
        Path seen = Files.createDirectory(bundle.resolve("cgroup"));
        before.add(0, "mount --rbind /sys/fs/cgroup " + seen);
        for (String hierarchy : LIMITING) {
            Path from = seen.resolve(hierarchy);
            mounts.add(bind(
                    (hierarchy.equals("memory") ? from.resolve(id) : from).toString(),
                    "/sys/fs/cgroup/" + hierarchy,
                    "ro"));
        }
    }

    private void enter(Path group) throws IOException {
        for (Path each = group; !Files.exists(each); each = each.getParent()) {
            groups.add(each);
        }
        Files.createDirectories(group);
        before.add("echo $$ > " + group + "/cgroup.procs");
    }

    private void namespace(String kind) {
        namespaces.add(Map.of("type", kind));
    }

    private static Map<String, Object> bind(String from, String to, String... options) {
        List<String> all = new ArrayList<>(List.of("rbind"));
        all.addAll(List.of(options));
        return Map.of("type", "bind", "source", from, "destination", to, "options", all);
    }

    private static Map<String, Object> mount(String type, String to, List<String> options) {
        return Map.of("type", type, "source", type, "destination", to, "options", options);
    }

    /** Runs a command as its first process and waits for the end. */
    public Ended run(String... command) throws Exception {
        return end(start(command));
    }

    /** Starts a command as its first process. */
    public Process start(String... command) throws IOException {
        Files.writeString(bundle.resolve("config.json"), Json.text(configuration(List.of(command))));
        return new ProcessBuilder(runtime(before, "run", "-b", bundle.toString(), id))
                .redirectOutput(bundle.resolve("out").toFile())
                .redirectError(bundle.resolve("err").toFile())
                .start();
    }

    /** Waits for the end of what was started. */
    public Ended end(Process process) throws Exception {
        try {
            if (!process.waitFor(Machine.PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                signal("KILL");
                process.waitFor();
                throw new IOException("it did not end: " + err());
            }
            return new Ended(process.exitValue(), out(), err());
        } finally {
            for (Path group : groups) {
                Machine.await(() -> group.toFile().delete() || !Files.exists(group));
            }
        }
    }

    /** What its first process has written to standard output so far. */
    public String out() throws IOException {
        return Files.readString(bundle.resolve("out"), StandardCharsets.UTF_8);
    }

    private String err() throws IOException {
        return Files.readString(bundle.resolve("err"), StandardCharsets.UTF_8);
    }

    /** Has the runtime send a signal to its first process, as an engine that stops it does. */
    public void signal(String name) throws Exception {
        Process kill = new ProcessBuilder(runtime(List.of(), "kill", id, name))
                .redirectErrorStream(true)
                .start();
        String said = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(kill.waitFor()).as(said).isZero();
    }

    /** crun expects the topmost control groups to be of version 2. */
    private List<String> runtime(List<String> commands, String... words) {
        List<String> all = new ArrayList<>(commands);
        all.add("mount -t cgroup2 none /sys/fs/cgroup");
        all.add("exec crun --root " + image.directory().resolve("state") + " --cgroup-manager=disabled \"$@\"");
        List<String> line = new ArrayList<>(
                List.of("unshare", "-m", "--propagation", "private", "sh", "-c", String.join(" && ", all), "sh"));
        line.addAll(List.of(words));
        return line;
    }

    private Map<String, Object> configuration(List<String> command) throws IOException {
        Map<String, Object> linux = new LinkedHashMap<>();
        linux.put("namespaces", namespaces);
        linux.put("maskedPaths", List.of("/proc/kcore", "/proc/keys", "/proc/timer_list", "/sys/firmware"));
        linux.put("readonlyPaths", List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"));
        if (!profile.isEmpty()) {
            linux.put("seccomp", SeccompProfiles.read().of(profile, capabilities));
        }
        if (inUserNamespace) {
            List<Object> mapping = List.of(Map.of("containerID", 0, "hostID", FIRST_MAPPED_USER, "size", 65536));
            linux.put("uidMappings", mapping);
            linux.put("gidMappings", mapping);
        }
        return Map.of(
                "ociVersion",
                "1.0.0",
                "hostname",
                id,
                "root",
                Map.of("path", image.root().toString(), "readonly", readOnly),
                "process",
                process(command),
                "mounts",
                allMounts(),
                "linux",
                linux);
    }

    private Map<String, Object> process(List<String> command) {
        List<String> bounding = capabilities.stream().map(name -> "CAP_" + name).toList();
        List<String> own = user == 0 ? bounding : List.of();
        return Map.of(
                "terminal",
                false,
                "cwd",
                "/",
                "user",
                Map.of("uid", user, "gid", user),
                "args",
                command,
                "env",
                environment,
                "noNewPrivileges",
                noNewPrivileges,
                "capabilities",
                Map.of("bounding", bounding, "effective", own, "permitted", own));
    }

    private List<Object> allMounts() throws IOException {
        List<Object> all = new ArrayList<>();
        all.add(mount("proc", "/proc", procOptions));
        all.add(mount("tmpfs", "/dev", List.of("nosuid", "strictatime", "mode=755", "size=65536k")));
        all.add(mount("devpts", "/dev/pts", List.of("nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620")));
        all.add(mount("tmpfs", "/dev/shm", List.of("nosuid", "noexec", "nodev", "mode=1777", "size=" + sharedMemory)));
        machinesOwn().forEach(path -> all.add(bind(path, path, "ro")));
        all.add(bind(image.installation().toString(), ContainerImage.HOME, installationIsWritable ? "rw" : "ro"));
        all.add(bind(captures.toString(), "/captures"));
        all.addAll(mounts);
        return all;
    }

    /** The machine's programs and libraries, and the Java that runs the test. */
    static List<String> machinesOwn() throws IOException {
        List<String> paths = new ArrayList<>(List.of("/usr"));
        for (String name : List.of("/bin", "/sbin", "/lib", "/lib32", "/lib64")) {
            if (Files.isDirectory(Path.of(name)) && !Files.isSymbolicLink(Path.of(name))) {
                paths.add(name);
            }
        }
        String java = java();
        if (!java.startsWith("/usr/")) {
            paths.add(java);
        }
        try (Stream<Path> settings = Files.list(Path.of("/etc"))) {
            settings.map(Path::toString)
                    .filter(path -> path.startsWith("/etc/java-")
                            || path.equals("/etc/alternatives")
                            || path.equals("/etc/ld.so.cache"))
                    .forEach(paths::add);
        }
        return paths;
    }

    static String java() throws IOException {
        return Path.of(System.getProperty("java.home")).toRealPath().toString();
    }
}
