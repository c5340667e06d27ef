package lanner.investigation.index;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Names, each with a number and with how often it came. One thread at a time adds, counts and finds, any reads the texts. Made for
 * millions of look-ups of some ten thousand names: a look-up touches one word of a table and the name.
 */
final class Names {
    private static final int LEAST = 1 << 10;
    /** A program may choose names of one hash: those beyond so many steps are kept in a map, which stays fast with equal hashes. */
    private static final int MOST_STEPS = 64;

    private final AppendOnlyList<String> texts = new AppendOnlyList<>();
    private volatile int[] counts = new int[LEAST];
    /** Open addressing, at most half full: the hash above, the number and one below; 0 where nothing is. */
    private long[] table = new long[LEAST];

    private final Map<String, Integer> beyond = new HashMap<>();

    /** The number of a name; -1 for one that is not there. */
    @SuppressWarnings("ReferenceEquality") // a short cut: equals decides
    int find(String text) {
        int hash = text.hashCode();
        int slot = slot(hash);
        for (int step = 0; step < MOST_STEPS; step++) {
            long entry = table[slot];
            if (entry == 0) {
                return -1;
            }
            if ((int) (entry >>> 32) == hash) {
                int number = (int) entry - 1;
                String there = texts.get(number);
                if (there == text) {
                    return number;
                }
                if (there.equals(text)) {
                    // Whoever asks next has this object, as a rule: then nothing of the text has to be fetched from
                    // memory.
                    texts.set(number, text);
                    return number;
                }
            }
            slot = slot + 1 & table.length - 1;
        }
        return beyond.getOrDefault(text, -1);
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
            table = new long[table.length * 2];
            beyond.clear();
            for (int i = 0; i < number; i++) {
                put(texts.get(i), i);
            }
        }
        put(text, number);
        return number;
    }

    private void put(String text, int number) {
        int hash = text.hashCode();
        int slot = slot(hash);
        for (int step = 0; step < MOST_STEPS; step++) {
            if (table[slot] == 0) {
                table[slot] = (long) hash << 32 | number + 1;
                return;
            }
            slot = slot + 1 & table.length - 1;
        }
        beyond.put(text, number);
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
