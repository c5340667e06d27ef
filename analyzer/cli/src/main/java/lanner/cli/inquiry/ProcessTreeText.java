package lanner.cli.inquiry;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import lanner.cli.rulework.ReportColours;
import lanner.engine.alert.AlertText;
import lanner.investigation.entities.ProcessForest;
import lanner.investigation.entities.ProcessForest.Node;
import lanner.investigation.entities.ProcessForest.Twins;
import lanner.investigation.index.Events;
import lanner.investigation.index.ProcessEntry;
import lanner.product.Counted;
import org.jspecify.annotations.Nullable;

/** Processes as lines: number and command, indented below the parent, and what stands out in brackets. */
public final class ProcessTreeText {
    private static final int ALIKE = 4;
    private static final String MORE = "...";
    /** So much of a command stays, also where facts take the line: it says what the process is. */
    private static final int LEAST_OF_COMMAND = 24;

    private final ProcessForest forest;
    private final Style style;
    private final PrintWriter out;
    private final long begin;

    /**
     * How the lines look.
     *
     * @param width characters of a line, beyond which a command is cut, to no less than 24; 0 for no bound
     * @param depth how many levels are shown
     * @param whole whether children that are alike are shown one by one
     */
    public record Style(int width, int depth, boolean whole, ReportColours colours) {}

    public ProcessTreeText(Events events, Style style, PrintWriter out) {
        this.forest = new ProcessForest(events);
        this.style = style;
        this.out = out;
        begin = events.rows() == 0 ? 0 : events.time(0);
    }

    /** Prints all of them. */
    public void print() {
        forest.roots().forEach(root -> print(root, null, "", "", 1));
    }

    private void print(Node node, @Nullable ProcessEntry parent, String guide, String guideBelow, int level) {
        out.println(line(guide, node.process(), parent));
        if (node.children().isEmpty()) {
            return;
        }
        if (level >= style.depth()) {
            out.println(guideBelow + "└─ " + MORE + " " + Counted.of(ProcessForest.below(node), "process", "processes")
                    + " below: --depth");
            return;
        }
        Iterator<Twins> children =
                forest.folded(node, style.whole() ? Integer.MAX_VALUE : ALIKE).iterator();
        while (children.hasNext()) {
            Twins twins = children.next();
            String own = guideBelow + (children.hasNext() ? "├─ " : "└─ ");
            if (twins.nodes().size() == 1) {
                String below = guideBelow + (children.hasNext() ? "│  " : "   ");
                print(twins.nodes().get(0), node.process(), own, below, level + 1);
            } else {
                out.println(line(own, twins));
            }
        }
    }

    private String line(String guide, Twins twins) {
        ProcessEntry first = twins.nodes().get(0).process();
        long count = 0;
        for (Node each : twins.nodes()) {
            count += each.process().events();
        }
        String program = AlertText.visible(forest.program(first));
        return guide
                + String.format(Locale.ROOT, "%,d × ", twins.nodes().size())
                + program
                + brackets(List.of("from " + first.numbered(), since(first), Counted.of(count, "event")));
    }

    private String line(String guide, ProcessEntry process, @Nullable ProcessEntry parent) {
        String facts = brackets(facts(process, parent));
        String command = AlertText.visible(forest.commandLine(process));
        if (parent != null && forest.isForkOf(process, parent)) {
            command += " (forked)";
        }
        String start = guide + process.numbered() + " ";
        int room = Math.max(LEAST_OF_COMMAND, style.width() - start.length() - facts.length());
        if (style.width() > 0 && command.length() > room) {
            command = command.substring(0, room - MORE.length()) + MORE;
        }
        return start + (process.alerts() > 0 ? style.colours().bold(command) : command) + coloured(process, facts);
    }

    private String coloured(ProcessEntry process, String facts) {
        boolean failed = process.exit() > 0;
        return process.alerts() > 0 || failed ? style.colours().red(facts) : facts;
    }

    private static String brackets(List<String> facts) {
        return "  [" + String.join(", ", facts) + "]";
    }

    private List<String> facts(ProcessEntry process, @Nullable ProcessEntry parent) {
        List<String> facts = new ArrayList<>();
        if (!process.user().isEmpty() && (parent == null || !parent.user().equals(process.user()))) {
            facts.add(AlertText.visible(process.user()));
        }
        if (!process.container().isEmpty()
                && (parent == null || !parent.container().equals(process.container()))) {
            facts.add("container " + AlertText.visible(process.container()));
        }
        if (process.firstRow() < 0) {
            facts.add("not recorded");
            return facts;
        }
        facts.add(since(process));
        facts.add(process.end() == 0 ? "still ran" : "for " + seconds(process.end() - process.start()));
        if (process.exit() > 0) {
            facts.add(process.ending());
        }
        if (process.alerts() > 0) {
            facts.add(Counted.of(process.alerts(), "alert"));
        }
        return facts;
    }

    /** From the first event of the captures to the process's birth. */
    private String since(ProcessEntry process) {
        return process.start() < begin ? "began before the first event" : "+" + seconds(process.start() - begin);
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
    }
}
