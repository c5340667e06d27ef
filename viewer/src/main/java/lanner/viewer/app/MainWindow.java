package lanner.viewer.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.Alert;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Stage;
import lanner.viewer.explore.ExploreScreen;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.Settings;
import lanner.viewer.paint.Shown;
import lanner.viewer.session.CaptureSession;
import lanner.viewer.session.CaseFile;
import lanner.viewer.session.Workspace;
import lanner.viewer.task.JobRunner;

/** The window: menus and keys above, one screen, the status bar below. */
public final class MainWindow {
    private static final double WIDTH = 1500;
    private static final double HEIGHT = 950;

    private final Stage stage;
    private final Settings settings;
    private final List<Path> rules;
    private final JobRunner jobs = new JobRunner(this::trouble);
    private final StatusBar status = new StatusBar(jobs);
    private final BorderPane root = new BorderPane();
    private final StackPane centre = new StackPane();
    private final Map<String, Screen> screens = new LinkedHashMap<>();
    private final Actions actions = new Actions(this);
    private final AnimationTimer ticker = new AnimationTimer() {
        @Override
        public void handle(long now) {
            tick();
        }
    };
    private Investigation investigation;
    private ExploreScreen explore;
    private Clock clock = Clock.systemUTC();

    public MainWindow(Stage stage, Settings settings, List<Path> rules) {
        this.stage = stage;
        this.settings = settings;
        this.rules = List.copyOf(rules);
        root.setTop(actions.bar());
        root.setCenter(centre);
        root.setBottom(status);
        Scene scene = new Scene(root, WIDTH, HEIGHT);
        scene.getStylesheets().add(MainWindow.class.getResource("viewer.css").toExternalForm());
        scene.addEventFilter(KeyEvent.KEY_PRESSED, actions::keyPressed);
        stage.setScene(scene);
        stage.setTitle("Lanner");
        stage.setOnCloseRequest(event -> close());
        settings.theme().addListener((property, before, now) -> theme());
        settings.scale().addListener((property, before, now) -> theme());
        theme();
        empty();
    }

    /** For tests: the clock that the case file is written by. */
    void clock(Clock other) {
        clock = other;
    }

    Stage stage() {
        return stage;
    }

    Settings settings() {
        return settings;
    }

    Optional<Investigation> investigation() {
        return Optional.ofNullable(investigation);
    }

    Optional<ExploreScreen> explore() {
        return Optional.ofNullable(explore);
    }

    private void theme() {
        javafx.application.Application.setUserAgentStylesheet(
                settings.theme().get().styleSheet());
        root.setStyle("-fx-font-size: " + 13 * settings.scale().get() + "px;");
    }

    private void empty() {
        Label words = new Label("Open a capture: Ctrl+O for a directory that lanner record wrote, or drop one here");
        words.setId("empty");
        VBox box = new VBox(words);
        box.setAlignment(javafx.geometry.Pos.CENTER);
        centre.getChildren().setAll(box);
        status.facts("no capture open");
    }

    /** Says what went wrong; the window goes on. */
    void trouble(String sentence) {
        Alert alert = new Alert(Alert.AlertType.ERROR, Shown.text(lanner.engine.json.JsonText.latin(sentence), 2000));
        alert.initOwner(stage);
        alert.setHeaderText(null);
        alert.setTitle("Lanner");
        alert.show();
    }

    // --- captures

    void chooseCapture() {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle("Open a capture");
        Optional.ofNullable(chooser.showDialog(stage))
                .ifPresent(file -> open(List.of(file.toPath()), Optional.empty()));
    }

