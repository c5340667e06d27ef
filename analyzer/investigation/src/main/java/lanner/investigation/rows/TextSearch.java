package lanner.investigation.rows;

import java.io.IOException;
import java.util.Optional;
import java.util.function.IntFunction;
import lanner.capture.event.Event;
import lanner.investigation.index.Calls;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.index.Request;
import lanner.investigation.workspace.RecordPass;
import lanner.investigation.workspace.Workspace;

/**
 * The rows that show a text: who did it, the call, the result by name, what it is about, or its arguments. Letter case does
 * not matter. What depends on a row's program, call or name alone is looked at once for each of these; arguments are read
 * from the records, of those rows where nothing else shows the text.
 */
public final class TextSearch {
    private static final byte UNKNOWN = 0;
    private static final byte NO = 1;
    private static final byte YES = 2;

    private final Workspace workspace;
    private final Events events;
    private final String text;
    private final byte[] names;
    private final byte[] programs;
    private final byte[] calls = new byte[1 << Short.SIZE];

    /** @param text bytes, one character each; not empty */
    public TextSearch(Workspace workspace, String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("every row shows an empty text");
        }
        this.workspace = workspace;
        this.events = workspace.events();
        this.text = folded(text);
        names = new byte[events.names()];
        programs = new byte[events.images()];
    }

    /** A set for {@link #run} to fill. */
    public static RowSet none(Events events) {
        return RowSet.empty(events);
    }

    /** Letters of ASCII as small ones: what captures hold is bytes, of no certain encoding. */
    public static String folded(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            folded.append(c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c);
        }
        return folded.toString();
    }

    /**
     * Looks through rows.
     *
     * @param rows where to look
     * @param found takes those that show the text, in ascending order, while it runs
     * @return false if it was cancelled; the set is then marked as partial
     */
    public boolean run(RowSet rows, RowSet found, JobProgress progress) throws IOException {
        boolean whole;
        try (RecordPass records = new RecordPass(workspace, events)) {
            Event event = new Event();
            RowText record = new RowText();
            whole = progress.visit(rows.size(), place -> {
                int row = rows.row(place);
                if (isOnIndex(row) || isInRecord(row, records, event, record)) {
                    found.add(row);
                }
            });
        }
        if (!whole) {
            found.markPartial();
        }
        return whole;
    }

    private boolean isInRecord(int row, RecordPass records, Event event, RowText record) throws IOException {
        records.read(row, event);
        RowText.Text said = record.of(event);
        return holds(said.arguments()) || events.failed(row) && holds(said.result());
    }

    private boolean isOnIndex(int row) {
        Optional<Request> request = events.request(row);
        if (request.isPresent()) {
            return holds(events.who(row))
                    || holds(request.get().verb())
                    || holds(request.get().object())
                    || holds(request.get().response());
        }
        return remembered(programs, events.imageId(row), id -> events.who(row))
                || remembered(calls, events.callCode(row) & 0xFFFF, Calls::name)
                || isNamed(events.pathId(row))
                || isNamed(events.targetId(row))
                || About.isExec(events, row)
                        && holds(About.of(events, row).map(About::words).orElse(""));
    }

    private boolean isNamed(int name) {
        return name != Events.NO_NAME && remembered(names, name, events::name);
    }

    private boolean remembered(byte[] verdicts, int id, IntFunction<String> words) {
        // While an index grows there are rows of names that came later.
        if (id >= verdicts.length) {
            return holds(words.apply(id));
        }
        if (verdicts[id] == UNKNOWN) {
            verdicts[id] = holds(words.apply(id)) ? YES : NO;
        }
        return verdicts[id] == YES;
    }

    private boolean holds(String words) {
        return folded(words).contains(text);
    }
}
