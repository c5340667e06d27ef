package lanner.capture;

import java.io.Closeable;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import lanner.capture.event.CaptureFormatException;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;

/**
 * Finds the records in one Chronicle Queue file with plain reads: bounded, without a mapping, without Chronicle.
 *
 * <pre>
 *  u32 little endian   bits 0-29   length of the document
 *                      bit 30      the queue's own (index, settings): skipped
 *                      bit 31      being written
 *                      0           nothing was written here yet
 *                      0xC0000000  the cycle's end
 *  document            padded to 4 bytes
 * </pre>
 *
 * Where the chain breaks, it searches on, word by word, for the next record whose checksum holds. The search costs at
 * most a fixed multiple of the file's size.
 */
final class RecordScanner implements Closeable {
    /** What a step found. */
    enum Found {
        /** The event is set to a good record. */
        RECORD,
        /** {@link #damageKind}, {@link #damageOffset} and {@link #damageDetail} say what; reading can go on. */
        DAMAGE,
        /** Only while following: the next record is not there yet. */
        LATER,
        END
    }

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int META = 0x40000000;
    private static final int UNFINISHED = 0x80000000;
    private static final int LENGTH = 0x3FFFFFFF;
    private static final int END_OF_CYCLE = 0xC0000000;
    private static final int SHORTEST = 41;
    private static final int WINDOW = EventEncoder.MAX_LENGTH + 4;
    /** So much is read at once: what is read stays in the processor's cache until it is looked at. */
    private static final int CHUNK = 256 << 10;

    /**
     * So many zeros are read in one file, outside records. A recorder reserves some megabytes behind the last record; a
     * sparse file of terabytes takes no space and would be read for hours.
     */
    static final long MOST_NOTHING = 256L << 20;

    private final FileChannel channel;
    private long size;
    private boolean following;
    private final byte[] window = new byte[WINDOW];
    private final ByteBuffer peek = ByteBuffer.allocate(4);
    private long windowStart;
    private int windowLength;
    private long position;
    private long searchBudget;
    private long nothing;
    private boolean ended;

    private Damage.Kind damageKind = Damage.Kind.RECORD;
    private long damageOffset;
    private String damageDetail = "";
    private boolean cutOff;
    private int recordOffset;
    private int recordLength;

