package lanner.viewer.app;

import static lanner.viewer.action.Action.action;
import static lanner.viewer.action.Action.secondKey;
import static lanner.viewer.action.ActionCondition.ALWAYS;
import static lanner.viewer.action.ActionCondition.OPEN;
import static lanner.viewer.action.Keys.ALT;
import static lanner.viewer.action.Keys.CTRL;
import static lanner.viewer.action.Keys.NONE;
import static lanner.viewer.action.Keys.SHIFT;
import static lanner.viewer.action.Keys.anywhere;
import static lanner.viewer.action.Keys.outsideText;
import static lanner.viewer.action.MenuSection.EDIT;
import static lanner.viewer.action.MenuSection.FILE_CAPTURE;
import static lanner.viewer.action.MenuSection.FILE_QUIT;
import static lanner.viewer.action.MenuSection.GO_BACK;
import static lanner.viewer.action.MenuSection.GO_EVENT;
import static lanner.viewer.action.MenuSection.GO_FIND;
import static lanner.viewer.action.MenuSection.GO_FIND_NEXT;
import static lanner.viewer.action.MenuSection.HELP;
import static lanner.viewer.action.MenuSection.SCREENS;
import static lanner.viewer.action.MenuSection.TABLE_COLUMNS;
import static lanner.viewer.action.MenuSection.TABLE_ROWS;
import static lanner.viewer.action.MenuSection.TIME_LIVE;
import static lanner.viewer.action.MenuSection.TIME_RANGE;
import static lanner.viewer.action.MenuSection.VIEW_LOOK;
import static lanner.viewer.action.MenuSection.VIEW_PANES;
import static lanner.viewer.action.MenuSection.VIEW_SIZE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.scene.input.KeyCode;
import lanner.investigation.casework.CasePicture.Subject;
import lanner.investigation.casework.CaseReport.Audience;
import lanner.investigation.rows.TimeFormat;
import lanner.viewer.action.Action;
import lanner.viewer.action.Keys;
import lanner.viewer.model.Density;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.Settings;
import lanner.viewer.paint.Theme;

/** What can be done with the window: captures, settings, help. */
final class WindowActions {
    private static final double STEP = 0.1;
    private static final double PANE_STEP = 0.06;

