package lanner.recorder.trace;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import lanner.capture.event.SyscallNames;
import lanner.recorder.context.ProcFiles;
import lanner.recorder.os.NativeFacts;
import lanner.recorder.os.OsException;
import lanner.recorder.os.Ptrace;
import lanner.recorder.os.Signals;
import lanner.recorder.os.SocketFacts;
import lanner.recorder.os.TraceeMemory;
import lanner.recorder.os.Waker;
import lanner.recorder.placement.Placement;
import lanner.recorder.placement.Yields;
import lanner.recorder.seccomp.Filter;
import lanner.recorder.seccomp.FiniteWait;

/**
 * The tracer: one thread makes every ptrace and wait call, serves each stop and lets the thread go on.
 *
 * <p>Order of the stops of one call since Linux 4.8: the filter's stop is the entry; a thread let go to the end of its
 * call stops there once more; one let run does not. Every other stop in between (a signal, a birth) must be left towards
 * the call's end too, or the exit would be lost.
 *
 * <p>Any request may find its thread dead: a SIGKILL needs nobody's leave. Then the request fails, and the wait reports
 * the death later. Nothing else follows from it.
 */
public final class TraceLoop {
    /** Calls that a filter has to stop, with or without a record: see {@link #mayFillPages}. */
    public static final Set<String> FILLS_PAGES = Set.of("userfaultfd");

    /** Calls that a filter has to stop, without a record, so that {@link #run} knows since when they wait. */
    public static final List<FiniteWait> WAITS = Waits.toStop();

    private static final int X86_64 = 0xC000003E;
    private static final int I386 = 0x40000003;
    private static final int X32_BIT = 0x40000000;

    private static final int EINTR = 4;
    private static final int CLONE = 56;
    private static final int CLONE3 = 435;
    private static final int FORK = 57;
    private static final int VFORK = 58;
    private static final int CLONE_I386 = 120;
    private static final int FORK_I386 = 2;
    private static final int VFORK_I386 = 190;
    private static final long CLONE_THREAD = 0x00010000;

    private static final int USERFAULTFD = 323;
    private static final int USERFAULTFD_I386 = 374;
    private static final int IOCTL = 16;
    private static final int IOCTL_I386 = 54;

    /** The request of ioctl(2) that makes the same of {@code /dev/userfaultfd}. */
    private static final int USERFAULTFD_IOC_NEW = 0xAA00;

    private static final String USERFAULTFD_LINK = "anon_inode:[userfaultfd]";
    private static final long ANY_FLAGS = -1;

    /** Looks for the next stop this often before it sleeps: a thread on the same processor stops again soon. */
    private static final int POLLS = 20;

    private static final long WAKE_EVERY = 20_000_000L;

    /** What is killed is not waited for any longer: it stands in the kernel, and dies with us when it leaves that. */
    private static final long DIES_WITHIN = 5_000_000_000L;

    private final Ptrace ptrace;
    private final StopQueue ready;
    private final TraceeMemory memory;
    private final GuardedObserver observer;
    private final Placement placement;
    private final Yields yields = new Yields();
    private final TracePolicy policy;
    private final BitSet denied;
    private final BitSet deniedI386;
    private final int root;

    /** The calls to record where no filter selects them: every call then stops twice. Null with a filter. */
    private final BitSet selected;

    private final BitSet selectedI386;
    private final Map<Integer, Set<Integer>> attached;
    private final Waker waker = new Waker();
    private final Signals signals = new Signals();
    private final FatalFaults faults;
    private final NativeFacts facts = new NativeFacts();
    private final ProcFiles files = new ProcFiles(facts);
    private final Waits waits;
    private final TraceeTable tracees = new TraceeTable();
    private final Births births = new Births();
    private final UntracedClones untraced;
    private final LettingGo lettingGo;

    private final byte[] flags = new byte[8];
    private final long[] arguments = new long[6];

    private boolean started;
    private volatile int rootStatus = -1;
    private volatile long stops;
    private boolean endWithRoot;
    private long letDie;
    private long killedSince;
    private long killAgain;
    private volatile boolean leaving;
    private volatile boolean leavesAtOnce;
    private volatile boolean endWished;
    private volatile boolean finished;

