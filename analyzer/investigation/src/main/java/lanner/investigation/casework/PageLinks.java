package lanner.investigation.casework;

import java.util.BitSet;
import lanner.investigation.index.Events;

/** Fragments of a page: {@code #event-1-833} is event 833 of the first capture, {@code #process-7} the process of id 7. */
final class PageLinks implements HtmlFormat.Links {
    private final Events events;
    private final Excerpt excerpt;
    private final BitSet processes;

    /** @param processes whose events are in the page */
    PageLinks(Events events, Excerpt excerpt, BitSet processes) {
        this.events = events;
        this.excerpt = excerpt;
        this.processes = processes;
    }

    @Override
    public String toEvent(int row) {
        return excerpt.holds(row) ? "#event-" + (events.capture(row) + 1) + "-" + events.number(row) : "";
    }

    @Override
    public String toProcess(int process) {
        return process >= 0 && processes.get(process) ? "#process-" + process : "";
    }
}
