package lanner.viewer.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.TextInputDialog;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyCombination.Modifier;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import lanner.investigation.casework.CaseFile;
import lanner.investigation.entities.Entities;
import lanner.investigation.rows.RowExport;
import lanner.viewer.alerts.AlertsScreen;
import lanner.viewer.explore.EventTable;
import lanner.viewer.explore.ExploreScreen;
import lanner.viewer.explore.ProcessTree;
import lanner.viewer.explore.Timeline;
import lanner.viewer.follow.FollowScreen;
import lanner.viewer.list.TakesTyping;
import lanner.viewer.model.Density;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.Settings;
import lanner.viewer.paint.Theme;
import lanner.viewer.paint.TimeFormat;

/** Everything that can be done, a row each: menus, keys, the palette and the list of keys all read the same table. */
final class Actions {
    /**
     * Something that can be done.
     *
     * @param menu the menu that it stands in
     * @param keys what is pressed for it; null for nothing
     * @param typing whether the keys work while somebody types
     */
    record Action(String menu, String name, KeyCombination keys, boolean typing, Runnable run) {}

    private static final Modifier CTRL = KeyCombination.SHORTCUT_DOWN;
    private static final Modifier SHIFT = KeyCombination.SHIFT_DOWN;
    private static final Modifier ALT = KeyCombination.ALT_DOWN;

    private final MainWindow window;
    private final List<Action> table = new ArrayList<>();
    private final HBox tabs = new HBox(2);
    private final ToggleGroup group = new ToggleGroup();
    private boolean taken;

