package lanner.sql.database;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBArray;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/** Values of the driver as plain ones: numbers, truth values, texts, lists, maps. */
final class AnswerValues {
    private AnswerValues() {}

    static List<Answer.Column> columns(ResultSetMetaData meta) throws SQLException {
        List<Answer.Column> columns = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.add(new Answer.Column(meta.getColumnLabel(i), isNumber(meta.getColumnTypeName(i))));
        }
        return columns;
    }

    private static boolean isNumber(String type) {
        return type.endsWith("INT")
                || type.equals("INTEGER")
                || type.equals("UINTEGER")
                || type.equals("DOUBLE")
                || type.equals("FLOAT")
                || type.startsWith("DECIMAL");
    }

    /** @param column from 1 */
    static @Nullable Object of(ResultSet rows, int column) throws SQLException {
        Object value = rows.getObject(column);
        if (value == null || value instanceof Boolean || value instanceof Number || value instanceof String) {
            return value;
        }
        boolean nested = value instanceof DuckDBArray || value instanceof DuckDBStruct || value instanceof Map;
        return nested ? plain(value) : rows.getString(column);
    }

    private static @Nullable Object plain(@Nullable Object value) throws SQLException {
        if (value instanceof DuckDBArray array) {
            List<@Nullable Object> items = new ArrayList<>();
            for (Object item : (Object[]) array.getArray()) {
                items.add(plain(item));
            }
            return items;
        }
        if (value instanceof DuckDBStruct struct) {
            return named(struct.getMap());
        }
        if (value instanceof Map<?, ?> map) {
            return named(map);
        }
        return value == null || value instanceof Boolean || value instanceof Number ? value : value.toString();
    }

    private static Map<String, @Nullable Object> named(Map<?, ?> map) throws SQLException {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            named.put(String.valueOf(plain(entry.getKey())), plain(entry.getValue()));
        }
        return named;
    }
}
