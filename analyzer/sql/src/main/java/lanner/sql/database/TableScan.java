package lanner.sql.database;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import lanner.cli.sql.SqlCaptures;
import lanner.sql.table.Column;
import lanner.sql.table.ColumnType;
import lanner.sql.table.Rows;
import lanner.sql.table.Table;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.duckdb.DuckDBTableFunctionState;

/**
 * A table as a function of the database, which calls it from threads of its own, one at a time for each scan. It tells which
 * columns a statement needs.
 */
final class TableScan implements DuckDBTableFunction<String, TableScan.Scan, String> {
    /** More bytes of texts are not held at once. */
    private static final long MOST_BYTES = 16L << 20;

    private final Table table;
    private final SqlCaptures captures;
    private final Consumer<Exception> failed;
    private final Consumer<Closeable> opened;

    /**
     * @param failed told why a scan cannot go on: the database passes on words alone
     * @param opened told of each scan, to close it where the database has not
     */
    TableScan(Table table, SqlCaptures captures, Consumer<Exception> failed, Consumer<Closeable> opened) {
        this.table = table;
        this.captures = captures;
        this.failed = failed;
        this.opened = opened;
    }

    String function() {
        return "lanner_" + table.name();
    }

    /** The statement that makes the table, with the types that functions cannot have. */
    String view() {
        String columns = table.columns().stream().map(TableScan::selected).collect(Collectors.joining(", "));
        return String.format(Locale.ROOT, "CREATE VIEW %s AS SELECT %s FROM %s()", table.name(), columns, function());
    }

    private static String selected(Column column) {
        String name = '"' + column.name() + '"';
        return switch (column.type()) {
            case NUMBER, FLAG, TEXT -> name;
            case TIME -> "make_timestamp_ns(" + name + ") AS " + name;
            case TEXTS -> "from_json(" + name + ", '[\"VARCHAR\"]') AS " + name;
            case MAP -> "from_json(" + name + ", '\"MAP(VARCHAR, VARCHAR)\"') AS " + name;
        };
    }

    @Override
    public String bind(DuckDBTableFunctionBindInfo info) {
        for (Column column : table.columns()) {
            info.addResultColumn(column.name(), stored(column.type()));
        }
        return "";
    }

    private static DuckDBColumnType stored(ColumnType type) {
        return switch (type) {
            case NUMBER, TIME -> DuckDBColumnType.BIGINT;
            case FLAG -> DuckDBColumnType.BOOLEAN;
            case TEXT, TEXTS, MAP -> DuckDBColumnType.VARCHAR;
        };
    }

    /** Rows that are being read for one statement. */
    static final class Scan implements DuckDBTableFunctionState, Closeable {
        private final Rows rows;
        private final List<ColumnBuffer> buffers = new ArrayList<>();
        private boolean closed;

        Scan(Rows rows, int columns) {
            this.rows = rows;
            for (int i = 0; i < columns; i++) {
                buffers.add(new ColumnBuffer());
            }
        }

        private synchronized long fill(DuckDBDataChunkWriter chunk) throws IOException {
            if (closed) {
                return 0;
            }
            int capacity = (int) chunk.capacity();
            for (int i = 0; i < buffers.size(); i++) {
                buffers.get(i).begin(chunk.vector(i), capacity);
            }
            int row = 0;
            long held = 0;
            while (row < capacity && held < MOST_BYTES && rows.next()) {
                held = 0;
                for (int i = 0; i < buffers.size(); i++) {
                    ColumnBuffer buffer = buffers.get(i);
                    buffer.at(row);
                    rows.write(i, buffer);
                    held += buffer.size();
                }
                row++;
            }
            for (ColumnBuffer buffer : buffers) {
                buffer.end(row);
            }
            return row;
        }

        @Override
        public synchronized void close() throws IOException {
            if (!closed) {
                closed = true;
                rows.close();
            }
        }
    }

    @Override
    public Scan init(DuckDBTableFunctionInitInfo info) throws IOException {
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < info.getColumnCount(); i++) {
            chosen.add((int) info.getColumnIndex(i));
        }
        try {
            Scan scan = new Scan(table.open(captures, chosen), chosen.size());
            opened.accept(scan);
            return scan;
        } catch (IOException | RuntimeException e) {
            failed.accept(e);
            throw e;
        }
    }

    @Override
    public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter chunk) throws IOException {
        Scan scan = info.getInitData();
        try {
            return scan.fill(chunk);
        } catch (IOException | RuntimeException e) {
            failed.accept(e);
            throw e;
        }
    }
}
