package lanner.viewer.entities;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.animation.PauseTransition;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import lanner.engine.field.Outcome;
import lanner.investigation.entities.Entities;
import lanner.investigation.entities.Entities.Column;
import lanner.investigation.entities.Entities.Entity;
import lanner.investigation.entities.Entities.Kind;
import lanner.investigation.entities.FileStory;
import lanner.investigation.entities.Story;
import lanner.investigation.entities.StoryStep;
import lanner.investigation.index.Events;
import lanner.investigation.index.ProcessEntry;
import lanner.investigation.rows.RowFilter;
import lanner.viewer.list.FilterField;
import lanner.viewer.list.KeyHint;
import lanner.viewer.list.PaintedTable;
import lanner.viewer.list.Panes;
import lanner.viewer.list.ScrolledHead;
import lanner.viewer.model.Evidence;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.Navigation;
import lanner.viewer.model.Settings;
import lanner.viewer.paint.DisplayText;
import lanner.viewer.task.Job;
import org.jspecify.annotations.Nullable;

/** Files, processes or connections in a table, and at the side the story of the selected one. */
public final class EntitiesScreen extends BorderPane {
    /** Of the height beside the list. */
    private static final double MOST_OF_TITLE = 0.5;
    /** Of the width: behind the field there is room for how many are shown. */
    private static final double MOST_OF_LINE = 0.8;

    private static final int LONGEST = 400;
    /** In fewer pixels the story stands below the list. */
    private static final double NARROW = 1000;
    /** Stepping through a table does not read a story for each row. */
    private static final Duration STILL = Duration.millis(150);

    private static final List<Column> COLUMNS = List.of(Column.values());

    private final Investigation investigation;
    private final Evidence evidence;
    private final Navigation navigation;
    private final PaintedTable<Entity> table;
    private final PaintedTable<StoryStep> story;
    private final Label storyTitle = new Label();
    private final Label counts = new Label();
    private final FilterField field;
    private final Map<Kind, ToggleButton> tabs = new EnumMap<>(Kind.class);
    private final PauseTransition still = new PauseTransition(STILL);
    private Kind kind = Kind.FILES;
    private Column by = Column.EVENTS;
    private boolean falling = true;
    private Job sorting;
    private @Nullable Job reading;
    private @Nullable Story shown;
    /** A file that is to be at hand once the table is there. */
    private Optional<String> sought = Optional.empty();

    public EntitiesScreen(Investigation investigation, Evidence evidence, Navigation navigation) {
        this.investigation = investigation;
        this.evidence = evidence;
        this.navigation = navigation;
        Settings settings = investigation.settings();
        table = new PaintedTable<>(settings, "entities", "Entities", columns(settings));
        story = new PaintedTable<>(settings, "story", "Story", storyColumns(settings));
        table.onSort((column, down) -> {
            by = COLUMNS.get(column);
            falling = down;
            refresh();
        });
        table.onEntered(this::enter);
        field = new FilterField(table, this::refresh, navigation::back);
        table.onChosen(place -> still.playFromStart());
        still.setOnFinished(event -> tell());
        sceneProperty().addListener((property, before, now) -> {
            // Nothing is read while the screen is not shown: its capture may be closed by then.
            if (now == null) {
                still.stop();
            } else {
                still.playFromStart();
            }
        });
        story.onEntered(step -> enterStory(step.row()));
        story.onBack(table::requestFocus);
        field.setId("entities-filter");
        field.setPromptText("Type to filter by name or by who touched it");
        field.setPrefColumnCount(34);
        setTop(head());
        storyTitle.setId("story-title");
        storyTitle.setWrapText(true);
        storyTitle.setPadding(new Insets(6));
        storyTitle.getStyleClass().add("panel-title");
        BorderPane side = new BorderPane(story);
        storyTitle.setMinHeight(USE_PREF_SIZE);
        side.setTop(new ScrolledHead(new VBox(storyTitle), side.heightProperty(), MOST_OF_TITLE));
        setCenter(Panes.ofTwo(settings, "entities", table, side, NARROW, 0.7, 0.6));
        evidence.entities().addListener((property, before, now) -> refresh());
        evidence.noEntities().addListener((property, before, now) -> refresh());
        refresh();
    }

    private Node head() {
        FlowPane line = new FlowPane(6, 4);
        line.setAlignment(Pos.CENTER_LEFT);
        line.setPadding(new Insets(5, 6, 5, 6));
        ToggleGroup group = new ToggleGroup();
        for (Kind each : Kind.values()) {
            ToggleButton tab = new ToggleButton(each.words());
            tab.setId("entities-" + each.name().toLowerCase(java.util.Locale.ROOT));
            tab.setToggleGroup(group);
            tab.setFocusTraversable(false);
            tab.setOnAction(event -> show(each));
            tabs.put(each, tab);
            line.getChildren().add(tab);
        }
        counts.setId("entities-count");
        field.maxWidthProperty().bind(line.widthProperty().multiply(MOST_OF_LINE));
        Label hint = new KeyHint(
                "Enter: its events    Backspace: back    Left, Right, Space: sort    Tab: story",
                line,
                investigation.settings());
        line.getChildren().addAll(field, counts, hint);
        line.setMinWidth(0);
        return line;
    }

