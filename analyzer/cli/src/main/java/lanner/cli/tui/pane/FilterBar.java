package lanner.cli.tui.pane;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lanner.cli.tui.desk.Desk;
import lanner.cli.tui.text.Key;
import lanner.cli.tui.text.LineBuilder;
import lanner.cli.tui.text.LineEdit;
import lanner.cli.tui.text.Look;
import lanner.cli.tui.text.Role;
import lanner.cli.tui.text.ShownText;
import lanner.investigation.index.Events;
import lanner.investigation.rows.Completion;
import lanner.investigation.rows.RowFilter;
import lanner.investigation.rows.RowQuery;
import lanner.product.Counted;
import org.jline.utils.AttributedString;

/**
 * The condition that events are filtered by, while it is written and after: what is wrong with it at its place, and, on Tab,
 * how it may go on.
 */
final class FilterBar {
    private static final int MOST_CHOICES = 8;
    private static final int MOST_OF_FAULT = 4;
    private static final String PROMPT = "/ ";

    private final Desk desk;
    private final Look look;
    private final Completion completion = new Completion();
    private boolean editing;
    private LineEdit edit = LineEdit.EMPTY;
    private List<Completion.Choice> choices = List.of();
    private int from;
    private int choice;
    /** Whether Enter was pressed on what is wrong: then it is said, though it may only be unfinished. */
    private boolean refused;

    FilterBar(Desk desk, Look look) {
        this.desk = desk;
        this.look = look;
    }

    boolean isEditing() {
        return editing;
    }

    /** Begins to write, with the condition that is applied. */
    void begin() {
        edit = LineEdit.of(desk.condition());
        editing = true;
        choices = List.of();
    }

    /** Begins to write with another condition behind the one that is applied. */
    void add(String more) {
        begin();
        String now = edit.text();
        boolean needsBrackets = now.matches("(?s).*\\bor\\b.*");
        edit = LineEdit.of(now.isBlank() ? more : (needsBrackets ? "(" + now + ")" : now) + " and " + more);
    }

    private Optional<RowQuery.Problem> problem() {
        return RowQuery.check(edit.text(), desk.workspace()).problem();
    }

    /** Takes a key while it is written. */
    void press(Key key) {
        refused = false;
        boolean open = !choices.isEmpty();
        switch (key.kind()) {
            case ESCAPE -> {
                editing = open;
                choices = List.of();
            }
            case ENTER -> {
                if (open) {
                    take(choices.get(choice));
                } else {
                    apply();
                }
            }
            case TAB -> {
                if (open) {
                    take(choices.get(choice));
                } else {
                    complete();
                }
            }
            case BACK_TAB -> choice = Math.floorMod(choice - 1, Math.max(1, choices.size()));
            case UP -> choice = open ? Math.max(0, choice - 1) : choice;
            case DOWN -> choice = open ? Math.min(choices.size() - 1, choice + 1) : choice;
            case PAGE_UP, PAGE_DOWN -> {
                // A long list is made shorter by typing.
            }
            default ->
                edit.press(key).ifPresent(now -> {
                    edit = now;
                    if (open) {
                        offer(now);
                    }
                });
        }
    }

    private void apply() {
        if (problem().isEmpty()) {
            editing = false;
            desk.apply(edit.text());
        } else {
            refused = true;
        }
    }

    /** What is wrong and is not merely unfinished. */
    private Optional<RowQuery.Problem> fault() {
        int end = edit.text().stripTrailing().length();
        return problem().filter(wrong -> refused || wrong.to() < end || edit.caret() < end);
    }

    private void offer(LineEdit now) {
        Completion.Offer offer = completion.at(
                now.text(), now.caret(), desk.events(), desk.workspace().conditions());
        choices = offer.choices();
        from = offer.from();
        choice = 0;
    }

    /** Writes what all that may come next have in common; where that is nothing new, shows them. */
    private void complete() {
        offer(edit);
        String begun = edit.text().substring(from, edit.caret());
        if (choices.isEmpty()) {
            desk.say("nothing is known that may come here");
            return;
        }
        if (choices.size() == 1) {
            take(choices.get(0));
            return;
        }
        String common = choices.get(0).text();
        for (Completion.Choice each : choices) {
            int same = 0;
            while (same < Math.min(common.length(), each.text().length())
                    && common.charAt(same) == each.text().charAt(same)) {
                same++;
            }
            common = common.substring(0, same);
        }
        if (common.length() > begun.length() && common.startsWith(begun)) {
            edit = edit.replaced(from, edit.caret(), common);
            choices = List.of();
        }
    }

    private void take(Completion.Choice taken) {
        boolean atEnd = edit.caret() == edit.text().length();
        edit = edit.replaced(from, edit.caret(), taken.text() + (atEnd ? " " : ""));
        choices = List.of();
    }

