package lanner.recorder.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import lanner.capture.CaptureWriteException;
import lanner.capture.CaptureWriter;
import lanner.recorder.arch.Architecture;
import lanner.recorder.context.ContainerFacts;
import lanner.recorder.context.ContainerFinder;
import lanner.recorder.inline.InlinePlan;
import lanner.recorder.recording.Clock;
import lanner.recorder.recording.Recording;
import lanner.recorder.syscall.SyscallTable;
import lanner.recorder.trace.TracePolicy;

/**
 * What a recording is made of, whatever it follows.
 *
 * @param clock tells the capture and its events the time
 * @param container looked for in another thread; the first snapshot waits for it
 */
record Setup(RecordingRequest request, Clock clock, CaptureFile capture, CompletableFuture<ContainerFacts> container) {
    /**
     * Begins to look for the container; writes nothing.
     *
     * @param messages told in a sentence what went wrong while the recording goes on
     */
    static Setup of(RecordingRequest request, Consumer<String> messages) throws RecordingException {
        String machine = System.getProperty("os.arch");
        if (Architecture.of(machine).isEmpty()) {
            throw new RecordingException(
                    RecordingException.ENVIRONMENT, "programs are recorded on x86_64 and aarch64, not on " + machine);
        }
        CaptureFile capture = new CaptureFile(request.output(), messages);
        Clock clock = new Clock();
        CompletableFuture<ContainerFacts> container =
                CompletableFuture.supplyAsync(() -> new ContainerFinder(Path.of("/"), System.getenv(), messages)
                        .find()
                        .withLabels(request.labels()));
        return new Setup(request, clock, capture, container);
    }

    /** Begins the capture; {@code command} is what its header says is recorded, one character a byte. */
    CaptureWriter open(List<String> command) throws CaptureWriteException {
        return capture.open(SessionHeader.of(request, command, capture.signer()), clock);
    }

    /** The recording that writes events to the capture; made by the thread that traces. */
    Recording recording(Tracer tracer, CaptureWriter writer, SyscallTable table) {
        return new Recording(
                tracer.memory(), writer, table, request.options(), clock, container, () -> capture.putAside(writer));
    }

    /** @param inline what is recorded inside of processes; empty for nothing */
    TracePolicy policy(Optional<InlinePlan> inline) {
        return new TracePolicy(
                request.options().selection(),
                request.denied(),
                request.output().keeping().killOnError(),
                inline);
    }

    /** What is recorded inside of processes; empty where that is nothing. */
    Optional<InlinePlan> inlinePlan() {
        return InlinePlan.of(
                request.inline().level(),
                request.options().selection(),
                request.denied().calls());
    }
}
