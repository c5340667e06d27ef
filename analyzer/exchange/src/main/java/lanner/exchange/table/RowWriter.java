package lanner.exchange.table;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Writes rows, each as it comes: nothing is held. */
public final class RowWriter implements Closeable {
    private final Writer out;
    private final RowFormat format;
    private long written;

    /**
     * Begins with what the format puts first.
     *
     * @param to not closed by this writer
     * @param columns the names of the values; what a header tells
     */
    public RowWriter(Writer to, RowFormat format, List<String> columns) throws IOException {
        this.out = to;
        this.format = format;
        String header = format.header(columns);
        if (!header.isEmpty()) {
            out.append(header).append('\n');
        }
    }

    public void write(Row row) throws IOException {
        out.append(format.line(row)).append('\n');
        written++;
    }

    /** Rows so far. */
    public long written() {
        return written;
    }

    @Override
    public void close() throws IOException {
        out.flush();
    }
}
