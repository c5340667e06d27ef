package lanner.recorder.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import lanner.capture.Retention;
import lanner.recorder.Machine;
import lanner.recorder.os.Launcher;
import lanner.recorder.os.Signals;
import lanner.recorder.placement.PlacementMode;
import lanner.recorder.recording.RecordingOptions;
import lanner.recorder.syscall.EnvironmentPolicy;
import lanner.recorder.trace.Denied;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("ptrace")
@Isolated("it traces from this virtual machine")
class SessionLiveTest {
    @TempDir
    private Path directory;

    private final List<String> messages = new ArrayList<>();

    private Path capture() {
        return directory.resolve("x.lanner");
    }

    private RecordingOutcome record(Target target, Keeping.OnExit onExit, Consumer<RunningRecording> onStart)
            throws RecordingException {
        RecordingRequest request = new RecordingRequest(
                target,
                new RecordingRequest.Output(
                        capture(), false, new Keeping(Retention.ALL, Optional.empty(), onExit, false)),
                new RecordingOptions(4096, 80, EnvironmentPolicy.NONE),
                Denied.NOTHING,
                PlacementMode.OFF,
                InlineChoice.NOTHING,
                Map.of());
        try {
            return new RecordingSession(request, Launcher.CallerState.inherited(), messages::add).run(onStart);
        } catch (RecordingException e) {
            Machine.needTracing(e.getMessage());
            throw e;
        }
    }

    private static Target shell(String script) {
        return new Target.Program(List.of("sh", "-c", script), List.of(0, 1, 2));
    }

    @ParameterizedTest
    @CsvSource({
        "exit 0, KEEP, 0, true",
        "exit 0, FAILURE, 0, false",
        "exit 3, FAILURE, 3, true",
        "exit 3, DROP, 3, false",
        "kill -9 $$, FAILURE, 137, true",
    })
    void aProgramIsRecordedToItsEndAndItsCaptureStaysAsWanted(
            String script, Keeping.OnExit onExit, int status, boolean stays) throws Exception {
        AtomicReference<RunningRecording> running = new AtomicReference<>();
        RecordingOutcome outcome = record(shell(script), onExit, running::set);
        assertThat(outcome.trace().shellStatus()).isEqualTo(status);
        assertThat(outcome.stays()).isEqualTo(stays);
        assertThat(capture().toFile().exists()).isEqualTo(stays);
        assertThat(outcome.written().events())
                .isPositive()
                .isEqualTo(running.get().events());
        assertThat(running.get().pid()).isPositive();
        assertThat(running.get().commandHasEnded()).isTrue();
        assertThat(running.get().stops()).isEqualTo(outcome.trace().stops());
        assertThat(messages).isEmpty();
    }

    @Test
    void aProgramIsHeldUntilWhoeverHandlesSignalsIsReady() throws Exception {
        RecordingOutcome outcome = record(shell("exit 0"), Keeping.OnExit.DROP, running -> {
            assertThat(running.events()).isZero();
            assertThat(running.commandHasEnded()).isFalse();
        });
        assertThat(outcome.written().events()).isPositive();
    }

    @Test
    void aProgramThatIsToldToEndBeforeItRunsIsKilledAndLeavesNoCapture() throws Exception {
        RecordingOutcome outcome = record(shell("sleep 1000"), Keeping.OnExit.KEEP, RunningRecording::end);
        assertThat(outcome.trace().killed()).isTrue();
        assertThat(outcome.trace().fatalSignal()).isEqualTo(9);
        assertThat(outcome.stays()).isFalse();
        assertThat(capture()).doesNotExist();
    }

    @Test
    void aProgramThatAnotherKillsBeforeItRunsEndsAsWithoutARecorder() throws Exception {
        RecordingOutcome outcome =
                record(shell("sleep 1000"), Keeping.OnExit.KEEP, running -> new Signals().send(running.pid(), 9));
        assertThat(outcome.trace().killed()).isFalse();
        assertThat(outcome.trace().fatalSignal()).isEqualTo(9);
        assertThat(capture()).doesNotExist();
    }

