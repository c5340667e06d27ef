package lanner.recorder.inline;

import java.util.ArrayList;
import java.util.List;
import lanner.recorder.arch.AllRegisters;

/**
 * The address spaces in which calls are recorded: has what they recorded taken out, at stops and while nothing stops, and
 * ends the recording inside where it cannot go on.
 */
final class PreparedSpaces {
    /** After so long without a record a process is looked at no more. */
    static final long SILENCE = 10 * Pace.LONGEST;

    private final Hands hands;
    private final InlineSink sink;
    private final RingReading reading;
    private final Pace pace = new Pace();
    private final List<AddressSpace> prepared = new ArrayList<>();

    PreparedSpaces(Hands hands, InlineSink sink, RingReading reading) {
        this.hands = hands;
        this.sink = sink;
        this.reading = reading;
    }

    /** From here on calls are recorded in a process, and taken out. */
    void begin(InlineThread thread) {
        thread.space().state(AddressSpace.State.PREPARED);
        thread.space().heard(hands.now());
        prepared.add(thread.space());
        sink.began(thread.tid(), thread.pid());
    }

    /**
     * Takes out what the threads of an address space have recorded, through a thread that has stopped.
     *
     * @return whether it was there to be read
     */
    boolean drain(InlineThread via) {
        String broken = reading.take(via);
        int fullest = reading.takeFullest();
        if (fullest > 0) {
            pace.stopped(fullest, hands.now());
        }
        // A thread that is killed leaves the stop at which it is served.
        boolean isGone = broken != null
                && broken.equals(RingReading.UNREADABLE)
                && !hands.readRegisters(via.tid(), new AllRegisters());
        if (broken != null && !isGone) {
            abandonSlots(via, broken);
        }
        return broken == null;
    }

    /**
     * Takes out what was recorded where nothing has stopped for a while: threads may be running. A process that records
     * nothing for some time comes to rest. It is looked at a little longer: a call may have been on its way.
     */
    void takeWhileRunning() {
        long now = hands.now();
        prepared.removeIf(space -> !space.hasSlots());
        for (AddressSpace space : List.copyOf(prepared)) {
            takeWhileRunning(space);
            long silent = space.silentFor(now);
            if (space.rests() && silent >= SILENCE + Pace.LONGEST) {
                prepared.remove(space);
            } else if (!space.rests() && silent >= SILENCE) {
                rest(space);
            }
        }
        pace.taken(reading.takeFullest(), hands.now());
    }

    /** Has the next call that a process could record stop. */
    private void rest(AddressSpace space) {
        space.rests(limit(space, false));
        if (!space.rests()) {
            limit(space, true);
            space.heard(hands.now());
        }
    }

    /** Has a process that rests record calls again. */
    void wake(InlineThread thread) {
        AddressSpace space = thread.space();
        if (space.rests() && space.isPrepared() && limit(space, true)) {
            space.rests(false);
            space.heard(hands.now());
            if (!prepared.contains(space)) {
                prepared.add(space);
            }
        }
    }

    /** Has all slots take records, or none; whether that could be written. */
    private boolean limit(AddressSpace space, boolean takes) {
        for (InlineThread via : space.readers()) {
            boolean whole = true;
            for (int i = 0; i < SlotLayout.SLOTS; i++) {
                int slot = SlotLayout.slot(i);
                if (space.isTaken(i)) {
                    boolean open = takes && !space.owner(i).isHeldBack();
                    whole &= hands.write(via.tid(), slot + SlotLayout.LIMIT, open ? SlotLayout.limit(slot) : 0);
                }
            }
            if (whole) {
                return true;
            }
        }
        return false;
    }

    /**
     * Takes out what was recorded through any thread that has the memory. A thread that is not stopped may have ended, or be
     * another program's: that nothing can be read through it means nothing.
     */
    boolean takeWhileRunning(AddressSpace space) {
        for (InlineThread thread : space.readers()) {
            String broken = reading.take(thread);
            if (broken != null && broken.equals(RingReading.FORGED)) {
                abandonSlots(thread, RingReading.FORGED);
            }
            if (broken == null || broken.equals(RingReading.FORGED)) {
                return true;
            }
        }
        return false;
    }

    /** When {@link #takeWhileRunning()} is to be called next, in nanoseconds on the monotonic clock. */
    long takesNext(long now) {
        return pace.due(now);
    }

    /** How long the taking out has taken so far, in nanoseconds. */
    long takingNanos() {
        return reading.nanos();
    }

    /** Whether anything may be recorded that no stop has shown yet. */
    boolean mayHaveRecords() {
        return !prepared.isEmpty();
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

    /** From here on every call of the process stops: what is recorded is taken, and no slot takes any more. */
    void giveUp(InlineThread via, String reason) {
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

    /** Says that nothing is recorded inside any more; its slots are not touched. */
    void end(InlineThread via, String reason) {
        AddressSpace space = via.space();
        if (space.state() != AddressSpace.State.GIVEN_UP) {
            space.state(AddressSpace.State.GIVEN_UP);
            sink.ended(via.tid(), via.pid(), reason, space.recorded());
        }
    }
}
