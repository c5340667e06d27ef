package lanner.viewer.session;

import java.util.Arrays;

/**
 * Names, each with a number and with how often it came. One thread adds and counts, any reads. Made for millions of
 * look-ups of some ten thousand names: a look-up touches one word of a table and the name.
 */
final class Names {
    private static final int LEAST = 1 << 10;

    private final Growing<String> texts = new Growing<>();
    private volatile int[] counts = new int[LEAST];
    /** Open addressing, at most half full: the hash above, the number and one below; 0 where nothing is. */
    private long[] table = new long[LEAST];

    /** The number of a name; -1 for one that is not there. */
    @SuppressWarnings("ReferenceEquality") // a short cut: equals decides
    int find(String text) {
        int hash = text.hashCode();
        for (int slot = slot(hash); table[slot] != 0; slot = slot + 1 & table.length - 1) {
            if ((int) (table[slot] >>> 32) == hash) {
                int number = (int) table[slot] - 1;
                String there = texts.get(number);
                if (there == text || there.equals(text)) {
                    return number;
                }
            }
        }
        return -1;
    }

    private int slot(int hash) {
        return (hash ^ hash >>> 15) & table.length - 1;
    }

    /** Adds a name that is not there, and says its number. */
    int add(String text, int count) {
        int number = texts.size();
        if (number == counts.length) {
            counts = Arrays.copyOf(counts, number * 2);
        }
        counts[number] = count;
        texts.add(text);
        if ((number + 1) * 2 > table.length) {
            long[] before = table;
            table = new long[before.length * 2];
            for (long entry : before) {
                if (entry != 0) {
                    put((int) (entry >>> 32), (int) entry);
                }
            }
        }
        put(text.hashCode(), number + 1);
        return number;
    }

    private void put(int hash, int below) {
        int slot = slot(hash);
        while (table[slot] != 0) {
            slot = slot + 1 & table.length - 1;
        }
        table[slot] = (long) hash << 32 | below;
    }

    void count(int number) {
        counts[number]++;
    }

    String text(int number) {
        return texts.get(number);
    }

    /** How often a name came; while the index grows, perhaps an older figure. */
    int times(int number) {
        return counts[number];
    }

    int size() {
        return texts.size();
    }
}
