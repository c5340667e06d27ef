package lanner.recorder.container;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import lanner.recorder.Machine;
import lanner.recorder.StartedRecorder;

/**
 * What containers of tests are made from: an empty root in which the machine's own programs are mounted, and the recorder
 * as its archive unpacks it, from the classes under test.
 */
public final class ContainerImage {
    /** Where the recorder is in a container. */
    static final String HOME = "/opt/lanner";

    private static final List<String> DIRECTORIES = List.of(
            "captures",
            "dev",
            "etc",
            "home",
            "opt/lanner",
            "proc",
            "root",
            "run",
            "sys/fs/cgroup",
            "tmp",
            "usr",
            "var");

    private final Path directory;

    private ContainerImage(Path directory) {
        this.directory = directory;
    }

    /** Skips the test where no container can be started. */
    public static void need() throws IOException {
        Machine.need("crun");
        Machine.need("unshare");
        assumeTrue(Machine.isRoot(), "only root can start containers without an engine");
        assumeTrue(
                Files.readString(Path.of("/proc/filesystems")).contains("cgroup2"),
                "this machine's kernel has no control groups of version 2");
    }

    /** Makes one in an empty directory that everybody may pass. */
    public static ContainerImage make(Path directory) throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        ContainerImage image = new ContainerImage(directory);
        image.makeRoot();
        image.install();
        image.warm();
        return image;
    }

    /** The words that record a command in a container. */
    public static String[] recorder(String capture, String... command) {
        List<String> line = new ArrayList<>(List.of(HOME + "/bin/lanner", "record", "-q", "-o", capture, "--"));
        line.addAll(List.of(command));
        return line.toArray(String[]::new);
    }

    Path directory() {
        return directory;
    }

    Path root() {
        return directory.resolve("root");
    }

    Path installation() {
        return directory.resolve("lanner");
    }

    private void makeRoot() throws IOException {
        for (String name : DIRECTORIES) {
            Files.createDirectories(root().resolve(name));
        }
        for (String name : List.of("bin", "sbin", "lib", "lib32", "lib64")) {
            Path machines = Path.of("/", name);
            if (Files.isSymbolicLink(machines)) {
                Files.createSymbolicLink(root().resolve(name), Files.readSymbolicLink(machines));
            } else if (Files.isDirectory(machines)) {
                Files.createDirectory(root().resolve(name));
            }
        }
        Files.writeString(root().resolve("etc/passwd"), "root:x:0:0::/root:/bin/sh\nuser:x:1000:1000::/home:/bin/sh\n");
        Files.createFile(root().resolve("etc/hostname"));
        Files.setPosixFilePermissions(root().resolve("tmp"), PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    private void install() throws IOException {
        Path home = installation();
        Path checkout = Path.of("../..").toRealPath();
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("lib/cds"));
        Files.copy(checkout.resolve("lanner"), home.resolve("bin/lanner"), StandardCopyOption.COPY_ATTRIBUTES);
        Path options = Files.createDirectories(home.resolve("lib/jvm"));
        for (String file : List.of("lanner.options", "jdk24.options")) {
            Files.copy(checkout.resolve("recorder/jvm").resolve(file), options.resolve(file));
        }
        Path jars = Files.createDirectories(home.resolve("lib/recorder"));
        for (Path jar : StartedRecorder.jars(directory)) {
            Files.copy(jar, jars.resolve(jar.getFileName()));
            if (jar.getFileName().toString().matches("jffi-.*-native\\.jar")) {
                unpackNative(jar, home.resolve("lib/native"));
            }
        }
    }

    private static void unpackNative(Path jar, Path to) throws IOException {
        String platform = System.getProperty("os.arch").replace("amd64", "x86_64") + "-Linux";
        try (JarFile entries = new JarFile(jar.toFile())) {
            for (ZipEntry entry : entries.stream()
                    .filter(each -> each.getName().startsWith("jni/" + platform + "/") && !each.isDirectory())
                    .toList()) {
                Path file =
                        to.resolve(platform).resolve(Path.of(entry.getName()).getFileName());
                Files.createDirectories(file.getParent());
                try (InputStream in = entries.getInputStream(entry)) {
                    Files.copy(in, file);
                }
            }
        }
    }

    /** As an image's recipe does: the first recording leaves an archive of loaded classes behind. */
    private void warm() throws Exception {
        Path captures = Files.createDirectory(directory.resolve("warm"));
        OciContainer.Ended without = new OciContainer(this, captures, "").run("true");
        assumeTrue(
                without.status() == 0,
                "no container can be started here: " + without.err().strip());
        OciContainer container = new OciContainer(this, captures, "writable-installation");
        OciContainer.Ended ended = container.run(recorder("/tmp/x.lanner", "true"));
        Machine.needTracing(ended.err());
        if (ended.status() != 0) {
            throw new IOException("nothing is recorded in a container: " + ended.err());
        }
    }
}