    Actions(MainWindow window) {
        this.window = window;
        row("File", "Open a capture\u2026", key(KeyCode.O, CTRL), true, window::chooseCapture);
        row("File", "Open a scap file\u2026", key(KeyCode.O, CTRL, SHIFT), true, window::chooseScap);
        row("File", "Export the report\u2026", key(KeyCode.S, CTRL), true, window::chooseReport);
        row("File", "Close the capture", key(KeyCode.W, CTRL), true, window::closeCapture);
        row("File", "Quit", key(KeyCode.Q, CTRL), true, () -> {
            window.close();
            window.stage().close();
        });

        row("Edit", "Filter", key(KeyCode.L, CTRL), true, this::focusFilter);
        row("Edit", "Filter (slash)", key(KeyCode.SLASH), false, this::focusFilter);
        row(
                "Edit",
                "Include the process at hand",
                key(KeyCode.I, CTRL),
                true,
                () -> explore(e -> e.combineSelected(false)));
        row(
                "Edit",
                "Exclude the process at hand",
                key(KeyCode.E, CTRL),
                true,
                () -> explore(e -> e.combineSelected(true)));
        row(
                "Edit",
                "Clear filter and all that narrows",
                key(KeyCode.BACK_SPACE, CTRL),
                false,
                () -> explore(e -> e.filterBar().clear()));
        row(
                "Edit",
                "Save the filter under a name\u2026",
                key(KeyCode.N, CTRL, SHIFT),
                true,
                () -> shownExplore(e -> e.filterBar().save()));
        row(
                "Edit",
                "Saved and earlier filters",
                key(KeyCode.M, CTRL, SHIFT),
                true,
                () -> shownExplore(e -> e.filterBar().showSaved()));
        row("Edit", "Stop the filter that runs", key(KeyCode.ESCAPE), false, this::escape);
        row("Edit", "Bookmark with a note\u2026", key(KeyCode.B, CTRL), true, () -> explore(ExploreScreen::bookmark));
        row("Edit", "Mark", key(KeyCode.M, CTRL), true, () -> explore(ExploreScreen::mark));

        row("Go", "To an event by its number\u2026", key(KeyCode.G, CTRL), true, this::goToNumber);
        row("Go", "Next alert", key(KeyCode.F8), true, () -> jump(i -> i.alertFrom(true)));
        row("Go", "Previous alert", key(KeyCode.F8, SHIFT), true, () -> jump(i -> i.alertFrom(false)));
        row("Go", "Next bookmark", key(KeyCode.F6), true, () -> jump(i -> i.bookmarkFrom(true)));
        row("Go", "Previous bookmark", key(KeyCode.F6, SHIFT), true, () -> jump(i -> i.bookmarkFrom(false)));
        row(
                "Go",
                "Next on the same descriptor",
                key(KeyCode.PERIOD, CTRL),
                true,
                () -> jump(i -> i.sameFrom(true, true)));
        row(
                "Go",
                "Previous on the same descriptor",
                key(KeyCode.COMMA, CTRL),
                true,
                () -> jump(i -> i.sameFrom(false, true)));
        row(
                "Go",
                "Next of the same process",
                key(KeyCode.PERIOD, CTRL, ALT),
                true,
                () -> jump(i -> i.sameFrom(true, false)));
        row(
                "Go",
                "Previous of the same process",
                key(KeyCode.COMMA, CTRL, ALT),
                true,
                () -> jump(i -> i.sameFrom(false, false)));
        row("Go", "Where a number led from", key(KeyCode.BACK_SPACE), false, window::back);
        int number = 0;
        for (Entities.Kind kind : Entities.Kind.values()) {
            KeyCode digit = KeyCode.getKeyCode(Integer.toString(++number));
            row("Go", kind.words(), key(digit, ALT), true, () -> window.showEntities(kind));
        }
        row("Go", "Back", key(KeyCode.LEFT, ALT), false, () -> jump(i -> i.travel(false)));
        row("Go", "Forward", key(KeyCode.RIGHT, ALT), false, () -> jump(i -> i.travel(true)));

        row("Go", "Find", key(KeyCode.F, CTRL), true, this::find);
        row("Go", "Find next", key(KeyCode.F3), true, () -> follow(screen -> screen.find(true)));
        row("Go", "Find previous", key(KeyCode.F3, SHIFT), true, () -> follow(screen -> screen.find(false)));

        decision("Accept", KeyCode.Y, CaseFile.Verdict.ACCEPTED);
        decision("False positive", KeyCode.N, CaseFile.Verdict.FALSE_POSITIVE);
        decision("Escalate", KeyCode.E, CaseFile.Verdict.ESCALATED);
        row("Alerts", "Undecided again", key(KeyCode.DELETE), false, () -> alerts(AlertsScreen::clear));
        row("Alerts", "Take the last decision back", key(KeyCode.Z, CTRL), false, () -> alerts(AlertsScreen::undo));
        row("Alerts", "Next undecided", key(KeyCode.U), false, () -> alerts(AlertsScreen::nextUndecided));
        row("Alerts", "Undecided only", key(KeyCode.U, SHIFT), false, () -> alerts(AlertsScreen::toggleUndecidedOnly));
        row(
                "Alerts",
                "Draft an exception\u2026",
                key(KeyCode.D, CTRL),
                true,
                () -> alerts(AlertsScreen::draftException));
        row("Alerts", "The alert's file", key(KeyCode.DIGIT1), false, () -> shownAlerts(AlertsScreen::toFile));
        row("Alerts", "Its process chain", key(KeyCode.DIGIT2), false, () -> shownAlerts(AlertsScreen::toChain));
        row("Alerts", "Its connections", key(KeyCode.DIGIT3), false, () -> shownAlerts(AlertsScreen::toConnections));
        row("Alerts", "Group by the next kind", key(KeyCode.G), false, () -> alerts(AlertsScreen::nextGrouping));

        row(
                "Follow",
                "What passed through the descriptor",
                key(KeyCode.F, CTRL, SHIFT),
                true,
                () -> explore(ExploreScreen::follow));
        row("Follow", "Data as text, hex, dotted", key(KeyCode.X), false, () -> follow(FollowScreen::nextForm));
        row("Follow", "Both ways, out, in", key(KeyCode.B), false, () -> follow(FollowScreen::nextWay));
        row("Follow", "Save data\u2026", key(KeyCode.S, CTRL, SHIFT), true, () -> follow(FollowScreen::save));

        row("Time", "Zoom in", key(KeyCode.W), false, () -> zoom(0.6));
        row("Time", "Zoom out", key(KeyCode.S), false, () -> zoom(1 / 0.6));
        row("Time", "Earlier", key(KeyCode.A), false, () -> with(i -> i.pan(-0.25)));
        row("Time", "Later", key(KeyCode.D), false, () -> with(i -> i.pan(0.25)));
        row("Time", "Zoom in (plus)", key(KeyCode.PLUS), false, () -> zoom(0.6));
        row("Time", "Zoom out (minus)", key(KeyCode.MINUS), false, () -> zoom(1 / 0.6));
        row("Time", "Zoom to what is marked", key(KeyCode.Z), false, () -> with(Investigation::zoomToBrush));
        row("Time", "The whole capture", key(KeyCode.F), false, () -> with(Investigation::showAll));
        row("Time", "Marked stretch begins here", key(KeyCode.OPEN_BRACKET), false, () -> brush(true));
        row("Time", "Marked stretch ends here", key(KeyCode.CLOSE_BRACKET), false, () -> brush(false));
        row("Time", "Only what is marked", key(KeyCode.ENTER, CTRL), true, () -> with(Investigation::narrowToBrush));

        row("Time", "Bars: logarithmic or linear", key(KeyCode.L, SHIFT), false, () -> {
            var linear = window.settings().linearBars();
            linear.set(!linear.get());
        });
        row("Time", "Lanes by process, container, kind of call", key(KeyCode.L), false, () -> time(Timeline::nextKind));
        row("Time", "Pin the lane at hand, or unpin it", key(KeyCode.P), false, () -> time(Timeline::pinSelected));

        for (Theme theme : Theme.values()) {
            row(
                    "View",
                    "Colours: " + theme.words(),
                    null,
                    false,
                    () -> window.settings().theme().set(theme));
        }
        for (TimeFormat time : TimeFormat.values()) {
            row(
                    "View",
                    "Times: " + time.words(),
                    null,
                    false,
                    () -> window.settings().time().set(time));
        }
        for (Density density : Density.values()) {
            row(
                    "View",
                    "Rows: " + density.words(),
                    null,
                    false,
                    () -> window.settings().density().set(density));
        }
        row("View", "Larger", key(KeyCode.EQUALS, CTRL), true, () -> scale(0.1));
        row("View", "Smaller", key(KeyCode.MINUS, CTRL), true, () -> scale(-0.1));
        row(
                "View",
                "Usual size",
                key(KeyCode.DIGIT0, CTRL),
                true,
                () -> window.settings().scale().set(1));
        row(
                "View",
                "Dim what does not match, hide nothing",
                key(KeyCode.H, CTRL),
                true,
                () -> with(i -> i.context().set(!i.context().get())));
        row(
                "View",
                "Process tree",
                key(KeyCode.T, CTRL),
                true,
                () -> explore(e -> e.tree().requestFocus()));

        row(
                "View",
                "Processes: by start, activity, alerts",
                key(KeyCode.T, CTRL, SHIFT),
                true,
                () -> tree(ProcessTree::nextSort));
        row(
                "View",
                "Processes: alive at the event alone",
                key(KeyCode.V, CTRL, SHIFT),
                true,
                () -> tree(ProcessTree::toggleAlive));
        row(
                "View",
                "Processes: paths to alerts alone",
                key(KeyCode.X, CTRL, SHIFT),
                true,
                () -> tree(ProcessTree::toggleAlertPaths));
        row(
                "View",
                "Processes: exclude one and its children",
                key(KeyCode.E, CTRL, SHIFT),
                true,
                () -> shownExplore(ExploreScreen::excludeTree));

        row(
                "View",
                "Menu of the detail at hand",
                key(KeyCode.D, CTRL, SHIFT),
                true,
                () -> shownExplore(e -> e.details().showMenu()));
        row(
                "View",
                "Bytes of the record",
                key(KeyCode.R, CTRL, SHIFT),
                true,
                () -> shownExplore(e -> e.details().toggleBytes()));

        row("Table", "Sort by the column at hand", key(KeyCode.O), false, () -> table(EventTable::sort));
        row("Table", "As recorded, unsorted", key(KeyCode.O, SHIFT), false, () -> with(i -> i.sort(null)));

        row("Table", "Add a column\u2026", key(KeyCode.K, CTRL, SHIFT), true, () -> table(EventTable::chooseField));
        row("Table", "Remove the column at hand", key(KeyCode.K, SHIFT), false, () -> table(EventTable::removeColumn));
        row(
                "Table",
                "Column to the left",
                key(KeyCode.LEFT, CTRL, SHIFT),
                false,
                () -> table(t -> t.moveColumn(false)));
        row(
                "Table",
                "Column to the right",
                key(KeyCode.RIGHT, CTRL, SHIFT),
                false,
                () -> table(t -> t.moveColumn(true)));
        row(
                "Table",
                "Usual columns",
                null,
                false,
                () -> window.settings().columns().reset());

        row("Table", "Copy the rows as text", null, false, () -> table(t -> t.copy(RowExport.Form.TEXT)));
        row(
                "Table",
                "Copy the rows as CSV",
                key(KeyCode.C, CTRL, SHIFT),
                false,
                () -> table(t -> t.copy(RowExport.Form.CSV)));
        row(
                "Table",
                "Copy the rows as JSON lines",
                key(KeyCode.J, CTRL, SHIFT),
                false,
                () -> table(t -> t.copy(RowExport.Form.JSON_LINES)));
        row(
                "Table",
                "Copy the rows as a filter",
                key(KeyCode.L, CTRL, SHIFT),
                false,
                () -> table(EventTable::copyAsFilter));

        row("Table", "Colour rules\u2026", key(KeyCode.H, CTRL, SHIFT), true, () -> table(EventTable::editColours));
        row("Table", "Rows with or without colours", null, false, () -> {
            var on = window.settings().colours().on();
            on.set(!on.get());
        });

        row("Help", "Keys", key(KeyCode.F1), true, () -> KeyList.show(this, window));
        row("Help", "Keys (question mark)", key(KeyCode.SLASH, SHIFT), false, () -> KeyList.show(this, window));
        row("Help", "Command palette", key(KeyCode.P, CTRL, SHIFT), true, () -> Palette.show(this, window));
    }

