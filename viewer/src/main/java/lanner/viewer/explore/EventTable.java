package lanner.viewer.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.geometry.VPos;
import javafx.scene.Cursor;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;
import lanner.investigation.index.Events;
import lanner.investigation.index.ProcessEntry;
import lanner.investigation.index.ProgramImage;
import lanner.investigation.rows.About;
import lanner.investigation.rows.CellReader;
import lanner.investigation.rows.IndexedValues;
import lanner.investigation.rows.RowExport;
import lanner.investigation.rows.RowOrder;
import lanner.investigation.rows.RowSet;
import lanner.investigation.rows.RowSort;
import lanner.investigation.rows.RowText;
import lanner.investigation.rows.RowView;
import lanner.viewer.list.PaintedList;
import lanner.viewer.model.ColourRules;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.TableColumns;
import lanner.viewer.paint.Shown;
import lanner.viewer.paint.TimeFormat;

/** The events, a row each. Selection is a range of places, so that all of ten million are as quick to choose as one. */
public final class EventTable extends PaintedList {
    private static final int LONGEST_CELL = 400;
    private static final double GRIP = 4;
    private static final double MARKS_WIDTH = 34;
    /** Values that only a replay knows are read for so many rows before and behind those in view. */
    private static final int READ_AROUND = 150;

    private static final double MOVE_FROM = 6;
    private static final int MOST_COPIED = 100_000;

    private final Investigation investigation;
    private final RowTexts texts = new RowTexts(this::repaint);
    private final CellValues values;
    private final Minimap minimap;
    private RowColours colours;
    private final IndexedValues indexed;
    /** Marks first, then the columns of the settings. */
    private final List<Column> columns = new ArrayList<>();

    private long anchor = -1;
    /** Whether the event at hand is still to come among rows that are being found. */
    private boolean sought;

    private long lead = -1;
    private int dragged = -1;
    private int pressedHeader = -1;
    private double pressedX;
    /** Where a header that is being moved would go; -1 for none. */
    private int movingTo = -1;
    /** How far the columns are scrolled to the left, in pixels. */
    private double shift;
    /** The column that keys are about. */
    private int at = 3;

    private boolean following;

    /** A column. */
    private static final class Column {
        /** As {@link RowSort} calls it; empty for one that rows are not sorted by. */
        final String id;

        final String name;
        final String field;
        final boolean right;
        final boolean fixed;
        /** Its place among the fields that are replayed; -1 for a column that needs none. */
        final int replayed;

        double width;

        Column(String id, String name, String field, double width, int replayed) {
            this.id = id;
            this.name = name;
            this.field = field;
            this.width = width;
            this.replayed = replayed;
            right = id.equals(RowSort.NUMBER);
            fixed = !id.equals(RowSort.PROCESS) && !id.equals(RowSort.CALL);
        }

        /** Whether it shows a field as it is. */
        boolean isField() {
            return !id.isEmpty() && id.equals(field);
        }
    }

    /**
     * A cell that was asked about.
     *
     * @param field what it shows, as the rule language calls it; empty for none
     * @param column its place among the columns of the settings
     */
    public record Cell(int row, String field, String text, int column) {
        /** A value that is shown elsewhere. */
        public Cell(int row, String field, String text) {
            this(row, field, text, -1);
        }
    }

