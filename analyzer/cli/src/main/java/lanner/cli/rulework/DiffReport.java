package lanner.cli.rulework;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import lanner.engine.alert.Alert;
import lanner.engine.alert.AlertText;
import lanner.engine.compare.AlertChange;
import lanner.engine.compare.RuleChange;
import lanner.engine.compare.RuleChanges;
import lanner.engine.json.JsonText;
import lanner.product.Counted;

/**
 * Adds up how alerts differ between two versions of rules: counts by rule and capture, and some examples. What it keeps
 * grows with rules and captures, not with alerts.
 */
public final class DiffReport {
    private final RuleChanges rules;
    private final int limit;
    private final ReportColours colours;
    private final Map<String, Group> groups = new TreeMap<>();
    private final Counts all = new Counts();
    private long same;
    private long events;
    private int captures;

    /** How many alerts changed in which way. */
    private static final class Counts {
        private final Map<AlertChange.Kind, Long> byKind = new EnumMap<>(AlertChange.Kind.class);

        void add(AlertChange.Kind kind) {
            byKind.merge(kind, 1L, Long::sum);
        }

        long of(AlertChange.Kind kind) {
            return byKind.getOrDefault(kind, 0L);
        }

        long sum() {
            return byKind.values().stream().mapToLong(Long::longValue).sum();
        }

        String words() {
            StringJoiner words = new StringJoiner(", ");
            byKind.forEach((kind, count) -> words.add(String.format(Locale.ROOT, "%,d %s", count, kind.word())));
            return words.toString();
        }

        void put(Map<String, Object> object) {
            for (AlertChange.Kind kind : AlertChange.Kind.values()) {
                object.put(kind.word(), of(kind));
            }
        }
    }

    private record Example(String capture, AlertChange change) {}

    /** The changes of one rule's alerts. */
    private static final class Group {
        private final Counts counts = new Counts();
        private final Map<String, Counts> byCapture = new LinkedHashMap<>();
        private final Map<String, Long> movedTo = new TreeMap<>();
        private final Map<String, Long> movedFrom = new TreeMap<>();
        private final Map<AlertChange.Kind, List<Example>> examples = new EnumMap<>(AlertChange.Kind.class);
    }

    /** @param limit how many examples to keep for a rule and a kind of change */
    public DiffReport(RuleChanges rules, int limit, ReportColours colours) {
        this.rules = rules;
        this.limit = limit;
        this.colours = colours;
    }

    /**
     * Takes a change in.
     *
     * @param capture its path, as characters
     */
    public void add(String capture, AlertChange change) {
        all.add(change.kind());
        Group group = groups.computeIfAbsent(change.alert().rule(), name -> new Group());
        group.counts.add(change.kind());
        group.byCapture.computeIfAbsent(capture, name -> new Counts()).add(change.kind());
        Map<String, Long> moved = change.kind() == AlertChange.Kind.LOST ? group.movedTo : group.movedFrom;
        change.moved().ifPresent(other -> moved.merge(other, 1L, Long::sum));
        List<Example> examples = group.examples.computeIfAbsent(change.kind(), kind -> new ArrayList<>());
        if (examples.size() < limit) {
            examples.add(new Example(capture, change));
        }
    }

    /** Says what there was besides changes. */
    public void end(long sameAlerts, long eventsReplayed, int capturesReplayed) {
        same = sameAlerts;
        events = eventsReplayed;
        captures = capturesReplayed;
    }

    /** Whether any alert changed. */
    public boolean differs() {
        return all.sum() > 0;
    }

    /** One change on one line: {@code - CAPTURE:EVENT [RULE] ALERT}. */
    public String line(String capture, AlertChange change) {
        String place = ReportWording.visible(capture) + ":" + change.alert().eventNumber() + " ["
                + ReportWording.visible(change.alert().rule()) + "] ";
        return switch (change.kind()) {
            case GAINED -> colours.green("+ " + place + AlertText.text(change.alert())) + moved(change);
            case LOST -> colours.red("- " + place + AlertText.text(change.alert())) + moved(change);
            case CHANGED ->
                colours.yellow("~ " + place + differences(change)) + ": "
                        + colours.red(AlertText.text(change.before().orElseThrow())) + " => "
                        + colours.green(AlertText.text(change.after().orElseThrow()));
        };
    }

    /** {@code priority Warning -> Error, output}: what differs, with both values where they are short. */
    private static String differences(AlertChange change) {
        Alert was = change.before().orElseThrow();
        Alert is = change.after().orElseThrow();
        return String.join(
                ", ",
                change.what().stream()
                        .map(part -> switch (part) {
                            case "rule" ->
                                "rule '" + ReportWording.visible(was.rule()) + "' -> '"
                                        + ReportWording.visible(is.rule()) + "'";
                            case "priority" ->
                                "priority " + was.priority().word() + " -> "
                                        + is.priority().word();
                            case "tags" ->
                                "tags " + ReportWording.visible(was.tags()) + " -> " + ReportWording.visible(is.tags());
                            default -> part;
                        })
                        .toList());
    }

    private static String moved(AlertChange change) {
        String way = change.kind() == AlertChange.Kind.LOST ? "to" : "from";
        return change.moved()
                .map(other -> " (moved " + way + " '" + ReportWording.visible(other) + "')")
                .orElse("");
    }

