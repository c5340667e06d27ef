package lanner.recorder.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import lanner.capture.CaptureReader;
import lanner.capture.CaptureReport;
import lanner.capture.event.Event;
import lanner.recorder.Machine;
import lanner.recorder.StartedRecorder;
import org.junit.jupiter.api.io.TempDir;

/** What tests need that run the recorder as a process of its own. */
abstract class LiveTest {
    @TempDir
    Path directory;

    record Run(int status, String out, String err) {}

    interface Look {
        void at(Event event);
    }

    CaptureReport read(Look look) throws IOException {
        return read(directory.resolve("x.lanner"), look);
    }

    static CaptureReport read(Path capture, Look look) throws IOException {
        try (CaptureReader reader = CaptureReader.open(capture)) {
            Event event = new Event();
            while (reader.next(event)) {
                look.at(event);
            }
            return reader.report();
        }
    }

    void compile(Path source, String... options) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("gcc", "-O1", "-o", directory.resolve("t").toString()));
        command.add(source.toString());
        command.addAll(List.of(options));
        int status;
        try {
            status = new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            assumeTrue(false, "there is no gcc to make the traced program with");
            return;
        }
        assertThat(status).isZero();
    }

    /** The recorder's command line, with options before the command. */
    List<String> recorder(List<String> options, String... command) {
        List<String> line = StartedRecorder.line();
        line.addAll(List.of(
                "record",
                "-q",
                "--overwrite",
                "-o",
                directory.resolve("x.lanner").toString()));
        line.addAll(options);
        line.add("--");
        line.addAll(List.of(command));
        return line;
    }

    static List<String> plain(String... command) {
        return List.of(command);
    }

    List<String> recorder(String... command) {
        return recorder(StartedRecorder.level(), command);
    }

    Run record(String input, String... command) throws Exception {
        return mayTrace(run(recorder(command), input));
    }

    /** Records with options; skips where the machine forbids ptrace. */
    Run record(List<String> options, String... command) throws Exception {
        return mayTrace(run(recorder(options, command), ""));
    }

    private static Run mayTrace(Run run) {
        Machine.needTracing(run.err());
        return run;
    }

    Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(directory.resolve("err").toFile())
                .redirectOutput(directory.resolve("out").toFile())
                .start();
    }

    Run run(List<String> command, String input) throws Exception {
        Process process = start(command);
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The program has ended without reading.
            assertThat(e).hasMessageMatching("(?i).*(broken pipe|closed).*");
        }
        return end(process);
    }

    /** Waits for the end of what was started; what hangs is killed and fails the test. */
    Run end(Process process) throws Exception {
        boolean ended = process.waitFor(Machine.PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String out = Files.readString(directory.resolve("out"), StandardCharsets.ISO_8859_1);
        String err = Files.readString(directory.resolve("err"), StandardCharsets.ISO_8859_1);
        assertThat(ended)
                .as("it ends; so far it wrote \"%s\" and \"%s\"", out, err)
                .isTrue();
        return new Run(process.exitValue(), out, err);
    }
}
