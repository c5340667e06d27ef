package lanner.cli.sql;

import java.io.IOException;
import java.util.Optional;
import java.util.ServiceLoader;
import lanner.product.ExitCode;
import lanner.product.InputException;

/** Answers SQL about captures. It brings a database of its own, so it is installed apart from the rest. */
public interface SqlEngine {
    /** What to do where there is none. */
    String NOT_INSTALLED =
            "SQL and Parquet need a part that is not installed: unpack lanner-VERSION-sql.tar.gz over this installation";

    /** The one on the class path. */
    static Optional<SqlEngine> installed() {
        return ServiceLoader.load(SqlEngine.class).findFirst();
    }

    /** The tables and their columns, as text for people. */
    String schema();

    /**
     * Runs statements.
     *
     * @return how it ended; what was wrong with a statement is said already
     */
    ExitCode run(SqlJob job, SqlCaptures captures) throws IOException, InputException;

    /** Writes what a query answers as a Parquet file, which is replaced. */
    ExitCode parquet(SqlJob job, SqlCaptures captures) throws IOException, InputException;
}
