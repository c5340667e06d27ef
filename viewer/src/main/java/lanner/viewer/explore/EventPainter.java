package lanner.viewer.explore;

import java.util.List;
import java.util.Optional;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;
import lanner.investigation.casework.Tag;
import lanner.investigation.index.Events;
import lanner.investigation.rows.RowSort;
import lanner.investigation.rows.RowText;
import lanner.investigation.rows.TextSearch;
import lanner.viewer.explore.EventColumns.Column;
import lanner.viewer.list.ListStyle;
import lanner.viewer.list.TagSign;
import lanner.viewer.model.ColourRules;
import lanner.viewer.model.Investigation;
import lanner.viewer.paint.Theme;

/** Paints the headers and the rows in view of the table of events. */
final class EventPainter {
    /** Of ten, in nanoseconds: a microsecond. */
    private static final double SHORTEST_POWER = 3;
    /** Ten seconds. */
    private static final double LONGEST_POWER = 10;

    private static final long LONG_NANOS = 100_000_000;
    private static final double BAR_OPACITY = 0.25;
    private static final Theme.Tint FOUND = Theme.Tint.ORANGE;

    private final Investigation investigation;
    private final ListStyle style;
    private final RowPlaces places;
    private final EventColumns columns;
    private final EventCells cells;
    private final RowSelection selection;
    /** The text that is looked for; empty for none. */
    private String sought = "";

    EventPainter(
            Investigation investigation,
            ListStyle style,
            RowPlaces places,
            EventColumns columns,
            EventCells cells,
            RowSelection selection) {
        this.investigation = investigation;
        this.style = style;
        this.places = places;
        this.columns = columns;
        this.cells = cells;
        this.selection = selection;
    }

    /** Before anything else of a frame. */
    void begin(GraphicsContext graphics) {
        graphics.setTextBaseline(VPos.CENTER);
        graphics.setFont(style.fixedFont());
        sought = TextSearch.folded(investigation.foundText().text().get());
    }

