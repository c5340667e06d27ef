package lanner.recorder.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import lanner.capture.CaptureWriteException;
import lanner.capture.CaptureWriter;
import lanner.recorder.Machine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartGuardTest {
    @TempDir
    private Path directory;

    private final List<String> messages = new ArrayList<>();
    private final CaptureWriter writer = new FakeWriter(path -> {});

    private Path capture() {
        return directory.resolve("x.lanner");
    }

    private StartGuard guard(Callable<CaptureWriter> opens) throws RecordingException {
        return new StartGuard(
                new CaptureFile(new RecordingRequest.Output(capture(), false, Keeping.ALL), messages::add), opens);
    }

    private CaptureWriter opened() throws IOException {
        Files.createFile(Files.createDirectory(capture()).resolve("0.cq4"));
        return writer;
    }

    private CaptureWriter refused() throws CaptureWriteException {
        throw new CaptureWriteException(CaptureWriteException.Reason.NO_PLACE, "it is another's", null);
    }

    @Test
    void theCaptureIsThereOnceItIsOpen() throws Exception {
        StartGuard guard = guard(this::opened);
        guard.begin();
        assertThat(guard.opened()).isSameAs(writer);
        guard.release();
        assertThat(capture()).isDirectory();
    }

    @Test
    void aCaptureThatCannotBeBegunSaysWhy() throws Exception {
        StartGuard guard = guard(this::refused);
        guard.begin();
        assertThatThrownBy(guard::opened)
                .isInstanceOf(CaptureWriteException.class)
                .hasMessage("it is another's");
        guard.release();
    }

    @Test
    void aFaultOfOursWhileOpeningIsNoRefusal() throws Exception {
        StartGuard guard = guard(() -> {
            throw new IllegalArgumentException("a fault");
        });
        guard.begin();
        assertThatThrownBy(guard::opened)
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("a fault");
        guard.release();
    }

    @Test
    void anEndBeforeTheProgramRunsTakesTheCaptureBack() throws Exception {
        StartGuard guard = guard(this::opened);
        guard.begin();
        guard.undo();
        assertThat(capture()).doesNotExist();
        assertThat(messages).isEmpty();
        guard.release();
    }

    @Test
    void anEndLeavesWhatBelongsToAnother() throws Exception {
        Files.createDirectory(capture());
        StartGuard guard = guard(this::refused);
        guard.begin();
        guard.undo();
        assertThat(capture()).isDirectory();
        guard.release();
    }

    @Test
    void anEndTakesBackWhatWasHalfOpened() throws Exception {
        StartGuard guard = guard(() -> {
            opened();
            throw new IllegalStateException("libraries do not start while a process ends");
        });
        guard.begin();
        guard.undo();
        assertThat(capture()).doesNotExist();
        guard.release();
    }

    @Test
    void whoeverIsToldToEndBeforeTheBeginningOpensNothing() throws Exception {
        AtomicBoolean opens = new AtomicBoolean();
        StartGuard guard = guard(() -> {
            opens.set(true);
            return writer;
        });
        guard.undo();
        Thread starting = new Thread(guard::begin, "starting");
        starting.setDaemon(true);
        starting.start();
        assertThat(Machine.await(() -> starting.getState() == Thread.State.WAITING))
                .isTrue();
        assertThat(opens).isFalse();
        guard.release();
    }
}
