package lanner.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import lanner.engine.alert.AlertText;
import lanner.engine.field.EventTime;
import lanner.engine.json.JsonText;
import lanner.investigation.casework.Excerpt;
import lanner.investigation.index.Events;
import lanner.investigation.rows.RowFilter;
import lanner.investigation.rows.RowQuery;
import lanner.investigation.rows.RowSet;
import lanner.investigation.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/** Which events of an indexed capture are exported: a condition, and a stretch of time. */
final class ExcerptArgument {
    private final String filter;
    private final long from;
    private final long until;

    /**
     * @param filter a condition that was compiled; null for none
     * @param from the first moment, nanoseconds since 1970
     * @param until the first moment that is no longer wanted
     */
    ExcerptArgument(@Nullable String filter, long from, long until) {
        this.filter = filter == null ? "" : filter.strip();
        this.from = from;
        this.until = until;
    }

    /** The events, and in words what chose them. */
    Excerpt of(Inquiry inquiry) throws IOException {
        Workspace workspace = inquiry.workspace();
        List<String> choice = new ArrayList<>();
        if (!filter.isEmpty()) {
            choice.add(AlertText.visible(JsonText.latin(filter)));
        }
        if (from != Long.MIN_VALUE) {
            choice.add("from " + EventTime.instant(from));
        }
        if (until != Long.MAX_VALUE) {
            choice.add("until " + EventTime.instant(until));
        }
        RowQuery query = new RowQuery(filter, between(workspace.events()));
        RowSet rows = query.rowSet(workspace.events());
        inquiry.run(progress -> query.run(workspace, rows, progress) ? Optional.of(true) : Optional.empty());
        return new Excerpt(rows, choice);
    }

    /** By the clock of the recorded machine, as the other formats have it; it may have been set meanwhile. */
    private RowFilter between(Events events) {
        if (from == Long.MIN_VALUE && until == Long.MAX_VALUE) {
            return RowFilter.NONE;
        }
        BitSet rows = new BitSet();
        for (int row = 0; row < events.rows(); row++) {
            if (events.time(row) >= from && events.time(row) < until) {
                rows.set(row);
            }
        }
        return RowFilter.NONE.ofRows(new RowFilter.Some(rows, "between two times"));
    }
}
