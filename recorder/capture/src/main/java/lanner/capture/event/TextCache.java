package lanner.capture.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import lanner.product.SeenHashes;

/**
 * Turns bytes into text, one character a byte (ISO 8859-1), and answers the same {@link String} for bytes it has seen
 * lately, so that replay allocates nothing for the paths and names that repeat. Bounded: grows to a limit, then a
 * newer text takes an older one's place. A text is kept for long when it comes again after others: most names of a search through
 * directories come once, and the collector would have to move them. Not thread safe.
 */
public final class TextCache {
    private static final int LEAST_SLOTS = 1 << 8;
    private static final int MOST_SLOTS = 1 << 13;
    /** So many texts of one hash are kept. */
    private static final int WAYS = 4;
    /** How many texts that are new are kept; a power of two. */
    private static final int RECENT = 1 << 8;
    /** Longer texts are rare and would pin memory. */
    private static final int MAX_CACHED = 256;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MIX = 0x9E3779B97F4A7C15L;

    /** Of each slot, a part of its text's hash, so that others need not be looked at; 0 where nothing is. */
    private int[] tags;

    private String[] texts;
    /** A text's bytes, for those at hand to be compared with. */
    private final byte[] looked = new byte[MAX_CACHED];

    private int turn;

    private final SeenHashes seen = new SeenHashes();
    private final int[] recentTags = new int[RECENT];
    private final String[] recentTexts = new String[RECENT];

    public TextCache() {
        room(LEAST_SLOTS);
    }

    private void room(int slots) {
        tags = new int[slots];
        texts = new String[slots];
        turn = 0;
    }

    /** The text of these bytes. */
    public String get(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return "";
        }
        if (length > MAX_CACHED) {
            return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        }
        long hash = hash(bytes, offset, length);
        int first = first(hash);
        int tag = (int) hash | 1;
        int free = -1;
        for (int slot = first; slot < first + WAYS; slot++) {
            if (tags[slot] == tag) {
                String text = texts[slot];
                if (is(text, bytes, offset, length)) {
                    return text;
                }
            } else if (tags[slot] == 0) {
                free = slot;
                break;
            }
        }
        int recent = (int) (hash >>> 56);
        if (recentTags[recent] == tag && is(recentTexts[recent], bytes, offset, length)) {
            return recentTexts[recent];
        }
        String text = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        if (seen.isNew((int) (hash >>> 16))) {
            recentTags[recent] = tag;
            recentTexts[recent] = text;
            return text;
        }
        if (free < 0) {
            if (++turn > tags.length && tags.length < MOST_SLOTS) {
                room(tags.length * 2);
                free = first(hash);
            } else {
                free = first + (turn & WAYS - 1);
            }
        }
        tags[free] = tag;
        texts[free] = text;
        return text;
    }

    @SuppressWarnings("deprecation") // the one method that hands out a text's bytes without making an array
    private boolean is(String text, byte[] bytes, int offset, int length) {
        if (text.length() != length) {
            return false;
        }
        text.getBytes(0, length, looked, 0);
        return Arrays.equals(looked, 0, length, bytes, offset, offset + length);
    }

    private int first(long hash) {
        return (int) (hash >>> 32 ^ hash >>> 50) & tags.length - WAYS;
    }

    private static long hash(byte[] bytes, int offset, int length) {
        long hash = length;
        int at = offset;
        for (int end = offset + length - 7; at < end; at += 8) {
            hash = (hash ^ (long) LONG.get(bytes, at)) * MIX;
            hash ^= hash >>> 29;
        }
        for (int end = offset + length; at < end; at++) {
            hash = (hash ^ bytes[at]) * MIX;
        }
        return hash;
    }
}
