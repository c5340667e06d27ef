package lanner.investigation.casework;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import lanner.investigation.casework.ReportFormat.Branch;
import lanner.investigation.entities.ProcessForest;
import lanner.investigation.entities.ProcessForest.Node;
import lanner.investigation.entities.ProcessForest.Twins;
import lanner.investigation.index.Events;
import lanner.investigation.index.ProcessEntry;
import lanner.product.Counted;

/** The part of a report that shows who started whom. */
final class ProcessTree {
    private static final int MOST = 2_000;
    private static final int MOST_DEPTH = 50;
    private static final int ALIKE = 4;

    private final ProcessForest forest;
    private final IntPredicate isShown;
    private final List<Branch> branches = new ArrayList<>();
    private boolean isCut;

    ProcessTree(Events events) {
        this(events, process -> true);
    }

    /** @param isShown which processes, by their ids, are shown; with one its ancestors are */
    ProcessTree(Events events, IntPredicate isShown) {
        forest = new ProcessForest(events);
        this.isShown = isShown;
    }

    /** Its lines. */
    List<Branch> branches() {
        if (branches.isEmpty()) {
            shown(forest.roots()).forEach(root -> add(root, 0));
        }
        return List.copyOf(branches);
    }

    /** Writes it. */
    void write(ReportFormat form) {
        branches();
        form.heading(2, "Process tree");
        if (branches.isEmpty()) {
            form.paragraph("No process is known.");
            return;
        }
        form.tree(branches);
        if (isCut) {
            form.paragraph("Not all: at most " + ReportText.number(MOST) + " lines and " + MOST_DEPTH + " levels.");
        }
    }

    private void add(Node node, int depth) {
        if (branches.size() >= MOST || depth >= MOST_DEPTH) {
            isCut = true;
            return;
        }
        branches.add(new Branch(depth, line(node.process()), node.process().id(), 1));
        for (Twins twins : forest.folded(new Node(node.process(), shown(node.children())), ALIKE)) {
            Node first = twins.nodes().get(0);
            if (twins.nodes().size() == 1) {
                add(first, depth + 1);
            } else if (branches.size() < MOST) {
                branches.add(new Branch(
                        depth + 1,
                        Counted.of(twins.nodes().size(), "process", "processes") + " of "
                                + ReportText.visible(forest.program(first.process())) + ", from "
                                + first.process().numbered() + " on",
                        first.process().id(),
                        twins.nodes().size()));
            } else {
                isCut = true;
            }
        }
    }

    private List<Node> shown(List<Node> nodes) {
        return nodes.stream().filter(node -> isShown.test(node.process().id())).toList();
    }

    private String line(ProcessEntry process) {
        List<String> facts = new ArrayList<>();
        facts.add(process.numbered() + " " + ReportText.visible(forest.commandLine(process)));
        if (!process.user().isEmpty()) {
            facts.add("user " + ReportText.visible(process.user()));
        }
        if (!process.container().isEmpty()) {
            facts.add("container " + ReportText.visible(process.container()));
        }
        if (!process.ending().isEmpty()) {
            facts.add(process.ending());
        }
        if (process.alerts() > 0) {
            facts.add(Counted.of(process.alerts(), "alert"));
        }
        return String.join("; ", facts);
    }
}
