package lanner.engine.lang.plan;

import java.util.List;

/** An immutable set of texts, asked once or more for every event: open addressing in a table at most half full. */
final class TextSet {
    private final String[] table;
    private final int mask;

    TextSet(List<String> texts) {
        int size = Integer.highestOneBit(Math.max(2, texts.size() * 2 - 1)) << 1;
        table = new String[size];
        mask = size - 1;
        for (String text : texts) {
            int slot = slot(text);
            if (table[slot] == null) {
                table[slot] = text;
            }
        }
    }

    boolean contains(String text) {
        return table[slot(text)] != null;
    }

    /** Where a text stands, or the free slot where it would. */
    private int slot(String text) {
        int hash = text.hashCode();
        int slot = (hash ^ hash >>> 16) & mask;
        while (table[slot] != null && !table[slot].equals(text)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }
}