    // --- what is shown -----------------------------------------------------------------------------------------------

    /** The line of the filter, and where the caret stands in it; -1 for none. */
    record Shown(AttributedString line, int caret) {}

    Shown line(int columns) {
        LineBuilder line = new LineBuilder(look, columns);
        if (!editing) {
            if (desk.isAll()) {
                line.add(Role.QUIET, PROMPT + "no filter");
            } else {
                line.add(Role.STRONG, PROMPT).add(Role.STRONG, desk.condition());
                narrower()
                        .forEach(
                                words -> line.add(Role.STRONG, (desk.condition().isEmpty() ? "" : "  ") + "[")
                                        .add(Role.STRONG, words + "]"));
            }
            return new Shown(line.line(), -1);
        }
        line.add(Role.STRONG, PROMPT);
        Optional<RowQuery.Problem> problem = fault();
        int room = Math.max(1, columns - PROMPT.length() - 1);
        int first = first(room);
        int wrong = problem.map(RowQuery.Problem::from).orElse(edit.text().length());
        int wrongEnd = problem.map(RowQuery.Problem::to).orElse(wrong);
        piece(line, Role.PLAIN, first, wrong);
        piece(line, Role.WRONG_PLACE, Math.max(first, wrong), wrongEnd);
        piece(line, Role.PLAIN, Math.max(first, wrongEnd), edit.text().length());
        int caret = PROMPT.length() + width(edit.text().substring(first, edit.caret()));
        return new Shown(line.line(), Math.min(caret, columns));
    }

    private void piece(LineBuilder line, Role role, int begin, int end) {
        if (begin < end) {
            line.add(role, edit.text().substring(begin, end));
        }
    }

    /** From where the text is shown, so that the caret is in view. */
    private int first(int room) {
        int first = 0;
        while (width(edit.text().substring(first, edit.caret())) > room) {
            first = edit.text().offsetByCodePoints(first, 1);
        }
        return first;
    }

    private int width(String text) {
        return ShownText.of(text, 0, Integer.MAX_VALUE / 2, look.unicode()).columns();
    }

    /** What narrows the events besides the condition. */
    private List<String> narrower() {
        List<String> words = new ArrayList<>();
        RowFilter filter = desk.narrowed();
        BitSet some = filter.processes();
        if (some != null) {
            Events events = desk.events();
            BitSet others = new BitSet();
            others.set(0, events.processes());
            others.andNot(some);
            boolean without = !others.isEmpty() && others.cardinality() < some.cardinality();
            BitSet named = without ? others : some;
            int one = named.nextSetBit(0);
            words.add(
                    one < 0
                            ? "no process"
                            : (without ? "without " : "") + "process "
                                    + events.process(one).numbered()
                                    + (named.cardinality() > 1 ? " and " + (named.cardinality() - 1) + " more" : ""));
        }
        return words;
    }

    /** Lines that lie over what is below while a condition is written: what is wrong with it, or how it may go on. */
    List<AttributedString> below(int columns, int rows) {
        List<AttributedString> lines = new ArrayList<>();
        if (!editing) {
            return lines;
        }
        if (choices.isEmpty()) {
            fault().ifPresent(wrong -> {
                String place = String.format(Locale.ROOT, "column %d: ", wrong.from() + 1);
                String message = wrong.message().lines().findFirst().orElse("");
                int most = Math.max(1, Math.min(rows, MOST_OF_FAULT));
                for (String each : ShownText.wrapped(place + message, columns - 2, most, look.unicode())) {
                    lines.add(new LineBuilder(look, columns)
                            .add(Role.GRAVE, "  " + each)
                            .fill()
                            .line());
                }
            });
            return lines;
        }
        int visible = Math.max(1, Math.min(MOST_CHOICES, rows - 1));
        int top = Math.max(0, Math.min(choice - visible / 2, choices.size() - visible));
        int widest = 8;
        for (Completion.Choice each : choices) {
            widest = Math.max(widest, Math.min(columns / 2, width(each.text())));
        }
        for (int i = top; i < choices.size() && lines.size() < visible; i++) {
            LineBuilder line = new LineBuilder(look, columns);
            line.as(i == choice ? Role.SELECTED : Role.PLAIN);
            line.add(Role.PLAIN, i == choice ? "> " : "  ");
            line.column(Role.STRONG, choices.get(i).text(), widest);
            line.bytes(Role.QUIET, choices.get(i).note());
            lines.add(line.fill().line());
        }
        lines.add(new LineBuilder(look, columns)
                .as(Role.HEADING)
                .add(Role.PLAIN, "  " + Counted.of(choices.size(), "choice") + ": Tab takes one, Esc none")
                .fill()
                .line());
        return lines;
    }
}
