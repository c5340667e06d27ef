package lanner.investigation.casework;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import lanner.investigation.casework.ReportFormat.Branch;
import lanner.investigation.index.Events;
import lanner.investigation.index.ProcessEntry;
import lanner.investigation.picture.Picture;
import lanner.investigation.picture.Picture.Box;
import lanner.investigation.picture.Picture.Ink;
import lanner.investigation.picture.Picture.Line;
import lanner.investigation.picture.Picture.Mark;
import lanner.investigation.picture.Picture.Words;

/** Who started whom, a line a process, and beside it when the process lived. */
final class TreePicture {
    private static final int MOST = 250;
    private static final int WIDTH = 1200;
    private static final int MARGIN = 12;
    private static final int ROW = 18;
    private static final int STEP = 16;
    private static final int TREE = 800;
    private static final int LETTER = 7;
    private static final int HEAD = 46;
    private static final double BELOW_LETTERS = 13.5;

    private final Events events;
    private final String title;
    private final List<Branch> branches;
    private final List<Mark> marks = new ArrayList<>();

    /**
     * @param title what stands over it
     * @param shown the processes that are in it, with their ancestors
     */
    TreePicture(Events events, String title, BitSet shown) {
        this.events = events;
        this.title = title;
        branches = new ProcessTree(events, shown::get).branches();
    }

    Picture draw() {
        long from = events.rows() == 0 ? 0 : events.axis(0);
        long to = events.rows() == 0 ? 1 : Math.max(from + 1, events.axis(events.rows() - 1));
        marks.add(new Words(MARGIN, MARGIN + 10, false, true, Ink.TEXT, title));
        int right = WIDTH - MARGIN;
        if (events.rows() > 0) {
            marks.add(new Words(
                    right,
                    MARGIN + 10,
                    true,
                    false,
                    Ink.QUIET,
                    ReportText.moment(from) + " to " + ReportText.moment(to) + " UTC"));
        }
        marks.add(new Line(MARGIN, HEAD - 14.5, right, HEAD - 14.5, Ink.LINE));
        int shown = Math.min(MOST, branches.size());
        int[] lastAt = new int[64];
        for (int i = 0; i < shown; i++) {
            branch(branches.get(i), HEAD + i * ROW, from, to, lastAt);
        }
        int height = HEAD + shown * ROW;
        if (branches.isEmpty() || shown < branches.size()) {
            String more = branches.isEmpty()
                    ? "No process is known."
                    : "and " + ReportText.number(branches.size() - shown) + " more lines";
            marks.add(new Words(MARGIN, height + 12, false, false, Ink.QUIET, more));
            height += ROW;
        }
        return new Picture(WIDTH, height + MARGIN, "Process tree: " + title, marks);
    }

    /** @param lastAt by depth: the line of the last branch of that depth */
    private void branch(Branch branch, int y, long from, long to, int[] lastAt) {
        int depth = Math.min(branch.depth(), lastAt.length - 1);
        double x = MARGIN + depth * (double) STEP;
        double middle = y + ROW / 2.0 - 3.5;
        if (depth > 0) {
            double parent = x - STEP + 5;
            marks.add(new Line(parent, lastAt[depth - 1] + BELOW_LETTERS, parent, middle, Ink.LINE));
            marks.add(new Line(parent, middle, x - 2, middle, Ink.LINE));
        }
        lastAt[depth] = y;
        ProcessEntry process = events.process(branch.process());
        boolean alerted = process.alerts() > 0;
        int fits = (int) ((TREE - x) / LETTER);
        String words = (alerted ? "! " : "") + branch.text();
        String some = words.length() > fits ? words.substring(0, fits - 1) + "\u2026" : words;
        marks.add(new Words(x, y + 10, false, alerted, alerted ? Ink.ALERT : Ink.TEXT, some));
        if (branch.processes() > 1) {
            // Several lives are no one bar; the words say how many they are.
            return;
        }
        double scale = (WIDTH - MARGIN - TREE) / (double) (to - from);
        double begin = TREE + Math.max(0, Math.min(to, process.start()) - from) * scale;
        double end =
                process.end() == 0 ? WIDTH - MARGIN : TREE + Math.max(0, Math.min(to, process.end()) - from) * scale;
        marks.add(new Box(begin, y + 2, Math.max(2, end - begin), ROW - 8, alerted ? Ink.ALERT : Ink.LIFE));
    }
}
