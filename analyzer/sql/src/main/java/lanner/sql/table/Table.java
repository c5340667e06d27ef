package lanner.sql.table;

import java.io.IOException;
import java.util.List;
import lanner.cli.sql.SqlCaptures;

/** A table of captures: the same for all, whose rows are those of some. */
public interface Table {
    String name();

    /** A sentence that says what a row is. */
    String documentation();

    List<Column> columns();

    /**
     * Begins to read, for one query.
     *
     * @param chosen the columns that are needed, by their places in {@link #columns}; each costs its share
     */
    Rows open(SqlCaptures captures, List<Integer> chosen) throws IOException;
}
