package lanner.viewer.explore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lanner.viewer.session.Events;
import lanner.viewer.session.ProcessEntry;

/** Processes as a tree written line by line: children behind their parent, the oldest first; what is folded is left out. */
final class ProcessOrder {
    /**
     * A line.
     *
     * @param depth how many ancestors stand above it
     * @param inner whether it has children
     */
    record Line(int process, int depth, boolean inner) {}

    private static final int DEEPEST = 200;

    private ProcessOrder() {}

    /** @param folded processes whose children are left out */
    static List<Line> of(Events events, BitSet folded) {
        Map<Integer, List<ProcessEntry>> children = new HashMap<>();
        int count = events.processes();
        for (int id = 0; id < count; id++) {
            ProcessEntry process = events.process(id);
            children.computeIfAbsent(process.parent(), key -> new ArrayList<>()).add(process);
        }
        children.values()
                .forEach(list ->
                        list.sort(Comparator.comparingLong(ProcessEntry::start).thenComparingInt(ProcessEntry::id)));
        List<Line> lines = new ArrayList<>(count);
        BitSet seen = new BitSet();
        // Depth first without recursion: a hostile tree may be deep.
        List<Line> open = new ArrayList<>();
        push(open, children.getOrDefault(-1, List.of()), 0, children);
        while (!open.isEmpty()) {
            Line line = open.remove(open.size() - 1);
            if (seen.get(line.process())) {
                continue;
            }
            seen.set(line.process());
            lines.add(line);
            if (line.inner() && !folded.get(line.process())) {
                push(open, children.get(line.process()), Math.min(DEEPEST, line.depth() + 1), children);
            }
        }
        return lines;
    }

    private static void push(
            List<Line> open, List<ProcessEntry> siblings, int depth, Map<Integer, List<ProcessEntry>> children) {
        for (int i = siblings.size() - 1; i >= 0; i--) {
            int id = siblings.get(i).id();
            open.add(new Line(id, depth, children.containsKey(id)));
        }
    }
}
