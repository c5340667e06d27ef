package lanner.investigation.entities;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lanner.investigation.index.Events;
import lanner.investigation.index.ProcessEntry;

/** The processes of captures, each below its parent, in the order of their births. */
public final class ProcessForest {
    private static final String NO_PROGRAM = "?";

    private final Events events;
    private final List<Node> roots = new ArrayList<>();

    /** A process and its children. */
    public record Node(ProcessEntry process, List<Node> children) {}

    /** Children without children of their own that ran the same program, put together; one or more. */
    public record Twins(List<Node> nodes) {
        public Twins {
            nodes = List.copyOf(nodes);
        }
    }

    public ProcessForest(Events events) {
        this.events = events;
        List<Node> nodes = new ArrayList<>();
        for (int id = 0; id < events.processes(); id++) {
            nodes.add(new Node(events.process(id), new ArrayList<>()));
        }
        BitSet tops = tops(nodes);
        for (Node node : nodes) {
            boolean top = tops.get(node.process().id());
            (top ? roots : nodes.get(node.process().parent()).children()).add(node);
        }
        Comparator<Node> order = Comparator.<Node>comparingLong(
                        node -> node.process().start())
                .thenComparingInt(node -> node.process().id());
        nodes.forEach(node -> node.children().sort(order));
        roots.sort(order);
    }

    /**
     * Processes without a parent. A capture may say anything: of parents that lead round in a circle, where this is found
     * out is one of these.
     */
    private static BitSet tops(List<Node> nodes) {
        BitSet tops = new BitSet();
        int[] seenFrom = new int[nodes.size()];
        for (int start = 0; start < nodes.size(); start++) {
            int id = start;
            while (seenFrom[id] == 0) {
                seenFrom[id] = start + 1;
                int parent = nodes.get(id).process().parent();
                if (parent < 0 || parent >= nodes.size() || seenFrom[parent] == start + 1) {
                    tops.set(id);
                    break;
                }
                id = parent;
            }
        }
        return tops;
    }

    public List<Node> roots() {
        return List.copyOf(roots);
    }

    /** How many processes there are below one. */
    public static long below(Node node) {
        long count = 0;
        Deque<Node> open = new ArrayDeque<>(node.children());
        while (!open.isEmpty()) {
            Node next = open.pop();
            count++;
            open.addAll(next.children());
        }
        return count;
    }

    /** The program that a process ran last; {@code ?} where none is known. Bytes, one character each. */
    public String program(ProcessEntry process) {
        return program(events, process);
    }

    /** The same of any captures. */
    public static String program(Events events, ProcessEntry process) {
        return process.image() < 0 ? NO_PROGRAM : events.image(process.image()).exePath();
    }

    /** Its name and arguments. Bytes. */
    public String commandLine(ProcessEntry process) {
        return commandLine(events, process);
    }

    /** The same of any captures. */
    public static String commandLine(Events events, ProcessEntry process) {
        return process.image() < 0 ? NO_PROGRAM : events.image(process.image()).commandLine();
    }

    /**
     * Children in the order of their births, those alike together at the place of the first.
     *
     * @param least how many there must be to put them together
     */
    public List<Twins> folded(Node node, int least) {
        Map<Object, List<Node>> alike = new LinkedHashMap<>();
        for (Node child : node.children()) {
            Object key =
                    isPlain(child) ? program(child.process()) : child.process().id();
            alike.computeIfAbsent(key, each -> new ArrayList<>()).add(child);
        }
        List<Twins> folded = new ArrayList<>();
        for (List<Node> each : alike.values()) {
            if (each.size() >= least) {
                folded.add(new Twins(each));
            } else {
                each.forEach(one -> folded.add(new Twins(List.of(one))));
            }
        }
        folded.sort(Comparator.comparingLong(
                        (Twins twins) -> twins.nodes().get(0).process().start())
                .thenComparingInt(twins -> twins.nodes().get(0).process().id()));
        return folded;
    }

    /** Nothing about it stands out: no children, no alert, ended well or still runs. */
    private static boolean isPlain(Node node) {
        ProcessEntry process = node.process();
        return node.children().isEmpty() && process.alerts() == 0 && process.exit() <= 0;
    }

    /** Whether a process did what its parent's program told it: it ran none of its own. */
    public boolean isForkOf(ProcessEntry process, ProcessEntry parent) {
        return Objects.equals(commandLine(process), commandLine(parent))
                && Objects.equals(program(process), program(parent));
    }
}
