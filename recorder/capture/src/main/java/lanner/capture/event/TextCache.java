package lanner.capture.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Turns bytes into text, one character a byte (ISO 8859-1), and answers the same {@link String} for bytes it has seen
 * lately, so that replay allocates nothing for the paths and names that repeat. Bounded: a newer text takes an older
 * one's place. Not thread safe.
 */
public final class TextCache {
    private static final int SLOTS = 1 << 16;
    /** So many texts of one hash are kept. */
    private static final int WAYS = 4;
    /** Longer texts are rare and would pin memory. */
    private static final int MAX_CACHED = 256;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final byte[][] keys = new byte[SLOTS][];
    private final String[] texts = new String[SLOTS];
    private int turn;

    /** The text of these bytes. */
    public String get(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return "";
        }
        if (length > MAX_CACHED) {
            return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        }
        int first = slot(bytes, offset, length);
        int free = first;
        for (int slot = first; slot < first + WAYS; slot++) {
            byte[] key = keys[slot];
            if (key == null) {
                free = slot;
                break;
            }
            if (Arrays.equals(key, 0, key.length, bytes, offset, offset + length)) {
                return texts[slot];
            }
        }
        if (keys[free] != null) {
            free += turn++ & WAYS - 1;
        }
        String text = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        keys[free] = Arrays.copyOfRange(bytes, offset, offset + length);
        texts[free] = text;
        return text;
    }

    private static int slot(byte[] bytes, int offset, int length) {
        long hash = length;
        int at = offset;
        for (int end = offset + length - 7; at < end; at += 8) {
            hash = (hash ^ (long) LONG.get(bytes, at)) * MIX;
            hash ^= hash >>> 29;
        }
        for (int end = offset + length; at < end; at++) {
            hash = (hash ^ bytes[at]) * MIX;
        }
        return (int) (hash >>> 32 ^ hash >>> 50) & SLOTS - WAYS;
    }
}