    RecordScanner(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ);
        size = channel.size();
        searchBudget = 4 * size + (16L << 20);
    }

    long size() {
        return size;
    }

    long position() {
        return position;
    }

    /** Where the frame of the record found last begins. */
    long recordPosition() {
        return windowStart + recordOffset - 4;
    }

    /** Goes to a place where a frame begins, or where one is supposed to. */
    void seek(long offset) {
        position = offset;
        ended = false;
    }

    /** What was read of the file may have changed, and the file may have grown: reads it again. */
    void refresh() throws IOException {
        size = channel.size();
        windowLength = 0;
    }

    Damage.Kind damageKind() {
        return damageKind;
    }

    long damageOffset() {
        return damageOffset;
    }

    String damageDetail() {
        return damageDetail;
    }

    /** The buffer that holds the record found last. */
    byte[] buffer() {
        return window;
    }

    int recordOffset() {
        return recordOffset;
    }

    int recordLength() {
        return recordLength;
    }

    /** Whether the file is still being written: its end is then no end. */
    void following(boolean on) {
        following = on;
    }

    /** Whether the next record has begun: a look at four bytes, where loading would read a whole window of nothing. */
    private boolean isThere() throws IOException {
        peek.clear();
        return channel.read(peek, position) == 4 && peek.getInt(0) != 0;
    }

    /** What was read may have changed: reads it again. */
    private Found later() throws IOException {
        size = channel.size();
        windowStart = position;
        windowLength = 0;
        return Found.LATER;
    }

    /** The next record or place of damage. */
    Found next(Event event) throws IOException {
        // All but one of thousands are whole in the window, framed as the recorder frames them.
        long at = position - windowStart;
        if (at >= 0 && at <= windowLength - 4 && !following && !ended) {
            int length = word((int) at);
            // Bits above the length's make it larger than any, or negative.
            if (length >= SHORTEST
                    && length <= EventEncoder.MAX_LENGTH
                    && at + 4 + length <= windowLength
                    && position + 4 + length <= size) {
                long next = position + 4 + align(length);
                recordOffset = (int) at + 4;
                recordLength = length;
                try {
                    event.wrap(window, recordOffset, length);
                } catch (CaptureFormatException e) {
                    return badRecord(event, next, e.getMessage());
                }
                position = next;
                return Found.RECORD;
            }
        }
        return step(event);
    }

    private Found step(Event event) throws IOException {
        while (!ended) {
            if (following && position + 4 > windowStart + windowLength && !isThere()) {
                return later();
            }
            if (!load(position, 4)) {
                return following ? later() : endOfFile();
            }
            int header = word(at(position));
            if (following && (header == 0 || (header & UNFINISHED) != 0)) {
                return later();
            }
            if (header == 0 || header == END_OF_CYCLE) {
                return endOfData(event);
            }
            int length = header & LENGTH;
            long next = position + 4 + align(length);
            if (following && next > size) {
                return later();
            }
            if ((header & UNFINISHED) != 0) {
                return search(event, Damage.Kind.UNFINISHED, "a record was being written here when the recorder ended");
            }
            if ((header & META) != 0) {
                if (next > size + 3) {
                    return search(
                            event, Damage.Kind.FRAMING, "an index of " + length + " bytes runs over the file's end");
                }
                position = next;
                continue;
            }
            if (length < SHORTEST || length > EventEncoder.MAX_LENGTH) {
                return search(event, Damage.Kind.FRAMING, "a record cannot be " + length + " bytes long");
            }
            if (position + 4 + length > size) {
                return search(event, Damage.Kind.TRUNCATED, "the file ends inside a record of " + length + " bytes");
            }
            load(position, 4 + length);
            recordOffset = at(position) + 4;
            recordLength = length;
            try {
                event.wrap(window, recordOffset, length);
            } catch (CaptureFormatException e) {
                return badRecord(event, next, e.getMessage());
            }
            position = next;
            return Found.RECORD;
        }
        return Found.END;
    }

    /** Zeros up to the file's end are space reserved and not used; anything else behind them is damage. */
    private Found endOfData(Event event) throws IOException {
        long start = position;
        position += 4;
        while (load(position, 4)) {
            int end = at(windowStart + windowLength) & ~3;
            int used = at(position);
            while (used < end && word(used) == 0) {
                used += 4;
            }
            if (isTooMuchNothing(used - at(position))) {
                return giveUp(
                        start,
                        "more than " + (MOST_NOTHING >> 20) + " MiB of zeros, as no recorder writes; reading stopped");
            }
            position = windowStart + used;
            if (used < end) {
                return behindZeros(event, start);
            }
        }
        ended = true;
        return Found.END;
    }

    /** Something stands behind zeros that began at {@code start}. */
    private Found behindZeros(Event event, long start) throws IOException {
        damageKind = Damage.Kind.FRAMING;
        damageOffset = start;
        damageDetail = (position - start) + " zero bytes followed by more";
        if (position - start == 4) {
            // A record's bytes come before the length that makes them one.
            position = start;
            return search(event, Damage.Kind.UNFINISHED, damageDetail);
        }
        return Found.DAMAGE;
    }

    /** Whether the file ended right behind a record, with none of the space that a recorder reserves. */
    boolean endsWithARecord() {
        return cutOff;
    }

    private Found endOfFile() {
        ended = true;
        cutOff = position >= size;
        if (position < size) {
            damageKind = Damage.Kind.TRUNCATED;
            damageOffset = position;
            damageDetail = (size - position) + " bytes too few for a record";
            return Found.DAMAGE;
        }
        return Found.END;
    }

    /** A record whose checksum fails is skipped by its length if a good one follows it; otherwise searched past. */
    private Found badRecord(Event event, long next, String why) throws IOException {
        damageKind = Damage.Kind.RECORD;
        damageOffset = position;
        damageDetail = why;
        if (next + 4 > size || plausible(event, next)) {
            position = next;
            return Found.DAMAGE;
        }
        return search(event, Damage.Kind.RECORD, why);
    }

    private boolean plausible(Event event, long offset) throws IOException {
        if (!load(offset, 4)) {
            return false;
        }
        int header = word(at(offset));
        return header == 0 || header == END_OF_CYCLE || (header & META) != 0 || isRecord(event, offset, header);
    }

    private boolean isRecord(Event event, long offset, int header) throws IOException {
        int length = header & LENGTH;
        if ((header & (UNFINISHED | META)) != 0
                || length < SHORTEST
                || length > EventEncoder.MAX_LENGTH
                || offset + 4 + length > size) {
            return false;
        }
        load(offset, 4 + length);
        searchBudget -= length;
        try {
            event.wrap(window, at(offset) + 4, length);
            return true;
        } catch (CaptureFormatException e) {
            return false;
        }
    }

    /** Says what is wrong at the position and moves it to the next good record, or to the end. */
    private Found search(Event event, Damage.Kind kind, String detail) throws IOException {
        damageKind = kind;
        damageOffset = position;
        damageDetail = detail;
        long candidate = position + 4;
        while (load(candidate, 4)) {
            int header = word(at(candidate));
            if (header != 0 && isRecord(event, candidate, header)) {
                position = candidate;
                damageKind = kind == Damage.Kind.UNFINISHED ? Damage.Kind.FRAMING : kind;
                return Found.DAMAGE;
            }
            searchBudget -= 4;
            if (searchBudget < 0 || header == 0 && isTooMuchNothing(4)) {
                return giveUp(damageOffset, detail + "; too much is damaged to search on");
            }
            candidate += 4;
        }
        position = size;
        ended = true;
        // A record begun and never ended, with nothing behind it: there the recorder was killed. Nothing is lost.
        return kind == Damage.Kind.UNFINISHED ? Found.END : Found.DAMAGE;
    }

    private boolean isTooMuchNothing(int bytes) {
        nothing += bytes;
        return nothing > MOST_NOTHING;
    }

    private Found giveUp(long offset, String detail) {
        damageKind = Damage.Kind.GIVEN_UP;
        damageOffset = offset;
        damageDetail = detail;
        ended = true;
        return Found.DAMAGE;
    }

    private int word(int at) {
        return (int) INT.get(window, at);
    }

    private int at(long offset) {
        return (int) (offset - windowStart);
    }

    /** Has {@code length} bytes from {@code offset} in the window; false if the file is too short for them. */
    private boolean load(long offset, int length) throws IOException {
        if (offset >= windowStart && offset + length <= windowStart + windowLength) {
            return true;
        }
        if (offset + length > size) {
            return false;
        }
        int kept = 0;
        if (offset >= windowStart && offset < windowStart + windowLength) {
            kept = (int) (windowStart + windowLength - offset);
            System.arraycopy(window, at(offset), window, 0, kept);
        }
        windowStart = offset;
        windowLength = kept;
        ByteBuffer rest = ByteBuffer.wrap(window, kept, Math.max(CHUNK, length) - kept);
        while (rest.hasRemaining() && windowStart + windowLength < size) {
            int read = channel.read(rest, windowStart + windowLength);
            if (read <= 0) {
                break;
            }
            windowLength += read;
        }
        if (windowLength < length) {
            // The file shrank while it was read: what is gone reads as nothing.
            Arrays.fill(window, windowLength, length, (byte) 0);
            windowLength = length;
        }
        return true;
    }

    private static long align(int length) {
        return length + 3L & ~3L;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
