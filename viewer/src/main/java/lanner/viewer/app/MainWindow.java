package lanner.viewer.app;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.ConditionalFeature;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.Alert;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.util.Duration;
import lanner.engine.json.JsonText;
import lanner.investigation.casework.CasePicture;
import lanner.investigation.casework.CaseReport;
import lanner.investigation.index.AlertEntry;
import lanner.investigation.workspace.CaptureSession;
import lanner.investigation.workspace.SampleCapture;
import lanner.investigation.workspace.Workspace;
import lanner.product.Counted;
import lanner.product.FileFailure;
import lanner.product.TerminalText;
import lanner.viewer.explore.ExploreScreen;
import lanner.viewer.list.Dialogs;
import lanner.viewer.list.Panes;
import lanner.viewer.model.CaseNotes;
import lanner.viewer.model.Evidence;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.Recording;
import lanner.viewer.model.Settings;
import lanner.viewer.paint.DisplayText;
import lanner.viewer.task.Job;
import lanner.viewer.task.JobRunner;
import lanner.viewer.task.MemoryRelease;
import org.jspecify.annotations.Nullable;

/** The window: menus and keys above, one screen, the status bar below. */
public final class MainWindow {
    private static final int LONGEST_WORDS = 80;
    private static final int MOST_NAMED = 3;

    private final Stage stage;
    private final Settings settings;
    /** Those that the window was started with. */
    private final List<Path> ownRules;

    private final WindowPlace place;
    private final JobRunner jobs = new JobRunner(this::trouble);
    private final MemoryRelease memory = new MemoryRelease(jobs, this::releaseColumns, this::trouble);
    private final StatusBar status = new StatusBar(jobs);
    private final BorderPane root = new BorderPane();
    private final Tabs tabs = new Tabs(this::showScreen);
    private final ScreenSwitcher screens = new ScreenSwitcher(tabs::shown);
    private final Actions actions = new Actions(this, screens);
    private final AnimationTimer ticker = new AnimationTimer() {
        @Override
        public void handle(long now) {
            tick();
        }
    };
    private final StartPage start;
    /** In a window that is small for its letters the page is higher. */
    private final ScrollPane startScroll;

    private List<Path> rules;
    private volatile Optional<Shown> shown = Optional.empty();
    private @Nullable Alert said;
    private Clock clock = Clock.systemUTC();
    /** What the case that is opened next is called; empty for what it is called already. */
    private Optional<String> wantedNumber = Optional.empty();
    /** Of a recording: how many alerts were there at the last look. */
    private int raised;

    /** What is open. */
    private record Shown(
            OpenedCaptures captures, Investigation investigation, Evidence evidence, Navigator navigator) {}

    /** @param samples a directory of captures to try things with; it need not be there */
    public MainWindow(Stage stage, Settings settings, List<Path> rules, Path samples) {
        this.stage = stage;
        this.settings = settings;
        this.rules = List.copyOf(rules);
        ownRules = this.rules;
        place = new WindowPlace(stage);
        start = new StartPage(
                settings,
                SampleCapture.in(samples),
                path -> open(List.of(path), Optional.empty()),
                this::chooseCapture,
                this::chooseRules);
        startScroll = new ScrollPane(start);
        startScroll.setFitToWidth(true);
        startScroll.setFitToHeight(true);
        startScroll.setFocusTraversable(false);
        root.setTop(Menus.bar(actions.table(), tabs, settings, this::showKeys));
        root.setCenter(screens.pane());
        root.setBottom(status);
        Scene scene = new Scene(root);
        scene.getStylesheets().add(MainWindow.class.getResource("viewer.css").toExternalForm());
        if (!Platform.isSupported(ConditionalFeature.TRANSPARENT_WINDOW)) {
            scene.getStylesheets()
                    .add(MainWindow.class.getResource("opaque-popups.css").toExternalForm());
        }
        scene.addEventFilter(KeyEvent.KEY_PRESSED, actions::keyPressed);
        scene.addEventFilter(KeyEvent.KEY_TYPED, actions::keyTyped);
        takeDrops(scene);
        stage.setScene(scene);
        stage.setTitle("Lanner");
        place.restore(settings.window().get());
        stage.setOnCloseRequest(event -> close());
        settings.theme().addListener((property, before, now) -> theme());
        settings.scale().addListener((property, before, now) -> theme());
        theme();
        empty();
    }