    /** What has the focus when the screen is shown. */
    public Node first() {
        return table;
    }

    /** Shows the things of a kind. */
    public void show(Kind wanted) {
        kind = wanted;
        fresh();
    }

    /**
     * Shows a file and its story.
     *
     * @param path bytes, one character each
     */
    public void showFile(String path) {
        kind = Kind.FILES;
        sought = Optional.of(path);
        fresh();
    }

    private void fresh() {
        if (!field.getText().isEmpty()) {
            field.setText("");
        } else {
            refresh();
        }
        table.requestFocus();
    }

    private List<PaintedTable.Column<Entity>> columns(Settings settings) {
        List<PaintedTable.Column<Entity>> columns = new ArrayList<>();
        for (Column column : COLUMNS) {
            columns.add(
                    switch (column) {
                        case NAME -> new PaintedTable.Column<>(column.words(), 430, false, true, each -> name(each));
                        case EVENTS ->
                            new PaintedTable.Column<>(
                                    column.words(), 84, true, true, each -> DisplayText.number(each.events()));
                        case ERRORS ->
                            new PaintedTable.Column<>(
                                    column.words(),
                                    72,
                                    true,
                                    true,
                                    each -> each.errors() == 0 ? "" : DisplayText.number(each.errors()),
                                    each -> settings.theme().get().failed());
                        case ALERTS ->
                            new PaintedTable.Column<>(
                                    column.words(),
                                    72,
                                    true,
                                    true,
                                    each -> each.alerts() == 0 ? "" : "! " + each.alerts(),
                                    each -> settings.theme().get().alert());
                        case FIRST ->
                            new PaintedTable.Column<>(column.words(), 126, false, true, each -> moment(each.first()));
                        case LAST ->
                            new PaintedTable.Column<>(column.words(), 126, false, true, each -> moment(each.last()));
                        case WHO -> new PaintedTable.Column<>(column.words(), 260, false, false, each -> who(each));
                    });
        }
        return columns;
    }

    private String name(Entity each) {
        if (each.kind() != Kind.PROCESSES) {
            return DisplayText.text(each.name(), LONGEST);
        }
        ProcessEntry process = investigation.events().get().process(each.process());
        return process.pid() + (process.reuse() > 0 ? "#" + (process.reuse() + 1) : "") + "  "
                + DisplayText.text(each.name(), LONGEST);
    }

    private String moment(int row) {
        Events events = investigation.events().get();
        return row < 0 ? "" : investigation.settings().time().get().moment(events.time(row), events.axis(0));
    }

    private String who(Entity each) {
        Entities entities = evidence.entities().get();
        String names = each.who().stream()
                .map(process -> DisplayText.text(entities.who(process), 40))
                .collect(Collectors.joining(", "));
        return (each.kind() == Kind.PROCESSES && !names.isEmpty() ? "child of " : "")
                + names
                + (each.moreWho() ? " and more" : "");
    }

    /** Sorts and filters in a job; a later request replaces an earlier one. */
    private void refresh() {
        Objects.requireNonNull(tabs.get(kind), "every kind has a tab").setSelected(true);
        Entities entities = evidence.entities().get();
        if (sorting != null) {
            sorting.cancel();
        }
        if (entities == null) {
            String none = evidence.noEntities().get();
            table.show(List.of(), none.isEmpty() ? "looking through the capture\u2026" : none);
            return;
        }
        Kind wantedKind = kind;
        Column wantedBy = by;
        boolean wantedFalling = falling;
        String text = lanner.engine.json.JsonText.latin(field.getText());
        Job[] own = new Job[1];
        own[0] = investigation
                .jobs()
                .start("sorting", progress -> entities.chosen(wantedKind, text, wantedBy, wantedFalling), found -> {
                    if (sorting == own[0]) {
                        table.sortedBy(COLUMNS.indexOf(wantedBy), wantedFalling);
                        table.show(found, text.isEmpty() ? "none" : "none of this name. Backspace shows all");
                        int all = entities.of(wantedKind).size();
                        counts.setText(DisplayText.number(found.size())
                                + (found.size() == all ? "" : " of " + DisplayText.number(all)));
                        sought.ifPresent(path -> choose(found, path));
                        sought = Optional.empty();
                    }
                });
        sorting = own[0];
    }

