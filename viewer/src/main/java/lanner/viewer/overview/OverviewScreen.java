package lanner.viewer.overview;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import lanner.investigation.casework.CaseSummary;
import lanner.investigation.casework.CaseSummary.Figure;
import lanner.investigation.casework.CaseSummary.Look;
import lanner.investigation.casework.CaseSummary.Measure;
import lanner.investigation.casework.RecordingFacts;
import lanner.investigation.casework.Tactic;
import lanner.investigation.entities.Entities;
import lanner.investigation.index.AlertEntry;
import lanner.investigation.index.Events;
import lanner.investigation.index.Gap;
import lanner.investigation.rows.RowFilter;
import lanner.investigation.rows.TimeFormat;
import lanner.investigation.workspace.CaptureSession;
import lanner.product.Counted;
import lanner.viewer.model.Evidence;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.Navigation;
import lanner.viewer.paint.DisplayText;

/** The first screen: figures, whether the capture is whole, what to look at first, what the recording says of itself. */
public final class OverviewScreen extends BorderPane {
    private static final int LONGEST = 140;
    private static final int SHOWN_GAPS = 30;
    private static final double COURSE = 96;
    /** Below this width, in pixels at the usual size, the recording stands below what to look at. */
    private static final double NARROW = 800;

    private static final double LEAST_LEFT = 300;
    private static final double LEAST_RIGHT = 430;
    private static final double MOST_RIGHT = 520;

    private final Investigation investigation;
    private final Evidence evidence;
    private final Navigation navigation;
    private final Map<Measure, Tile> tiles = new EnumMap<>(Measure.class);
    private final VBox looks = new VBox(2);
    private final VBox gaps = new VBox(2);
    private final VBox tactics = new VBox(2);
    private final GridPane facts = new GridPane();
    private boolean waiting = true;

    public OverviewScreen(Investigation investigation, Evidence evidence, Navigation navigation) {
        this.investigation = investigation;
        this.evidence = evidence;
        this.navigation = navigation;
        setId("overview");
        FlowPane row = new FlowPane(8, 8);
        for (Measure measure : Measure.values()) {
            Tile tile = new Tile(measure, investigation.settings());
            tile.setOnAction(event -> open(measure));
            tiles.put(measure, tile);
            row.getChildren().add(tile);
        }
        formFacts();
        looks.setId("looks");
        gaps.setId("gaps");
        tactics.setId("tactics");
        VBox right = new VBox(14, panel("The recording", facts), panel("Gaps", gaps));
        right.setMinWidth(LEAST_RIGHT);
        VBox left = new VBox(14, panel("Tactics over time, by the alerts' tags", tactics), panel("First look", looks));
        GridPane.setHgrow(left, Priority.ALWAYS);
        left.setMinWidth(LEAST_LEFT);
        GridPane below = new GridPane();
        below.setHgap(14);
        below.setVgap(14);
        below.addRow(0, left, right);
        Runnable fit = () -> place(
                right,
                below.getWidth() < NARROW * investigation.settings().scale().get());
        below.widthProperty().addListener((property, before, now) -> fit.run());
        investigation.settings().scale().addListener((property, before, now) -> fit.run());
        VBox all = new VBox(14, new IntegrityLine(investigation.workspace().captures(), evidence), row, below);
        all.setPadding(new Insets(14));
        ScrollPane scroll = new ScrollPane(all);
        scroll.setFitToWidth(true);
        scroll.setFocusTraversable(false);
        setCenter(scroll);
        evidence.summary().addListener((property, before, now) -> fill());
        evidence.noSummary().addListener((property, before, now) -> fill());
        investigation.settings().time().addListener((property, before, now) -> fill());
        fill();
    }

    /** What has the focus when the screen is shown. */
    public Node first() {
        return tile(Measure.ALERTS);
    }

    private Tile tile(Measure measure) {
        return Objects.requireNonNull(tiles.get(measure), "every measure has a tile");
    }

    /** Puts the right side where it is, or below the left one, as wide as that. */
    private static void place(VBox right, boolean below) {
        GridPane.setConstraints(right, below ? 0 : 1, below ? 1 : 0);
        right.setMaxWidth(below ? Double.MAX_VALUE : MOST_RIGHT);
    }

    private static VBox panel(String title, Node content) {
        Label head = new Label(title);
        head.getStyleClass().add("panel-title");
        VBox panel = new VBox(6, head, content);
        panel.getStyleClass().add("panel");
        return panel;
    }

    private void formFacts() {
        facts.setId("capture-facts");
        facts.setHgap(14);
        facts.setVgap(3);
        ColumnConstraints names = new ColumnConstraints();
        names.setMinWidth(USE_PREF_SIZE);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        facts.getColumnConstraints().addAll(names, values);
    }

