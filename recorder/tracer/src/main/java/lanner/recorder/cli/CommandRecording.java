package lanner.recorder.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import lanner.capture.InlineLevel;
import lanner.capture.queue.QueueCaptureWriter;
import lanner.recorder.metrics.DiskWatch;
import lanner.recorder.os.Launcher;
import lanner.recorder.os.Signals;
import lanner.recorder.placement.PlacementMode;
import lanner.recorder.recording.RecordingOptions;
import lanner.recorder.seccomp.Profile;
import lanner.recorder.seccomp.Selection;
import lanner.recorder.session.InlineChoice;
import lanner.recorder.session.Keeping;
import lanner.recorder.session.RecordingException;
import lanner.recorder.session.RecordingOutcome;
import lanner.recorder.session.RecordingRequest;
import lanner.recorder.session.RecordingSession;
import lanner.recorder.session.RunningRecording;
import lanner.recorder.session.Shortage;
import lanner.recorder.session.Target;
import lanner.recorder.syscall.EnvironmentPolicy;
import lanner.recorder.trace.Denied;
import lanner.recorder.trace.TraceResult;

/**
 * A recording as {@code record} makes it, for commands that do more with it: the program has its caller's descriptors, limits
 * and signals, gets what is typed and sent to this process, and what is missing is said.
 */
public final class CommandRecording {
    /** The bytes of data and of paths that are kept where nothing else is asked for. */
    private static final int DATA_BYTES = 80;

    private static final int PATH_BYTES = 4_096;

    private final Launcher.CallerState caller = ProgramCaller.state();
    private final ProgramSignals signals = new ProgramSignals();
    private final PrintWriter err;

    /**
     * To be made before this process changes any signal or limit.
     *
     * @param err where messages go
     */
    public CommandRecording(PrintWriter err) {
        this.err = err;
    }

    /**
     * Begins to do what takes longest in a start, on a thread of its own, and gives this process a name. What goes wrong is
     * told when the capture is begun.
     */
    public static void prepare() {
        nameThisProcess();
        Thread loader = new Thread(QueueCaptureWriter::prepare, "lanner-loading");
        loader.setDaemon(true);
        loader.setUncaughtExceptionHandler((thread, failure) -> {});
        try {
            loader.start();
        } catch (OutOfMemoryError e) {
            // One more thread is not allowed here: the recording will say so, or do without.
            return;
        }
    }

    /** So that process lists, and the recorded program's parent, say who this is. */
    private static void nameThisProcess() {
        try {
            Files.writeString(Path.of("/proc/self/comm"), "lanner", StandardOpenOption.WRITE);
        } catch (IOException e) {
            // A /proc that cannot be written: then the process keeps the virtual machine's name.
            return;
        }
    }

    /**
     * A command to record as it is recorded where nothing else is asked for.
     *
     * @param capture where to
     * @param profile which calls
     * @param inline what is recorded inside of processes; empty for what is usual
     */
    public RecordingRequest request(
            List<String> command, RecordingRequest.Output capture, Profile profile, Optional<InlineLevel> inline) {
        Selection selection = Selection.of(profile);
        InlineChoice choice = inline.map(this::choice).orElseGet(() -> InlineChoice.usual(selection));
        return new RecordingRequest(
                new Target.Program(command, ProgramCaller.keptDescriptors()),
                capture,
                new RecordingOptions(PATH_BYTES, DATA_BYTES, EnvironmentPolicy.NONE, Optional.empty(), selection),
                Denied.NOTHING,
                PlacementMode.GOVERNOR,
                choice,
                Map.of());
    }

    /** A level that was asked for; where the machine lacks something for it that is said. */
    InlineChoice choice(InlineLevel level) {
        InlineChoice choice = InlineChoice.of(level);
        choice.missing().ifPresent(what -> err.println("lanner: " + what + ": every call is recorded by a stop"));
        return choice;
    }

    /**
     * Records until the program and all its children have ended, or what was attached to has. The calling thread traces.
     *
     * @param onStart told of the recording once it runs
     * @throws RecordingException when nothing was recorded, or when the capture could not be closed or deleted
     */
    public RecordingOutcome run(RecordingRequest request, Consumer<RunningRecording> onStart)
            throws RecordingException {
        ProgramSignals.ignoreQuit();
        Consumer<String> messages = sentence -> err.println("lanner: " + sentence);
        // Before the tracer confines itself to one processor.
        try (DiskWatch disk = DiskWatch.start(messages)) {
            return new RecordingSession(request, caller, messages).run(running -> {
                disk.follow(running);
                if (request.target() instanceof Target.Program) {
                    Keeping keeping = request.output().keeping();
                    signals.passOn(
                            running, caller.ignored(), keeping.retention().drops());
                } else {
                    signals.letGo(running);
                }
                onStart.accept(running);
            });
        } catch (RuntimeException | Error e) {
            Optional<RecordingException> refused = Shortage.of(e);
            if (refused.isEmpty()) {
                throw e;
            }
            throw refused.get();
        }
    }

    /** Signals to this process are its own again: there is no program any more that gets them. */
    public void giveSignalsBack() {
        signals.close();
    }

    /** Says what is missing in a recording. */
    public void sayMissing(RecordingRequest request, RecordingOutcome outcome) {
        RecordReport report = new RecordReport(request.output(), false, err);
        report.printMissing(outcome);
        err.flush();
    }

    /** The command's own status; as it was ended by a signal so is this process, and then this does not return. */
    public static int endAs(TraceResult trace) {
        int signal = trace.fatalSignal();
        if (signal > 0) {
            // The shell says the same as without us.
            new Signals().dieOf(signal);
            return 128 + signal;
        }
        return trace.shellStatus() < 0 ? RecordingException.ENVIRONMENT : trace.shellStatus();
    }
}
