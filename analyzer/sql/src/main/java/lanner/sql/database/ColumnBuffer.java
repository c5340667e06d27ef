package lanner.sql.database;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import lanner.engine.json.JsonText;
import lanner.sql.table.Cell;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;

/** The values of one column for some rows, on their way into the database. Lists and maps go as JSON. */
final class ColumnBuffer implements Cell {
    private static final int KNOWN = 1 << 12;
    /** Longer texts seldom come twice. */
    private static final int LONGEST_KNOWN = 1 << 12;

    private final String[] knownTexts = new String[KNOWN];
    private final byte[][] knownBytes = new byte[KNOWN][];
    private byte[][] texts = new byte[0][];
    private @Nullable DuckDBWritableVector vector;
    private int row;
    private boolean isText;
    private long size;

    /** Begins with the first of some rows. */
    void begin(DuckDBWritableVector to, int capacity) {
        vector = to;
        size = 0;
        isText = false;
        if (texts.length < capacity) {
            texts = new byte[capacity][];
        }
    }

    void at(int newRow) {
        row = newRow;
    }

    /** Bytes of texts that are held. */
    long size() {
        return size;
    }

    /** Hands over what is held. */
    void end(int rows) {
        if (isText && rows > 0) {
            to().setStringUtf8Batch(0, rows == texts.length ? texts : Arrays.copyOf(texts, rows));
        }
        Arrays.fill(texts, null);
        vector = null;
    }

    private DuckDBWritableVector to() {
        if (vector == null) {
            throw new IllegalStateException("no rows were begun");
        }
        return vector;
    }

    @Override
    public void none() {
        to().setNull(row);
    }

    @Override
    public void number(long value) {
        to().setLong(row, value);
    }

    @Override
    public void flag(boolean value) {
        to().setBoolean(row, value);
    }

    @Override
    public void text(@Nullable String bytes) {
        isText = true;
        texts[row] = bytes == null ? null : utf8(bytes);
    }

    @Override
    public void texts(Collection<String> bytes) {
        json(bytes);
    }

    @Override
    public void map(Map<String, String> bytes) {
        json(bytes);
    }

    private void json(Object value) {
        isText = true;
        byte[] json = JsonText.write(value).getBytes(StandardCharsets.UTF_8);
        size += json.length;
        texts[row] = json;
    }

    private byte[] utf8(String bytes) {
        int place = bytes.hashCode() & KNOWN - 1;
        if (bytes.equals(knownTexts[place])) {
            return knownBytes[place];
        }
        byte[] utf8 = JsonText.characters(bytes).getBytes(StandardCharsets.UTF_8);
        size += utf8.length;
        if (utf8.length < LONGEST_KNOWN) {
            knownTexts[place] = bytes;
            knownBytes[place] = utf8;
        }
        return utf8;
    }
}
