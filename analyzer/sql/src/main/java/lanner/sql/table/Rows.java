package lanner.sql.table;

import java.io.Closeable;
import java.io.IOException;

/** The rows of a table, one after the other, for one query. Used by one thread at a time. */
public interface Rows extends Closeable {
    /** Moves to the next row; false behind the last. */
    boolean next() throws IOException;

    /**
     * Writes a value of the row at hand.
     *
     * @param column the place of the column among those that the rows were opened for
     */
    void write(int column, Cell to) throws IOException;
}
