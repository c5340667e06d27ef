package lanner.exchange.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lanner.engine.json.JsonText;

/** How a row is written. Texts are bytes, one character each; what is written is UTF-8. */
public enum RowFormat {
    /** A flat object a line. Numbers and truth values are such; a value that is missing is null. */
    JSONL {
        @Override
        String line(Row row) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put(TIME, row.isoTime());
            object.putAll(JsonText.latinNames(row.values()));
            return JsonText.write(object);
        }
    },
    /** RFC 4180 with a header. A value that is missing is empty; control characters are escaped. */
    CSV {
        @Override
        String header(List<String> columns) {
            List<String> all = new ArrayList<>(List.of(TIME));
            all.addAll(columns);
            return String.join(
                    ",", all.stream().map(JsonText::latin).map(CsvText::cell).toList());
        }

        @Override
        String line(Row row) {
            StringBuilder line = new StringBuilder(row.isoTime());
            row.values().values().forEach(value -> line.append(',').append(CsvText.cell(value)));
            return line.toString();
        }
    },
    /** JSON lines with the three keys that Timesketch demands: message, datetime, timestamp_desc. */
    TIMESKETCH {
        @Override
        String line(Row row) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("message", row.message());
            object.put("datetime", row.isoTime());
            object.put("timestamp_desc", row.isAlert() ? "Alert raised" : "System call ended");
            object.put("data_type", row.isAlert() ? "lanner:alert" : "lanner:event");
            object.putAll(JsonText.latinNames(row.values()));
            return JsonText.write(object);
        }
    };

    static final String TIME = "time";

    /** What comes before the rows; empty for nothing. */
    String header(List<String> columns) {
        return "";
    }

    abstract String line(Row row);
}
