package lanner.viewer.explore;

import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;
import lanner.investigation.entities.ProcessOrder;
import lanner.investigation.index.Events;
import lanner.investigation.index.ProcessEntry;
import lanner.investigation.rows.CaptureLetter;
import lanner.viewer.list.ListStyle;
import lanner.viewer.model.Investigation;
import lanner.viewer.paint.DisplayText;
import lanner.viewer.paint.Theme;

/** Paints the lines of the tree of processes. */
final class ProcessTreePainter {
    private static final double INDENT = 12;
    private static final double BAR = 70;
    /** A tree that is no wider shows names alone, without the bars of their lives. */
    private static final double NARROW = 180;

    private final Investigation investigation;
    private final ListStyle style;
    private final Text measure = new Text();

    /**
     * How a line looks.
     *
     * @param count how many events the process has, and how many of these are in view
     * @param over whether it is there only because it leads to a process that was alive
     */
    record Look(
            ProcessOrder.Line line,
            String count,
            boolean chosen,
            boolean focused,
            boolean folded,
            boolean dim,
            boolean over) {}

    ProcessTreePainter(Investigation investigation, ListStyle style) {
        this.investigation = investigation;
        this.style = style;
    }

    private Events events() {
        return investigation.events().get();
    }

    /** Paints a line. */
    void line(GraphicsContext graphics, double width, double y, Look look) {
        ProcessOrder.Line line = look.line();
        ProcessEntry process = events().process(line.process());
        if (look.chosen()) {
            graphics.setFill(
                    look.focused() ? style.theme().selected() : style.theme().selectedQuiet());
            graphics.fillRect(0, y, width, style.rowHeight());
        }
        double x = left(line, width);
        double middle = y + style.rowHeight() / 2;
        boolean bars = width >= NARROW * style.scale();
        double barX = width - (bars ? (BAR + 6) * style.scale() : 0);
        graphics.setFont(style.font());
        graphics.setFill(style.theme().quiet());
        if (line.inner()) {
            graphics.fillText(look.folded() ? "\u25b8" : "\u25be", x, middle);
        }
        String alerts = process.alerts() > 0 ? "!" + process.alerts() : "";
        double end = barX - 10 - (alerts.isEmpty() ? 0 : widthOf(alerts));
        graphics.setFill(look.dim() ? style.theme().quiet() : style.theme().text());
        boolean several = isOfSeveral();
        int capture = events().captureOfProcess(process.id());
        String words = name(process.id());
        double nameX = x + 12 * style.scale();
        if (several) {
            graphics.setFill(style.theme().strong(Theme.Tint.ofCapture(capture)));
            graphics.fillRect(0, y, 3 * style.scale(), style.rowHeight());
            graphics.setFill(look.dim() ? style.theme().quiet() : style.theme().text());
        }
        double moreX = nameX + widthOf(words) + 8 * style.scale();
        graphics.fillText(cut(words, end - nameX), nameX, middle);
        graphics.setFill(style.theme().quiet());
        // A number of which a digit is cut away is another number: whole or not at all. How it ended says most.
        String count = look.count();
        String ended = look.over() ? "  over" : ending(process);
        if (moreX + widthOf(count + ended) <= end) {
            graphics.fillText(count + ended, moreX, middle);
        } else if (moreX + widthOf(ended) <= end) {
            graphics.fillText(ended, moreX, middle);
        }
        if (!alerts.isEmpty()) {
            graphics.setFill(style.theme().alert());
            graphics.setTextAlign(TextAlignment.RIGHT);
            graphics.fillText(alerts, barX - 6, middle);
            graphics.setTextAlign(TextAlignment.LEFT);
        }
        if (bars) {
            life(graphics, barX, y, process);
        }
    }

    private boolean isOfSeveral() {
        return investigation.workspace().captures().size() > 1;
    }

    /** {@code bash 4711}, where several captures are open with the letter of its own; {@code #2} for a number used again. */
    String name(int id) {
        ProcessEntry process = events().process(id);
        String name = process.image() < 0
                ? "?"
                : DisplayText.text(events().image(process.image()).comm(), 32);
        return (isOfSeveral() ? CaptureLetter.of(events().captureOfProcess(id)) + " " : "") + name + " "
                + process.pid()
                + (process.reuse() > 0 ? "#" + (process.reuse() + 1) : "");
    }

    void header(GraphicsContext graphics, double width, double height, String words) {
        graphics.setFill(style.theme().header());
        graphics.fillRect(0, 0, width, height);
        graphics.setFont(style.font());
        graphics.setFill(style.theme().quiet());
        graphics.fillText(cut(words, width - 8), 4, height / 2);
        graphics.setStroke(style.theme().line());
        graphics.strokeLine(0, height - 0.5, width, height - 0.5);
    }

    private String cut(String words, double room) {
        String some = words;
        while (some.length() > 1 && widthOf(some) > room) {
            some = some.substring(0, some.length() - 2) + "\u2026";
        }
        return some;
    }

    private double widthOf(String words) {
        measure.setFont(style.font());
        measure.setText(words);
        return measure.getLayoutBounds().getWidth();
    }

    /** Where a line begins: by its depth, but never so far that a narrow tree has no room for names. */
    double left(ProcessOrder.Line line, double width) {
        return 4 + Math.min(line.depth() * Math.min(INDENT * style.scale(), width / 24), width / 2);
    }

    /** How a process ended, where that was not with 0. */
    static String ending(ProcessEntry process) {
        if (process.end() == 0 || process.exit() <= 0) {
            return "";
        }
        int signal = process.exit() & 0x7F;
        return signal != 0 ? "  killed by " + signal : "  exit " + (process.exit() >> 8 & 0xFF);
    }

    private void life(GraphicsContext graphics, double x, double y, ProcessEntry process) {
        Events events = events();
        if (events.rows() == 0) {
            return;
        }
        double width = BAR * style.scale();
        long first = events.axis(0);
        double length = Math.max(1, events.axis(events.rows() - 1) - first);
        double from = Math.max(0, (process.start() - first) / length);
        double to = process.end() == 0 ? 1 : Math.max(0, Math.min(1, (process.end() - first) / length));
        graphics.setFill(style.theme().stripe());
        graphics.fillRect(x, y + style.rowHeight() / 2 - 2, width, 4);
        graphics.setFill(
                process.events() == 0 ? style.theme().quiet() : style.theme().accent());
        graphics.fillRect(x + from * width, y + style.rowHeight() / 2 - 2, Math.max(2, (to - from) * width), 4);
    }
}
