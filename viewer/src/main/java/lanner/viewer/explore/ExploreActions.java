package lanner.viewer.explore;

import static lanner.viewer.action.Action.action;
import static lanner.viewer.action.Action.secondKey;
import static lanner.viewer.action.ActionCondition.BRINGS_SCREEN;
import static lanner.viewer.action.ActionCondition.OPEN;
import static lanner.viewer.action.ActionCondition.SHOWN;
import static lanner.viewer.action.Keys.ALT;
import static lanner.viewer.action.Keys.CTRL;
import static lanner.viewer.action.Keys.NONE;
import static lanner.viewer.action.Keys.SHIFT;
import static lanner.viewer.action.Keys.anywhere;
import static lanner.viewer.action.Keys.outsideText;
import static lanner.viewer.action.MenuSection.EDIT;
import static lanner.viewer.action.MenuSection.FOLLOW;
import static lanner.viewer.action.MenuSection.GO_HISTORY;
import static lanner.viewer.action.MenuSection.GO_NEXT;
import static lanner.viewer.action.MenuSection.TABLE_COLUMNS;
import static lanner.viewer.action.MenuSection.TABLE_ROWS;
import static lanner.viewer.action.MenuSection.TIME_LANES;
import static lanner.viewer.action.MenuSection.TIME_RANGE;
import static lanner.viewer.action.MenuSection.VIEW_PANES;

import java.util.List;
import javafx.scene.input.KeyCode;
import lanner.investigation.rows.RowExport.Form;
import lanner.viewer.action.Action;

/** What can be done with the events: to filter, to go, to zoom, to arrange. */
public final class ExploreActions {
    private static final double CLOSER = 0.6;
    private static final double A_QUARTER = 0.25;

