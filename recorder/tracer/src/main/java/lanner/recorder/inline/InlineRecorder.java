package lanner.recorder.inline;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import lanner.recorder.arch.AllRegisters;
import org.jspecify.annotations.Nullable;

/**
 * Has processes record frequent calls themselves. The trace loop tells what stops; this decides what is put into a
 * process, takes out what it recorded, and takes threads out of the stub before a signal finds them there.
 *
 * <p>A process is left alone until it has made {@link #CALLS_BEFORE} calls that could be recorded so, and a place in it
 * until two were made there: short programs pay nothing. Whatever cannot be done leads to calls that stop, which is slow and
 * right; nothing is tried again.
 *
 * <p>The one state of all this is {@link AddressSpace}'s. Owned by the loop's thread.
 */
public final class InlineRecorder {
    /** About what preparing a process costs, in calls that stop. */
    static final int CALLS_BEFORE = 16;

    static final int HITS_BEFORE = 2;

    private static final long EVERY_SIGNAL = -1;
    private static final int SIGTRAP = 5;
    private static final int SIGBUS = 7;
    private static final int SIGSEGV = 11;
    private static final int MMAP = 9;
    private static final int MEMBARRIER = 324;
    private static final int PRIVATE_EXPEDITED_SYNC_CORE = 1 << 5;
    private static final int REGISTER_PRIVATE_EXPEDITED_SYNC_CORE = 1 << 6;
    private static final int SYSCALL_BYTES = 2;
    private static final long BELOW_THE_CODE = 16 << 20;
    private static final long LOW_AREA = 0x6FF00000L;
    private static final long PAGE_MASK = ~0xFFFFL;

    /** A slot is used from its beginning again when this much of it was used: the rest need not be touched. */
    private static final int USED_BEFORE_RESET = 16 * 1024;

    /** Faults in the stub before it is taken for useless in a process: each costs two stops. */
    private static final int MOST_FAULTS = 1000;

    private static final String FORGED = "a record that it cannot have made";
    private static final String UNREADABLE = "its records cannot be read";
    private static final String KILLED = "it was killed, and its last calls may be missing";

    /** How much of the stub's page tells that it is ours. */
    private static final int TELLING_BYTES = 64;

    private final Hands hands;
    private final InlineSink sink;
    private final StubImage image;
    private final byte[] beginning;
    private final InlineCall[] calls;
    private final Unwinding unwinding;
    private final SlotReader[] readers = new SlotReader[SlotLayout.SLOTS];
    private final byte[][] buffers = new byte[SlotLayout.SLOTS][];
    private final List<AddressSpace> prepared = new ArrayList<>();
    private final Pace pace = new Pace();
    private long takingNanos;
    /** Bytes that the fullest slot had in it when all was taken out last. */
    private int fullest;

    private final AllRegisters registers = new AllRegisters();
    private final byte[] word = new byte[Long.BYTES];
    private boolean hasFirst;
    private final byte[] header = new byte[SlotLayout.HEADER_BYTES];
    private final byte[] record = new byte[SlotLayout.PATH];
    private final byte[] answer = new byte[SlotLayout.ANSWER_MAX];

    public InlineRecorder(InlinePlan plan, Hands hands, InlineSink sink) {
        this.hands = hands;
        this.sink = sink;
        this.image = plan.image();
        this.beginning = Arrays.copyOf(image.bytes(), TELLING_BYTES);
        this.calls = plan.calls();
        this.unwinding = new Unwinding(image);
    }

    // --- threads come and go -----------------------------------------------------------------------------------------

    /** How a new thread stands to the memory of its maker. */
    public enum Memory {
        SHARED,
        COPIED,
        /** Nobody knows: nothing is done in it. */
        UNKNOWN
    }

    /** The first thread of what is recorded; of later ones it is not known who made them. */
    public InlineThread first(int tid, int pid) {
        AddressSpace space = new AddressSpace();
        if (hasFirst) {
            leaveAlone(space);
        }
        hasFirst = true;
        return joined(new InlineThread(tid, pid, space));
    }

    /** A thread was made, and has not run yet. */
    public InlineThread born(InlineThread maker, int tid, int pid, Memory memory) {
        AddressSpace space = maker.space();
        if (memory == Memory.COPIED) {
            space = space.copy();
        } else if (memory == Memory.UNKNOWN) {
            space = new AddressSpace();
            leaveAlone(space);
        }
        return joined(new InlineThread(tid, pid, space));
    }

    /** Its threads may have the gs of their makers: that is taken from them. */
    private static void leaveAlone(AddressSpace space) {
        space.state(AddressSpace.State.GIVEN_UP);
        space.codeIsThere(true);
    }

    private static InlineThread joined(InlineThread thread) {
        thread.space().join(thread);
        return thread;
    }

    /** A thread has executed a program: nothing of ours is there any more. */
    public void executed(InlineThread thread) {
        thread.space().leave(thread);
        thread.executed(new AddressSpace());
        joined(thread);
    }

    /** A thread is about to execute a program. What it has recorded is taken; it records nothing until its next stop. */
    public void executes(InlineThread thread) {
        thread.space().executes(thread);
    }