    private void choose(List<Entity> found, String path) {
        for (int place = 0; place < found.size(); place++) {
            if (found.get(place).name().equals(path)) {
                table.choose(place);
                return;
            }
        }
        // Run, and otherwise never named: there is a story all the same.
        still.stop();
        story(path, read -> {});
    }

    private void enter(Entity entity) {
        if (entity.kind() == Kind.PROCESSES) {
            BitSet one = new BitSet();
            one.set(entity.process());
            navigation.explore("", RowFilter.NONE.of(one), entity.first());
            return;
        }
        String condition = Entities.condition(entity);
        if (!condition.isEmpty()) {
            navigation.explore(condition, RowFilter.NONE, entity.first());
            return;
        }
        // A name that the language cannot say: by the rows themselves.
        story(
                entity.name(),
                read -> navigation.explore(
                        "",
                        RowFilter.NONE.ofRows(new RowFilter.Some(read.rows(), "about " + entity.name())),
                        entity.first()));
    }

    private List<PaintedTable.Column<StoryStep>> storyColumns(Settings settings) {
        return List.of(
                new PaintedTable.Column<>("Time", 126, false, true, step -> moment(step.row())),
                new PaintedTable.Column<>(
                        "What",
                        150,
                        false,
                        false,
                        step -> (step.failed() ? "failed: " : "")
                                + DisplayText.text(step.what(), LONGEST)
                                + (step.outcome().equals(Outcome.UNKNOWN) ? " (its end was not seen)" : "")
                                + (step.count() > 1 ? " " + DisplayText.number(step.count()) + "\u00d7" : ""),
                        step -> step.failed() ? settings.theme().get().failed() : null),
                new PaintedTable.Column<>(
                        "By",
                        150,
                        false,
                        false,
                        step -> DisplayText.text(evidence.entities().get().who(step.process()), 60)));
    }

    private void tell() {
        Entity entity = table.chosenRow();
        if (entity == null) {
            stopReading();
            storyTitle.setText("");
            shown = null;
            story.show(List.of(), "");
            return;
        }
        if (entity.kind() == Kind.PROCESSES) {
            process(entity);
        } else {
            story(entity.name(), read -> {});
        }
    }

    private void process(Entity entity) {
        stopReading();
        Events events = investigation.events().get();
        ProcessEntry process = events.process(entity.process());
        String above = DisplayText.chain(
                investigation.workspace().ancestry(entity.process()),
                id -> DisplayText.text(evidence.entities().get().who(id), 40));
        storyTitle.setText(DisplayText.text(entity.name(), LONGEST) + "\n\n" + above
                + (process.user().isEmpty() ? "" : "\nuser " + DisplayText.text(process.user(), 60))
                + (process.container().isEmpty() ? "" : "\ncontainer " + DisplayText.text(process.container(), 60)));
        shown = null;
        List<StoryStep> programs = new ArrayList<>();
        for (int id = 0; id < events.images(); id++) {
            if (events.image(id).process() == process.id() && events.image(id).firstRow() < events.rows()) {
                String path = events.image(id).exePath();
                String what = "as " + (path.isEmpty() ? events.image(id).comm() : path);
                programs.add(new StoryStep(events.image(id).firstRow(), 1, 0, what, process.id(), Outcome.DONE));
            }
        }
        story.show(programs, "");
    }

    private void stopReading() {
        if (reading != null) {
            reading.cancel();
            reading = null;
        }
    }

    private void story(String path, java.util.function.Consumer<Story> then) {
        stopReading();
        if (shown != null && shown.name().equals(path)) {
            then.accept(shown);
            return;
        }
        shown = null;
        storyTitle.setText(DisplayText.text(path, LONGEST));
        story.show(List.of(), "reading\u2026");
        Job[] own = new Job[1];
        own[0] = investigation
                .jobs()
                .start(
                        "story",
                        progress -> FileStory.of(investigation.workspace(), path, progress),
                        (Optional<Story> found) -> {
                            if (reading != own[0]) {
                                return;
                            }
                            if (found.isEmpty()) {
                                story.show(List.of(), "not read: cancelled");
                            } else {
                                shown = found.get();
                                storyTitle.setText(DisplayText.text(path, LONGEST) + "\n"
                                        + DisplayText.number(shown.steps().size()) + " steps, "
                                        + DisplayText.number(shown.others()) + " other events");
                                story.show(shown.steps(), "no step: looked at only");
                                then.accept(shown);
                            }
                        },
                        () -> {
                            if (reading == own[0]) {
                                story.show(List.of(), "could not be read");
                            }
                        });
        reading = own[0];
    }

    private void enterStory(int row) {
        RowFilter filter = shown == null
                ? RowFilter.NONE
                : RowFilter.NONE.ofRows(new RowFilter.Some(shown.rows(), "about " + shown.name()));
        navigation.explore("", filter, row);
    }
}
