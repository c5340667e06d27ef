package lanner.viewer.groups;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.util.Duration;
import lanner.investigation.groups.Choice;
import lanner.investigation.groups.DurationHistogram;
import lanner.investigation.groups.EventGroup;
import lanner.investigation.groups.EventGroups;
import lanner.investigation.groups.EventGroups.Column;
import lanner.investigation.groups.Grouping;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.rows.RowFilter;
import lanner.investigation.rows.RowSet;
import lanner.investigation.rows.TimeFormat;
import lanner.investigation.workspace.Workspace;
import lanner.product.Counted;
import lanner.viewer.list.PaintedTable;
import lanner.viewer.list.Panes;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.Navigation;
import lanner.viewer.model.TimeWindow.Range;
import lanner.viewer.paint.DisplayText;
import lanner.viewer.task.Job;
import org.jspecify.annotations.Nullable;

/** What is in view, or the marked stretch of it, by the values of fields; and how long its calls took. */
public final class GroupsScreen extends BorderPane {
    private static final int LONGEST = 200;
    /** In fewer pixels how long calls took stands below the groups. */
    private static final double NARROW = 1150;

    /** A stretch that is being dragged is not summed up with each step. */
    private static final Duration STILL = Duration.millis(150);

    private final Investigation investigation;
    private final Navigation navigation;
    private final GroupColumns columns;
    private final PaintedTable<EventGroup> table;
    private final PaintedTable<DurationHistogram.Bar> durations;
    private final TextField fields = new TextField();
    private final Label problem = new Label();
    private final Label of = new Label();
    private final Label total = new Label();
    private final BorderPane below = new BorderPane();
    private final PauseTransition still = new PauseTransition(STILL);
    private Grouping grouping;
    private Column by;
    private boolean falling = true;
    private @Nullable Job grouped;
    private @Nullable Found found;
    private long mostCalls = 1;

    /** What a job is asked. */
    private record Wanted(Workspace workspace, Choice choice, Grouping grouping, Optional<Range> stretch) {}

    /** What came of it. */
    private record Found(Wanted wanted, EventGroups groups, DurationHistogram durations) {}

    public GroupsScreen(Investigation investigation, Navigation navigation) {
        this.investigation = investigation;
        this.navigation = navigation;
        columns = new GroupColumns(investigation);
        grouping = Grouping.read(ReadyGrouping.PROGRAMS.by());
        by = ReadyGrouping.PROGRAMS.order();
        table = table();
        durations = durations();
        total.setId("groups-total");
        total.setPadding(new Insets(4, 8, 4, 8));
        total.setWrapText(true);
        below.setCenter(table);
        below.setBottom(total);
        setTop(head());
        setCenter(Panes.ofTwo(investigation.settings(), "groups", below, durations, NARROW, 0.76, 0.62));
        still.setOnFinished(event -> group());
        investigation.query().settled().addListener((property, before, now) -> changed());
        investigation.time().brush().addListener((property, before, now) -> changed());
        investigation.indexingOver().addListener((property, before, now) -> changed());
        investigation.events().addListener((property, before, now) -> changed());
        investigation.recording().words().addListener((property, before, now) -> changed());
        sceneProperty().addListener((property, before, now) -> {
            // Nothing is read while the screen is not shown: its capture may be closed by then.
            if (now == null) {
                still.stop();
                stop();
            } else {
                changed();
            }
        });
    }

