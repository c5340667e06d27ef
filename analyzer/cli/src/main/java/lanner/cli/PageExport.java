package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import lanner.engine.alert.AlertText;
import lanner.engine.field.EventTime;
import lanner.engine.json.JsonText;
import lanner.investigation.casework.CapturePage;
import lanner.investigation.casework.Excerpt;
import lanner.investigation.index.Events;
import lanner.investigation.rows.RowFilter;
import lanner.investigation.rows.RowQuery;
import lanner.investigation.rows.RowSet;
import lanner.investigation.workspace.Integrity;
import lanner.investigation.workspace.Workspace;
import lanner.product.Counted;
import lanner.product.ExitCode;
import lanner.product.Version;
import org.jspecify.annotations.Nullable;

/** {@code export --to html}: events of a capture as a page. */
final class PageExport {
    private final String filter;
    private final long from;
    private final long until;

    /**
     * @param filter a condition that was compiled; null for none
     * @param from the first moment, nanoseconds since 1970
     * @param until the first moment that is no longer wanted
     */
    PageExport(@Nullable String filter, long from, long until) {
        this.filter = filter == null ? "" : filter.strip();
        this.from = from;
        this.until = until;
    }

    /**
     * Writes it.
     *
     * @param output the file; null for standard output
     * @return as {@code verify} has it for a damaged capture, of which the page is written all the same
     */
    ExitCode run(Inquiry inquiry, @Nullable Path output, PrintWriter out, PrintWriter err) throws IOException {
        Workspace workspace = inquiry.workspace();
        if (output != null) {
            workspace.refuse(output);
        }
        Clock clock = Clock.systemUTC();
        List<Optional<Integrity>> integrity = List.of(Optional.of(
                inquiry.run(progress -> Integrity.of(workspace.captures().get(0), clock, progress))));
        inquiry.index();
        Excerpt excerpt = excerpt(inquiry);
        CapturePage page = new CapturePage(workspace, excerpt, integrity, Optional.empty(), Version.product(), clock);
        if (output == null) {
            out.print(inquiry.run(page::html));
            out.flush();
        } else {
            inquiry.run(progress -> page.save(output, progress) ? Optional.of(true) : Optional.empty());
            err.println("lanner: "
                    + Counted.of(Math.min(Excerpt.MOST, excerpt.rows().size()), "event") + " written to "
                    + AlertText.visibleCharacters(output.toString()));
        }
        if (excerpt.rows().size() > Excerpt.MOST) {
            err.println("lanner: a page holds the first " + Counted.of(Excerpt.MOST, "event") + " of "
                    + Counted.of(excerpt.rows().size(), "chosen one") + ": a filter chooses others");
        }
        err.flush();
        return ReportCommand.status(integrity);
    }

    private Excerpt excerpt(Inquiry inquiry) throws IOException {
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
