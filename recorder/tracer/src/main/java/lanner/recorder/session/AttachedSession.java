package lanner.recorder.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import lanner.capture.CaptureWriteException;
import lanner.capture.CaptureWriter;
import lanner.recorder.context.ProcFiles;
import lanner.recorder.os.NativeFacts;
import lanner.recorder.placement.PlacementMode;
import lanner.recorder.recording.Recording;
import lanner.recorder.syscall.SyscallTable;
import lanner.recorder.trace.Attachment;
import lanner.recorder.trace.TraceLoop;
import lanner.recorder.trace.TraceResult;

/**
 * The recording of processes that are there already. Its states, a method each:
 *
 * <pre>
 * open       the capture is begun
 * attach     from here on a signal that ends us lets the processes go; where one that was named refuses, all are let go
 * trace      until they have ended or are let go
 * end        the capture is closed, and stays or goes
 * </pre>
 *
 * A thread of its own attaches and traces: the kernel lets go what was attached to when that thread ends, without waking
 * any of it.
 */
final class AttachedSession {
    private final Setup setup;
    private final Target.Processes processes;
    private final ProcFiles files = new ProcFiles(new NativeFacts());
    private final Ending ending;

    AttachedSession(Setup setup, Target.Processes processes) {
        this.setup = setup;
        this.processes = processes;
        this.ending =
                new Ending(setup.capture(), setup.request().output().keeping().onExit());
    }

    private record Followed(TraceResult result, Recording recording, Map<Integer, String> refused) {}

    RecordingOutcome run(Consumer<RunningRecording> onStart) throws RecordingException {
        CaptureWriter writer = open();
        Followed followed = inTracerThread(new FutureTask<>(() -> follow(writer, onStart)));
        return ending.finish(followed.result(), writer, followed.recording(), followed.refused());
    }

    private CaptureWriter open() throws RecordingException {
        List<String> command = processes.pids().stream()
                .findFirst()
                .flatMap(pid -> files.text(pid + "/cmdline"))
                .map(line -> List.of(line.split("\0")))
                .orElse(List.of());
        try {
            return setup.open(command);
        } catch (CaptureWriteException e) {
            throw new RecordingException(RecordingException.ENVIRONMENT, e);
        }
    }

    private static Followed inTracerThread(FutureTask<Followed> following) throws RecordingException {
        Thread tracer = new Thread(following, "lanner-tracer");
        tracer.start();
        try {
            Followed followed = following.get();
            tracer.join();
            return followed;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RecordingException refused) {
                throw refused;
            }
            throw new IllegalStateException("the tracer failed", e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    private Followed follow(CaptureWriter writer, Consumer<RunningRecording> onStart) throws RecordingException {
        // Processes of others are left where they are: nobody could put them back if we were killed.
        Tracer tracer = Tracer.of(PlacementMode.OFF);
        Recording recording = setup.recording(tracer, writer, new SyscallTable());
        AttachedProgress progress =
                new AttachedProgress(recording, writer, setup.capture().delivery());
        // Told before anything is attached to: what would end us must let it go from the first moment.
        onStart.accept(progress);
        Attachment attachment = new Attachment(tracer.ptrace(), files);
        Optional<RecordingException> refused = attach(attachment);
        refused.ifPresent(reason -> progress.detach());
        TraceResult result = trace(tracer, recording, progress, attachment);
        if (refused.isPresent()) {
            ending.undo(writer, refused.get());
            throw refused.get();
        }
        // As long as this thread is there to be asked.
        recording.tracerNanos();
        return new Followed(result, recording, attachment.refused());
    }

    /** Attaches to all of them; the reason where one that was named cannot be attached to. */
    private Optional<RecordingException> attach(Attachment attachment) {
        try {
            attachment.to(processes.pids());
            return Optional.empty();
        } catch (Attachment.RefusedException e) {
            return Optional.of(new RecordingException(RecordingException.ENVIRONMENT, e.getMessage()));
        }
    }

    private TraceResult trace(Tracer tracer, Recording recording, AttachedProgress progress, Attachment attachment) {
        TraceLoop loop = TraceLoop.attached(
                tracer.ptrace(),
                tracer.memory(),
                recording,
                tracer.placement(),
                setup.policy(Optional.empty()),
                attachment.threads());
        progress.begins(loop);
        return loop.run();
    }
}
