package lanner.cli.inquiry;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lanner.cli.inquiry.EventGroups.Group;
import lanner.cli.rulework.ReportColours;
import lanner.engine.alert.AlertText;
import lanner.engine.json.JsonText;
import lanner.product.Counted;
import org.jspecify.annotations.Nullable;

/** Groups of events as a table, the numbers before the values as in {@code strace -c}; and as an object. */
public final class EventGroupsText {
    private static final String UNKNOWN = "-";
    private static final double SECOND = 1e9;

    private final EventGroups groups;
    private final List<String> names;

    /** @param names of the fields that the events are grouped by */
    public EventGroupsText(EventGroups groups, List<String> names) {
        this.groups = groups;
        this.names = List.copyOf(names);
    }

    /** Prints the first groups of an order, then the sum of all. */
    public void print(EventGroups.Order order, int most, ReportColours colours, PrintWriter out) {
        out.println(colours.bold(line(
                List.of("calls", "errors", "bytes", "time", "mean", "p99", "max"),
                AlertText.visibleCharacters(String.join("  ", names)))));
        List<Group> sorted = groups.sorted(order);
        sorted.stream().limit(most).forEach(group -> out.println(row(group, values(group))));
        if (sorted.size() > most) {
            out.println(" ".repeat(12) + " and " + Counted.of(sorted.size() - most, "more group") + ": -n 0");
        }
        if (groups.others().calls() > 0) {
            out.println(row(groups.others(), "(groups that were too many, or too long, to keep)"));
        }
        out.println(row(groups.all(), "total"));
        if (groups.all().time() < 0 && groups.all().calls() > 0) {
            out.println("No event tells how long it took: it is no call, or the capture is of another tool or old.");
        }
    }

    private static String values(Group group) {
        return AlertText.visible(String.join("  ", group.values()));
    }

    private static String row(Group group, String values) {
        return line(
                List.of(
                        number(group.calls()),
                        number(group.errors()),
                        number(group.bytes()),
                        seconds(group.time()),
                        micros(group.mean()),
                        micros(group.p99()),
                        micros(group.max())),
                values);
    }

    private static String line(List<String> numbers, String values) {
        return String.format(Locale.ROOT, "%12s %9s %16s %11s %10s %10s %10s", numbers.toArray()) + "  " + values;
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String seconds(long nanos) {
        return nanos < 0 ? UNKNOWN : String.format(Locale.ROOT, "%.6f", nanos / SECOND);
    }

    /** Microseconds up to a tenth of a second, then seconds. */
    private static String micros(long nanos) {
        if (nanos < 0) {
            return UNKNOWN;
        }
        return nanos < 100_000_000
                ? String.format(Locale.ROOT, "%.1f us", nanos / 1e3)
                : String.format(Locale.ROOT, "%.3f s", nanos / SECOND);
    }

    /** The same as an object; times are nanoseconds, null where no event tells them. */
    public Map<String, Object> json(EventGroups.Order order, int most) {
        Map<String, Object> object = new LinkedHashMap<>();
        List<Group> sorted = groups.sorted(order);
        object.put("groups", sorted.stream().limit(most).map(this::objectOf).toList());
        object.put("more_groups", Math.max(0, sorted.size() - most));
        object.put("others", numbers(groups.others()));
        object.put("total", numbers(groups.all()));
        return object;
    }

    private Map<String, Object> objectOf(Group group) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            fields.put(JsonText.latin(names.get(i)), group.values().get(i));
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("fields", fields);
        object.putAll(numbers(group));
        return object;
    }

    private static Map<String, Object> numbers(Group group) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("calls", group.calls());
        object.put("errors", group.errors());
        object.put("bytes", group.bytes());
        object.put("time", known(group.time()));
        object.put("mean", known(group.mean()));
        object.put("p99", known(group.p99()));
        object.put("max", known(group.max()));
        return object;
    }

    private static @Nullable Long known(long nanos) {
        return nanos < 0 ? null : nanos;
    }
}
