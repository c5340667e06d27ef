package lanner.sql.database;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a statement answered: rows, one after the other, or none. */
public interface Answer extends Closeable {
    /** A column of the answer. */
    record Column(String name, boolean isNumber) {}

    /** The columns; empty for a statement that answers no rows. */
    List<Column> columns();

    /** How many rows a statement without an answer changed; negative where that says nothing. */
    long changed();

    /** Moves to the next row; false behind the last. */
    boolean next() throws SqlFailure, IOException;

    /**
     * A value of the row at hand: null, Boolean, Number, String, List, or Map with texts as keys. Texts are characters.
     *
     * @param column from 0
     */
    @Nullable
    Object value(int column) throws SqlFailure;
}
