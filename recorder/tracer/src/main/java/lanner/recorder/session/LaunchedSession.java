package lanner.recorder.session;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import lanner.capture.CaptureWriteException;
import lanner.capture.CaptureWriter;
import lanner.recorder.context.ProcFiles;
import lanner.recorder.inline.InlinePlan;
import lanner.recorder.os.Launcher;
import lanner.recorder.os.NativeFacts;
import lanner.recorder.os.Orphans;
import lanner.recorder.os.OsException;
import lanner.recorder.placement.Placement;
import lanner.recorder.placement.PlacementMode;
import lanner.recorder.recording.Recording;
import lanner.recorder.seccomp.ArgumentTest;
import lanner.recorder.seccomp.Filter;
import lanner.recorder.seccomp.InlineRules;
import lanner.recorder.seccomp.Selection;
import lanner.recorder.syscall.SyscallTable;
import lanner.recorder.trace.Denied;
import lanner.recorder.trace.TraceLoop;
import lanner.recorder.trace.TraceResult;

/**
 * The recording of a program that is started for it. The calling thread starts it and traces it. Its states, a method each:
 *
 * <pre>
 * prepare    the program's file is found, its filter built; nothing has happened yet
 * open       the capture is begun; until the program runs, a signal that ends us takes it back (StartGuard)
 * start      the program is there and seized, and has not run a step
 * trace      until the last of its processes has ended
 * end        the capture is closed, and stays or goes; one whose program did not run goes
 * </pre>
 */
final class LaunchedSession {
    private final Setup setup;
    private final RecordingRequest request;
    private final Target.Program program;
    /** The command and its arguments. */
    private final List<byte[]> words;

    private final Launcher.CallerState caller;
    private final Ending ending;
    private final Optional<InlinePlan> inline;

    LaunchedSession(Setup setup, Target.Program program, Launcher.CallerState caller) {
        this.setup = setup;
        this.request = setup.request();
        this.program = program;
        this.words = ExecBytes.of(program.command());
        this.caller = caller;
        this.inline = setup.inlinePlan();
        this.ending = new Ending(setup.capture(), request.output().keeping().onExit());
    }

    /** What a started program is followed by. */
    private record Started(Tracer tracer, CaptureWriter writer, Recording recording, TraceLoop loop, int pid) {}

    RecordingOutcome run(Consumer<RunningRecording> onStart) throws RecordingException {
        Launcher.Command command = prepare();
        StartGuard guard = open();
        Started started = start(command, guard);
        onStart.accept(new LaunchedProgress(
                started.pid(),
                started.loop(),
                started.recording(),
                started.writer(),
                setup.capture().delivery()));
        guard.release();
        return end(trace(started), started);
    }

    private Launcher.Command prepare() throws RecordingException {
        byte[] path = file();
        Filter filter = filter(request.options().selection(), request.placement(), request.denied(), inline);
        return new Launcher.Command(
                path,
                words,
                ExecBytes.environment(),
                filter.encoded(),
                program.keptDescriptors().stream().mapToInt(Integer::intValue).toArray());
    }

    /** The program's file. Where its path is no text only the kernel can look for it. */
    private byte[] file() throws RecordingException {
        String name = program.command().get(0);
        if (name.indexOf('/') >= 0 && !Arrays.equals(words.get(0), ExecBytes.encoded(name))) {
            return words.get(0);
        }
        CommandResolver.Resolution resolved = CommandResolver.resolve(name);
        return ExecBytes.encoded(
                resolved.path().orElseThrow(() -> new RecordingException(resolved.status(), resolved.reason())));
    }

    /** The filter of a program that is recorded so. */
    static Filter filter(Selection selection, PlacementMode placement, Denied denied, Optional<InlinePlan> inline) {
        InlineRules rules = inline.map(InlinePlan::rules).orElse(InlineRules.NONE);
        return Filter.of(selection, silentCalls(placement), TraceLoop.WAITS, denied.calls(), rules);
    }

