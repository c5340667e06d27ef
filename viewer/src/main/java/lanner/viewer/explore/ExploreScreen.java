package lanner.viewer.explore;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.ToIntFunction;
import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.geometry.Orientation;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextInputDialog;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.Window;
import lanner.investigation.index.Events;
import lanner.viewer.list.DetailTree;
import lanner.viewer.list.Dialogs;
import lanner.viewer.list.Panes;
import lanner.viewer.list.TextClipboard;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.TimeWindow;
import lanner.viewer.paint.DisplayText;

/** Filter, timeline, tree, table and details. */
public final class ExploreScreen extends BorderPane {
    /** Below this width, in pixels at the usual size, the details stand below the table instead of beside it. */
    private static final double NARROW = 1150;
    /** Below this height, in pixels at the usual size, the table gives lines to the details. */
    private static final double LOW = 400;
    /** The width of a process's name behind those above it, in pixels at the usual size; as parts of the whole. */
    private static final double TREE = 115;

    private static final double LEAST_OF_TREE = 0.17;
    private static final double MOST_OF_TREE = 0.26;

    private final Investigation investigation;
    private final FilterBar filterBar;
    private final FindBar findBar;
    private final ProcessTree tree;
    private final EventTable table;
    private final Timeline timeline;
    private final DetailsPane details;
    private final Runnable follow;
    private final IntConsumer jump;
    private final Consumer<String> group;
    private final CellConditions conditions;
    private final Panes all;
    private final Panes below;
    private final Panes tableAndDetails;
    private final CaptureBar captures;
    /** Whether the details have a line or two beside the lines that the table keeps. */
    private boolean low;

    /**
     * @param follow shows what passed through the descriptor of the selected event
     * @param jump makes a row the selected one, and takes away what hides it
     * @param group shows what is in view, grouped by a field
     */
    public ExploreScreen(Investigation investigation, Runnable follow, IntConsumer jump, Consumer<String> group) {
        this.investigation = investigation;
        this.follow = follow;
        this.jump = jump;
        this.group = group;
        tree = new ProcessTree(investigation, (process, event) -> menus().process(process, event));
        table = new EventTable(investigation, (cell, event) -> menus().event(cell, event));
        findBar = new FindBar(investigation, table::requestFocus);
        filterBar = new FilterBar(investigation, table::words, findBar::find);
        conditions = new CellConditions(investigation, filterBar);
        timeline = new Timeline(investigation, tree);
        details = new DetailsPane(investigation, this::does);
        all = new Panes(investigation.settings());
        below = new Panes(investigation.settings());
        tableAndDetails = new Panes(investigation.settings());
        tableAndDetails.setOrientation(Orientation.VERTICAL);
        investigation.settings().scale().addListener((property, before, now) -> arrange());
        widthProperty().addListener((property, before, now) -> {
            if (isNarrow() == below.getItems().contains(details)) {
                arrange();
                // Where the window was resized while another screen was shown, this layout still has the old sizes.
                Platform.runLater(this::divide);
            }
        });
        heightProperty().addListener((property, before, now) -> {
            if (isNarrow() && isLow() != low) {
                divide();
            }
        });
        tableAndDetails.heightProperty().addListener((property, before, now) -> {
            if (isNarrow() && isLow()) {
                // What was squeezed, as by a mistake in the filter, has its part again afterwards.
                Platform.runLater(this::divideTableAndDetails);
            }
        });
        BorderPane above = new BorderPane(timeline);
        above.setBottom(new MarkedStretch(investigation));
        SplitPane.setResizableWithParent(tree, false);
        SplitPane.setResizableWithParent(details, false);
        all.getItems().addAll(above, below);
        all.setOrientation(Orientation.VERTICAL);
        // With less than all panes ask for each gives some: the line below the screen stays in view.
        all.setMinHeight(0);
        SplitPane.setResizableWithParent(above, false);
        captures = new CaptureBar(investigation);
        setTop(isOfSeveral() ? new VBox(filterBar, captures, findBar) : new VBox(filterBar, findBar));
        setCenter(all);
        arrange();
    }

    private boolean isOfSeveral() {
        return investigation.workspace().captures().size() > 1;
    }

    /** Hides the capture that the selected event is of. */
    void hideCapture() {
        int row = investigation.selected().row().get();
        if (!isOfSeveral()) {
            investigation.refuse("one capture alone is open");
        } else if (row >= 0) {
            captures.toggle(investigation.events().get().capture(row));
        }
    }

    private boolean isNarrow() {
        return getWidth() > 0
                && getWidth() < NARROW * investigation.settings().scale().get();
    }

    private boolean isLow() {
        return getHeight() > 0
                && getHeight() < LOW * investigation.settings().scale().get();
    }

    /**
     * In a window that is narrow for its letters details stand below the table. The wide arrangement is one split pane, not
     * two: the renderer takes a quarter longer for a table in two.
     */
    private void arrange() {
        tableAndDetails.getItems().clear();
        if (isNarrow()) {
            below.getItems().setAll(tree, tableAndDetails);
            tableAndDetails.getItems().setAll(table, details);
        } else {
            below.getItems().setAll(tree, table, details);
        }
        divide();
    }

