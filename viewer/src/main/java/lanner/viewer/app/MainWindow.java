package lanner.viewer.app;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.Alert;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Stage;
import javafx.stage.Window;
import lanner.engine.json.JsonText;
import lanner.investigation.casework.CaseFile;
import lanner.investigation.casework.CasePlace;
import lanner.investigation.casework.CaseReport;
import lanner.investigation.entities.Entities;
import lanner.investigation.rows.RowFilter;
import lanner.investigation.workspace.CaptureSession;
import lanner.investigation.workspace.Workspace;
import lanner.viewer.entities.EntitiesScreen;
import lanner.viewer.explore.ExploreScreen;
import lanner.viewer.model.Evidence;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.RecentCaptures;
import lanner.viewer.model.Settings;
import lanner.viewer.paint.Shown;
import lanner.viewer.task.JobRunner;

/** The window: menus and keys above, one screen, the status bar below. */
public final class MainWindow {
    private static final double WIDTH = 1500;
    private static final double HEIGHT = 950;
    /** Below this panes hide each other. */
    static final double LEAST_WIDTH = 900;

    static final double LEAST_HEIGHT = 600;
    private static final int LONGEST_NAME = 120;

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
    private final StartPage start;
    private final Deque<Before> before = new ArrayDeque<>();
    private Investigation investigation;
    private Evidence evidence;
    private ExploreScreen explore;
    private String shown = "";
    private Alert said;
    /** The row that the status bar says something of. */
    private int saidOf = Investigation.NO_ROW;

    private Clock clock = Clock.systemUTC();

    /** Where one was before a number led elsewhere. */
    private record Before(String screen, String condition, RowFilter filter, int row) {}

    public MainWindow(Stage stage, Settings settings, List<Path> rules) {
        this.stage = stage;
        this.settings = settings;
        this.rules = List.copyOf(rules);
        start = new StartPage(
                settings, path -> open(List.of(path), Optional.empty()), this::chooseCapture, this::chooseScap);
        root.setTop(actions.bar());
        root.setCenter(centre);
        root.setBottom(status);
        Scene scene = new Scene(root, WIDTH, HEIGHT);
        scene.getStylesheets().add(MainWindow.class.getResource("viewer.css").toExternalForm());
        scene.addEventFilter(KeyEvent.KEY_PRESSED, actions::keyPressed);
        scene.addEventFilter(KeyEvent.KEY_TYPED, actions::keyTyped);
        takeDrops(scene);
        stage.setScene(scene);
        stage.setTitle("Lanner");
        stage.setMinWidth(LEAST_WIDTH);
        stage.setMinHeight(LEAST_HEIGHT);
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
        start.fill();
        centre.getChildren().setAll(start);
        status.facts("no capture open");
        centre.applyCss();
        centre.layout();
        start.first().requestFocus();
    }

    /** Captures may be dropped anywhere. */
    private void takeDrops(Scene scene) {
        scene.setOnDragOver(event -> {
            if (event.getDragboard().hasFiles()) {
                event.acceptTransferModes(TransferMode.COPY);
            }
            event.consume();
        });
        scene.setOnDragDropped(event -> {
            List<Path> dropped =
                    event.getDragboard().getFiles().stream().map(File::toPath).toList();
            if (!dropped.isEmpty()) {
                open(dropped, Optional.empty());
            }
            event.setDropCompleted(!dropped.isEmpty());
            event.consume();
        });
    }

    /** Says what went wrong; the window goes on. */
    void trouble(String sentence) {
        String safe = Shown.text(JsonText.latin(sentence), 2000);
        if (investigation == null) {
            start.trouble(safe);
            return;
        }
        if (said != null && said.isShowing()) {
            // Where a capture is gone each step fails: one window says so, not one a step.
            said.setContentText(safe);
            return;
        }
        said = new Alert(Alert.AlertType.ERROR, safe);
        said.initOwner(stage);
        said.setHeaderText(null);
        said.setTitle("Lanner");
        said.show();
    }

    // --- captures

    void chooseCapture() {
        askForCapture("Open a capture", owner -> {
            DirectoryChooser chooser = new DirectoryChooser();
            chooser.setTitle("Open a capture");
            return Optional.ofNullable(chooser.showDialog(owner)).map(File::toPath);
        });
    }