    private TraceLoop(
            Ptrace ptrace,
            TraceeMemory memory,
            TraceObserver observer,
            Placement placement,
            TracePolicy policy,
            int root,
            Map<Integer, Set<Integer>> attached) {
        this.ptrace = ptrace;
        this.ready = StopQueue.of(ptrace);
        this.memory = memory;
        this.observer = new GuardedObserver(observer, this::onFailure);
        this.placement = placement;
        this.untraced = new UntracedClones(ptrace, memory);
        this.faults = new FatalFaults(ptrace, memory, files);
        this.waits = new Waits(ptrace, memory, new SocketFacts(facts), waker, this::interrupt);
        this.lettingGo = new LettingGo(
                ready,
                tracees,
                tracee -> untraced.hasLent(tracee.tid()),
                tracee -> files.cannotStop(tracee.tid()),
                this::interrupt);
        this.policy = policy;
        this.denied = policy.denied().numbers(SyscallNames.X86_64);
        this.deniedI386 = policy.denied().numbers(SyscallNames.I386);
        this.root = root;
        this.attached = attached;
        this.selected = attached.isEmpty() ? null : policy.traced(SyscallNames.X86_64);
        this.selectedI386 = attached.isEmpty() ? null : policy.traced(SyscallNames.I386);
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
        TraceLoop loop = new TraceLoop(ptrace, memory, observer, placement, policy, root, Map.of());
        loop.tracees.put(new Tracee(root, root));
        placement.born(0, root, root);
        return loop;
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
        TraceLoop loop = new TraceLoop(ptrace, memory, observer, placement, policy, 0, threads);
        threads.forEach((pid, tids) -> tids.forEach(tid -> {
            Tracee tracee = new Tracee(tid, pid);
            tracee.asksToStop();
            loop.tracees.put(tracee);
            // It may be in a call that nobody saw it enter.
            loop.births.making(tid, pid, ANY_FLAGS);
        }));
        loop.started = true;
        if (threads.keySet().stream().anyMatch(loop::fillsPages)) {
            memory.waitForNobody();
        }
        return loop;
    }

    /** Follows the program until its last thread is gone, or let go. */
    public TraceResult run() {
        try {
            if (selected != null) {
                observer.attached(attached);
            }
            while (true) {
                if (leaving && (leavesAtOnce ? !ready.hasTaken() : lettingGo.isDone())) {
                    tracees.all().forEach(this::leave);
                    return result();
                }
                if (endWished && endNow()) {
                    return result();
                }
                waits.interruptDue();
                int tid = next();
                if (tid == -1) {
                    return result();
                }
                if (tid > 0) {
                    serveOrLetGoOn(tid, ready.status());
                }
            }
        } finally {
            finished = true;
        }
    }

    /** Stops served so far. Any thread may ask. */
    public long stops() {
        return stops;
    }

    private TraceResult result() {
        return new TraceResult(
                rootStatus,
                started,
                stops,
                observer.failure(),
                observer.unserved(),
                observer.firstUnserved(),
                letDie,
                killedSince != 0,
                leaving);
    }

    /** A stop that cannot be served costs what it would have recorded; its thread goes on. */
    private void serveOrLetGoOn(int tid, int status) {
        try {
            serve(tid, status);
        } catch (RuntimeException | Error e) {
            observer.unserved(e);
            goOnUnserved(tid, status);
        }
    }

    private void onFailure() {
        // The program comes first: it goes on, unrecorded, unless its user wants it recorded or not at all.
        if (policy.killOnFailure()) {
            killAll();
        }
    }

    private void killAll() {
        tracees.all().stream().map(Tracee::pid).distinct().forEach(pid -> signals.send(pid, WaitStatus.SIGKILL));
    }

    /**
     * Ends {@link #run}; when the thread that ran it ends, the kernel lets everything go that was attached to, without
     * interrupting what waits ({@link LettingGo}). A program that was started for us cannot be let go: its filter needs us.
     * Any thread may ask; the answer is immediate.
     */
    public void detach() {
        leaving = true;
        wake();
    }

    /**
     * Ends {@link #run} whatever the program does: kills what is left of one that was started, leaves at once what was
     * attached to. Any thread may ask; the answer is immediate.
     */
    public void end() {
        if (selected != null) {
            leavesAtOnce = true;
            detach();
        } else {
            endWished = true;
            wake();
        }
    }

    /** Whether the first process has ended. Any thread may ask. */
    public boolean rootHasEnded() {
        return rootStatus >= 0;
    }

