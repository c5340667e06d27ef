package lanner.sql.table;

import static lanner.sql.table.ColumnType.NUMBER;
import static lanner.sql.table.ColumnType.TEXT;
import static lanner.sql.table.ColumnType.TEXTS;
import static lanner.sql.table.ColumnType.TIME;
import static lanner.sql.table.ListTable.column;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import lanner.cli.sql.SqlCaptures;
import lanner.engine.json.JsonText;
import lanner.investigation.casework.Activity;
import lanner.investigation.casework.Activity.Change;
import lanner.investigation.casework.Activity.FileChange;
import lanner.investigation.casework.CaseSummary;
import lanner.investigation.entities.Entities;
import lanner.investigation.entities.Entities.Entity;
import lanner.investigation.entities.Entities.Kind;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.workspace.CaptureSession;
import lanner.investigation.workspace.Workspace;
import lanner.product.Counted;

/** What the tables of files and of connections share: things with names that events are about, one capture after the other. */
final class Things {
    /**
     * A file or a connection of a capture.
     *
     * @param changes what was done to it in words, where that was asked for
     */
    record Thing(CaptureSession capture, Entity entity, List<String> changes) {
        Events events() {
            return capture.events();
        }
    }

    // spotless:off
    /** Columns that stand behind what the thing itself is. */
    static final List<ListTable.Of<Thing>> COUNTS = List.of(
        column("events", NUMBER, "How many events are about it.", (row, to) -> to.number(row.entity().events())),
        column("errors", NUMBER, "How many of them failed.", (row, to) -> to.number(row.entity().errors())),
        column("alerts", NUMBER, "On how many of them an alert was raised.", (row, to) -> to.number(row.entity().alerts())),
        column("bytes_written", NUMBER, "Bytes that calls wrote to it or sent, as far as they were recorded.", (row, to) -> to.number(row.entity().sent())),
        column("bytes_read", NUMBER, "Bytes that calls read from it or received, likewise.", (row, to) -> to.number(row.entity().received())),
        column("first_event", NUMBER, "The number of the first event.", (row, to) -> to.number(row.events().number(row.entity().first()))),
        column("first_time", TIME, "Its time, UTC.", (row, to) -> to.number(row.events().time(row.entity().first()))),
        column("last_event", NUMBER, "The number of the last event.", (row, to) -> to.number(row.events().number(row.entity().last()))),
        column("last_time", TIME, "Its time, UTC.", (row, to) -> to.number(row.events().time(row.entity().last()))),
        column("processes", TEXTS, "The first processes that touched it, at most eight, as `cat 4711`.", (row, to) ->
            to.texts(row.entity().who().stream().map(row.events()::processName).toList())));
    // spotless:on

    private Things() {}

    static ListTable.Of<Thing> capture() {
        return column(
                "capture",
                TEXT,
                "The capture, as it was given.",
                (row, to) -> to.text(JsonText.latin(row.capture().given().toString())));
    }

    /**
     * All of a kind, of all captures; it is said where an index lacks some.
     *
     * @param changed whether it is asked what was done to them, which takes another pass
     */
    static Iterator<Thing> of(Kind kind, SqlCaptures captures, boolean changed) throws IOException {
        captures.index();
        List<Thing> all = new ArrayList<>();
        for (CaptureSession capture : captures.workspace().captures()) {
            if (capture.index().namesLeftOut() > 0) {
                captures.say(capture.given() + ": the tables files and connections lack what "
                        + Counted.of(capture.index().namesLeftOut(), "event is", "events are")
                        + " about: an index keeps the first million names");
            }
            // One capture alone: the same name in another is another thing here.
            Workspace alone = new Workspace(List.of(capture));
            Entities entities = Entities.of(alone, untilInterrupted(captures)).orElseThrow(Things::interrupted);
            Map<String, List<String>> changes = changed ? changes(alone, captures) : Map.of();
            entities.of(kind)
                    .forEach(each -> all.add(new Thing(capture, each, changes.getOrDefault(each.name(), List.of()))));
        }
        return all.iterator();
    }

    private static Map<String, List<String>> changes(Workspace alone, SqlCaptures captures) throws IOException {
        Activity activity = CaseSummary.of(alone, untilInterrupted(captures))
                .orElseThrow(Things::interrupted)
                .activity();
        if (activity.moreNames() > 0) {
            captures.say(alone.captures().get(0).given() + ": changes of more than the first "
                    + activity.files().size() + " files are not in the table");
        }
        Map<String, List<String>> changes = new HashMap<>();
        for (FileChange change : activity.files()) {
            changes.put(
                    change.path(),
                    change.changes().stream().sorted().map(Change::words).toList());
        }
        return changes;
    }

    private static InterruptedIOException interrupted() {
        return new InterruptedIOException("interrupted");
    }

    private static JobProgress untilInterrupted(SqlCaptures captures) {
        return new JobProgress() {
            @Override
            public void at(double part) {
                // It takes a moment.
            }

            @Override
            public boolean isCancelled() {
                return captures.isCancelled();
            }
        };
    }
}
