package lanner.cli.tui.pane;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lanner.cli.tui.desk.Desk;
import lanner.cli.tui.text.Key;
import lanner.cli.tui.text.LineBuilder;
import lanner.cli.tui.text.ListPosition;
import lanner.cli.tui.text.Look;
import lanner.cli.tui.text.Role;
import lanner.investigation.index.Events;
import lanner.investigation.index.ProcessEntry;
import lanner.investigation.index.ProgramImage;
import lanner.investigation.index.Request;
import lanner.investigation.rows.About;
import lanner.investigation.rows.RowText;
import lanner.investigation.rows.TimeFormat;
import lanner.product.Counted;
import org.jline.utils.AttributedString;

/** The events in view, a line each. Only those that are shown are read. */
final class EventsPane implements Pane {
    private static final int SHIFT = 16;
    private static final int MOST_SHIFT = 1 << 16;
    /** Room that arguments need to be worth reading, behind what the event is about. */
    private static final int LEAST_ARGUMENTS = 12;

    private final Desk desk;
    private final Look look;
    private ListPosition position = ListPosition.FIRST;
    private int visible = 1;
    private int shift;

    /** How wide the columns are; 0 for one that is left out. */
    private record Columns(int number, int time, int process, int call, int result) {
        static Columns of(int columns, int number) {
            if (columns >= 99) {
                return new Columns(number, 15, 20, 14, 12);
            }
            if (columns >= 69) {
                return new Columns(number, 12, 14, 10, 7);
            }
            return columns >= 44 ? new Columns(number, 8, 10, 8, 0) : new Columns(number, 0, 0, 8, 0);
        }
    }

    EventsPane(Desk desk, Look look) {
        this.desk = desk;
        this.look = look;
    }

    @Override
    public String heading() {
        String all = Counted.of(desk.events().rows(), "event");
        if (desk.isAll()) {
            return "Events  " + all;
        }
        String part = String.format(Locale.ROOT, "%,d", desk.rows().size());
        return "Events  " + part + " of " + all
                + (desk.isFiltering() ? ", looking" : desk.rows().isPartial() ? ", stopped" : "")
                + (desk.isInContext() ? ", others shown too" : "");
    }

    @Override
    public List<AttributedString> lines(int columns, int rows, boolean focused) {
        visible = Math.max(1, rows);
        follow();
        int places = desk.places();
        List<AttributedString> lines = new ArrayList<>();
        if (places == 0) {
            lines.add(new LineBuilder(look, columns).add(Role.QUIET, nothing()).line());
            return lines;
        }
        Events events = desk.events();
        int last = desk.rowAt(Math.min(places, position.top() + rows) - 1);
        int digits = Math.max(4, Long.toString(events.number(last)).length());
        Columns layout = Columns.of(columns, digits);
        for (int place = position.top(); place < places && lines.size() < rows; place++) {
            lines.add(line(desk.rowAt(place), columns, layout, place == position.selected(), focused));
        }
        return lines;
    }

    private String nothing() {
        if (desk.isFiltering()) {
            return "looking for events that match ...";
        }
        if (!desk.isAll()) {
            return "no event matches; Esc takes the filter away";
        }
        return desk.isIndexingOver() ? "the capture has no events" : "reading ...";
    }

    /** The row at hand may have been chosen elsewhere, and rows may be others now. */
    private void follow() {
        int places = desk.places();
        int place = Math.max(0, Math.min(places - 1, desk.placeOf(desk.row())));
        position = place == position.selected()
                ? position.within(places, visible)
                : position.reveal(place, places, visible);
    }