    private void wake() {
        Thread waking = new Thread(
                () -> {
                    // The tracer may be just about to wait: then this one comes too early, and the next does not.
                    while (!finished) {
                        waker.wake();
                        LockSupport.parkNanos(WAKE_EVERY);
                    }
                },
                "lanner-wake");
        waking.setDaemon(true);
        waking.start();
    }

    /** Kills what is left; true when nothing is to be waited for, because it does not die or is not ours to kill. */
    private boolean endNow() {
        long now = System.nanoTime();
        if (killedSince == 0) {
            killedSince = now;
            killAgain = now;
        }
        if (now >= killAgain) {
            // Again and again: a process may have made another just before it was killed.
            killAll();
            killAgain = now + WAKE_EVERY;
        }
        return now - killedSince > DIES_WITHIN;
    }

    /** Has everything killed that is left when the first process has ended: an entry point's end is everybody's. */
    public void endWithRoot() {
        endWithRoot = true;
    }

    private void interrupt(int tid) {
        try {
            ptrace.interrupt(tid);
        } catch (OsException e) {
            // It is dying: the wait reports that.
            return;
        }
        Tracee tracee = tracees.get(tid);
        if (tracee != null) {
            tracee.asksToStop();
        }
    }

    private int next() {
        if (!placement.gathered()) {
            return ready.await(true);
        }
        long now = System.nanoTime();
        // Yielding helps only where the traced thread waits for this processor, and hardly anybody else does.
        for (int poll = yields.pay(now) ? POLLS : 0; poll > 0; poll--) {
            int tid = ready.await(false);
            if (tid != 0) {
                return tid;
            }
            ptrace.yieldProcessor();
            long after = System.nanoTime();
            if (!yields.paid(after - now, after)) {
                break;
            }
            now = after;
        }
        return ready.await(true);
    }

    private void serve(int tid, int status) {
        long count = stops + 1;
        stops = count;
        placement.stop(count);
        if (!WaitStatus.isStopped(status)) {
            gone(tid, status);
        } else {
            stopped(tid, status);
        }
        if (births.mayHaveOrphans()) {
            births.orphans(this::origin).forEach(this::adopt);
        }
    }

    private void stopped(int tid, int status) {
        int event = WaitStatus.event(status);
        if (event == WaitStatus.EVENT_EXEC) {
            underItsNewId(tid);
        }
        Tracee tracee = tracees.get(tid);
        if (tracee == null) {
            firstStop(tid, event);
            return;
        }
        boolean asked = tracee.isAskedToStop();
        tracee.stopped();
        if (lettingGo.hasBegun()) {
            tracee.willStopAtNextCall(false);
            if (asked && event == 0) {
                // It may have stopped before it was asked: then the other stop is still to come. Now it is, for
                // certain.
                interrupt(tid);
            }
        }
        if (event != WaitStatus.EVENT_EXIT && !WaitStatus.isBirth(event)) {
            births.settled(tid);
        }
        if (WaitStatus.isSyscallStop(status)) {
            syscallStop(tracee);
            return;
        }
        switch (event) {
            case WaitStatus.EVENT_SECCOMP -> filterStop(tracee);
            case WaitStatus.EVENT_FORK, WaitStatus.EVENT_VFORK, WaitStatus.EVENT_CLONE -> birthStop(tracee);
            case WaitStatus.EVENT_EXEC -> execStop(tracee);
            case WaitStatus.EVENT_EXIT -> endStop(tracee);
            case WaitStatus.EVENT_STOP -> groupStop(tracee, WaitStatus.stopSignal(status));
            case 0 -> signalStop(tracee, WaitStatus.stopSignal(status));
            default -> goOn(tracee, 0);
        }
    }

    private boolean recording() {
        return observer.recording();
    }

    // --- calls -------------------------------------------------------------------------------------------------------

    private void filterStop(Tracee tracee) {
        if (ptrace.syscallInfo(tracee.tid()) != Ptrace.OP_SECCOMP) {
            goOn(tracee, 0);
            return;
        }
        int raw = (int) ptrace.number();
        Call.Abi abi = abi(ptrace.architecture(), raw);
        int number = number(abi, raw);
        int datum = ptrace.filterData();
        boolean silent = datum == Filter.SILENT_DATUM || !recording();
        boolean ours = datum == Filter.DATUM || datum == Filter.SILENT_DATUM;
        waits.entered(tracee, abi, number);
        entry(tracee, abi, number, silent, refuse(tracee.tid(), abi, number, ours));
    }

