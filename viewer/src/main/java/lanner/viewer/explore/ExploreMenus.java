package lanner.viewer.explore;

import java.util.List;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.ContextMenuEvent;
import lanner.investigation.index.Events;
import lanner.investigation.rows.CellReader;
import lanner.investigation.rows.RowExport;
import lanner.investigation.rows.RowSort;
import lanner.viewer.list.TextClipboard;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.TimeWindow;
import lanner.viewer.paint.DisplayText;

/** What can be done with an event, a column or a process: menus where it stands. */
final class ExploreMenus {
    private static final long AROUND_NANOS = 5_000_000_000L;

    private final Investigation investigation;
    private final ExploreScreen screen;
    private final CellConditions conditions;

    ExploreMenus(Investigation investigation, ExploreScreen screen, CellConditions conditions) {
        this.investigation = investigation;
        this.screen = screen;
        this.conditions = conditions;
    }

    private static MenuItem item(String words, Runnable action) {
        MenuItem item = new MenuItem(words);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> action.run());
        return item;
    }

    private void show(ContextMenu menu, ContextMenuEvent event) {
        menu.show(screen, event.getScreenX(), event.getScreenY());
    }

    private void header(Cell cell, ContextMenuEvent event) {
        ContextMenu menu = new ContextMenu();
        menu.setId("header-menu");
        String id = investigation
                .settings()
                .columns()
                .list()
                .get()
                .get(cell.column())
                .id();
        menu.getItems()
                .addAll(
                        item("Sort ascending", () -> investigation.query().sort(new RowSort(id, false))),
                        item("Sort descending", () -> investigation.query().sort(new RowSort(id, true))),
                        item("As recorded", () -> investigation.query().sort(null)),
                        new SeparatorMenuItem(),
                        item("Add a column\u2026", screen.table()::chooseField),
                        item("Remove this column", screen.table()::removeColumn),
                        item("Move left", () -> screen.table().moveColumn(false)),
                        item("Move right", () -> screen.table().moveColumn(true)),
                        new SeparatorMenuItem(),
                        item(
                                "Default columns",
                                () -> investigation.settings().columns().reset()));
        show(menu, event);
    }

    void event(Cell cell, ContextMenuEvent event) {
        if (cell.row() < 0) {
            header(cell, event);
            return;
        }
        ContextMenu menu = new ContextMenu();
        menu.setId("event-menu");
        Events events = investigation.events().get();
        int process = events.image(events.imageId(cell.row())).process();
        CellConditions.Condition condition = conditions.of(cell);
        String comparison = condition.text();
        if (condition.isThere()) {
            String words = DisplayText.text(comparison, 60);
            menu.getItems()
                    .addAll(
                            item("Apply as filter: " + words, () -> conditions.combine("", cell, false, true)),
                            item("\u2026 and " + words, () -> conditions.combine("and", cell, false, true)),
                            item("\u2026 or " + words, () -> conditions.combine("or", cell, false, true)),
                            item(
                                    "Exclude: " + DisplayText.text(condition.opposite(), 60),
                                    () -> conditions.combine("and", cell, true, true)),
                            item(
                                    "Colour such rows\u2026",
                                    () -> ColourEditor.show(
                                            screen.getScene().getWindow(), investigation.settings(), comparison)),
                            item("Prepare as filter", () -> conditions.combine("and", cell, false, false)),
                            new SeparatorMenuItem());
        } else {
            MenuItem reason = new MenuItem(condition.refusal());
            reason.setMnemonicParsing(false);
            reason.setDisable(true);
            menu.getItems().addAll(reason, new SeparatorMenuItem());
        }
        if (!events.isRequest(cell.row())) {
            menu.getItems().addAll(filters(process));
        }
        menu.getItems()
                .addAll(
                        new SeparatorMenuItem(),
                        item("Show 5 s around", () -> around(cell.row())),
                        item("Follow descriptor", screen::follow),
                        item(
                                "Next on the same descriptor",
                                () -> screen.goTo(investigation.neighbours().same(true, true))),
                        item(
                                "Previous on the same descriptor",
                                () -> screen.goTo(investigation.neighbours().same(false, true))),
                        new SeparatorMenuItem(),
                        item("Bookmark\u2026", screen::bookmark),
                        item("Tags\u2026", screen::tag),
                        item("Copy value", () -> TextClipboard.put(cell.text())),
                        copyMenu(comparison));
        menu.getItems()
                .addAll(
                        new SeparatorMenuItem(),
                        item("Sort by this column", screen.table()::sort),
                        item("Add a column\u2026", screen.table()::chooseField));
        if (!cell.field().isEmpty()) {
            menu.getItems().add(item("Group by " + cell.field(), () -> screen.group(cell.field())));
        }
        if (cell.field().matches("[a-z]+\\..+")
                && !investigation.settings().columns().has(cell.field())
                && CellReader.problem(cell.field()).isEmpty()) {
            menu.getItems()
                    .add(item(
                            "Apply " + cell.field() + " as column",
                            () -> screen.table().addColumn(cell.field())));
        }
        show(menu, event);
    }

    private List<MenuItem> filters(int process) {
        return List.of(
                item(
                        "This process and its children",
                        () -> investigation.query().narrowTo(process, true)),
                item("This process alone", () -> investigation.query().narrowTo(process, false)),
                item(
                        "This process and its ancestors",
                        () -> investigation.query().narrowToAncestry(process)),
                item(
                        "Exclude this process and its children",
                        () -> investigation.query().exclude(process)));
    }

    private Menu copyMenu(String comparison) {
        Menu menu = new Menu("Copy as");
        for (RowExport.Form form : RowExport.Form.values()) {
            menu.getItems().add(item(form.words(), () -> screen.table().copy().rows(form)));
        }
        menu.getItems().add(item("filter by event number", screen.table().copy()::filter));
        if (!comparison.isEmpty()) {
            menu.getItems()
                    .add(item("filter: " + DisplayText.text(comparison, 60), () -> TextClipboard.put(comparison)));
        }
        return menu;
    }

    void process(int process, ContextMenuEvent event) {
        ContextMenu menu = new ContextMenu();
        menu.setId("process-menu");
        Events events = investigation.events().get();
        menu.getItems().addAll(filters(process));
        menu.getItems()
                .addAll(
                        new SeparatorMenuItem(),
                        item(
                                screen.timeline().isPinned(process) ? "Unpin its lane" : "Pin its lane",
                                () -> screen.timeline().pinProcess(process)),
                        item(
                                "First event",
                                () -> screen.goTo(events.process(process).firstRow())),
                        item("Zoom to its lifetime", () -> life(process)),
                        item(
                                "Copy command line",
                                () -> TextClipboard.put(DisplayText.text(
                                        events.process(process).image() < 0
                                                ? "?"
                                                : events.image(events.process(process)
                                                                .image())
                                                        .commandLine()))));
        show(menu, event);
    }

    private void life(int process) {
        Events events = investigation.events().get();
        long first = events.axis(0);
        long last = events.axis(events.rows() - 1);
        long from = Math.max(first, events.process(process).start());
        long to = events.process(process).end() == 0
                ? last
                : events.process(process).end();
        long margin = Math.max(1000, (to - from) / 20);
        investigation.time().shown().set(new TimeWindow.Range(from - margin, to + margin));
    }

    private void around(int row) {
        long at = investigation.events().get().axis(row);
        investigation
                .query()
                .narrow(investigation.query().filter().get().between(at - AROUND_NANOS, at + AROUND_NANOS));
    }
}
