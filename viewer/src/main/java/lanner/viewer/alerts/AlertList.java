package lanner.viewer.alerts;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;
import lanner.engine.alert.Priority;
import lanner.engine.json.JsonText;
import lanner.investigation.casework.AlertGroups;
import lanner.investigation.casework.AlertGroups.By;
import lanner.investigation.casework.AlertGroups.Group;
import lanner.investigation.casework.CaseFile.Judgement;
import lanner.investigation.casework.CaseFile.Verdict;
import lanner.investigation.casework.Tag;
import lanner.investigation.casework.Triage;
import lanner.investigation.index.AlertEntry;
import lanner.investigation.index.Events;
import lanner.product.Counted;
import lanner.viewer.list.PaintedList;
import lanner.viewer.list.TagSign;
import lanner.viewer.model.Investigation;
import lanner.viewer.paint.DisplayText;

/** Alerts below the line of their group. A group's line has its count and how it spreads over time. */
final class AlertList extends PaintedList {
    private static final int UNFOLDED_TO = 50;
    private static final int LONGEST = 600;
    private static final double SPARKS = 180;
    private static final double LEAST_NAME = 180;
    private static final double COUNT = 230;
    private static final double SPARK_MARGIN = 10;
    /** So many lines are in view in the smallest window, with the largest letters: a group, and alerts of it. */
    private static final int LEAST_LINES = 3;

    private final Investigation investigation;
    private final Triage triage;
    private final Consumer<AlertEntry> open;
    /** Groups that are not as their size would have them: folded though small, unfolded though large. */
    private final Set<String> turned = new HashSet<>();

    private AlertGroups groups = new AlertGroups(java.util.List.of(), 0, 0);
    private By by = By.RULE;
    /** By group: the place of its line; behind the last the number of all lines. */
    private int[] starts = {0};

    private long lead = -1;
    private boolean choosing;

    /** A column of an alert's line; the last one takes the room that is left. */
    private enum Column {
        DECISION("Decision", 126, true),
        TIME("Time", 132, true),
        NUMBER("No.", 74, true),
        PRIORITY("Priority", 100, false),
        PROCESS("Process", 140, false),
        RULE("Rule", 230, false),
        MESSAGE("Message", 2000, true);

        final String words;
        final double width;
        final boolean isFixed;

        Column(String words, double width, boolean isFixed) {
            this.words = words;
            this.width = width;
            this.isFixed = isFixed;
        }

        boolean isShown(By by) {
            return !name().equals(by.name());
        }
    }

