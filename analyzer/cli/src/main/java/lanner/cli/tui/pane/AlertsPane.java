package lanner.cli.tui.pane;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import lanner.cli.tui.desk.Desk;
import lanner.cli.tui.text.Glyph;
import lanner.cli.tui.text.Key;
import lanner.cli.tui.text.LineBuilder;
import lanner.cli.tui.text.ListPosition;
import lanner.cli.tui.text.Look;
import lanner.cli.tui.text.Role;
import lanner.engine.alert.Priority;
import lanner.engine.json.JsonText;
import lanner.investigation.casework.AlertGroups;
import lanner.investigation.casework.AlertGroups.Group;
import lanner.investigation.casework.CaseFile.Judgement;
import lanner.investigation.casework.CaseFile.Verdict;
import lanner.investigation.index.AlertEntry;
import lanner.investigation.index.Events;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/** Alerts below the line of their rule, the gravest first, each with what was decided about it. */
final class AlertsPane implements Pane {
    private static final int UNFOLDED_TO = 50;
    private static final double GOOD_DEAL = 1.3;
    private static final int TIME = 12;
    private static final int WIDE = 60;

    private final Desk desk;
    private final Look look;
    /** Groups that are not as their size would have them: folded though small, unfolded though large. */
    private final Set<String> turned = new HashSet<>();

    private boolean undecidedOnly;
    private AlertGroups groups = new AlertGroups(List.of(), 0, 0);
    private List<Line> lines = List.of();
    private @Nullable Events grouped;
    private int known = -1;
    private int changes;
    private boolean whole;
    private ListPosition position = ListPosition.FIRST;
    private int visible = 1;

    /** A line of the list: a group, or one of its alerts. */
    private record Line(Group group, Optional<AlertEntry> alert) {}

    AlertsPane(Desk desk, Look look) {
        this.desk = desk;
        this.look = look;
    }

    @Override
    public String heading() {
        refresh();
        int all = desk.events().alerts().size();
        return "Alerts  " + String.format(Locale.ROOT, "%,d", all)
                + (all == 0 ? "" : ", " + undecided(all, groups.undecided()))
                + (undecidedOnly ? ", these alone" : "");
    }

    private static String undecided(int all, int open) {
        return open == 0 ? "all decided" : open == all ? "undecided" : open + " undecided";
    }

    /** While an index grows the list is made anew when there is a good deal more, and when it is whole. */
    private void refresh() {
        int now = desk.events().alerts().size();
        boolean grown = now != known && now >= known * GOOD_DEAL;
        if (grouped != desk.events() || grown || changes != desk.changes() || whole != desk.isIndexingOver()) {
            group();
        }
    }

    private void group() {
        grouped = desk.events();
        known = grouped.alerts().size();
        changes = desk.changes();
        whole = desk.isIndexingOver();
        groups = AlertGroups.of(
                grouped,
                grouped.alerts(),
                desk.decisions(),
                AlertGroups.By.RULE,
                new AlertGroups.Filter(undecidedOnly, Priority.DEBUG, ""),
                1);
        layOut();
    }

    private void layOut() {
        List<Line> all = new ArrayList<>();
        for (Group group : groups.groups()) {
            all.add(new Line(group, Optional.empty()));
            if (isUnfolded(group)) {
                group.alerts().forEach(alert -> all.add(new Line(group, Optional.of(alert))));
            }
        }
        lines = all;
        position = position.within(lines.size(), visible);
    }

    private boolean isUnfolded(Group group) {
        return group.alerts().size() <= UNFOLDED_TO != turned.contains(group.name());
    }

    /** How many alerts there are. */
    int count() {
        return desk.events().alerts().size();
    }

    @Override
    public List<AttributedString> lines(int columns, int rows, boolean focused) {
        refresh();
        visible = Math.max(1, rows);
        position = position.within(lines.size(), visible);
        List<AttributedString> shown = new ArrayList<>();
        if (lines.isEmpty()) {
            shown.add(new LineBuilder(look, columns).add(Role.QUIET, nothing()).line());
        }
        for (int place = position.top(); place < lines.size() && shown.size() < rows; place++) {
            LineBuilder line = new LineBuilder(look, columns);
            boolean selected = place == position.selected();
            line.as(selected ? focused ? Role.SELECTED : Role.CHOSEN : Role.PLAIN);
            line.add(Role.PLAIN, selected ? ">" : " ");
            Line each = lines.get(place);
            if (each.alert().isPresent()) {
                alert(line, each.alert().get(), columns);
            } else {
                group(line, each.group());
            }
            shown.add((selected ? line.fill() : line).line());
        }
        return shown;
    }

    private String nothing() {
        if (!desk.isIndexingOver()) {
            return "rules are running ...";
        }
        if (count() > 0) {
            return "every alert is decided";
        }
        return desk.isIndexed() ? "no rule has matched an event" : "no alert in the part that is indexed";
    }

