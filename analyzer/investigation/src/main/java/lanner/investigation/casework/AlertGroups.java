package lanner.investigation.casework;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import lanner.engine.alert.Priority;
import lanner.investigation.index.AlertEntry;
import lanner.investigation.index.Events;

/**
 * Alerts in groups, those that a filter leaves. Groups with more severe alerts stand first, then those with more; alerts in a
 * group are in the order of time.
 *
 * @param left how many alerts the filter leaves
 * @param undecided how many of all are undecided
 */
public record AlertGroups(List<Group> groups, int left, int undecided) {
    public AlertGroups {
        groups = List.copyOf(groups);
    }

    /** What alerts are put together by. */
    public enum By {
        RULE("Rule"),
        PRIORITY("Priority"),
        PROCESS("Process");

        private final String words;

        By(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * Which alerts are wanted.
     *
     * @param least those less severe are left out
     * @param text found in rule, message, process or tags, in whatever case; empty for all
     */
    public record Filter(boolean undecidedOnly, Priority least, String text) {
        public static final Filter NONE = new Filter(false, Priority.DEBUG, "");
    }

    /**
     * Alerts that have something in common.
     *
     * @param gravest the priority of the gravest
     * @param overTime how many were raised in each of equal parts of the capture's time
     */
    public record Group(String name, Priority gravest, List<AlertEntry> alerts, int undecided, int[] overTime) {
        public Group {
            alerts = List.copyOf(alerts);
        }
    }

    /** What was decided about an alert. */
    @FunctionalInterface
    public interface Decisions {
        Optional<CaseFile.Judgement> of(AlertEntry alert);
    }

    /** The decisions of a case as they are now. */
    public static Decisions decisions(Events events, Map<CaseFile.AlertKey, CaseFile.Judgement> judgements) {
        Map<CaseFile.AlertKey, CaseFile.Judgement> now = Map.copyOf(judgements);
        return alert -> Optional.ofNullable(now.get(new CaseFile.AlertKey(
                new CaseFile.EventKey(events.capture(alert.row()), alert.number()), alert.rule())));
    }

    /** @param parts how many parts the capture's time is cut into */
    public static AlertGroups of(
            Events events, List<AlertEntry> alerts, Decisions decisions, By by, Filter filter, int parts) {
        Map<String, Draft> drafts = new LinkedHashMap<>();
        String wanted = filter.text().strip().toLowerCase(Locale.ROOT);
        int left = 0;
        int open = 0;
        long first = events.rows() == 0 ? 0 : events.axis(0);
        double length = events.rows() == 0 ? 1 : Math.max(1.0, (double) events.axis(events.rows() - 1) - first + 1);
        for (AlertEntry alert : alerts) {
            boolean undecided = decisions.of(alert).isEmpty();
            open += undecided ? 1 : 0;
            if (filter.undecidedOnly() && !undecided
                    || !alert.priority().atLeast(filter.least())
                    || !holds(events, alert, wanted)) {
                continue;
            }
            left++;
            Draft draft = drafts.computeIfAbsent(key(events, alert, by), name -> new Draft(name, parts));
            int part = (int) ((events.axis(alert.row()) - first) / length * parts);
            draft.add(alert, undecided, Math.max(0, Math.min(parts - 1, part)));
        }
        List<Group> groups =
                new ArrayList<>(drafts.values().stream().map(Draft::group).toList());
        groups.sort(Comparator.comparing(Group::gravest)
                .thenComparing(group -> -group.alerts().size())
                .thenComparing(Group::name));
        return new AlertGroups(groups, left, open);
    }

    private static final class Draft {
        private final String name;
        private final List<AlertEntry> alerts = new ArrayList<>();
        private final int[] overTime;
        private Priority gravest = Priority.DEBUG;
        private int undecided;

        Draft(String name, int parts) {
            this.name = name;
            this.overTime = new int[parts];
        }

        void add(AlertEntry alert, boolean isUndecided, int part) {
            alerts.add(alert);
            undecided += isUndecided ? 1 : 0;
            overTime[part]++;
            gravest = alert.priority().atLeast(gravest) ? alert.priority() : gravest;
        }

        Group group() {
            return new Group(name, gravest, alerts, undecided, overTime);
        }
    }

    private static String key(Events events, AlertEntry alert, By by) {
        return switch (by) {
            case RULE -> alert.rule();
            case PRIORITY -> alert.priority().word();
            case PROCESS -> process(events, alert);
        };
    }

    /** {@code bash 4711}, and {@code #2} where the number was used before; of a request who asked. */
    public static String process(Events events, AlertEntry alert) {
        return events.who(alert.row());
    }

    private static boolean holds(Events events, AlertEntry alert, String wanted) {
        return wanted.isEmpty()
                || alert.rule().toLowerCase(Locale.ROOT).contains(wanted)
                || alert.message().toLowerCase(Locale.ROOT).contains(wanted)
                || process(events, alert).toLowerCase(Locale.ROOT).contains(wanted)
                || alert.tags().stream()
                        .anyMatch(tag -> tag.toLowerCase(Locale.ROOT).contains(wanted));
    }

    /**
     * The next alert in the order of the groups that is undecided.
     *
     * @param row the event to start behind; -1 to start at the beginning
     * @return from the beginning again behind the last; empty if there is none but this
     */
    public Optional<AlertEntry> nextUndecided(int row, Decisions decisions) {
        List<AlertEntry> all =
                groups.stream().flatMap(group -> group.alerts().stream()).toList();
        int at = 0;
        while (at < all.size() && all.get(at).row() != row) {
            at++;
        }
        int from = at == all.size() ? -1 : at;
        for (int i = 1; i <= all.size(); i++) {
            AlertEntry alert = all.get((from + i) % all.size());
            if (alert.row() != row && decisions.of(alert).isEmpty()) {
                return Optional.of(alert);
            }
        }
        return Optional.empty();
    }
}
