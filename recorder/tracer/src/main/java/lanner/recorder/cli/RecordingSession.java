package lanner.recorder.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import lanner.capture.CaptureEnd;
import lanner.capture.CaptureSigner;
import lanner.capture.CaptureWriteException;
import lanner.capture.CaptureWriter;
import lanner.capture.Retention;
import lanner.capture.SegmentFooter;
import lanner.capture.SegmentHeader;
import lanner.capture.queue.QueueCaptureWriter;
import lanner.recorder.context.ContainerFacts;
import lanner.recorder.context.ContainerFinder;
import lanner.recorder.context.HostFacts;
import lanner.recorder.context.ProcFiles;
import lanner.recorder.os.Launcher;
import lanner.recorder.os.NativeFacts;
import lanner.recorder.os.Orphans;
import lanner.recorder.os.OsException;
import lanner.recorder.os.ProcessMemory;
import lanner.recorder.os.Ptrace;
import lanner.recorder.placement.Placement;
import lanner.recorder.placement.PlacementMode;
import lanner.recorder.seccomp.Filter;
import lanner.recorder.syscall.Clock;
import lanner.recorder.syscall.Recording;
import lanner.recorder.syscall.RecordingOptions;
import lanner.recorder.syscall.Redactions;
import lanner.recorder.trace.Attachment;
import lanner.recorder.trace.TraceLoop;
import lanner.recorder.trace.TracePolicy;
import lanner.recorder.trace.TraceResult;

/** One recording from the command line to the closed capture. */
public final class RecordingSession {
    /** The recorder's name and version, as a capture's header has it. */
    static final String RECORDER = "lanner 0.1.0";

    private static final int ENVIRONMENT_AT_FAULT = 4;
    private static final int BAD_INPUT = 3;
    private static final String OWN_VARIABLES = "LANNER_";
    private static final String SUFFIX = ".lanner";

    private final RecordingRequest request;
    private final Launcher.SignalState signals;
    private final List<Path> kept = new ArrayList<>();
    private CompletableFuture<ContainerFacts> container;

    /**
     * How a recording ended.
     *
     * @param trace how the program ended
     * @param events how many events were recorded
     * @param bytes the size of their records
     * @param dropped how many segments were dropped meanwhile
     * @param stays whether the capture is still there
     * @param kept captures that were put aside meanwhile
     * @param refused descendants that could not be attached to, and why
     * @param withoutRights how often a program did not get the rights that its file gives
     */
    public record Outcome(
            TraceResult trace,
            long events,
            long bytes,
            int dropped,
            boolean stays,
            List<Path> kept,
            Map<Integer, String> refused,
            long withoutRights) {
        public Outcome {
            kept = List.copyOf(kept);
            refused = Map.copyOf(refused);
        }

        /** Whether the capture was taken away while it was written. */
        boolean isLost() {
            return trace.failure()
                    .filter(failure -> failure.reason() == CaptureWriteException.Reason.REMOVED)
                    .isPresent();
        }
    }

    /** A recording under way, for whoever handles signals and shows progress. Any thread may ask. */
    public interface Running {
        /** The command's process id; 0 when processes were attached to. */
        int pid();

        /** Has what is in the capture put aside with the next event. */
        void keep();

        /** Lets processes go that were attached to, and ends the recording. */
        void detach();

        /** Ends the recording whatever the program does: kills what was started, leaves what was attached to. */
        void end();

        /** Whether the command itself has ended, whatever it has left behind. */
        boolean commandHasEnded();

        /** Events recorded so far. */
        long events();

        /** Bytes recorded so far. */
        long bytes();

        /** Stops served so far. */
        long stops();

        /** Processes followed now. */
        int processes();

        /** Segments dropped so far. */
        int dropped();