    /**
     * @param menu takes the cell that a context menu is wanted for, and where on the screen; for a header its row is -1
     */
    public EventTable(Investigation investigation, BiConsumer<Cell, ContextMenuEvent> menu) {
        super(investigation.settings());
        this.investigation = investigation;
        values = new CellValues(investigation, this::repaint);
        indexed = new IndexedValues(investigation.workspace());
        minimap = new Minimap(
                investigation, this::view, place -> choose(place, false), place -> scrollTo(place - visible() / 2));
        side(minimap, Minimap.WIDTH);
        settings().colours().list().addListener((property, before, now) -> columnsChanged());
        settings().colours().on().addListener((property, before, now) -> columnsChanged());
        settings().columns().list().addListener((property, before, now) -> columnsChanged());
        columnsChanged();
        setId("events");
        setAccessibleText("Events");
        investigation.query().rows().addListener((property, before, now) -> rowsChanged());
        investigation.query().found().addListener((property, before, now) -> {
            grown();
            if (sought) {
                follow(investigation.selected().row().get());
            }
        });
        investigation.total().addListener((property, before, now) -> grown());
        investigation.query().context().addListener((property, before, now) -> rowsChanged());
        investigation.events().addListener((property, before, now) -> columnsChanged());
        investigation.indexed().addListener((property, before, now) -> columnsChanged());
        investigation.query().order().addListener((property, before, now) -> reordered());
        investigation.query().sort().addListener((property, before, now) -> repaint());
        investigation.notes().changes().addListener((property, before, now) -> {
            minimap.look();
            repaint();
        });
        investigation.selected().row().addListener((property, before, now) -> follow(now.intValue()));
        canvas().addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        canvas().addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        canvas().addEventHandler(MouseEvent.MOUSE_RELEASED, this::released);
        canvas().addEventHandler(
                        MouseEvent.MOUSE_MOVED,
                        event -> canvas().setCursor(
                                        edgeAt(event.getX(), event.getY()) >= 0 ? Cursor.H_RESIZE : Cursor.DEFAULT));
        addEventFilter(ScrollEvent.SCROLL, event -> {
            // With Shift a wheel's turn comes as one to the side.
            if (event.getDeltaX() != 0 && event.getDeltaY() == 0) {
                scrollSideways(-event.getDeltaX());
                event.consume();
            }
        });
        addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, event -> {
            long place = event.isKeyboardTrigger() ? lead : rowAt(event.getY());
            if (!event.isKeyboardTrigger() && event.getY() < headerHeight()) {
                at = Math.max(1, columnIndexAt(event.getX()));
                menu.accept(new Cell(-1, columns.get(at).field, "", at - 1), event);
                event.consume();
            } else if (place >= 0) {
                if (!isChosen(place)) {
                    choose(place, false);
                }
                int row = rowOf(place);
                Column column = event.isKeyboardTrigger() ? columns.get(at) : columnAt(event.getX());
                String text = column.isField() ? raw(row, column).orElse("") : cell(row, column);
                // What an event is about is of one field or of another.
                String field = column.id.equals(RowSort.ABOUT)
                        ? About.of(events(), row)
                                .map(about -> about.kind().field())
                                .orElse(column.field)
                        : column.field;
                menu.accept(new Cell(row, field, text, columns.indexOf(column) - 1), event);
                event.consume();
            }
        });
    }

    private void columnsChanged() {
        List<String> replayed = new ArrayList<>();
        columns.clear();
        columns.add(new Column("", "", "", MARKS_WIDTH, -1));
        for (TableColumns.Column each : settings().columns().list().get()) {
            boolean byReplay = each.own().isEmpty() && !indexed.holds(each.id());
            columns.add(
                    new Column(each.id(), each.words(), each.field(), each.width(), byReplay ? replayed.size() : -1));
            if (byReplay) {
                replayed.add(each.id());
            }
        }
        at = Math.min(at, columns.size() - 1);
        ColourRules rules = settings().colours();
        colours = new RowColours(
                investigation.workspace(), rules.on().get() ? rules.list().get() : List.of());
        values.ask(replayed, colours.replayed());
        revealColumn();
        repaint();
    }

    private RowSet rows() {
        return investigation.query().rows().get();
    }

    private Events events() {
        return investigation.events().get();
    }

    /** In context mode every event has a place; those that do not match are dimmed. */
    private boolean isContext() {
        return investigation.query().context().get() && !rows().isAll();
    }

    private int rowOf(long place) {
        RowOrder order = investigation.query().order().get();
        return order != null ? order.row((int) place) : isContext() ? (int) place : rows().row((int) place);
    }

    private long placeOf(int row) {
        RowOrder order = investigation.query().order().get();
        return order != null ? order.placeOf(row) : isContext() ? row : rows().placeOf(row);
    }

    @Override
    protected long count() {
        RowOrder order = investigation.query().order().get();
        return order != null ? order.size() : isContext() ? events().rows() : rows().size();
    }

    @Override
    protected double headerHeight() {
        return rowHeight() + 2;
    }

    private void rowsChanged() {
        sought = true;
        anchor = -1;
        lead = -1;
        texts.events(events());
        grown();
        follow(investigation.selected().row().get());
    }

    private void grown() {
        changed();
        minimap.look();
    }

    private RowView view() {
        return new RowView(
                events(),
                rows(),
                Optional.ofNullable(investigation.query().order().get()),
                isContext());
    }

    /** The event at hand stays at hand, wherever it stands now. */
    private void reordered() {
        anchor = -1;
        lead = -1;
        grown();
        follow(investigation.selected().row().get());
    }

    private void follow(int row) {
        if (following || row < 0) {
            repaint();
            return;
        }
        long place = placeOf(row);
        if (place < count()) {
            sought = false;
            anchor = rowOf(place) == row ? place : -1;
            lead = anchor;
            reveal(place);
        }
        repaint();
    }

    // --- painting

    @Override
    protected void paint(GraphicsContext graphics, double width, double height, long first, int visible) {
        texts.events(events());
        values.events(events());
        graphics.setTextBaseline(VPos.CENTER);
        graphics.setFont(fixedFont());
        int shown = (int) Math.max(0, Math.min(visible, count() - first));
        int[] rows = new int[shown];
        for (int i = 0; i < shown; i++) {
            rows[i] = rowOf(first + i);
        }
        texts.want(rows);
        wantValues(first, shown);
        for (int i = 0; i < shown; i++) {
            paintRow(graphics, width, headerHeight() + i * rowHeight(), first + i, rows[i]);
        }
        paintHeader(graphics, width);
        if (shown == 0) {
            graphics.setFont(font());
            graphics.setFill(theme().quiet());
            graphics.setTextAlign(TextAlignment.CENTER);
            graphics.fillText(
                    events().rows() == 0 ? "No events yet" : "No event matches. Esc clears the filter.",
                    width / 2,
                    height / 2);
            graphics.setTextAlign(TextAlignment.LEFT);
        }
    }

    private void wantValues(long first, int shown) {
        if (values.isNeeded()) {
            long from = Math.max(0, first - READ_AROUND);
            long to = Math.min(count(), first + shown + READ_AROUND);
            // Rows in another order lie anywhere: each that is not in view costs a way of its own.
            boolean near = investigation.query().order().get() == null;
            int[] around = new int[near ? (int) (to - from) : shown];
            for (int i = 0; i < around.length; i++) {
                around[i] = rowOf((near ? from : first) + i);
            }
            values.want(around);
        }
    }

    private void paintHeader(GraphicsContext graphics, double width) {
        graphics.setFill(theme().header());
        graphics.fillRect(0, 0, width, headerHeight());
        graphics.setFont(font());
        RowSort sort = investigation.query().sort().get();
        double x = -shift;
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            boolean sorted = sort != null && sort.by().equals(column.id);
            graphics.setFill(sorted ? theme().text() : theme().quiet());
            String sign = !sorted ? "" : sort.descending() ? " \u25bc" : " \u25b2";
            text(graphics, column.name + sign, x, column, 0, headerHeight());
            if (i == at && isFocused()) {
                graphics.setFill(theme().accent());
                graphics.fillRect(x + 1, headerHeight() - 2.5, column.width * scale() - 3, 2.5);
            }
            if (movingTo == i) {
                graphics.setFill(theme().accent());
                graphics.fillRect(
                        movingTo > pressedHeader ? x + column.width * scale() - 4 : x, 2, 4, headerHeight() - 4);
            }
            x += column.width * scale();
            graphics.setStroke(theme().line());
            graphics.strokeLine(Math.rint(x) - 0.5, 3, Math.rint(x) - 0.5, headerHeight() - 3);
        }
        graphics.strokeLine(0, headerHeight() - 0.5, width, headerHeight() - 0.5);
    }

    private void paintRow(GraphicsContext graphics, double width, double y, long place, int row) {
        boolean chosen = isChosen(place);
        boolean dim = isContext() && !rows().contains(row);
        Optional<ColourRules.Rule> colour = colours.of(row, values.get(row));
        boolean tinted = colour.isPresent() && !dim;
        boolean atHand = row == investigation.selected().row().get();
        if (chosen || atHand) {
            graphics.setFill(isFocused() ? theme().selected() : theme().selectedQuiet());
            graphics.fillRect(0, y, width, rowHeight());
        } else if (tinted) {
            graphics.setFill(theme().pale(colour.get().tint()));
            graphics.fillRect(0, y, width, rowHeight());
        } else if ((place & 1) == 1) {
            graphics.setFill(theme().stripe());
            graphics.fillRect(0, y, width, rowHeight());
        }
        Events events = events();
        if (events.followsGap(row)) {
            graphics.setStroke(theme().gap());
            graphics.setLineDashes(6, 4);
            graphics.strokeLine(0, y + 0.5, width, y + 0.5);
            graphics.setLineDashes();
        }
        Color plain = dim ? theme().quiet().interpolate(theme().ground(), 0.45) : theme().text();
        RowText.Text text = texts.get(row);
        double x = -shift;
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            if (x + column.width * scale() < 0) {
                x += column.width * scale();
                continue;
            }
            graphics.setFont(column.fixed ? fixedFont() : font());
            if (i == 0) {
                paintMarks(graphics, x, y, row);
                if (tinted) {
                    paintLetter(graphics, x + (MARKS_WIDTH - 13) * scale(), y, colour.get());
                }
            } else {
                graphics.setFill(
                        column.field.equals("evt.res") && events.refused(row) && !dim ? theme().failed() : plain);
                text(graphics, cell(row, column, text), x, column, y, rowHeight());
            }
            x += column.width * scale();
            if (x > width) {
                break;
            }
        }
    }

    /** A sign and a colour for each: alert, bookmark, gap, in part. */
    private void paintMarks(GraphicsContext graphics, double x, double y, int row) {
        Events events = events();
        double at = x + 3;
        if (events.raisedAlert(row)) {
            at = sign(graphics, "!", theme().alert(), at, y);
        }
        if (investigation.notes().bookmark(row).isPresent()) {
            at = sign(graphics, "*", theme().bookmark(), at, y);
        }
        if (events.followsGap(row)) {
            at = sign(graphics, "\u2307", theme().gap(), at, y);
        }
        if (events.isInPart(row)) {
            sign(graphics, "\u2026", theme().failed(), at, y);
        }
    }

    /** What the colour says, for those who do not see it. */
    private void paintLetter(GraphicsContext graphics, double x, double y, ColourRules.Rule rule) {
        graphics.setFill(theme().strong(rule.tint()));
        graphics.fillRect(x, y + 2, 12 * scale(), rowHeight() - 4);
        graphics.setFill(theme().on(rule.tint()));
        graphics.fillText(rule.sign(), x + 2.5 * scale(), y + rowHeight() / 2);
    }

    private double sign(GraphicsContext graphics, String sign, Color colour, double x, double y) {
        graphics.setFill(colour);
        graphics.fillText(sign, x, y + rowHeight() / 2);
        return x + 8 * scale();
    }

    private void text(GraphicsContext graphics, String text, double x, Column column, double y, double height) {
        double width = column.width * scale() - 8;
        // A fixed font's cell never holds more than this; painting more would only be clipped away.
        int fits =
                (int) (width / (graphics.getFont().getSize() * (column.fixed ? 0.602 : 0.35))) + (column.fixed ? 0 : 1);
        String some = text.length() > fits ? text.substring(0, Math.max(1, fits - 1)) + "\u2026" : text;
        boolean clips = !column.fixed || !isPlain(some);
        if (clips) {
            graphics.save();
            graphics.beginPath();
            graphics.rect(x + 2, y, width + 4, height);
            graphics.clip();
        }
        if (column.right) {
            graphics.setTextAlign(TextAlignment.RIGHT);
            graphics.fillText(some, x + width + 2, y + height / 2);
            graphics.setTextAlign(TextAlignment.LEFT);
        } else {
            graphics.fillText(some, x + 4, y + height / 2);
        }
        if (clips) {
            graphics.restore();
        }
    }

    /** Characters that are as wide as each other in a fixed font: a text of them that fits by its length needs no clip. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > '~' && text.charAt(i) != '\u2026') {
                return false;
            }
        }
        return true;
    }

    private String cell(int row, Column column) {
        return cell(row, column, texts.get(row));
    }

    private String cell(int row, Column column, RowText.Text text) {
        Events events = events();
        return switch (column.id) {
            case RowSort.NUMBER -> Shown.number(events.number(row));
            case RowSort.TIME -> settings().time().get().moment(events.time(row), events.axis(0));
            case RowSort.PROCESS -> processName(events, row);
            case RowSort.CALL -> events.call(row);
            case RowSort.RESULT ->
                text == null ? "" : events.failed(row) ? text.result() : Long.toString(events.result(row));
            case RowSort.ABOUT ->
                About.of(events, row)
                        .map(about -> Shown.text(about.words(), LONGEST_CELL))
                        .orElse("");
            case "arguments" -> text == null ? "" : Shown.text(text.arguments(), LONGEST_CELL);
            case "" -> "";
            default -> value(row, column);
        };
    }

    private String value(int row, Column column) {
        if (column.replayed >= 0 && values.get(row) == null) {
            return values.isReading() ? "\u2026" : "?";
        }
        return Shown.text(raw(row, column).orElse(""), LONGEST_CELL);
    }

    /** What a field says of a row, as the capture has it; empty for nothing, and while it is not read. */
    private Optional<String> raw(int row, Column column) {
        if (column.replayed < 0) {
            return indexed.value(column.field, row);
        }
        CellReader.Cells cells = values.get(row);
        return cells == null ? Optional.empty() : cells.value(column.replayed);
    }

    /** Ends what is read for it, before its capture is closed. */
    public void close() {
        texts.close();
        values.close();
    }

    /** The place of the first row in view. */
    public long firstInView() {
        return top();
    }

    /** The rule that colours the row at a place. */
    public Optional<ColourRules.Rule> colour(long place) {
        return colours.of(rowOf(place), values.get(rowOf(place)));
    }

    /** Shows the colour rules. */
    public void editColours() {
        ColourEditor.show(getScene().getWindow(), settings(), "");
    }

    /** What the table shows at a place; empty for a column that it has not. */
    public Optional<String> text(long place, String column) {
        return columns.stream()
                .filter(each -> each.id.equals(column))
                .findFirst()
                .map(each -> cell(rowOf(place), each));
    }

    /** {@code bash 4711}, and {@code #2} where the number was used before. */
    static String processName(Events events, int row) {
        ProgramImage image = events.image(events.imageId(row));
        ProcessEntry process = events.process(image.process());
        return Shown.text(image.comm(), 32) + " " + process.pid()
                + (process.reuse() > 0 ? "#" + (process.reuse() + 1) : "");
    }

    // --- hands

    private int edgeAt(double x, double y) {
        if (y > headerHeight()) {
            return -1;
        }
        double edge = -shift;
        for (int i = 0; i < columns.size(); i++) {
            edge += columns.get(i).width * scale();
            if (i > 0 && Math.abs(x - edge) <= GRIP) {
                return i;
            }
        }
        return -1;
    }

    private Column columnAt(double x) {
        return columns.get(columnIndexAt(x));
    }

    private int columnIndexAt(double x) {
        double edge = -shift;
        for (int i = 0; i < columns.size(); i++) {
            edge += columns.get(i).width * scale();
            if (x < edge) {
                return i;
            }
        }
        return columns.size() - 1;
    }

    /** A press and a release on the same header sort; on another one they move the column, at an edge they widen it. */
    private void released(MouseEvent event) {
        if (movingTo > 0) {
            at = movingTo;
            settings().columns().move(pressedHeader - 1, movingTo - 1);
        } else if (dragged > 0) {
            settings().columns().width(dragged - 1, columns.get(dragged).width);
        } else if (pressedHeader > 0 && event.getY() < headerHeight() && columnIndexAt(event.getX()) == pressedHeader) {
            at = pressedHeader;
            sort();
        }
        dragged = -1;
        pressedHeader = -1;
        movingTo = -1;
        repaint();
    }

    /** Sorts by the column at hand: upwards, the next time downwards, then as recorded. */
    public void sort() {
        String id = columns.get(at).id;
        if (id.isEmpty()) {
            return;
        }
        RowSort now = investigation.query().sort().get();
        boolean same = now != null && now.by().equals(id);
        investigation.query().sort(same && now.descending() ? null : new RowSort(id, same));
    }

    /** What a person calls the column that rows are sorted by. */
    public String words(RowSort sort) {
        return columns.stream()
                .filter(column -> column.id.equals(sort.by()))
                .map(column -> column.name)
                .findFirst()
                .orElse(sort.by());
    }

    private void chooseColumn(int by) {
        at = Math.max(1, Math.min(columns.size() - 1, at + by));
        revealColumn();
        repaint();
    }

    /** Scrolls sideways only as far as needed; the first column brings the marks with it. */
    private void revealColumn() {
        double width = canvas().getWidth();
        if (width <= 1) {
            // Not laid out yet.
            return;
        }
        double from = 0;
        for (int i = 0; i < at; i++) {
            from += columns.get(i).width * scale();
        }
        double to = from + columns.get(at).width * scale();
        shift = Math.max(0, at == 1 ? 0 : Math.min(from, Math.max(shift, to - width)));
    }

    private void scrollSideways(double by) {
        double all =
                columns.stream().mapToDouble(column -> column.width * scale()).sum();
        shift = Math.max(0, Math.min(all - canvas().getWidth(), shift + by));
        repaint();
    }

    /** Asks for a field and puts a column of it behind the one at hand. */
    public void chooseField() {
        ColumnChooser.show(getScene().getWindow(), settings().columns(), events(), this::addColumn);
    }

    /**
     * Puts a column of a field behind the one at hand.
     *
     * @return why not; empty if it is there now
     */
    public Optional<String> addColumn(String field) {
        Optional<String> problem = settings().columns().add(field, at);
        if (problem.isEmpty()) {
            chooseColumn(1);
        }
        return problem;
    }

    public void removeColumn() {
        settings().columns().remove(at - 1);
    }

    /** Changes the column at hand with the one beside it. */
    public void moveColumn(boolean right) {
        int from = at;
        at = Math.max(1, Math.min(columns.size() - 1, at + (right ? 1 : -1)));
        settings().columns().move(from - 1, at - 1);
    }

    private void pressed(MouseEvent event) {
        dragged = edgeAt(event.getX(), event.getY());
        pressedX = event.getX();
        pressedHeader = dragged < 0 && event.getY() < headerHeight() && event.getButton() == MouseButton.PRIMARY
                ? columnIndexAt(event.getX())
                : -1;
        if (dragged >= 0 || pressedHeader >= 0) {
            return;
        }
        int column = columnIndexAt(event.getX());
        at = column == 0 ? at : column;
        long place = rowAt(event.getY());
        if (place >= 0 && (event.getButton() == MouseButton.PRIMARY || anchor < 0)) {
            choose(place, event.isShiftDown());
        }
    }

    private void dragged(MouseEvent event) {
        if (pressedHeader >= 0) {
            int over = Math.max(1, columnIndexAt(event.getX()));
            boolean moves = pressedHeader > 0 && Math.abs(event.getX() - pressedX) > MOVE_FROM && over != pressedHeader;
            movingTo = moves ? over : -1;
            repaint();
            return;
        }
        if (dragged >= 0) {
            double start = -shift;
            for (int i = 0; i < dragged; i++) {
                start += columns.get(i).width * scale();
            }
            columns.get(dragged).width = Math.max(TableColumns.LEAST_WIDTH, (event.getX() - start) / scale());
            repaint();
            return;
        }
        long place = rowAt(Math.max(headerHeight(), Math.min(canvas().getHeight() - 1, event.getY())));
        if (place >= 0 && event.getButton() == MouseButton.PRIMARY && anchor >= 0) {
            choose(place, true);
        }
    }

    private boolean isChosen(long place) {
        return anchor >= 0 && place >= Math.min(anchor, lead) && place <= Math.max(anchor, lead);
    }

    private void choose(long place, boolean extend) {
        lead = place;
        if (!extend || anchor < 0) {
            anchor = place;
        }
        following = true;
        investigation.selected().select(rowOf(place));
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
            chooseColumn(event.getCode() == KeyCode.LEFT ? -1 : 1);
            event.consume();
            return;
        }
        if (count() == 0) {
            return;
        }
        long from = lead >= 0 ? lead : top();
        boolean extend = event.isShiftDown();
        if (event.isShortcutDown()) {
            if (event.getCode() == KeyCode.A) {
                anchor = 0;
                choose(count() - 1, true);
                event.consume();
            } else if (event.getCode() == KeyCode.C && !event.isShiftDown()) {
                copy(RowExport.Form.TEXT);
                event.consume();
            }
            return;
        }
        long to;
        switch (event.getCode()) {
            case DOWN -> to = lead < 0 ? from : from + 1;
            case UP -> to = from - 1;
            case PAGE_DOWN -> to = from + visible();
            case PAGE_UP -> to = from - visible();
            case HOME -> to = 0;
            case END -> to = count() - 1;
            default -> {
                return;
            }
        }
        choose(Math.max(0, Math.min(count() - 1, to)), extend);
        event.consume();
    }

    /** The rows that are chosen, in the order of the table, at most a hundred thousand. */
    private int[] chosen() {
        if (anchor < 0) {
            return new int[0];
        }
        long from = Math.min(anchor, lead);
        int[] rows = new int[(int) Math.min(MOST_COPIED, Math.abs(anchor - lead) + 1)];
        Arrays.setAll(rows, place -> rowOf(from + place));
        return rows;
    }

    /** Puts the rows that are chosen on the clipboard once they are read, at most a hundred thousand. */
    public void copy(RowExport.Form form) {
        int[] rows = chosen();
        if (rows.length == 0) {
            return;
        }
        List<RowExport.Column> copied = columns.stream()
                .skip(1)
                .map(column -> new RowExport.Column(column.id, column.name))
                .toList();
        TimeFormat time = settings().time().get();
        long origin = events().axis(0);
        RowExport export = new RowExport(investigation.workspace(), copied, nanos -> time.moment(nanos, origin));
        investigation
                .jobs()
                .start("copy", progress -> export.write(rows, form, progress), text -> text.ifPresent(this::copied));
    }

    /** Puts the condition that finds the rows that are chosen on the clipboard. */
    public void copyAsFilter() {
        RowExport.filter(events(), chosen())
                .ifPresentOrElse(
                        this::copied,
                        () -> investigation.refuse("The rows that are chosen lie too far apart for a filter that"
                                + " anybody could read: choose fewer, or rows beside each other."));
    }

    private void copied(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    /** How many rows are chosen, and how much time lies between the first and the last. */
    public String selectionWords() {
        if (anchor < 0 || anchor == lead || Math.max(anchor, lead) >= count()) {
            return "";
        }
        if (investigation.query().order().get() != null) {
            return Shown.number(Math.abs(anchor - lead) + 1) + " rows";
        }
        int first = rowOf(Math.min(anchor, lead));
        int last = rowOf(Math.max(anchor, lead));
        return Shown.number(Math.abs(anchor - lead) + 1) + " rows, "
                + TimeFormat.span(events().axis(last) - events().axis(first));
    }
}
