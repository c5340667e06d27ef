package lanner.viewer.explore;

import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.ToIntFunction;
import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.geometry.Orientation;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextInputDialog;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.layout.BorderPane;
import lanner.investigation.index.Events;
import lanner.investigation.rows.About;
import lanner.investigation.rows.CellReader;
import lanner.investigation.rows.Completion;
import lanner.investigation.rows.RowExport;
import lanner.investigation.rows.RowQuery;
import lanner.investigation.rows.RowSort;
import lanner.viewer.list.DetailTree;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.TableColumns;
import lanner.viewer.model.TimeWindow;
import lanner.viewer.paint.Shown;

/** Filter, timeline, tree, table and details. */
public final class ExploreScreen extends BorderPane {
    private static final double LARGE = 1.5;
    /** Below this width, in pixels, the details stand below the table instead of beside it. */
    private static final double NARROW = 1150;

    private static final long AROUND_NANOS = 5_000_000_000L;

    private final Investigation investigation;
    private final FilterBar filterBar;
    private final ProcessTree tree;
    private final EventTable table;
    private final Timeline timeline;
    private final DetailsPane details;
    private final Runnable follow;
    private final IntConsumer jump;

    /**
     * @param follow shows what passed through the descriptor of the event at hand
     * @param jump makes a row the one at hand, and takes away what hides it
     */
    public ExploreScreen(Investigation investigation, Runnable follow, IntConsumer jump) {
        this.investigation = investigation;
        this.follow = follow;
        this.jump = jump;
        tree = new ProcessTree(investigation, this::processMenu);
        table = new EventTable(investigation, this::eventMenu);
        filterBar = new FilterBar(investigation, table::words);
        timeline = new Timeline(investigation, tree);
        details = new DetailsPane(investigation, this::does);
        SplitPane right = new SplitPane(table, details);
        SplitPane below = new SplitPane(tree, right);
        arrange(below, right);
        investigation.settings().scale().addListener((property, before, now) -> arrange(below, right));
        widthProperty().addListener((property, before, now) -> {
            if (isNarrow(before.doubleValue()) != isNarrow(now.doubleValue())) {
                arrange(below, right);
            }
        });
        SplitPane.setResizableWithParent(tree, false);
        SplitPane.setResizableWithParent(details, false);
        SplitPane all = new SplitPane(timeline, below);
        all.setOrientation(Orientation.VERTICAL);
        all.setDividerPositions(0.26);
        SplitPane.setResizableWithParent(timeline, false);
        setTop(filterBar);
        setCenter(all);
    }

    private static boolean isNarrow(double width) {
        return width > 0 && width < NARROW;
    }

    /** Large letters take room from the tree, which can do with names alone; in a narrow window details stand below. */
    private void arrange(SplitPane below, SplitPane right) {
        boolean large = investigation.settings().scale().get() >= LARGE;
        boolean narrow = isNarrow(getWidth());
        below.setDividerPositions(large || narrow ? 0.17 : 0.2);
        right.setOrientation(narrow ? Orientation.VERTICAL : Orientation.HORIZONTAL);
        right.setDividerPositions(narrow ? 0.65 : large ? 0.72 : 0.66);
    }

    public FilterBar filterBar() {
        return filterBar;
    }

    public EventTable table() {
        return table;
    }

    public ProcessTree tree() {
        return tree;
    }

    public Timeline timeline() {
        return timeline;
    }

    public DetailsPane details() {
        return details;
    }

    /** Shows what passed through the descriptor of the event at hand. */
    public void follow() {
        follow.run();
    }

    // --- menus

