package lanner.investigation.index;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** A bit for each row. One thread sets bits, any reads them; a bit that is set stays so. */
final class RowMarks {
    private static final int WORDS = Chunk.ROWS / Long.SIZE;

    private volatile long[][] blocks = new long[16][];

    void set(int row) {
        int block = row >>> Chunk.BITS;
        long[][] now = blocks;
        if (block >= now.length) {
            now = Arrays.copyOf(now, Math.max(block + 1, now.length * 2));
        }
        if (now[block] == null) {
            now[block] = new long[WORDS];
        }
        now[block][(row & Chunk.MASK) >>> 6] |= 1L << row;
        blocks = now;
    }

    boolean get(int row) {
        long[][] now = blocks;
        int block = row >>> Chunk.BITS;
        return block < now.length && now[block] != null && (now[block][(row & Chunk.MASK) >>> 6] & 1L << row) != 0;
    }

    /** Writes the bits of so many rows. */
    void write(int rows, DataOutputStream out) throws IOException {
        for (int first = 0; first < rows; first += Chunk.ROWS) {
            int block = first >>> Chunk.BITS;
            long[] words = block < blocks.length ? blocks[block] : null;
            out.writeBoolean(words != null);
            if (words != null) {
                for (long word : words) {
                    out.writeLong(word);
                }
            }
        }
    }

    /** Reads what was written for so many rows. */
    void read(int rows, DataInputStream in) throws IOException {
        long[][] read = new long[Math.max(1, (int) ((rows + (long) Chunk.MASK) >>> Chunk.BITS))][];
        for (int first = 0; first < rows; first += Chunk.ROWS) {
            if (in.readBoolean()) {
                long[] words = new long[WORDS];
                for (int i = 0; i < WORDS; i++) {
                    words[i] = in.readLong();
                }
                read[first >>> Chunk.BITS] = words;
            }
        }
        blocks = read;
    }
}
