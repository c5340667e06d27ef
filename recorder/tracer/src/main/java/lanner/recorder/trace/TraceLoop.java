package lanner.recorder.trace;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lanner.recorder.os.Ptrace;
import lanner.recorder.os.TraceeMemory;
import lanner.recorder.os.Waker;
import lanner.recorder.placement.Placement;
import lanner.recorder.seccomp.ArgumentTest;
import lanner.recorder.seccomp.FiniteWait;

/**
 * The tracer: one thread makes every ptrace and wait call.
 *
 * <pre>
 *  NextStop ──▶ StopReader ──▶ StopServer ──▶ Resumer
 *  who stopped  what is it     what to do     lets it go on
 *               (Stop)         (Step)
 * </pre>
 *
 * <p>Any request may find its thread dead: a SIGKILL needs nobody's leave. Then the request fails, and the wait reports
 * the death later. Nothing else follows from it.
 */
public final class TraceLoop {
    /**
     * Calls that a filter has to stop, with or without a record: if one of their tests holds, or if they have none. Who makes
     * them may fill in pages of its own, or would find our filter.
     */
    public static final Map<String, List<ArgumentTest>> SILENT_CALLS = silentCalls();

    /** Calls that a filter has to stop, without a record, so that {@link #run} knows since when they wait. */
    public static final List<FiniteWait> WAITS = Waits.toStop();

    private final StopQueue ready;
    private final NextStop next;
    private final StopReader reader;
    private final StopServer server;
    private final Resumer resumer;
    private final GuardedObserver observer;
    private final Placement placement;
    private final Mode mode;
    private final TraceeTable tracees = new TraceeTable();
    private final Program program;
    private final Family family;
    private final Ends ends;
    private final SignalStops signals;
    private final Waits waits;
    private final Release release;
    private final Inside inside;
    private volatile long stops;

    private static Map<String, List<ArgumentTest>> silentCalls() {
        Map<String, List<ArgumentTest>> calls = new HashMap<>(SeccompMode.CALLS);
        PageFillers.CALLS.forEach(call -> calls.put(call, List.of()));
        return Map.copyOf(calls);
    }

    private TraceLoop(Kernel kernel, TraceObserver to, Placement placement, TracePolicy policy, Mode mode) {
        Ptrace ptrace = kernel.ptrace();
        Waker waker = new Waker();
        Births births = new Births();
        UntracedClones untraced = new UntracedClones(ptrace, kernel.memory());
        Interrupts interrupts = new Interrupts(ptrace, tracees);
        Followed followed =
                new Followed(tracees, placement, untraced, kernel.ptrace().registers());
        this.mode = mode;
        this.placement = placement;
        this.ready = StopQueue.of(ptrace);
        this.next = new NextStop(ptrace, ready, placement);
        this.reader = new StopReader(ptrace);
        this.program = new Program(mode.root(), mode.stopsAtEveryCall(), tracees, kernel.signals());
        this.observer = new GuardedObserver(to, () -> onFailure(policy));
        LettingGo lettingGo = new LettingGo(
                ready,
                tracees,
                tracee -> untraced.hasLent(tracee.tid()),
                tracee -> kernel.files().cannotStop(tracee.tid()),
                interrupts::ask);
        this.release = new Release(mode, program, ready, lettingGo, waker);
        this.resumer = new Resumer(ptrace, mode, lettingGo, followed);
        this.waits = new Waits(kernel, waker, interrupts);
        this.ends = new Ends(observer, followed, births, program);
        CloneCalls clones = new CloneCalls(kernel.memory(), births, untraced);
        this.inside = policy.inline().isEmpty()
                ? Inside.NOTHING
                : new InlineStops(policy.inline().get(), kernel, followed, clones, observer, waker, placement);
        followed.alsoTell(inside);
        PageFillers pageFillers = new PageFillers(kernel.memory(), kernel.files());
        SeccompMode seccomp = new SeccompMode(kernel, tracees, interrupts);
        Wanted wanted = new Wanted(policy);
        Precautions precautions = new Precautions(new Refusals(ptrace, policy.denied()), seccomp, clones, pageFillers);
        this.family = new Family(kernel, observer, followed, births, clones, untraced, ends, resumer);
        this.signals = new SignalStops(kernel, observer, program, waits, new FatalFaults(kernel), untraced, ends);
        CallStops calls = new CallStops(
                observer,
                placement,
                mode,
                wanted,
                lettingGo,
                interrupts,
                waits,
                untraced,
                precautions,
                seccomp,
                new Traps(kernel));
        this.server = new StopServer(program, followed, births, lettingGo, interrupts, calls, family, ends, signals);
        mode.follow(followed, births, pageFillers);
    }

