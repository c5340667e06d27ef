package lanner.recorder.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lanner.recorder.Machine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts that come to nothing, and captures that cannot be begun. */
@Tag("ptrace")
class StartLiveTest extends LiveTest {
    private Path capture() {
        return directory.resolve("x.lanner");
    }

    private Path program(String content) throws Exception {
        Path program = Files.writeString(directory.resolve("program"), content);
        assertThat(program.toFile().setExecutable(!content.isEmpty())).isTrue();
        return program;
    }

    @ParameterizedTest
    @CsvSource({
        "'\u007fELF and no more', 126, exec format error",
        "'#!/nowhere/interpreter\n', 127, no such file or directory",
        "'', 126, permission denied",
    })
    void aProgramThatCannotBeStartedLeavesNoCapture(String content, int status, String reason) throws Exception {
        Run run = record("", program(content).toString());
        assertThat(run.err()).contains(reason);
        assertThat(run.status()).isEqualTo(status);
        assertThat(capture()).doesNotExist();
    }

    @Test
    void anEmptyDirectoryThatWasThereIsThereAndEmptyAfterARefusedStart() throws Exception {
        Files.createDirectory(capture());
        Run run = record("", program("").toString());
        assertThat(run.status()).isEqualTo(126);
        assertThat(capture()).isEmptyDirectory();
    }

    @Test
    void whereNobodyMayTraceNoCaptureIsLeft() throws Exception {
        try (InputStream text = StartLiveTest.class.getResourceAsStream("refuse.c")) {
            compile(Files.write(directory.resolve("refuse.c"), text.readAllBytes()), "-w");
        }
        List<String> line = new ArrayList<>(List.of(directory.resolve("t").toString(), "trace"));
        line.addAll(recorder("true"));
        Run run = run(line, "");
        assertThat(run.err()).contains("may not trace its own children");
        assertThat(run.status()).isEqualTo(4);
        assertThat(capture()).doesNotExist();
    }

    /** Runs the recorder where the capture's directory is a file system of its own. */
    private Run recordOn(String mountOptions, String... options) throws Exception {
        Path place = Files.createDirectory(directory.resolve("place"));
        String mount = "mount -t tmpfs -o " + mountOptions + " tmpfs " + place;
        assumeTrue(
                run(List.of("unshare", "-m", "sh", "-c", mount), "").status() == 0,
                "nothing can be mounted in a namespace of its own here");
        List<String> line = new ArrayList<>(List.of("unshare", "-m", "sh", "-c"));
        line.add(mount + " && \"$@\"; status=$?; ls -A " + place + "; exit $status");
        line.add("sh");
        List<String> recorder = recorder(List.of(options), "sh", "-c", "echo ran; exit 3");
        recorder.set(
                recorder.indexOf(capture().toString()),
                place.resolve("x.lanner").toString());
        line.addAll(recorder);
        Run run = run(line, "");
        Machine.needTracing(run.err());
        return run;
    }

    @ParameterizedTest
    @ValueSource(strings = {"size=1m", "size=64k", "ro"})
    void whereNoCaptureCanBeBegunTheProgramRunsAllTheSame(String mountOptions) throws Exception {
        Run run = recordOn(mountOptions);
        assertThat(run.err()).contains("the program ran, and nothing was recorded: ");
        assertThat(run.out()).isEqualTo("ran\n");
        assertThat(run.status()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"size=1m", "ro"})
    void orItIsNotStartedWhereItIsToBeKilledThen(String mountOptions) throws Exception {
        Run run = recordOn(mountOptions, "--on-capture-error", "kill");
        assertThat(run.out()).isEmpty();
        assertThat(run.status()).isEqualTo(4);
    }

    @Test
    void aPlaceThatIsNoneForACaptureIsLeftAloneAndNothingStarted() throws Exception {
        Files.createDirectory(capture());
        Files.writeString(capture().resolve("letter"), "mine");
        Run run = record("", "sh", "-c", "echo ran");
        assertThat(run.out()).isEmpty();
        assertThat(run.status()).isEqualTo(4);
        try (Stream<Path> there = Files.list(capture())) {
            assertThat(there).containsExactly(capture().resolve("letter"));
        }
    }
}
