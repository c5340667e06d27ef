package lanner.viewer.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import lanner.engine.json.JsonText;
import lanner.investigation.comparison.Line;
import lanner.investigation.comparison.Side;
import lanner.investigation.comparison.SideBySide;
import lanner.investigation.index.Events;
import lanner.investigation.rows.RowFilter;
import lanner.investigation.workspace.CaptureSession;
import lanner.product.Counted;
import lanner.viewer.list.FilterField;
import lanner.viewer.list.KeyHint;
import lanner.viewer.list.PaintedTable;
import lanner.viewer.list.Panes;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.Navigation;
import lanner.viewer.model.Settings;
import lanner.viewer.model.TimeWindow;
import lanner.viewer.paint.DisplayText;
import lanner.viewer.task.Job;
import org.jspecify.annotations.Nullable;

/**
 * Two captures, or two stretches of time, side by side: what was done only in one, and what has changed, each with the way to
 * its events. Two captures are compared once the screen is shown; stretches are chosen first.
 */
public final class CompareScreen extends BorderPane {
    private static final int LONGEST = 400;
    /** In fewer pixels what a line says stands below the lines. */
    private static final double NARROW = 1000;

    private static final int LONGEST_NAME = 40;
    private static final String HOW_TO = "Mark a stretch of the time line ([ and ]); Ctrl+Alt+A makes it side A. Mark"
            + " another; Ctrl+Alt+B makes it side B.";

    private final Investigation investigation;
    private final Navigation navigation;
    private final PaintedTable<Line> table;
    private final FilterField field;
    private final Label counts = new Label();
    private final Label limits = new Label();
    private final VBox details = new VBox(8);
    private final Map<Place, MenuButton> buttons = new EnumMap<>(Place.class);
    private final Map<Choice, ToggleButton> tabs = new EnumMap<>(Choice.class);
    private final Map<Place, Side> sides = new EnumMap<>(Place.class);
    private Choice choice = Choice.ALL;
    private int by = -1;
    private boolean falling;
    private @Nullable Job comparing;
    private @Nullable Job choosing;
    private @Nullable SideBySide found;

    /** A column and what it is sorted by. */
    private record Sorted(PaintedTable.Column<Line> column, Comparator<Line> order) {}

    private final List<Sorted> columns;

    public CompareScreen(Investigation investigation, Navigation navigation) {
        this.investigation = investigation;
        this.navigation = navigation;
        Settings settings = investigation.settings();
        columns = columns(settings);
        table = new PaintedTable<>(
                settings,
                "differences",
                "Differences",
                columns.stream().map(Sorted::column).toList());
        table.onSort((column, down) -> {
            by = column;
            falling = down;
            refresh();
        });
        table.onEntered(this::enter);
        field = new FilterField(table, this::refresh, navigation::back);
        table.onChosen(place -> describe(table.chosenRow()));
        field.setId("differences-filter");
        field.setPromptText("Type to filter by name");
        field.setPrefColumnCount(20);
        if (investigation.workspace().captures().size() > 1) {
            sides.put(Place.A, Side.whole(0));
            sides.put(Place.B, Side.whole(1));
        }
        limits.setId("comparison-limits");
        limits.setWrapText(true);
        limits.setPadding(new Insets(0, 6, 4, 6));
        limits.getStyleClass().add("quiet");
        limits.managedProperty().bind(limits.textProperty().isNotEmpty());
        setTop(new VBox(sidesLine(), choiceLine(), limits));
        details.setPadding(new Insets(8));
        details.setId("difference");
        ScrollPane side = new ScrollPane(details);
        side.setFitToWidth(true);
        side.setFocusTraversable(false);
        setCenter(Panes.ofTwo(settings, "compare", table, side, NARROW, 0.72, 0.6));
        sceneProperty().addListener((property, before, now) -> compareOnceShown());
        investigation.indexed().addListener((property, before, now) -> compareOnceShown());
        name();
        refresh();
    }

    private Node sidesLine() {
        FlowPane line = line();
        for (Place place : Place.values()) {
            MenuButton button = new MenuButton();
            button.setId("side-" + place.name().toLowerCase(java.util.Locale.ROOT));
            button.setMnemonicParsing(false);
            List<CaptureSession> captures = investigation.workspace().captures();
            for (int i = 0; i < captures.size(); i++) {
                Side whole = Side.whole(i);
                button.getItems().add(item(nameOf(i), () -> take(place, whole)));
            }
            button.getItems().add(item("The marked stretch of time", () -> takeMarked(place)));
            buttons.put(place, button);
            line.getChildren().add(button);
        }
        line.getChildren()
                .add(new KeyHint(
                        "Enter: its events    Backspace: back    Left, Right, Space: sort",
                        line,
                        investigation.settings()));
        return line;
    }

    private Node choiceLine() {
        FlowPane line = line();
        ToggleGroup group = new ToggleGroup();
        for (Choice each : Choice.values()) {
            ToggleButton tab = new ToggleButton(each.words());
            tab.setId("differences-" + each.name().toLowerCase(java.util.Locale.ROOT));
            tab.setToggleGroup(group);
            tab.setFocusTraversable(false);
            tab.setOnAction(event -> show(each));
            tabs.put(each, tab);
            line.getChildren().add(tab);
        }
        counts.setId("differences-count");
        line.getChildren().addAll(field, counts);
        return line;
    }