        /** Processor time that the tracer has taken so far, in nanoseconds. */
        long tracerNanos();
    }

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
     * Records until the command and all its children have ended, or what was attached to has ended or been let go. One
     * thread starts or attaches, and traces: the kernel lets no other.
     *
     * @param onStart told of the recording once it runs
     */
    public Outcome run(Consumer<Running> onStart) throws RecordingException {
        Optional<CaptureSigner> signer = signer();
        Clock clock = new Clock();
        container = CompletableFuture.supplyAsync(() -> new ContainerFinder(
                        Path.of("/"), System.getenv(), sentence -> System.err.println("lanner: " + sentence))
                .find()
                .withLabels(request.labels()));
        if (request.target() instanceof Target.Program program) {
            return run(program, signer, clock, onStart);
        }
        return run((Target.Processes) request.target(), signer, clock, onStart);
    }

    private Outcome run(Target.Program program, Optional<CaptureSigner> signer, Clock clock, Consumer<Running> onStart)
            throws RecordingException {
        CommandResolver.Resolution resolved = CommandResolver.resolve(
                program.command().get(0), System.getenv().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin"));
        String path = resolved.path().orElseThrow(() -> new RecordingException(resolved.status(), resolved.reason()));
        Filter filter = Filter.of(
                request.selection(),
                silentCalls(),
                TraceLoop.WAITS,
                request.denied().calls());
        // Ended before the program runs, we leave nothing behind.
        AtomicBoolean begun = new AtomicBoolean();
        CompletableFuture<CaptureWriter> opening = new CompletableFuture<>();
        Thread undoing = new Thread(() -> undo(begun, opening), "lanner-undo");
        if (!added(undoing)) {
            awaitTheEnd();
        }
        if (!begun.compareAndSet(false, true)) {
            awaitTheEnd();
        }
        // Chronicle takes a while to load: it does so while the rest is prepared.
        opening.completeAsync(() -> open(clock, signer, program.command(), ""));
        ProcessMemory memory = new ProcessMemory();
        Ptrace ptrace = new Ptrace();
        Placement placement = new Placement(request.placement(), ptrace, memory);
        // The program starts when its capture can take its first event, and not at all if there is none.
        CaptureWriter writer;
        int pid;
        try {
            writer = openedOrNone(opening);
            pid = launch(program, ptrace, path, filter, placement, writer);
        } catch (RecordingException | RuntimeException e) {
            if (!removed(undoing)) {
                awaitTheEnd();
            }
            throw e;
        }
        Recording recording = recording(memory, writer, clock);
        TraceLoop loop = TraceLoop.launched(ptrace, memory, recording, placement, policy(), pid);
        if (ProcessHandle.current().pid() == 1) {
            // An entry point: what the program leaves behind ends with us, and orphans of others are ours to bury.
            loop.endWithRoot();
            ProcFiles files = new ProcFiles(new NativeFacts());
            Orphans.bury(() -> files.deadChildren(1));
        }
        onStart.accept(new Progress(pid, recording, writer) {
            @Override
            public void detach() {
                throw new IllegalStateException("a program that was started cannot be let go: its filter needs us");
            }

            @Override
            public void end() {
                loop.end();
            }

            @Override
            public boolean commandHasEnded() {
                return loop.rootHasEnded();
            }

            @Override
            public long stops() {
                return loop.stops();
            }
        });
        if (!removed(undoing)) {
            // The program, which has not run a step, ends with us.
            awaitTheEnd();
        }
        TraceResult result = loop.run();
        placement.close();
        if (!result.started()) {
            close(result, writer, recording);
            int errno = result.shellStatus();
            RecordingException refused = new RecordingException(
                    errno == OsException.ENOENT ? CommandResolver.NOT_FOUND : CommandResolver.NOT_EXECUTABLE,
                    program.command().get(0) + ": " + OsException.describe(errno));
            discard(refused);
            throw refused;
        }
        return finish(result, writer, recording, Map.of());
    }

    private static boolean added(Thread hook) {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private static boolean removed(Thread hook) {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** This process is ending: what it was about to do is not done. */
    private static void awaitTheEnd() {
        while (true) {
            LockSupport.park();
        }
    }

    private void undo(AtomicBoolean begun, CompletableFuture<CaptureWriter> opening) {
        if (begun.compareAndSet(false, true)) {
            return;
        }
        boolean refused = opening.handle(
                        (writer, failure) -> failure != null && failure.getCause() instanceof UncheckedCapture)
                .join();
        if (!refused && Files.isDirectory(request.output(), LinkOption.NOFOLLOW_LINKS)) {
            // What was opened, or half opened: libraries do not start while a process ends.
            try {
                discard(null);
            } catch (RecordingException e) {
                System.err.println("lanner: " + e.getMessage());
            }
        }
    }

    private Outcome run(
            Target.Processes processes, Optional<CaptureSigner> signer, Clock clock, Consumer<Running> onStart)
            throws RecordingException {
        ProcFiles files = new ProcFiles(new NativeFacts());
        List<String> command = processes.pids().stream()
                .findFirst()
                .flatMap(pid -> files.text(pid + "/cmdline"))
                .map(line -> List.of(line.split("\0")))
                .orElse(List.of());
        CaptureWriter writer =
                opened(CompletableFuture.supplyAsync(() -> open(clock, signer, command, attachedTo(processes))));
        // The kernel lets go what was attached to when the thread ends that did it, without waking any of it.
        FutureTask<Followed> following = new FutureTask<>(() -> follow(processes, files, writer, clock, onStart));
        Thread tracer = new Thread(following, "lanner-tracer");
        tracer.start();
        try {
            Followed followed = following.get();
            tracer.join();
            return finish(followed.result(), writer, followed.recording(), followed.refused());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RecordingException refused) {
                throw refused;
            }
            throw new IllegalStateException("the tracer failed", e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    private record Followed(TraceResult result, Recording recording, Map<Integer, String> refused) {}

    private Followed follow(
            Target.Processes processes, ProcFiles files, CaptureWriter writer, Clock clock, Consumer<Running> onStart)
            throws RecordingException {
        ProcessMemory memory = new ProcessMemory();
        Ptrace ptrace = new Ptrace();
        // Processes of others are left where they are: nobody could put them back if we were killed.
        Placement placement = new Placement(PlacementMode.OFF, ptrace, memory);
        Recording recording = recording(memory, writer, clock);
        AtomicReference<TraceLoop> loop = new AtomicReference<>();
        AtomicBoolean over = new AtomicBoolean();
        AtomicBoolean atOnce = new AtomicBoolean();
        // Told before anything is attached to: what would end us must let it go from the first moment.
        onStart.accept(new Progress(0, recording, writer) {
            @Override
            public void detach() {
                over.set(true);
                TraceLoop running = loop.get();
                if (running != null) {
                    running.detach();
                }
            }

            @Override
            public void end() {
                atOnce.set(true);
                TraceLoop running = loop.get();
                if (running != null) {
                    running.end();
                }
            }

            @Override
            public boolean commandHasEnded() {
                return false;
            }

            @Override
            public long stops() {
                return loop.get() == null ? 0 : loop.get().stops();
            }
        });
        Attachment attachment = new Attachment(ptrace, files);
        RecordingException refused = null;
        try {
            attachment.to(processes.pids());
        } catch (Attachment.RefusedException e) {
            refused = new RecordingException(ENVIRONMENT_AT_FAULT, e.getMessage());
        }
        loop.set(TraceLoop.attached(ptrace, memory, recording, placement, policy(), attachment.threads()));
        if (atOnce.get()) {
            loop.get().end();
        } else if (over.get() || refused != null) {
            loop.get().detach();
        }
        TraceResult result = loop.get().run();
        if (refused != null) {
            closeQuietly(writer, refused);
            discard(refused);
            throw refused;
        }
        // As long as this thread is there to be asked.
        recording.tracerNanos();
        return new Followed(result, recording, attachment.refused());
    }

    private static String attachedTo(Target.Processes processes) {
        return String.join(
                " ", processes.pids().stream().map(pid -> Integer.toString(pid)).toList());
    }

    private Optional<CaptureSigner> signer() throws RecordingException {
        if (request.keeping().signingKey().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(CaptureSigner.read(request.keeping().signingKey().get()));
        } catch (NoSuchFileException e) {
            throw new RecordingException(BAD_INPUT, "there is no key " + e.getFile());
        } catch (IOException e) {
            throw new RecordingException(BAD_INPUT, e.getMessage());
        }
    }

    private TracePolicy policy() {
        return new TracePolicy(
                request.selection(), request.denied(), request.keeping().killOnError());
    }

    private Recording recording(ProcessMemory memory, CaptureWriter writer, Clock clock) {
        return new Recording(memory, writer, request.options(), clock, container, () -> {
            Path aside = beside();
            try {
                writer.keep(aside);
                kept.add(aside);
            } catch (IOException e) {
                // The recording goes on: what was not put aside is said at once.
                System.err.println("lanner: could not put " + aside + " aside: " + e.getMessage());
            }
        });
    }

    /** A capture's name beside the one being written: {@code NAME-kept-1.lanner}. */
    private Path beside() {
        String name = String.valueOf(request.output().getFileName());
        String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        for (int number = 1; ; number++) {
            Path path = request.output().resolveSibling(stem + "-kept-" + number + SUFFIX);
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return path;
            }
        }
    }

    /** What a recording tells of itself while it runs. */
    private abstract static class Progress implements Running {
        private final int pid;
        private final Recording recording;
        private final CaptureWriter writer;

        Progress(int pid, Recording recording, CaptureWriter writer) {
            this.pid = pid;
            this.recording = recording;
            this.writer = writer;
        }

        @Override
        public int pid() {
            return pid;
        }

        @Override
        public void keep() {
            recording.wishToKeep();
        }

        @Override
        public long events() {
            return writer.events();
        }

        @Override
        public long bytes() {
            return writer.bytes();
        }

        @Override
        public int processes() {
            return recording.processes();
        }

        @Override
        public int dropped() {
            return writer.dropped();
        }

        @Override
        public long tracerNanos() {
            return recording.tracerNanos();
        }
    }

    /**
     * The capture, or one that takes nothing where none can be written and the program is to go on all the same.
     *
     * @throws RecordingException when the program is not to be started
     */
    private CaptureWriter openedOrNone(CompletableFuture<CaptureWriter> opening) throws RecordingException {
        try {
            return opened(opening);
        } catch (RecordingException e) {
            boolean goesOn = e.getCause() instanceof CaptureWriteException failure
                    && failure.reason() != CaptureWriteException.Reason.NO_PLACE
                    && !request.keeping().killOnError();
            if (goesOn) {
                return new NoCapture((CaptureWriteException) e.getCause());
            }
            throw e;
        }
    }

    private CaptureWriter opened(CompletableFuture<CaptureWriter> opening) throws RecordingException {
        try {
            return opening.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedCapture failure) {
                RecordingException refused = new RecordingException(
                        ENVIRONMENT_AT_FAULT, failure.reason().getMessage());
                refused.initCause(failure.reason());
                throw refused;
            }
            throw e;
        }
    }

    private Set<String> silentCalls() {
        Set<String> calls = new HashSet<>(TraceLoop.FILLS_PAGES);
        if (request.placement() != PlacementMode.OFF) {
            calls.addAll(Placement.CALLS);
        }
        return calls;
    }

    private int launch(
            Target.Program program,
            Ptrace ptrace,
            String path,
            Filter filter,
            Placement placement,
            CaptureWriter writer)
            throws RecordingException {
        Launcher.Command command = new Launcher.Command(
                bytes(path),
                program.command().stream().map(RecordingSession::bytes).toList(),
                environment(),
                filter.encoded(),
                program.keptDescriptors().stream().mapToInt(Integer::intValue).toArray());
        placement.start();
        try {
            return new Launcher().launch(ptrace, command, signals);
        } catch (OsException e) {
            placement.close();
            RecordingException refused = new RecordingException(ENVIRONMENT_AT_FAULT, new Preflight().explain(e));
            closeQuietly(writer, refused);
            discard(refused);
            throw refused;
        }
    }

    private void closeQuietly(CaptureWriter writer, RecordingException cause) {
        try {
            writer.close(new CaptureEnd(-1, "not started", Map.of()));
        } catch (CaptureWriteException e) {
            cause.addSuppressed(e);
        }
    }

    private Outcome finish(TraceResult result, CaptureWriter writer, Recording recording, Map<Integer, String> refused)
            throws RecordingException {
        close(result, writer, recording);
        boolean stays = switch (request.keeping().onExit()) {
            case KEEP -> true;
            case FAILURE -> result.shellStatus() != 0;
            case DROP -> false;
        };
        if (!stays && result.failure().isEmpty()) {
            discard(null);
        }
        return new Outcome(
                result,
                writer.events(),
                writer.bytes(),
                writer.dropped(),
                isThere(result, writer) && (stays || result.failure().isPresent()),
                kept,
                refused,
                recording.programsWithoutRights());
    }

    private static boolean isThere(TraceResult result, CaptureWriter writer) {
        return writer.bytes() > 0
                && result.failure()
                        .filter(failure -> failure.reason() == CaptureWriteException.Reason.REMOVED)
                        .isEmpty();
    }

    private void close(TraceResult result, CaptureWriter writer, Recording recording) throws RecordingException {
        Map<String, Long> counters = new HashMap<>(recording.counters());
        counters.put("stops", result.stops());
        if (result.unserved() > 0) {
            counters.put("stops_unserved", result.unserved());
        }
        counters.put("tracer_cpu_ns", recording.tracerNanos());
        if (result.letDie() > 0) {
            counters.put("faults_let_die", result.letDie());
        }
        String reason = result.failure()
                .map(failure -> SegmentFooter.FAILED + ": " + failure.getMessage())
                .orElse(result.killed() ? "killed" : result.detached() ? "detached" : "exited");
        try {
            writer.close(new CaptureEnd(result.shellStatus(), reason, counters));
        } catch (CaptureWriteException e) {
            if (result.failure().isEmpty()) {
                throw new RecordingException(ENVIRONMENT_AT_FAULT, e.getMessage());
            }
        }
    }

    /** Deletes the capture's own files, and the directory when nothing else is in it. */
    private void discard(RecordingException cause) throws RecordingException {
        if (!Files.exists(request.output(), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> entries = Files.list(request.output())) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                Files.delete(entry);
            }
            Files.delete(request.output());
        } catch (IOException e) {
            if (cause == null) {
                throw new RecordingException(
                        ENVIRONMENT_AT_FAULT, "could not delete " + request.output() + ": " + e.getMessage());
            }
            cause.addSuppressed(e);
        }
    }

    private CaptureWriter open(Clock clock, Optional<CaptureSigner> signer, List<String> command, String attachedTo) {
        long now = clock.monotonic();
        RecordingOptions options = request.options();
        Retention retention = request.keeping().retention();
        Map<String, String> attributes = new HashMap<>();
        if (retention.drops()) {
            attributes.put(SegmentHeader.RETENTION, retention.words());
        }
        if (!attachedTo.isEmpty()) {
            attributes.put(SegmentHeader.ATTACHED_TO, attachedTo);
        }
        signer.ifPresent(key -> attributes.put(SegmentHeader.PUBLIC_KEY, key.publicKeyBase64()));
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
                command.stream()
                        .map(argument -> new String(bytes(argument), StandardCharsets.ISO_8859_1))
                        .map(argument -> options.redactions()
                                .map(each -> each.apply(argument))
                                .orElse(argument))
                        .toList(),
                System.getProperty("user.dir"),
                request.selection().name(),
                request.selection().listing(),
                options.snaplenPath(),
                options.snaplenData(),
                options.environment().name().toLowerCase(Locale.ROOT),
                ZoneId.systemDefault().getId(),
                "",
                options.redactions().map(Redactions::expressions).orElse(List.of()),
                attributes);
        try {
            return QueueCaptureWriter.create(
                    request.output(), request.overwrite(), header, retention, signer, clock.realTime(now), now);
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
}
