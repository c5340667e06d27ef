package lanner.exchange.scap;

import lanner.capture.event.CaptureFormatException;

/**
 * One event of a scap capture as its bytes: header, lengths of the parameters, parameters. Reused for every event of a
 * thread; {@link #keep} copies the bytes.
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
    final int[] at = new int[MAX_PARAMS];
    final int[] length = new int[MAX_PARAMS];

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
        time = ScapInput.number(source, start, 8);
        tid = ScapInput.number(source, start + 8, 8);
        long claimed = ScapInput.number(source, start + 16, 4);
        id = (int) ScapInput.number(source, start + 20, 2);
        if (claimed < header || claimed > available) {
            throw new CaptureFormatException("an event claims " + claimed + " bytes where there are " + available, 16);
        }
        int size = (int) claimed;
        ScapEvents.Row row = ScapEvents.orNull(id);
        int width = row != null && row.isLarge() ? 4 : 2;
        if (version == 1) {
            count = 0;
            if (row != null) {
                count = inferred(row, source, start, id == 280 || id == 286 ? size - 3 : size);
            }
        } else {
            long claimedCount = ScapInput.number(source, start + 22, 4);
            if (claimedCount > MAX_PARAMS || header + claimedCount * width > size) {
                throw new CaptureFormatException("an event claims " + claimedCount + " parameters", 22);
            }
            count = (int) claimedCount;
        }
        int position = start + header + count * width;
        for (int i = 0; i < count; i++) {
            long bytesOfParam = ScapInput.number(source, start + header + i * width, width);
            if (bytesOfParam > start + size - position) {
                throw new CaptureFormatException(
                        "parameter " + i + " of event " + name() + " runs over its end", header + i * width);
            }
            at[i] = position;
            length[i] = (int) bytesOfParam;
            position += (int) bytesOfParam;
        }
    }

    /** Version 1 does not say how many parameters there are: so many that the lengths add up. */
    private int inferred(ScapEvents.Row row, byte[] source, int start, int size) throws CaptureFormatException {
        for (int n = row.params().size(); n >= 0; n--) {
            int sum = HEADER_V1 + 2 * n;
            for (int i = 0; i < n && sum <= size; i++) {
                sum += (int) ScapInput.number(source, start + HEADER_V1 + 2 * i, 2);
            }
            if (sum == size) {
                return n;
            }
        }
        throw new CaptureFormatException("the lengths of event " + name() + " do not add up", 16);
    }

    /** The type's name and number. */
    String name() {
        ScapEvents.Row row = ScapEvents.orNull(id);
        return row == null ? Integer.toString(id) : row.name() + " (" + id + ")";
    }

    /** Takes over the parameters of another event and a copy of their bytes. */
    void keep(RawEvent other) {
        id = other.id;
        time = other.time;
        count = other.count;
        int total = 0;
        for (int i = 0; i < count; i++) {
            total += other.length[i];
        }
        if (bytes.length < total) {
            bytes = new byte[Math.max(64, total)];
        }
        if (count == 0) {
            return;
        }
        // The parameters of an event stand one behind the other.
        int start = other.at[0];
        System.arraycopy(other.bytes, start, bytes, 0, total);
        for (int i = 0; i < count; i++) {
            at[i] = other.at[i] - start;
            length[i] = other.length[i];
        }
    }
}