    /** When each recording began, for whom and how that ended, which its events tell; then what it says of itself. */
    private void facts(boolean indexed) {
        facts.getChildren().clear();
        int line = 0;
        for (CaptureSession capture : investigation.workspace().captures()) {
            line = fact(
                    line,
                    "Capture",
                    lanner.engine.json.JsonText.latin(capture.given().toString()));
            Map<String, String> all = new LinkedHashMap<>();
            if (indexed) {
                all.putAll(RecordingFacts.beginning(capture.header(), capture.events(), this::whole));
            }
            all.putAll(RecordingFacts.of(capture.header()));
            for (Map.Entry<String, String> fact : all.entrySet()) {
                line = fact(line, fact.getKey(), fact.getValue());
            }
        }
    }

    private String whole(long moment) {
        Events events = investigation.events().get();
        return investigation.settings().time().get().whole(moment, events.axis(0));
    }

    private int fact(int line, String name, String value) {
        Label label = new Label(name);
        label.getStyleClass().add("quiet");
        label.setMinWidth(USE_PREF_SIZE);
        Label text = new Label(DisplayText.text(value, 400));
        text.setWrapText(true);
        GridPane.setValignment(label, javafx.geometry.VPos.TOP);
        facts.addRow(line, label, text);
        return line + 1;
    }

    private void fill() {
        CaseSummary summary = evidence.summary().get();
        facts(summary != null);
        looks.getChildren().clear();
        gaps.getChildren().clear();
        tactics.getChildren().clear();
        if (summary == null) {
            String none = evidence.noSummary().get();
            looks.getChildren().add(quiet(none.isEmpty() ? "looking through the capture\u2026" : none));
            gaps.getChildren().add(quiet(none.isEmpty() ? "\u2026" : none));
            if (!none.isEmpty()) {
                tiles.values().forEach(Tile::unknown);
            }
            return;
        }
        for (Figure figure : summary.figures()) {
            boolean grave =
                    figure.value() > 0 && (figure.measure() == Measure.ALERTS || figure.measure() == Measure.GAPS);
            String number = figure.measure() == Measure.DURATION
                    ? TimeFormat.span(figure.value())
                    : DisplayText.number(figure.value());
            tile(figure.measure()).show(number, words(summary, figure), figure.course(), grave);
        }
        tacticList();
        looks(summary);
        gapList();
        if (waiting && getScene() != null) {
            first().requestFocus();
        }
        waiting = false;
    }

    private String words(CaseSummary summary, Figure figure) {
        return switch (figure.measure()) {
            case EVENTS -> "";
            case DURATION ->
                figure.events() == 0
                        ? ""
                        : "from "
                                + investigation
                                        .settings()
                                        .time()
                                        .get()
                                        .mark(summary.from(), summary.from(), 1_000_000_000L);
            case PROCESSES -> "";
            case ALERTS ->
                summary.priorities().stream()
                        .map(each -> DisplayText.number(each.count()) + " "
                                + each.priority().word())
                        .limit(2)
                        .collect(Collectors.joining(", "));
            case WRITES -> "in " + Counted.of(figure.events(), "event");
            case CONNECTIONS -> "made or taken";
            case FAILED -> share(figure, summary.figure(Measure.EVENTS).value());
            case GAPS -> figure.value() == 0 ? "nothing is missing" : "something is missing";
            case PROGRAMS -> "";
        };
    }

    private static String share(Figure figure, long all) {
        return all == 0 ? "" : String.format(java.util.Locale.ROOT, "%.1f %% of all", figure.value() * 100.0 / all);
    }

    private void open(Measure measure) {
        CaseSummary summary = evidence.summary().get();
        if (summary == null) {
            return;
        }
        if (measure == Measure.PROCESSES) {
            navigation.entities(Entities.Kind.PROCESSES);
            return;
        }
        if (measure == Measure.EVENTS || measure == Measure.DURATION) {
            investigation.time().showAll();
        }
        navigation.explore(measure.condition(), summary.figure(measure).filter(), firstRow(summary, measure));
    }

    /** Where the summary knows it, so that the first of them is at hand at once. */
    private int firstRow(CaseSummary summary, Measure measure) {
        RowFilter.Some some = summary.figure(measure).filter().some();
        List<AlertEntry> alerts = investigation.events().get().alerts();
        if (measure == Measure.ALERTS && !alerts.isEmpty()) {
            return alerts.get(0).row();
        }
        return some == null ? Navigation.NO_ROW : some.rows().nextSetBit(0);
    }

    private static Label quiet(String words) {
        Label label = new Label(words);
        label.getStyleClass().add("quiet");
        return label;
    }

    private void looks(CaseSummary summary) {
        for (Map.Entry<Look.Kind, List<Look>> group : summary.byKind().entrySet()) {
            Label title = new Label(group.getKey().words());
            title.getStyleClass().add("group-title");
            looks.getChildren().add(title);
            if (group.getKey() == Look.Kind.ALERT && !summary.priorities().isEmpty()) {
                looks.getChildren().add(priorities(summary));
            }
            if (group.getValue().isEmpty()) {
                looks.getChildren().add(quiet("none"));
            }
            group.getValue().forEach(look -> looks.getChildren().add(line(look)));
            int more = summary.more().getOrDefault(group.getKey(), 0);
            if (more > 0) {
                looks.getChildren().add(quiet("and " + DisplayText.number(more) + " more"));
            }
        }
    }

