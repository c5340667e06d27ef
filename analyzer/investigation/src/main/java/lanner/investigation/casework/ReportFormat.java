package lanner.investigation.casework;

import java.util.List;

/** What a report is written in. All texts may be hostile: an implementation escapes them. */
public interface ReportFormat {
    void begin(String title);

    void heading(int level, String text);

    void paragraph(String text);

    void list(List<String> items);

    /** @param rows as many cells each as there are columns */
    void table(List<String> columns, List<List<String>> rows);

    /** A table whose lines are about events; a format may lead to them. */
    default void events(List<String> columns, List<EventLine> lines) {
        table(columns, lines.stream().map(EventLine::cells).toList());
    }

    /**
     * A line of a table that is about an event.
     *
     * @param row the event's
     * @param cells as many as there are columns; the first one is what leads to the event
     */
    record EventLine(int row, List<String> cells) {
        public EventLine {
            cells = List.copyOf(cells);
        }
    }

    /** Lines below each other, each as far to the right as it is deep. */
    void tree(List<Branch> branches);

    /**
     * A line of a tree.
     *
     * @param depth from 0; at most one more than that of the line above
     * @param process the process that it is about; of several the first
     * @param processes how many it is about
     */
    record Branch(int depth, String text, int process, int processes) {}

    /** The course of things around a moment. */
    void clip(Clip clip);

    String end();

    /**
     * A piece of the time line.
     *
     * @param all how many events fall into each part
     * @param own how many of them are the process's
     * @param alerts in which parts alerts were raised
     * @param moment the part that the event is in
     * @param from where it begins, for a person
     * @param to where it ends
     */
    record Clip(int[] all, int[] own, boolean[] alerts, int moment, String from, String to) {
        int most() {
            int most = 1;
            for (int each : all) {
                most = Math.max(most, each);
            }
            return most;
        }
    }
}
