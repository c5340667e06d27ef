package lanner.investigation.rows;

import java.util.Arrays;
import java.util.Objects;
import lanner.investigation.index.Events;
import org.jspecify.annotations.Nullable;

/** Rows in ascending order: all of them, or those that were chosen. Grows while a query runs; read from any thread. */
public final class RowSet {
    private final Events all;
    /** Null for all. */
    private volatile int @Nullable [] rows;

    private volatile int size;
    private volatile boolean partial;

    private RowSet(Events all, int @Nullable [] rows) {
        this.all = all;
        this.rows = rows;
    }

    /** Every row, those too that come later. */
    public static RowSet all(Events events) {
        return new RowSet(events, null);
    }

    static RowSet empty(Events events) {
        return new RowSet(events, new int[64]);
    }

    /** Adds a row behind the others. From one thread. */
    void add(int row) {
        int[] now = Objects.requireNonNull(rows, "nothing can be added to all");
        int at = size;
        if (at == now.length) {
            now = Arrays.copyOf(now, (int) Math.min(Integer.MAX_VALUE - 8L, at * 2L));
        }
        now[at] = row;
        rows = now;
        size = at + 1;
    }

    public int size() {
        return rows == null ? all.rows() : size;
    }

    /** The row at a place, from 0. */
    public int row(int place) {
        return rows == null ? place : rows[place];
    }

    public boolean isAll() {
        return rows == null;
    }

    /** The place of a row, or of the first one behind it. */
    public int placeOf(int row) {
        if (rows == null) {
            return Math.min(row, all.rows());
        }
        int at = Arrays.binarySearch(rows, 0, size, row);
        return at < 0 ? -at - 1 : at;
    }

    public boolean contains(int row) {
        int at = placeOf(row);
        return at < size() && row(at) == row;
    }

    /** Whether the query that made it was cancelled, so that rows are missing. */
    public boolean isPartial() {
        return partial;
    }

    void markPartial() {
        partial = true;
    }
}
