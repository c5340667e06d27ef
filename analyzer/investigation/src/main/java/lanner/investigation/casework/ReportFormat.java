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

    /** Lines below each other, each as far to the right as it is deep. */
    void tree(List<Branch> branches);

    /**
     * A line of a tree.
     *
     * @param depth from 0
     */
    record Branch(int depth, String text) {}

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
