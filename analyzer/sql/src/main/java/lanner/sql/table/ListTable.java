package lanner.sql.table;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import lanner.cli.sql.SqlCaptures;
import org.jspecify.annotations.Nullable;

/** A table whose rows are made of things of one kind. */
final class ListTable<R> implements Table {
    private final String name;
    private final String documentation;
    private final List<Of<R>> columns;
    private final Source<R> source;

    /** A column, and how its value is read. */
    record Of<R>(Column column, Value<R> value) {}

    /** Writes a value of a row. */
    @FunctionalInterface
    interface Value<R> {
        void write(R row, Cell to) throws IOException;
    }

    /** Where the rows come from. */
    @FunctionalInterface
    interface Source<R> {
        /** @param chosen the names of the columns that are needed */
        Iterator<R> rows(SqlCaptures captures, List<String> chosen) throws IOException;
    }

    ListTable(String name, String documentation, List<Of<R>> columns, Source<R> source) {
        this.name = name;
        this.documentation = documentation;
        this.columns = List.copyOf(columns);
        this.source = source;
    }

    static <R> Of<R> column(String name, ColumnType type, String documentation, Value<R> value) {
        return new Of<>(new Column(name, type, documentation), value);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String documentation() {
        return documentation;
    }

    @Override
    public List<Column> columns() {
        return columns.stream().map(Of::column).toList();
    }

    @Override
    public Rows open(SqlCaptures captures, List<Integer> chosen) throws IOException {
        List<Of<R>> wanted = chosen.stream().map(columns::get).toList();
        Iterator<R> rows = source.rows(
                captures, wanted.stream().map(each -> each.column().name()).toList());
        return new Rows() {
            private @Nullable R row;

            @Override
            public boolean next() {
                boolean more = rows.hasNext();
                if (more) {
                    row = rows.next();
                }
                return more;
            }

            @Override
            public void write(int column, Cell to) throws IOException {
                wanted.get(column).value().write(Objects.requireNonNull(row), to);
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }
}
