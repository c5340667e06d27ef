package lanner.recorder.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import lanner.capture.CaptureEnd;
import lanner.capture.CaptureWriteException;
import lanner.capture.CaptureWriter;
import lanner.capture.SegmentHeader;
import lanner.capture.queue.QueueCaptureWriter;
import lanner.recorder.context.HostFacts;
import lanner.recorder.context.ProcFiles;
import lanner.recorder.os.Launcher;
import lanner.recorder.os.NativeFacts;
import lanner.recorder.os.OsException;
import lanner.recorder.os.ProcessMemory;
import lanner.recorder.os.Ptrace;
import lanner.recorder.placement.Placement;
import lanner.recorder.placement.PlacementMode;
import lanner.recorder.seccomp.Filter;
import lanner.recorder.syscall.Clock;
import lanner.recorder.syscall.Recording;
import lanner.recorder.trace.TraceLoop;
import lanner.recorder.trace.TraceResult;

/** One recording from the command line to the closed capture. */
public final class RecordingSession {
    /** The recorder's name and version, as a capture's header has it. */
    static final String RECORDER = "lanner 0.1.0";

    private static final int ENVIRONMENT_AT_FAULT = 4;
    private static final String OWN_VARIABLES = "LANNER_";

    private final RecordingRequest request;
    private final Launcher.SignalState signals;

    /**
     * How a recording ended.
     *
     * @param trace how the program ended
     * @param events how many events the capture holds
     * @param bytes the size of its records
     */
    public record Outcome(TraceResult trace, long events, long bytes) {}

    /** @param signals how the caller treats signals, to be asked for before this process changes anything */
    public RecordingSession(RecordingRequest request, Launcher.SignalState signals) {
        this.request = request;
        this.signals = signals;
    }

    /** A session for this process as it is now. */
    public static RecordingSession of(RecordingRequest request) {
        return new RecordingSession(request, Launcher.SignalState.inherited());
    }

    /**
     * Records until the command and all its children have ended. Everything runs on the calling thread: the kernel
     * lets only the thread that attached trace.
     *
     * @param onStart told the command's process id once it runs
     */
    public Outcome run(java.util.function.IntConsumer onStart) throws RecordingException {
        CommandResolver.Resolution resolved = CommandResolver.resolve(
                request.command().get(0), System.getenv().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin"));
        String path = resolved.path().orElseThrow(() -> new RecordingException(resolved.status(), resolved.reason()));
        Clock clock = new Clock();
        Filter filter = Filter.of(
                request.profile(),
                request.placement() == PlacementMode.OFF ? Set.of() : Placement.CALLS,
                request.denied().calls());
        // Chronicle takes a while to load: it does so while the launcher is prepared.
        CompletableFuture<CaptureWriter> opening = CompletableFuture.supplyAsync(() -> open(clock));
        ProcessMemory memory = new ProcessMemory();
        Ptrace ptrace = new Ptrace();
        Placement placement = new Placement(request.placement(), ptrace, memory);
        int pid;
        CaptureWriter writer;
        try {
            pid = launch(ptrace, path, filter, placement, opening);
            writer = opening.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedCapture failure) {
                throw new RecordingException(
                        ENVIRONMENT_AT_FAULT, failure.reason().getMessage());
            }
            throw e;
        }
        Recording recording = new Recording(memory, writer, request.options(), clock);
        onStart.accept(pid);
        TraceResult result = new TraceLoop(ptrace, memory, recording, placement, request.denied(), pid).run();
        placement.close();
        return finish(result, writer, recording);
    }

    private int launch(
            Ptrace ptrace, String path, Filter filter, Placement placement, CompletableFuture<CaptureWriter> opening)
            throws RecordingException {
        // The program starts when its capture can take its first event, and not at all if there is none.
        CaptureWriter opened = opening.join();
        Launcher.Command command = new Launcher.Command(
                bytes(path),
                request.command().stream().map(RecordingSession::bytes).toList(),
                environment(),
                filter.encoded(),
                request.keptDescriptors().stream().mapToInt(Integer::intValue).toArray());
        placement.start();
        try {
            return new Launcher().launch(ptrace, command, signals);
        } catch (OsException e) {
            placement.close();
            closeQuietly(opened, e);
            throw new RecordingException(ENVIRONMENT_AT_FAULT, explain(e));
        }
    }

