package lanner.viewer.explore;

import java.util.Locale;
import java.util.Optional;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Text;
import lanner.investigation.details.RawRecord;
import lanner.viewer.list.PaintedList;
import lanner.viewer.model.Settings;
import lanner.viewer.paint.DisplayText;
import org.jspecify.annotations.Nullable;

/** The bytes of a record, painted: place, bytes, characters; those of one argument are marked and underlined. */
final class HexView extends PaintedList {
    private static final int WIDE = 16;
    private static final int NARROW = 8;
    private static final int PLACE = 6;

    private @Nullable RawRecord record;
    private Optional<RawRecord.Piece> marked = Optional.empty();
    private double letter;
    private double letterOf;

    HexView(Settings settings) {
        super(settings);
        setId("bytes");
        setAccessibleText("Bytes of the record");
    }

    /** @param shown null for none */
    void show(@Nullable RawRecord shown) {
        record = shown;
        marked = Optional.empty();
        scrollTo(0);
        changed();
    }

    /** Marks an argument's bytes and brings them into view; one without bytes of its own marks none. */
    void mark(String argument) {
        RawRecord of = record;
        marked = of == null ? Optional.empty() : of.piece(argument);
        if (of != null) {
            marked.filter(piece -> piece.from() < of.kept())
                    .ifPresent(piece -> reveal((long) piece.from() / perLine()));
        }
        repaint();
    }

    /** What is shown, and what is marked of it. */
    String head() {
        if (record == null) {
            return "";
        }
        String all = record.kept() < record.length()
                ? "first " + DisplayText.number(record.kept()) + " of " + DisplayText.number(record.length()) + " bytes"
                : DisplayText.number(record.length()) + " bytes";
        return marked.map(piece -> piece.name() + ": " + DisplayText.number(piece.length()) + " from "
                                + String.format(Locale.ROOT, "%06x", piece.from()) + " of ")
                        .orElse("")
                + all;
    }

    private double letterWidth() {
        if (letterOf != scale()) {
            Text text = new Text("0123456789");
            text.setFont(fixedFont());
            letter = text.getLayoutBounds().getWidth() / 10;
            letterOf = scale();
        }
        return letter;
    }

    private int perLine() {
        return canvas().getWidth() >= (PLACE + 2 + WIDE * 4 + 2) * letterWidth() ? WIDE : NARROW;
    }

    @Override
    protected long count() {
        return record == null ? 0 : (record.kept() + perLine() - 1) / perLine();
    }

    @Override
    protected double headerHeight() {
        return rowHeight();
    }

    @Override
    protected String wordsOf(long row) {
        RawRecord of = record;
        int from = (int) row * perLine();
        return of == null ? "" : place(from) + "  " + bytes(of, from) + " " + characters(of, from);
    }

    private static String place(int from) {
        return String.format(Locale.ROOT, "%06x", from);
    }

    private int end(RawRecord of, int from) {
        return Math.min(of.kept(), from + perLine());
    }

    private String bytes(RawRecord of, int from) {
        StringBuilder bytes = new StringBuilder();
        for (int at = from; at < end(of, from); at++) {
            bytes.append(String.format(Locale.ROOT, "%02x ", of.at(at)));
        }
        return bytes.toString();
    }

    private String characters(RawRecord of, int from) {
        StringBuilder characters = new StringBuilder();
        for (int at = from; at < end(of, from); at++) {
            int value = of.at(at);
            characters.append(value >= 32 && value < 127 ? (char) value : '.');
        }
        return characters.toString();
    }

    @Override
    protected void paint(GraphicsContext graphics, double width, double height, long first, int visible) {
        graphics.setTextBaseline(VPos.CENTER);
        graphics.setFill(theme().header());
        graphics.fillRect(0, 0, width, headerHeight());
        graphics.setFill(theme().quiet());
        graphics.setFont(font());
        graphics.fillText(head(), 4, headerHeight() / 2);
        graphics.setFont(fixedFont());
        RawRecord of = record;
        for (int i = 0; of != null && i < visible && first + i < count(); i++) {
            paintLine(graphics, of, (int) (first + i) * perLine(), headerHeight() + i * rowHeight());
        }
    }

    private void paintLine(GraphicsContext graphics, RawRecord record, int from, double y) {
        double middle = y + rowHeight() / 2;
        int end = end(record, from);
        double bytesX = 4 + (PLACE + 1) * letterWidth();
        double charactersX = bytesX + (perLine() * 3 + 1) * letterWidth();
        marked.ifPresent(piece -> {
            int begin = Math.max(from, piece.from());
            int stop = Math.min(end, piece.from() + piece.length());
            if (begin < stop) {
                underline(graphics, bytesX, 3, begin - from, stop - from, 1, y);
                underline(graphics, charactersX, 1, begin - from, stop - from, 0, y);
            }
        });
        graphics.setFill(theme().quiet());
        graphics.fillText(place(from), 4, middle);
        graphics.setFill(theme().text());
        graphics.fillText(bytes(record, from), bytesX, middle);
        graphics.fillText(characters(record, from), charactersX, middle);
    }

    /** @param gap how many letters of the last one are blank */
    private void underline(GraphicsContext graphics, double x, int letters, int from, int to, int gap, double y) {
        double left = x + from * letters * letterWidth();
        double width = ((to - from) * letters - gap) * letterWidth();
        graphics.setFill(theme().selectedQuiet());
        graphics.fillRect(left, y, width, rowHeight());
        graphics.setFill(theme().accent());
        graphics.fillRect(left, y + rowHeight() - 2, width, 1.5);
    }

    @Override
    protected double computePrefHeight(double width) {
        return Math.rint(rowHeight() * 9);
    }
}
