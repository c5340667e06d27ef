package lanner.cli.inquiry;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import lanner.cli.rulework.ReportColours;
import lanner.engine.alert.AlertText;
import lanner.engine.alert.Priority;
import lanner.investigation.casework.Activity;
import lanner.investigation.casework.AlertGroups;
import lanner.investigation.casework.CaseSummary;
import lanner.investigation.casework.CaseSummary.Look;
import lanner.investigation.casework.CaseSummary.Measure;
import lanner.investigation.index.AlertEntry;
import lanner.investigation.index.Events;
import lanner.product.Counted;

/** A summary as lines: what was done, with the first events, so that each line can be followed up. */
public final class SummaryText {
    private final Events events;
    private final CaseSummary summary;
    private final Style style;
    private final PrintWriter out;

    /**
     * How the lines look.
     *
     * @param most how many lines a part has at most
     * @param moreAlerts how many alerts there are beyond those of the events
     */
    public record Style(int most, long moreAlerts, ReportColours colours) {}

    public SummaryText(Events events, CaseSummary summary, Style style, PrintWriter out) {
        this.events = events;
        this.summary = summary;
        this.style = style;
        this.out = out;
    }

    /** Prints all parts that have lines. */
    public void print() {
        out.println(figures());
        alerts();
        Activity activity = summary.activity();
        part(
                "Programs run",
                sorted(activity.programs(), Activity.ProgramRun::times),
                each -> times(each.times()) + AlertText.visible(each.path()) + first(each.row()));
        looks(Look.Kind.NEW_PROGRAM);
        part(
                "Files changed",
                sorted(activity.files(), Activity.FileChange::alerts),
                each -> AlertText.visible(each.path()) + ": " + String.join(", ", words(each.changes()))
                        + (each.alerts() > 0 ? "; " + Counted.of(each.alerts(), "alert") : "") + first(each.row()));
        part("Peers", peers(activity), this::peer);
        looks(Look.Kind.PRIVILEGE);
        if (activity.moreNames() > 0) {
            out.println();
            out.println("Not listed: " + Counted.of(activity.moreNames(), "more call")
                    + " about programs, files or peers beyond the first ten thousand of each.");
        }
    }

    private String figures() {
        return String.join(
                ", ",
                Counted.of(value(Measure.EVENTS), "event"),
                Counted.of(value(Measure.PROCESSES), "process", "processes"),
                Counted.of(value(Measure.PROGRAMS), "program") + " run",
                Counted.of(summary.activity().files().size(), "file") + " changed",
                Counted.of(value(Measure.CONNECTIONS), "connection"),
                Counted.of(value(Measure.FAILED), "failed call"),
                Counted.of(value(Measure.ALERTS), "alert"));
    }

    private long value(Measure measure) {
        return summary.figure(measure).value();
    }

    /** Alerts by rule, the gravest first. */
    static List<AlertGroups.Group> groups(Events events) {
        return AlertGroups.of(
                        events,
                        events.alerts(),
                        alert -> Optional.empty(),
                        AlertGroups.By.RULE,
                        AlertGroups.Filter.NONE,
                        1)
                .groups();
    }

    /** How many of a group's alerts had which outcome: {@code done}, {@code refused: EACCES}, {@code done, inline}. */
    static Map<String, Integer> outcomes(AlertGroups.Group group) {
        Map<String, Integer> outcomes = new LinkedHashMap<>();
        group.alerts().forEach(alert -> outcomes.merge(alert.words(), 1, Integer::sum));
        return outcomes;
    }

    private void alerts() {
        part("Alerts", groups(events), this::alert);
        if (style.moreAlerts() > 0) {
            out.println("  and " + Counted.of(style.moreAlerts(), "alert")
                    + " behind these, which lanner analyze prints: an index keeps the first of them");
        }
    }

    private String alert(AlertGroups.Group group) {
        AlertEntry first = group.alerts().get(0);
        String priority = String.format(Locale.ROOT, "%-9s ", first.priority().word());
        String painted = first.priority().atLeast(Priority.ERROR)
                ? style.colours().red(priority)
                : first.priority().atLeast(Priority.WARNING) ? style.colours().yellow(priority) : priority;
        Map<String, Integer> outcomes = outcomes(group);
        return times(group.alerts().size()) + painted + AlertText.visibleCharacters(first.rule()) + " ("
                + outcomes.entrySet().stream()
                        .map(each ->
                                (outcomes.size() > 1 ? each.getValue() + " " : "") + AlertText.visible(each.getKey()))
                        .collect(Collectors.joining(", "))
                + ")" + first(first.row());
    }

    /** What was done to a file, in words. */
    static List<String> words(Collection<Activity.Change> changes) {
        return changes.stream().sorted().map(Activity.Change::words).toList();
    }

    private static List<Activity.Peer> peers(Activity activity) {
        return sorted(activity.peers(), each -> each.sent() + each.received());
    }

    private String peer(Activity.Peer peer) {
        List<String> facts = new ArrayList<>();
        add(facts, peer.connected(), "connection made", "connections made");
        add(facts, peer.accepted(), "connection accepted", "connections accepted");
        add(facts, peer.refused(), "of these failed", "of these failed");
        facts.add(peer.bytesInWords());
        return AlertText.visible(peer.address()) + ": " + String.join(", ", facts) + first(peer.row());
    }

    private static void add(List<String> facts, long count, String one, String other) {
        if (count > 0) {
            facts.add(Counted.of(count, one, other));
        }
    }

    private void looks(Look.Kind kind) {
        List<Look> looks =
                summary.looks().stream().filter(look -> look.kind() == kind).toList();
        int more = summary.more().getOrDefault(kind, 0);
        part(
                kind.words(),
                looks,
                more,
                look -> times(look.count()) + AlertText.visible(look.text()) + first(look.row()));
    }

    private static <T> List<T> sorted(List<T> list, Function<T, Long> falling) {
        return list.stream()
                .sorted(Comparator.comparing(falling, Comparator.reverseOrder()))
                .toList();
    }

    private <T> void part(String title, List<T> list, Function<T, String> line) {
        part(title, list, 0, line);
    }

    private <T> void part(String title, List<T> list, int beyond, Function<T, String> line) {
        if (list.isEmpty()) {
            return;
        }
        out.println();
        out.println(style.colours().bold(title));
        list.stream().limit(style.most()).forEach(each -> out.println("  " + line.apply(each)));
        long more = Math.max(0L, list.size() - style.most()) + beyond;
        if (more > 0) {
            out.println("  and " + String.format(Locale.ROOT, "%,d", more) + " more"
                    + (list.size() > style.most() ? ": --all" : ""));
        }
    }

    private static String times(long times) {
        return String.format(Locale.ROOT, "%,6d × ", times);
    }

    /** The first event of something, and whose it is. */
    private String first(int row) {
        return "  [" + AlertText.visible(events.processNameOf(row)) + ", event " + events.number(row) + "]";
    }
}
