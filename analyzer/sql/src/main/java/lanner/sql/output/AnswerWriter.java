package lanner.sql.output;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lanner.cli.sql.SqlFormat;
import lanner.engine.json.JsonText;
import lanner.sql.database.Answer;
import lanner.sql.database.SqlFailure;
import org.jspecify.annotations.Nullable;

/** Writes the rows of answers, each as it comes. */
public interface AnswerWriter {
    /**
     * Writes a whole answer.
     *
     * @return how many rows it had
     */
    long write(Answer answer) throws SqlFailure, IOException;

    /**
     * One of a format.
     *
     * @param width of the terminal that shows it; 0 for none
     */
    static AnswerWriter of(SqlFormat format, PrintWriter out, int width) {
        return switch (format) {
            case TABLE -> new TableWriter(out, width);
            case CSV -> new CsvWriter(out);
            case JSON -> new JsonLinesWriter(out);
            case PARQUET -> throw new IllegalArgumentException("the database itself writes Parquet");
        };
    }

    /** The names of the columns; of two that are alike the second gets a number. */
    static List<String> names(Answer answer) {
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Answer.Column column : answer.columns()) {
            String name = column.name();
            for (int i = 1; !taken.add(name); i++) {
                name = column.name() + "_" + i;
            }
            names.add(name);
        }
        return names;
    }

    /** A value as text; lists and maps as JSON. */
    static String text(Object value) {
        return value instanceof List || value instanceof Map ? json(value) : value.toString();
    }

    /** A value as JSON. */
    static String json(@Nullable Object value) {
        Object latin = latin(value);
        return latin == null ? "null" : JsonText.write(latin);
    }

    private static @Nullable Object latin(@Nullable Object value) {
        if (value instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>();
            list.forEach(item -> items.add(latin(item)));
            return items;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> named = new java.util.LinkedHashMap<>();
            map.forEach((name, each) -> named.put(JsonText.latin(String.valueOf(name)), latin(each)));
            return named;
        }
        return value instanceof String text ? JsonText.latin(text) : value;
    }
}