    private static MenuItem item(String words, Runnable action) {
        MenuItem item = new MenuItem(words);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> action.run());
        return item;
    }

    private void show(ContextMenu menu, ContextMenuEvent event) {
        menu.show(getScene().getWindow(), event.getScreenX(), event.getScreenY());
    }

    private void headerMenu(EventTable.Cell cell, ContextMenuEvent event) {
        ContextMenu menu = new ContextMenu();
        menu.setId("header-menu");
        String id = investigation
                .settings()
                .columns()
                .list()
                .get()
                .get(cell.column())
                .id();
        if (!id.equals(TableColumns.Own.ARGUMENTS.id())) {
            menu.getItems()
                    .addAll(
                            item("Sort upwards", () -> investigation.query().sort(new RowSort(id, false))),
                            item("Sort downwards", () -> investigation.query().sort(new RowSort(id, true))),
                            item("As recorded", () -> investigation.query().sort(null)),
                            new SeparatorMenuItem());
        }
        menu.getItems()
                .addAll(
                        item("Add a column\u2026", table::chooseField),
                        item("Remove this column", table::removeColumn),
                        item("Move left", () -> table.moveColumn(false)),
                        item("Move right", () -> table.moveColumn(true)),
                        new SeparatorMenuItem(),
                        item(
                                "Usual columns",
                                () -> investigation.settings().columns().reset()));
        show(menu, event);
    }

    /** Puts a column of a field into the table; a field that has one already is left alone. */
    private void addColumn(String field) {
        table.addColumn(field);
    }

    private void eventMenu(EventTable.Cell cell, ContextMenuEvent event) {
        if (cell.row() < 0) {
            headerMenu(cell, event);
            return;
        }
        ContextMenu menu = new ContextMenu();
        menu.setId("event-menu");
        Events events = investigation.events().get();
        int process = events.image(events.imageId(cell.row())).process();
        String comparison = comparison(cell);
        if (!comparison.isEmpty()) {
            String words = Shown.text(comparison, 60);
            menu.getItems()
                    .addAll(
                            item("Apply as filter: " + words, () -> combine("", cell, false, true)),
                            item("\u2026 and " + words, () -> combine("and", cell, false, true)),
                            item("\u2026 or " + words, () -> combine("or", cell, false, true)),
                            item("Exclude: not " + words, () -> combine("and", cell, true, true)),
                            item(
                                    "Colour such rows\u2026",
                                    () -> ColourEditor.show(
                                            getScene().getWindow(), investigation.settings(), comparison)),
                            item("Prepare as filter", () -> combine("and", cell, false, false)),
                            new SeparatorMenuItem());
        }
        menu.getItems()
                .addAll(
                        item(
                                "This process and its children",
                                () -> investigation.query().narrowTo(process, true)),
                        item("This process alone", () -> investigation.query().narrowTo(process, false)),
                        item(
                                "This process and those above",
                                () -> investigation.query().narrowToAncestry(process)),
                        item(
                                "Exclude this process and its children",
                                () -> investigation.query().exclude(process)),
                        new SeparatorMenuItem(),
                        item("Show 5 s around", () -> around(cell.row())),
                        item("Follow descriptor", follow),
                        item(
                                "Next on the same descriptor",
                                () -> jump.accept(investigation.neighbours().same(true, true))),
                        item(
                                "Previous on the same descriptor",
                                () -> jump.accept(investigation.neighbours().same(false, true))),
                        new SeparatorMenuItem(),
                        item("Bookmark\u2026", this::bookmark),
                        item("Copy value", () -> copy(cell.text())),
                        copyMenu(comparison));
        menu.getItems()
                .addAll(
                        new SeparatorMenuItem(),
                        item("Sort by this column", table::sort),
                        item("Add a column\u2026", table::chooseField));
        if (cell.field().matches("[a-z]+\\..+")
                && !investigation.settings().columns().has(cell.field())
                && CellReader.problem(cell.field()).isEmpty()) {
            menu.getItems().add(item("Apply " + cell.field() + " as column", () -> addColumn(cell.field())));
        }
        show(menu, event);
    }

    private Menu copyMenu(String comparison) {
        Menu menu = new Menu("Copy as");
        for (RowExport.Form form : RowExport.Form.values()) {
            menu.getItems().add(item(form.words(), () -> table.copy(form)));
        }
        menu.getItems().add(item("filter by event number", table::copyAsFilter));
        if (!comparison.isEmpty()) {
            menu.getItems().add(item("filter: " + Shown.text(comparison, 60), () -> copy(comparison)));
        }
        return menu;
    }

    private void processMenu(int process, ContextMenuEvent event) {
        ContextMenu menu = new ContextMenu();
        menu.setId("process-menu");
        Events events = investigation.events().get();
        menu.getItems()
                .addAll(
                        item(
                                "This process and its children",
                                () -> investigation.query().narrowTo(process, true)),
                        item("This process alone", () -> investigation.query().narrowTo(process, false)),
                        item(
                                "This process and those above",
                                () -> investigation.query().narrowToAncestry(process)),
                        item(
                                "Exclude this process and its children",
                                () -> investigation.query().exclude(process)),
                        new SeparatorMenuItem(),
                        item(
                                timeline.isPinned(process) ? "Unpin its lane" : "Pin its lane",
                                () -> timeline.pinProcess(process)),
                        item(
                                "First event",
                                () -> jump.accept(events.process(process).firstRow())),
                        item("Show its life", () -> life(process)),
                        item(
                                "Copy command line",
                                () -> copy(Shown.text(
                                        events.process(process).image() < 0
                                                ? "?"
                                                : events.image(events.process(process)
                                                                .image())
                                                        .commandLine()))));
        show(menu, event);
    }

    private static void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
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

    // --- filters from cells

    /** The cell as a comparison; empty where it cannot be one. */
    private String comparison(EventTable.Cell cell) {
        Events events = investigation.events().get();
        Optional<About> about = isAbout(cell) ? About.of(events, cell.row()) : Optional.empty();
        if (about.isPresent()) {
            return valid(about.get().comparison());
        }
        String value = switch (cell.field()) {
            case "" -> "";
            case "evt.num" -> Long.toString(events.number(cell.row()));
            case "evt.time" -> "";
            case "proc.name" -> events.image(events.imageId(cell.row())).comm();
            case "evt.type" -> events.call(cell.row());
            case "evt.res" -> events.failed(cell.row()) ? cell.text() : "SUCCESS";
            default -> cell.text();
        };
        return value.isEmpty() ? "" : valid(Completion.comparison(cell.field(), value));
    }

    /** Whether it is a cell of the column that says what an event is about. */
    private boolean isAbout(EventTable.Cell cell) {
        List<TableColumns.Column> columns =
                investigation.settings().columns().list().get();
        return cell.column() >= 0
                && cell.column() < columns.size()
                && columns.get(cell.column()).id().equals(TableColumns.Own.ABOUT.id());
    }

    private static String valid(String comparison) {
        return RowQuery.problem(comparison).isEmpty() ? comparison : "";
    }

    private void does(DetailTree.Verb verb, EventTable.Cell cell) {
        if (verb != DetailTree.Verb.COLUMN && comparison(cell).isEmpty()) {
            investigation.refuse(cell.field() + " cannot be compared with this value in a condition");
            return;
        }
        switch (verb) {
            case APPLY -> combine("", cell, false, true);
            case AND -> combine("and", cell, false, true);
            case OR -> combine("or", cell, false, true);
            case NOT -> combine("and", cell, true, true);
            case PREPARE -> combine("and", cell, false, false);
            case COLUMN -> addColumn(cell.field());
            case COPY_COMPARISON -> copy(comparison(cell));
            case BYTES -> details.toggleBytes();
        }
    }

    private void combine(String joint, EventTable.Cell cell, boolean not, boolean apply) {
        String comparison = comparison(cell);
        if (comparison.isEmpty()) {
            return;
        }
        String more = (not ? "not " : "") + comparison;
        String before = investigation.query().condition().get();
        boolean alone = joint.isEmpty() || before.isEmpty();
        String left =
                before.contains(" or ") || joint.equals("or") && before.contains(" and ") ? "(" + before + ")" : before;
        filterBar.set(alone ? more : left + " " + joint + " " + more, apply);
    }

    /** Puts the keyboard into the filter, once the screen is in view. */
    public void focusFilter() {
        Platform.runLater(filterBar::focus);
    }

    /** Ends the filter and the sort that run, and takes the marked stretch away. */
    void stop() {
        investigation.query().stop();
        time().brush().set(null);
    }

    /** Goes to a row that the investigation names; nowhere for none. */
    void jump(ToIntFunction<Investigation> to) {
        jump.accept(to.applyAsInt(investigation));
    }

    TimeWindow time() {
        return investigation.time();
    }

    /** Zooms around the event at hand. */
    void zoom(double factor) {
        time().zoomAt(factor, atHand());
    }

    /** Lets the marked stretch begin, or end, at the event at hand. */
    void markTime(boolean begins) {
        time().mark(atHand(), begins);
    }

    void narrowToMarkedTime() {
        if (time().brush().get() != null) {
            investigation.query().narrowTo(time().brush().get());
        }
    }

    /** Dims rows that do not match rather than hiding them, or hides them again. */
    void toggleContext() {
        BooleanProperty context = investigation.query().context();
        context.set(!context.get());
    }

    void unsort() {
        investigation.query().sort(null);
    }

    private int atHand() {
        return investigation.selected().row().get();
    }

    /** Filters by the process name of the event at hand, or by everything else. */
    void combineSelected(boolean exclude) {
        int row = investigation.selected().row().get();
        if (row >= 0) {
            combine("and", new EventTable.Cell(row, "proc.name", ""), exclude, true);
        }
    }

    /** Leaves out the tree's process at hand and all that descend from it. */
    void excludeTree() {
        if (tree.chosen() >= 0) {
            investigation.query().exclude(tree.chosen());
        }
    }

    /** Asks for a note and bookmarks the event at hand; an empty note takes the bookmark away. */
    void bookmark() {
        int row = investigation.selected().row().get();
        if (row < 0) {
            return;
        }
        TextInputDialog dialog =
                new TextInputDialog(investigation.notes().bookmark(row).orElse(""));
        dialog.initOwner(getScene().getWindow());
        dialog.setTitle("Bookmark");
        dialog.setHeaderText(
                "Event " + Shown.number(investigation.events().get().number(row)));
        dialog.setContentText("Note (empty: no bookmark)");
        dialog.getEditor().setId("note");
        dialog.showAndWait()
                .ifPresent(text ->
                        investigation.notes().bookmark(row, text.isBlank() ? Optional.empty() : Optional.of(text)));
    }

    /** Bookmarks the event at hand without a word, or takes the bookmark away. */
    void mark() {
        int row = investigation.selected().row().get();
        if (row >= 0) {
            investigation
                    .notes()
                    .bookmark(
                            row, investigation.notes().bookmark(row).isPresent() ? Optional.empty() : Optional.of(""));
        }
    }
}