    /**
     * A thread has stopped. If it or another of its process was about to execute a program and that failed, the memory may
     * be another by now and the id that of the other thread: then the process will never run again (begin_new_exec in
     * fs/exec.c), and it is none of ours.
     */
    private void hasStopped(InlineThread thread) {
        AddressSpace space = thread.space();
        boolean mayBeReplaced = space.mayBeReplaced(thread.pid());
        space.executesNothing(thread);
        boolean hasCode = space.codeIsThere() && space.state() != AddressSpace.State.PREPARING;
        if (mayBeReplaced && hasCode && !isThere(thread, SlotLayout.CODE, beginning)) {
            space.leave(thread);
            AddressSpace other = new AddressSpace();
            other.state(AddressSpace.State.GIVEN_UP);
            thread.executed(other);
            joined(thread);
        }
    }

    /** A thread is in its last stop. */
    public void ending(InlineThread thread) {
        hasStopped(thread);
        if (thread.slot() != InlineThread.NO_SLOT && drain(thread)) {
            takeUnfinished(thread);
        }
        gone(thread);
    }

    /**
     * A thread was killed. Its last stop was not seen if it was killed again in it, which loses what it recorded behind the
     * stop before, or while it waited in another stop, which loses nothing: they look the same.
     */
    public void killed(InlineThread thread) {
        AddressSpace space = thread.space();
        if (thread.slot() != InlineThread.NO_SLOT && space.recorded() > 0 && !takeWhileRunning(space)) {
            end(thread, KILLED);
        }
    }

    /** A thread is no more. */
    public void gone(InlineThread thread) {
        AddressSpace space = thread.space();
        space.leave(thread);
        if (thread.isAtWork()) {
            Work work = thread.work();
            thread.endsWork();
            // Its process ends, or has another program already; one that shares its memory goes on.
            space.ofAnotherProcess(thread.pid()).ifPresent(other -> abandon(other, work));
        }
    }

    /** A call that is made but not published, or begun, when its thread ends. */
    private void takeUnfinished(InlineThread thread) {
        if (!hands.readRegisters(thread.tid(), registers) || !unwinding.isInStub(registers.rip())) {
            return;
        }
        boolean timed = registers.rip() > image.at("stored");
        Optional<InFlight> flight = inFlight(thread);
        if (flight.isEmpty()) {
            return;
        }
        Unwinding.Outcome outcome = unwinding.outOfStub(registers, flight.get());
        if (outcome == Unwinding.Outcome.MADE) {
            takeMade(thread, flight.get(), registers.rax(), timed);
        } else if (outcome == Unwinding.Outcome.INTERRUPTED && readAtHead(thread, flight.get(), 0)) {
            SlotReader reader = reader(0);
            sink.abandoned(thread, reader, entered(thread, reader));
        }
    }

    // --- stops -------------------------------------------------------------------------------------------------------

    /**
     * A thread has stopped: what its process has recorded is taken out before the stop is told.
     *
     * @param nothingNew whether the thread itself can have recorded nothing since its last stop
     */
    public void stopped(InlineThread thread, boolean nothingNew) {
        hasStopped(thread);
        AddressSpace space = thread.space();
        settle(thread);
        if (space.hasSlots() && (!nothingNew || space.isShared())) {
            drain(thread);
        }
    }

    /** A thread is about to be let go on, and everything is told of its stop. */
    public void goesOn(InlineThread thread) {
        thread.wentOn(hands.now());
    }

    /** Takes out what was recorded where nothing has stopped for a while: threads may be running. */
    public void takeWhileRunning() {
        prepared.removeIf(space -> !space.hasSlots());
        fullest = 0;
        List.copyOf(prepared).forEach(this::takeWhileRunning);
        pace.taken(fullest, hands.now());
    }

    /** When {@link #takeWhileRunning()} is to be called next, in nanoseconds on the monotonic clock. */
    public long takesNext(long now) {
        return pace.due(now);
    }

    /** How long the taking out has taken so far, in nanoseconds. */
    public long takingNanos() {
        return takingNanos;
    }

    /**
     * Takes out what was recorded through any thread that has the memory. A thread that is not stopped may have ended, or be
     * another program's: that nothing can be read through it means nothing.
     */
    private boolean takeWhileRunning(AddressSpace space) {
        return space.readers().anyMatch(thread -> {
            String broken = takeThrough(thread);
            if (broken != null && broken.equals(FORGED)) {
                abandonSlots(thread, FORGED);
            }
            return broken == null || broken.equals(FORGED);
        });
    }

    /** Whether anything may be recorded that no stop has shown yet. */
    public boolean mayHaveRecords() {
        return !prepared.isEmpty();
    }

    /** Has a new thread's gs lead somewhere before it runs. */
    public void beforeItRuns(InlineThread thread) {
        settle(thread);
        thread.wentOn(hands.now());
    }

    private void settle(InlineThread thread) {
        if (thread.space().takeUnseen()) {
            look(thread);
        }
        if (!thread.hasGs() && thread.space().codeIsThere()) {
            giveGs(thread);
        }
    }

    /**
     * Looks what a child that has not run yet has inherited of us. A patch that was being written when the kernel copied it
     * is completed; of what was written later we know nothing here.
     */
    private void look(InlineThread thread) {
        AddressSpace space = thread.space();
        boolean isWhole = isThere(thread, SlotLayout.CODE, image.bytes());
        if (!isWhole && isMapped(thread, SlotLayout.CODE) || isMapped(thread, SlotLayout.RING)) {
            giveUp(thread, "it was made while its maker was prepared");
        }
        space.codeIsThere(isWhole);
        space.keepOnly(space.allSites().stream()
                .filter(site -> isWhole && isPatched(thread, site))
                .collect(Collectors.toSet()));
    }

