package lanner.recorder.recording;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import lanner.capture.CaptureWriteException;
import lanner.capture.CaptureWriter;
import lanner.capture.InlineLevel;
import lanner.capture.SegmentFooter;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.FdParams;
import lanner.capture.event.FlagSets;
import lanner.capture.event.GenericParams;
import lanner.capture.event.InlineEndParams;
import lanner.capture.event.InlineStartParams;
import lanner.capture.event.Mark;
import lanner.capture.event.ProcessRecord;
import lanner.capture.event.ProcexitParams;
import lanner.capture.event.SignalParams;
import lanner.recorder.arch.CallSet;
import lanner.recorder.context.ContainerFacts;
import lanner.recorder.context.ProcFiles;
import lanner.recorder.context.ThreadFacts;
import lanner.recorder.context.ThreadRights;
import lanner.recorder.inline.InlineRecord;
import lanner.recorder.os.NativeFacts;
import lanner.recorder.os.Processors;
import lanner.recorder.os.TraceeMemory;
import lanner.recorder.ring.Rings;
import lanner.recorder.syscall.Decoding;
import lanner.recorder.syscall.SocketEnds;
import lanner.recorder.syscall.SyscallRow;
import lanner.recorder.syscall.SyscallTable;
import lanner.recorder.trace.Call;
import lanner.recorder.trace.TraceObserver;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the trace loop sees into events and writes them: one event a call, at its end. The event is in the capture
 * before the thread goes on.
 */
public final class Recording implements TraceObserver {
    /** A result that means nothing: the call never returned. */
    private static final long NO_RESULT = -4;

    private static final CallSet NEVER_RETURN =
            CallSet.named(List.of("exit", "exit_group", "rt_sigreturn", "sigreturn"));

    private static final long CLONE_PARENT = FlagSets.CLONE_FLAGS.value("CLONE_PARENT");

    private final CaptureWriter writer;
    private final RecordingOptions options;
    private final NativeFacts facts = new NativeFacts();
    private final ProcFiles files = new ProcFiles(facts);
    private final Clock clock;
    private final SyscallTable table;
    private final Decoding decoding;
    private final RecordedText recordedText = new RecordedText();
    private final Decoding inlineDecoding;
    private final ProcessEvents processes;
    private final EventEncoder encoder = new EventEncoder();
    /** The threads of each recorded process that has not ended. */
    private final Map<Integer, Set<Integer>> threads = new HashMap<>();

    /** By process: the thread, not its first, that has executed a program and whose call has not ended. */
    private final Map<Integer, Integer> executors = new HashMap<>();

    private final SocketEnds ends = new SocketEnds(facts);
    private final DescriptorFacts descriptorFacts = new DescriptorFacts(files, facts, ends);
    private final OpenDescriptors descriptors = new OpenDescriptors();
    private final Rings rings;
    private final boolean looksUpDescriptors;
    private final CompletableFuture<ContainerFacts> container;
    private final Runnable aside;
    private final int tracer = new Processors().ownTid();
    private volatile long tracerNanos;
    private volatile int processCount;
    private volatile boolean keepWished;
    private boolean began;
    private long descriptorsLeftOut;

    /**
     * @param container the container that all this happens in; waited for when the first snapshot is written
     * @param aside puts the segments that have ended aside, when {@link #wishToKeep} asked for it
     */
    public Recording(
            TraceeMemory memory,
            CaptureWriter writer,
            SyscallTable table,
            RecordingOptions options,
            Clock clock,
            CompletableFuture<ContainerFacts> container,
            Runnable aside) {
        this.container = container;
        this.aside = aside;
        options.redactions().ifPresent(redactions -> encoder.replaceTexts(redactions::apply));
        this.writer = writer;
        this.table = table;
        this.options = options;
        this.clock = clock;
        this.decoding = new Decoding(memory, facts, ends, options.snaplenPath(), options.snaplenData());
        this.inlineDecoding = new Decoding(recordedText, facts, ends, options.snaplenPath(), options.snaplenData());
        this.processes = new ProcessEvents(memory, facts, files, options);
        this.rings = new Rings(decoding, files, table, options.selection());
        this.looksUpDescriptors = options.selection().missesOpens();
    }

