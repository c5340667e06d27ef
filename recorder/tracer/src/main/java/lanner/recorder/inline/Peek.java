package lanner.recorder.inline;

import java.util.Arrays;

/** Looks at small pieces of a stopped process's memory. */
final class Peek {
    private final Hands hands;
    private final byte[] word = new byte[Long.BYTES];

    Peek(Hands hands) {
        this.hands = hands;
    }

    /** The number at an address; 0 if it cannot be read. */
    long number(InlineThread thread, long address) {
        return hands.read(thread.tid(), address, word, Long.BYTES) == Long.BYTES ? littleEndian(word, 0) : 0;
    }

    /** Whether these bytes are at an address. */
    boolean holds(InlineThread thread, long address, byte[] expected) {
        byte[] there = new byte[expected.length];
        return hands.read(thread.tid(), address, there, there.length) == there.length && Arrays.equals(there, expected);
    }

    /** Whether anything can be read at an address. */
    boolean isMapped(InlineThread thread, long address) {
        return hands.read(thread.tid(), address, word, 1) == 1;
    }

    static long littleEndian(byte[] bytes, int at) {
        long number = 0;
        for (int i = Long.BYTES - 1; i >= 0; i--) {
            number = number << 8 | bytes[at + i] & 0xFF;
        }
        return number;
    }
}
