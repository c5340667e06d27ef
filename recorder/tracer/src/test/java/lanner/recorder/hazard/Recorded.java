package lanner.recorder.hazard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import lanner.capture.CaptureReader;
import lanner.capture.CaptureReport;
import lanner.capture.CaptureVerifier;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.kit.ExecutableFile;
import lanner.recorder.Machine;
import lanner.recorder.StartedRecorder;

/** A small C program of this package, to be run alone and under the recorder, and what the capture then holds. */
final class Recorded {
    private static final int PATIENCE_SECONDS = (int) Machine.PATIENCE_SECONDS;

    private final Path directory;
    private final Path program;
    private final List<String> options = new ArrayList<>();

    record Run(int status, String out, String err) {}

    private Recorded(Path directory, Path program) {
        this.directory = directory;
        this.program = program;
    }

    /** A program that is made from {@code name.c}. */
    static Recorded program(Path directory, String name, String... headers) throws IOException, InterruptedException {
        return new Recorded(directory, compile(directory, name, headers));
    }

    /** A script for the shell. */
    static Recorded script(Path directory, String text) throws IOException {
        Path script = ExecutableFile.write(directory.resolve("script"), "#!/bin/sh\n" + text);
        return new Recorded(directory, script);
    }

    /** A file that is there already. */
    static Recorded of(Path directory, Path program) {
        return new Recorded(directory, program);
    }

    /** Compiles {@code name.c}, if that was not done yet; the test is skipped where there is no compiler. */
    static Path compile(Path directory, String name, String... headers) throws IOException, InterruptedException {
        return compile(directory, name, List.of(), headers);
    }

    /** The same with macros that are defined. */
    static Path compile(Path directory, String name, List<String> macros, String... headers)
            throws IOException, InterruptedException {
        String file = macros.isEmpty() ? name : name + "_" + String.join("_", macros);
        Path program = directory.resolve(file);
        if (Files.exists(program)) {
            return program;
        }
        Path source = source(directory, name, headers);
        Process compiler;
        try {
            List<String> line = new ArrayList<>(List.of("gcc", "-O1", "-Wall", "-Werror", "-pthread"));
            macros.forEach(macro -> line.add("-D" + macro));
            line.addAll(List.of("-o", program.toString(), source.toString()));
            compiler = new ProcessBuilder(line).inheritIO().start();
        } catch (IOException e) {
            assumeTrue(false, "there is no gcc to make the traced program with: " + e.getMessage());
            throw e;
        }
        assertThat(compiler.waitFor()).as("gcc %s.c", name).isZero();
        return program;
    }

    /** Has {@code name.c} and the headers in a directory. */
    static Path source(Path directory, String name, String... headers) throws IOException {
        Path source = directory.resolve(name + ".c");
        copy(name + ".c", source);
        for (String header : headers) {
            copy(header, directory.resolve(header));
        }
        return source;
    }