    /** The recording's figures, by name. */
    public Map<String, Long> counters() {
        Map<String, Long> counters = new HashMap<>();
        counters.put("unreadable", decoding.unreadable() + inlineDecoding.unreadable());
        counters.put("cut", decoding.cut() + inlineDecoding.cut());
        counters.put("sockets_without_ends", ends.without());
        counters.put("processes_without_facts", processes.withoutFacts());
        counters.put("programs_without_rights", programsWithoutRights());
        counters.put("descriptors_left_out", descriptorsLeftOut);
        if (rings.operations() + rings.unread() > 0) {
            counters.put("ring_operations", rings.operations());
            counters.put("ring_enters_unread", rings.unread());
        }
        return counters;
    }

    /** Parameters that could not be read so far. Any thread may ask. */
    public long unreadable() {
        return decoding.unreadable();
    }

    /** How often a program did not get the rights that its file gives, as it does without a recorder. */
    public long programsWithoutRights() {
        return processes.withoutRights();
    }

    @Override
    public void started(int tid) throws CaptureWriteException {
        began = true;
        threads.computeIfAbsent(tid, pid -> new TreeSet<>()).add(tid);
        snapshot();
    }

    @Override
    public void attached(Map<Integer, Set<Integer>> processThreads) throws CaptureWriteException {
        began = true;
        processThreads.forEach((pid, tids) -> threads.put(pid, new TreeSet<>(tids)));
        snapshot();
    }

    private void snapshot() throws CaptureWriteException {
        Snapshot snapshot = new Snapshot(writer, encoder, clock, files, facts, descriptorFacts, options.environment());
        descriptorsLeftOut += snapshot.write(container.join(), threads);
    }

    /** Writes an event, and starts the next segment where one has to. */
    private void append(EventEncoder event) throws CaptureWriteException {
        writer.append(event);
        if (processCount != threads.size()) {
            processCount = threads.size();
        }
        if (keepWished) {
            keepWished = false;
            keep();
        } else if (writer.segmentIsFull()) {
            roll(SegmentFooter.NEXT_FOLLOWS);
        }
    }

    /** Processes that are recorded now. Any thread may ask. */
    public int processes() {
        return processCount;
    }

    /**
     * Processor time of the thread that made this, the tracer's, in nanoseconds; once it has ended, what was answered
     * last. Any thread may ask.
     */
    public long tracerNanos() {
        // schedstat: time on the processor, time waiting for it, turns
        tracerNanos = files.text("self/task/" + tracer + "/schedstat")
                .map(line -> Long.parseLong(line.split(" ")[0]))
                .orElse(tracerNanos);
        return tracerNanos;
    }

    private void roll(String reason) throws CaptureWriteException {
        long now = clock.monotonic();
        writer.roll(reason, clock.realTime(now), now, counters());
        snapshot();
    }

    /**
     * Has what is in the capture put aside with the next event. Any thread may call it.
     */
    public void wishToKeep() {
        keepWished = true;
    }

    private void keep() throws CaptureWriteException {
        roll(SegmentFooter.KEPT);
        aside.run();
    }

