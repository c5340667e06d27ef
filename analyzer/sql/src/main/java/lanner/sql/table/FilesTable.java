package lanner.sql.table;

import static lanner.sql.table.ColumnType.TEXT;
import static lanner.sql.table.ColumnType.TEXTS;
import static lanner.sql.table.ListTable.column;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lanner.investigation.casework.Activity.Change;
import lanner.investigation.entities.Entities.Kind;
import lanner.sql.table.Things.Thing;

/** {@code files}: those that the index names, with what became of them. */
final class FilesTable {
    private static final String CHANGES = "changes";

    static final Table TABLE = new ListTable<>(
            "files",
            "A path that calls named, or that descriptors led to.",
            columns(),
            (captures, chosen) -> Things.of(Kind.FILES, captures, chosen.contains(CHANGES)));

    private FilesTable() {}

    private static List<ListTable.Of<Thing>> columns() {
        List<ListTable.Of<Thing>> columns = new ArrayList<>();
        columns.add(Things.capture());
        columns.add(column(
                "path",
                TEXT,
                "Its absolute path.",
                (row, to) -> to.text(row.entity().name())));
        columns.add(column(
                CHANGES,
                TEXTS,
                "What was done to it, " + changes() + "; nothing below `/dev` and `/proc`.",
                (row, to) -> to.texts(row.changes())));
        columns.addAll(Things.COUNTS);
        return columns;
    }

    private static String changes() {
        return Stream.of(Change.values())
                .map(change -> "`" + change.words() + "`")
                .collect(Collectors.joining(", "));
    }
}