    private void syscallStop(Tracee tracee) {
        int op = ptrace.syscallInfo(tracee.tid());
        if (!lettingGo.hasBegun()) {
            tracee.willStopAtNextCall(op != Ptrace.OP_ENTRY);
        }
        if (tracee.limitedWait().isWatched()) {
            waits.passed(tracee, op);
        }
        boolean watched = tracee.limitedWait().isWatched();
        if (op == Ptrace.OP_EXIT && (watched || ptrace.result() == -EINTR && selected != null)) {
            // Any stop swallows the one that was asked for, and only in that one can an interruption be hidden.
            interrupt(tracee.tid());
        }
        if (op == Ptrace.OP_EXIT) {
            untraced.giveBack(tracee.tid());
        }
        if (op == Ptrace.OP_EXIT && tracee.inCall()) {
            exit(tracee);
        } else if (op == Ptrace.OP_ENTRY && selected != null) {
            unfilteredEntry(tracee);
        } else {
            // The end of a call that is not recorded, an entry seen on the way to an exit, or a thread that died.
            goOn(tracee, 0);
        }
    }

    private void unfilteredEntry(Tracee tracee) {
        int raw = (int) ptrace.number();
        Call.Abi abi = abi(ptrace.architecture(), raw);
        int number = number(abi, raw);
        waits.entered(tracee, abi, number);
        boolean wanted = abi == Call.Abi.I386
                ? has(selectedI386, number) || !SyscallNames.I386.has(number)
                : has(selected, number) || !SyscallNames.X86_64.has(number);
        if (wanted && recording() && !lettingGo.hasBegun() && wantedAsItIs(abi, number)) {
            entry(tracee, abi, number, false, false);
        } else {
            tracee.leave();
            goOn(tracee, 0);
        }
    }