    private void divideTableAndDetails() {
        low = isLow();
        tableAndDetails.arrange(low ? "explore-details-low" : "explore-details", low ? 0.56 : 0.65);
    }

    private void divide() {
        all.arrange("explore", 0.26);
        if (isNarrow()) {
            divideTableAndDetails();
            double wanted = TREE * investigation.settings().scale().get() / Math.max(1, getWidth());
            below.arrange("explore-narrow", Math.max(LEAST_OF_TREE, Math.min(MOST_OF_TREE, wanted)));
        } else {
            below.arrange("explore-wide", 0.2, 0.728);
        }
    }

    private ExploreMenus menus() {
        return new ExploreMenus(investigation, this, conditions);
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

    /** Shows what passed through the descriptor of the selected event. */
    public void follow() {
        follow.run();
    }

    /** Shows what is in view, grouped by a field. */
    void group(String field) {
        group.accept(field);
    }

    private void does(DetailTree.Verb verb, Cell cell) {
        switch (verb) {
            case APPLY -> conditions.combine("", cell, false, true);
            case AND -> conditions.combine("and", cell, false, true);
            case OR -> conditions.combine("or", cell, false, true);
            case NOT -> conditions.combine("and", cell, true, true);
            case PREPARE -> conditions.combine("and", cell, false, false);
            case COLUMN -> table.addColumn(cell.field());
            case COPY_COMPARISON -> copy(conditions.of(cell));
            case BYTES -> details.toggleBytes();
        }
    }

    private void copy(CellConditions.Condition condition) {
        if (condition.isThere()) {
            TextClipboard.put(condition.text());
        } else {
            investigation.refuse(condition.refusal());
        }
    }

    /** Moves the focus to the filter, once the screen is in view. */
    public void focusFilter() {
        Platform.runLater(filterBar::focus);
    }

    /** Lets a person look for text in what is in view. */
    public void find() {
        Platform.runLater(findBar::open);
    }

    /** To the next place of the text that is looked for, or the one before. */
    public void findNext(boolean forwards) {
        findBar.next(forwards);
    }

    /** Ends the filter, the sort and the search that run, and takes the marked stretch and the text's marks away. */
    void stop() {
        if (findBar.isVisible()) {
            findBar.close();
        }
        investigation.query().stop();
        time().brush().set(null);
    }

    /** Goes to a row that the investigation names; nowhere for none. */
    void jump(ToIntFunction<Investigation> to) {
        goTo(to.applyAsInt(investigation));
    }

    /** Makes a row the selected one, and takes away what hides it; nothing for a negative one. */
    void goTo(int row) {
        jump.accept(row);
    }

    TimeWindow time() {
        return investigation.time();
    }

    /** Zooms around the selected event. */
    void zoom(double factor) {
        time().zoomAt(factor, atHand());
    }

    /** Lets the marked stretch begin, or end, at the selected event. */
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

    /** Filters by the process name of the selected event, of a request by who asked; or by everything else. */
    void combineSelected(boolean exclude) {
        int row = investigation.selected().row().get();
        if (row >= 0) {
            Events events = investigation.events().get();
            Cell cell = events.isRequest(row)
                    ? new Cell(
                            row,
                            "ka.user.name",
                            events.image(events.imageId(row)).comm())
                    : new Cell(row, "proc.name", "");
            conditions.combine("and", cell, exclude, true);
        }
    }

    /** Leaves out the tree's process at hand and all that descend from it. */
    void excludeTree() {
        if (tree.chosen() >= 0) {
            investigation.query().exclude(tree.chosen());
        }
    }

    /** The window, also while another screen is in view. */
    private Window owner() {
        return getScene() != null
                ? getScene().getWindow()
                : Window.getWindows().stream()
                        .filter(each -> each instanceof Stage && each.isShowing())
                        .findFirst()
                        .orElseThrow();
    }

    /** Asks for a note and bookmarks the selected event; an empty note takes the bookmark away. */
    void bookmark() {
        int row = investigation.selected().row().get();
        if (row < 0) {
            return;
        }
        TextInputDialog dialog =
                new TextInputDialog(investigation.notes().bookmark(row).orElse(""));
        Dialogs.own(dialog, owner());
        dialog.setTitle("Bookmark");
        dialog.setHeaderText(
                "Event " + DisplayText.number(investigation.events().get().number(row)));
        dialog.setContentText("Note (empty: no bookmark)");
        dialog.getEditor().setId("note");
        dialog.showAndWait()
                .ifPresent(text ->
                        investigation.notes().bookmark(row, text.isBlank() ? Optional.empty() : Optional.of(text)));
    }

    /** Shows the tags of the selected event, to put some on and to take some off. */
    void tag() {
        int row = investigation.selected().row().get();
        if (row >= 0) {
            TagWindow.show(owner(), investigation, row);
        }
    }

    /** Bookmarks the selected event without a word, or takes the bookmark away. */
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
