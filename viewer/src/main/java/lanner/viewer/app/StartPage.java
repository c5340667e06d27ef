package lanner.viewer.app;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import lanner.engine.json.JsonText;
import lanner.investigation.rows.TimeFormat;
import lanner.investigation.workspace.SampleCapture;
import lanner.viewer.list.PaintedTable;
import lanner.viewer.model.RecentCaptures.Recent;
import lanner.viewer.model.Settings;
import lanner.viewer.paint.DisplayText;
import org.jspecify.annotations.Nullable;

/** What the window shows while no capture is open: how to begin, what was opened last, and what went wrong. */
final class StartPage extends VBox {
    private static final int LONGEST = 300;
    private static final double WIDTH = 1000;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final Settings settings;
    private final Label trouble = new Label();
    private final Label rules = new Label();
    private final Label count = new Label();
    private final PaintedTable<Recent> recent;
    private final Button first = new Button("Open a capture or a file\u2026  Ctrl+O");

    /**
     * @param samples captures to try things with
     * @param open takes a capture that was chosen
     * @param chooseCapture asks for a capture, or a file that holds one
     * @param chooseRules asks for rule files
     */
    StartPage(
            Settings settings,
            List<SampleCapture> samples,
            Consumer<Path> open,
            Runnable chooseCapture,
            Runnable chooseRules) {
        super(10);
        this.settings = settings;
        setId("start");
        setAlignment(Pos.TOP_CENTER);
        setPadding(new Insets(20, 24, 16, 24));

        Label title = new Label("Lanner");
        title.getStyleClass().add("start-title");
        Label words = new Label(
                "See what a recorded program did: which processes ran, what they touched, which rules raised alerts.");
        whole(words);

        trouble.setId("trouble");
        trouble.setWrapText(true);
        trouble.setMaxWidth(WIDTH);
        trouble.getStyleClass().add("trouble");
        trouble.managedProperty().bind(trouble.textProperty().isNotEmpty());
        trouble.visibleProperty().bind(trouble.managedProperty());

        first.setOnAction(event -> chooseCapture.run());
        first.getStyleClass().add("accent");
        Button other = new Button("Take other rules\u2026  Ctrl+Shift+O");
        other.setOnAction(event -> chooseRules.run());
        // With large letters one below the other.
        FlowPane buttons = new FlowPane(10, 8, first, other);
        buttons.setAlignment(Pos.CENTER);
        buttons.setMinHeight(USE_PREF_SIZE);
        Label drop = new Label(
                "or drop them here: NAME.lanner directories, .scap files, audit logs of Kubernetes, several on one time line; rule files");
        whole(drop);
        rules.setId("start-rules");
        rules.managedProperty().bind(rules.textProperty().isNotEmpty());
        VBox zone = new VBox(8, buttons, drop, rules);
        zone.setId("drop-zone");
        zone.setAlignment(Pos.CENTER);
        zone.getStyleClass().add("drop-zone");
        zone.setMaxWidth(WIDTH);

        recent = new PaintedTable<>(settings, "recent", "Recent captures", columns());
        recent.onEntered(each -> open.accept(each.path()));
        recent.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.DELETE && recent.chosenRow() != null) {
                settings.recent().remove(recent.chosenRow().path());
                fill();
                event.consume();
            }
        });
        VBox.setVgrow(recent, Priority.ALWAYS);
        recent.setMaxSize(WIDTH, 300);
        Button forget = new Button("Forget all");
        forget.getStyleClass().add("small");
        forget.setOnAction(event -> {
            settings.recent().clear();
            fill();
        });
        Label head = new Label("Recent captures");
        head.getStyleClass().add("panel-title");
        head.setMinWidth(USE_PREF_SIZE);
        forget.setMinWidth(USE_PREF_SIZE);
        whole(count);
        count.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(count, Priority.ALWAYS);
        HBox line = new HBox(10, head, count, forget);
        line.setAlignment(Pos.CENTER_LEFT);
        line.setMaxWidth(WIDTH);

        Label begin = new Label("""
                lanner record -o build.lanner -- make        records a program
                lanner view build.lanner                     opens it here
                lanner view web.lanner db.lanner             two on one time line""");
        begin.getStyleClass().add("fixed");
        begin.setMaxWidth(WIDTH);
        whole(begin);
        Label safe = new Label("Captures are opened read-only. Notes and decisions go to NAME.lanner-case beside them."
                + " Nothing is sent anywhere.   F1: all keys.   Ctrl+Shift+P: all actions by name.");
        safe.setMaxWidth(WIDTH);
        whole(safe);
        getChildren().addAll(title, words, trouble, zone, line, recent);
        if (!samples.isEmpty()) {
            getChildren().addAll(samples(samples, open));
        }
        getChildren().addAll(begin, safe);
        fill();
    }

    /** Quiet words that are never cut: they take as many lines as they need. */
    private static void whole(Label words) {
        words.getStyleClass().add("quiet");
        words.setWrapText(true);
        words.setMinHeight(USE_PREF_SIZE);
    }

    private List<Node> samples(List<SampleCapture> samples, Consumer<Path> open) {
        Label head = new Label("Samples, made by harmless scripts");
        head.getStyleClass().add("panel-title");
        head.setMaxWidth(WIDTH);
        PaintedTable<SampleCapture> table = new PaintedTable<>(
                settings,
                "samples",
                "Samples",
                List.of(
                        new PaintedTable.Column<>("Capture", 200, false, false, each -> own(each.name())),
                        new PaintedTable.Column<>("What happens", 780, false, false, each -> own(each.words()))));
        table.onEntered(each -> open.accept(each.path()));
        table.show(samples, "");
        table.setMaxWidth(WIDTH);
        settings.scale().addListener((property, before, now) -> limit(table, samples.size()));
        settings.density().addListener((property, before, now) -> limit(table, samples.size()));
        limit(table, samples.size());
        VBox.setVgrow(table, Priority.ALWAYS);
        return List.of(head, table);
    }

    /** At most as high as its rows, or four where there are fewer; in a low window two of them. */
    private void limit(PaintedTable<?> table, int rows) {
        double row = settings.density().get().rowHeight() * settings.scale().get();
        table.setMinHeight(3.5 * row);
        table.setMaxHeight((Math.max(4, rows) + 1.5) * row);
    }

    private List<PaintedTable.Column<Recent>> columns() {
        return List.of(
                new PaintedTable.Column<>(
                        "Capture", 250, false, false, each -> own(each.path().getFileName())),
                new PaintedTable.Column<>("Size", 90, true, true, each -> size(each.bytes())),
                new PaintedTable.Column<>("Events", 100, true, true, each -> DisplayText.number(each.events())),
                new PaintedTable.Column<>(
                        "Alerts",
                        80,
                        true,
                        true,
                        each -> (each.alerts() > 0 ? "! " : "") + DisplayText.number(each.alerts()),
                        each -> each.alerts() > 0 ? settings.theme().get().alert() : null),
                new PaintedTable.Column<>("Last opened", 150, false, true, this::opened),
                new PaintedTable.Column<>(
                        "Directory", 320, false, false, each -> own(each.path().getParent())));
    }

    /** A name or a text as it can be shown. */
    private static String own(@Nullable Object text) {
        return text == null ? "" : DisplayText.text(JsonText.latin(text.toString()), LONGEST);
    }

    private String opened(Recent each) {
        boolean local = settings.time().get() == TimeFormat.LOCAL;
        return DAY.format(each.opened().atZone(local ? ZoneId.systemDefault() : ZoneOffset.UTC));
    }

    static String size(long bytes) {
        if (bytes < 10_000) {
            return DisplayText.number(bytes) + " B";
        }
        return bytes < 10_000_000
                ? DisplayText.number(Math.round(bytes / 1e3)) + " kB"
                : bytes < 10_000_000_000L
                        ? DisplayText.number(Math.round(bytes / 1e6)) + " MB"
                        : DisplayText.number(Math.round(bytes / 1e9)) + " GB";
    }

    /** Reads the list of recent captures anew. */
    void fill() {
        List<Recent> all = settings.recent().list();
        recent.show(all, "none yet");
        limit(recent, all.size());
        count.setText(
                all.isEmpty()
                        ? ""
                        : "Enter opens, Delete forgets; times are "
                                + (settings.time().get() == TimeFormat.LOCAL ? "local" : "UTC"));
    }

    /** What has the focus when the screen is shown. */
    Node first() {
        return recent.rows().isEmpty() ? first : recent;
    }

    /** Says which rules the next capture has; empty for those of the start. */
    void rules(String words) {
        rules.setText(words);
    }

    /** Says what went wrong; empty takes it away. */
    void trouble(String sentence) {
        trouble.setText(sentence.isEmpty() ? "" : "\u2717  " + sentence);
    }
}
