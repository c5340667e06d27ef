package lanner.viewer.list;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import javafx.geometry.VPos;
import javafx.scene.Cursor;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;
import lanner.viewer.model.Settings;
import org.jspecify.annotations.Nullable;

/**
 * A table of plain values, painted: a hundred thousand rows cost what those in view cost. One row is selected. A click on
 * a header sorts; by keyboard, Left and Right choose a header and Space sorts by it.
 *
 * @param <R> a row
 */
public final class PaintedTable<R> extends PaintedList implements TypingTarget {
    private static final double GRIP = 4;
    private static final double LEAST_COLUMN = 30;

    private List<Column<R>> columns;
    private double[] widths;
    /** What its widths are kept under. */
    private final String kept;

    private List<R> rows = List.of();
    private static final double MARGIN_OF_WORDS = 6;

    private String nothing = "";
    private int atHand = -1;
    private int sorted = -1;
    private boolean falling;
    private int header;
    private int dragged = -1;
    private Sort sort = (column, down) -> {};
    private IntConsumer chosen = place -> {};
    private Consumer<R> entered = row -> {};
    private Consumer<String> typed = text -> {};
    private Runnable back = () -> {};

    /** What a cell shows. Called for cells in view alone. */
    @FunctionalInterface
    public interface CellText<R> {
        /** Printable characters: text from a capture has to go through {@code DisplayText}. */
        String of(R row);
    }

    /** Which colour a cell has. */
    @FunctionalInterface
    public interface CellColour<R> {
        /** @return null for the usual one */
        @Nullable
        Color of(R row);
    }

    /** Wants another order. */
    @FunctionalInterface
    public interface Sort {
        void by(int column, boolean falling);
    }

    /**
     * A column.
     *
     * @param width at the usual size
     * @param right whether its texts end at the same place
     * @param fixed whether its letters are all of one width
     */
    public record Column<R>(
            String name, double width, boolean right, boolean fixed, CellText<R> text, CellColour<R> colour) {
        public Column(String name, double width, boolean right, boolean fixed, CellText<R> text) {
            this(name, width, right, fixed, text, row -> null);
        }
    }

    public PaintedTable(Settings settings, String id, String accessibleName, List<Column<R>> columns) {
        super(settings);
        this.columns = List.copyOf(columns);
        setId(id);
        kept = "columns-" + id;
        widths = widths();
        settings.sizes().all().addListener((property, before, now) -> {
            if (!Objects.equals(before.get(kept), now.get(kept))) {
                widths = widths();
                repaint();
            }
        });
        setAccessibleText(accessibleName);
        canvas().addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        canvas().addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        canvas().addEventHandler(MouseEvent.MOUSE_RELEASED, event -> {
            if (dragged >= 0) {
                settings.sizes().keep(kept, widths);
            }
            dragged = -1;
        });
        canvas().addEventHandler(
                        MouseEvent.MOUSE_MOVED,
                        event -> canvas().setCursor(
                                        edgeAt(event.getX(), event.getY()) >= 0 ? Cursor.H_RESIZE : Cursor.DEFAULT));
        addEventHandler(KeyEvent.KEY_TYPED, this::keyTyped);
    }

    /** As a person made them, of as many columns; else as they are at first. */
    private double[] widths() {
        return settings()
                .sizes()
                .of(kept, columns.size())
                .orElseGet(() -> columns.stream().mapToDouble(Column::width).toArray());
    }

    /** Takes other columns; the rows stay. */
    public void columns(List<Column<R>> others) {
        columns = List.copyOf(others);
        widths = widths();
        header = 0;
        sorted = -1;
        repaint();
    }

    /** Called when another order is wanted; the rows come by {@link #show}. */
    public void onSort(Sort wanted) {
        sort = wanted;
    }

    /** Called with the row's place, when another row is selected; -1 for none. */
    public void onChosen(IntConsumer wanted) {
        chosen = wanted;
    }

    /** Called for Enter and a double click. */
    public void onEntered(Consumer<R> wanted) {
        entered = wanted;
    }

    /** Called with what was typed, a letter at a time. */
    public void onTyped(Consumer<String> wanted) {
        typed = wanted;
    }

    /** Called for Backspace. */
    public void onBack(Runnable wanted) {
        back = wanted;
    }

