package lanner.viewer.explore;

import java.util.List;
import lanner.investigation.rows.RowExport;
import lanner.investigation.rows.TimeFormat;
import lanner.viewer.list.TextClipboard;
import lanner.viewer.model.Investigation;

/** Puts the rows that are chosen on the clipboard, at most a hundred thousand. */
final class RowCopy {
    private static final int MOST = 100_000;

    private final Investigation investigation;
    private final RowPlaces places;
    private final RowSelection selection;
    private final EventColumns columns;

    RowCopy(Investigation investigation, RowPlaces places, RowSelection selection, EventColumns columns) {
        this.investigation = investigation;
        this.places = places;
        this.selection = selection;
        this.columns = columns;
    }

    /** The rows themselves, once they are read. */
    void rows(RowExport.Form form) {
        int[] rows = selection.rows(places, MOST);
        if (rows.length == 0) {
            return;
        }
        List<RowExport.Column> copied = columns.shown().stream()
                .map(column -> new RowExport.Column(column.id, column.name))
                .toList();
        TimeFormat time = investigation.settings().time().get();
        long origin = places.events().axis(0);
        RowExport export = new RowExport(investigation.workspace(), copied, nanos -> time.moment(nanos, origin));
        investigation
                .jobs()
                .start(
                        "copy",
                        progress -> export.write(rows, form, progress),
                        text -> text.ifPresent(TextClipboard::put));
    }

    /** The condition that finds them. */
    void filter() {
        RowExport.filter(places.events(), selection.rows(places, MOST))
                .ifPresentOrElse(
                        TextClipboard::put,
                        () -> investigation.refuse("The rows that are chosen lie too far apart for a readable filter:"
                                + " choose fewer, or rows beside each other."));
    }
}