    private Node head() {
        FlowPane line = new FlowPane(6, 4);
        line.setAlignment(Pos.CENTER_LEFT);
        line.setPadding(new Insets(5, 6, 5, 6));
        for (ReadyGrouping ready : ReadyGrouping.values()) {
            Button button = new Button(ready.words());
            button.setId("groups-" + ready.name().toLowerCase(Locale.ROOT));
            button.setFocusTraversable(false);
            button.setOnAction(event -> show(ready));
            line.getChildren().add(button);
        }
        fields.setId("groups-fields");
        fields.setText(grouping.words());
        fields.setPromptText("Fields with commas between: proc.name, evt.type");
        fields.setAccessibleText("Group by");
        fields.setPrefColumnCount(26);
        fields.getStyleClass().add("fixed");
        fields.addEventFilter(KeyEvent.KEY_PRESSED, this::fieldKey);
        fields.textProperty().addListener((property, before, now) -> problem.setText(""));
        of.setId("groups-of");
        of.getStyleClass().add("quiet");
        problem.setId("groups-problem");
        problem.getStyleClass().add("grave");
        problem.managedProperty().bind(problem.textProperty().isNotEmpty());
        line.getChildren().addAll(new Label("Group by"), fields, problem, of);
        return line;
    }

    private PaintedTable<EventGroup> table() {
        PaintedTable<EventGroup> made =
                new PaintedTable<>(investigation.settings(), "groups", "Groups of events", columns.of(grouping));
        made.onSort((column, down) -> {
            by = GroupColumns.column(column, grouping);
            falling = down;
            sort();
        });
        made.onEntered(this::enter);
        made.onBack(navigation::back);
        return made;
    }

    private PaintedTable<DurationHistogram.Bar> durations() {
        PaintedTable<DurationHistogram.Bar> made = new PaintedTable<>(
                investigation.settings(),
                "durations",
                "How long calls took",
                List.of(
                        new PaintedTable.Column<>("Took from", 76, true, true, bar -> TimeFormat.span(bar.from())),
                        new PaintedTable.Column<>("Calls", 80, true, true, bar -> DisplayText.number(bar.calls())),
                        new PaintedTable.Column<>(
                                "",
                                170,
                                false,
                                true,
                                bar -> DurationBars.text(bar.calls(), mostCalls),
                                bar -> investigation.settings().theme().get().accent())));
        made.onEntered(bar -> lead(Optional.of(bar.condition()), Optional.empty(), "", Navigation.NO_ROW));
        made.onBack(navigation::back);
        return made;
    }

    /** What has the focus when the screen is shown. */
    public Node first() {
        return table;
    }

    /** Groups by fields that a person names. */
    public void focusFields() {
        fields.requestFocus();
        fields.selectAll();
    }

    /** Groups by a field, the most events first. */
    public void show(String field) {
        show(field, Column.EVENTS);
    }

    void show(ReadyGrouping ready) {
        show(ready.by(), ready.order());
    }

    private void show(String text, Column order) {
        fields.setText(text);
        by = order;
        falling = true;
        take();
    }

