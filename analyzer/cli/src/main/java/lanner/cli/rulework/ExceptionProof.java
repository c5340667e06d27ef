package lanner.cli.rulework;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import lanner.engine.alert.Alert;
import lanner.engine.alert.AlertText;
import lanner.engine.compare.AlertChange;
import lanner.engine.except.ExceptionDrafter;
import lanner.engine.json.JsonText;
import lanner.product.Counted;

/**
 * What an exception silences on captures: the alert that was asked for, alerts that tell the same story in another run,
 * and others. Two alerts tell the same when all their output fields do, but for those, and those parts, that are another
 * each time. Keeps counts and examples, not alerts.
 */
public final class ExceptionProof {
    private final Map<String, Object> story;
    private final Optional<LocatedAlert> asked;
    private final int limit;
    private final Map<Path, long[]> byCapture = new LinkedHashMap<>();
    private final Map<String, Long> raisedInstead = new TreeMap<>();
    private final List<Example> examples = new ArrayList<>();
    private boolean silenced;
    private Optional<String> nowRaisedBy = Optional.empty();
    private long same;
    private long others;
    private long remaining;
    private long events;

    private record Example(Path capture, Alert alert) {}

    /**
     * @param fields the output fields of the alert asked for
     * @param asked where that alert is, if it is in a capture
     * @param limit how many other alerts to keep as examples
     */
    public ExceptionProof(Map<String, ?> fields, Optional<LocatedAlert> asked, int limit) {
        this.story = ExceptionDrafter.story(fields);
        this.asked = asked;
        this.limit = limit;
    }

    /** Takes in what the exception changes. */
    public void add(Path capture, AlertChange change) {
        if (change.kind() != AlertChange.Kind.LOST) {
            change.moved().ifPresent(from -> raisedInstead.merge(change.alert().rule(), 1L, Long::sum));
            return;
        }
        Alert alert = change.alert();
        long[] counts = byCapture.computeIfAbsent(capture, path -> new long[2]);
        if (asked.filter(located -> isAt(located, capture, alert)).isPresent()) {
            silenced = true;
            nowRaisedBy = change.moved();
        } else if (tellsTheSame(alert)) {
            same++;
            counts[0]++;
        } else {
            others++;
            counts[1]++;
            if (examples.size() < limit) {
                examples.add(new Example(capture, alert));
            }
        }
    }

    /** What the alert asked for does not print, another version of the rule perhaps, is not compared. */
    private boolean tellsTheSame(Alert alert) {
        Map<String, Object> other = ExceptionDrafter.story(alert.fields());
        return story.entrySet().stream()
                .filter(entry -> alert.fields().containsKey(entry.getKey()))
                .allMatch(entry -> entry.getValue().equals(other.get(entry.getKey())));
    }

    private static boolean isAt(LocatedAlert located, Path capture, Alert alert) {
        return located.capture().equals(capture)
                && located.alert().eventNumber() == alert.eventNumber()
                && Objects.equals(located.alert().rule(), alert.rule());
    }

    /** Says what there was besides changes. */
    public void end(long alertsThatStay, long eventsReplayed) {
        remaining = alertsThatStay;
        events = eventsReplayed;
    }

    /** Whether the alert asked for is silenced, as far as it is there, and no alert that tells something else. */
    public boolean holds() {
        return others == 0 && (silenced || asked.isEmpty());
    }

    /** @param line makes a line of what is printed: a comment, where the draft stands before it */
    public void print(UnaryOperator<String> line, ReportColours colours, PrintWriter out) {
        asked.ifPresentOrElse(
                located -> printAsked(located, line, colours, out),
                () -> out.println(line.apply("The alert itself is in none of the captures.")));
        if (same > 0) {
            out.println(line.apply("Silences " + Counted.of(same, "similar alert")
                    + (same == 1 ? ", which differs" : ", which differ")
                    + " only in parts that change from run to run."));
        }
        if (others > 0) {
            out.println(colours.red(line.apply("Silences " + Counted.of(others, "other alert") + ":")));
            examples.forEach(each -> out.println(line.apply("  - " + ReportWording.visible(each.capture()) + ":"
                    + each.alert().eventNumber() + " " + ReportWording.shortened(AlertText.text(each.alert())))));
            if (others > examples.size()) {
                out.println(line.apply("  ... and " + Counted.of(others - examples.size(), "more alert")));
            }
            byCapture.forEach((capture, counts) -> {
                if (counts[1] > 0) {
                    out.println(line.apply("  " + ReportWording.visible(capture) + ": " + counts[1]));
                }
            });
        } else {
            out.println(colours.green(line.apply("Silences no other alert.")));
        }
        raisedInstead.forEach((rule, count) -> out.println(
                line.apply(Counted.of(count, "event") + " raised by '" + ReportWording.visible(rule) + "' instead.")));
        out.println(line.apply(Counted.of(remaining, "alert remains", "alerts remain") + "; "
                + Counted.of(events, "event") + " replayed."));
    }

    private void printAsked(LocatedAlert located, UnaryOperator<String> line, ReportColours colours, PrintWriter out) {
        String place = "event " + located.alert().eventNumber() + " of " + ReportWording.visible(located.capture());
        if (!silenced) {
            out.println(colours.red(line.apply("Does not silence the alert asked for, " + place + ".")));
            return;
        }
        out.println(colours.green(line.apply("Silences the alert asked for, " + place
                + nowRaisedBy
                        .map(other -> "; '" + ReportWording.visible(other) + "' raises its alert there now.")
                        .orElse("."))));
    }

    /** Everything as an object. */
    public Map<String, Object> json() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("holds", holds());
        object.put("asked", asked.map(this::json).orElse(null));
        object.put("same", same);
        object.put("others", others);
        Map<String, Object> instead = new LinkedHashMap<>();
        raisedInstead.forEach((rule, count) -> instead.put(JsonText.latin(rule), count));
        object.put("raised_instead", instead);
        List<Object> captures = new ArrayList<>();
        byCapture.forEach((capture, counts) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("capture", JsonText.latin(capture.toString()));
            one.put("same", counts[0]);
            one.put("others", counts[1]);
            captures.add(one);
        });
        object.put("captures", captures);
        object.put(
                "examples",
                examples.stream()
                        .map(each -> {
                            Map<String, Object> one = new LinkedHashMap<>();
                            one.put("capture", JsonText.latin(each.capture().toString()));
                            one.put("event", each.alert().eventNumber());
                            one.put("alert", AlertText.object(each.alert()));
                            return one;
                        })
                        .toList());
        object.put("alerts_that_stay", remaining);
        object.put("events", events);
        return object;
    }

    private Map<String, Object> json(LocatedAlert located) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("capture", JsonText.latin(located.capture().toString()));
        object.put("event", located.alert().eventNumber());
        object.put("silenced", silenced);
        object.put("now_raised_by", nowRaisedBy.map(JsonText::latin).orElse(null));
        return object;
    }
}