    /** Whether a site's patch is there, in a process that does not run. */
    private boolean isPatched(InlineThread thread, Site site) {
        if (!isThere(thread, site.cell(), Trampoline.of(site))) {
            return false;
        }
        byte[] patched = site.patched();
        byte[] there = new byte[patched.length];
        if (hands.read(thread.tid(), site.again(), there, there.length) != there.length) {
            return false;
        }
        return Arrays.equals(there, patched)
                || site.isHalfWritten(there) && hands.write(thread.tid(), site.again(), patched);
    }

    private boolean isThere(InlineThread thread, long address, byte[] expected) {
        byte[] there = new byte[expected.length];
        return hands.read(thread.tid(), address, there, there.length) == there.length && Arrays.equals(there, expected);
    }

    private boolean isMapped(InlineThread thread, long address) {
        return hands.read(thread.tid(), address, word, 1) == 1;
    }

    private void giveGs(InlineThread thread) {
        if (!hands.readRegisters(thread.tid(), registers)) {
            return;
        }
        long gs = registers.gsBase();
        thread.hasGs(true);
        if (gs != 0 && !isOurs(gs)) {
            giveUp(thread, Obstacles.Obstacle.OWN_GS.words());
        } else if (!giveSlot(thread)) {
            hands.setGsBase(thread.tid(), SlotLayout.NO_SLOT);
        }
    }

    /**
     * Whether a thread blocks the signals of faults: the kernel would take the program's handler away when the stub faults
     * in it (force_sig_info_to_task in kernel/signal.c). Such a thread has no slot as long as it does.
     */
    private static boolean blocksFaults(long mask) {
        return (mask & (1L << SIGSEGV - 1 | 1L << SIGBUS - 1)) != 0;
    }

    /** Has a thread's gs be what it was before us. */
    private void takeGs(InlineThread thread) {
        if (hands.readRegisters(thread.tid(), registers) && isOurs(registers.gsBase())) {
            hands.setGsBase(thread.tid(), 0);
        }
    }

    private static boolean isOurs(long gs) {
        return gs >= SlotLayout.CODE && gs < SlotLayout.RING + SlotLayout.RING_BYTES;
    }

    private boolean giveSlot(InlineThread thread) {
        AddressSpace space = thread.space();
        if (!space.isPrepared() || blocksFaults(hands.signalMask(thread.tid())) || !space.takeSlot(thread)) {
            return false;
        }
        int slot = SlotLayout.slot(thread.slot());
        return hands.write(thread.tid(), slot, StubImage.header(slot)) && hands.setGsBase(thread.tid(), slot);
    }

    /**
     * A call of x86-64 is about to be made by a stop.
     *
     * @param behind the address behind the instruction that makes it
     */
    public void entering(InlineThread thread, int number, long[] arguments, long behind) {
        AddressSpace space = thread.space();
        Optional<Obstacles.Obstacle> obstacle = Obstacles.of(number, arguments, new Obstacles.Memory() {
            @Override
            public long number(long address) {
                return hands.read(thread.tid(), address, word, Long.BYTES) == Long.BYTES ? littleEndian(word, 0) : 0;
            }

            @Override
            public boolean isOurs(long start, long end) {
                boolean fixed = start < SlotLayout.RING + SlotLayout.RING_BYTES && end > SlotLayout.CODE;
                return space.codeIsThere() && (fixed || space.overlapsAreas(start, end));
            }
        });
        obstacle.ifPresent(found -> {
            giveUp(thread, found.words());
            if (found == Obstacles.Obstacle.OWN_GS) {
                takeGs(thread);
            }
            if (found == Obstacles.Obstacle.OWN_GS || found == Obstacles.Obstacle.OUR_PAGES) {
                restore(thread);
            }
        });
        if (thread.slot() != InlineThread.NO_SLOT && blocksFaults(hands.signalMask(thread.tid()))) {
            space.freeSlot(thread);
            hands.setGsBase(thread.tid(), SlotLayout.NO_SLOT);
        }
        reset(thread);
        boolean counts = couldBeInline(number, arguments)
                && space.state() != AddressSpace.State.GIVEN_UP
                && !space.isRefused(behind)
                && !unwinding.isInStub(behind);
        thread.entered(counts ? number : InlineThread.NO_CALL, behind);
    }

    /** Uses a slot from its beginning again. The thread stands outside of the stub, and everything was read. */
    private void reset(InlineThread thread) {
        AddressSpace space = thread.space();
        int index = thread.slot();
        if (index == InlineThread.NO_SLOT || !space.isPrepared()) {
            return;
        }
        int slot = SlotLayout.slot(index);
        long first = SlotLayout.first(slot);
        if (space.readUpTo(index) - first > USED_BEFORE_RESET
                && hands.write(thread.tid(), slot + SlotLayout.HEAD, first)) {
            space.readUpTo(index, first);
        }
    }

    // --- what was recorded -------------------------------------------------------------------------------------------

    private SlotReader reader(int index) {
        if (readers[index] == null) {
            readers[index] = new SlotReader(calls);
        }
        return readers[index];
    }

