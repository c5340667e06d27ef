package lanner.sql.table;

import java.util.List;
import java.util.Locale;

/** The tables of captures. */
public final class CaptureTables {
    /** Those that SQL names, in the order of the documentation. */
    public static final List<Table> ALL = List.of(
            new EventsTable(),
            ProcessesTable.TABLE,
            FilesTable.TABLE,
            ConnectionsTable.TABLE,
            AlertsTable.TABLE,
            SegmentsTable.TABLE);

    private CaptureTables() {}

    /** Tables, columns, types and what they mean, as Markdown that reads as text. */
    public static String schema() {
        StringBuilder text = new StringBuilder();
        for (Table table : ALL) {
            text.append(text.length() == 0 ? "" : "\n")
                    .append(String.format(Locale.ROOT, "### %s%n%n%s%n%n", table.name(), table.documentation()))
                    .append("| column | type | meaning |\n|---|---|---|\n");
            for (Column column : table.columns()) {
                text.append(String.format(
                        Locale.ROOT,
                        "| `%s` | %s | %s |%n",
                        column.name(),
                        column.type().sql(),
                        column.documentation()));
            }
        }
        return text.toString();
    }
}