    private static FlowPane line() {
        FlowPane line = new FlowPane(6, 4);
        line.setAlignment(Pos.CENTER_LEFT);
        line.setPadding(new Insets(5, 6, 0, 6));
        return line;
    }

    private static MenuItem item(String words, Runnable action) {
        MenuItem item = new MenuItem(words);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> action.run());
        return item;
    }

    /** What has the focus when the screen is shown. */
    public Node first() {
        return table;
    }

    /** Lets a person type a name. */
    public void find() {
        field.requestFocus();
        field.selectAll();
    }

    /** Shows some of the differences. */
    void show(Choice wanted) {
        choice = wanted;
        refresh();
        table.requestFocus();
    }

    /** Makes the marked stretch of time one side: of the capture of the event at hand, or of the first one. */
    void takeMarked(Place place) {
        TimeWindow.Range marked = investigation.time().brush().get();
        if (marked == null) {
            investigation.refuse("no stretch of time is marked: [ and ] mark where it begins and ends, in Explore");
            return;
        }
        int row = investigation.selected().row().get();
        int capture = row < 0 ? 0 : investigation.events().get().capture(row);
        long shift = investigation.workspace().shift(capture);
        take(place, new Side(capture, marked.from() - shift, marked.to() - shift));
    }

    private void take(Place place, Side side) {
        sides.put(place, side);
        restart();
    }

    /** Makes side A side B, and B A. */
    void exchange() {
        Side a = sides.remove(Place.A);
        Side b = sides.remove(Place.B);
        if (a != null) {
            sides.put(Place.B, a);
        }
        if (b != null) {
            sides.put(Place.A, b);
        }
        restart();
    }

    private void restart() {
        if (comparing != null) {
            comparing.cancel();
            comparing = null;
        }
        found = null;
        limits.setText("");
        name();
        refresh();
        compareOnceShown();
        table.requestFocus();
    }

    private void name() {
        for (Place place : Place.values()) {
            Side side = sides.get(place);
            Objects.requireNonNull(buttons.get(place), "each side has a button")
                    .setText(place + ": " + (side == null ? "choose" : words(side)));
        }
    }

    private String words(Side side) {
        if (side.isWhole()) {
            return nameOf(side.capture());
        }
        long shift = investigation.workspace().shift(side.capture());
        return nameOf(side.capture()) + ", " + moment(side.from() + shift) + " \u2013 " + moment(side.to() + shift);
    }

    private String nameOf(int capture) {
        return DisplayText.text(
                JsonText.latin(investigation.workspace().captures().get(capture).name()), LONGEST_NAME);
    }

    private String moment(long axis) {
        Events events = investigation.events().get();
        return investigation.settings().time().get().moment(axis, events.rows() == 0 ? axis : events.axis(0));
    }

    private void compareOnceShown() {
        Side a = sides.get(Place.A);
        Side b = sides.get(Place.B);
        boolean wanted = getScene() != null && found == null && comparing == null;
        if (!wanted || a == null || b == null || !investigation.indexed().get()) {
            return;
        }
        Job[] own = new Job[1];
        own[0] = investigation
                .jobs()
                .start(
                        "comparing",
                        progress -> SideBySide.of(investigation.workspace(), a, b, progress),
                        result -> ended(own[0], result),
                        () -> ended(own[0], Optional.empty()));
        comparing = own[0];
        refresh();
    }

    private void ended(Job job, Optional<SideBySide> result) {
        if (comparing != job) {
            return;
        }
        comparing = null;
        found = result.orElse(null);
        limits.setText(
                found == null
                        ? "not compared: cancelled, or a capture cannot be read"
                        : String.join(
                                "\n",
                                found.limits().stream()
                                        .map(each -> DisplayText.text(JsonText.latin(each), LONGEST))
                                        .toList()));
        refresh();
    }

    /** Filters and sorts in a job; a later request replaces an earlier one. */
    private void refresh() {
        Objects.requireNonNull(tabs.get(choice), "every choice has a tab").setSelected(true);
        if (choosing != null) {
            choosing.cancel();
        }
        SideBySide whole = found;
        if (whole == null) {
            counts.setText("");
            table.show(List.of(), comparing != null ? "comparing\u2026" : sides.size() < 2 ? HOW_TO : waiting());
            return;
        }
        String text = JsonText.latin(field.getText()).toLowerCase(java.util.Locale.ROOT);
        Choice wanted = choice;
        Comparator<Line> order = by < 0 ? null : columns.get(by).order();
        boolean down = falling;
        Job[] own = new Job[1];
        own[0] = investigation.jobs().start("sorting", progress -> chosen(whole, wanted, text, order, down), lines -> {
            if (choosing == own[0]) {
                table.sortedBy(by, down);
                table.show(lines, text.isEmpty() ? "no difference" : "none of this name. Backspace shows all");
                counts.setText(counted(whole, lines.size()));
            }
        });
        choosing = own[0];
    }

    private String waiting() {
        return limits.getText().isEmpty() ? "waiting for the index" : "";
    }

    private static String counted(SideBySide whole, int shown) {
        int all = whole.lines().size();
        return (shown == all ? "" : DisplayText.number(shown) + " of ")
                + Counted.of(all, "difference")
                + (whole.more() == 0 ? "" : ", and " + DisplayText.number(whole.more()) + " more");
    }

    private static List<Line> chosen(
            SideBySide whole, Choice choice, String text, @Nullable Comparator<Line> order, boolean falling) {
        List<Line> lines = new ArrayList<>();
        for (Line line : whole.lines()) {
            if (choice.takes(line)
                    && (text.isEmpty()
                            || line.text().toLowerCase(java.util.Locale.ROOT).contains(text))) {
                lines.add(line);
            }
        }
        if (order != null) {
            lines.sort(falling ? order.reversed() : order);
        }
        return lines;
    }

    private List<Sorted> columns(Settings settings) {
        return List.of(
                new Sorted(
                        new PaintedTable.Column<>(
                                "Difference",
                                110,
                                false,
                                false,
                                line -> line.kind().words()),
                        Comparator.comparing(Line::kind)),
                new Sorted(
                        new PaintedTable.Column<>(
                                "What", 170, false, false, line -> line.aspect().title()),
                        Comparator.comparing(Line::aspect)),
                number("In A", Line::a, settings),
                number("In B", Line::b, settings),
                new Sorted(
                        new PaintedTable.Column<>(
                                "Name", 360, false, true, line -> DisplayText.text(line.text(), LONGEST)),
                        Comparator.comparing(Line::text)),
                time("First in A", Line::a),
                time("First in B", Line::b));
    }

    /** Which side's deeds a column shows. */
    private interface OfSide extends java.util.function.Function<Line, Optional<Line.Deeds>> {}

    private static Sorted number(String name, OfSide side, Settings settings) {
        return new Sorted(
                new PaintedTable.Column<>(
                        name,
                        76,
                        true,
                        true,
                        line -> side.apply(line).map(CompareScreen::count).orElse("-"),
                        line -> side.apply(line)
                                .filter(deeds -> deeds.done() == 0)
                                .map(deeds -> settings.theme().get().failed())
                                .orElse(null)),
                Comparator.comparingLong(
                        line -> side.apply(line).map(Line.Deeds::all).orElse(0L)));
    }

    /** What was only refused says so by a sign too. */
    private static String count(Line.Deeds deeds) {
        return (deeds.done() == 0 ? "\u2717 " : "") + DisplayText.number(deeds.all());
    }

    private Sorted time(String name, OfSide side) {
        return new Sorted(
                new PaintedTable.Column<>(
                        name,
                        126,
                        false,
                        true,
                        line -> side.apply(line)
                                .map(deeds -> momentOf(deeds.first()))
                                .orElse("")),
                Comparator.comparingInt(
                        line -> side.apply(line).map(Line.Deeds::first).orElse(Integer.MAX_VALUE)));
    }

    private String momentOf(int row) {
        Events events = investigation.events().get();
        return investigation.settings().time().get().moment(events.time(row), events.axis(0));
    }

    private void describe(@Nullable Line line) {
        details.getChildren().clear();
        if (line == null) {
            return;
        }
        Label title = text(DisplayText.text(line.text(), LONGEST));
        title.setId("difference-name");
        title.getStyleClass().add("panel-title");
        details.getChildren()
                .addAll(title, text(line.aspect().title() + ": " + line.kind().words()));
        for (Place place : Place.values()) {
            Optional<Line.Deeds> deeds = place == Place.A ? line.a() : line.b();
            details.getChildren()
                    .add(text(
                            place + ": " + deeds.map(each -> words(line, each)).orElse("nothing")));
        }
        details.getChildren().add(text("Enter shows its events in Explore, of both sides; Backspace leads back here."));
    }

    private String words(Line line, Line.Deeds deeds) {
        Events events = investigation.events().get();
        return (deeds.done() > 0 ? Counted.of(deeds.done(), "time") + " done" : "never done")
                + (deeds.failed() > 0 ? ", " + Counted.of(deeds.failed(), "time") + " refused" : "")
                + "\nfirst: event " + DisplayText.number(events.number(deeds.first())) + " at "
                + momentOf(deeds.first()) + "\nby " + DisplayText.text(deeds.processes(), LONGEST)
                + (deeds.name().equals(line.text()) ? "" : "\nthere: " + DisplayText.text(deeds.name(), LONGEST));
    }

    private static Label text(String words) {
        Label label = new Label(words);
        label.setWrapText(true);
        return label;
    }

    private void enter(Line line) {
        SideBySide whole = found;
        if (whole == null) {
            return;
        }
        investigation.jobs().start("events of a difference", progress -> whole.rows(line), rows -> {
            if (found == whole) {
                String words = line.kind().words() + (rows.isWhole() ? ": " : ", the first events: ") + line.text();
                navigation.explore("", RowFilter.NONE.ofRows(new RowFilter.Some(rows.rows(), words)), line.first());
            }
        });
    }
}