    private byte[] buffer(int index, int size) {
        if (buffers[index] == null || buffers[index].length < size) {
            buffers[index] = new byte[Math.max(size, USED_BEFORE_RESET)];
        }
        return buffers[index];
    }

    /**
     * Takes out what the threads of an address space have recorded, through a thread that has stopped.
     *
     * @return whether it was there to be read
     */
    private boolean drain(InlineThread via) {
        fullest = 0;
        String broken = takeThrough(via);
        if (fullest > 0) {
            pace.stopped(fullest, hands.now());
        }
        // A thread that is killed leaves the stop at which it is served.
        boolean isGone =
                broken != null && broken.equals(UNREADABLE) && !hands.readRegisters(via.tid(), new AllRegisters());
        if (broken != null && !isGone) {
            abandonSlots(via, broken);
        }
        return broken == null;
    }

    /**
     * Takes out what the threads of an address space have recorded, in the order in which it was done.
     *
     * @return why nothing more is to be read there; null if it may go on
     */
    private @Nullable String takeThrough(InlineThread via) {
        AddressSpace space = via.space();
        long now = hands.now();
        String broken = null;
        int filled = 0;
        for (int i = 0; i < SlotLayout.SLOTS; i++) {
            if (space.isTaken(i)) {
                broken = broken == null ? fill(via, i) : broken;
                filled += reader(i).hasRecord() ? 1 : 0;
            }
        }
        if (filled == 0) {
            return broken;
        }
        while (filled > 0) {
            int first = earliest(space);
            SlotReader reader = reader(first);
            take(space.owner(first), reader, now);
            if (!reader.next()) {
                filled--;
                broken = reader.isWrong() ? FORGED : broken;
            }
        }
        takingNanos += hands.now() - now;
        return broken;
    }

    /** Copies what is new in a slot; why nothing more is to be read of any, or null. */
    private @Nullable String fill(InlineThread via, int index) {
        AddressSpace space = via.space();
        SlotReader reader = reader(index);
        reader.begin(word, 0);
        long slot = SlotLayout.slot(index);
        long from = space.readUpTo(index);
        if (hands.read(via.tid(), slot + SlotLayout.HEAD, word, Long.BYTES) != Long.BYTES) {
            return UNREADABLE;
        }
        long head = littleEndian(word, 0);
        if (head == from) {
            return null;
        }
        if (!SlotReader.isPlausible(slot, from, head)) {
            return FORGED;
        }
        int length = (int) (head - from);
        byte[] copied = buffer(index, length);
        if (hands.read(via.tid(), from, copied, length) != length) {
            return UNREADABLE;
        }
        space.readUpTo(index, head);
        fullest = Math.max(fullest, length);
        reader.begin(copied, length);
        if (!reader.next()) {
            return FORGED;
        }
        space.clock().notBefore(reader.entered(), space.owner(index).wentOn());
        return null;
    }

    private void abandonSlots(InlineThread via, String reason) {
        AddressSpace space = via.space();
        close(via, reason);
        for (int i = 0; i < SlotLayout.SLOTS; i++) {
            if (space.isTaken(i)) {
                InlineThread thread = space.owner(i);
                space.freeSlot(thread);
                thread.hasGs(false);
            }
        }
    }

    private int earliest(AddressSpace space) {
        int first = -1;
        for (int i = 0; i < SlotLayout.SLOTS; i++) {
            if (space.isTaken(i)
                    && reader(i).hasRecord()
                    && (first < 0 || reader(i).happened() < reader(first).happened())) {
                first = i;
            }
        }
        return first;
    }

    private void take(InlineThread thread, SlotReader reader, long now) {
        AddressSpace space = thread.space();
        space.countRecorded();
        space.clock().notAfter(reader.left(), now);
        long left = space.clock().nanos(reader.left(), thread.wentOn(), now);
        long entered = space.clock().nanos(reader.entered(), thread.wentOn(), left);
        sink.recorded(thread, reader, entered, left);
        // The next one is told as later, however the clock is corrected until then.
        thread.wentOn(left);
    }

    private long entered(InlineThread thread, SlotReader reader) {
        return thread.space().clock().nanos(reader.entered(), thread.wentOn(), hands.now());
    }

    // --- signals -----------------------------------------------------------------------------------------------------

    /**
     * A thread has stopped for a signal: if it stands in the stub or a trampoline, it is put where its program would be.
     *
     * @return whether the signal is ours, and the program is not to see it
     */
    public boolean signal(InlineThread thread, int signal) {
        AddressSpace space = thread.space();
        if (!space.codeIsThere() || !hands.readRegisters(thread.tid(), registers)) {
            return false;
        }
        if (space.isPrepared()
                && thread.slot() != InlineThread.NO_SLOT
                && registers.gsBase() != SlotLayout.slot(thread.slot())) {
            giveUp(thread, Obstacles.Obstacle.OWN_GS.words());
        }
        long rip = registers.rip();
        if (signal == SIGTRAP && hands.isFault(thread.tid())) {
            Optional<Site> trap = space.trap(rip);
            if (trap.isPresent()) {
                registers.rip(trap.get().again());
                registers.inNoCall();
                return hands.writeRegisters(thread.tid(), registers);
            }
        }
        boolean fault = (signal == SIGSEGV || signal == SIGBUS) && hands.isFault(thread.tid());
        boolean inStub = unwinding.isInStub(rip);
        boolean ours = fault && (inStub || space.trampoline(rip).isPresent());
        if (inStub) {
            outOfStub(thread, rip);
        }
        if (!(fault && inStub)) {
            Unwinding.outOfTrampoline(registers, space.trampoline(registers.rip()));
        }
        if (registers.rip() != rip && !hands.writeRegisters(thread.tid(), registers)) {
            return false;
        }
        if (ours) {
            countFault(thread);
        }
        return ours;
    }

