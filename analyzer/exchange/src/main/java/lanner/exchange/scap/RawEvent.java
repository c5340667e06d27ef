package lanner.exchange.scap;

import lanner.capture.event.CaptureFormatException;

/**
 * One event of a scap capture as its bytes: header, lengths of the parameters, parameters. Reused for every event;
 * {@link #keep} copies the bytes.
 */
final class RawEvent {
    private static final int HEADER_V1 = 22;
    private static final int HEADER_V2 = 26;
    private static final int MAX_PARAMS = 64;

    byte[] bytes = new byte[0];
    int id;
    long time;
    long tid;
    int count;
    /** Where each parameter begins, behind {@link #base}. */
    private int[] at = new int[MAX_PARAMS];

    private int base;
    private int[] length = new int[MAX_PARAMS];

    /**
     * Looks at an event.
     *
     * @param start where it begins in {@code source}
     * @param available how many bytes there are
     * @param version that of the header, 1 or 2
     * @throws CaptureFormatException when its lengths do not add up; the offset is relative to {@code start}
     */
    void read(byte[] source, int start, int available, int version) throws CaptureFormatException {
        int header = version == 1 ? HEADER_V1 : HEADER_V2;
        if (available < header) {
            throw new CaptureFormatException("an event of " + available + " bytes is too short", 0);
        }
        bytes = source;
        time = ScapInput.i64(source, start);
        tid = ScapInput.i64(source, start + 8);
        long claimed = ScapInput.u32(source, start + 16);
        id = ScapInput.u16(source, start + 20);
        if (claimed < header || claimed > available) {
            throw new CaptureFormatException("an event claims " + claimed + " bytes where there are " + available, 16);
        }
        int size = (int) claimed;
        boolean large = ScapEvents.isLarge(id);
        if (version == 1) {
            infer(start, id == 280 || id == 286 ? size - 3 : size);
            if (!large) {
                return;
            }
        } else {
            long claimedCount = ScapInput.u32(source, start + 22);
            if (claimedCount > MAX_PARAMS || header + claimedCount * (large ? 4 : 2) > size) {
                throw new CaptureFormatException("an event claims " + claimedCount + " parameters", 22);
            }
            count = (int) claimedCount;
        }
        int width = large ? 4 : 2;
        int lengths = start + header;
        int position = header + count * width;
        if (position > size) {
            throw runsOver(0, header);
        }
        base = start;
        int[] places = at;
        int[] sizes = length;
        int params = count;
        for (int i = 0; i < params; i++) {
            long bytesOfParam = large ? ScapInput.u32(source, lengths + 4 * i) : ScapInput.u16(source, lengths + 2 * i);
            if (bytesOfParam > size - position) {
                throw runsOver(i, header + i * width);
            }
            places[i] = position;
            sizes[i] = (int) bytesOfParam;
            position += (int) bytesOfParam;
        }
    }

    private CaptureFormatException runsOver(int param, int offset) {
        return new CaptureFormatException("parameter " + param + " of event " + name() + " runs over its end", offset);
    }

    /**
     * Version 1 does not say how many parameters there are: so many that the lengths add up. Each adds at least the two
     * bytes of its length, so no two numbers of them do.
     */
    private void infer(int start, int size) throws CaptureFormatException {
        count = 0;
        int most = ScapEvents.paramCount(id);
        if (most < 0) {
            return;
        }
        int lengths = start + HEADER_V1;
        int n = 0;
        int position = HEADER_V1;
        byte[] source = bytes;
        int[] places = at;
        int[] sizes = length;
        while (n < most && position + 2 * n + 2 <= size) {
            int bytesOfParam = ScapInput.u16(source, lengths + 2 * n);
            places[n] = position;
            sizes[n] = bytesOfParam;
            position += bytesOfParam;
            n++;
        }
        if (position + 2 * n != size) {
            throw new CaptureFormatException("the lengths of event " + name() + " do not add up", 16);
        }
        count = n;
        base = start + 2 * n;
    }

    /** Where in {@link #bytes} a parameter that the event has begins. */
    int placeOf(int param) {
        return base + at[param];
    }

    /** How many bytes a parameter that the event has is long. */
    int lengthOf(int param) {
        return length[param];
    }

    /** Whether the event has this parameter and it is not empty. */
    boolean has(int param) {
        return param < count && length[param] > 0;
    }

    /** The type's name and number. */
    String name() {
        ScapEvents.Row row = ScapEvents.orNull(id);
        return row == null ? Integer.toString(id) : row.name() + " (" + id + ")";
    }

    /** Takes over another event with a copy of its bytes. That one has to be read anew. */
    void keep(RawEvent other) {
        id = other.id;
        time = other.time;
        tid = other.tid;
        count = other.count;
        if (count == 0) {
            return;
        }
        int[] spareAt = at;
        at = other.at;
        other.at = spareAt;
        int[] spareLength = length;
        length = other.length;
        other.length = spareLength;
        // The parameters of an event stand one behind the other.
        int last = count - 1;
        int total = at[last] + length[last] - at[0];
        if (bytes.length < total) {
            bytes = new byte[Math.max(64, total)];
        }
        base = -at[0];
        System.arraycopy(other.bytes, other.base + at[0], bytes, 0, total);
    }
}