    /** Prints everything: rules that differ, alerts that differ by rule, and the sum. */
    public void print(PrintWriter out) {
        if (!rules.changes().isEmpty()) {
            out.println(colours.bold("Rules that differ"));
            rules.changes().forEach(change -> out.println("  " + line(change)));
            out.println();
        }
        groups.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Group> entry) ->
                        -entry.getValue().counts.sum()))
                .forEach(entry -> print(entry.getKey(), entry.getValue(), out));
        out.println((differs()
                        ? "alerts: " + all.words() + String.format(Locale.ROOT, ", %,d the same", same)
                        : "no difference; " + Counted.of(same, "alert") + " the same")
                + "; " + Counted.of(events, "event") + " of " + Counted.of(captures, "capture"));
    }

    private String line(RuleChange change) {
        String name = ReportWording.visible(change.rule());
        String what = String.join(", ", change.what());
        return switch (change.kind()) {
            case ADDED -> colours.green("+ " + name) + "  (added)";
            case REMOVED -> colours.red("- " + name) + "  (removed)";
            case CHANGED -> colours.yellow("~ " + name) + "  (" + what + ")";
            case RENAMED ->
                colours.yellow("~ " + name) + "  (was '"
                        + ReportWording.visible(change.formerly().orElseThrow()) + "'"
                        + (what.isEmpty() ? "" : "; " + what)
                        + ")";
        };
    }

    private void print(String rule, Group group, PrintWriter out) {
        out.println(colours.bold(ReportWording.visible(rule)) + ": " + group.counts.words());
        printMoved(group.movedTo, "lost to", out);
        printMoved(group.movedFrom, "gained from", out);
        if (captures > 1) {
            group.byCapture.forEach(
                    (capture, counts) -> out.println("    " + ReportWording.visible(capture) + ": " + counts.words()));
        }
        group.examples.values().forEach(examples -> examples.forEach(each -> print(each, out)));
        out.println();
    }

    private static void printMoved(Map<String, Long> moved, String words, PrintWriter out) {
        moved.forEach((other, count) ->
                out.printf(Locale.ROOT, "    %,d of them %s '%s'%n", count, words, ReportWording.visible(other)));
    }

    private void print(Example example, PrintWriter out) {
        AlertChange change = example.change();
        String place =
                ReportWording.visible(example.capture()) + ":" + change.alert().eventNumber() + " ";
        switch (change.kind()) {
            case GAINED -> out.println(colours.green("  + " + place + text(change.alert())));
            case LOST -> out.println(colours.red("  - " + place + text(change.alert())));
            case CHANGED -> {
                out.println(colours.yellow("  ~ " + place + differences(change)));
                out.println(
                        colours.red("      - " + AlertText.text(change.before().orElseThrow())));
                out.println(
                        colours.green("      + " + AlertText.text(change.after().orElseThrow())));
            }
        }
    }

    private static String text(Alert alert) {
        return ReportWording.shortened(AlertText.text(alert));
    }

    /** One change as an object. */
    public Map<String, Object> json(String capture, AlertChange change) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("change", change.kind().word());
        object.put("capture", JsonText.latin(capture));
        object.put("event", change.alert().eventNumber());
        object.put("rule", JsonText.latin(change.alert().rule()));
        object.put("moved", change.moved().map(JsonText::latin).orElse(null));
        object.put("what", change.what());
        object.put("before", change.before().map(AlertText::object).orElse(null));
        object.put("after", change.after().map(AlertText::object).orElse(null));
        return object;
    }

    /** Everything as one object. */
    public Map<String, Object> json() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("rules", rules.changes().stream().map(DiffReport::json).toList());
        Map<String, Object> alerts = new LinkedHashMap<>();
        all.put(alerts);
        alerts.put("same", same);
        object.put("alerts", alerts);
        List<Object> byRule = new ArrayList<>();
        groups.forEach((rule, group) -> byRule.add(json(rule, group)));
        object.put("by_rule", byRule);
        object.put("events", events);
        object.put("captures", captures);
        return object;
    }

    private static Map<String, Object> json(RuleChange change) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("rule", JsonText.latin(change.rule()));
        object.put("change", change.kind().name().toLowerCase(Locale.ROOT));
        object.put("formerly", change.formerly().map(JsonText::latin).orElse(null));
        object.put("what", change.what());
        return object;
    }

    private Map<String, Object> json(String rule, Group group) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("rule", JsonText.latin(rule));
        group.counts.put(object);
        object.put("moved_to", named(group.movedTo));
        object.put("moved_from", named(group.movedFrom));
        List<Object> byCapture = new ArrayList<>();
        group.byCapture.forEach((capture, counts) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("capture", JsonText.latin(capture));
            counts.put(one);
            byCapture.add(one);
        });
        object.put("captures", byCapture);
        object.put(
                "examples",
                group.examples.values().stream()
                        .flatMap(List::stream)
                        .map(each -> json(each.capture(), each.change()))
                        .toList());
        return object;
    }

    private static Map<String, Object> named(Map<String, Long> counts) {
        Map<String, Object> object = new LinkedHashMap<>();
        counts.forEach((name, count) -> object.put(JsonText.latin(name), count));
        return object;
    }
}