    void chooseScap() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Open a scap file");
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("scap", "*.scap", "*.scap.gz"));
        Optional.ofNullable(chooser.showOpenDialog(stage))
                .ifPresent(file -> open(List.of(file.toPath()), Optional.empty()));
    }

    /** Opens captures together, beside the window. */
    void open(List<Path> captures, Optional<Path> caseFile) {
        status.facts("opening " + captures.get(0).getFileName());
        jobs.start(
                "opening",
                progress -> {
                    List<CaptureSession> sessions = new ArrayList<>();
                    try {
                        for (Path capture : captures) {
                            sessions.add(CaptureSession.open(capture, rules));
                        }
                        Path file = caseFile.orElseGet(() -> CaseFile.besides(captures.get(0)));
                        return new Opened(new Workspace(sessions), CaseFile.open(file, clock));
                    } catch (IOException | RuntimeException e) {
                        for (CaptureSession session : sessions) {
                            session.close();
                        }
                        Platform.runLater(() -> status.facts("nothing opened"));
                        throw e;
                    }
                },
                this::show);
    }

    private record Opened(Workspace workspace, CaseFile caseFile) {}

    private void show(Opened opened) {
        closeCapture();
        investigation = new Investigation(opened.workspace(), opened.caseFile(), jobs, settings, this::trouble);
        screens.clear();
        Screens.build(this, investigation).forEach(screen -> screens.put(screen.name(), screen));
        explore = (ExploreScreen) screens.get(Screens.EXPLORE).content();
        actions.screens(List.copyOf(screens.keySet()));
        showScreen(screens.keySet().iterator().next());
        String name = opened.workspace().captures().get(0).given().getFileName().toString();
        int more = opened.workspace().captures().size() - 1;
        stage.setTitle(name + (more > 0 ? " and " + more + " more" : "") + " - Lanner");
        if (opened.caseFile().unread() > 0) {
            trouble(opened.caseFile().file() + ": " + opened.caseFile().unread()
                    + " lines are not understood; they are kept as they are");
        }
        ticker.start();
        investigation.begin(() -> {
            facts();
            investigation.note(() -> opened.caseFile().opened(name, ""));
        });
    }

    void closeCapture() {
        ticker.stop();
        if (investigation != null) {
            Workspace workspace = investigation.workspace();
            jobs.running().forEach(lanner.viewer.task.Job::cancel);
            try {
                workspace.close();
            } catch (IOException e) {
                trouble(e.getMessage());
            }
            investigation = null;
            explore = null;
            screens.clear();
            actions.screens(List.of());
            stage.setTitle("Lanner");
            empty();
        }
    }

    private void tick() {
        investigation.grow();
        if (!investigation.indexed().get()) {
            facts();
        }
        status.chosen(explore == null ? "" : explore.table().selectionWords());
    }

    private void facts() {
        if (investigation == null) {
            return;
        }
        int gaps = investigation.events().get().gaps().size();
        status.facts(Shown.number(investigation.total().get()) + " events, "
                + Shown.number(investigation.events().get().processes()) + " processes, "
                + Shown.number(investigation.events().get().alerts().size()) + " alerts, "
                + (gaps == 0 ? "no gaps" : gaps + (gaps == 1 ? " gap" : " gaps"))
                + (investigation.indexed().get() ? "" : ", indexing\u2026"));
    }

    // --- screens

    void showScreen(String name) {
        Screen screen = screens.get(name);
        if (screen != null) {
            centre.getChildren().setAll(screen.content());
            actions.shown(name);
            // What stands in a split pane is in the window only when the pane has its looks.
            centre.applyCss();
            screen.focus().requestFocus();
        }
    }

    /** The screen of a class; empty while no capture is open. */
    <T> Optional<T> screen(Class<T> type) {
        return screens.values().stream()
                .map(Screen::content)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    /** Whether a screen is the one in view. */
    boolean isShown(javafx.scene.Node screen) {
        return centre.getChildren().contains(screen);
    }

    /** Opens an event in the main screen. */
    void goTo(int row) {
        showScreen(Screens.EXPLORE);
        investigation.select(row);
    }

    /** Ends what runs. The case is written already. */
    public void close() {
        ticker.stop();
        jobs.close();
        if (investigation != null) {
            try {
                investigation.workspace().close();
            } catch (IOException e) {
                System.err.println("lanner: " + e.getMessage());
            }
            investigation = null;
        }
    }
}
