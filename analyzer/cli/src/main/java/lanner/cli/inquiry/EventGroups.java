package lanner.cli.inquiry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import lanner.capture.event.Event;
import lanner.engine.field.Extractor;
import lanner.engine.field.Field;
import lanner.engine.field.Outcome;
import lanner.engine.state.EventContext;
import org.HdrHistogram.IntCountsHistogram;
import org.jspecify.annotations.Nullable;

/** Events by the values of some fields: how many, how many failed, their bytes, how long they took. */
public final class EventGroups {
    /** Against captures whose values have no end: events of more groups are counted in {@link #others}. */
    static final int MOST_GROUPS = 100_000;

    /** Likewise, of all values together: a command line or a path may have thousands. */
    private static final long MOST_CHARACTERS = 32L << 20;

    /** Of more groups the 99th percentile is not known: a histogram takes up to 12 kB. */
    private static final int MOST_HISTOGRAMS = 5_000;

    private static final int DIGITS = 2;
    /** In a histogram: a year. */
    private static final long LONGEST = 365L * 24 * 3600 * 1_000_000_000;

    private static final String MISSING = "<NA>";
    private static final char BETWEEN = '\0';

    private final List<Field> by;
    private final Extractor.OfNumber bytes;
    private final Map<String, Group> groups = new HashMap<>();
    private final Group all = new Group(List.of(), true);
    private final Group others = new Group(List.of(), false);
    private int histograms;
    private long characters;

    /** What the groups can be sorted by, the largest first. */
    public enum Order {
        CALLS,
        ERRORS,
        BYTES,
        TIME,
        MEAN,
        P99,
        MAX;

        private long of(Group group) {
            return switch (this) {
                case CALLS -> group.calls();
                case ERRORS -> group.errors();
                case BYTES -> group.bytes();
                case TIME -> group.time();
                case MEAN -> group.mean();
                case P99 -> group.p99();
                case MAX -> group.max();
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Events that have the same values. Times are nanoseconds; -1 where no event tells it. */
    public static final class Group {
        private final List<String> values;
        private final @Nullable IntCountsHistogram times;
        private long calls;
        private long errors;
        private long bytes;
        private long timed;
        private long time;
        private long longest;

        private Group(List<String> values, boolean withHistogram) {
            this.values = values;
            times = withHistogram ? new IntCountsHistogram(DIGITS) : null;
        }

        private void take(Event event, boolean failed, long moved) {
            calls++;
            errors += failed ? 1 : 0;
            bytes = sum(bytes, moved);
            long took = event.duration();
            if (took != Event.UNKNOWN_DURATION) {
                timed++;
                time = sum(time, took);
                longest = Math.max(longest, took);
                if (times != null) {
                    times.recordValue(Math.min(took, LONGEST));
                }
            }
        }

        /** A sum that stays at the largest number: a capture may say anything. */
        private static long sum(long one, long other) {
            return one + other < 0 ? Long.MAX_VALUE : one + other;
        }

        /** Of the fields, in their order; bytes, one character each. */
        public List<String> values() {
            return values;
        }

        public long calls() {
            return calls;
        }

        /** Calls that failed; those that the kernel went on with after the call are none. */
        public long errors() {
            return errors;
        }

        /** Read and written. */
        public long bytes() {
            return bytes;
        }

        public long time() {
            return timed == 0 ? -1 : time;
        }

        public long mean() {
            return timed == 0 ? -1 : time / timed;
        }

        /** To two digits, rounded up; -1 where there were too many groups to know it. */
        public long p99() {
            return timed == 0 || times == null ? -1 : Math.min(longest, times.getValueAtPercentile(99));
        }

        public long max() {
            return timed == 0 ? -1 : longest;
        }
    }

    /**
     * Begins to count.
     *
     * @param by the fields whose values make a group
     * @param bytes {@code evt.buflen}
     */
    public EventGroups(List<Field> by, Field bytes) {
        this.by = List.copyOf(by);
        this.bytes = (Extractor.OfNumber) bytes.extractor();
    }

    /** Counts the event at hand. */
    public void take(EventContext context) {
        long moved = bytes.get(context);
        // A capture may say anything.
        moved = moved == Extractor.MISSING ? 0 : Math.max(0, moved);
        Event event = context.event();
        boolean failed = Outcome.of(event).kind() == Outcome.Kind.REFUSED;
        all.take(event, failed, moved);
        group(context).take(event, failed, moved);
    }

    private Group group(EventContext context) {
        String key = key(context);
        Group group = groups.get(key);
        if (group == null) {
            if (groups.size() >= MOST_GROUPS || characters + key.length() > MOST_CHARACTERS) {
                return others;
            }
            characters += key.length();
            group = new Group(List.of(key.split(String.valueOf(BETWEEN), -1)), histograms++ < MOST_HISTOGRAMS);
            groups.put(key, group);
        }
        return group;
    }

    private String key(EventContext context) {
        if (by.size() == 1) {
            return value(by.get(0), context);
        }
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < by.size(); i++) {
            if (i > 0) {
                key.append(BETWEEN);
            }
            key.append(value(by.get(i), context));
        }
        return key.toString();
    }

    private static String value(Field field, EventContext context) {
        String value = Objects.requireNonNullElse(field.print(context), MISSING);
        return value.indexOf(BETWEEN) < 0 ? value : value.replace(BETWEEN, ' ');
    }

    /** The groups, the largest first. */
    public List<Group> sorted(Order order) {
        List<Group> sorted = new ArrayList<>(groups.values());
        sorted.sort(Comparator.comparingLong((Group group) -> order.of(group))
                .reversed()
                .thenComparing(group -> String.join(String.valueOf(BETWEEN), group.values())));
        return sorted;
    }

    /** All events. */
    public Group all() {
        return all;
    }

    /** Those whose groups were too many to keep apart. */
    public Group others() {
        return others;
    }
}
