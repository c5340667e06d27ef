package lanner.investigation.rows;

import lanner.investigation.index.JobProgress;

/**
 * The rows of a set in another order than that of time. Made by {@link RowSort#run}; never changes, read from any thread.
 */
public final class RowOrder {
    /** Places take the low bits of a packed number, a key or a part of it the others. */
    private static final int PLACE_BITS = 31;

    private static final int KEY_BITS = Long.SIZE - PLACE_BITS;
    private static final long PLACE_MASK = (1L << PLACE_BITS) - 1;
    /** Where rows without a value stand, whichever way the others go. */
    private static final long LAST = Long.MAX_VALUE;

    private static final int DIGIT_BITS = 11;
    private static final int DIGITS = 1 << DIGIT_BITS;
    /** So many rows are done between two looks whether the work is still wanted. */
    private static final int SLICE = 0xFFFF;

    private final RowSort sort;
    private final RowKeys.Key key;
    private final int[] rows;

    private RowOrder(RowSort sort, RowKeys.Key key, int[] rows) {
        this.sort = sort;
        this.key = key;
        this.rows = rows;
    }

    /** What it was made by. */
    public RowSort sort() {
        return sort;
    }

    public int size() {
        return rows.length;
    }

    /** The row at a place, from 0. */
    public int row(int place) {
        return rows[place];
    }

    /** The place of a row, or the one where it would stand. */
    public int placeOf(int row) {
        long wanted = directed(row);
        int low = 0;
        int high = rows.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int order = Long.compare(directed(rows[middle]), wanted);
            if (order < 0 || order == 0 && rows[middle] < row) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private long directed(int row) {
        return directed(key, row, sort.descending());
    }

    /** Ascending, whichever way the rows go; what is missing is the greatest. */
    private static long directed(RowKeys.Key key, int row, boolean descending) {
        long value = key.of(row);
        return value == RowKeys.MISSING ? LAST : descending ? ~value : value;
    }

    /** @param count how many of the set's rows; a set may grow meanwhile */
    static RowOrder sorted(RowSet set, int count, RowSort sort, RowKeys.Key key, JobProgress progress) {
        long[] packed = new long[count];
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        boolean whole = true;
        boolean ascends = true;
        boolean descends = true;
        long before = 0;
        for (int place = 0; place < count; place++) {
            look(place, 0, count, progress);
            long value = directed(key, set.row(place), sort.descending());
            packed[place] = value;
            ascends &= place == 0 || value >= before;
            descends &= place == 0 || value <= before;
            before = value;
            least = Math.min(least, value);
            most = value == LAST ? most : Math.max(most, value);
            whole &= value != LAST;
        }
        if (ascends || descends) {
            // Most captures stand in the order of time.
            int[] rows = ascends ? inOrder(set, count, progress) : turnedRound(set, packed, progress);
            progress.at(1);
            return new RowOrder(sort, key, rows);
        }
        most = most < least ? least : most;
        int bits = Long.SIZE - Long.numberOfLeadingZeros((most - least) + (whole ? 0 : 1));
        for (int place = 0; place < count; place++) {
            look(place, 1, count, progress);
            packed[place] = (above(packed[place], least, most) << PLACE_BITS) | place;
        }
        long[] spare = new long[count];
        long[] done = radix(packed, spare, Math.min(bits, KEY_BITS), progress);
        if (bits > KEY_BITS) {
            // By the low part first; a stable sort by the high part then leaves equal ones as they are.
            for (int i = 0; i < count; i++) {
                look(i, 2, count, progress);
                int place = (int) (done[i] & PLACE_MASK);
                long value = directed(key, set.row(place), sort.descending());
                done[i] = ((above(value, least, most) >>> KEY_BITS) << PLACE_BITS) | place;
            }
            done = radix(done, done == packed ? spare : packed, bits - KEY_BITS, progress);
        }
        int[] rows = new int[count];
        for (int i = 0; i < count; i++) {
            rows[i] = set.row((int) (done[i] & PLACE_MASK));
        }
        progress.at(1);
        return new RowOrder(sort, key, rows);
    }

    private static int[] inOrder(RowSet set, int count, JobProgress progress) {
        int[] rows = new int[count];
        for (int place = 0; place < count; place++) {
            look(place, 5, count, progress);
            rows[place] = set.row(place);
        }
        return rows;
    }

    /** From the last key to the first; rows of one key stay in the set's order. */
    private static int[] turnedRound(RowSet set, long[] keys, JobProgress progress) {
        int[] rows = new int[keys.length];
        int to = 0;
        int end = keys.length;
        while (end > 0) {
            int first = end - 1;
            while (first > 0 && keys[first - 1] == keys[end - 1]) {
                first--;
            }
            for (int place = first; place < end; place++) {
                look(to, 5, keys.length, progress);
                rows[to++] = set.row(place);
            }
            end = first;
        }
        return rows;
    }

    /** How far above the least, without a sign; what is missing is right above the most. */
    private static long above(long value, long least, long most) {
        return value == LAST ? most - least + 1 : value - least;
    }

    /** Sorts by the bits above the place, digit by digit, the lowest first. Either array is the answer. */
    private static long[] radix(long[] given, long[] spare, int bits, JobProgress progress) {
        long[] from = given;
        long[] to = spare;
        int[] next = new int[DIGITS];
        for (int shift = PLACE_BITS; shift < PLACE_BITS + bits; shift += DIGIT_BITS) {
            if (starts(from, shift, next, progress)) {
                for (int i = 0; i < from.length; i++) {
                    look(i, 4, from.length, progress);
                    long each = from[i];
                    to[next[(int) (each >>> shift) & (DIGITS - 1)]++] = each;
                }
                long[] swap = from;
                from = to;
                to = swap;
            }
        }
        return from;
    }

    /** Where the numbers of each digit begin; false if all have the same one. */
    private static boolean starts(long[] numbers, int shift, int[] starts, JobProgress progress) {
        java.util.Arrays.fill(starts, 0);
        for (int i = 0; i < numbers.length; i++) {
            look(i, 3, numbers.length, progress);
            starts[(int) (numbers[i] >>> shift) & (DIGITS - 1)]++;
        }
        int sum = 0;
        for (int digit = 0; digit < DIGITS; digit++) {
            int count = starts[digit];
            if (count == numbers.length) {
                return false;
            }
            starts[digit] = sum;
            sum += count;
        }
        return true;
    }

    private static void look(int done, int step, int all, JobProgress progress) {
        if ((done & SLICE) == 0) {
            RowSort.Cancelled.check(progress);
            progress.at((step + done / (double) Math.max(1, all)) / 6);
        }
    }
}