    private static KeyCombination key(KeyCode code, Modifier... modifiers) {
        return new KeyCodeCombination(code, modifiers);
    }

    private void row(String menu, String name, KeyCombination keys, boolean typing, Runnable run) {
        table.add(new Action(menu, name, keys, typing, run));
    }

    /** All of them, in order. */
    List<Action> table() {
        return List.copyOf(table);
    }

    HeadBar bar() {
        MenuBar menus = new MenuBar();
        menus.setId("menus");
        for (Action action : table) {
            Menu menu = menus.getMenus().stream()
                    .filter(each -> each.getText().equals(action.menu()))
                    .findFirst()
                    .orElseGet(() -> {
                        Menu made = new Menu(action.menu());
                        menus.getMenus().add(made);
                        return made;
                    });
            if (action.name().endsWith(")") && action.keys() != null) {
                // The same thing under another key.
                continue;
            }
            MenuItem item = new MenuItem(action.name()
                    + (action.keys() == null ? "" : "    " + action.keys().getDisplayText()));
            item.setMnemonicParsing(false);
            item.setOnAction(event -> action.run().run());
            menu.getItems().add(item);
            if (action.name().equals("Close the capture") || action.name().equals("Times: Relative")) {
                menu.getItems().add(new SeparatorMenuItem());
            }
        }
        tabs.setPadding(new Insets(2, 8, 2, 8));
        tabs.setAlignment(Pos.CENTER_LEFT);
        tabs.setId("screens");
        Button palette = new Button("?");
        palette.setAccessibleText("Keys");
        palette.setOnAction(event -> KeyList.show(this, window));
        HBox right = new HBox(tabs, palette);
        right.setAlignment(Pos.CENTER_LEFT);
        right.setPadding(new Insets(0, 4, 0, 0));
        return new HeadBar(menus, right);
    }