    private static final List<Action<MainWindow>> FIXED = List.of(
            // spotless:off
            action("file.open", FILE_CAPTURE, "Open a capture or a file\u2026", anywhere(KeyCode.O, CTRL), ALWAYS, MainWindow::chooseCapture),
            action("file.rules", FILE_CAPTURE, "Take other rules\u2026", anywhere(KeyCode.O, CTRL, SHIFT), ALWAYS, MainWindow::chooseRules),
            action("file.usual-rules", FILE_CAPTURE, "The rules of the start", NONE, ALWAYS, MainWindow::usualRules),
            action("file.reload", FILE_CAPTURE, "Reload the capture", anywhere(KeyCode.F5), OPEN, MainWindow::reload),
            action("file.report", FILE_CAPTURE, "Export the report\u2026", anywhere(KeyCode.S, CTRL), OPEN, w -> w.chooseReport(Audience.ANALYST)),
            action("file.report-manager", FILE_CAPTURE, "Report for a manager\u2026", anywhere(KeyCode.M, CTRL, ALT), OPEN, w -> w.chooseReport(Audience.MANAGER)),
            action("file.report-court", FILE_CAPTURE, "Report for a court\u2026", anywhere(KeyCode.R, CTRL, ALT), OPEN, w -> w.chooseReport(Audience.COURT)),
            action("file.report-signed", FILE_CAPTURE, "Report for a court, signed\u2026", anywhere(KeyCode.R, CTRL, ALT, SHIFT), OPEN, MainWindow::chooseSignedReport),
            action("file.page", FILE_CAPTURE, "Save a page to send\u2026", anywhere(KeyCode.P, CTRL), OPEN, MainWindow::choosePage),
            action("file.picture-tree", FILE_CAPTURE, "Picture of the process tree\u2026", anywhere(KeyCode.P, CTRL, ALT), OPEN, w -> w.choosePicture(Subject.TREE)),
            action("file.picture-time-line", FILE_CAPTURE, "Picture of the time line\u2026", anywhere(KeyCode.P, CTRL, ALT, SHIFT), OPEN, w -> w.choosePicture(Subject.TIME_LINE)),
            action("file.case", FILE_CAPTURE, "Analyst and case number\u2026", anywhere(KeyCode.C, CTRL, ALT), OPEN, MainWindow::askForCase),
            action("file.close", FILE_CAPTURE, "Close the capture", anywhere(KeyCode.W, CTRL), OPEN, MainWindow::closeCapture),
            action("file.quit", FILE_QUIT, "Quit", anywhere(KeyCode.Q, CTRL), ALWAYS, MainWindow::quit),

            action("edit.narrative", EDIT, "Narrative of the case\u2026", anywhere(KeyCode.J, CTRL, ALT), OPEN, MainWindow::showNarrative),
            action("edit.undo", EDIT, "Undo the last change of the case", outsideText(KeyCode.Z, CTRL), OPEN, w -> w.change(Investigation::undo)),
            action("edit.redo", EDIT, "Redo", outsideText(KeyCode.Z, CTRL, SHIFT), OPEN, w -> w.change(Investigation::redo)),

            action("go.number", GO_EVENT, "To an event by its number\u2026", anywhere(KeyCode.G, CTRL), OPEN, MainWindow::askForNumber),
            action("go.return", GO_BACK, "Back to where a figure was chosen", outsideText(KeyCode.BACK_SPACE), OPEN, MainWindow::back),
            action("go.find", GO_FIND, "Find", anywhere(KeyCode.F, CTRL), OPEN, MainWindow::find),
            action("go.find-next", GO_FIND_NEXT, "Find next", anywhere(KeyCode.F3), OPEN, w -> w.findNext(true)),
            action("go.find-previous", GO_FIND_NEXT, "Find previous", anywhere(KeyCode.F3, SHIFT), OPEN, w -> w.findNext(false)),

            action("time.bars", TIME_RANGE, "Bars: logarithmic or linear", outsideText(KeyCode.L, SHIFT), ALWAYS, w -> toggle(w.settings().linearBars())),
            action("time.shift", TIME_RANGE, "Move the capture of the selected event in time\u2026", anywhere(KeyCode.T, CTRL, ALT), OPEN, MainWindow::askForShift),

            action("live.tail", TIME_LIVE, "Recording: keep the end in view", outsideText(KeyCode.T), OPEN, MainWindow::toggleTail),
            action("live.pause", TIME_LIVE, "Recording: pause, go on", anywhere(KeyCode.F9), OPEN, MainWindow::togglePause),
            action("live.end", TIME_LIVE, "Recording: read no more", anywhere(KeyCode.F9, SHIFT), OPEN, MainWindow::endRecording),

            action("view.larger", VIEW_SIZE, "Larger", anywhere(KeyCode.EQUALS, CTRL), ALWAYS, w -> scale(w, STEP)),
            action("view.smaller", VIEW_SIZE, "Smaller", anywhere(KeyCode.MINUS, CTRL), ALWAYS, w -> scale(w, -STEP)),
            action("view.usual-size", VIEW_SIZE, "Default size", anywhere(KeyCode.DIGIT0, CTRL), ALWAYS, w -> w.settings().scale().set(1)),

            action("panes.larger", VIEW_PANES, "Pane with the keyboard: larger", anywhere(KeyCode.EQUALS, ALT), OPEN, w -> w.resizePane(PANE_STEP)),
            action("panes.smaller", VIEW_PANES, "Pane with the keyboard: smaller", anywhere(KeyCode.MINUS, ALT), OPEN, w -> w.resizePane(-PANE_STEP)),
            action("panes.usual", VIEW_PANES, "Default panes", anywhere(KeyCode.DIGIT0, ALT), ALWAYS, w -> w.settings().sizes().reset()),
            action("layout.save", VIEW_PANES, "Save the layout under a name\u2026", anywhere(KeyCode.N, CTRL, ALT), ALWAYS, MainWindow::saveLayout),
            action("layout.saved", VIEW_PANES, "Saved layouts", anywhere(KeyCode.O, CTRL, ALT), ALWAYS, MainWindow::showLayouts),

            action("table.usual-columns", TABLE_COLUMNS, "Default columns", NONE, ALWAYS, w -> w.settings().columns().reset()),
            action("table.colours-on", TABLE_ROWS, "Rows with or without colours", NONE, ALWAYS, w -> toggle(w.settings().colours().on())),

            action("help.keys", HELP, "Keys", anywhere(KeyCode.F1), ALWAYS, MainWindow::showKeys),
            secondKey("help.keys-question-mark", HELP, "Keys (question mark)", outsideText(KeyCode.SLASH, SHIFT), ALWAYS, MainWindow::showKeys),
            action("help.palette", HELP, "Command palette", anywhere(KeyCode.P, CTRL, SHIFT), ALWAYS, MainWindow::showPalette));
            // spotless:on

    /** In the order of the menus' sections. */
    static final List<Action<MainWindow>> ROWS = Stream.of(densities(), FIXED.stream(), themes(), times())
            .flatMap(rows -> rows)
            .toList();

    /** One a screen; there while a capture is open. */
    static final List<Action<MainWindow>> SCREEN_ROWS = screens();

    private WindowActions() {}

    private static List<Action<MainWindow>> screens() {
        List<Action<MainWindow>> rows = new ArrayList<>();
        for (ScreenId screen : ScreenId.values()) {
            rows.add(action(
                    screen.tabId(),
                    SCREENS,
                    screen.label(),
                    Keys.digit(rows.size() + 1, CTRL),
                    OPEN,
                    window -> window.showScreen(screen)));
        }
        return List.copyOf(rows);
    }

    private static Stream<Action<MainWindow>> themes() {
        return Arrays.stream(Theme.values())
                .map(theme -> action(
                        "view.theme-" + theme.name(),
                        VIEW_LOOK,
                        "Colours: " + theme.words(),
                        NONE,
                        ALWAYS,
                        window -> window.settings().theme().set(theme)));
    }

    private static Stream<Action<MainWindow>> times() {
        return Arrays.stream(TimeFormat.values())
                .map(time -> action(
                        "view.time-" + time.name(),
                        VIEW_LOOK,
                        "Times: " + time.words(),
                        NONE,
                        ALWAYS,
                        window -> window.settings().time().set(time)));
    }

    private static Stream<Action<MainWindow>> densities() {
        return Arrays.stream(Density.values())
                .map(density -> action(
                        "view.rows-" + density.name(),
                        VIEW_SIZE,
                        "Rows: " + density.words(),
                        NONE,
                        ALWAYS,
                        window -> window.settings().density().set(density)));
    }

    private static void toggle(BooleanProperty setting) {
        setting.set(!setting.get());
    }

    private static void scale(MainWindow window, double by) {
        double now = Math.rint((window.settings().scale().get() + by) * 10) / 10;
        window.settings().scale().set(Settings.within(now));
    }
}
