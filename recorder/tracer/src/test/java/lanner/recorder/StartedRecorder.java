package lanner.recorder;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lanner.recorder.cli.RecorderMain;

/**
 * The recorder as a program of its own, from the classes under test, started as the launcher starts it: from jars, with the
 * quick compiler and with a class-data archive. That halves the time of a start. Where no archive can be made everything
 * works without.
 */
public final class StartedRecorder {
    private static List<String> words;

    private StartedRecorder() {}

    /** The words of a command line up to the recorder's own: these begin with {@code record}. */
    public static synchronized List<String> line() {
        if (words == null) {
            try {
                words = prepare();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new ArrayList<>(words);
    }

    /**
     * Options of a recording for which a test asks for none: the level of {@code --inline} that {@code -Dlanner.level} names,
     * for a run of the same tests at another level than the default.
     */
    public static List<String> level() {
        String level = System.getProperty("lanner.level");
        return level == null ? List.of() : List.of("--inline", level);
    }

    private static List<String> prepare() throws IOException {
        Path directory = Files.createTempDirectory("lanner-recorder");
        directory.toFile().deleteOnExit();
        String classPath = jars(directory).stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        Path archive = directory.resolve("recorder.jsa");
        archive.toFile().deleteOnExit();
        List<String> makes = line("-XX:ArchiveClassesAtExit=" + archive, classPath);
        Path capture = directory.resolve("x.lanner");
        makes.addAll(List.of("record", "-q", "-o", capture.toString(), "--", "true"));
        run(makes);
        delete(capture);
        return Files.exists(archive)
                ? line("-XX:SharedArchiveFile=" + archive, classPath)
                : line("-Xshare:auto", classPath);
    }

    private static List<String> line(String archive, String classPath) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // What the build starts this virtual machine with is what Lanner is started with.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-agentlib:") && !option.startsWith("-javaagent:"))
                .forEach(line::add);
        line.addAll(List.of("-XX:TieredStopAtLevel=1", archive, "-Xlog:disable"));
        line.addAll(List.of("-cp", classPath, RecorderMain.class.getName()));
        return line;
    }

    /** The class path, with a jar in the given directory in place of each directory of classes: only jars can be archived. */
    public static List<Path> jars(Path directory) throws IOException {
        List<Path> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path place = Path.of(entry);
            if (!Files.isDirectory(place)) {
                jars.add(place);
            } else if (!place.endsWith("test-classes")) {
                Path jar = directory.resolve(jars.size() + ".jar");
                jar.toFile().deleteOnExit();
                pack(place, jar);
                jars.add(jar);
            }
        }
        return jars;
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            entries.setLevel(0);
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, entries);
                entries.closeEntry();
            }
        }
    }

    /** A machine that forbids tracing makes an archive all the same, of less. */
    private static void run(List<String> line) throws IOException {
        Process process = new ProcessBuilder(line)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(Machine.PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path capture) throws IOException {
        if (!Files.exists(capture)) {
            return;
        }
        try (Stream<Path> files = Files.list(capture)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(capture);
    }
}