    /**
     * Shows other rows.
     *
     * @param wordsForNone what stands there when there is none
     */
    public void show(List<R> others, String wordsForNone) {
        R before = chosenRow();
        rows = others;
        nothing = wordsForNone;
        int place = before == null ? -1 : rows.indexOf(before);
        atHand = place >= 0 ? place : rows.isEmpty() ? -1 : 0;
        changed();
        if (atHand >= 0) {
            reveal(atHand);
        }
        chosen.accept(atHand);
    }

    /** Marks the column that the rows are in the order of. */
    public void sortedBy(int column, boolean down) {
        sorted = column;
        falling = down;
        repaint();
    }

    public List<R> rows() {
        return rows;
    }

    /** The selected row; null for none. */
    public @Nullable R chosenRow() {
        return atHand < 0 || atHand >= rows.size() ? null : rows.get(atHand);
    }

    @Override
    public long count() {
        return rows.size();
    }

    @Override
    public double headerHeight() {
        return rowHeight() + 2;
    }

    @Override
    public void paint(GraphicsContext graphics, double width, double height, long first, int visible) {
        graphics.setTextBaseline(VPos.CENTER);
        int last = (int) Math.min(rows.size(), first + visible);
        for (int place = (int) first; place < last; place++) {
            paintRow(graphics, width, headerHeight() + (place - first) * rowHeight(), place);
        }
        paintHeader(graphics, width);
        if (rows.isEmpty()) {
            graphics.setFont(font());
            graphics.setFill(theme().quiet());
            graphics.setTextAlign(TextAlignment.CENTER);
            paintNothing(graphics, width, Math.min(height / 2, headerHeight() + 4 * rowHeight()));
            graphics.setTextAlign(TextAlignment.LEFT);
        }
    }

    /** Says that there is none, in as many lines as that takes; the middle of the first one is in view. */
    private void paintNothing(GraphicsContext graphics, double width, double middle) {
        List<String> lines = TextLines.of(nothing, font(), width - 2 * MARGIN_OF_WORDS);
        double first = Math.max(headerHeight() + rowHeight() / 2, middle - (lines.size() - 1) * rowHeight() / 2);
        for (int i = 0; i < lines.size(); i++) {
            graphics.fillText(lines.get(i), width / 2, first + i * rowHeight());
        }
    }

    @Override
    protected long rowAtHand() {
        return atHand;
    }

    @Override
    protected String wordsOf(long row) {
        R of = rows.get((int) row);
        return columns.stream()
                .filter(column -> !column.text().of(of).isEmpty())
                .map(column -> (column.name() + " " + column.text().of(of)).strip())
                .collect(Collectors.joining(", "));
    }

    private void paintHeader(GraphicsContext graphics, double width) {
        graphics.setFill(theme().header());
        graphics.fillRect(0, 0, width, headerHeight());
        graphics.setFont(font());
        double x = 0;
        for (int i = 0; i < columns.size(); i++) {
            String arrow = i == sorted ? falling ? " \u25bc" : " \u25b2" : "";
            graphics.setFill(i == sorted ? theme().text() : theme().quiet());
            text(graphics, columns.get(i).name() + arrow, x, i, 0, headerHeight());
            if (isFocused() && i == header) {
                graphics.setFill(theme().accent());
                graphics.fillRect(x + 2, headerHeight() - 3, widths[i] * scale() - 4, 2);
            }
            x += widths[i] * scale();
            graphics.setStroke(theme().line());
            graphics.strokeLine(Math.rint(x) - 0.5, 3, Math.rint(x) - 0.5, headerHeight() - 3);
        }
        graphics.strokeLine(0, headerHeight() - 0.5, width, headerHeight() - 0.5);
    }

    private void paintRow(GraphicsContext graphics, double width, double y, int place) {
        if (place == atHand) {
            graphics.setFill(isFocused() ? theme().selected() : theme().selectedQuiet());
            graphics.fillRect(0, y, width, rowHeight());
        } else if ((place & 1) == 1) {
            graphics.setFill(theme().stripe());
            graphics.fillRect(0, y, width, rowHeight());
        }
        R row = rows.get(place);
        double x = 0;
        for (int i = 0; i < columns.size() && x < width; i++) {
            Column<R> column = columns.get(i);
            graphics.setFont(column.fixed() ? fixedFont() : font());
            Color colour = column.colour().of(row);
            graphics.setFill(colour == null ? theme().text() : colour);
            text(graphics, column.text().of(row), x, i, y, rowHeight());
            x += widths[i] * scale();
        }
    }

