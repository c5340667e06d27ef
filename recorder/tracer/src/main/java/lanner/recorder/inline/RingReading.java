package lanner.recorder.inline;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes what threads have recorded out of their slots and tells it, each call once and in the order in which they were
 * made, and the call that a thread has in hand. Decides nothing: what is wrong with a ring is answered as a reason.
 */
final class RingReading {
    static final String FORGED = "a record that it cannot have made";
    static final String UNREADABLE = "its records cannot be read";

    /** A buffer begins with as much as a slot mostly holds. */
    private static final int LEAST_BUFFER = 16 * 1024;

    /** What a stop mostly finds. */
    private static final int AHEAD = 1024;

    private static final int PAGE = 4096;

    private final Hands hands;
    private final InlineSink sink;
    private final InlineCall[] calls;
    private final SlotReader[] readers = new SlotReader[SlotLayout.SLOTS];
    private final byte[][] buffers = new byte[SlotLayout.SLOTS][];

    /** The slots that have a record to be told, in ascending order. */
    private final int[] waiting = new int[SlotLayout.SLOTS];

    private final byte[] header = new byte[SlotLayout.HEADER_BYTES];
    private final byte[] record = new byte[SlotLayout.PATH];
    private final byte[] answer = new byte[SlotLayout.ANSWER_MAX];
    private long nanos;
    private int fullest;

    /** @param calls what the stub records, by number */
    RingReading(InlineCall[] calls, Hands hands, InlineSink sink) {
        this.calls = calls;
        this.hands = hands;
        this.sink = sink;
    }

    private SlotReader reader(int index) {
        if (readers[index] == null) {
            readers[index] = new SlotReader(calls);
        }
        return readers[index];
    }

    private byte[] buffer(int index, int size) {
        if (buffers[index] == null || buffers[index].length < size) {
            buffers[index] = new byte[Math.max(size, LEAST_BUFFER)];
        }
        return buffers[index];
    }

    /**
     * Takes out what the threads of an address space have recorded, in the order in which it was done.
     *
     * @return why nothing more is to be read there; null if it may go on
     */
    @Nullable
    String take(InlineThread via) {
        AddressSpace space = via.space();
        long now = hands.now();
        String broken = null;
        int filled = 0;
        for (int i = 0; i < SlotLayout.SLOTS && broken == null; i++) {
            if (space.isTaken(i)) {
                broken = fill(via, i);
                if (reader(i).hasRecord()) {
                    waiting[filled++] = i;
                }
            }
        }
        if (filled == 0) {
            return broken;
        }
        while (filled > 0) {
            int at = filled == 1 ? 0 : earliest(filled);
            SlotReader reader = reader(waiting[at]);
            tell(space.owner(waiting[at]), reader, now);
            if (!reader.next()) {
                filled--;
                System.arraycopy(waiting, at + 1, waiting, at, filled - at);
                broken = reader.isWrong() ? FORGED : broken;
            }
        }
        nanos += hands.now() - now;
        return broken;
    }

    /** Copies what is new in a slot; why nothing more is to be read of any, or null. */
    private @Nullable String fill(InlineThread via, int index) {
        AddressSpace space = via.space();
        SlotReader reader = reader(index);
        long slot = SlotLayout.slot(index);
        long from = space.readUpTo(index);
        byte[] copied = buffer(index, LEAST_BUFFER);
        reader.begin(copied, 0, 0);
        int ahead = ahead(from);
        int got = hands.readBoth(via.tid(), slot + SlotLayout.HEAD, Long.BYTES, from, ahead, copied) - Long.BYTES;
        if (got < 0) {
            return UNREADABLE;
        }
        long head = Peek.littleEndian(copied, 0);
        if (head == from) {
            return null;
        }
        if (!SlotReader.isPlausible(slot, from, head)) {
            return FORGED;
        }
        int length = (int) (head - from);
        int begin = length <= got ? Long.BYTES : 0;
        if (begin == 0) {
            copied = buffer(index, length);
            if (hands.read(via.tid(), from, copied, length) != length) {
                return UNREADABLE;
            }
        }
        space.readUpTo(index, head);
        fullest = Math.max(fullest, length);
        reader.begin(copied, begin, begin + length);
        if (!reader.next()) {
            return FORGED;
        }
        space.clock().notBefore(reader.entered(), space.owner(index).wentOn());
        return null;
    }

    /** How much is read together with HEAD: a few records, and nothing of a page that the thread may not have used yet. */
    private static int ahead(long from) {
        return Math.min(AHEAD, (int) (-from & PAGE - 1));
    }

    /** Which of those that wait is first. */
    private int earliest(int filled) {
        int first = 0;
        for (int i = 1; i < filled; i++) {
            if (reader(waiting[i]).happened() < reader(waiting[first]).happened()) {
                first = i;
            }
        }
        return first;
    }

    private void tell(InlineThread thread, SlotReader reader, long now) {
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

    /** What a stopped thread's slot says of the call that it makes just now; empty if it has none, or it is damaged. */
    Optional<InFlight> inFlight(InlineThread thread) {
        if (thread.slot() == InlineThread.NO_SLOT) {
            return Optional.empty();
        }
        long slot = SlotLayout.slot(thread.slot());
        if (hands.read(thread.tid(), slot, header, header.length) != header.length) {
            return Optional.empty();
        }
        long head = Peek.littleEndian(header, SlotLayout.HEAD);
        boolean within = head >= SlotLayout.first((int) slot) && head <= slot + SlotLayout.SLOT_BYTES - SlotLayout.PATH;
        if (!within || hands.read(thread.tid(), head, record, SlotLayout.PATH) != SlotLayout.PATH) {
            return Optional.empty();
        }
        return Optional.of(new InFlight(header, record));
    }

    /** Takes the record that was not published. HEAD stays: it never will be. */
    void takeMade(InlineThread thread, InFlight flight, long result, boolean timed) {
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
        reader.begin(copied, 0, size);
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
        reader.begin(copied, 0, whole);
        return reader.next();
    }

    /** Tells of the call that a thread had begun when it ended. */
    void takeAbandoned(InlineThread thread, InFlight flight) {
        if (readAtHead(thread, flight, 0)) {
            SlotReader reader = reader(0);
            sink.abandoned(thread, reader, entered(thread, reader));
        }
    }

    /** Bytes that the fullest slot had in it when {@link #take} read it last. */
    int takeFullest() {
        int most = fullest;
        fullest = 0;
        return most;
    }

    /** How long the taking out has taken so far, in nanoseconds. */
    long nanos() {
        return nanos;
    }
}