    void screens(List<String> names) {
        tabs.getChildren().clear();
        table.removeIf(action -> action.menu().equals("Screens"));
        int number = 1;
        for (String name : names) {
            ToggleButton tab = new ToggleButton(name);
            tab.setToggleGroup(group);
            // Arrow keys in a group choose without a press: the tab would say what the window does not show.
            tab.setFocusTraversable(false);
            tab.setId("screen-" + name.toLowerCase(java.util.Locale.ROOT));
            tab.setOnAction(event -> window.showScreen(name));
            tabs.getChildren().add(tab);
            KeyCode digit = KeyCode.getKeyCode(Integer.toString(number++));
            row("Screens", name, key(digit, CTRL), true, () -> window.showScreen(name));
        }
    }

    void shown(String name) {
        tabs.getChildren()
                .forEach(tab -> ((ToggleButton) tab)
                        .setSelected(((ToggleButton) tab).getText().equals(name)));
    }

    void keyPressed(KeyEvent event) {
        taken = false;
        boolean typing = event.getTarget() instanceof TextInputControl || event.getTarget() instanceof TakesTyping;
        for (Action action : table) {
            if (action.keys() != null
                    && (action.typing() || !typing)
                    && action.keys().match(event)) {
                taken = true;
                event.consume();
                action.run().run();
                return;
            }
        }
    }

    /** The letter of a key that did something is nobody's text, whatever has the keyboard by now. */
    void keyTyped(KeyEvent event) {
        if (taken) {
            event.consume();
        }
    }

    // --- what rows do

