package lanner.viewer.explore;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import javafx.scene.Cursor;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import lanner.investigation.index.Events;
import lanner.investigation.rows.RowExport;
import lanner.investigation.rows.RowSort;
import lanner.investigation.rows.TimeFormat;
import lanner.viewer.list.PaintedList;
import lanner.viewer.list.TagSign;
import lanner.viewer.model.ColourRules;
import lanner.viewer.model.EventQuery;
import lanner.viewer.model.Investigation;
import lanner.viewer.paint.DisplayText;

/** The events, a row each. */
public final class EventTable extends PaintedList {
    /** So many events are in view in the smallest window, with the largest letters. */
    private static final int LEAST_ROWS = 3;

    private final Investigation investigation;
    private final RowPlaces places;
    private final EventColumns columns;
    private final EventCells cells;
    private final RowSelection selection = new RowSelection();
    private final EventPainter painter;
    private final HeaderMouse headers;
    private final RowCopy copy;
    private final Minimap minimap;
    private RowColours colours;
    /** Whether the selected event is still to come among rows that are being found. */
    private boolean sought;

    private boolean following;
    /** Whether the first row is to be at hand once the rows are sorted. */
    private boolean toTheTop;

    /**
     * @param menu takes the cell that a context menu is wanted for, and where on the screen; for a header its row is -1
     */
    EventTable(Investigation investigation, BiConsumer<Cell, ContextMenuEvent> menu) {
        super(investigation.settings());
        this.investigation = investigation;
        places = new RowPlaces(investigation);
        columns = new EventColumns(settings());
        cells = new EventCells(investigation, this::repaint);
        painter = new EventPainter(investigation, style(), places, columns, cells, selection);
        headers = new HeaderMouse(settings(), columns, this::sort);
        copy = new RowCopy(investigation, places, selection, columns);
        minimap = new Minimap(
                investigation, places::view, place -> choose(place, false), place -> scrollTo(place - visible() / 2));
        side(minimap, Minimap.WIDTH);
        setId("events");
        setAccessibleText("Events");
        keepRows(LEAST_ROWS);
        columnsChanged();
        followInvestigation();
        followMouse();
        addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, event -> {
            Optional<Cell> cell = cellFor(event);
            cell.ifPresent(asked -> {
                menu.accept(asked, event);
                event.consume();
            });
        });
    }

    private void followInvestigation() {
        settings().colours().list().addListener((property, before, now) -> columnsChanged());
        settings().colours().on().addListener((property, before, now) -> columnsChanged());
        settings().columns().list().addListener((property, before, now) -> columnsChanged());
        EventQuery query = investigation.query();
        query.rows().addListener((property, before, now) -> rowsChanged());
        query.found().addListener((property, before, now) -> {
            grown();
            if (sought) {
                followSelected();
            }
        });
        investigation.total().addListener((property, before, now) -> grown());
        query.context().addListener((property, before, now) -> rowsChanged());
        investigation.events().addListener((property, before, now) -> columnsChanged());
        investigation.indexed().addListener((property, before, now) -> columnsChanged());
        query.order().addListener((property, before, now) -> reordered());
        investigation.foundText().rows().addListener((property, before, now) -> {
            minimap.look();
            repaint();
        });
        query.sort().addListener((property, before, now) -> {
            toTheTop &= now != null;
            repaint();
        });
        investigation.notes().changes().addListener((property, before, now) -> {
            minimap.look();
            repaint();
        });
        investigation.selected().row().addListener((property, before, now) -> followSelected());
        investigation.recording().tail().addListener((property, before, now) -> grown());
    }

    private void followMouse() {
        canvas().addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        canvas().addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        canvas().addEventHandler(MouseEvent.MOUSE_RELEASED, event -> {
            headers.release(event, isOnHeader(event.getY()));
            repaint();
        });
        canvas().addEventHandler(MouseEvent.MOUSE_MOVED, event -> {
            boolean edge = isOnHeader(event.getY()) && columns.edgeAt(event.getX()) >= 0;
            canvas().setCursor(edge ? Cursor.H_RESIZE : Cursor.DEFAULT);
        });
        addEventFilter(ScrollEvent.SCROLL, event -> {
            if (event.getDeltaY() > 0) {
                // Somebody wants to see what was before.
                investigation.recording().tail().set(false);
            }
            // With Shift a wheel's turn comes as one to the side.
            if (event.getDeltaX() != 0 && event.getDeltaY() == 0) {
                columns.scroll(-event.getDeltaX(), canvas().getWidth());
                repaint();
                event.consume();
            }
        });
    }

    private boolean isOnHeader(double y) {
        return y < headerHeight();
    }

    /** The cell that a menu is wanted for; empty for none. A row that is not chosen is chosen by it. */
    private Optional<Cell> cellFor(ContextMenuEvent event) {
        boolean byKey = event.isKeyboardTrigger();
        if (!byKey && isOnHeader(event.getY())) {
            columns.moveTo(columns.indexAt(event.getX()));
            return Optional.of(Cell.header(columns.get(columns.at()).field, columns.at() - 1));
        }
        long place = byKey ? selection.lead() : rowAt(event.getY());
        if (place < 0) {
            return Optional.empty();
        }
        if (!selection.contains(place)) {
            choose(place, false);
        }
        int column = byKey ? columns.at() : columns.indexAt(event.getX());
        return Optional.of(cells.cell(places.rowOf(place), columns.get(column), column));
    }

    private void columnsChanged() {
        List<String> replayed = columns.reload(cells::isIndexed);
        ColourRules rules = settings().colours();
        colours = new RowColours(
                investigation.workspace(), rules.on().get() ? rules.list().get() : List.of());
        cells.ask(replayed, colours.replayed());
        columns.reveal(canvas().getWidth());
        repaint();
    }

    @Override
    protected long count() {
        return places.count();
    }

    @Override
    protected double headerHeight() {
        return rowHeight() + 2;
    }

    private void rowsChanged() {
        sought = true;
        cells.follow();
        reordered();
    }

    private void grown() {
        changed();
        minimap.look();
        if (investigation.recording().tail().get()) {
            scrollTo(count());
        }
    }

    /** The selected event stays at hand, wherever it stands now. */
    private void reordered() {
        selection.clear();
        grown();
        if (toTheTop && places.isSorted() && count() > 0) {
            toTheTop = false;
            choose(0, false);
        }
        followSelected();
    }

    private void followSelected() {
        int row = investigation.selected().row().get();
        if (!following && row >= 0) {
            long place = places.placeOf(row);
            if (place < count()) {
                sought = false;
                selection.choose(places.rowOf(place) == row ? place : -1);
                reveal(place);
            }
        }
        repaint();
    }

    @Override
    protected long rowAtHand() {
        return selection.lead() < count() ? selection.lead() : -1;
    }

    @Override
    protected String wordsOf(long place) {
        int row = places.rowOf(place);
        Events events = places.events();
        StringBuilder words = new StringBuilder();
        words.append(events.raisedAlert(row) ? "alert, " : "");
        words.append(investigation.notes().bookmark(row).isPresent() ? "bookmark, " : "");
        words.append(TagSign.spoken(investigation.notes().tags(row)));
        words.append(events.followsGap(row) ? "behind a gap, " : "");
        words.append(events.isInPart(row) ? "in part, " : "");
        return words
                + columns.shown().stream()
                        .filter(column -> !cells.text(row, column).isEmpty())
                        .map(column -> column.name + " " + cells.text(row, column))
                        .collect(Collectors.joining(", "));
    }

    @Override
    protected void paint(GraphicsContext graphics, double width, double height, long first, int visible) {
        cells.follow();
        painter.begin(graphics);
        int[] rows = new int[(int) Math.max(0, Math.min(visible, count() - first))];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = places.rowOf(first + i);
        }
        cells.want(places, first, rows);
        for (int i = 0; i < rows.length; i++) {
            painter.row(
                    graphics,
                    width,
                    headerHeight() + i * rowHeight(),
                    first + i,
                    rows[i],
                    isFocused(),
                    colours.of(rows[i], cells.replayed(rows[i])));
        }
        painter.header(graphics, width, headerHeight(), isFocused(), headers.pressed(), headers.movingTo());
        if (rows.length == 0) {
            painter.nothing(graphics, width, height);
        }
    }

    /** Ends what is read for it, before its capture is closed. */
    public void close() {
        cells.close();
    }

    /** The place of the first row in view. */
    public long firstInView() {
        return top();
    }

    /** The rule that colours the row at a place. */
    public Optional<ColourRules.Rule> colour(long place) {
        int row = places.rowOf(place);
        return colours.of(row, cells.replayed(row));
    }

    /** Shows the colour rules. */
    void editColours() {
        ColourEditor.show(getScene().getWindow(), settings(), "");
    }

    /** What the table shows at a place; empty for a column that it has not. */
    public Optional<String> text(long place, String column) {
        return columns.find(column).map(each -> cells.text(places.rowOf(place), each));
    }

    /** Sorts by the current column: upwards, the next time downwards, then as recorded. */
    void sort() {
        String id = columns.get(columns.at()).id;
        if (id.isEmpty()) {
            return;
        }
        RowSort now = investigation.query().sort().get();
        boolean same = now != null && now.by().equals(id);
        investigation.query().sort(same && now.descending() ? null : new RowSort(id, same));
    }

    /** Puts the calls that took longest first, and the longest at hand. */
    void slowest() {
        toTheTop = true;
        investigation.query().sort(new RowSort(RowSort.DURATION, true));
    }

    /** What a person calls the column that rows are sorted by. */
    String words(RowSort sort) {
        return columns.find(sort.by()).map(column -> column.name).orElse(sort.by());
    }

    private void stepColumn(int by) {
        columns.moveTo(columns.at() + by);
        columns.reveal(canvas().getWidth());
        repaint();
    }

    /** Asks for a field and puts a column of it behind the selected one. */
    void chooseField() {
        ColumnChooser.show(getScene().getWindow(), settings().columns(), places.events(), this::addColumn);
    }

    /**
     * Puts a column of a field behind the selected one.
     *
     * @return why not; empty if it is there now
     */
    public Optional<String> addColumn(String field) {
        Optional<String> problem = settings().columns().add(field, columns.at());
        if (problem.isEmpty()) {
            stepColumn(1);
        }
        return problem;
    }

    void removeColumn() {
        settings().columns().remove(columns.at() - 1);
    }

    /** Changes the current column with the one beside it. */
    void moveColumn(boolean right) {
        int from = columns.at();
        columns.moveTo(from + (right ? 1 : -1));
        settings().columns().move(from - 1, columns.at() - 1);
    }

    private void pressed(MouseEvent event) {
        if (headers.press(event, isOnHeader(event.getY()))) {
            return;
        }
        int column = columns.indexAt(event.getX());
        if (column > 0) {
            columns.moveTo(column);
        }
        long place = rowAt(event.getY());
        if (place >= 0 && (event.getButton() == MouseButton.PRIMARY || selection.isEmpty())) {
            choose(place, event.isShiftDown());
        }
    }

    private void dragged(MouseEvent event) {
        if (headers.drag(event)) {
            repaint();
            return;
        }
        long place = rowAt(Math.max(headerHeight(), Math.min(canvas().getHeight() - 1, event.getY())));
        if (place >= 0 && event.getButton() == MouseButton.PRIMARY && !selection.isEmpty()) {
            choose(place, true);
        }
    }

    private void choose(long place, boolean extend) {
        if (extend) {
            selection.extend(place);
        } else {
            selection.choose(place);
        }
        if (place < count() - 1) {
            investigation.recording().tail().set(false);
        }
        following = true;
        investigation.selected().select(places.rowOf(place));
        following = false;
        reveal(place);
        repaint();
    }

    @Override
    protected void keyPressed(KeyEvent event) {
        if (event.isAltDown()) {
            return;
        }
        boolean sideways = event.getCode() == KeyCode.LEFT || event.getCode() == KeyCode.RIGHT;
        if (sideways && !event.isShortcutDown()) {
            stepColumn(event.getCode() == KeyCode.LEFT ? -1 : 1);
            event.consume();
        } else if (event.isShortcutDown()) {
            shortcut(event);
        } else if (count() > 0) {
            step(event);
        }
    }

    private void shortcut(KeyEvent event) {
        if (event.getCode() == KeyCode.A && count() > 0) {
            selection.choose(0);
            choose(count() - 1, true);
            event.consume();
        } else if (event.getCode() == KeyCode.C && !event.isShiftDown() && count() > 0) {
            copy.rows(RowExport.Form.TEXT);
            event.consume();
        }
    }

    private void step(KeyEvent event) {
        long from = selection.lead() >= 0 ? selection.lead() : top();
        long to;
        switch (event.getCode()) {
            case DOWN -> to = selection.lead() < 0 ? from : from + 1;
            case UP -> to = from - 1;
            case PAGE_DOWN -> to = from + visible();
            case PAGE_UP -> to = from - visible();
            case HOME -> to = 0;
            case END -> to = count() - 1;
            default -> {
                return;
            }
        }
        choose(Math.max(0, Math.min(count() - 1, to)), event.isShiftDown());
        event.consume();
    }

    /** Puts rows on the clipboard. */
    RowCopy copy() {
        return copy;
    }

    /** How many rows are chosen, and how much time lies between the first and the last; empty for one alone. */
    public String selectionWords() {
        if (selection.size() < 2 || selection.last() >= count()) {
            return "";
        }
        String rows = DisplayText.number(selection.size()) + " rows";
        if (places.isSorted()) {
            return rows;
        }
        Events events = places.events();
        long first = events.axis(places.rowOf(selection.first()));
        long last = events.axis(places.rowOf(selection.last()));
        return rows + ", " + TimeFormat.span(last - first);
    }
}