    /** The calls that have to stop without being recorded. */
    private static Map<String, List<ArgumentTest>> silentCalls(PlacementMode placement) {
        Map<String, List<ArgumentTest>> calls = new HashMap<>(TraceLoop.SILENT_CALLS);
        if (placement != PlacementMode.OFF) {
            Placement.CALLS.forEach(call -> calls.put(call, List.of()));
        }
        return calls;
    }

    private StartGuard open() {
        List<String> command = words.stream().map(ExecBytes::latin1).toList();
        StartGuard guard = new StartGuard(setup.capture(), () -> setup.open(command));
        guard.begin();
        return guard;
    }

    /** The program starts when its capture can take its first event, and not at all if there is none. */
    private Started start(Launcher.Command command, StartGuard guard) throws RecordingException {
        try {
            Tracer tracer = Tracer.of(request.placement());
            // Made while the capture is opened.
            SyscallTable table = new SyscallTable();
            return start(command, tracer, table, openedOrNone(guard));
        } catch (RecordingException | RuntimeException | Error e) {
            guard.release();
            throw e;
        }
    }

    private Started start(Launcher.Command command, Tracer tracer, SyscallTable table, CaptureWriter writer)
            throws RecordingException {
        try {
            int pid = launch(command, tracer, writer);
            Recording recording = setup.recording(tracer, writer, table);
            TraceLoop loop = TraceLoop.launched(
                    tracer.ptrace(), tracer.memory(), recording, tracer.placement(), setup.policy(inline), pid);
            if (ProcessHandle.current().pid() == 1) {
                endWithContainer(loop);
            }
            return new Started(tracer, writer, recording, loop, pid);
        } catch (RuntimeException | Error e) {
            // The program has not run a step, and ends with us.
            ending.undo(writer, e);
            throw e;
        }
    }

    /** The capture, or one that takes nothing where none can be written and the program is to go on all the same. */
    private CaptureWriter openedOrNone(StartGuard guard) throws RecordingException {
        try {
            return guard.opened();
        } catch (CaptureWriteException e) {
            if (e.reason() == CaptureWriteException.Reason.NO_PLACE
                    || request.output().keeping().killOnError()) {
                throw new RecordingException(RecordingException.ENVIRONMENT, e);
            }
            return new NoCapture(e);
        }
    }

    private int launch(Launcher.Command command, Tracer tracer, CaptureWriter writer) throws RecordingException {
        tracer.placement().start();
        try {
            return new Launcher().launch(tracer.ptrace(), command, caller);
        } catch (OsException e) {
            tracer.placement().close();
            RecordingException refused = new RecordingException(
                    RecordingException.ENVIRONMENT, new Preflight(new ProcFiles(new NativeFacts())).explain(e));
            ending.undo(writer, refused);
            throw refused;
        }
    }

    /** An entry point: what the program leaves behind ends with us, and we reap the orphans of others. */
    private static void endWithContainer(TraceLoop loop) {
        loop.endWithRoot();
        ProcFiles files = new ProcFiles(new NativeFacts());
        Orphans.bury(() -> files.deadChildren(1));
    }

    private static TraceResult trace(Started started) {
        TraceResult result = started.loop().run();
        started.tracer().placement().close();
        return result;
    }

    private RecordingOutcome end(TraceResult result, Started started) throws RecordingException {
        if (!result.started()) {
            return endedBeforeItRan(result, started);
        }
        return ending.finish(result, started.writer(), started.recording(), Map.of());
    }

    /** A signal has ended the program before its first instruction, or the kernel refused to execute it. */
    private RecordingOutcome endedBeforeItRan(TraceResult result, Started started) throws RecordingException {
        int errno = result.shellStatus();
        if (result.fatalSignal() > 0 || errno <= 0) {
            return ending.finishWithoutCapture(result, started.writer(), started.recording());
        }
        setup.capture().cancelDelivery();
        ending.close(result, started.writer(), started.recording());
        // What a shell says then.
        RecordingException refused = new RecordingException(
                errno == OsException.ENOENT ? RecordingException.NOT_FOUND : RecordingException.NOT_EXECUTABLE,
                program.command().get(0) + ": " + OsException.describe(errno));
        setup.capture().discardAfter(refused);
        throw refused;
    }
}
