package lanner.investigation.groups;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import lanner.investigation.rows.Completion;
import lanner.investigation.rows.RowQuery;
import org.jspecify.annotations.Nullable;

/** Events that have the same values. */
public final class EventGroup {
    private final List<@Nullable String> values;
    private final Sums sums;

    EventGroup(List<@Nullable String> values, Sums sums) {
        this.values = Collections.unmodifiableList(values);
        this.sums = sums;
    }

    /** In the order of the grouping; bytes, one character each; null where an event has no value. */
    public List<@Nullable String> values() {
        return values;
    }

    public Sums sums() {
        return sums;
    }

    /** The condition that holds for its events and no others; empty where the rule language cannot say it. */
    Optional<String> condition(Grouping grouping) {
        StringBuilder condition = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            String field = grouping.by().get(i);
            String value = values.get(i);
            boolean plain = value == null || !value.isEmpty() && value.chars().allMatch(c -> c >= 32 && c < 127);
            if (Grouping.Own.of(field).isPresent() || !plain) {
                return Optional.empty();
            }
            condition.append(i == 0 ? "" : " and ");
            condition.append(value == null ? "not " + field + " exists" : Completion.comparison(field, value));
        }
        return RowQuery.problem(condition.toString()).isEmpty() ? Optional.of(condition.toString()) : Optional.empty();
    }
}