    private AttributedString line(int row, int columns, Columns layout, boolean selected, boolean focused) {
        Events events = desk.events();
        LineBuilder line = new LineBuilder(look, columns);
        boolean isDim = desk.isInContext() && !desk.rows().contains(row);
        Role plain = isDim ? Role.QUIET : Role.PLAIN;
        line.as(selected ? focused ? Role.SELECTED : Role.CHOSEN : Role.PLAIN);
        line.add(plain, selected ? ">" : " ");
        mark(line, row, isDim);
        line.right(plain, Long.toString(events.number(row)), layout.number());
        TagColumn.add(line, desk, row);
        if (layout.time() > 0) {
            line.column(plain, time(row, layout.time()), layout.time());
        }
        if (layout.process() > 0) {
            process(line, plain, row, layout.process());
        }
        boolean failed = events.failed(row);
        line.byteColumn(plain, events.call(row), layout.call());
        Optional<RowText.Text> text = Optional.empty();
        if (layout.result() > 0) {
            if (events.isRequest(row)) {
                line.byteColumn(
                        isDim || !failed ? plain : Role.WARNING,
                        events.request(row).map(Request::response).orElse(""),
                        layout.result());
            } else if (failed) {
                text = Optional.of(desk.text(row));
                line.byteColumn(
                        isDim || events.pending(row) ? plain : Role.WARNING,
                        text.get().result(),
                        layout.result());
            } else {
                line.column(plain, events.hasResult(row) ? Long.toString(events.result(row)) : "", layout.result());
            }
        }
        about(line, plain, row, text);
        return (selected ? line.fill() : line).line();
    }

    private void mark(LineBuilder line, int row, boolean isDim) {
        Events events = desk.events();
        if (events.raisedAlert(row)) {
            line.add(Role.GRAVE, "!");
        } else if (events.followsGap(row)) {
            line.add(Role.WARNING, "~");
        } else if (desk.bookmark(row).isPresent()) {
            line.add(Role.GOOD, "*");
        } else {
            line.add(Role.QUIET, desk.isInContext() && !isDim ? "+" : " ");
        }
    }

    private String time(int row, int width) {
        Events events = desk.events();
        TimeFormat format = desk.time();
        long second = 1_000_000_000L;
        long step = width >= 15 ? 1_000 : width >= 12 ? 1_000_000 : second;
        return format.mark(events.time(row), events.axis(0), step);
    }

    private void process(LineBuilder line, Role role, int row, int width) {
        Events events = desk.events();
        ProgramImage image = events.image(events.imageId(row));
        ProcessEntry process = events.process(image.process());
        String number = image.isProgram() ? " " + process.numbered() : "";
        int name = Math.max(1, width - number.length());
        int before = line.room();
        String who = image.isProgram() ? image.comm() : events.who(row);
        line.bytes(role, who.length() > name ? who.substring(0, name) : who);
        line.add(role, number);
        line.skip(width - (before - line.room())).skip(1);
    }

    private void about(LineBuilder line, Role role, int row, Optional<RowText.Text> read) {
        if (line.room() <= 0) {
            return;
        }
        String about = About.of(desk.events(), row).map(About::words).orElse("");
        line.bytes(role, about, shift);
        boolean isThere = about.length() > shift;
        if (line.room() >= LEAST_ARGUMENTS) {
            String arguments =
                    withoutResult(read.orElseGet(() -> desk.text(row)).arguments());
            line.skip(isThere ? 2 : 0).bytes(Role.QUIET, arguments, isThere ? 0 : shift - about.length());
        }
    }

    /** The result has a column of its own. */
    private static String withoutResult(String arguments) {
        int space = arguments.indexOf(' ');
        return arguments.startsWith("res=") ? space < 0 ? "" : arguments.substring(space + 1) : arguments;
    }

    @Override
    public boolean press(Key key) {
        switch (key.kind()) {
            case LEFT -> shift = Math.max(0, shift - SHIFT);
            case RIGHT -> shift = Math.min(MOST_SHIFT, shift + SHIFT);
            default -> {
                ListPosition moved = position.press(key, desk.places(), visible);
                if (moved.equals(position)) {
                    return false;
                }
                position = moved;
                select();
            }
        }
        return true;
    }

    private void select() {
        if (desk.places() > 0) {
            desk.select(desk.rowAt(position.selected()));
        }
    }
}