    /** @param from for a header that is being moved its place, and to where it would go; -1 for none */
    void header(GraphicsContext graphics, double width, double height, boolean focused, int from, int to) {
        Theme theme = style.theme();
        graphics.setFill(theme.header());
        graphics.fillRect(0, 0, width, height);
        graphics.setFont(style.font());
        RowSort sort = investigation.query().sort().get();
        double x = columns.left();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            boolean sorted = sort != null && sort.by().equals(column.id);
            graphics.setFill(sorted ? theme.text() : theme.quiet());
            String sign = !sorted ? "" : sort.descending() ? " \u25bc" : " \u25b2";
            text(graphics, column.name + sign, x, column, 0, height);
            if (i == columns.at() && focused) {
                graphics.setFill(theme.accent());
                graphics.fillRect(x + 1, height - 2.5, columns.width(column) - 3, 2.5);
            }
            if (to == i) {
                graphics.setFill(theme.accent());
                graphics.fillRect(to > from ? x + columns.width(column) - 4 : x, 2, 4, height - 4);
            }
            x += columns.width(column);
            graphics.setStroke(theme.line());
            graphics.strokeLine(Math.rint(x) - 0.5, 3, Math.rint(x) - 0.5, height - 3);
        }
        graphics.strokeLine(0, height - 0.5, width, height - 0.5);
    }

    /** Says why there is no row. */
    void nothing(GraphicsContext graphics, double width, double height) {
        graphics.setFont(style.font());
        graphics.setFill(style.theme().quiet());
        graphics.setTextAlign(TextAlignment.CENTER);
        graphics.fillText(
                places.events().rows() == 0 ? "No events yet" : "No event matches. Esc clears the filter.",
                width / 2,
                height / 2);
        graphics.setTextAlign(TextAlignment.LEFT);
    }

    /** @param rule the one that colours the row, if any does */
    void row(
            GraphicsContext graphics,
            double width,
            double y,
            long place,
            int row,
            boolean focused,
            Optional<ColourRules.Rule> rule) {
        Theme theme = style.theme();
        boolean dim = places.isContext() && !places.rows().contains(row);
        // What the analyst said of an event goes before what a rule says of its kind.
        List<Tag> tags = dim ? List.of() : investigation.notes().tags(row);
        Optional<Theme.Tint> tint = tags.isEmpty()
                ? rule.filter(each -> !dim).map(ColourRules.Rule::tint)
                : Optional.of(TagSign.tint(tags.get(0)));
        boolean atHand = row == investigation.selected().row().get();
        if (selection.contains(place) || atHand) {
            graphics.setFill(focused ? theme.selected() : theme.selectedQuiet());
            graphics.fillRect(0, y, width, style.rowHeight());
        } else if (tint.isPresent()) {
            graphics.setFill(theme.pale(tint.get()));
            graphics.fillRect(0, y, width, style.rowHeight());
        } else if ((place & 1) == 1) {
            graphics.setFill(theme.stripe());
            graphics.fillRect(0, y, width, style.rowHeight());
        }
        Events events = places.events();
        if (events.followsGap(row)) {
            graphics.setStroke(theme.gap());
            graphics.setLineDashes(6, 4);
            graphics.strokeLine(0, y + 0.5, width, y + 0.5);
            graphics.setLineDashes();
        }
        Color plain = dim ? theme.quiet().interpolate(theme.ground(), 0.45) : theme.text();
        RowText.Text record = cells.record(row);
        double x = columns.left();
        for (int i = 0; i < columns.size() && x <= width; i++) {
            Column column = columns.get(i);
            double columnWidth = columns.width(column);
            if (x + columnWidth >= 0) {
                graphics.setFont(column.fixed ? style.fixedFont() : style.font());
                if (i == 0) {
                    if (investigation.workspace().captures().size() > 1) {
                        graphics.setFill(theme.strong(Theme.Tint.ofCapture(events.capture(row))));
                        graphics.fillRect(x, y, 3 * style.scale(), style.rowHeight());
                    }
                    marks(graphics, x, y, row);
                    double at = x + (EventColumns.MARKS_WIDTH - 13) * style.scale();
                    if (!tags.isEmpty()) {
                        tagged(graphics, tags, at, y);
                    } else if (tint.isPresent()) {
                        letter(graphics, at, y, rule.orElseThrow());
                    }
                } else {
                    if (column.id.equals(RowSort.DURATION) && !dim) {
                        duration(graphics, events.duration(row), x, columnWidth, y);
                    }
                    boolean refused = column.field.equals("evt.res") && events.refused(row) && !dim;
                    String words = cells.text(row, column, record);
                    if (!sought.isEmpty()) {
                        found(graphics, words, x, column, y);
                    }
                    graphics.setFill(refused ? theme.failed() : plain);
                    text(graphics, words, x, column, y, style.rowHeight());
                }
            }
            x += columnWidth;
        }
    }

    /** Marks each place of the text that is looked for. */
    private void found(GraphicsContext graphics, String words, double x, Column column, double y) {
        String folded = TextSearch.folded(words);
        double left = column.right ? x + columns.width(column) - 6 - length(graphics, words) : x + 4;
        double end = x + columns.width(column) - 2;
        for (int at = folded.indexOf(sought); at >= 0; at = folded.indexOf(sought, at + sought.length())) {
            double from = left + length(graphics, words.substring(0, at));
            double to = Math.min(end, left + length(graphics, words.substring(0, at + sought.length())));
            if (from >= end) {
                return;
            }
            graphics.setFill(style.theme().pale(FOUND));
            graphics.fillRect(from, y + 1, to - from, style.rowHeight() - 2);
            graphics.setStroke(style.theme().strong(FOUND));
            graphics.strokeRect(Math.rint(from) - 0.5, y + 1.5, Math.rint(to - from) + 1, style.rowHeight() - 3);
        }
    }

    /** In pixels. */
    private static double length(GraphicsContext graphics, String words) {
        Text measured = new Text(words);
        measured.setFont(graphics.getFont());
        return measured.getLayoutBounds().getWidth();
    }

    /** A bar as long as the logarithm of a call's time, from a microsecond to ten seconds; its colour says so too. */
    private void duration(GraphicsContext graphics, long nanos, double x, double width, double y) {
        double part = Math.min(
                1, (Math.log10(Math.max(1.0, (double) nanos)) - SHORTEST_POWER) / (LONGEST_POWER - SHORTEST_POWER));
        if (part > 0) {
            graphics.setGlobalAlpha(BAR_OPACITY);
            graphics.setFill(
                    nanos >= LONG_NANOS ? style.theme().failed() : style.theme().accent());
            graphics.fillRect(x + 2, y + 2, (width - 4) * part, style.rowHeight() - 4);
            graphics.setGlobalAlpha(1);
        }
    }

    /** A sign and a colour for each: alert, bookmark, gap, in part. */
    private void marks(GraphicsContext graphics, double x, double y, int row) {
        Events events = places.events();
        Theme theme = style.theme();
        double at = x + 3;
        if (events.raisedAlert(row)) {
            at = sign(graphics, "!", theme.alert(), at, y);
        }
        if (investigation.notes().bookmark(row).isPresent()) {
            at = sign(graphics, "*", theme.bookmark(), at, y);
        }
        if (events.followsGap(row)) {
            at = sign(graphics, "\u2307", theme.gap(), at, y);
        }
        if (events.isInPart(row)) {
            sign(graphics, "\u2026", theme.failed(), at, y);
        }
    }

    private double sign(GraphicsContext graphics, String sign, Color colour, double x, double y) {
        graphics.setFill(colour);
        graphics.fillText(sign, x, y + style.rowHeight() / 2);
        return x + 8 * style.scale();
    }

    /** The sign of the first tag; of several with the rim of another behind it. */
    private void tagged(GraphicsContext graphics, List<Tag> tags, double x, double y) {
        if (tags.size() > 1) {
            TagSign.paint(graphics, style, tags.get(1), x - 3 * style.scale(), y);
        }
        TagSign.paint(graphics, style, tags.get(0), x, y);
    }

    /** What the colour says, for those who do not see it. */
    private void letter(GraphicsContext graphics, double x, double y, ColourRules.Rule rule) {
        graphics.setFill(style.theme().strong(rule.tint()));
        graphics.fillRect(x, y + 2, 12 * style.scale(), style.rowHeight() - 4);
        graphics.setFill(style.theme().on(rule.tint()));
        graphics.fillText(rule.sign(), x + 2.5 * style.scale(), y + style.rowHeight() / 2);
    }

    private void text(GraphicsContext graphics, String text, double x, Column column, double y, double height) {
        double width = columns.width(column) - 8;
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
}
