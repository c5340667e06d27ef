package lanner.exchange.table;

import java.util.Collection;
import lanner.engine.alert.AlertText;

/** A value as a cell of CSV (RFC 4180). CSV is written only, and this is all there is to writing it. */
public final class CsvText {
    private CsvText() {}

    /**
     * The cell of a value: empty for null, several separated by semicolons, control characters escaped, so that a cell
     * has no line break.
     *
     * @param value whose text is bytes, one character each
     */
    public static String cell(Object value) {
        if (value == null) {
            return "";
        }
        String text = value instanceof Collection<?> items
                ? String.join(";", items.stream().map(String::valueOf).toList())
                : value.toString();
        String visible = AlertText.visible(text);
        boolean plain = visible.indexOf(',') < 0 && visible.indexOf('"') < 0 && visible.equals(visible.strip());
        return plain ? visible : '"' + visible.replace("\"", "\"\"") + '"';
    }
}