    private void countFault(InlineThread thread) {
        if (thread.space().countFault() == MOST_FAULTS) {
            giveUp(thread, "faults in the stub");
            restore(thread);
        }
    }

    private void outOfStub(InlineThread thread, long rip) {
        boolean timed = rip > image.at("stored");
        Optional<InFlight> flight = inFlight(thread);
        InFlight known = flight.orElse(new InFlight(new byte[SlotLayout.HEADER_BYTES], new byte[SlotLayout.PATH]));
        AllRegisters before = new AllRegisters();
        before.copy(registers);
        Unwinding.Outcome outcome = unwinding.outOfStub(registers, known);
        if (flight.isEmpty() && registers.rip() != before.rcx() - SYSCALL_BYTES && registers.rip() != before.rcx()) {
            // Its slot is gone, and with it where it came from.
            registers.copy(before);
            return;
        }
        if (outcome == Unwinding.Outcome.MADE) {
            takeMade(thread, known, registers.rax(), timed);
        } else if (outcome == Unwinding.Outcome.INTERRUPTED) {
            long now = hands.now();
            sink.interrupted(thread, registers, thread.space().clock().nanos(known.entered(), thread.wentOn(), now));
        }
    }

    private Optional<InFlight> inFlight(InlineThread thread) {
        if (thread.slot() == InlineThread.NO_SLOT) {
            return Optional.empty();
        }
        long slot = SlotLayout.slot(thread.slot());
        if (hands.read(thread.tid(), slot, header, header.length) != header.length) {
            return Optional.empty();
        }
        long head = littleEndian(header, SlotLayout.HEAD);
        boolean within = head >= SlotLayout.first((int) slot) && head <= slot + SlotLayout.SLOT_BYTES - SlotLayout.PATH;
        if (!within || hands.read(thread.tid(), head, record, SlotLayout.PATH) != SlotLayout.PATH) {
            return Optional.empty();
        }
        return Optional.of(new InFlight(header, record));
    }

    /** Takes the record that was not published. HEAD stays: it never will be. */
    private void takeMade(InlineThread thread, InFlight flight, long result, boolean timed) {
        if (!readAtHead(thread, flight, result)) {
            return;
        }
        SlotReader reader = reader(0);
        long now = hands.now();
        thread.space().countRecorded();
        long left = timed ? thread.space().clock().nanos(reader.left(), thread.wentOn(), now) : now;
        sink.recorded(thread, reader, thread.space().clock().nanos(reader.entered(), thread.wentOn(), left), left);
    }

    private boolean readAtHead(InlineThread thread, InFlight flight, long result) {
        int size = flight.size();
        if (size < SlotLayout.PATH || size > SlotLayout.MAX_RECORD_BYTES) {
            return false;
        }
        byte[] copied = buffer(0, SlotLayout.MAX_RECORD_BYTES);
        if (hands.read(thread.tid(), flight.head(), copied, size) != size) {
            return false;
        }
        for (int i = 0; i < Long.BYTES; i++) {
            copied[SlotLayout.RESULT + i] = (byte) (result >> 8 * i);
        }
        SlotReader reader = reader(0);
        reader.begin(copied, size);
        return reader.next() && (!reader.lacksAnswer() || readAnswer(thread, reader, copied, size));
    }

    /** What the stub has not come to copy is still where the kernel has just written it. */
    private boolean readAnswer(InlineThread thread, SlotReader reader, byte[] copied, int size) {
        int length = (int) reader.result();
        long from = reader.argument(reader.call().answer());
        if (hands.read(thread.tid(), from, answer, length) != length) {
            return true;
        }
        int whole = size + (length + 7 & ~7);
        System.arraycopy(answer, 0, copied, size, length);
        for (int i = 0; i < Integer.BYTES; i++) {
            copied[SlotLayout.SIZE + i] = (byte) (whole >> 8 * i);
        }
        reader.begin(copied, whole);
        return reader.next();
    }

    // --- preparing and patching --------------------------------------------------------------------------------------

    /** Whether the end of the call that a thread is about to make is of interest although nothing is recorded there. */
    public boolean wantsEnd(InlineThread thread) {
        return thread.called() != InlineThread.NO_CALL
                && !(thread.space().isPrepared() && thread.space().siteBehind(thread.calledBehind()) != null);
    }

    private boolean couldBeInline(int number, long[] arguments) {
        return number >= 0
                && number < calls.length
                && calls[number] != null
                && calls[number].condition().holds(arguments);
    }

