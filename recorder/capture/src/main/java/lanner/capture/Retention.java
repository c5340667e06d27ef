package lanner.capture;

/**
 * How much of a recording is kept while it goes on: a flight recorder drops its oldest segments. A limit of 0 is none.
 *
 * @param segmentBytes a segment ends when its records take this many bytes
 * @param maxBytes the segments together take no more than this on the disk
 * @param maxSegments no more segments than this are kept, the one being written included
 * @param maxAgeNanos a segment goes when its last event is older than this
 */
public record Retention(long segmentBytes, long maxBytes, int maxSegments, long maxAgeNanos) {
    /** What a segment takes when nothing else is said: a quarter of a gigabyte. */
    public static final long SEGMENT_BYTES = 256L << 20;

    /** Less would be mostly snapshots. */
    public static final long LEAST_SEGMENT_BYTES = 1L << 20;

    /** Everything is kept. */
    public static final Retention ALL = new Retention(SEGMENT_BYTES, 0, 0, 0);

    /** With a limit on the size, this many segments share it: dropping one loses so much of the past at once. */
    private static final int SHARES = 8;

    /** A limit on age is kept to this part of it. */
    private static final int AGE_PARTS = 4;

    public Retention {
        if (segmentBytes < LEAST_SEGMENT_BYTES) {
            throw new IllegalArgumentException("a segment cannot be smaller than 1 MB");
        }
        if (maxBytes != 0 && maxBytes < SHARES * LEAST_SEGMENT_BYTES) {
            throw new IllegalArgumentException("a capture cannot be limited to less than 8 MB");
        }
        if (maxSegments < 0 || maxAgeNanos < 0) {
            throw new IllegalArgumentException("a limit cannot be negative");
        }
        if (maxBytes != 0) {
            segmentBytes = Math.max(LEAST_SEGMENT_BYTES, Math.min(segmentBytes, maxBytes / SHARES));
        }
    }

    /** Whether anything is ever dropped. */
    public boolean drops() {
        return maxBytes != 0 || maxSegments != 0 || maxAgeNanos != 0;
    }

    /** How long a segment may go on before the next one starts; 0 for ever. */
    public long segmentNanos() {
        return maxAgeNanos / AGE_PARTS;
    }

    /** What a capture's header says of it: empty when everything is kept. */
    public String words() {
        if (!drops()) {
            return "";
        }
        StringBuilder words = new StringBuilder();
        add(words, "max-size", maxBytes);
        add(words, "keep", maxSegments);
        add(words, "max-age-seconds", maxAgeNanos / 1_000_000_000);
        return words.toString();
    }

    private static void add(StringBuilder words, String name, long value) {
        if (value != 0) {
            words.append(words.length() == 0 ? "" : " ")
                    .append(name)
                    .append('=')
                    .append(value);
        }
    }
}