    private void group(LineBuilder line, Group group) {
        int all = group.alerts().size();
        line.sign(Role.QUIET, isUnfolded(group) ? Glyph.UNFOLDED : Glyph.FOLDED).skip(1);
        line.add(role(group.gravest()), group.gravest().word()).skip(1);
        line.bytes(Role.STRONG, group.name());
        line.add(Role.QUIET, "  " + all + ", " + undecided(all, group.undecided()));
    }

    static Role role(Priority priority) {
        return priority.atLeast(Priority.ERROR)
                ? Role.GRAVE
                : priority.atLeast(Priority.WARNING) ? Role.WARNING : Role.PLAIN;
    }

    private void alert(LineBuilder line, AlertEntry alert, int columns) {
        Optional<Judgement> judgement = desk.triage().of(alert);
        boolean settled = judgement.isPresent() && judgement.get().verdict() != Verdict.ESCALATED;
        Role plain = settled ? Role.QUIET : Role.PLAIN;
        line.skip(2);
        line.sign(judgement.isPresent() ? settled ? Role.GOOD : Role.GRAVE : Role.QUIET, sign(judgement))
                .skip(1);
        TagColumn.add(line, desk, alert.row());
        if (columns >= WIDE) {
            long milli = 1_000_000L;
            line.column(plain, desk.time().mark(alert.time(), desk.events().axis(0), milli), TIME);
        }
        line.bytes(plain, AlertGroups.process(desk.events(), alert)).skip(1);
        judgement
                .map(Judgement::note)
                .filter(note -> !note.isBlank())
                .ifPresent(note -> line.add(plain, "\"" + JsonText.characters(note) + "\" "));
        if (!alert.reservations().isEmpty()) {
            line.bytes(plain, "[" + alert.reservations() + "] ");
        }
        line.bytes(plain, alert.message());
    }

    static Glyph sign(Optional<Judgement> judgement) {
        return judgement
                .map(each -> switch (each.verdict()) {
                    case ACCEPTED -> Glyph.ACCEPTED;
                    case FALSE_POSITIVE -> Glyph.FALSE_POSITIVE;
                    case ESCALATED -> Glyph.ESCALATED;
                })
                .orElse(Glyph.UNDECIDED);
    }

    /** The alert at hand; empty on the line of a group. */
    Optional<AlertEntry> chosen() {
        refresh();
        return position.selected() < lines.size()
                ? lines.get(position.selected()).alert()
                : Optional.empty();
    }

    @Override
    public boolean press(Key key) {
        refresh();
        if (key.is('U')) {
            undecidedOnly = !undecidedOnly;
            group();
            return true;
        }
        if (key.is('r')) {
            desk.undo();
            return true;
        }
        if (lines.isEmpty()) {
            return false;
        }
        switch (key.kind()) {
            case LEFT -> fold(true);
            case RIGHT -> fold(false);
            case ENTER -> open();
            case DELETE -> chosen().ifPresent(desk.triage()::clear);
            default -> {
                if (key.is('u')) {
                    nextUndecided();
                    return true;
                }
                ListPosition moved = position.press(key, lines.size(), visible);
                boolean isOther = !moved.equals(position);
                position = moved;
                return isOther;
            }
        }
        return true;
    }

    /** Shows the alert at hand: its event among the events, its details. Folds or unfolds a group. */
    private void open() {
        Optional<AlertEntry> alert = chosen();
        if (alert.isPresent()) {
            desk.select(alert.get().row());
            desk.readDetails();
        } else {
            fold(isUnfolded(lines.get(position.selected()).group()));
        }
    }

    private void fold(boolean fold) {
        Group group = lines.get(position.selected()).group();
        if (isUnfolded(group) == fold) {
            if (!turned.remove(group.name())) {
                turned.add(group.name());
            }
            layOut();
        }
        for (int place = 0; place < lines.size() && fold; place++) {
            if (lines.get(place).group().name().equals(group.name())) {
                position = position.to(place, lines.size(), visible);
                return;
            }
        }
    }

    private void nextUndecided() {
        AlertGroups.Decisions decisions = desk.decisions();
        Optional<AlertEntry> next =
                groups.nextUndecided(chosen().map(AlertEntry::row).orElse(-1), decisions);
        if (next.isEmpty()) {
            desk.say("no other alert is undecided");
            return;
        }
        for (Group group : groups.groups()) {
            if (group.name().equals(next.get().rule()) && !isUnfolded(group)) {
                turned.add(group.name());
                layOut();
            }
        }
        for (int place = 0; place < lines.size(); place++) {
            if (lines.get(place).alert().filter(next.get()::equals).isPresent()) {
                position = position.to(place, lines.size(), visible);
            }
        }
    }

    /** The verdict that a letter stands for; capitals ask for a note. */
    static Optional<Verdict> verdict(Key key) {
        return switch (key.kind() == Key.Kind.CHARACTER ? Character.toLowerCase(key.character()) : 0) {
            case 'y' -> Optional.of(Verdict.ACCEPTED);
            case 'f' -> Optional.of(Verdict.FALSE_POSITIVE);
            case 'e' -> Optional.of(Verdict.ESCALATED);
            default -> Optional.empty();
        };
    }
}
