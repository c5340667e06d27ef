package lanner.cli.tui.pane;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import lanner.cli.tui.desk.Desk;
import lanner.cli.tui.text.Key;
import lanner.cli.tui.text.LineBuilder;
import lanner.cli.tui.text.ListPosition;
import lanner.cli.tui.text.Look;
import lanner.cli.tui.text.Role;
import lanner.cli.tui.text.ShownText;
import lanner.engine.explain.ExplanationLine;
import lanner.engine.json.JsonText;
import lanner.investigation.casework.CaseFile.Judgement;
import lanner.investigation.casework.Tag;
import lanner.investigation.details.EventDetails;
import lanner.investigation.details.EventDetails.Trace;
import lanner.investigation.index.AlertEntry;
import lanner.investigation.index.Events;
import lanner.investigation.index.ProcessEntry;
import lanner.investigation.rows.Completion;
import lanner.investigation.rows.TimeFormat;
import lanner.product.Counted;
import org.jline.utils.AttributedString;

/** Everything about one event: its alerts, what rules made of it, the chain of its process, its arguments and fields. */
final class DetailsPane implements Pane {
    private static final int MOST_LINES = 60;
    private static final int LONGEST = 4_096;
    private static final int MOST_ANCESTORS = 40;
    private static final String NONE = "";

    private final Desk desk;
    private final Look look;
    private final Consumer<String> filterBy;
    private ListPosition position = ListPosition.FIRST;
    private int visible = 1;
    private List<Line> lines = List.of();
    private Made made = new Made(Desk.NO_ROW, Optional.empty(), false, 0, 0, TimeFormat.UTC);

    /** A line as it is shown, the condition that it stands for, empty for none, and the tag that it is about. */
    private record Line(Role role, String text, String condition, Optional<Tag> tag) {
        Line(Role role, String text, String condition) {
            this(role, text, condition, Optional.empty());
        }
    }

    /** What the lines were made from. */
    private record Made(
            int row, Optional<EventDetails> details, boolean reading, int changes, int columns, TimeFormat time) {}

    /** @param filterBy takes a condition that is to be looked at in the filter bar */
    DetailsPane(Desk desk, Look look, Consumer<String> filterBy) {
        this.desk = desk;
        this.look = look;
        this.filterBy = filterBy;
    }

    @Override
    public String heading() {
        int row = desk.detailed();
        return row < 0 ? "Details" : "Details  event " + desk.events().number(row);
    }

    @Override
    public List<AttributedString> lines(int columns, int rows, boolean focused) {
        visible = Math.max(1, rows);
        refresh(columns);
        position = position.within(lines.size(), visible);
        List<AttributedString> shown = new ArrayList<>();
        for (int place = position.top(); place < lines.size() && shown.size() < rows; place++) {
            Line each = lines.get(place);
            LineBuilder line = new LineBuilder(look, columns);
            boolean selected = focused && place == position.selected();
            line.as(selected ? Role.SELECTED : Role.PLAIN);
            line.add(Role.PLAIN, selected ? ">" : " ");
            each.tag().ifPresent(tag -> line.tag(tag.letter(), tag.colour()).skip(1));
            line.add(each.role(), each.text());
            shown.add((selected ? line.fill() : line).line());
        }
        return shown;
    }

    private void refresh(int columns) {
        Made now = new Made(desk.detailed(), desk.details(), desk.isReading(), desk.changes(), columns, desk.time());
        if (!now.equals(made)) {
            if (now.row() != made.row()) {
                position = ListPosition.FIRST;
            }
            made = now;
            lines = new Draft(Math.max(1, columns - 1)).lines();
        }
    }

    @Override
    public boolean press(Key key) {
        if (key.kind() == Key.Kind.ENTER) {
            String condition = position.selected() < lines.size()
                    ? lines.get(position.selected()).condition()
                    : NONE;
            if (condition.isEmpty()) {
                desk.say("no value stands on this line: Enter on an argument or a field makes it a filter");
            } else {
                filterBy.accept(condition);
            }
            return true;
        }
        ListPosition moved = position.press(key, lines.size(), visible);
        boolean isOther = !moved.equals(position);
        position = moved;
        return isOther;
    }

    /** The lines while they are being made. */
    private final class Draft {
        private final int columns;
        private final List<Line> all = new ArrayList<>();

        Draft(int columns) {
            this.columns = columns;
        }

        List<Line> lines() {
            int row = desk.detailed();
            if (row < 0 || row >= desk.events().rows()) {
                add(Role.QUIET, 0, "Enter on an event or an alert shows its details here.", NONE);
                return all;
            }
            head(row);
            Optional<EventDetails> details = desk.details();
            details.ifPresent(each -> traces(each, true));
            if (!desk.events().isRequest(row)) {
                chain(row);
            }
            if (details.isPresent()) {
                arguments(details.get());
                fields(details.get());
                document(details.get());
                traces(details.get(), false);
            } else {
                add(Role.QUIET, 0, desk.isReading() ? "reading ..." : "(the record could not be read)", NONE);
            }
            return all;
        }

        /** @param text characters */
        private void add(Role role, int indent, String text, String condition) {
            // A program's line of arguments may be a megabyte: what is far behind is no more read.
            String some = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
            List<String> wrapped = ShownText.wrapped(some, columns - indent, MOST_LINES, look.unicode());
            for (int i = 0; i < wrapped.size(); i++) {
                all.add(new Line(role, " ".repeat(indent) + wrapped.get(i), condition));
            }
            if (text.length() > LONGEST) {
                all.add(new Line(
                        Role.QUIET,
                        " ".repeat(indent) + "(" + Counted.of(text.length() - LONGEST, "more character") + ")",
                        condition));
            }
        }