    /**
     * A call has ended at a stop.
     *
     * @param over whether it has, and is not to be started again
     * @return whether the thread was let go on from here
     */
    public boolean ended(InlineThread thread, boolean over) {
        int number = thread.called();
        long behind = thread.calledBehind();
        AddressSpace space = thread.space();
        thread.entered(InlineThread.NO_CALL, 0);
        boolean counts = space.state() == AddressSpace.State.WATCHED || space.isPrepared();
        if (number == InlineThread.NO_CALL || !over || !counts) {
            return false;
        }
        Site site = space.siteBehind(behind);
        if (site != null && space.isPrepared()) {
            atPatched(thread, site);
            return false;
        }
        int made = space.countCall();
        int hits = space.countHit(behind);
        boolean ready = hits >= HITS_BEFORE && (space.isPrepared() || made >= CALLS_BEFORE);
        if (!ready || space.isOfSeveralProcesses() || space.isBusy()) {
            return false;
        }
        return space.isPrepared() ? patch(thread, behind, number) : prepare(thread, behind, number);
    }

    /** A call stopped that could have been recorded inside: the thread may lack a slot, the code may be other code by now. */
    private void atPatched(InlineThread thread, Site site) {
        AddressSpace space = thread.space();
        if (thread.slot() == InlineThread.NO_SLOT) {
            giveSlot(thread);
            return;
        }
        if (space.isBusy()) {
            return;
        }
        byte[] there = new byte[site.patched().length];
        if (hands.read(thread.tid(), site.again(), there, there.length) == there.length
                && !Arrays.equals(site.patched(), there)) {
            space.remove(site);
            space.forgetHits(site.behind());
        }
    }

    private boolean prepare(InlineThread thread, long behind, int number) {
        AddressSpace space = thread.space();
        Optional<String> unfit = hands.unfit(thread.tid());
        if (unfit.isPresent() || !hands.readRegisters(thread.tid(), registers)) {
            unfit.ifPresent(reason -> giveUp(thread, reason));
            return false;
        }
        if (!registers.is64Bit() || registers.gsBase() != 0 && registers.gsBase() != SlotLayout.NO_SLOT) {
            giveUp(thread, Obstacles.Obstacle.OWN_GS.words());
            return false;
        }
        space.state(AddressSpace.State.PREPARING);
        List<Work.Step> steps = new ArrayList<>();
        boolean mapsCode = !space.codeIsThere();
        if (mapsCode) {
            steps.add(new Work.Invoke(
                    call -> setCall(call, behind - SYSCALL_BYTES, MMAP, StubImage.codeMapping()),
                    done -> isAt(thread, done.rax(), SlotLayout.CODE)));
            steps.add(new Work.Write(SlotLayout.CODE, image.bytes()));
        }
        steps.add(new Work.Invoke(
                boot -> {
                    boot.rip(image.bootstrap());
                    boot.r12(hint(behind));
                    boot.r14(AddressSpace.AREA_BYTES);
                    boot.inNoCall();
                },
                done -> booted(thread, done)));
        Work.Stage stage = mapsCode ? Work.Stage.TO_ENTRY : Work.Stage.TO_MARK;
        begin(thread, stage, steps, () -> prepared(thread, behind, number));
        return true;
    }

    private static void setCall(AllRegisters call, long at, int number, long[] arguments) {
        call.rip(at);
        call.rax(number);
        for (int i = 0; i < arguments.length; i++) {
            call.argument(i, arguments[i]);
        }
        call.inNoCall();
    }

    private boolean isAt(InlineThread thread, long answer, long wanted) {
        if (answer == wanted) {
            thread.space().codeIsThere(true);
            return true;
        }
        giveUp(thread, answer == -17 ? "its memory is in use where ours would be" : "it may not map more memory");
        return false;
    }

    private boolean booted(InlineThread thread, AllRegisters done) {
        if (done.r13() > 0) {
            thread.space().addArea(done.r13());
        }
        return isAt(thread, done.rbx(), SlotLayout.RING);
    }

    /** Trampolines lie below the code that they serve: free memory is rarely behind it. */
    private static long hint(long code) {
        return code < SlotLayout.CODE ? LOW_AREA : (code & PAGE_MASK) - BELOW_THE_CODE;
    }

    /** All is mapped: the thread gets its slot, and the place its patch. */
    private void prepared(InlineThread thread, long behind, int number) {
        AddressSpace space = thread.space();
        int length = StubImage.CLOCK_READINGS * StubImage.CLOCK_READING_BYTES;
        byte[] readings = new byte[length];
        if (hands.read(thread.tid(), SlotLayout.first(SlotLayout.RING), readings, length) != length) {
            giveUp(thread, UNREADABLE);
            return;
        }
        space.clock(clock(readings, thread.wentOn(), hands.now()));
        space.state(AddressSpace.State.PREPARED);
        prepared.add(space);
        Work work = thread.work();
        work.own().gsBase(SlotLayout.NO_SLOT);
        thread.hasGs(true);
        if (!blocksFaults(work.mask()) && space.takeSlot(thread)) {
            int slot = SlotLayout.slot(thread.slot());
            hands.write(thread.tid(), slot, StubImage.header(slot));
            work.own().gsBase(slot);
        }
        thread.wentOn(hands.now());
        sink.began(thread.tid(), thread.pid());
        if (!space.isShared() && space.siteBehind(behind) == null) {
            patchAlone(thread, behind, number);
        }
    }

