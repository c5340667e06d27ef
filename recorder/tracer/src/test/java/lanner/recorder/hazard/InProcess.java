package lanner.recorder.hazard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import lanner.capture.InlineLevel;
import lanner.recorder.Machine;
import lanner.recorder.inline.InlineRecord;
import lanner.recorder.os.Launcher;
import lanner.recorder.os.OsException;
import lanner.recorder.os.ProcessMemory;
import lanner.recorder.os.Ptrace;
import lanner.recorder.placement.Placement;
import lanner.recorder.placement.PlacementMode;
import lanner.recorder.seccomp.Filter;
import lanner.recorder.seccomp.Profile;
import lanner.recorder.seccomp.Selection;
import lanner.recorder.trace.Call;
import lanner.recorder.trace.Denied;
import lanner.recorder.trace.TraceLoop;
import lanner.recorder.trace.TraceObserver;
import lanner.recorder.trace.TracePolicy;
import lanner.recorder.trace.TraceResult;

/** Traces a program from this virtual machine, to see what the loop tells before any of it is written. */
final class InProcess {
    private static final long IMAGE = 0x400000;
    private static final int IMAGE_BYTES = 4096;
    private static final int PATIENCE_MILLIS = (int) (Machine.PATIENCE_SECONDS * 1000);

    private InProcess() {}

    /**
     * What the loop told.
     *
     * @param launcher the beginning of the image that executed the program
     */
    record Told(TraceResult result, int starts, int ends, int signals, byte[] launcher) {}

    /** Runs a command without open files to its end, on a thread of its own. */
    static Told run(String... command) throws InterruptedException, ExecutionException {
        return run(UnaryOperator.identity(), command);
    }

    /** The same with another observer before the one that counts. */
    static Told run(UnaryOperator<TraceObserver> before, String... command)
            throws InterruptedException, ExecutionException {
        CompletableFuture<Told> told = new CompletableFuture<>();
        Thread tracer = new Thread(
                () -> {
                    try {
                        told.complete(trace(before, command));
                    } catch (OsException | RuntimeException e) {
                        told.completeExceptionally(e);
                    }
                },
                "tracer");
        // Should it hang, the test fails, and the program dies with this machine.
        tracer.setDaemon(true);
        tracer.start();
        tracer.join(PATIENCE_MILLIS);
        assertThat(told).as("ends within reason").isDone();
        if (told.isCompletedExceptionally()) {
            told.exceptionally(e -> {
                assumeTrue(!String.valueOf(e.getMessage()).contains("SEIZE"), "this machine forbids ptrace");
                return null;
            });
        }
        return told.get();
    }

    private static Told trace(UnaryOperator<TraceObserver> before, String... command) throws OsException {
        Ptrace ptrace = new Ptrace();
        ProcessMemory memory = new ProcessMemory();
        Placement placement = new Placement(PlacementMode.OFF, ptrace, memory);
        List<byte[]> words = Stream.of(command)
                .map(word -> word.getBytes(StandardCharsets.US_ASCII))
                .toList();
        Counter counter = new Counter(memory);
        int pid = new Launcher()
                .launch(
                        ptrace,
                        new Launcher.Command(
                                words.get(0),
                                words,
                                List.of(),
                                Filter.of(Selection.of(Profile.FORENSIC)).encoded(),
                                new int[0]),
                        Launcher.CallerState.inherited());
        TraceResult result = TraceLoop.launched(
                        ptrace,
                        memory,
                        before.apply(counter),
                        placement,
                        new TracePolicy(Selection.of(Profile.FORENSIC), Denied.NOTHING, false),
                        pid)
                .run();
        return new Told(result, counter.starts, counter.ends, counter.signals, counter.launcher);
    }

    private static final class Counter implements TraceObserver {
        private final ProcessMemory memory;
        private final byte[] launcher = new byte[IMAGE_BYTES];
        private boolean entered;
        private int starts;
        private int ends;
        private int signals;

        Counter(ProcessMemory memory) {
            this.memory = memory;
        }

        @Override
        public void started(int tid) {
            starts++;
        }

        @Override
        public boolean enter(Call call) {
            if (!entered) {
                memory.read(call.tid, IMAGE, launcher, 0, IMAGE_BYTES);
            }
            entered = true;
            return true;
        }

        @Override
        public void interrupted(Call call) {}

        @Override
        public void exit(Call call) {}

        @Override
        public void abandoned(Call call) {}

        @Override
        public void inline(Call call, InlineRecord record) {}

        @Override
        public void inlineAbandoned(Call call, InlineRecord record) {}

        @Override
        public void inlineBegan(int tid, int pid, InlineLevel level) {}

        @Override
        public void inlineEnded(int tid, int pid, String reason, long calls) {}

        @Override
        public void born(int parent, int child, int childPid, Call parentCall) {}

        @Override
        public void executed(int pid, int formerTid, Call call) {}

        @Override
        public void exiting(int tid, int pid, int status) {
            ends++;
        }

        @Override
        public void attached(Map<Integer, Set<Integer>> threads) {}

        @Override
        public void signal(int tid, int signal, int sender) {
            signals++;
        }
    }
}