    private void closeQuietly(CaptureWriter writer, OsException cause) {
        try {
            writer.close(new CaptureEnd(-1, "not started", Map.of()));
        } catch (CaptureWriteException e) {
            cause.addSuppressed(e);
        }
    }

    private Outcome finish(TraceResult result, CaptureWriter writer, Recording recording) throws RecordingException {
        Map<String, Long> counters = new HashMap<>(recording.counters());
        counters.put("stops", result.stops());
        try {
            writer.close(new CaptureEnd(
                    result.shellStatus(), result.failure().isPresent() ? "capture failed" : "exited", counters));
        } catch (CaptureWriteException e) {
            if (result.failure().isEmpty()) {
                throw new RecordingException(ENVIRONMENT_AT_FAULT, e.getMessage());
            }
        }
        if (!result.started()) {
            int errno = result.shellStatus();
            String reason = request.command().get(0) + ": " + OsException.describe(errno);
            throw new RecordingException(
                    errno == OsException.ENOENT ? CommandResolver.NOT_FOUND : CommandResolver.NOT_EXECUTABLE, reason);
        }
        return new Outcome(result, writer.events(), writer.bytes());
    }

    private CaptureWriter open(Clock clock) {
        long now = clock.monotonic();
        SegmentHeader header = new SegmentHeader(
                SegmentHeader.VERSION,
                0,
                0,
                UUID.randomUUID().toString(),
                RECORDER,
                HostFacts.hostname(),
                HostFacts.kernel(),
                System.getProperty("os.arch").equals("amd64") ? "x86_64" : System.getProperty("os.arch"),
                HostFacts.bootId(),
                new ProcFiles(new NativeFacts()).bootTimeNanos(),
                Runtime.getRuntime().availableProcessors(),
                request.command().stream()
                        .map(argument -> new String(bytes(argument), StandardCharsets.ISO_8859_1))
                        .toList(),
                System.getProperty("user.dir"),
                request.profile().name().toLowerCase(java.util.Locale.ROOT),
                "",
                request.options().snaplenPath(),
                request.options().snaplenData(),
                request.options().environment().name().toLowerCase(java.util.Locale.ROOT),
                ZoneId.systemDefault().getId(),
                "");
        try {
            return QueueCaptureWriter.create(request.output(), request.overwrite(), header, clock.realTime(now), now);
        } catch (CaptureWriteException e) {
            throw new UncheckedCapture(e);
        }
    }

    /** Carries a failure out of the opening thread. */
    private static final class UncheckedCapture extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final CaptureWriteException reason;

        UncheckedCapture(CaptureWriteException reason) {
            super(reason);
            this.reason = reason;
        }

        CaptureWriteException reason() {
            return reason;
        }
    }

    /** The environment that this process was given, byte for byte, without what the start script added for us. */
    private static List<byte[]> environment() {
        List<byte[]> items = new ArrayList<>();
        try {
            byte[] all = Files.readAllBytes(Path.of("/proc/self/environ"));
            int start = 0;
            for (int i = 0; i < all.length; i++) {
                if (all[i] == 0) {
                    byte[] item = java.util.Arrays.copyOfRange(all, start, i);
                    if (!new String(item, StandardCharsets.ISO_8859_1).startsWith(OWN_VARIABLES)) {
                        items.add(item);
                    }
                    start = i + 1;
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return items;
    }

    /** An argument as the shell gave it: the virtual machine decoded it with its platform's encoding. */
    private static byte[] bytes(String argument) {
        return argument.getBytes(java.nio.charset.Charset.forName(
                System.getProperty("sun.jnu.encoding", StandardCharsets.UTF_8.name())));
    }

    private static String explain(OsException e) {
        if (e.operation().contains("SEIZE") && e.errno() == OsException.EPERM) {
            return "this process may not trace its own children (" + e.getMessage()
                    + "): allow it with CAP_SYS_PTRACE, a seccomp profile that permits ptrace, or kernel.yama.ptrace_scope below 3";
        }
        return "could not start the command: " + e.getMessage();
    }
}