    /** What a filter would have asked of the arguments. */
    private boolean wantedAsItIs(Call.Abi abi, int number) {
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = ptrace.argument(i);
        }
        SyscallNames table = abi == Call.Abi.I386 ? SyscallNames.I386 : SyscallNames.X86_64;
        return policy.selection().wants(table, number, arguments);
    }

    private void entry(Tracee tracee, Call.Abi abi, int number, boolean silent, boolean refused) {
        int tid = tracee.tid();
        boolean placed = !refused && placement.concerns(abi == Call.Abi.I386, number);
        if (!refused) {
            mayMake(tracee, abi, number);
            mayFillPages(abi, number);
        }
        if (silent && !placed) {
            if (untraced.hasLent(tid)) {
                ptrace.resumeToExit(tid, 0);
            } else {
                goOn(tracee, 0);
            }
            return;
        }
        long ip = ptrace.instructionPointer();
        long sp = ptrace.stackPointer();
        if (tracee.continues(abi, number, ip, sp)) {
            tracee.takeUp();
            ptrace.resumeToExit(tid, 0);
            return;
        }
        if (tracee.givesUpInterrupted(sp)) {
            endInterrupted(tracee.interruptedCall());
        }
        Call call = tracee.call();
        call.abi = abi;
        call.number = number;
        call.silent = silent;
        call.refused = refused;
        for (int i = 0; i < 6; i++) {
            call.args[i] = ptrace.argument(i);
        }
        call.scratchUsed = 0;
        call.result = 0;
        tracee.enter(ip, sp);
        boolean exitWanted = !silent && observer.enter(call);
        if (exitWanted || placed) {
            call.silent = !exitWanted;
            ptrace.resumeToExit(tid, 0);
        } else {
            tracee.leave();
            goOn(tracee, 0);
        }
    }

    private void exit(Tracee tracee) {
        int tid = tracee.tid();
        long result = ptrace.result();
        Call ended = tracee.call();
        boolean i386Call = ended.abi == Call.Abi.I386;
        boolean cutShort = result == -EINTR && waits.restarts().may(i386Call, ended.number);
        if (cutShort && waits.restarts().include(i386Call, ended.number)) {
            // A signal that another thread takes is no stop of this one: one has to be asked for.
            interrupt(tid);
        }
        if (cutShort || Tracee.mayRestart(result)) {
            if (tracee.hasInterrupted()) {
                endInterrupted(tracee.interruptedCall());
            }
            tracee.setAside();
        } else {
            tracee.leave();
            Call call = tracee.call();
            call.result = result;
            boolean i386 = call.abi == Call.Abi.I386;
            if (placement.concerns(i386, call.number)) {
                placement.ended(tid, i386, call.number, (int) call.args[0], call.args[1], call.args[2], result);
            }
            observer.exit(call);
        }
        resume(tid, 0);
    }

    /**
     * Keeps a call from happening: one that is denied, and one that stops for a filter that the program itself has
     * installed to be traced by. It has no tracer but us, so its call fails with ENOSYS (seccomp(2), SECCOMP_RET_TRACE)
     * as it would without us.
     */
    private boolean refuse(int tid, Call.Abi abi, int number, boolean ours) {
        if (!ours) {
            return ptrace.refuse(tid, OsException.ENOSYS);
        }
        boolean isDenied = has(abi == Call.Abi.I386 ? deniedI386 : denied, number);
        return isDenied && ptrace.refuse(tid, OsException.EPERM);
    }

    /**
     * Once a program may fill in pages by itself, nothing of any memory is waited for: who fills them in may be stopped, and
     * only we let it go on.
     */
    private void mayFillPages(Call.Abi abi, int number) {
        boolean i386 = abi == Call.Abi.I386;
        boolean makes = number == (i386 ? IOCTL_I386 : IOCTL) && (int) ptrace.argument(1) == USERFAULTFD_IOC_NEW;
        if (makes || number == (i386 ? USERFAULTFD_I386 : USERFAULTFD)) {
            memory.waitForNobody();
        }
    }

    private boolean fillsPages(int pid) {
        return files.descriptors(pid).stream()
                .anyMatch(descriptor -> USERFAULTFD_LINK.equals(files.link(pid, "fd/" + descriptor)));
    }

    private void endInterrupted(Call call) {
        endInterrupted(call, -EINTR);
    }

    private void endInterrupted(Call call, long result) {
        call.result = result;
        observer.exit(call);
    }

    /** Whether a call is in a set. A program may ask for any number, and a call that there is not is in none. */
    private static boolean has(BitSet calls, int number) {
        return number >= 0 && calls.get(number);
    }

    private static Call.Abi abi(int architecture, int raw) {
        if (architecture == I386) {
            return Call.Abi.I386;
        }
        // As the kernel looks it up: with its highest bit too, a number is no call of x32 but none at all.
        return architecture == X86_64 && raw >= X32_BIT ? Call.Abi.X32 : Call.Abi.X86_64;
    }

    private static int number(Call.Abi abi, int raw) {
        return abi == Call.Abi.X32 ? raw & ~X32_BIT : raw;
    }

    /** Prepares for a birth when a thread is about to make a call of the clone family. */
    private void mayMake(Tracee tracee, Call.Abi abi, int number) {
        boolean i386 = abi == Call.Abi.I386;
        int tid = tracee.tid();
        if (number == (i386 ? CLONE_I386 : CLONE)) {
            long value = ptrace.argument(0);
            births.making(tid, tracee.pid(), value);
            untraced.clone(tid, i386, value);
        } else if (number == CLONE3) {
            long structure = ptrace.argument(0);
            if (memory.read(tid, structure, flags, 0, 8) == 8) {
                long value = littleEndian(flags);
                births.making(tid, tracee.pid(), value);
                untraced.clone3(tid, i386, structure, ptrace.argument(1), value, ptrace.stackPointer());
            }
        } else if (number == (i386 ? FORK_I386 : FORK) || number == (i386 ? VFORK_I386 : VFORK)) {
            births.making(tid, tracee.pid(), 0);
        }
    }

    // --- births, images, ends ----------------------------------------------------------------------------------------

    private void birthStop(Tracee parent) {
        int child = (int) ptrace.eventId(parent.tid());
        if (child > 0) {
            Births.Birth birth = births.named(parent.tid(), child);
            untraced.made(parent.tid(), child);
            untraced.giveBack(parent.tid());
            if (tracees.get(child) == null) {
                // Told now: when the child stops, its maker may be in another call.
                born(child, birth, parent);
            }
        }
        goOn(parent, 0);
    }

    private void born(int tid, Births.Birth birth, Tracee parent) {
        boolean thread = signals.isThreadOf(parent.pid(), tid);
        boolean there = thread || signals.isThreadOf(tid, tid);
        int pid = thread || !there && isThread(parent.call()) ? parent.pid() : tid;
        Tracee child = new Tracee(tid, pid);
        tracees.put(child);
        placement.born(parent.tid(), tid, pid);
        observer.born(parent.tid(), tid, pid, parent.inCall() ? parent.call() : null);
        if (birth.stage() == Births.Stage.STOPPED) {
            begin(child);
        } else if (birth.stage() == Births.Stage.ENDING) {
            ending(child, birth.status());
        } else if (birth.stage() == Births.Stage.GONE || !there) {
            // Without a stop of its own only SIGKILL can have ended it.
            ending(child, birth.stage() == Births.Stage.GONE ? birth.status() : WaitStatus.SIGKILL);
            tracees.remove(tid);
            placement.ending(tid);
        }
    }

    /** By the flags that the call was made with, for a thread that the kernel does not know any more. */
    private boolean isThread(Call call) {
        long first = call.args[0];
        if (call.number == CLONE3) {
            return memory.read(call.tid, first, flags, 0, 8) == 8 && (littleEndian(flags) & CLONE_THREAD) != 0;
        }
        return call.number == (call.abi == Call.Abi.I386 ? CLONE_I386 : CLONE) && (first & CLONE_THREAD) != 0;
    }

    private void firstStop(int tid, int event) {
        if (event == WaitStatus.EVENT_STOP) {
            // It stopped before its maker's stop was seen: it waits until that names it.
            births.stopped(tid);
        } else if (event == WaitStatus.EVENT_EXIT) {
            births.ending(tid, (int) Math.max(0, ptrace.eventMessage(tid)));
            resume(tid, 0);
        } else {
            adopt(new Births.Orphan(tid, Optional.empty()));
        }
    }

    private void begin(Tracee child) {
        untraced.giveBack(child.tid());
        resume(child.tid(), 0);
    }

    /** A thread that nobody can name any more: what it belongs to is asked of /proc. */
    private void adopt(Births.Orphan orphan) {
        int tid = orphan.tid();
        int pid = files.threadGroup(tid).orElse(tid);
        Tracee child = new Tracee(tid, pid);
        tracees.put(child);
        int maker = orphan.maker().map(Births.Maker::tid).orElse(0);
        placement.born(maker, tid, pid);
        observer.born(maker, tid, pid, orphan.maker().map(Births.Maker::call).orElse(null));
        begin(child);
    }

    private Births.Origin origin(int tid) {
        Optional<Integer> parent = files.parent(tid);
        return files.threadGroup(tid)
                .flatMap(pid -> parent.map(of -> new Births.Origin(pid, of)))
                .orElse(null);
    }

    /** A thread that has become another program has its process's id now, whose thread has ended. */
    private void underItsNewId(int pid) {
        int former = (int) ptrace.eventId(pid);
        Tracee thread = former > 0 && former != pid ? tracees.get(former) : null;
        if (thread != null) {
            tracees.remove(former);
            tracees.remove(pid);
            thread.becomeLeader();
            placement.renamed(former, pid);
            tracees.put(thread);
        }
    }

    private void execStop(Tracee caller) {
        int pid = caller.tid();
        int former = (int) ptrace.eventId(pid);
        caller.forgetInterrupted();
        // The filter is installed by the image that launches: its own exec came before.
        if (!started) {
            started = true;
            observer.started(pid);
        }
        observer.executed(pid, former > 0 ? former : pid, caller.call());
        goOn(caller, 0);
    }

    private void endStop(Tracee tracee) {
        int tid = tracee.tid();
        if (!ptrace.isInLastStop(tid)) {
            // It was killed in it; by an exec, another thread may have its id by now.
            return;
        }
        long status = ptrace.eventMessage(tid);
        births.makerEnded(tid, tracee.inCall() ? tracee.call() : null);
        placement.ending(tid);
        if (status >= 0) {
            ending(tracee, (int) status);
        }
        // Let go: its parent would be told of the end of a traced one only after us (exit_notify in kernel/exit.c).
        if (ptrace.detach(tid, 0)) {
            forget(tid);
        }
    }

    private void forget(int tid) {
        tracees.remove(tid);
        untraced.gone(tid);
        placement.ending(tid);
    }

    /** Tells the end once: a second SIGKILL takes a thread out of its last stop, or past it. */
    private void ending(Tracee tracee, int status) {
        boolean first = tracee.ends();
        if (started && first) {
            if (tracee.hasInterrupted()) {
                observer.abandoned(tracee.interruptedCall());
                tracee.forgetInterrupted();
            }
            if (tracee.inCall()) {
                observer.abandoned(tracee.call());
                tracee.leave();
            }
            observer.exiting(tracee.tid(), tracee.pid(), status);
        }
    }

    private void gone(int tid, int status) {
        if (tid == root && rootStatus < 0) {
            rootStatus = status;
            if (endWithRoot) {
                killAll();
            }
        }
        Tracee tracee = tracees.get(tid);
        if (tracee == null) {
            births.gone(tid, status);
            return;
        }
        births.makerEnded(tid, tracee.inCall() ? tracee.call() : null);
        ending(tracee, status);
        forget(tid);
    }

    // --- signals -----------------------------------------------------------------------------------------------------

    private void groupStop(Tracee tracee, int signal) {
        boolean stopped = WaitStatus.isJobControl(signal);
        untraced.giveBack(tracee.tid());
        if (stopped) {
            waits.stand(tracee);
        } else {
            hideInterruption(tracee, false);
        }
        if (stopped) {
            ptrace.listen(tracee.tid());
        } else {
            goOn(tracee, 0);
        }
    }

    private void hideInterruption(Tracee tracee, boolean signal) {
        long result = waits.hide(tracee, signal);
        if (result != Waits.GOES_ON && tracee.hasInterrupted()) {
            endInterrupted(tracee.interruptedCall(), result);
            tracee.forgetInterrupted();
        }
    }

    private void signalStop(Tracee tracee, int signal) {
        if (recording() && started) {
            observer.signal(tracee.tid(), signal, ptrace.signalSender(tracee.tid()));
        }
        if (faults.needsUsGone(tracee, signal)) {
            letDie(tracee, signal);
            return;
        }
        // Only a traced thread is woken by a signal that is ignored; where a handler runs the call still returns EINTR.
        if (!WaitStatus.isJobControl(signal) || files.ignores(tracee.tid(), signal)) {
            hideInterruption(tracee, true);
        }
        goOn(tracee, ignoresStop(tracee, signal) ? 0 : signal);
    }

    /**
     * The first process of a PID namespace ignores a SIGSTOP from inside it; a traced one is told of it and would stop
     * (sig_ignored in kernel/signal.c). The sender of one from outside has no id there.
     */
    private boolean ignoresStop(Tracee tracee, int signal) {
        return signal == WaitStatus.SIGSTOP
                && ptrace.signalSender(tracee.tid()) != 0
                && tracee.isFirstOfNamespace(files);
    }

    private void letDie(Tracee tracee, int signal) {
        int tid = tracee.tid();
        ending(tracee, signal);
        faults.letDie(tracee, signal);
        letDie++;
        tracees.remove(tid);
        placement.ending(tid);
    }

    /** What the thread was doing is recorded as far as it got. */
    private void leave(Tracee tracee) {
        if (tracee.hasInterrupted()) {
            observer.abandoned(tracee.interruptedCall());
        }
        if (tracee.inCall()) {
            observer.abandoned(tracee.call());
        }
    }

    private void goOn(Tracee tracee, int signal) {
        if (!lettingGo.hasBegun() && (tracee.inCall() || tracee.limitedWait().isWatched())) {
            ptrace.resumeToExit(tracee.tid(), signal);
        } else {
            resume(tracee.tid(), signal);
        }
    }

    /** Lets a thread run to its next stop: without a filter that is the next call, whichever it is, until all are let go. */
    private void resume(int tid, int signal) {
        if (selected != null && !lettingGo.hasBegun()) {
            ptrace.resumeToExit(tid, signal);
        } else {
            ptrace.resume(tid, signal);
        }
    }

    /** Leaves a stop as ptrace(2) asks for it: with the signal that it is about, and a stopped process stopped. */
    private void goOnUnserved(int tid, int status) {
        if (!WaitStatus.isStopped(status)) {
            tracees.remove(tid);
            return;
        }
        int signal = WaitStatus.stopSignal(status);
        int delivered = WaitStatus.isSignalStop(status) ? signal : 0;
        Tracee tracee = tracees.get(tid);
        if (WaitStatus.event(status) == WaitStatus.EVENT_STOP && WaitStatus.isJobControl(signal)) {
            ptrace.listen(tid);
        } else if (tracee != null) {
            goOn(tracee, delivered);
        } else {
            resume(tid, delivered);
        }
    }

    private static long littleEndian(byte[] bytes) {
        long value = 0;
        for (int i = 7; i >= 0; i--) {
            value = value << 8 | (bytes[i] & 0xFF);
        }
        return value;
    }
}
