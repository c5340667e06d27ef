package lanner.capture.event;

import java.nio.charset.StandardCharsets;

/**
 * Turns bytes into text, one character a byte (ISO 8859-1), and answers the same {@link String} for bytes it has seen
 * lately, so that replay allocates nothing for the paths and names that repeat. Bounded: a newer text takes an older
 * one's slot. Not thread safe.
 */
public final class TextCache {
    private static final int SLOTS = 1 << 14;
    /** Longer texts are rare and would pin memory. */
    private static final int MAX_CACHED = 512;

    private final String[] slots = new String[SLOTS];

    /** The text of these bytes. */
    public String get(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return "";
        }
        if (length > MAX_CACHED) {
            return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        }
        int hash = length;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        int slot = (hash ^ hash >>> 15) & SLOTS - 1;
        String cached = slots[slot];
        if (cached != null && same(cached, bytes, offset, length)) {
            return cached;
        }
        String text = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        slots[slot] = text;
        return text;
    }

    private static boolean same(String text, byte[] bytes, int offset, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if ((byte) text.charAt(i) != bytes[offset + i]) {
                return false;
            }
        }
        return true;
    }
}
