package lanner.capture.queue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The hash of a segment's records, taken behind the writer: what is written is read back in stretches from the kernel's
 * cache, so that neither an append nor the end of a segment has to wait for much of it. Trusts what it reads: this
 * process has just written it.
 */
final class SegmentHash {
    private static final int META = 0x40000000;
    private static final int LENGTH = 0x3FFFFFFF;
    private static final int WINDOW = 256 << 10;

    private final MessageDigest digest;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW).order(ByteOrder.LITTLE_ENDIAN);
    private final FileChannel channel;
    private long position;
    private long windowStart;
    private int windowLength;

    SegmentHash(FileChannel channel, MessageDigest digest) {
        this.channel = channel;
        this.digest = digest;
    }

    /** Binds the segment to the one before it; before anything is taken in. */
    synchronized void startAfter(String previousHash) {
        digest.update(previousHash.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Takes in all records before {@code end}, which is the end of one. */
    synchronized void upTo(long end) throws IOException {
        while (position < end) {
            load(position, 4, end);
            int header = window.getInt((int) (position - windowStart));
            if (header == 0) {
                return;
            }
            int length = header & LENGTH;
            if ((header & META) == 0) {
                take(position + 4, length, end);
            }
            position += 4 + (length + 3L & ~3L);
        }
    }

    private void take(long from, int length, long end) throws IOException {
        long at = from;
        int left = length;
        while (left > 0) {
            load(at, 1, end);
            int offset = (int) (at - windowStart);
            int stretch = Math.min(left, windowLength - offset);
            digest.update(window.array(), offset, stretch);
            at += stretch;
            left -= stretch;
        }
    }

    /** Has so many bytes from an offset in the window. */
    private void load(long from, int least, long end) throws IOException {
        if (from >= windowStart && from + least <= windowStart + windowLength) {
            return;
        }
        window.clear();
        window.limit((int) Math.max(least, Math.min(WINDOW, end - from)));
        while (window.position() < least) {
            if (channel.read(window, from + window.position()) < 0) {
                throw new IOException("the capture ends before its last record");
            }
        }
        windowStart = from;
        windowLength = window.position();
    }

    /** The hash of everything taken in; to be asked once. */
    synchronized String finish() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