    void chooseScap() {
        askForCapture("Open a scap file", owner -> {
            FileChooser chooser = new FileChooser();
            chooser.setTitle("Open a scap file");
            chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("scap", "*.scap", "*.scap.gz"));
            return Optional.ofNullable(chooser.showOpenDialog(owner)).map(File::toPath);
        });
    }

    private void askForCapture(String title, Function<Window, Optional<Path>> browse) {
        String beside = settings.recent().list().stream()
                .map(recent -> recent.path().getParent())
                .filter(directory -> directory != null && Files.isDirectory(directory))
                .findFirst()
                .map(directory -> directory + "/")
                .orElse("");
        PathPrompt.ask(
                stage, title, PathPrompt.Use.OPEN, beside, browse, path -> open(List.of(path), Optional.empty()));
    }

    /** Asks where to write something to: beside the capture, if nothing else is said. */
    void askTarget(Window owner, String title, String name, Consumer<Path> then) {
        Path suggested = besides(name);
        PathPrompt.ask(
                owner,
                title,
                PathPrompt.Use.WRITE,
                suggested.toString(),
                dialogOwner -> {
                    FileChooser chooser = new FileChooser();
                    chooser.setTitle(title);
                    chooser.setInitialFileName(name);
                    chooser.setInitialDirectory(suggested.getParent().toFile());
                    return Optional.ofNullable(chooser.showSaveDialog(dialogOwner))
                            .map(File::toPath);
                },
                then);
    }

    /** In the directory of the first capture, or where that cannot be written, at home. */
    private Path besides(String name) {
        Path beside = investigation
                .workspace()
                .captures()
                .get(0)
                .given()
                .toAbsolutePath()
                .normalize()
                .getParent();
        Path home = Path.of(System.getProperty("user.home"));
        return (beside != null && CasePlace.againstWritingIn(beside).isEmpty() ? beside : home).resolve(name);
    }

    /** Opens captures together, beside the window. */
    void open(List<Path> captures, Optional<Path> caseFile) {
        status.facts("opening " + shownName(captures.get(0)));
        start.trouble("");
        jobs.start(
                "opening",
                progress -> {
                    List<CaptureSession> sessions = new ArrayList<>();
                    try {
                        for (Path capture : captures) {
                            sessions.add(CaptureSession.open(capture, rules));
                        }
                        CasePlace place = caseFile.map(file -> new CasePlace(file, Optional.empty()))
                                .orElseGet(() -> CasePlace.of(captures.get(0)));
                        List<Long> sizes = new ArrayList<>();
                        for (CaptureSession session : sessions) {
                            sizes.add(session.bytes());
                        }
                        Workspace workspace = new Workspace(sessions);
                        workspace.refuse(place.file());
                        return new Opened(workspace, CaseFile.open(place.file(), clock), place.remark(), sizes);
                    } catch (IOException | RuntimeException e) {
                        for (CaptureSession session : sessions) {
                            session.close();
                        }
                        Platform.runLater(this::nothingOpened);
                        throw e;
                    }
                },
                this::show);
    }

    /** A capture's name, made harmless: whoever made the capture may have chosen it. */
    private static String shownName(Path capture) {
        Path name = capture.toAbsolutePath().normalize().getFileName();
        return name == null ? capture.toString() : Shown.text(JsonText.latin(name.toString()), LONGEST_NAME);
    }

    /** What was open stays. */
    private void nothingOpened() {
        if (investigation == null) {
            status.facts("nothing opened");
        } else {
            facts();
        }
    }

    private record Opened(Workspace workspace, CaseFile caseFile, Optional<String> remark, List<Long> sizes) {}

    private void show(Opened opened) {
        closeCapture();
        start.trouble("");
        investigation =
                new Investigation(opened.workspace(), opened.caseFile(), jobs, settings.forCapture(), this::trouble);
        evidence = new Evidence(investigation, clock);
        screens.clear();
        Screens.build(this, investigation, evidence).forEach(screen -> screens.put(screen.name(), screen));
        explore = (ExploreScreen) screens.get(Screens.EXPLORE).content();
        actions.screens(List.copyOf(screens.keySet()));
        showScreen(screens.keySet().iterator().next());
        String name = shownName(opened.workspace().captures().get(0).given());
        int more = opened.workspace().captures().size() - 1;
        stage.setTitle(name + (more > 0 ? " and " + more + " more" : "") + " - Lanner");
        opened.remark().ifPresent(this::trouble);
        if (opened.caseFile().unread() > 0) {
            trouble(opened.caseFile().file() + ": " + opened.caseFile().unread()
                    + " lines are not understood; they are kept as they are");
        }
        ticker.start();
        investigation.begin(() -> {
            facts();
            if (investigation.indexed().get()) {
                evidence.begin();
                remember(opened);
            } else {
                evidence.giveUp();
            }
        });
    }

    /** Each capture stands in the list of recent ones with what it came to. */
    private void remember(Opened opened) {
        for (int i = opened.sizes().size() - 1; i >= 0; i--) {
            CaptureSession capture = opened.workspace().captures().get(i);
            settings.recent()
                    .add(new RecentCaptures.Recent(
                            capture.given().toAbsolutePath().normalize(),
                            opened.sizes().get(i),
                            capture.events().rows(),
                            capture.events().alerts().size(),
                            clock.instant()));
        }
    }

    void closeCapture() {
        ticker.stop();
        if (investigation != null) {
            Workspace workspace = investigation.workspace();
            evidence.close();
            if (explore != null) {
                explore.table().close();
            }
            jobs.running().forEach(lanner.viewer.task.Job::cancel);
            try {
                workspace.close();
            } catch (IOException e) {
                trouble(e.getMessage());
            }
            investigation = null;
            evidence = null;
            explore = null;
            before.clear();
            screens.clear();
            actions.screens(List.of());
            stage.setTitle("Lanner");
            empty();
        }
    }

    private void tick() {
        int before = investigation.total().get();
        investigation.grow();
        if (investigation.total().get() != before) {
            facts();
        }
        status.chosen(explore == null ? "" : explore.table().selectionWords());
        if (saidOf >= 0
                && (saidOf != investigation.selected().get()
                        || !investigation.rows().get().isAll())) {
            saidOf = Investigation.NO_ROW;
            status.say("");
        }
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
                + (investigation.indexed().get()
                        ? ""
                        : investigation.isIndexing() ? ", indexing\u2026" : ", partial: indexing ended early"));
    }

    // --- screens

    void showScreen(String name) {
        Screen screen = screens.get(name);
        if (screen != null) {
            centre.getChildren().setAll(screen.content());
            actions.shown(name);
            shown = name;
            // What is in a split pane belongs to the window only once that has its skin: too late to ask for the
            // keyboard.
            centre.applyCss();
            centre.layout();
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

    /** Shows events in the main screen, narrowed; {@link #back} leads to where one was. */
    void lookAt(String condition, RowFilter filter, int row) {
        leave();
        showScreen(Screens.EXPLORE);
        investigation.look(condition, filter);
        if (row >= 0) {
            investigation.select(row);
        }
    }

    /** Notes where one is, so that {@link #back} leads here. */
    void leave() {
        before.push(new Before(
                shown,
                investigation.condition().get(),
                investigation.filter().get(),
                investigation.selected().get()));
    }

    /** To the screen, the event and the filter before the last look at events behind a number. */
    void back() {
        if (investigation != null && !before.isEmpty()) {
            Before last = before.pop();
            boolean same = last.condition().equals(investigation.condition().get())
                    && last.filter().equals(investigation.filter().get());
            if (!same) {
                investigation.look(last.condition(), last.filter());
            }
            investigation.select(last.row());
            showScreen(last.screen());
        }
    }

    // --- the report

    void chooseReport() {
        if (investigation == null) {
            return;
        }
        String first = investigation
                .workspace()
                .captures()
                .get(0)
                .given()
                .toAbsolutePath()
                .normalize()
                .getFileName()
                .toString()
                .replaceAll("\\.lanner$", "");
        askTarget(stage, "Export the report: .html or .md", first + "-report.html", this::exportReport);
    }

    /** Writes the report, as HTML or, for a name that ends so, as Markdown. */
    void exportReport(Path file) {
        if (investigation == null || !investigation.indexed().get()) {
            trouble("the report needs the whole index: wait until it is there, or open the capture again");
            return;
        }
        Investigation of = investigation;
        CaseReport report = new CaseReport(of.workspace(), of.caseFile(), evidence.integrity(), Main.VERSION, clock);
        jobs.start(
                "report",
                progress -> {
                    report.write(file, progress);
                    return file;
                },
                written -> {
                    of.caseChanges().set(of.caseChanges().get() + 1);
                    status.facts("report written to " + shownName(file));
                });
    }

    /** Shows the things of a kind. */
    void showEntities(Entities.Kind kind) {
        screen(EntitiesScreen.class).ifPresent(screen -> {
            showScreen(Screens.ENTITIES);
            screen.show(kind);
        });
    }

    /** Opens an event in the main screen. What hides it there is taken away. */
    void goTo(int row) {
        boolean hidden = investigation.isHidden(row);
        if (!shown.equals(Screens.EXPLORE) || hidden) {
            leave();
        }
        showScreen(Screens.EXPLORE);
        if (hidden) {
            unhide(row);
        }
        investigation.select(row);
    }

    /** Makes a row the one at hand, on whichever screen is in view. In the main screen it must be seen. */
    void jump(int row) {
        if (row < 0) {
            return;
        }
        if (shown.equals(Screens.EXPLORE)) {
            goTo(row);
        } else {
            investigation.select(row);
        }
    }

    private void unhide(int row) {
        investigation.clear();
        status.say("The filter hid event "
                + Shown.number(investigation.events().get().number(row))
                + "; it is off now. Backspace: back, with the filter");
        saidOf = row;
    }

    /** Ends what runs. The case is written already. */
    public void close() {
        ticker.stop();
        if (evidence != null) {
            evidence.close();
        }
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
