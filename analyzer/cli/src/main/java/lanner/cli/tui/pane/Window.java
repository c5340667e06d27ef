package lanner.cli.tui.pane;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lanner.cli.tui.desk.Desk;
import lanner.cli.tui.desk.Job;
import lanner.cli.tui.desk.Jump;
import lanner.cli.tui.text.Glyph;
import lanner.cli.tui.text.Key;
import lanner.cli.tui.text.LineBuilder;
import lanner.cli.tui.text.LineEdit;
import lanner.cli.tui.text.Look;
import lanner.cli.tui.text.Role;
import lanner.cli.tui.text.ShownText;
import lanner.investigation.casework.CaseFile.Verdict;
import lanner.investigation.index.AlertEntry;
import lanner.product.Counted;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/**
 * The window as a whole: a title, the filter, the events, below them the other panes as far as there is room, and a line that
 * says what goes on. Keys change it; what it is, is lines. Knows no terminal.
 */
public final class Window {
    /** Below the height of two panes there is one. */
    private static final int LEAST_FOR_TWO = 16;

    private static final int WIDE = 99;
    private static final int WIDEST = 159;
    private static final String HINTS = "? keys  Tab pane  / filter  : go to  q leave";

    private final Desk desk;
    private final Look look;
    private final FilterBar filter;
    private final EventsPane events;
    private final ProcessesPane processes;
    private final AlertsPane alerts;
    private final DetailsPane details;
    private final HelpText help;

    private int columns = 79;
    private int rows = 24;
    private PaneId focus = PaneId.EVENTS;
    /** Of those that share a place the one that was last in focus. */
    private PaneId beside = PaneId.ALERTS;

    private PaneId below = PaneId.DETAILS;
    private boolean alone;
    private boolean helping;
    private Optional<Prompt> prompt = Optional.empty();

    private enum PaneId {
        EVENTS,
        PROCESSES,
        ALERTS,
        DETAILS
    }

    /** As Tab leads through them, and as they are numbered. */
    private static final List<PaneId> ORDER = List.of(PaneId.EVENTS, PaneId.PROCESSES, PaneId.ALERTS, PaneId.DETAILS);

    /** A line at the bottom that something is asked on. */
    private record Prompt(String words, LineEdit edit, Optional<Decision> decision) {}

    /** What a note is asked for. */
    private record Decision(AlertEntry alert, Verdict verdict) {}

    /** What is to be done after a key. */
    public enum Outcome {
        GO_ON,
        PAINT_ANEW,
        SUSPEND,
        LEAVE,
        INTERRUPTED
    }

    /**
     * What a terminal shows.
     *
     * @param lines one for each row of the terminal
     * @param caretRow where the caret stands; -1 where there is none
     */
    public record Screen(List<AttributedString> lines, int caretRow, int caretColumn) {
        public Screen {
            lines = List.copyOf(lines);
        }
    }

    public Window(Desk desk, Look look) {
        this.desk = desk;
        this.look = look;
        filter = new FilterBar(desk, look);
        events = new EventsPane(desk, look);
        processes = new ProcessesPane(desk, look);
        alerts = new AlertsPane(desk, look);
        help = new HelpText(look);
        details = new DetailsPane(desk, look, filter::add);
    }

    /**
     * The terminal has another size. Its last column stays free: what a terminal does behind a character there, at the next
     * one or at once, differs from one to the other.
     */
    public void resize(int newColumns, int newRows) {
        columns = Math.max(1, newColumns - 1);
        rows = Math.max(1, newRows);
    }

    // --- keys --------------------------------------------------------------------------------------------------------

    /** Takes a key. */
    public Outcome press(Key key) {
        if (key.isControl('C')) {
            return Outcome.INTERRUPTED;
        }
        if (key.isControl('Z')) {
            return Outcome.SUSPEND;
        }
        if (key.isControl('L')) {
            return Outcome.PAINT_ANEW;
        }
        desk.say("");
        if (helping) {
            helping = !key.is('q') && !key.is('?') && key.kind() != Key.Kind.ESCAPE && help.press(key);
        } else if (prompt.isPresent()) {
            answer(prompt.get(), key);
        } else if (filter.isEditing()) {
            filter.press(key);
        } else if (key.is('q')) {
            return Outcome.LEAVE;
        } else {
            command(key);
        }
        return Outcome.GO_ON;
    }

