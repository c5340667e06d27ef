package lanner.viewer.alerts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyEvent;
import javafx.scene.text.TextAlignment;
import lanner.engine.explain.Verdict;
import lanner.engine.json.JsonText;
import lanner.investigation.details.RuleText;
import lanner.viewer.list.PaintedList;
import lanner.viewer.model.Settings;
import lanner.viewer.paint.DisplayText;

/** A rule as its file has it, with line numbers, and beside each line what came of the conditions on it. */
final class RuleView extends PaintedList {
    private static final double GUTTER = 66;
    private static final double CHARACTER = 0.602;
    private static final int LONGEST_LINE = 4000;

    private List<String> lines = List.of();
    private Map<Integer, List<Verdict>> verdicts = Map.of();
    private int firstLine = 1;
    private List<Piece> pieces = List.of();
    private int wrappedAt;

    /** A part of a line that fits into the width. */
    private record Piece(int line, String text, boolean isFirst) {}

    RuleView(Settings settings) {
        super(settings);
        setId("rule-text");
        setAccessibleText("Rule");
        widthProperty().addListener((property, before, now) -> wrap());
        settings.scale().addListener((property, before, now) -> wrap());
    }

    void show(RuleText rule, Map<Integer, List<Verdict>> found) {
        lines = rule.lines().stream()
                .map(line -> DisplayText.text(JsonText.latin(line.replace("\t", "    ")), LONGEST_LINE))
                .toList();
        firstLine = rule.firstLine();
        verdicts = found;
        setAccessibleHelp(String.join("\n", lines));
        wrappedAt = 0;
        wrap();
        scrollTo(0);
    }

    void clear() {
        lines = List.of();
        verdicts = Map.of();
        setAccessibleHelp("");
        wrappedAt = 0;
        wrap();
    }

    private void wrap() {
        double room = getWidth() - 14 - GUTTER * scale() - 8;
        int fits = (int) Math.max(20, room / (fixedFont().getSize() * CHARACTER));
        if (fits == wrappedAt) {
            return;
        }
        wrappedAt = fits;
        List<Piece> wrapped = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            wrap(i, lines.get(i), fits, wrapped);
        }
        pieces = wrapped;
        changed();
    }

    private static void wrap(int line, String text, int fits, List<Piece> into) {
        int indent = 0;
        while (indent < text.length() && indent < fits / 2 && text.charAt(indent) == ' ') {
            indent++;
        }
        String hang = " ".repeat(indent + 2);
        String rest = text;
        boolean first = true;
        while (rest.length() > fits) {
            int blank = rest.lastIndexOf(' ', fits);
            int end = blank > hang.length() ? blank : fits;
            into.add(new Piece(line, rest.substring(0, end), first));
            rest = hang + rest.substring(end).stripLeading();
            first = false;
        }
        into.add(new Piece(line, rest, first));
    }

    @Override
    protected long count() {
        return pieces.size();
    }

    @Override
    protected double headerHeight() {
        return 0;
    }

    @Override
    protected String wordsOf(long row) {
        Piece piece = pieces.get((int) row);
        return piece.isFirst() ? (firstLine + piece.line()) + "  " + piece.text() : piece.text();
    }

    @Override
    protected void paint(GraphicsContext graphics, double width, double height, long first, int visible) {
        graphics.setTextBaseline(VPos.CENTER);
        graphics.setFont(fixedFont());
        graphics.setFill(theme().stripe());
        graphics.fillRect(0, 0, GUTTER * scale() - 6, height);
        for (int i = 0; i < visible && first + i < pieces.size(); i++) {
            Piece piece = pieces.get((int) first + i);
            double y = i * rowHeight() + rowHeight() / 2;
            if (piece.isFirst()) {
                int number = firstLine + piece.line();
                graphics.setTextAlign(TextAlignment.RIGHT);
                graphics.setFill(theme().quiet());
                graphics.fillText(Integer.toString(number), 34 * scale(), y);
                graphics.setTextAlign(TextAlignment.LEFT);
                paintSigns(graphics, y, verdicts.getOrDefault(number, List.of()));
            }
            graphics.setFill(theme().text());
            graphics.fillText(piece.text(), GUTTER * scale(), y);
        }
    }

    /** Each sign once: some held, some did not, some had nothing to compare. */
    private void paintSigns(GraphicsContext graphics, double y, List<Verdict> found) {
        double x = 38 * scale();
        if (found.contains(Verdict.TRUE)) {
            graphics.setFill(theme().held());
            graphics.fillText("+", x, y);
            x += 8 * scale();
        }
        if (found.contains(Verdict.FALSE)) {
            graphics.setFill(theme().alert());
            graphics.fillText("\u2212", x, y);
            x += 8 * scale();
        }
        if (found.contains(Verdict.MISSING)) {
            graphics.setFill(theme().failed());
            graphics.fillText("?", x, y);
        }
    }

    @Override
    protected void keyPressed(KeyEvent event) {
        switch (event.getCode()) {
            case DOWN -> scrollTo(top() + 1);
            case UP -> scrollTo(top() - 1);
            case HOME -> scrollTo(0);
            case END -> scrollTo(count());
            default -> {
                super.keyPressed(event);
                return;
            }
        }
        event.consume();
    }
}