    public static final List<Action<ExploreScreen>> ROWS = List.of(
            // spotless:off
            action("filter.type", EDIT, "Filter", anywhere(KeyCode.L, CTRL), BRINGS_SCREEN, ExploreScreen::focusFilter),
            secondKey("filter.type-slash", EDIT, "Filter (slash)", outsideText(KeyCode.SLASH), BRINGS_SCREEN, ExploreScreen::focusFilter),
            action("filter.include-process", EDIT, "Include the selected process", anywhere(KeyCode.I, CTRL), OPEN, s -> s.combineSelected(false)),
            action("filter.exclude-process", EDIT, "Exclude the selected process", anywhere(KeyCode.E, CTRL), OPEN, s -> s.combineSelected(true)),
            action("filter.clear", EDIT, "Clear all filters", outsideText(KeyCode.BACK_SPACE, CTRL), OPEN, s -> s.filterBar().clear()),
            action("filter.meant", EDIT, "Take the name that was meant", anywhere(KeyCode.F2), SHOWN, s -> s.filterBar().takeMeant()),
            action("filter.save", EDIT, "Save the filter under a name\u2026", anywhere(KeyCode.N, CTRL, SHIFT), SHOWN, s -> s.filterBar().save()),
            action("filter.saved", EDIT, "Saved and earlier filters", anywhere(KeyCode.M, CTRL, SHIFT), SHOWN, s -> s.filterBar().showSaved()),
            action("filter.stop", EDIT, "Stop the running filter", outsideText(KeyCode.ESCAPE), OPEN, ExploreScreen::stop),
            action("filter.hide-capture", EDIT, "Hide or show the capture of the selected event", anywhere(KeyCode.H, CTRL, ALT), SHOWN, ExploreScreen::hideCapture),
            action("bookmark.note", EDIT, "Bookmark with a note\u2026", anywhere(KeyCode.B, CTRL), OPEN, ExploreScreen::bookmark),
            action("bookmark.mark", EDIT, "Add or remove a bookmark", anywhere(KeyCode.M, CTRL), OPEN, ExploreScreen::mark),
            action("bookmark.tags", EDIT, "Tags of the event\u2026", anywhere(KeyCode.K, CTRL), OPEN, ExploreScreen::tag),

            action("go.alert-next", GO_NEXT, "Next alert", anywhere(KeyCode.F8), OPEN, s -> s.jump(i -> i.neighbours().alert(true))),
            action("go.alert-previous", GO_NEXT, "Previous alert", anywhere(KeyCode.F8, SHIFT), OPEN, s -> s.jump(i -> i.neighbours().alert(false))),
            action("go.bookmark-next", GO_NEXT, "Next bookmark", anywhere(KeyCode.F6), OPEN, s -> s.jump(i -> i.neighbours().bookmark(true))),
            action("go.bookmark-previous", GO_NEXT, "Previous bookmark", anywhere(KeyCode.F6, SHIFT), OPEN, s -> s.jump(i -> i.neighbours().bookmark(false))),
            action("go.descriptor-next", GO_NEXT, "Next on the same descriptor", anywhere(KeyCode.PERIOD, CTRL), OPEN, s -> s.jump(i -> i.neighbours().same(true, true))),
            action("go.descriptor-previous", GO_NEXT, "Previous on the same descriptor", anywhere(KeyCode.COMMA, CTRL), OPEN, s -> s.jump(i -> i.neighbours().same(false, true))),
            action("go.process-next", GO_NEXT, "Next of the same process", anywhere(KeyCode.PERIOD, CTRL, ALT), OPEN, s -> s.jump(i -> i.neighbours().same(true, false))),
            action("go.process-previous", GO_NEXT, "Previous of the same process", anywhere(KeyCode.COMMA, CTRL, ALT), OPEN, s -> s.jump(i -> i.neighbours().same(false, false))),
            action("go.back", GO_HISTORY, "Back", outsideText(KeyCode.LEFT, ALT), OPEN, s -> s.jump(i -> i.selected().travel(false))),
            action("go.forward", GO_HISTORY, "Forward", outsideText(KeyCode.RIGHT, ALT), OPEN, s -> s.jump(i -> i.selected().travel(true))),

            action("follow.show", FOLLOW, "Data through the descriptor", anywhere(KeyCode.F, CTRL, SHIFT), OPEN, ExploreScreen::follow),

            action("time.zoom-in", TIME_RANGE, "Zoom in", outsideText(KeyCode.W), OPEN, s -> s.zoom(CLOSER)),
            action("time.zoom-out", TIME_RANGE, "Zoom out", outsideText(KeyCode.S), OPEN, s -> s.zoom(1 / CLOSER)),
            action("time.earlier", TIME_RANGE, "Earlier", outsideText(KeyCode.A), OPEN, s -> s.time().pan(-A_QUARTER)),
            action("time.later", TIME_RANGE, "Later", outsideText(KeyCode.D), OPEN, s -> s.time().pan(A_QUARTER)),
            secondKey("time.zoom-in-plus", TIME_RANGE, "Zoom in (plus)", outsideText(KeyCode.PLUS), OPEN, s -> s.zoom(CLOSER)),
            secondKey("time.zoom-out-minus", TIME_RANGE, "Zoom out (minus)", outsideText(KeyCode.MINUS), OPEN, s -> s.zoom(1 / CLOSER)),
            action("time.zoom-marked", TIME_RANGE, "Zoom to the marked range", outsideText(KeyCode.Z), OPEN, s -> s.time().zoomToBrush()),
            action("time.all", TIME_RANGE, "The whole capture", outsideText(KeyCode.F), OPEN, s -> s.time().showAll()),
            action("time.mark-begin", TIME_RANGE, "Start the marked range here", outsideText(KeyCode.OPEN_BRACKET), OPEN, s -> s.markTime(true)),
            action("time.mark-end", TIME_RANGE, "End the marked range here", outsideText(KeyCode.CLOSE_BRACKET), OPEN, s -> s.markTime(false)),
            action("time.only-marked", TIME_RANGE, "Only the marked range", anywhere(KeyCode.ENTER, CTRL), OPEN, ExploreScreen::narrowToMarkedTime),
            action("time.lanes", TIME_LANES, "Lanes by process, container, kind of call", outsideText(KeyCode.L), SHOWN, s -> s.timeline().nextKind()),
            action("time.pin", TIME_LANES, "Pin or unpin the selected lane", outsideText(KeyCode.P), SHOWN, s -> s.timeline().pinSelected()),

            action("view.dim", VIEW_PANES, "Dim events that do not match", anywhere(KeyCode.H, CTRL), OPEN, ExploreScreen::toggleContext),
            action("tree.focus", VIEW_PANES, "Process tree", anywhere(KeyCode.T, CTRL), OPEN, s -> s.tree().requestFocus()),
            action("tree.sort", VIEW_PANES, "Processes: by start, activity, alerts", anywhere(KeyCode.T, CTRL, SHIFT), SHOWN, s -> s.tree().nextSort()),
            action("tree.alive", VIEW_PANES, "Processes: alive at this event", anywhere(KeyCode.V, CTRL, SHIFT), SHOWN, s -> s.tree().toggleAlive()),
            action("tree.alerts", VIEW_PANES, "Processes: only paths to alerts", anywhere(KeyCode.X, CTRL, SHIFT), SHOWN, s -> s.tree().toggleAlertPaths()),
            action("tree.exclude", VIEW_PANES, "Processes: exclude one and its children", anywhere(KeyCode.E, CTRL, SHIFT), SHOWN, ExploreScreen::excludeTree),
            action("details.menu", VIEW_PANES, "Menu of the selected detail", anywhere(KeyCode.D, CTRL, SHIFT), SHOWN, s -> s.details().showMenu()),
            action("details.bytes", VIEW_PANES, "Bytes of the record", anywhere(KeyCode.R, CTRL, SHIFT), SHOWN, s -> s.details().toggleBytes()),

            action("table.sort", TABLE_COLUMNS, "Sort by the selected column", outsideText(KeyCode.O), SHOWN, s -> s.table().sort()),
            action("table.unsort", TABLE_COLUMNS, "As recorded, unsorted", outsideText(KeyCode.O, SHIFT), OPEN, ExploreScreen::unsort),
            action("table.slowest", TABLE_COLUMNS, "Slowest calls first", outsideText(KeyCode.S, SHIFT), BRINGS_SCREEN, s -> s.table().slowest()),
            action("table.add-column", TABLE_COLUMNS, "Add a column\u2026", anywhere(KeyCode.K, CTRL, SHIFT), SHOWN, s -> s.table().chooseField()),
            action("table.remove-column", TABLE_COLUMNS, "Remove the selected column", outsideText(KeyCode.K, SHIFT), SHOWN, s -> s.table().removeColumn()),
            action("table.column-left", TABLE_COLUMNS, "Column to the left", outsideText(KeyCode.LEFT, CTRL, SHIFT), SHOWN, s -> s.table().moveColumn(false)),
            action("table.column-right", TABLE_COLUMNS, "Column to the right", outsideText(KeyCode.RIGHT, CTRL, SHIFT), SHOWN, s -> s.table().moveColumn(true)),
            action("table.copy-text", TABLE_ROWS, "Copy the rows as text", NONE, SHOWN, s -> s.table().copy().rows(Form.TEXT)),
            action("table.copy-csv", TABLE_ROWS, "Copy the rows as CSV", outsideText(KeyCode.C, CTRL, SHIFT), SHOWN, s -> s.table().copy().rows(Form.CSV)),
            action("table.copy-json", TABLE_ROWS, "Copy the rows as JSON lines", outsideText(KeyCode.J, CTRL, SHIFT), SHOWN, s -> s.table().copy().rows(Form.JSON_LINES)),
            action("table.copy-filter", TABLE_ROWS, "Copy the rows as a filter", outsideText(KeyCode.L, CTRL, SHIFT), SHOWN, s -> s.table().copy().filter()),
            action("table.colours", TABLE_ROWS, "Colour rules\u2026", anywhere(KeyCode.H, CTRL, SHIFT), SHOWN, s -> s.table().editColours()));
            // spotless:on

    private ExploreActions() {}
}
