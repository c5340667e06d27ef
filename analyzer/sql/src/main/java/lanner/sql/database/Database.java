package lanner.sql.database;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import lanner.cli.sql.SqlCaptures;
import lanner.cli.sql.SqlJob;
import lanner.product.ExitCode;
import lanner.sql.table.CaptureTables;
import lanner.sql.table.Table;
import org.duckdb.DuckDBDriver;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunctionBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A database in memory whose tables are those of the captures. One statement runs at a time; {@link #cancel} is safe from any
 * thread.
 */
public final class Database implements Closeable {
    /** What the driver says when an error came while rows were read, instead of the error. */
    private static final String ERROR_LOST = "Invalid result set";

    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Connection connection;
    private final SqlCaptures captures;
    private final Queue<Closeable> scans = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Exception scanFailure;
    private volatile @Nullable Statement running;
    private volatile boolean cancelled;

    private Database(Connection connection, SqlCaptures captures) {
        this.connection = connection;
        this.captures = captures;
    }

    /**
     * Opens one.
     *
     * @param scratch a directory for what does not fit into memory
     * @param written a file below it that statements may write all the same
     * @throws IOException when the library of this machine cannot be loaded
     */
    public static Database open(SqlCaptures captures, SqlJob.Limits limits, Path scratch, Optional<Path> written)
            throws IOException {
        Properties properties = new Properties();
        // Answers may be larger than the memory.
        properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        try {
            Database database = new Database(DriverManager.getConnection("jdbc:duckdb:", properties), captures);
            try {
                for (Table table : CaptureTables.ALL) {
                    database.add(table);
                }
                database.limit(limits, scratch, written);
            } catch (SQLException e) {
                database.close();
                throw e;
            }
            return database;
        } catch (SQLException e) {
            throw new IOException("the database cannot be opened: " + e.getMessage(), e);
        } catch (ExceptionInInitializerError | UnsatisfiedLinkError | NoClassDefFoundError e) {
            throw new IOException(
                    "the database's library for this machine cannot be loaded: " + System.getProperty("os.arch"), e);
        }
    }

    private void add(Table table) throws SQLException {
        TableScan scan = new TableScan(table, captures, this::failed, scans::add);
        try (DuckDBTableFunctionBuilder builder = DuckDBFunctions.tableFunction()) {
            builder.withName(scan.function())
                    .withProjectionPushdown()
                    .withFunction(scan)
                    .register(connection);
        }
        set(scan.view());
    }

    /** Why the first of the statement's scans failed; what follows it is its consequence. */
    private synchronized void failed(Exception failure) {
        if (scanFailure == null) {
            scanFailure = failure;
        }
    }

    /** A query is often copied from elsewhere: it sees the captures, and nothing else of the machine or the network. */
    private void limit(SqlJob.Limits limits, Path scratch, Optional<Path> written) throws SQLException {
        long bytes = limits.memoryBytes() > 0 ? limits.memoryBytes() : memory() / 2;
        set("SET memory_limit = '" + bytes + "B'");
        set("SET temp_directory = " + quoted(scratch.resolve("spill").toString()));
        set("SET TimeZone = 'UTC'");
        set("SET autoinstall_known_extensions = false");
        set("SET autoload_known_extensions = false");
        set("SET allow_community_extensions = false");
        if (limits.files()) {
            // All directories, but no network and no extensions.
            set("SET allowed_directories = ['/']");
            set("SET custom_extension_repository = "
                    + quoted(scratch.resolve("none").toString()));
        } else if (written.isPresent()) {
            set("SET allowed_paths = [" + quoted(written.get().toString()) + "]");
        }
        set("SET enable_external_access = false");
        set("SET lock_configuration = true");
    }

    private static long memory() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getTotalMemorySize();
    }

    /** A text in SQL. */
    public static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private void set(String statement) throws SQLException {
        try (Statement one = connection.createStatement()) {
            one.execute(statement);
        }
    }

    /**
     * Runs a statement up to its first rows.
     *
     * @return to be closed before the next statement runs
     * @throws SqlFailure when the statement is wrong, or was cancelled
     * @throws IOException when a capture cannot be read
     */
    public Answer execute(String statement) throws SqlFailure, IOException {
        cancelled = false;
        scanFailure = null;
        try {
            Statement one = connection.createStatement();
            running = one;
            try {
                // Between two statements there was nothing to cancel.
                if (captures.isCancelled()) {
                    throw SqlFailure.interrupted();
                }
                boolean rows = one.execute(statement);
                return rows
                        ? new AnsweredRows(one, Objects.requireNonNull(one.getResultSet()), statement)
                        : new AnsweredRows(one, null, statement);
            } catch (SQLException | SqlFailure | RuntimeException e) {
                end(one);
                throw e;
            }
        } catch (SQLException e) {
            throw failure(e, statement);
        }
    }

    /** The first column of a query's answer. */
    public List<String> list(String query) throws SqlFailure, IOException {
        List<String> found = new ArrayList<>();
        try (Answer answer = execute(query)) {
            while (answer.next()) {
                found.add(String.valueOf(answer.value(0)));
            }
        }
        return found;
    }

    /** Ends the statement that runs, if there is one: it fails as interrupted. Not for the thread that runs it. */
    public void cancel() {
        cancelled = true;
        Statement now = running;
        // The driver forgets a cancellation that comes just before the statement begins.
        while (now != null && running == now) {
            try {
                now.cancel();
            } catch (SQLException e) {
                // It has just ended by itself.
                return;
            }
            LockSupport.parkNanos(AGAIN_NANOS);
        }
    }

    private void end(Statement one) throws SQLException, IOException {
        running = null;
        one.close();
        for (Closeable scan = scans.poll(); scan != null; scan = scans.poll()) {
            scan.close();
        }
    }

    /** What an error of the driver means; what a scan met is thrown as it was. */
    private SqlFailure failure(SQLException error, String statement) throws IOException {
        Exception cause = scanFailure;
        if (cancelled) {
            return SqlFailure.interrupted();
        }
        if (cause instanceof IOException e) {
            throw e;
        }
        if (cause instanceof UncheckedIOException e) {
            throw Objects.requireNonNull(e.getCause());
        }
        if (cause instanceof RuntimeException e) {
            throw e;
        }
        String message = String.valueOf(error.getMessage());
        return message.contains(ERROR_LOST) ? lost(statement) : SqlFailure.of(message);
    }

    /** Runs a query again, into a table, to learn its error: the driver loses one that comes behind the first rows. */
    private SqlFailure lost(String statement) throws IOException {
        try {
            set("CREATE OR REPLACE TEMP TABLE lanner_answer AS " + statement);
            set("DROP TABLE lanner_answer");
        } catch (SQLException e) {
            String message = String.valueOf(e.getMessage());
            if (!message.startsWith("Parser Error")) {
                // A place would be one in the other statement.
                int place = message.indexOf("\n\nLINE ");
                return cancelled
                        ? SqlFailure.interrupted()
                        : SqlFailure.of(place < 0 ? message : message.substring(0, place));
            }
        }
        return new SqlFailure(ExitCode.USAGE, "the statement failed while its rows were read");
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IOException("the database cannot be closed: " + e.getMessage(), e);
        }
    }

    /** Rows as the driver has them, or none. */
    private final class AnsweredRows implements Answer {
        private final Statement one;
        private final @Nullable ResultSet rows;
        private final String statement;
        private final List<Column> columns;
        private final long changed;

        AnsweredRows(Statement one, @Nullable ResultSet rows, String statement) throws SQLException {
            this.one = one;
            this.rows = rows;
            this.statement = statement;
            columns = rows == null ? List.of() : AnswerValues.columns(rows.getMetaData());
            changed = rows == null ? one.getUpdateCount() : -1;
        }

        @Override
        public List<Column> columns() {
            return columns;
        }

        @Override
        public long changed() {
            return changed;
        }

        @Override
        public boolean next() throws SqlFailure, IOException {
            try {
                if (cancelled) {
                    throw SqlFailure.interrupted();
                }
                return rows != null && rows.next();
            } catch (SQLException e) {
                throw failure(e, statement);
            }
        }

        @Override
        public @Nullable Object value(int column) throws SqlFailure {
            try {
                return AnswerValues.of(Objects.requireNonNull(rows), column + 1);
            } catch (SQLException e) {
                throw SqlFailure.of(String.valueOf(e.getMessage()));
            }
        }

        @Override
        public void close() throws IOException {
            try {
                if (rows != null) {
                    rows.close();
                }
                end(one);
            } catch (SQLException e) {
                throw new IOException("a statement cannot be ended: " + e.getMessage(), e);
            }
        }
    }
}