    @Override
    public boolean enter(Call call) throws CaptureWriteException {
        long now = clock.monotonic();
        call.enterMonotonic = now;
        call.stopMonotonic = now;
        call.duration = Event.UNKNOWN_DURATION;
        call.enterTime = clock.realTime(now);
        EventType event = event(call);
        switch (event) {
            case EXECVE, EXECVEAT -> processes.enterExec(call, event == EventType.EXECVEAT, decoding);
            case CLONE, CLONE3, FORK, VFORK -> processes.enterClone(call, event, decoding);
            default -> {
                SyscallRow row = table.row(call);
                if (event == EventType.CLOSE && !call.refused && descriptors.closes(call)) {
                    int descriptor = (int) call.args[0];
                    append(begin(event, call).mark(Mark.ENTER_ONLY).number(FdParams.FD, descriptor));
                    return false;
                }
                if (row != null && Messages.areIn(event)) {
                    Messages.enter(call, row, decoding);
                } else if (row != null) {
                    row.enter(call, decoding);
                    if (event == EventType.IO_URING_ENTER) {
                        rings.enter(call);
                    }
                } else if (neverReturns(call)) {
                    writeGeneric(call, begin(EventType.GENERIC, call).mark(Mark.ENTER_ONLY));
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public void interrupted(Call call) {
        call.duration = clock.monotonic() - call.enterMonotonic;
    }

    @Override
    public void exit(Call call) throws CaptureWriteException {
        call.stopMonotonic = clock.monotonic();
        if (call.duration == Event.UNKNOWN_DURATION) {
            call.duration = call.stopMonotonic - call.enterMonotonic;
        }
        EventType event = event(call);
        if (event == EventType.EXECVE || event == EventType.EXECVEAT) {
            if (call.result == 0 && !began) {
                started(call.pid);
            }
        }
        if (event == EventType.IO_URING_ENTER) {
            writeRing(call, false);
        }
        write(call, event, false);
        if (event == EventType.IO_URING_SETUP) {
            rings.setUp(call);
        }
        descriptors.ended(call, event);
        if (event == EventType.PIVOT_ROOT) {
            // Every process that was in the old root is in the new one.
            processes.forgetAll();
        }
        if (event.is(EventType.Trait.CHANGES_STATE) && changesProcess(event)) {
            processes.changed(threads.getOrDefault(call.pid, Set.of()));
        }
    }

    @Override
    public void inline(Call call, InlineRecord record) throws CaptureWriteException {
        writeInline(call, record, event(call), false);
    }

    @Override
    public void inlineAbandoned(Call call, InlineRecord record) throws CaptureWriteException {
        call.stopMonotonic = clock.monotonic();
        call.duration = Event.UNKNOWN_DURATION;
        call.result = NO_RESULT;
        writeInline(call, record, event(call), true);
    }

    /** Through the same row as a call that stops: what was recorded takes the place of the program's memory. */
    private void writeInline(Call call, InlineRecord record, EventType event, boolean incomplete)
            throws CaptureWriteException {
        call.inline = true;
        call.enterTime = clock.realTime(call.enterMonotonic);
        recordedText.of(record);
        SyscallRow row = Objects.requireNonNull(table.row(call), "calls that are recorded inside have rows");
        row.enter(call, inlineDecoding);
        EventEncoder out = begin(event, call).mark(Mark.INLINE);
        if (incomplete) {
            out.mark(Mark.INCOMPLETE);
        }
        row.write(call, inlineDecoding, out);
        append(out);
    }

    @Override
    public void inlineBegan(int tid, int pid, InlineLevel level) throws CaptureWriteException {
        descriptors.recordsItself(pid);
        long now = clock.monotonic();
        encoder.begin(EventType.INLINE_START, tid, clock.realTime(now), now)
                .number(InlineStartParams.PID, pid)
                .text(InlineStartParams.LEVEL, level.label())
                .text(InlineStartParams.REASON, "frequent calls");
        append(encoder);
    }

    @Override
    public void inlineEnded(int tid, int pid, String reason, long calls) throws CaptureWriteException {
        long now = clock.monotonic();
        encoder.begin(EventType.INLINE_END, tid, clock.realTime(now), now)
                .number(InlineEndParams.PID, pid)
                .text(InlineEndParams.REASON, reason)
                .number(InlineEndParams.CALLS, calls);
        append(encoder);
    }

    @Override
    public void abandoned(Call call) throws CaptureWriteException {
        EventType event = event(call);
        call.stopMonotonic = clock.monotonic();
        call.duration = Event.UNKNOWN_DURATION;
        call.result = NO_RESULT;
        if (event == EventType.IO_URING_ENTER) {
            writeRing(call, true);
        }
        write(call, event, true);
    }

    /** What a program has asked for through a ring, as the calls that do the same. */
    private void writeRing(Call call, boolean abandoned) throws CaptureWriteException {
        for (Call operation : rings.leave(call, abandoned)) {
            operation.stopMonotonic = call.stopMonotonic;
            write(operation, event(operation), abandoned);
        }
    }

    private void write(Call call, EventType event, boolean incomplete) throws CaptureWriteException {
        EventEncoder out;
        if (looksUpDescriptors && !incomplete) {
            lookUp(call);
        }
        if (!incomplete && call.result >= 0) {
            if (changesRights(event)) {
                tellRights(call.tid, call.pid);
            } else if (changesNamespaces(event)) {
                tellThread(call.tid, call.pid);
            }
        }
        switch (event) {
            case EXECVE, EXECVEAT -> {
                if (call.result == 0) {
                    tellFrom(call.pid, call.pid, executors.getOrDefault(call.pid, 0));
                    executors.remove(call.pid);
                }
                out = begin(event, call);
                processes.writeExec(call, event, decoding, out);
            }
            case CLONE, CLONE3, FORK, VFORK -> {
                out = begin(event, call);
                processes.writeParent(call, out);
            }
            default -> {
                SyscallRow row = table.row(call);
                if (row != null && Messages.areIn(event)) {
                    writeMessages(call, row, incomplete);
                    return;
                }
                out = begin(row == null ? EventType.GENERIC : row.event(), call);
                if (incomplete) {
                    out.mark(Mark.INCOMPLETE);
                }
                if (row == null) {
                    writeGeneric(call, out);
                    return;
                }
                row.write(call, decoding, out);
            }
        }
        if (incomplete) {
            out.mark(Mark.INCOMPLETE);
        }
        append(out);
    }

    private void writeMessages(Call call, SyscallRow row, boolean incomplete) throws CaptureWriteException {
        Messages messages = Messages.of(call);
        int told = messages.told(row.event(), incomplete);
        for (int i = 0; i < told; i++) {
            messages.turnTo(i, NO_RESULT, decoding);
            if (messages.stoppedAt(i)) {
                call.duration = Event.UNKNOWN_DURATION;
            }
            EventEncoder out = begin(row.event(), call);
            if (incomplete) {
                out.mark(Mark.INCOMPLETE);
            } else if (messages.stoppedAt(i)) {
                out.mark(Mark.ENTER_ONLY);
            }
            row.take(call, decoding, out);
            append(out);
        }
        messages.restore();
    }

    /**
     * Records what the descriptors lead to that a call uses, ahead of the call: files may have been opened unseen. What is
     * no file was made by a call that is recorded.
     */
    private void lookUp(Call call) throws CaptureWriteException {
        SyscallRow row = table.row(call);
        if (row == null) {
            return;
        }
        for (int argument : row.descriptors()) {
            int descriptor = (int) call.args[argument];
            if (descriptor >= 0 && descriptorFacts.find(call.pid, call.tid, descriptor) && descriptorFacts.hasPath()) {
                long now = clock.monotonic();
                encoder.begin(EventType.DESCRIPTOR, call.tid, clock.realTime(now), now);
                append(descriptorFacts.describe(encoder));
            }
        }
    }

    /**
     * Records what a thread may do after a call that changes that, ahead of that call's event. Its arguments do not say:
     * ids are those of its user namespace, and capabilities go with a user.
     */
    private void tellRights(int tid, int pid) throws CaptureWriteException {
        Optional<ThreadRights> rights = files.rights(tid);
        if (rights.isPresent()) {
            Snapshot.describe(rights.get(), beginTold(tid, pid));
            writer.append(encoder);
        }
    }

    /** As {@link #tellRights}, with the directories: other mounts are other directories. */
    private void tellThread(int tid, int pid) throws CaptureWriteException {
        Optional<ThreadFacts> thread = files.thread(tid);
        if (thread.isPresent()) {
            Snapshot.describe(thread.get(), beginTold(tid, pid));
            writer.append(encoder);
        }
    }

    /** Records which thread the next event's thread comes from; 0 if unknown. */
    private void tellFrom(int tid, int pid, int from) throws CaptureWriteException {
        if (from != 0) {
            writer.append(beginTold(tid, pid).number(ProcessRecord.FROM_TID, from));
        }
    }

    private EventEncoder beginTold(int tid, int pid) {
        long now = clock.monotonic();
        return encoder.begin(EventType.PROCESS, tid, clock.realTime(now), now)
                .number(ProcessRecord.TID, tid)
                .number(ProcessRecord.PID, pid);
    }

    private void writeGeneric(Call call, EventEncoder out) throws CaptureWriteException {
        out.number(GenericParams.ID, call.number).number(GenericParams.NATIVE_ID, call.abi.portable(call.number));
        for (int i = 0; i < 6; i++) {
            out.number(GenericParams.A0 + i, call.args[i]);
        }
        append(out);
    }

    private EventEncoder begin(EventType type, Call call) {
        encoder.begin(type, call.tid, clock.realTime(call.stopMonotonic), call.stopMonotonic)
                .result(call.result);
        if (call.duration != Event.UNKNOWN_DURATION) {
            encoder.duration(call.duration);
        }
        if (call.abi.mark().isPresent()) {
            encoder.mark(call.abi.mark().get());
        }
        if (call.fromRing) {
            encoder.mark(Mark.FROM_RING);
        }
        return encoder;
    }

    private static EventType event(Call call) {
        return call.abi.names().event(call.number);
    }

    /** exit, exit_group and the returns from handlers: their entry is all there is. */
    private static boolean neverReturns(Call call) {
        return NEVER_RETURN.includes(call.abi, call.number);
    }

    private static boolean changesProcess(EventType event) {
        return changesRights(event)
                || changesNamespaces(event)
                || switch (event) {
                    case CHDIR, FCHDIR, CHROOT, SETSID, PRCTL -> true;
                    default -> false;
                };
    }

    private static boolean changesRights(EventType event) {
        return switch (event) {
            case SETUID, SETGID, SETREUID, SETREGID, SETRESUID, SETRESGID, CAPSET -> true;
            default -> false;
        };
    }

    private static boolean changesNamespaces(EventType event) {
        return event == EventType.UNSHARE || event == EventType.SETNS;
    }

    @Override
    public void born(int parent, int child, int childPid, @Nullable Call parentCall) throws CaptureWriteException {
        EventType event = parentCall == null ? EventType.CLONE : event(parentCall);
        if (event != EventType.CLONE3 && event != EventType.FORK && event != EventType.VFORK) {
            event = EventType.CLONE;
        }
        long flags = parentCall == null ? 0 : parentCall.kept[0];
        boolean byFirst = parentCall != null && parent == parentCall.pid;
        if (!byFirst || (flags & CLONE_PARENT) != 0) {
            tellFrom(child, childPid, parent);
        }
        long now = clock.monotonic();
        encoder.begin(event, child, clock.realTime(now), now).result(0);
        if (child == childPid) {
            // Its id may have been another's, whose end nobody saw.
            forget(childPid);
        }
        descriptors.born(parentCall == null ? childPid : parentCall.pid, childPid, flags);
        rings.forgetThread(child);
        processes.ended(child);
        processes.writeChild(child, childPid, parentCall, flags, encoder);
        threads.computeIfAbsent(childPid, pid -> new TreeSet<>()).add(child);
        append(encoder);
    }

    private void forget(int pid) {
        threads.remove(pid);
        descriptors.forget(pid);
        rings.forget(pid);
        executors.remove(pid);
        processes.processEnded(pid);
    }

    @Override
    public void executed(int pid, int formerTid, Call call) {
        processes.changed(threads.getOrDefault(pid, Set.of()));
        if (formerTid != pid) {
            executors.put(pid, formerTid);
        }
        threads.put(pid, new TreeSet<>(Set.of(pid)));
        rings.forget(pid);
        // The event is written at the call's end, when /proc shows the new image.
    }

    @Override
    public void exiting(int tid, int pid, int status) throws CaptureWriteException {
        long now = clock.monotonic();
        int signal = status & 0x7F;
        encoder.begin(EventType.PROCEXIT, tid, clock.realTime(now), now)
                .number(ProcexitParams.STATUS, status)
                .number(ProcexitParams.RET, status >> 8 & 0xFF)
                .number(ProcexitParams.SIG, signal)
                .number(ProcexitParams.CORE, (status & 0x80) != 0 ? 1 : 0)
                .number(ProcexitParams.REAPER_TID, 0);
        rings.forgetThread(tid);
        Set<Integer> others = threads.get(pid);
        if (others != null && others.remove(tid) && others.isEmpty()) {
            forget(pid);
        }
        processes.ended(tid);
        append(encoder);
    }

    @Override
    public void signal(int tid, int signal, int sender) throws CaptureWriteException {
        long now = clock.monotonic();
        encoder.begin(EventType.SIGNALDELIVER, tid, clock.realTime(now), now)
                .number(SignalParams.SPID, sender)
                .number(SignalParams.DPID, tid)
                .number(SignalParams.SIG, signal);
        append(encoder);
    }
}