    private static void copy(String name, Path to) throws IOException {
        try (InputStream text = Recorded.class.getResourceAsStream(name)) {
            assertThat(text).as("%s", name).isNotNull();
            Files.copy(text, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Options for the recorder. */
    Recorded with(String... more) {
        options.addAll(Arrays.asList(more));
        return this;
    }

    /** Runs the program without us. */
    Run alone(String... arguments) throws IOException, InterruptedException {
        return end(startAlone(arguments));
    }

    /** Runs the program under the recorder. */
    Run recorded(String... arguments) throws IOException, InterruptedException {
        return end(startRecorded(arguments));
    }

    /** Runs the program both ways: it must say and be the same, and its capture must be intact. */
    Run sameAsAlone(String... arguments) throws IOException, InterruptedException {
        Run alone = alone(arguments);
        Run recorded = recorded(arguments);
        assertThat(recorded).as("recorded, as it is without us").isEqualTo(alone);
        assertIntact();
        return recorded;
    }

    void assertIntact() throws IOException {
        CaptureVerifier.Verification verification = CaptureVerifier.verify(capture());
        assertThat(verification.verdict())
                .as("%s", verification.objections())
                .isEqualTo(CaptureVerifier.Verdict.INTACT);
    }

    /** Starts the program without us. */
    Process startAlone(String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(program.toString()));
        line.addAll(Arrays.asList(arguments));
        return start(line);
    }

    Process startRecorded(String... arguments) throws IOException {
        List<String> line = recorder();
        line.addAll(List.of("--", program.toString()));
        line.addAll(Arrays.asList(arguments));
        return start(line);
    }

    /** Attaches the recorder to a process; what it says is the recorder's standard error. */
    Process startAttached(long pid) throws IOException {
        List<String> line = recorder();
        line.addAll(List.of("-p", Long.toString(pid)));
        return new ProcessBuilder(line).directory(directory.toFile()).start();
    }

    /** Waits until a process is traced; false if the recorder ends before. */
    static boolean awaitTraced(long pid, Process recorder) throws IOException, InterruptedException {
        for (int i = 0; i < PATIENCE_SECONDS * 100 && recorder.isAlive(); i++) {
            // Stopped once and gone on: by then the recording has begun.
            String status = Files.readString(Path.of("/proc/" + pid + "/status"));
            if (!status.contains("TracerPid:\t0\n") && status.contains("State:\tS")) {
                return true;
            }
            Thread.sleep(10);
        }
        return false;
    }

    private List<String> recorder() {
        List<String> line = StartedRecorder.line();
        line.addAll(List.of("record", "-q", "--overwrite", "-o", capture().toString()));
        line.addAll(options.isEmpty() ? StartedRecorder.level() : options);
        return line;
    }

    private Process start(List<String> line) throws IOException {
        return new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectError(directory.resolve("err").toFile())
                .redirectOutput(directory.resolve("out").toFile())
                .start();
    }

    /** Waits for the end of what was started. A program that hangs is killed, and the test fails. */
    Run end(Process process) throws IOException, InterruptedException {
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
            all.add(process.toHandle());
            all.forEach(ProcessHandle::destroyForcibly);
            process.waitFor();
        }
        Run run = new Run(process.exitValue(), text("out"), text("err"));
        Machine.needTracing(run.err());
        assertThat(ended).as("ends within reason: %s", run).isTrue();
        return run;
    }

    /** Waits until the program has said this. */
    void await(String word, Process process) throws IOException, InterruptedException {
        for (int i = 0;
                i < PATIENCE_SECONDS * 100 && process.isAlive() && !text("out").contains(word);
                i++) {
            Thread.sleep(10);
        }
        Machine.needTracing(text("err"));
        assertThat(text("out")).contains(word);
    }

    /** Waits until a process that is not ours is gone, or a zombie that nobody reaps. */
    static boolean endsSoon(long pid) throws InterruptedException {
        for (int i = 0; i < PATIENCE_SECONDS * 100; i++) {
            try {
                String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
                if (stat.substring(stat.lastIndexOf(')')).startsWith(") Z")) {
                    return true;
                }
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("/proc/" + pid);
                return true;
            }
            Thread.sleep(10);
        }
        return false;
    }

    /** What the program that was started last has said so far. */
    String text(String stream) throws IOException {
        return Files.readString(directory.resolve(stream), StandardCharsets.ISO_8859_1);
    }

    private Path capture() {
        return directory.resolve("x.lanner");
    }

    /** The events of the last recording, without the frame of its segments. */
    List<Event> events() throws IOException {
        List<Event> events = new ArrayList<>();
        try (CaptureReader reader = CaptureReader.open(capture())) {
            Event event = new Event();
            while (reader.next(event)) {
                if (event.type().kind() != EventType.Kind.SEGMENT) {
                    events.add(event.copy());
                }
            }
        }
        return events;
    }

    /** The events of these types. */
    List<Event> events(EventType... types) throws IOException {
        List<EventType> wanted = List.of(types);
        return events().stream().filter(event -> wanted.contains(event.type())).toList();
    }

    /** What the calls of this type named and returned, {@code "name result"}, for names that begin so. */
    List<String> calls(EventType type, String parameter, String prefix) throws IOException {
        return events(type).stream()
                .filter(event ->
                        String.valueOf(event.text(type.indexOf(parameter))).startsWith(prefix))
                .map(event -> event.text(type.indexOf(parameter)) + " " + event.result())
                .toList();
    }

    /** How many stops the tracer served in the last recording. */
    long stops() throws IOException {
        return counters().get("stops");
    }

    /** The figures of the last recording. */
    Map<String, Long> counters() throws IOException {
        try (CaptureReader reader = CaptureReader.open(capture())) {
            Event event = new Event();
            while (reader.next(event)) {
                assertThat(event.sequence()).isNotNegative();
            }
            CaptureReport report = reader.report();
            return report.footers().get(report.footers().size() - 1).counters();
        }
    }
}