    /**
     * The last readings, which are the least disturbed, and the rate between the first and the last. A process of another
     * time namespace reads another clock: then the counter was read just before now.
     */
    private static CounterClock clock(byte[] readings, long began, long now) {
        int last = (StubImage.CLOCK_READINGS - 1) * StubImage.CLOCK_READING_BYTES;
        long nanos = nanos(readings, last);
        long ticks = littleEndian(readings, last + 16);
        long passed = ticks - littleEndian(readings, 16);
        double rate = passed <= 0 ? 0.5 : (nanos - nanos(readings, 0)) / (double) passed;
        return new CounterClock(ticks, nanos < began || nanos > now ? now : nanos, rate);
    }

    private static long nanos(byte[] readings, int at) {
        return littleEndian(readings, at) * 1_000_000_000L + littleEndian(readings, at + 8);
    }

    private boolean patch(InlineThread thread, long behind, int number) {
        AddressSpace space = thread.space();
        if (!space.hasRoom(behind)) {
            return mapArea(thread, behind, number);
        }
        if (!space.isShared()) {
            patchAlone(thread, behind, number);
            return false;
        }
        return space.mayBarrier() && patchRunning(thread, behind, number);
    }

    private boolean mapArea(InlineThread thread, long behind, int number) {
        AddressSpace space = thread.space();
        if (!hands.readRegisters(thread.tid(), registers)) {
            return false;
        }
        long[] arguments = {hint(behind), AddressSpace.AREA_BYTES, 5, 0x22, -1, 0};
        begin(
                thread,
                Work.Stage.TO_MARK,
                List.of(new Work.Invoke(call -> setCall(call, image.remoteCall(), MMAP, arguments), done -> {
                    if (done.rbx() > 0) {
                        space.addArea(done.rbx());
                    }
                    return space.hasRoom(behind);
                })),
                () -> {
                    if (!space.hasRoom(behind)) {
                        space.refuse(behind);
                    } else if (!space.isShared()) {
                        patchAlone(thread, behind, number);
                    }
                });
        return true;
    }

    /** The site for a call, if its code can be patched; refused for ever if not. */
    private Optional<Site> site(InlineThread thread, long behind, int number) {
        AddressSpace space = thread.space();
        long call = behind - SYSCALL_BYTES;
        byte[] code = new byte[Patching.BEFORE + SYSCALL_BYTES + Patching.BEHIND];
        int got = hands.read(thread.tid(), call - Patching.BEFORE, code, code.length);
        Optional<Patching.Place> place = got < Patching.BEFORE + SYSCALL_BYTES
                ? Optional.empty()
                : Patching.find(Arrays.copyOf(code, got), call, number, space::isPadTaken);
        boolean possible = place.isPresent()
                && place.get().form() == Site.Form.BEFORE
                && isCodeOfAFile(thread, call, code[Patching.BEFORE]);
        long cell = possible ? space.takeCell(place.get().start()) : -1;
        if (cell < 0) {
            space.refuse(behind);
            return Optional.empty();
        }
        Site site = place.get().site(call, number, cell);
        if (!hands.write(thread.tid(), cell, Trampoline.of(site))) {
            space.refuse(behind);
            return Optional.empty();
        }
        return Optional.of(site);
    }

    /** Code that the program makes or changes itself is not touched. Where a file's code lies is asked once a file. */
    private boolean isCodeOfAFile(InlineThread thread, long address, byte there) {
        AddressSpace space = thread.space();
        if (!space.isKnownCode(address)) {
            hands.fileCode(thread.tid(), address).ifPresent(space::addCode);
        }
        return space.isKnownCode(address) && !hands.isWritable(thread.tid(), address, there);
    }

    private void patchAlone(InlineThread thread, long behind, int number) {
        Optional<Site> site = site(thread, behind, number);
        if (site.isPresent()) {
            for (Site.Write write : site.get().writes(false)) {
                if (!hands.write(thread.tid(), write.address(), write.bytes())) {
                    thread.space().refuse(behind);
                    return;
                }
            }
            thread.space().add(site.get());
        }
    }

    private boolean patchRunning(InlineThread thread, long behind, int number) {
        AddressSpace space = thread.space();
        if (!hands.readRegisters(thread.tid(), registers)) {
            return false;
        }
        Optional<Site> site = site(thread, behind, number);
        if (site.isEmpty()) {
            return false;
        }
        space.add(site.get());
        List<Work.Step> steps = new ArrayList<>();
        if (!space.barrierIsRegistered()) {
            steps.add(barrier(REGISTER_PRIVATE_EXPEDITED_SYNC_CORE, done -> {
                space.barrierIsRegistered(done.rbx() == 0);
                if (done.rbx() != 0) {
                    space.barrierIsRefused();
                    space.remove(site.get());
                }
                return done.rbx() == 0;
            }));
        }
        for (Site.Write write : site.get().writes(true)) {
            steps.add(new Work.Write(write.address(), write.bytes()));
            // Once a trap is set, it is taken away again whatever comes.
            steps.add(barrier(PRIVATE_EXPEDITED_SYNC_CORE, done -> true));
        }
        begin(thread, Work.Stage.TO_MARK, steps, () -> {});
        return true;
    }

    private Work.Step barrier(int command, Predicate<AllRegisters> then) {
        return new Work.Invoke(call -> setCall(call, image.remoteCall(), MEMBARRIER, new long[] {command, 0, 0}), then);
    }

    // --- what a thread does for us -----------------------------------------------------------------------------------