    /**
     * A loop for a program that was started for us.
     *
     * @param root the process that {@code Launcher} started; this thread must be the one that seized it
     */
    public static TraceLoop launched(
            Ptrace ptrace,
            TraceeMemory memory,
            TraceObserver observer,
            Placement placement,
            TracePolicy policy,
            int root) {
        return new TraceLoop(Kernel.of(ptrace, memory), observer, placement, policy, new Mode.Launched(root));
    }

    /**
     * A loop for processes that were there before us.
     *
     * @param threads what {@link Attachment} attached to, from this thread
     */
    public static TraceLoop attached(
            Ptrace ptrace,
            TraceeMemory memory,
            TraceObserver observer,
            Placement placement,
            TracePolicy policy,
            Map<Integer, Set<Integer>> threads) {
        Mode mode = new Mode.Attached(threads);
        return new TraceLoop(Kernel.of(ptrace, memory), observer, placement, policy, mode);
    }

    /** Follows the program until its last thread is gone, or let go. */
    public TraceResult run() {
        try {
            mode.begin(observer);
            while (!release.isDue()) {
                waits.interruptDue();
                int tid = takesBetweenStops() ? next.poll() : next.await();
                if (tid == -1) {
                    return result();
                }
                if (tid > 0) {
                    serve(tid, ready.status());
                }
            }
            if (release.letsGo()) {
                tracees.all().forEach(ends::abandonCalls);
            }
            return result();
        } finally {
            release.finished();
        }
    }

    /**
     * Between the reading of a stop and its answer nothing is recorded of it and nothing changed in the thread; between the
     * answer and the resumption everything is: at these two points things are done inside of processes.
     */
    private void serve(int tid, int status) {
        long count = stops + 1;
        stops = count;
        placement.stop(count);
        Step step;
        try {
            Stop stop = reader.read(tid, status);
            Step ours = inside.before(stop);
            step = ours == null ? inside.after(stop, server.answer(stop)) : ours;
        } catch (RuntimeException | Error e) {
            step = unserved(tid, status, e);
        }
        resumer.resume(tid, step);
        adoptOrphans();
    }

    /** A stop that cannot be served costs what it would have recorded; its thread goes on. */
    private Step unserved(int tid, int status, Throwable reason) {
        observer.unserved(reason);
        if (!WaitStatus.isStopped(status)) {
            tracees.remove(tid);
        }
        return Step.unserved(status);
    }

    /** What processes recorded inside is theirs to write: nothing in it may end the loop. */
    private boolean takesBetweenStops() {
        try {
            return inside.betweenStops();
        } catch (RuntimeException | Error e) {
            observer.unserved(e);
            return false;
        }
    }

    private void adoptOrphans() {
        try {
            family.adoptOrphans();
        } catch (RuntimeException | Error e) {
            observer.unserved(e);
        }
    }

    private void onFailure(TracePolicy policy) {
        // The program comes first: it goes on, unrecorded, unless its user wants it recorded or not at all.
        if (policy.killOnFailure()) {
            program.kill();
        }
    }

    /** Stops served so far. Any thread may ask. */
    public long stops() {
        return stops;
    }

    /** Stops that could not be served so far. Any thread may ask. */
    public long unserved() {
        return observer.unserved();
    }

    /** What ended the recording before the program, in a sentence. Any thread may ask. */
    public Optional<String> failure() {
        return observer.failure().map(Throwable::getMessage);
    }

    /**
     * Ends {@link #run}; when the thread that ran it ends, the kernel lets everything go that was attached to, without
     * interrupting what waits ({@link LettingGo}). A program that was started for us cannot be let go: its filter needs us.
     * Any thread may ask; the answer is immediate.
     */
    public void detach() {
        release.detach();
    }

    /**
     * Ends {@link #run} whatever the program does: kills what is left of one that was started, leaves at once what was
     * attached to. Any thread may ask; the answer is immediate.
     */
    public void end() {
        release.end();
    }

    /** Whether the first process has ended. Any thread may ask. */
    public boolean rootHasEnded() {
        return program.rootStatus() >= 0;
    }

    /** Has everything killed that is left when the first process has ended: an entry point's end is everybody's. */
    public void endWithRoot() {
        program.endWithRoot();
    }

    private TraceResult result() {
        return new TraceResult(
                program.rootStatus(),
                program.isStarted(),
                stops,
                observer.failure(),
                observer.unserved(),
                observer.firstUnserved(),
                signals.letDie(),
                program.isKilled(),
                release.letsGo());
    }
}
