package lanner.product;

import java.util.Arrays;

/**
 * Tells what came before from what comes for the first time, by hash and for a while: so that a memory is not filled with what comes once.
 * Another of the same hash, or of one that lies near, counts as the same. Not thread safe.
 */
public final class SeenHashes {
    private static final int BITS = 1 << 16;
    /** All is forgotten when so many bits are set: of hashes that are new, one in eight was taken for an old one until then. */
    private static final int MOST = BITS / 4;

    private final long[] seen = new long[BITS / Long.SIZE];
    private int count;

    /** Whether this hash comes for the first time; the next time it does not. Its lower 16 bits count. */
    public boolean isNew(int hash) {
        int bit = hash & BITS - 1;
        int word = bit >>> 6;
        if ((seen[word] & 1L << bit) != 0) {
            return false;
        }
        if (++count > MOST) {
            Arrays.fill(seen, 0);
            count = 1;
        }
        seen[word] |= 1L << bit;
        return true;
    }
}
