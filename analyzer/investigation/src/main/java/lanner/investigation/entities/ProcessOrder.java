package lanner.investigation.entities;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lanner.investigation.index.Events;
import lanner.investigation.index.ProcessEntry;
import org.jspecify.annotations.Nullable;

/**
 * Processes as a tree written line by line: children behind their parent, in a chosen order; folded and
 * filtered processes are left out.
 */
public final class ProcessOrder {
    /**
     * A line.
     *
     * @param depth how many ancestors stand above it
     * @param inner whether it has children that are shown when it is not folded
     */
    public record Line(int process, int depth, boolean inner) {}

    private static final int DEEPEST = 200;

    private ProcessOrder() {}

    /** The oldest first. */
    public static List<Line> of(Events events, BitSet folded) {
        return of(events, folded, TreeSort.START, null);
    }

    /**
     * @param folded processes whose children are left out
     * @param kept those that have a line, with all their ancestors; null for all
     */
    public static List<Line> of(Events events, BitSet folded, TreeSort sort, @Nullable BitSet kept) {
        Map<Integer, List<ProcessEntry>> children = new HashMap<>();
        int count = events.processes();
        for (int id = 0; id < count; id++) {
            ProcessEntry process = events.process(id);
            if (kept == null || kept.get(id)) {
                children.computeIfAbsent(process.parent(), key -> new ArrayList<>())
                        .add(process);
            }
        }
        children.values()
                .forEach(list ->
                        list.sort(Comparator.comparingLong(ProcessEntry::start).thenComparingInt(ProcessEntry::id)));
        if (sort != TreeSort.START) {
            long[] below = below(events, lines(new BitSet(), children), sort);
            // A stable sort: the oldest of equals stays first.
            children.values()
                    .forEach(list -> list.sort(Comparator.comparingLong(
                            (ProcessEntry process) -> process.id() < below.length ? -below[process.id()] : 0)));
        }
        return lines(folded, children);
    }

    /** What each process and all below it come to. */
    private static long[] below(Events events, List<Line> all, TreeSort sort) {
        long[] sums = new long[all.stream().mapToInt(Line::process).max().orElse(-1) + 1];
        for (int i = all.size() - 1; i >= 0; i--) {
            ProcessEntry process = events.process(all.get(i).process());
            sums[process.id()] += sort == TreeSort.ALERTS ? process.alerts() : process.events();
            if (process.parent() >= 0 && process.parent() < sums.length) {
                sums[process.parent()] += sums[process.id()];
            }
        }
        return sums;
    }

    /** Depth first without recursion: a hostile tree may be deep. */
    private static List<Line> lines(BitSet folded, Map<Integer, List<ProcessEntry>> children) {
        List<Line> lines = new ArrayList<>();
        BitSet seen = new BitSet();
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
                push(
                        open,
                        children.getOrDefault(line.process(), List.of()),
                        Math.min(DEEPEST, line.depth() + 1),
                        children);
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