        private void latin(Role role, int indent, String text, String condition) {
            add(role, indent, JsonText.characters(text), condition);
        }

        private void head(int row) {
            Events events = desk.events();
            latin(Role.STRONG, 0, events.call(row) + " by " + events.who(row), NONE);
            String took = desk.details()
                    .flatMap(each -> each.field("evt.latency.human"))
                    .map(words -> ", took " + words)
                    .orElse("");
            add(Role.PLAIN, 0, desk.time().whole(events.time(row), events.axis(0)) + zone() + took, NONE);
            desk.details()
                    .flatMap(each -> each.field("lanner.inline"))
                    .filter("true"::equals)
                    .ifPresent(yes -> add(Role.WARNING, 0, "recorded inside the process: its own statement", NONE));
            if (desk.workspace().captures().size() > 1) {
                String name =
                        desk.workspace().captures().get(events.capture(row)).name();
                add(Role.PLAIN, 0, "of " + name, NONE);
            }
            desk.bookmark(row).ifPresent(note -> latin(Role.GOOD, 0, "* " + note, NONE));
            for (Tag tag : desk.tags(row)) {
                all.add(new Line(Role.PLAIN, tag.name(), NONE, Optional.of(tag)));
            }
            for (AlertEntry alert : desk.alertsOf(row)) {
                Optional<Judgement> judgement = desk.triage().of(alert);
                latin(
                        AlertsPane.role(alert.priority()),
                        0,
                        "! " + alert.priority().word() + " " + alert.rule(),
                        NONE);
                latin(Role.PLAIN, 2, alert.message(), NONE);
                String decided = judgement
                        .map(each -> each.verdict().word() + (each.note().isBlank() ? "" : ": " + each.note()))
                        .orElse("undecided");
                add(
                        Role.PLAIN,
                        2,
                        "outcome: " + JsonText.characters(alert.words()) + "; " + look.sign(AlertsPane.sign(judgement))
                                + " " + JsonText.characters(JsonText.latin(decided)),
                        NONE);
            }
        }

        private String zone() {
            return switch (desk.time()) {
                case UTC -> " UTC";
                case LOCAL -> " local time";
                case RELATIVE -> "";
            };
        }

        private void traces(EventDetails details, boolean matched) {
            List<Trace> some = details.traces().stream()
                    .filter(trace -> trace.distance() == 0 == matched)
                    .toList();
            if (some.isEmpty()) {
                return;
            }
            section(matched ? "Why the rule matched" : "Rules that nearly matched");
            for (Trace trace : some) {
                add(
                        matched ? Role.GRAVE : Role.STRONG,
                        0,
                        "'" + trace.rule() + "'"
                                + (matched
                                        ? " matched"
                                        : " did not match: "
                                                + Counted.of(trace.distance(), "leaf is", "leaves are")
                                                + " the reason"),
                        NONE);
                for (ExplanationLine part : ExplanationLine.of(trace.condition())) {
                    Role role = switch (part.verdict()) {
                        case TRUE -> Role.GOOD;
                        case FALSE -> Role.GRAVE;
                        case MISSING -> Role.WARNING;
                    };
                    int indent = Math.min(2 * part.level(), columns / 2);
                    latin(role, indent, part.text(), NONE);
                }
            }
        }

        private void chain(int row) {
            Events events = desk.events();
            List<Integer> chain =
                    desk.workspace().ancestry(events.processOf(row).id());
            section("Process chain");
            for (int id : chain.subList(0, Math.min(MOST_ANCESTORS, chain.size()))) {
                ProcessEntry process = events.process(id);
                String command = process.image() < 0
                        ? "?"
                        : events.image(process.image()).commandLine();
                latin(
                        Role.PLAIN,
                        1,
                        process.numbered() + " " + command
                                + (process.user().isEmpty() ? "" : "  (" + process.user() + ")")
                                + (process.exit() > 0 ? "  " + process.ending() : ""),
                        "proc.pid = " + process.pid());
            }
            if (chain.size() > MOST_ANCESTORS) {
                add(Role.QUIET, 1, Counted.of(chain.size() - MOST_ANCESTORS, "more process", "more processes"), NONE);
            }
        }

        private void arguments(EventDetails details) {
            if (!details.arguments().isEmpty()) {
                section("Arguments");
            }
            for (EventDetails.Argument argument : details.arguments()) {
                value(argument.name(), argument.inWords(), "evt.arg." + argument.name(), argument.value());
            }
        }

        private void fields(EventDetails details) {
            section("Fields");
            for (EventDetails.Value value : details.fields()) {
                value(value.name(), value.text(), value.name(), value.text());
            }
        }

        private void document(EventDetails details) {
            if (!details.document().isEmpty()) {
                section("Event, as JSON");
                details.document().forEach(part -> part(part, 1));
            }
        }

        private void part(EventDetails.Part part, int indent) {
            boolean isField = !part.pointer().isEmpty() && part.text().length() <= LONGEST;
            String condition =
                    isField ? Completion.comparison("jevt.value[" + part.pointer() + "]", part.text()) : NONE;
            latin(Role.PLAIN, Math.min(indent, columns / 2), part.name() + ": " + part.text(), condition);
            part.parts().forEach(each -> part(each, indent + 2));
        }

        private void value(String name, String words, String field, String value) {
            boolean isShort = value.length() <= LONGEST;
            latin(Role.PLAIN, 1, name + ": " + words, isShort ? Completion.comparison(field, value) : NONE);
        }

        private void section(String title) {
            add(Role.HEADING, 0, title, NONE);
        }
    }
}