    private void text(GraphicsContext graphics, String text, double x, int column, double y, double height) {
        double width = widths[column] * scale() - 8;
        // More letters than fit would only be clipped.
        double letter = graphics.getFont().getSize() * (columns.get(column).fixed() && y > 0 ? 0.602 : 0.35);
        int fits = (int) (width / letter) + 1;
        String some = text.length() > fits ? text.substring(0, Math.max(1, fits - 1)) + "\u2026" : text;
        graphics.save();
        graphics.beginPath();
        graphics.rect(x + 2, y, width + 4, height);
        graphics.clip();
        boolean right = columns.get(column).right();
        graphics.setTextAlign(right ? TextAlignment.RIGHT : TextAlignment.LEFT);
        graphics.fillText(some, right ? x + width + 2 : x + 5, y + height / 2);
        graphics.setTextAlign(TextAlignment.LEFT);
        graphics.restore();
    }

    private int columnAt(double x) {
        double edge = 0;
        for (int i = 0; i < widths.length; i++) {
            edge += widths[i] * scale();
            if (x < edge) {
                return i;
            }
        }
        return -1;
    }

    private int edgeAt(double x, double y) {
        double edge = 0;
        for (int i = 0; y <= headerHeight() && i < widths.length; i++) {
            edge += widths[i] * scale();
            if (Math.abs(x - edge) <= GRIP) {
                return i;
            }
        }
        return -1;
    }

    private void pressed(MouseEvent event) {
        dragged = edgeAt(event.getX(), event.getY());
        if (dragged >= 0 || event.getButton() != MouseButton.PRIMARY) {
            return;
        }
        if (event.getY() < headerHeight()) {
            int column = columnAt(event.getX());
            if (column >= 0) {
                header = column;
                sort();
            }
            return;
        }
        long place = rowAt(event.getY());
        if (place >= 0) {
            choose(place);
            if (event.getClickCount() == 2) {
                entered.accept(chosenRow());
            }
        }
    }

    private void dragged(MouseEvent event) {
        if (dragged >= 0) {
            double start = 0;
            for (int i = 0; i < dragged; i++) {
                start += widths[i] * scale();
            }
            widths[dragged] = Math.max(LEAST_COLUMN, (event.getX() - start) / scale());
            repaint();
        }
    }

    private void sort() {
        // Text sorts upwards first, numbers downwards; the second time the other way.
        boolean down = header == sorted ? !falling : columns.get(header).right();
        sort.by(header, down);
    }

    /** Puts a row as the selected one, the nearest one to a place. */
    public void choose(long place) {
        int within = (int) Math.max(0, Math.min(rows.size() - 1L, place));
        if (rows.isEmpty()) {
            return;
        }
        atHand = within;
        reveal(within);
        repaint();
        chosen.accept(within);
    }

    @Override
    public void keyPressed(KeyEvent event) {
        if (event.isAltDown()) {
            return;
        }
        if (event.isShortcutDown()) {
            R row = chosenRow();
            if (event.getCode() == KeyCode.C && row != null) {
                copy(row);
                event.consume();
            }
            return;
        }
        switch (event.getCode()) {
            case DOWN -> choose(atHand + 1L);
            case UP -> choose(atHand - 1L);
            case PAGE_DOWN -> choose(atHand + (long) visible());
            case PAGE_UP -> choose(atHand - (long) visible());
            case HOME -> choose(0);
            case END -> choose(rows.size() - 1L);
            case LEFT -> head(header - 1);
            case RIGHT -> head(header + 1);
            case SPACE -> sort();
            case BACK_SPACE -> back.run();
            case ENTER -> {
                if (chosenRow() != null) {
                    entered.accept(chosenRow());
                }
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void head(int column) {
        header = Math.max(0, Math.min(columns.size() - 1, column));
        repaint();
    }

    private void keyTyped(KeyEvent event) {
        String text = event.getCharacter();
        boolean letter = text.length() == 1 && text.charAt(0) > ' ' && text.charAt(0) != 127;
        if (letter && !event.isControlDown() && !event.isAltDown() && !event.isMetaDown()) {
            typed.accept(text);
            event.consume();
        }
    }

    /** A row's cells, apart by tabs. */
    private void copy(R row) {
        TextClipboard.put(String.join(
                "\t", columns.stream().map(column -> column.text().of(row)).toList()));
    }
}