    /** A button for each priority that there is. */
    private Node priorities(CaseSummary summary) {
        FlowPane row = new FlowPane(6, 4);
        row.setPadding(new Insets(2, 0, 4, 0));
        for (CaseSummary.PriorityCount each : summary.priorities()) {
            String word = each.priority().word();
            Button button = new Button("! " + DisplayText.number(each.count()) + " " + word);
            button.setId("priority-" + word.toLowerCase(java.util.Locale.ROOT));
            button.getStyleClass().add("small");
            Tile.fireOnEnter(button);
            RowFilter only = RowFilter.NONE.ofRows(new RowFilter.Some(each.rows(), "alerts: " + word));
            button.setOnAction(event -> navigation.explore("", only, each.rows().nextSetBit(0)));
            row.getChildren().add(button);
        }
        return row;
    }

    private void tacticList() {
        List<Tactic> found = Tactic.of(investigation.events().get());
        if (found.isEmpty()) {
            tactics.getChildren().add(quiet("no alert names one"));
        }
        for (Tactic tactic : found) {
            Sparkline course = new Sparkline(investigation.settings(), COURSE);
            course.show(tactic.course(), true);
            Label name = new Label(tactic.name());
            Label count = quiet(Counted.of(tactic.alerts(), "alert"));
            Label when = when(tactic.first());
            HBox space = new HBox();
            HBox.setHgrow(space, Priority.ALWAYS);
            HBox content = new HBox(10, course, name, count, space, when);
            RowFilter only = RowFilter.NONE.ofRows(new RowFilter.Some(tactic.rows(), "tactic: " + tactic.name()));
            tactics.getChildren()
                    .add(button(
                            content, "Tactic: " + tactic.name(), () -> navigation.explore("", only, tactic.first())));
        }
    }

    private Label when(int row) {
        Events events = investigation.events().get();
        Label when = new Label(investigation.settings().time().get().moment(events.time(row), events.axis(0)));
        when.getStyleClass().addAll("quiet", "fixed");
        when.setMinWidth(USE_PREF_SIZE);
        return when;
    }

    private static Button button(HBox content, String accessible, Runnable action) {
        content.setAlignment(Pos.CENTER_LEFT);
        Button button = new Button();
        button.setGraphic(content);
        button.setMaxWidth(Double.MAX_VALUE);
        content.prefWidthProperty().bind(button.widthProperty().subtract(16));
        button.setAlignment(Pos.CENTER_LEFT);
        button.getStyleClass().add("look");
        button.setAccessibleText(accessible);
        Tile.fireOnEnter(button);
        button.setOnAction(event -> action.run());
        return button;
    }

    private Button line(Look look) {
        Label count = new Label(DisplayText.number(look.count()) + "\u00d7");
        count.setMinWidth(46);
        count.setAlignment(Pos.CENTER_RIGHT);
        count.getStyleClass().add("quiet");
        Label text = new Label(DisplayText.text(look.text(), LONGEST));
        VBox words = new VBox(text);
        if (!look.detail().isEmpty()) {
            words.getChildren().add(quiet(DisplayText.text(look.detail(), LONGEST)));
        }
        HBox space = new HBox();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox content = new HBox(10, count, words, space, when(look.row()));
        RowFilter filter = look.rows() == null ? RowFilter.NONE : RowFilter.NONE.ofRows(look.rows());
        return button(
                content,
                look.kind().words() + ": " + DisplayText.text(look.text(), LONGEST),
                () -> navigation.explore(look.condition(), filter, look.row()));
    }

    private void gapList() {
        Events events = investigation.events().get();
        List<Gap> all = events.gaps();
        if (all.isEmpty()) {
            gaps.getChildren().add(quiet("none is known"));
        }
        all.stream().limit(SHOWN_GAPS).forEach(gap -> {
            String when =
                    investigation.settings().time().get().moment(gap.time(), events.rows() == 0 ? 0 : events.axis(0));
            Label text = new Label("\u2307 " + when + "  " + DisplayText.text(gap.text(), LONGEST));
            text.setWrapText(true);
            Button button = new Button();
            button.setGraphic(text);
            button.setMaxWidth(Double.MAX_VALUE);
            button.setAlignment(Pos.CENTER_LEFT);
            button.getStyleClass().add("look");
            button.setAccessibleText("Gap: " + DisplayText.text(gap.text(), LONGEST));
            Tile.fireOnEnter(button);
            int row = Math.min(gap.row(), events.rows() - 1);
            button.setOnAction(event -> navigation.explore("", RowFilter.NONE, row));
            gaps.getChildren().add(button);
        });
        if (all.size() > SHOWN_GAPS) {
            gaps.getChildren()
                    .add(quiet("and " + DisplayText.number(all.size() - SHOWN_GAPS) + " more: the tile shows all"));
        }
    }
}
