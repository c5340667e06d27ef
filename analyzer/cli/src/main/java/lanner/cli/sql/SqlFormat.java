package lanner.cli.sql;

import java.util.Locale;

/** How the rows of an answer are written. */
public enum SqlFormat {
    /** Columns under their names, for people. */
    TABLE,
    /** RFC 4180, with a header. */
    CSV,
    /** A JSON object a line. */
    JSON,
    PARQUET;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