    private void fieldKey(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER) {
            take();
        } else if (event.getCode() == KeyCode.ESCAPE || event.getCode() == KeyCode.DOWN) {
            table.requestFocus();
        } else {
            return;
        }
        event.consume();
    }

    /** Takes what is written as the fields to group by, or says what is wrong with it. */
    private void take() {
        Optional<String> wrong = Grouping.problem(fields.getText());
        problem.setText(wrong.map(text -> DisplayText.text(text, LONGEST)).orElse(""));
        if (wrong.isEmpty()) {
            grouping = Grouping.read(fields.getText());
            found = null;
            table.columns(columns.of(grouping));
            table.requestFocus();
            group();
        }
    }

    private void changed() {
        if (getScene() != null) {
            still.playFromStart();
        }
    }

    private void stop() {
        if (grouped != null) {
            grouped.cancel();
            grouped = null;
        }
    }

    private Optional<Wanted> wanted() {
        RowSet rows = investigation.query().settled().get();
        if (rows == null) {
            // The filter that runs says when it is done.
            return Optional.empty();
        }
        Optional<Range> stretch =
                Optional.ofNullable(investigation.time().brush().get());
        Events events = investigation.events().get();
        Choice choice = stretch.map(range -> Choice.between(events, rows, range.from(), range.to()))
                .orElseGet(() -> Choice.all(rows));
        return Optional.of(new Wanted(investigation.workspace(), choice, grouping, stretch));
    }

    private static Optional<Found> find(Wanted wanted, JobProgress progress) throws IOException {
        Optional<EventGroups> groups =
                EventGroups.of(wanted.workspace(), wanted.choice(), wanted.grouping(), progress.part(0, 0.9));
        if (groups.isEmpty()) {
            return Optional.empty();
        }
        return DurationHistogram.of(wanted.workspace().events(), wanted.choice(), progress.part(0.9, 1))
                .map(durations -> new Found(wanted, groups.get(), durations));
    }

    /** Groups in a job; a later request replaces an earlier one. */
    private void group() {
        Optional<Wanted> wanted = wanted();
        if (wanted.isEmpty() || found != null && found.wanted().equals(wanted.get())) {
            return;
        }
        stop();
        of.setText(words(wanted.get()));
        if (found == null) {
            table.show(List.of(), "grouping\u2026");
        }
        Job[] own = new Job[1];
        own[0] = investigation
                .jobs()
                .start(
                        "groups",
                        progress -> find(wanted.get(), progress),
                        result -> {
                            if (grouped == own[0]) {
                                grouped = null;
                                result.ifPresentOrElse(this::take, () -> none("not known: cancelled"));
                            }
                        },
                        () -> {
                            if (grouped == own[0]) {
                                grouped = null;
                                none("not known: the capture cannot be read");
                            }
                        });
        grouped = own[0];
    }

    private String words(Wanted wanted) {
        String events = Counted.of(wanted.choice().size(), "event")
                + (investigation.query().rows().get().isAll() ? "" : " in view");
        return wanted.stretch()
                .map(range -> events + " of the marked " + TimeFormat.span(range.length()))
                .orElse(events);
    }

    private void none(String why) {
        found = null;
        table.show(List.of(), why);
        durations.show(List.of(), why);
        total.setText("");
    }

    private void take(Found result) {
        found = result;
        sort();
        mostCalls = Math.max(1, result.durations().most());
        durations.show(result.durations().bars(), "no call tells how long it took");
        long others = result.groups().others().count();
        total.setText(Counted.of(result.groups().size(), "group")
                + (others == 0 ? "" : ", and more with " + Counted.of(others, "event"))
                + " of " + result.groups().all().words());
    }

    private void sort() {
        if (found != null) {
            table.sortedBy(GroupColumns.place(by, grouping), falling);
            table.show(found.groups().sorted(by, falling), "no events");
        }
    }

    /** Leads to the events of a group: by a condition where there is one, else by their rows. */
    private void enter(EventGroup group) {
        Found now = found;
        if (now == null) {
            return;
        }
        int first = group.sums().first();
        Optional<String> condition = now.groups().condition(now.wanted().workspace(), group);
        if (condition.isPresent()) {
            lead(condition, Optional.empty(), "", first);
            return;
        }
        stop();
        Job[] own = new Job[1];
        own[0] = investigation
                .jobs()
                .start(
                        "events of the group",
                        progress -> now.groups()
                                .rows(now.wanted().workspace(), now.wanted().choice(), group, progress),
                        (Optional<BitSet> rows) -> {
                            if (grouped == own[0] && rows.isPresent()) {
                                grouped = null;
                                lead(Optional.empty(), rows, GroupColumns.words(now.groups(), group), first);
                            }
                        });
        grouped = own[0];
    }

    /** To events of what was grouped: what narrowed that does so there too. */
    private void lead(Optional<String> condition, Optional<BitSet> rows, String words, int row) {
        if (found == null) {
            return;
        }
        RowFilter filter = investigation.query().filter().get();
        Optional<Range> stretch = found.wanted().stretch();
        if (stretch.isPresent()) {
            filter = filter.between(stretch.get().from(), stretch.get().to());
        }
        if (rows.isPresent()) {
            filter = filter.ofRows(new RowFilter.Some(rows.get(), words));
        }
        String before = investigation.query().condition().get();
        String more = condition.orElse("");
        navigation.explore(
                before.isEmpty() ? more : more.isEmpty() ? before : "(" + before + ") and " + more, filter, row);
    }
}
