package lanner.viewer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import lanner.investigation.rows.RowQuery;
import lanner.viewer.paint.Theme;

/** Which rows of the table of events are coloured: of the rules that hold for a row the first wins. For the JavaFX thread. */
public final class ColourRules {
    private static final int MOST = 20;
    /** So that all of them can be kept. */
    private static final int LONGEST = 300;

    /**
     * A rule.
     *
     * @param sign one letter, for those who do not see the colour
     * @param condition of the rule language
     */
    public record Rule(Theme.Tint tint, String sign, String condition) {
        /** Why it is no valid rule; empty if it is one. */
        public Optional<String> problem() {
            if (!sign.matches("[A-Za-z0-9]")) {
                return Optional.of("the sign is one letter or digit");
            }
            if (condition.isBlank() || condition.length() > LONGEST || condition.indexOf('\n') >= 0) {
                return Optional.of("a condition of one line, at most " + LONGEST + " characters");
            }
            return RowQuery.problem(condition).map(RowQuery.Problem::message);
        }
    }

    /** The rules of a first start; all of them are answered from the index. */
    private static final List<Rule> USUAL = List.of(
            new Rule(
                    Theme.Tint.VERMILION,
                    "W",
                    "evt.type in (write, pwrite, writev, pwritev, ftruncate, fchmod, fchown) and fd.name startswith /etc"),
            new Rule(Theme.Tint.PURPLE, "D", "evt.type in (unlink, unlinkat, rmdir)"),
            new Rule(Theme.Tint.BLUE, "X", "evt.type in (execve, execveat)"),
            new Rule(Theme.Tint.GREEN, "C", "evt.type in (connect, accept, accept4, listen)"),
            new Rule(Theme.Tint.YELLOW, "F", "evt.failed = true and not evt.res in (ENOENT, EAGAIN, EINPROGRESS)"));

    private final ReadOnlyObjectWrapper<List<Rule>> list = new ReadOnlyObjectWrapper<>(USUAL);
    private final BooleanProperty on = new SimpleBooleanProperty(true);

    /** Binds these to others: a change of one is a change of both. */
    void follow(ColourRules others) {
        list.bindBidirectional(others.list);
        on.bindBidirectional(others.on);
    }

    /** The first wins; an immutable list. */
    public ReadOnlyObjectProperty<List<Rule>> list() {
        return list.getReadOnlyProperty();
    }

    /** Whether rows are coloured at all. */
    public BooleanProperty on() {
        return on;
    }

    /**
     * Puts a rule behind the others.
     *
     * @return why not; empty if it is there now
     */
    public Optional<String> add(Rule rule) {
        if (list.get().size() >= MOST) {
            return Optional.of("there are " + MOST + " rules already: remove one first");
        }
        return put(list.get().size(), rule, false);
    }

    /** Puts a rule in the place of another. */
    public Optional<String> change(int at, Rule rule) {
        return put(at, rule, true);
    }

    private Optional<String> put(int at, Rule rule, boolean instead) {
        Optional<String> problem = rule.problem();
        if (problem.isEmpty()) {
            List<Rule> rules = new ArrayList<>(list.get());
            if (instead) {
                rules.set(at, rule);
            } else {
                rules.add(at, rule);
            }
            list.set(List.copyOf(rules));
        }
        return problem;
    }

    public void remove(int at) {
        List<Rule> fewer = new ArrayList<>(list.get());
        fewer.remove(at);
        list.set(List.copyOf(fewer));
    }

    /** Puts a rule at another place, if there is one. */
    public void move(int from, int to) {
        if (to >= 0 && to < list.get().size() && from != to) {
            List<Rule> moved = new ArrayList<>(list.get());
            moved.add(to, moved.remove(from));
            list.set(List.copyOf(moved));
        }
    }

    /** The rules of a first start. */
    public void reset() {
        list.set(USUAL);
    }

    /** A line for whether they are on, then one a rule. */
    String written() {
        return (on.get() ? "on" : "off")
                + list.get().stream()
                        .map(rule -> "\n" + rule.tint().name() + " " + rule.sign() + " " + rule.condition())
                        .collect(Collectors.joining());
    }

    /** Takes what {@link #written} wrote; lines that are no rules any more are passed over. */
    void read(String text) {
        String[] lines = text.split("\n", MOST + 2);
        if (!lines[0].equals("on") && !lines[0].equals("off")) {
            return;
        }
        on.set(lines[0].equals("on"));
        list.set(List.of());
        for (int i = 1; i < lines.length; i++) {
            String[] parts = lines[i].split(" ", 3);
            if (parts.length == 3) {
                Theme.Tint.byName(parts[0]).ifPresent(tint -> add(new Rule(tint, parts[1], parts[2])));
            }
        }
    }
}