    private void with(Consumer<Investigation> what) {
        window.investigation().ifPresent(what);
    }

    private void explore(Consumer<ExploreScreen> what) {
        window.explore().ifPresent(what);
    }

    private void shownExplore(Consumer<ExploreScreen> what) {
        window.explore().filter(window::isShown).ifPresent(what);
    }

    /** What the table of events can do, while it is in view. */
    private void table(Consumer<EventTable> what) {
        window.explore().filter(window::isShown).map(ExploreScreen::table).ifPresent(what);
    }

    /** What the time line can do, while it is in view. */
    private void time(Consumer<Timeline> what) {
        shownExplore(screen -> what.accept(screen.timeline()));
    }

    /** What the tree of processes can do, while it is in view. */
    private void tree(Consumer<ProcessTree> what) {
        shownExplore(screen -> what.accept(screen.tree()));
    }

    private void alerts(Consumer<AlertsScreen> what) {
        window.screen(AlertsScreen.class).ifPresent(what);
    }

    private void shownAlerts(Consumer<AlertsScreen> what) {
        window.screen(AlertsScreen.class).filter(window::isShown).ifPresent(what);
    }

    private void follow(Consumer<FollowScreen> what) {
        window.screen(FollowScreen.class).filter(window::isShown).ifPresent(what);
    }

    /** Decides about the alert of the event at hand, whatever screen is in view; with Shift, a note is asked for. */
    private void decision(String name, KeyCode code, CaseFile.Verdict verdict) {
        row("Alerts", name, key(code), false, () -> alerts(screen -> screen.decide(verdict, false)));
        row(
                "Alerts",
                name + " with a note\u2026",
                key(code, SHIFT),
                false,
                () -> alerts(screen -> screen.decide(verdict, true)));
    }

    /** Looks for text in the screen at hand. */
    private void find() {
        Optional<AlertsScreen> alerts = window.screen(AlertsScreen.class).filter(window::isShown);
        Optional<FollowScreen> follow = window.screen(FollowScreen.class).filter(window::isShown);
        alerts.ifPresent(AlertsScreen::find);
        follow.ifPresent(FollowScreen::find);
        if (alerts.isEmpty() && follow.isEmpty()) {
            focusFilter();
        }
    }

    private void focusFilter() {
        explore(screen -> {
            window.showScreen(Screens.EXPLORE);
            javafx.application.Platform.runLater(screen.filterBar()::focus);
        });
    }

    private void escape() {
        with(investigation -> {
            investigation.stop();
            investigation.brush().set(null);
        });
    }

    private void zoom(double factor) {
        with(investigation -> {
            Investigation.Range shown = investigation.window().get();
            int row = investigation.selected().get();
            if (shown != null) {
                long middle = shown.from() + shown.length() / 2;
                investigation.zoom(
                        factor, row < 0 ? middle : investigation.events().get().axis(row));
            }
        });
    }

    private void brush(boolean begins) {
        with(investigation -> {
            int row = investigation.selected().get();
            if (row < 0) {
                return;
            }
            long at = investigation.events().get().axis(row);
            Investigation.Range before =
                    Optional.ofNullable(investigation.brush().get()).orElse(new Investigation.Range(at, at));
            long from = begins ? at : Math.min(before.from(), at);
            long to = begins ? Math.max(before.to(), at) : at;
            investigation.brush().set(new Investigation.Range(from, to));
        });
    }

    private void scale(double by) {
        double now = Math.rint((window.settings().scale().get() + by) * 10) / 10;
        window.settings().scale().set(Math.max(Settings.LEAST_SCALE, Math.min(Settings.MOST_SCALE, now)));
    }

    /** To a row that the investigation names; nowhere for none. */
    private void jump(ToIntFunction<Investigation> to) {
        with(investigation -> window.jump(to.applyAsInt(investigation)));
    }

    private void goToNumber() {
        with(investigation -> {
            TextInputDialog dialog = new TextInputDialog();
            dialog.initOwner(window.stage());
            dialog.setTitle("Go to");
            dialog.setHeaderText(null);
            dialog.setContentText("Event number");
            dialog.showAndWait().map(text -> text.replaceAll("[,_ ]", "")).ifPresent(text -> {
                int row = text.matches("[0-9]{1,12}")
                        ? investigation.events().get().rowOf(0, Long.parseLong(text))
                        : -1;
                if (row < 0) {
                    window.trouble("there is no event " + text);
                } else {
                    window.goTo(row);
                }
            });
        });
    }
}