    private void command(Key key) {
        switch (key.kind()) {
            case TAB -> focus(next(1));
            case BACK_TAB -> focus(next(-1));
            case ESCAPE -> {
                if (alone) {
                    alone = false;
                } else {
                    desk.clear();
                }
            }
            default -> {
                if (!decide(key) && !own(key) && !letter(key)) {
                    pane(focus).press(key);
                }
            }
        }
    }

    /** Keys of panes that lead to other panes. */
    private boolean own(Key key) {
        boolean isEnter = key.kind() == Key.Kind.ENTER;
        if (focus == PaneId.EVENTS && isEnter) {
            desk.readDetails();
            below = PaneId.DETAILS;
            return true;
        }
        if (focus == PaneId.EVENTS && key.is('p') && desk.events().rows() > 0) {
            if (desk.events().isRequest(desk.row())) {
                desk.say("a request to an API server is of no process");
                return true;
            }
            processes.reveal(desk.events().processOf(desk.row()).id());
            focus(PaneId.PROCESSES);
            return true;
        }
        if (focus == PaneId.ALERTS && isEnter && alerts.chosen().isPresent()) {
            alerts.press(key);
            if (!isShown(PaneId.DETAILS)) {
                focus(PaneId.DETAILS);
            }
            return true;
        }
        return false;
    }