    /** For the window that was just shown: it keeps its size so long, whatever the window manager makes of it at first. */
    void settle(Duration lasting) {
        place.settle(lasting);
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
        return shown.map(Shown::investigation);
    }

    /** The main screen; empty while no capture is open. */
    Optional<ExploreScreen> explore() {
        return screens.screen(ExploreScreen.class);
    }

    private void theme() {
        Application.setUserAgentStylesheet(settings.theme().get().styleSheet());
        root.setStyle("-fx-font-size: " + 13 * settings.scale().get() + "px;");
    }

    private void empty() {
        tabs.open(false);
        actions.open(false);
        start.fill();
        screens.empty(startScroll, start.first());
        status.facts("no capture open");
    }

    /** Captures and rule files may be dropped anywhere. */
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
                take(Dropped.of(dropped));
            }
            event.setDropCompleted(!dropped.isEmpty());
            event.consume();
        });
    }

    /** Opens captures, under the rules beside them if there are some; rules alone are taken for what is open. */
    private void take(Dropped dropped) {
        List<Path> wanted = dropped.rules().isEmpty() ? rules : dropped.rules();
        if (dropped.captures().isEmpty()) {
            takeRules(wanted);
        } else {
            open(Opening.of(dropped.captures(), wanted));
        }
    }

    /** Reads the captures that are open again under other rules; without one the next that is opened has them. */
    private void takeRules(List<Path> wanted) {
        if (shown.isPresent()) {
            reload(wanted);
        } else {
            rules = wanted;
            start.rules(words(wanted));
        }
    }

    /** What the alerts come from, if not from the rules of the start; empty for those. */
    private String words(List<Path> wanted) {
        int more = wanted.size() - MOST_NAMED;
        return wanted.equals(ownRules)
                ? ""
                : "rules: "
                        + wanted.stream()
                                .limit(MOST_NAMED)
                                .map(OpenedCaptures::shownName)
                                .collect(Collectors.joining(", "))
                        + (more > 0 ? " and " + more + " more" : "");
    }

    /** The rules that the window was started with. */
    void usualRules() {
        takeRules(ownRules);
    }

    /** Says what went wrong; the window goes on. */
    void trouble(String sentence) {
        String safe = DisplayText.text(JsonText.latin(sentence), 2000);
        if (shown.isEmpty()) {
            start.trouble(safe);
            return;
        }
        if (said != null && said.isShowing()) {
            // Where a capture is gone each step fails: one window says so, not one a step.
            said.setContentText(safe);
            return;
        }
        said = new Alert(Alert.AlertType.ERROR, safe);
        Dialogs.own(said, stage);
        said.setHeaderText(null);
        said.setTitle("Lanner");
        said.show();
    }

    void chooseCapture() {
        FileDialogs.askCapture(stage, settings.recent(), path -> open(List.of(path), Optional.empty()));
    }

    /** Asks for a rule file, or a directory of them. */
    void chooseRules() {
        FileDialogs.askRules(stage, path -> takeRules(List.of(path)));
    }

    /** Makes the pane larger that has the keyboard, or smaller. */
    void resizePane(double by) {
        if (!Panes.resize(stage.getScene().getFocusOwner(), by)) {
            status.say("no pane has the keyboard whose size could change");
        }
    }

    private LayoutMenu layouts() {
        return new LayoutMenu(stage, settings, this::trouble);
    }

    /** Asks for a name and keeps the present layout under it. */
    void saveLayout() {
        layouts().save();
    }

    /** Opens the menu of saved layouts. */
    void showLayouts() {
        layouts().show();
    }

    /** What is to be in view again once captures are there. */
    private record View(ScreenId screen, String condition, List<Event> selected) {
        /** An event by its capture's place and its number. */
        private record Event(int capture, long number) {}
    }

    /** Opens the captures that are open anew, as they are now; screen, filter and selected event stay. */
    void reload() {
        reload(rules);
    }

    private void reload(List<Path> wanted) {
        shown.ifPresent(now -> {
            Investigation of = now.investigation();
            int row = of.selected().row().get();
            List<View.Event> selected = row < 0
                    ? List.of()
                    : List.of(new View.Event(
                            of.events().get().capture(row), of.events().get().number(row)));
            open(new Opening(
                    given(of.workspace()),
                    IntStream.range(0, of.workspace().captures().size())
                            .mapToLong(of.workspace()::shift)
                            .toArray(),
                    wanted,
                    Optional.of(of.notes().file().file()),
                    Optional.of(new View(
                            screens.shown().map(Screen::id).orElse(ScreenId.OVERVIEW),
                            of.query().condition().get(),
                            selected))));
        });
    }

    /** Opens captures together, in a background job. */
    void open(List<Path> captures, Optional<Path> caseFile) {
        open(new Opening(captures, new long[captures.size()], rules, caseFile, Optional.empty()));
    }

    /**
     * The same for a case that gets a number.
     *
     * @param number of at most one line; empty for the one that the case has
     */
    void open(List<Path> captures, Optional<Path> caseFile, Optional<String> number) {
        wantedNumber = number;
        open(captures, caseFile);
    }

    private static List<Path> given(Workspace workspace) {
        return workspace.captures().stream().map(CaptureSession::given).toList();
    }

    /**
     * What is to be opened.
     *
     * @param shifts how far each capture is moved on the axis, in nanoseconds
     * @param caseFile empty for the one that belongs to the first capture
     * @param view empty for what is in view at first
     */
    private record Opening(
            List<Path> captures, long[] shifts, List<Path> rules, Optional<Path> caseFile, Optional<View> view) {
        static Opening of(List<Path> captures, List<Path> rules) {
            return new Opening(captures, new long[captures.size()], rules, Optional.empty(), Optional.empty());
        }
    }

    private void open(Opening wanted) {
        status.facts("opening " + OpenedCaptures.shownName(wanted.captures().get(0)));
        start.trouble("");
        jobs.start(
                "opening",
                progress -> {
                    try {
                        return OpenedCaptures.open(
                                wanted.captures(), wanted.shifts(), wanted.rules(), wanted.caseFile(), clock);
                    } catch (IOException | RuntimeException e) {
                        Platform.runLater(this::nothingOpened);
                        throw e;
                    }
                },
                opened -> {
                    rules = wanted.rules();
                    start.rules(words(rules));
                    show(opened, wanted.view());
                    status.say(words(rules));
                });
    }

    /** What was open stays. */
    private void nothingOpened() {
        wantedNumber = Optional.empty();
        shown.ifPresentOrElse(now -> facts(now.investigation()), () -> status.facts("nothing opened"));
    }

    private void show(OpenedCaptures captures, Optional<View> view) {
        closeCapture();
        start.trouble("");
        Investigation investigation = new Investigation(
                captures.workspace(), captures.caseFile(), jobs, settings.forCapture(), this::trouble);
        Evidence evidence = new Evidence(investigation, clock);
        Navigator navigator = new Navigator(investigation, screens, status::say);
        Shown now = new Shown(captures, investigation, evidence, navigator);
        shown = Optional.of(now);
        screens.fill(Screens.build(screens, navigator, investigation, evidence, this::askTarget));
        tabs.open(true);
        actions.open(true);
        // Of a recording there is no overview before its end.
        showScreen(view.map(View::screen).orElse(captures.live() ? ScreenId.EXPLORE : ScreenId.OVERVIEW));
        title(captures);
        captures.remark().ifPresent(this::trouble);
        if (captures.caseFile().unread() > 0) {
            trouble(captures.caseFile().file() + ": "
                    + Counted.of(
                            captures.caseFile().unread(),
                            "line is not understood; it is kept as it is",
                            "lines are not understood; they are kept as they are"));
        }
        investigation.notes().said().addListener((property, before, sentence) -> navigator.say(sentence));
        investigation.notes().changes().addListener((property, before, count) -> title(captures));
        wantedNumber.ifPresent(number -> investigation
                .notes()
                .change(() -> investigation.notes().editor().number(number)));
        wantedNumber = Optional.empty();
        ticker.start();
        investigation.recording().words().addListener((property, before, words) -> facts(investigation));
        investigation.begin(captures.live(), () -> {
            view.ifPresent(wanted -> restore(investigation, wanted));
            indexingEnded(now);
        });
    }

    private void title(OpenedCaptures captures) {
        String number = captures.caseFile().number();
        stage.setTitle((number.isEmpty() ? "" : DisplayText.text(JsonText.latin(number), LONGEST_WORDS) + ": ")
                + captures.title());
    }

    private static void restore(Investigation investigation, View view) {
        investigation.query().apply(view.condition());
        view.selected()
                .forEach(event -> investigation
                        .selected()
                        .select(investigation.events().get().rowOf(event.capture(), event.number())));
    }

    private void indexingEnded(Shown of) {
        if (shown.filter(of::equals).isEmpty()) {
            // Closed meanwhile.
            return;
        }
        facts(of.investigation());
        if (of.investigation().indexed().get()) {
            of.evidence().begin();
            of.captures().remember(settings.recent(), clock);
        } else {
            of.evidence().giveUp();
        }
    }

    void closeCapture() {
        ticker.stop();
        shown.ifPresent(closing -> {
            closing.evidence().close();
            explore().ifPresent(screen -> screen.table().close());
            jobs.running().forEach(Job::cancel);
            try {
                closing.investigation().workspace().close();
            } catch (IOException e) {
                trouble(FileFailure.sentence(e));
            }
            shown = Optional.empty();
            stage.setTitle("Lanner");
            empty();
            memory.soon();
        });
    }

    private void releaseColumns() throws IOException {
        Optional<Shown> now = shown;
        if (now.isPresent()) {
            now.get().investigation().workspace().release();
        }
    }

    private void tick() {
        shown.ifPresent(now -> tick(now.investigation(), now.navigator()));
    }

    private void tick(Investigation investigation, Navigator navigator) {
        int before = investigation.total().get();
        investigation.grow();
        if (investigation.total().get() != before) {
            facts(investigation);
            raised(investigation);
        }
        status.chosen(explore().map(screen -> screen.table().selectionWords()).orElse(""));
        navigator.tick();
    }

    /** Says the alert that a recording has just raised. */
    private void raised(Investigation investigation) {
        List<AlertEntry> alerts = investigation.events().get().alerts();
        if (investigation.recording().state() != Recording.State.NONE && alerts.size() > raised) {
            AlertEntry last = alerts.get(alerts.size() - 1);
            status.say("! " + DisplayText.text(JsonText.latin(last.rule()), LONGEST_WORDS) + " (F8)");
        }
        raised = alerts.size();
    }

    private void facts(Investigation investigation) {
        String live = investigation.recording().words().get();
        int gaps = investigation.events().get().gaps().size();
        boolean follows = !investigation.indexed().get() && !live.isEmpty();
        // Its rate first: a narrow window cuts the end.
        status.facts((follows ? live + ", " : "")
                + Counted.of(investigation.total().get(), "event") + ", "
                + Counted.of(investigation.events().get().processes(), "process", "processes") + ", "
                + Counted.of(investigation.events().get().alerts().size(), "alert") + ", "
                + (gaps == 0 ? "no gaps" : Counted.of(gaps, "gap"))
                + (investigation.indexed().get() || follows
                        ? ""
                        : investigation.isIndexing() ? ", indexing\u2026" : ", partial: indexing ended early"));
    }

    void showScreen(ScreenId id) {
        screens.show(id);
    }

    /** Keeps the last event of a recording in view, or leaves the rows where they are. */
    void toggleTail() {
        recording(recording -> recording.tail().set(!recording.tail().get()));
    }

    /** Waits with reading a recording, or goes on. */
    void togglePause() {
        recording(Recording::togglePause);
    }

    /** Reads no more of a recording. */
    void endRecording() {
        recording(Recording::stop);
    }

    private void recording(Consumer<Recording> action) {
        investigation().map(Investigation::recording).ifPresent(recording -> {
            if (recording.state() == Recording.State.NONE) {
                trouble("no recording is going on that could be followed; F5 reads the capture again");
            } else {
                action.accept(recording);
            }
        });
    }

    /** Lets a person look for text in the screen in view. */
    void find() {
        screens.shown().ifPresent(screen -> screen.find().ask().run());
    }

    /** To the next place of the text that is looked for, or the one before. */
    void findNext(boolean forwards) {
        screens.shown().ifPresent(screen -> screen.find().next().accept(forwards));
    }

    /** To the screen, the event and the filter before the last step. */
    void back() {
        shown.ifPresent(now -> now.navigator().back());
    }

    void askForNumber() {
        shown.ifPresent(now -> now.navigator().askForNumber(stage));
    }

    /** Asks how far the capture of the selected event is to be moved in time, and opens what is open again with it moved. */
    void askForShift() {
        shown.ifPresent(now -> {
            Workspace workspace = now.captures().workspace();
            int row = now.investigation().selected().row().get();
            if (workspace.captures().size() == 1 || row < 0) {
                trouble("captures are moved against each other: open several, and select an event of one");
                return;
            }
            int capture = now.investigation().events().get().capture(row);
            ShiftDialog.ask(stage, workspace, capture, this::trouble)
                    .ifPresent(shift -> open(new Opening(
                            given(workspace),
                            ShiftDialog.with(workspace, capture, shift),
                            rules,
                            Optional.of(now.captures().caseFile().file()),
                            Optional.empty())));
        });
    }

    void showKeys() {
        KeyList.show(actions, this);
    }

    void showPalette() {
        CommandPalette.show(actions, this);
    }

    private void askTarget(Window owner, String title, String name, Consumer<Path> then) {
        shown.ifPresent(
                now -> FileDialogs.askTarget(owner, title, now.captures().workspace(), name, then));
    }

    /** Asks where to write the report. */
    void chooseReport(CaseReport.Audience audience) {
        chooseReport(audience, Optional.empty());
    }

    /** Asks for the key that signs the report for a court, and where to write it. */
    void chooseSignedReport() {
        FileDialogs.askKey(stage, key -> chooseReport(CaseReport.Audience.COURT, Optional.of(key)));
    }

    private void chooseReport(CaseReport.Audience audience, Optional<Path> key) {
        String what = audience == CaseReport.Audience.ANALYST ? "-report" : "-report-for-" + audience.word();
        shown.ifPresent(now -> askTarget(
                stage,
                "Export the report: .html or .md",
                now.captures().documentName(what + ".html"),
                file -> documents().ifPresent(documents -> documents.report(file, audience, key))));
    }

    /** Asks where to write the events in view as a page for a browser. */
    void choosePage() {
        shown.ifPresent(now -> askTarget(
                stage,
                "Save the events in view as a page: .html",
                now.captures().documentName(".html"),
                file -> documents().ifPresent(documents -> documents.page(file))));
    }

    /** Asks where to write a picture of the events in view. */
    void choosePicture(CasePicture.Subject subject) {
        shown.ifPresent(now -> askTarget(
                stage,
                "Save a picture of the events in view: .svg or .png",
                now.captures().documentName("-" + subject.word() + ".svg"),
                file -> documents().ifPresent(documents -> documents.picture(file, subject))));
    }

    /** Shows the narrative of the case, to arrange it. */
    void showNarrative() {
        shown.ifPresent(now -> NarrativeWindow.show(stage, now.investigation(), now.navigator()::goTo));
    }

    /** Asks who works on the case, and what its number is. */
    void askForCase() {
        investigation().ifPresent(investigation -> {
            CaseNotes notes = investigation.notes();
            CaseDialog.Answer before =
                    new CaseDialog.Answer(settings.analyst().get(), notes.file().number());
            CaseDialog.ask(stage, before, answer -> {
                settings.analyst().set(answer.analyst());
                notes.change(() -> notes.editor().number(answer.number()));
            });
        });
    }

    /** Takes a change of the case back, or does one again. */
    void change(Consumer<Investigation> step) {
        investigation().ifPresent(step);
    }

    private Optional<Documents> documents() {
        return shown.map(now -> new Documents(now.investigation(), now.evidence(), clock, status::facts));
    }

    /** Closes the window and ends the program. */
    void quit() {
        close();
        stage.close();
    }

    /** Ends what runs. The case is written already. */
    public void close() {
        place.now().ifPresent(bounds -> settings.window().set(Optional.of(bounds)));
        ticker.stop();
        shown.ifPresent(now -> now.evidence().close());
        jobs.close();
        shown.ifPresent(now -> {
            try {
                now.investigation().workspace().close();
            } catch (IOException e) {
                System.err.println("lanner: " + TerminalText.visible(FileFailure.sentence(e)));
            }
        });
        shown = Optional.empty();
    }
}
