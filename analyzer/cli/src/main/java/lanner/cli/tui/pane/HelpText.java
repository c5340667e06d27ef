package lanner.cli.tui.pane;

import java.util.ArrayList;
import java.util.List;
import lanner.cli.tui.text.Key;
import lanner.cli.tui.text.LineBuilder;
import lanner.cli.tui.text.ListPosition;
import lanner.cli.tui.text.Look;
import lanner.cli.tui.text.Role;
import org.jline.utils.AttributedString;

/** The keys, by what they are for. */
final class HelpText implements Pane {
    private static final int KEYS = 18;

    /** Keys and what they do; without keys a heading. */
    private record Row(String keys, String words) {
        static Row heading(String words) {
            return new Row("", words);
        }
    }

    private static final List<Row> ROWS = List.of(
            // spotless:off
            Row.heading("Everywhere"),
            new Row("Tab, Shift-Tab", "the next pane, the one before"),
            new Row("1 2 3 4", "events, processes, alerts, details"),
            new Row("z", "the pane alone, or all again"),
            new Row("/", "write a filter; Tab completes, Enter applies, Esc leaves"),
            new Row("n N", "the next, the previous event that matches the filter"),
            new Row("c", "show the events around those that match as well"),
            new Row("a A", "the next, the previous event with an alert"),
            new Row(":", "go to an event by number, or to a time"),
            new Row("t", "times in UTC, local, from the first event"),
            new Row("Esc", "end a search; take the filter away"),
            new Row("i", "end indexing; the rows so far stay"),
            new Row("Ctrl-L", "paint everything anew"),
            new Row("?", "this help"),
            new Row("q, Ctrl-C", "leave; Ctrl-Z suspends"),
            Row.heading("Lists"),
            new Row("j k, arrows", "a line down, up"),
            new Row("Space b, PgDn PgUp", "a page down, up; Ctrl-D Ctrl-U half of it"),
            new Row("g G, Home End", "the first, the last line"),
            Row.heading("1 Events"),
            new Row("Enter", "the event's details: rules, process chain, arguments, fields"),
            new Row("Left Right", "shift what the event is about"),
            new Row("p", "its process in the tree"),
            new Row("! ~ * +", "raised an alert; follows a gap; bookmark; matches the filter"),
            new Row("letter or digit", "behind the number: tags of the event, named in its details"),
            Row.heading("2 Processes"),
            new Row("Enter", "events of the process and all below it"),
            new Row("o", "events of the process alone"),
            new Row("x", "leave the process and all below it out"),
            new Row("Left Right", "fold, unfold"),
            new Row("s", "by start, by activity, by alerts"),
            Row.heading("3 Alerts"),
            new Row("Enter", "its event and details"),
            new Row("y f e", "accepted, false positive, escalated"),
            new Row("Y F E", "the same with a note"),
            new Row("Del, d", "undecided again"),
            new Row("r", "take the last decision back"),
            new Row("u", "the next undecided alert"),
            new Row("U", "undecided alerts only"),
            Row.heading("4 Details"),
            new Row("Enter", "the line's value as a filter"));
            // spotless:on

    private final Look look;
    private ListPosition position = ListPosition.FIRST;
    private int visible = 1;

    HelpText(Look look) {
        this.look = look;
    }

    @Override
    public String heading() {
        return "Keys  Esc or q leaves this list";
    }

    @Override
    public List<AttributedString> lines(int columns, int rows, boolean focused) {
        visible = Math.max(1, rows);
        int last = Math.max(0, ROWS.size() - visible);
        position = new ListPosition(Math.min(position.selected(), last), Math.min(position.selected(), last));
        List<AttributedString> lines = new ArrayList<>();
        for (int i = position.top(); i < ROWS.size() && lines.size() < rows; i++) {
            Row row = ROWS.get(i);
            LineBuilder line = new LineBuilder(look, columns);
            if (row.keys().isEmpty()) {
                line.add(Role.STRONG, row.words());
            } else {
                line.skip(2).column(Role.PLAIN, row.keys(), KEYS).add(Role.PLAIN, row.words());
            }
            lines.add(line.line());
        }
        return lines;
    }

    @Override
    public boolean press(Key key) {
        int pages = Math.max(1, ROWS.size() - visible + 1);
        position = position.press(key, pages, 1);
        return true;
    }
}