    private boolean letter(Key key) {
        if (key.kind() != Key.Kind.CHARACTER) {
            return false;
        }
        switch (key.character()) {
            case '1', '2', '3', '4' -> focus(ORDER.get(key.character() - '1'));
            case '?' -> helping = true;
            case '/' -> filter.begin();
            case ':' -> prompt = Optional.of(new Prompt("go to: ", LineEdit.EMPTY, Optional.empty()));
            case 'n' -> go(desk.match(true), "no later event matches");
            case 'N' -> go(desk.match(false), "no earlier event matches");
            case 'a' -> go(desk.alerted(true), "no later event raised an alert");
            case 'A' -> go(desk.alerted(false), "no earlier event raised an alert");
            case 'c' -> {
                desk.toggleContext();
                if (desk.isAll()) {
                    desk.say("there is no filter");
                }
            }
            case 't' -> desk.nextTime();
            case 'z' -> alone = !alone;
            case 'i' -> desk.stopIndexing();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void go(int row, String none) {
        if (row < 0) {
            desk.say(none);
        } else {
            desk.select(row);
        }
    }

    private PaneId next(int by) {
        return ORDER.get(Math.floorMod(ORDER.indexOf(focus) + by, ORDER.size()));
    }

    private Pane pane(PaneId id) {
        return switch (id) {
            case EVENTS -> events;
            case PROCESSES -> processes;
            case ALERTS -> alerts;
            case DETAILS -> details;
        };
    }

    private void focus(PaneId other) {
        focus = other;
        if (other == PaneId.PROCESSES || other == PaneId.ALERTS) {
            beside = other;
        }
        if (other != PaneId.EVENTS) {
            below = other;
        }
    }

    private boolean decide(Key key) {
        if (focus != PaneId.ALERTS) {
            return false;
        }
        Optional<Verdict> verdict = AlertsPane.verdict(key);
        boolean clears = key.is('d') || key.kind() == Key.Kind.DELETE;
        if (verdict.isEmpty() && !clears) {
            return false;
        }
        Optional<AlertEntry> alert = alerts.chosen();
        if (alert.isEmpty()) {
            desk.say("choose an alert, not the line of its rule");
        } else if (clears) {
            desk.triage().clear(alert.get());
        } else if (Character.isUpperCase(key.character())) {
            String before =
                    desk.triage().of(alert.get()).map(each -> each.note()).orElse("");
            prompt = Optional.of(new Prompt(
                    verdict.get().word() + ", because: ",
                    LineEdit.of(before),
                    Optional.of(new Decision(alert.get(), verdict.get()))));
        } else {
            desk.triage().decide(alert.get(), verdict.get(), Optional.empty());
        }
        return true;
    }

    private void answer(Prompt asked, Key key) {
        switch (key.kind()) {
            case ESCAPE -> prompt = Optional.empty();
            case ENTER -> {
                prompt = Optional.empty();
                String text = asked.edit().text();
                if (asked.decision().isPresent()) {
                    Decision decision = asked.decision().get();
                    desk.triage().decide(decision.alert(), decision.verdict(), Optional.of(text.strip()));
                } else if (!text.isBlank()) {
                    jump(asked, text);
                }
            }
            default ->
                asked.edit()
                        .press(key)
                        .ifPresent(edit -> prompt = Optional.of(new Prompt(asked.words(), edit, asked.decision())));
        }
    }

    private void jump(Prompt asked, String text) {
        Jump.Landing landing = Jump.to(text, desk.events(), desk.row(), desk.time());
        if (landing.row().isPresent()) {
            desk.select(landing.row().getAsInt());
        } else {
            desk.say(landing.problem());
            prompt = Optional.of(asked);
        }
    }

    // --- what is shown -----------------------------------------------------------------------------------------------

    private boolean isOnePane() {
        return alone || rows < LEAST_FOR_TWO;
    }

    private boolean isShown(PaneId pane) {
        return isOnePane() ? focus == pane : pane == PaneId.EVENTS || lower().contains(pane);
    }

    /** The panes below the events, from left to right. */
    private List<PaneId> lower() {
        if (columns >= WIDEST) {
            return List.of(PaneId.PROCESSES, PaneId.ALERTS, PaneId.DETAILS);
        }
        return columns >= WIDE ? List.of(beside, PaneId.DETAILS) : List.of(below);
    }

    /** The window as lines, one for each row of the terminal. */
    public Screen screen() {
        List<AttributedString> lines = new ArrayList<>();
        FilterBar.Shown bar = filter.line(columns);
        int caretRow = -1;
        int caretColumn = 0;
        int filterRow = rows >= 5 ? 1 : 0;
        if (rows >= 5) {
            lines.add(title());
        }
        if (rows >= 3 || filter.isEditing()) {
            lines.add(bar.line());
        }
        if (bar.caret() >= 0) {
            caretRow = filterRow;
            caretColumn = bar.caret();
        }
        int body = Math.max(0, rows - lines.size() - (rows >= 2 ? 1 : 0));
        List<AttributedString> middle = body(body);
        List<AttributedString> over = filter.below(columns, body);
        for (int i = 0; i < Math.min(over.size(), middle.size()); i++) {
            middle.set(i, over.get(i));
        }
        lines.addAll(middle);
        if (prompt.isPresent() && rows >= 2) {
            caretRow = rows - 1;
            caretColumn = promptLine(lines, prompt.get());
        } else if (rows >= 2) {
            lines.add(status());
        }
        return new Screen(lines.subList(0, Math.min(rows, lines.size())), caretRow, caretColumn);
    }

    private AttributedString title() {
        LineBuilder line = new LineBuilder(look, columns);
        line.as(Role.FOCUSED).add(Role.PLAIN, " lanner  ").add(Role.PLAIN, desk.title());
        line.add(Role.PLAIN, "  " + Counted.of(desk.events().rows(), "event"));
        line.add(Role.PLAIN, ", " + Counted.of(alerts.count(), "alert"));
        return line.fill().line();
    }

    private List<AttributedString> body(int height) {
        List<AttributedString> lines = new ArrayList<>();
        if (helping) {
            pane(lines, help, columns, height, true);
        } else if (isOnePane()) {
            pane(lines, pane(focus), columns, height, true);
        } else {
            int upper = height - height * 9 / 20;
            pane(lines, events, columns, upper, focus == PaneId.EVENTS);
            lines.addAll(sideBySide(lower(), height - upper));
        }
        while (lines.size() < height) {
            lines.add(AttributedString.EMPTY);
        }
        return lines;
    }

    /** A heading and the pane's lines below it; the lines alone where there is no room for both. */
    private void pane(List<AttributedString> lines, Pane pane, int width, int height, boolean focused) {
        if (height <= 0) {
            return;
        }
        int left = height;
        if (height >= 2) {
            LineBuilder heading = new LineBuilder(look, width);
            heading.as(focused ? Role.FOCUSED : Role.HEADING).add(Role.PLAIN, focused ? "[" : " ");
            heading.add(Role.PLAIN, pane.heading()).add(Role.PLAIN, focused ? "]" : "");
            lines.add(heading.fill().line());
            left--;
        }
        List<AttributedString> own = pane.lines(width, left, focused);
        lines.addAll(own.subList(0, Math.min(left, own.size())));
    }

    private List<AttributedString> sideBySide(List<PaneId> some, int height) {
        List<List<AttributedString>> all = new ArrayList<>();
        int[] widths = new int[some.size()];
        int left = columns - (some.size() - 1);
        for (int i = 0; i < widths.length; i++) {
            widths[i] = left / (widths.length - i);
            left -= widths[i];
            List<AttributedString> lines = new ArrayList<>();
            pane(lines, pane(some.get(i)), widths[i], height, focus == some.get(i));
            all.add(lines);
        }
        List<AttributedString> joined = new ArrayList<>();
        for (int row = 0; row < height; row++) {
            AttributedStringBuilder line = new AttributedStringBuilder();
            for (int i = 0; i < widths.length; i++) {
                AttributedString part = row < all.get(i).size() ? all.get(i).get(row) : AttributedString.EMPTY;
                line.style(look.style(Role.PLAIN)).append(part);
                if (i < widths.length - 1) {
                    line.append(" ".repeat(Math.max(0, widths[i] - part.columnLength())));
                    line.style(look.style(Role.QUIET)).append(look.sign(Glyph.BORDER));
                }
            }
            joined.add(line.toAttributedString());
        }
        return joined;
    }

    private AttributedString status() {
        LineBuilder line = new LineBuilder(look, columns);
        List<Job> running = desk.running();
        if (!desk.message().isEmpty()) {
            line.add(Role.WARNING, desk.message());
        } else if (!running.isEmpty()) {
            for (Job job : running) {
                int percent = (int) Math.max(0, Math.min(99, job.part() * 100));
                boolean isIndexing = job.name().equals("indexing");
                String progress = isIndexing || percent > 0 ? String.format(Locale.ROOT, " %d %%", percent) : "";
                line.add(Role.GOOD, job.name() + progress + (isIndexing ? ", i ends it" : "") + "   ");
            }
        }
        int room = line.room() - HINTS.length();
        if (room >= 0) {
            line.skip(room).add(Role.QUIET, HINTS);
        }
        return line.line();
    }

    private int promptLine(List<AttributedString> lines, Prompt asked) {
        LineBuilder line = new LineBuilder(look, columns);
        line.add(Role.STRONG, asked.words());
        String before = asked.edit().text().substring(0, asked.edit().caret());
        int room = Math.max(1, line.room() - 1);
        int first = 0;
        while (width(before.substring(first)) > room) {
            first = before.offsetByCodePoints(first, 1);
        }
        line.add(Role.PLAIN, asked.edit().text().substring(first));
        String says = desk.message().isEmpty() && asked.decision().isEmpty() && before.isEmpty()
                ? Jump.FORMS
                : desk.message();
        line.add(desk.message().isEmpty() ? Role.QUIET : Role.GRAVE, says.isEmpty() ? "" : "   " + says);
        lines.add(line.line());
        return Math.max(0, Math.min(columns, asked.words().length() + width(before.substring(first))));
    }

    private int width(String text) {
        return ShownText.of(text, 0, Integer.MAX_VALUE / 2, look.unicode()).columns();
    }
}