    /**
     * @param open takes an alert that is to be shown among all events
     * @param menu takes the alert that a context menu is wanted for
     */
    AlertList(
            Investigation investigation,
            Triage triage,
            Consumer<AlertEntry> open,
            BiConsumer<AlertEntry, ContextMenuEvent> menu) {
        super(investigation.settings());
        this.investigation = investigation;
        this.triage = triage;
        this.open = open;
        setId("alerts");
        setAccessibleText("Alerts");
        keepRows(LEAST_LINES);
        investigation.selected().row().addListener((property, before, now) -> follow(now.intValue()));
        canvas().addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, event -> {
            long place = event.isKeyboardTrigger() ? lead : rowAt(event.getY());
            alertAt(place).ifPresent(alert -> {
                choose(place);
                menu.accept(alert, event);
            });
            event.consume();
        });
    }

    /** Shows other groups; the selected alert stays, if it is among them. */
    void show(AlertGroups others, By how) {
        groups = others;
        by = how;
        layOut();
        follow(investigation.selected().row().get());
        if (lead < 0 && count() > 0) {
            lead = 0;
        }
    }

    AlertGroups groups() {
        return groups;
    }

    private void layOut() {
        starts = new int[groups.groups().size() + 1];
        for (int i = 0; i < groups.groups().size(); i++) {
            Group group = groups.groups().get(i);
            starts[i + 1] = starts[i] + 1 + (isUnfolded(group) ? group.alerts().size() : 0);
        }
        if (lead >= count()) {
            lead = count() - 1;
        }
        changed();
    }

    private boolean isUnfolded(Group group) {
        return group.alerts().size() <= UNFOLDED_TO != turned.contains(group.name());
    }

    private void fold(Group group, boolean fold) {
        if (isUnfolded(group) == fold) {
            if (!turned.remove(group.name())) {
                turned.add(group.name());
            }
            layOut();
        }
    }

    private int groupAt(long place) {
        int found = Arrays.binarySearch(starts, (int) place);
        return found >= 0 ? found : -found - 2;
    }

    private Optional<AlertEntry> alertAt(long place) {
        if (place < 0 || place >= count()) {
            return Optional.empty();
        }
        int group = groupAt(place);
        int within = (int) place - starts[group] - 1;
        return within < 0
                ? Optional.empty()
                : Optional.of(groups.groups().get(group).alerts().get(within));
    }

    private long placeOf(int row) {
        for (int i = 0; i < groups.groups().size(); i++) {
            java.util.List<AlertEntry> alerts = groups.groups().get(i).alerts();
            for (int j = 0; j < alerts.size(); j++) {
                if (alerts.get(j).row() == row) {
                    fold(groups.groups().get(i), false);
                    return starts[i] + 1L + j;
                }
            }
        }
        return -1;
    }

    private void follow(int row) {
        if (choosing) {
            return;
        }
        boolean raised = row >= 0
                && row < investigation.events().get().rows()
                && investigation.events().get().raisedAlert(row);
        long place = raised ? placeOf(row) : -1;
        if (place >= 0) {
            lead = place;
            reveal(place);
        } else if (alertAt(lead).isPresent()) {
            // That alert is not the selected one, which the filter hides: its group's line claims nothing.
            lead = starts[groupAt(lead)];
        }
        repaint();
    }

    @Override
    protected long count() {
        return starts[starts.length - 1];
    }

    @Override
    protected double headerHeight() {
        return rowHeight() + 2;
    }

    @Override
    protected long rowAtHand() {
        return lead;
    }

    @Override
    protected String wordsOf(long row) {
        Optional<AlertEntry> alert = alertAt(row);
        if (alert.isEmpty()) {
            Group group = groups.groups().get(groupAt(row));
            return DisplayText.text(group.name(), 200) + ", "
                    + words(group.alerts().size(), group.undecided())
                    + (isUnfolded(group) ? "" : ", folded");
        }
        Optional<Judgement> judgement = triage.of(alert.get());
        String tags = TagSign.spoken(investigation.notes().tags(alert.get().row()));
        return tags
                + Arrays.stream(Column.values())
                        .filter(column -> column.isShown(by))
                        .map(column -> cell(column, alert.get(), judgement))
                        .filter(words -> !words.isEmpty())
                        .collect(Collectors.joining(", "));
    }

    @Override
    protected void paint(GraphicsContext graphics, double width, double height, long first, int visible) {
        graphics.setTextBaseline(VPos.CENTER);
        for (int i = 0; i < visible && first + i < count(); i++) {
            long place = first + i;
            double y = headerHeight() + i * rowHeight();
            Optional<AlertEntry> alert = alertAt(place);
            if (place == lead) {
                graphics.setFill(isFocused() ? theme().selected() : theme().selectedQuiet());
                graphics.fillRect(0, y, width, rowHeight());
            } else if (alert.isEmpty()) {
                graphics.setFill(theme().stripe());
                graphics.fillRect(0, y, width, rowHeight());
            }
            if (alert.isPresent()) {
                paintAlert(graphics, width, y, alert.get());
            } else {
                paintGroup(graphics, width, y, groups.groups().get(groupAt(place)));
            }
        }
        paintHeader(graphics, width);
        if (count() == 0) {
            graphics.setFont(font());
            graphics.setFill(theme().quiet());
            graphics.setTextAlign(TextAlignment.CENTER);
            graphics.fillText(nothing(), width / 2, height / 2);
            graphics.setTextAlign(TextAlignment.LEFT);
        }
    }

    private String nothing() {
        if (!investigation.indexingOver().get()) {
            return "Rules are running\u2026";
        }
        if (!investigation.indexed().get()
                && investigation.events().get().alerts().isEmpty()) {
            return "No alert in the part that is indexed: indexing ended early";
        }
        return investigation.events().get().alerts().isEmpty()
                ? "No rule has matched an event of this capture"
                : "No alert matches the filter above";
    }

    private void paintHeader(GraphicsContext graphics, double width) {
        graphics.setFill(theme().header());
        graphics.fillRect(0, 0, width, headerHeight());
        graphics.setFont(font());
        graphics.setStroke(theme().line());
        double x = 0;
        for (Column column : Column.values()) {
            if (column.isShown(by)) {
                graphics.setFill(theme().quiet());
                text(graphics, column.words, x, 0, column.width * scale(), headerHeight(), column == Column.NUMBER);
                x += column.width * scale();
                if (x < width) {
                    graphics.strokeLine(Math.rint(x) - 0.5, 3, Math.rint(x) - 0.5, headerHeight() - 3);
                }
            }
        }
        graphics.strokeLine(0, headerHeight() - 0.5, width, headerHeight() - 0.5);
    }

    private void paintGroup(GraphicsContext graphics, double width, double y, Group group) {
        double counts = COUNT * scale();
        // Where there is not room for all, the name is what must be read.
        double sparks = width - counts - SPARKS * scale() < LEAST_NAME * scale() ? 0 : SPARKS * scale();
        double name = Math.max(100, width - sparks - counts);
        graphics.setFont(Font.font("DejaVu Sans", FontWeight.BOLD, font().getSize()));
        graphics.setFill(theme().text());
        String fold = isUnfolded(group) ? "\u25be " : "\u25b8 ";
        text(graphics, fold + DisplayText.text(group.name(), 200), 0, y, name, rowHeight(), false);
        graphics.setFont(font());
        graphics.setFill(colour(group.gravest()));
        String gravest = by == By.PRIORITY ? "" : group.gravest().word() + "  ";
        double at = name;
        text(graphics, gravest, at, y, 90 * scale(), rowHeight(), false);
        graphics.setFill(theme().quiet());
        int all = group.alerts().size();
        text(graphics, words(all, group.undecided()), at + 86 * scale(), y, counts - 86 * scale(), rowHeight(), false);
        if (sparks > 0) {
            paintSparks(graphics, width - sparks, y, sparks - SPARK_MARGIN, group);
        }
    }

    private static String words(int all, int undecided) {
        String open = undecided == 0
                ? "all decided"
                : undecided == all ? "undecided" : DisplayText.number(undecided) + " undecided";
        return Counted.of(all, "alert") + ", " + open;
    }

    private void paintSparks(GraphicsContext graphics, double x, double y, double width, Group group) {
        int[] counts = group.overTime();
        int most = Math.max(1, Arrays.stream(counts).max().orElse(1));
        double high = rowHeight() - 5;
        double base = y + rowHeight() - 2;
        graphics.setStroke(theme().line());
        graphics.strokeLine(x, base + 0.5, x + width, base + 0.5);
        graphics.setFill(colour(group.gravest()));
        double each = width / counts.length;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                // One of a thousand must be seen as well.
                double tall = Math.max(3, high * counts[i] / most);
                graphics.fillRect(x + i * each, base - tall, Math.max(2, each - 0.5), tall);
            }
        }
    }

    private Color colour(Priority priority) {
        return priority.atLeast(Priority.ERROR)
                ? theme().alert()
                : priority.atLeast(Priority.WARNING) ? theme().failed() : theme().quiet();
    }

    private void paintAlert(GraphicsContext graphics, double width, double y, AlertEntry alert) {
        Optional<Judgement> judgement = triage.of(alert);
        boolean settled = judgement.isPresent() && judgement.get().verdict() != Verdict.ESCALATED;
        Color plain = settled ? theme().quiet() : theme().text();
        double x = 0;
        for (Column column : Column.values()) {
            if (!column.isShown(by)) {
                continue;
            }
            if (column == Column.MESSAGE) {
                x = paintTags(graphics, x, y, alert);
            }
            double room = column == Column.MESSAGE ? Math.max(40, width - x) : column.width * scale();
            graphics.setFont(column.isFixed ? fixedFont() : font());
            graphics.setFill(fill(column, alert, judgement, plain));
            text(graphics, cell(column, alert, judgement), x, y, room, rowHeight(), column == Column.NUMBER);
            x += room;
            if (x > width) {
                break;
            }
        }
    }

    /** @return where the message begins */
    private double paintTags(GraphicsContext graphics, double x, double y, AlertEntry alert) {
        double at = x;
        for (Tag tag : investigation.notes().tags(alert.row())) {
            at = TagSign.paint(graphics, style(), tag, at + 2, y);
        }
        return at;
    }

    private Color fill(Column column, AlertEntry alert, Optional<Judgement> judgement, Color plain) {
        if (column == Column.PRIORITY && plain.equals(theme().text())) {
            return colour(alert.priority());
        }
        boolean escalated =
                judgement.map(each -> each.verdict() == Verdict.ESCALATED).orElse(false);
        return column == Column.DECISION && escalated ? theme().alert() : plain;
    }

    private String cell(Column column, AlertEntry alert, Optional<Judgement> judgement) {
        Events events = investigation.events().get();
        return switch (column) {
            case DECISION -> Triage.words(judgement);
            case TIME -> settings().time().get().moment(alert.time(), events.axis(0));
            case NUMBER -> DisplayText.number(alert.number());
            case PRIORITY -> alert.priority().word();
            case PROCESS -> DisplayText.text(AlertGroups.process(events, alert), 60);
            case RULE -> DisplayText.text(alert.rule(), 100);
            case MESSAGE ->
                note(judgement)
                        + (alert.reservations().isEmpty() ? "" : "[" + alert.reservations() + "]  ")
                        + DisplayText.text(alert.message(), LONGEST);
        };
    }

    /** What was written beside a decision, in quotes; empty for nothing. */
    private static String note(Optional<Judgement> judgement) {
        return judgement
                .map(Judgement::note)
                .filter(note -> !note.isBlank())
                .map(note -> "\u201c" + DisplayText.text(JsonText.latin(note), LONGEST) + "\u201d  ")
                .orElse("");
    }

    private void text(
            GraphicsContext graphics, String text, double x, double y, double width, double height, boolean right) {
        if (text.isEmpty()) {
            return;
        }
        int fits = (int) (width / (graphics.getFont().getSize() * 0.4)) + 1;
        String some = text.length() > fits ? text.substring(0, Math.max(1, fits - 1)) + "\u2026" : text;
        graphics.save();
        graphics.beginPath();
        graphics.rect(x + 2, y, width - 6, height);
        graphics.clip();
        graphics.setTextAlign(right ? TextAlignment.RIGHT : TextAlignment.LEFT);
        graphics.fillText(some, right ? x + width - 8 : x + 6, y + height / 2);
        graphics.restore();
    }

    private void choose(long place) {
        lead = Math.max(0, Math.min(count() - 1, place));
        reveal(lead);
        choosing = true;
        alertAt(lead).ifPresent(alert -> investigation.selected().select(alert.row()));
        choosing = false;
        repaint();
    }

    private void pressed(MouseEvent event) {
        long place = rowAt(event.getY());
        if (place < 0 || event.getButton() != MouseButton.PRIMARY) {
            return;
        }
        choose(place);
        Optional<AlertEntry> alert = alertAt(place);
        if (alert.isEmpty()) {
            Group group = groups.groups().get(groupAt(place));
            fold(group, isUnfolded(group));
        } else if (event.getClickCount() == 2) {
            open.accept(alert.get());
        }
    }

    @Override
    protected void keyPressed(KeyEvent event) {
        if (count() == 0 || event.isAltDown() || event.isShortcutDown()) {
            return;
        }
        switch (event.getCode()) {
            case DOWN -> choose(lead + 1);
            case UP -> choose(lead - 1);
            case PAGE_DOWN -> choose(lead + visible());
            case PAGE_UP -> choose(lead - visible());
            case HOME -> choose(0);
            case END -> choose(count() - 1);
            case LEFT -> left();
            case RIGHT -> right();
            case ENTER -> enter();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void left() {
        int group = groupAt(Math.max(0, lead));
        if (alertAt(lead).isPresent()) {
            choose(starts[group]);
        } else {
            fold(groups.groups().get(group), true);
        }
    }

    private void right() {
        int group = groupAt(Math.max(0, lead));
        if (alertAt(lead).isEmpty()) {
            if (isUnfolded(groups.groups().get(group))) {
                choose(lead + 1);
            } else {
                fold(groups.groups().get(group), false);
            }
        }
    }

    private void enter() {
        Optional<AlertEntry> alert = alertAt(lead);
        if (alert.isPresent()) {
            open.accept(alert.get());
        } else {
            Group group = groups.groups().get(groupAt(Math.max(0, lead)));
            fold(group, isUnfolded(group));
        }
    }
}