    /** Begins in the end of a call; {@link #registers} are the thread's. */
    private void begin(InlineThread thread, Work.Stage stage, List<Work.Step> steps, Runnable finish) {
        Work work = new Work(registers, hands.signalMask(thread.tid()), stage, steps, finish);
        hands.setSignalMask(thread.tid(), EVERY_SIGNAL);
        thread.begins(work);
        advance(thread);
    }

    private void advance(InlineThread thread) {
        Work work = thread.work();
        while (true) {
            Work.Step step = work.steps().peek();
            if (step instanceof Work.Write write) {
                work.steps().remove();
                if (!hands.write(thread.tid(), write.address(), write.bytes())) {
                    giveUp(thread, "its code cannot be written");
                    work.steps().clear();
                }
            } else if (step instanceof Work.Invoke invoke) {
                registers.copy(work.own());
                invoke.prepare().accept(registers);
                hands.writeRegisters(thread.tid(), registers);
                if (work.stage() == Work.Stage.TO_MARK) {
                    hands.goOn(thread.tid());
                } else {
                    hands.goOnToCall(thread.tid());
                }
                return;
            } else {
                finish(thread);
                return;
            }
        }
    }

    private void finish(InlineThread thread) {
        Work work = thread.work();
        if (thread.space().state() != AddressSpace.State.GIVEN_UP) {
            work.finish();
        }
        letGo(thread);
        hands.goOn(thread.tid());
    }

    private void letGo(InlineThread thread) {
        Work work = thread.work();
        thread.endsWork();
        work.own().inNoCall();
        hands.writeRegisters(thread.tid(), work.own());
        hands.setSignalMask(thread.tid(), work.mask());
    }

    /** Whether a thread does something for us: its stops are told to {@link #worked} first. */
    public boolean isAtWork(InlineThread thread) {
        return thread.isAtWork();
    }

    /**
     * A thread has stopped that does something for us.
     *
     * @return whether the stop was ours; if not, the thread stands where it began and the stop is to be served
     */
    public boolean worked(InlineThread thread, Hands.Stop stop) {
        Work work = thread.work();
        boolean toMark = work.stage() == Work.Stage.TO_MARK;
        if (stop == Hands.Stop.FILTER) {
            if (toMark && hands.isInCall(thread.tid(), StubImage.MARK, image.marked())) {
                invoked(thread);
            } else if (toMark) {
                hands.goOn(thread.tid());
            } else {
                hands.goOnToCall(thread.tid());
            }
            return true;
        }
        if (stop == Hands.Stop.ENTRY && work.stage() == Work.Stage.TO_ENTRY) {
            work.stage(Work.Stage.TO_EXIT);
            hands.goOnToCall(thread.tid());
            return true;
        }
        if (stop == Hands.Stop.EXIT && work.stage() == Work.Stage.TO_EXIT) {
            work.stage(Work.Stage.TO_MARK);
            invoked(thread);
            return true;
        }
        breakOff(thread);
        return false;
    }

    private void invoked(InlineThread thread) {
        Work work = thread.work();
        Work.Invoke invoke = (Work.Invoke) work.steps().remove();
        if (!hands.readRegisters(thread.tid(), registers) || !invoke.then().test(registers)) {
            work.steps().clear();
        }
        advance(thread);
    }

    private void breakOff(InlineThread thread) {
        abandon(thread, thread.work());
        letGo(thread);
    }

    /** What is half written is written to the end; what is half mapped is left. */
    private void abandon(InlineThread via, Work work) {
        if (via.space().state() == AddressSpace.State.PREPARING) {
            giveUp(via, "it was stopped while it was prepared");
            return;
        }
        for (Work.Write write : work.writes()) {
            hands.write(via.tid(), write.address(), write.bytes());
        }
    }

    // --- giving up ---------------------------------------------------------------------------------------------------

    /** From here on every call of the process stops: what is recorded is taken, and no slot takes any more. */
    private void giveUp(InlineThread via, String reason) {
        AddressSpace space = via.space();
        if (space.state() == AddressSpace.State.GIVEN_UP) {
            return;
        }
        if (space.isPrepared()) {
            drain(via);
        }
        close(via, reason);
    }

    private void close(InlineThread via, String reason) {
        AddressSpace space = via.space();
        if (space.state() == AddressSpace.State.GIVEN_UP) {
            return;
        }
        for (int i = 0; i < SlotLayout.SLOTS; i++) {
            if (space.isTaken(i)) {
                hands.write(via.tid(), SlotLayout.slot(i) + SlotLayout.LIMIT, 0);
            }
        }
        end(via, reason);
    }

    private void end(InlineThread via, String reason) {
        AddressSpace space = via.space();
        if (space.state() != AddressSpace.State.GIVEN_UP) {
            space.state(AddressSpace.State.GIVEN_UP);
            sink.ended(via.tid(), via.pid(), reason, space.recorded());
        }
    }

    /** Gives the program its own code again, where no other thread may be running it: there it stays, and calls stop. */
    private void restore(InlineThread thread) {
        AddressSpace space = thread.space();
        if (space.isShared()) {
            return;
        }
        for (Site site : new ArrayList<>(space.allSites())) {
            boolean whole = true;
            for (Site.Write write : site.undo(false)) {
                whole &= hands.write(thread.tid(), write.address(), write.bytes());
            }
            if (whole) {
                space.remove(site);
            }
        }
    }

    private static long littleEndian(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes, at, Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
    }
}