    @Test
    void aProgramThatWasStartedCannotBeLetGo() throws Exception {
        record(
                shell("exit 0"),
                Keeping.OnExit.DROP,
                running -> assertThatThrownBy(running::detach).isInstanceOf(IllegalStateException.class));
    }

    @ParameterizedTest
    @CsvSource({"nowhere, 127", "/, 126"})
    void aCommandThatIsNoProgramBeginsNoCapture(String command, int status) {
        Target target = new Target.Program(List.of(command), List.of());
        assertThatThrownBy(() -> record(target, Keeping.OnExit.KEEP, running -> messages.add("started")))
                .isInstanceOfSatisfying(
                        RecordingException.class, e -> assertThat(e.status()).isEqualTo(status));
        assertThat(messages).isEmpty();
        assertThat(capture()).doesNotExist();
    }

    /** Starts a process that is no child of this virtual machine, whose own threads would wait for its stops too. */
    private ProcessHandle orphan(String script) throws Exception {
        Process parent = new ProcessBuilder("sh", "-c", "{ " + script + "; } </dev/null >/dev/null 2>&1 & echo $!")
                .directory(directory.toFile())
                .start();
        String pid = new String(parent.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        assertThat(parent.waitFor()).isZero();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private static Target processes(ProcessHandle process) {
        return new Target.Processes(List.of((int) process.pid()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void processesAreLetGoWhateverIsAskedBeforeTheFirstIsAttachedTo(boolean atOnce) throws Exception {
        ProcessHandle sleeping = orphan("exec sleep 1000");
        try {
            RecordingOutcome outcome = record(processes(sleeping), Keeping.OnExit.KEEP, running -> {
                assertThat(running.pid()).isZero();
                assertThat(running.stops()).isZero();
                if (atOnce) {
                    running.end();
                } else {
                    running.detach();
                }
            });
            assertThat(outcome.trace().detached()).isTrue();
            assertThat(outcome.refused()).isEmpty();
            assertThat(sleeping.isAlive()).isTrue();
        } finally {
            sleeping.destroyForcibly();
        }
    }

    @Test
    void whatIsAttachedToIsRecordedToItsEnd() throws Exception {
        assumeTrue(
                new ProcessBuilder("mkfifo", directory.resolve("gate").toString())
                                .start()
                                .waitFor()
                        == 0,
                "no named pipe can be made here");
        ProcessHandle waiting = orphan("read line < gate; exit 0");
        Thread ending = new Thread(() -> openWhenTraced(waiting), "ending");
        try {
            ending.start();
            RecordingOutcome outcome = record(processes(waiting), Keeping.OnExit.KEEP, running -> {});
            assertThat(outcome.trace().detached()).isFalse();
            assertThat(outcome.written().events()).isPositive();
            assertThat(outcome.stays()).isTrue();
        } finally {
            waiting.destroyForcibly();
            ending.join();
        }
    }

    private void openWhenTraced(ProcessHandle waiting) {
        try {
            if (Machine.await(() -> !waiting.isAlive() || isTraced(waiting))) {
                Files.writeString(directory.resolve("gate"), "go\n");
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isTraced(ProcessHandle process) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .anyMatch(line -> line.startsWith("TracerPid:") && !line.endsWith("\t0"));
    }

    @Test
    void processesThatAreNotThereLeaveNoCapture() {
        // Beyond the greatest process id there can be.
        Target target = new Target.Processes(List.of(1 << 23));
        assertThatThrownBy(() -> record(target, Keeping.OnExit.KEEP, running -> {}))
                .isInstanceOfSatisfying(
                        RecordingException.class, e -> assertThat(e.status()).isEqualTo(RecordingException.ENVIRONMENT))
                .hasMessage("there is no process 8388608");
        assertThat(capture()).doesNotExist();
    }
}
