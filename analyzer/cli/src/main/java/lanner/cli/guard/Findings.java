package lanner.cli.guard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import lanner.engine.alert.Alert;

/** The alerts of a recording, by rule; of each rule the gravest alert that came first, and how many there were. */
public final class Findings {
    private final Predicate<Alert> counting;
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private long alerts;
    private long counted;

    /** The alerts of one rule. */
    public static final class Group {
        private final Alert first;
        private final boolean grave;
        private long count;

        private Group(Alert first, boolean grave, long count) {
            this.first = first;
            this.grave = grave;
            this.count = count;
        }

        /** The first that counts; where none does, the first. */
        public Alert first() {
            return first;
        }

        /** Whether one of them counts. */
        public boolean isGrave() {
            return grave;
        }

        public long count() {
            return count;
        }
    }

    /** @param counting which alerts decide the verdict */
    public Findings(Predicate<Alert> counting) {
        this.counting = counting;
    }

    /** Takes an alert. */
    public void add(Alert alert) {
        boolean grave = counting.test(alert);
        alerts++;
        counted += grave ? 1 : 0;
        Group known = groups.get(alert.rule());
        if (known == null || grave && !known.grave) {
            groups.put(alert.rule(), new Group(alert, grave, known == null ? 1 : known.count + 1));
        } else {
            known.count++;
        }
    }

    public long alerts() {
        return alerts;
    }

    /** Those that decide the verdict. */
    public long counted() {
        return counted;
    }

    /** Those that count first, then the gravest, then in the order of events. */
    public List<Group> groups() {
        List<Group> sorted = new ArrayList<>(groups.values());
        sorted.sort(Comparator.comparing((Group group) -> !group.grave)
                .thenComparing(group -> group.first.priority())
                .thenComparingLong(group -> group.first.eventNumber()));
        return sorted;
    }

    /** The gravest; empty where there is none. */
    public Optional<Group> gravest() {
        return groups().stream().findFirst();
    }
}
