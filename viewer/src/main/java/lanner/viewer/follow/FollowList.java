package lanner.viewer.follow;

import java.util.Optional;
import java.util.function.IntConsumer;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;
import lanner.investigation.index.Events;
import lanner.investigation.index.ProcessEntry;
import lanner.investigation.index.ProgramImage;
import lanner.investigation.streams.FollowStep;
import lanner.investigation.streams.FollowStep.Direction;
import lanner.investigation.streams.FollowStep.Kind;
import lanner.product.Counted;
import lanner.viewer.list.PaintedList;
import lanner.viewer.model.Investigation;
import lanner.viewer.paint.DisplayText;

/** The steps of a stream with their data. Each way has a colour, an arrow and a word. */
final class FollowList extends PaintedList {
    private static final double TIME = 132;
    private static final double NUMBER = 82;
    private static final double PROCESS = 170;
    private static final double CALL = 110;
    private static final double DATA = 36;

    private final Investigation investigation;
    private final IntConsumer open;
    private FollowLines lines = FollowLines.NONE;
    private String nothing = "";
    private int chosen = -1;
    private int hit = -1;

    /** @param open takes the row of an event that is to be shown among all */
    FollowList(Investigation investigation, IntConsumer open) {
        super(investigation.settings());
        this.investigation = investigation;
        this.open = open;
        setId("follow");
        setAccessibleText("What passed");
        canvas().addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
    }

    /** Shows other lines; the step that is chosen stays. */
    void show(FollowLines others, String wordsForNothing) {
        lines = others;
        nothing = wordsForNothing;
        hit = -1;
        chosen = Math.min(chosen, lines.steps().size() - 1);
        changed();
        if (chosen >= 0) {
            reveal(lines.lineOf(chosen));
        }
        repaint();
    }

    /** Chooses the step of an event, or the one that is nearest behind it. */
    void chooseRow(int row) {
        for (int i = 0; i < lines.steps().size(); i++) {
            if (lines.steps().get(i).row() >= row) {
                choose(i);
                return;
            }
        }
    }

    void showHit(FollowLines.Hit found) {
        choose(found.step());
        hit = lines.lineOf(found);
        reveal(hit);
        repaint();
    }

    private void choose(int step) {
        chosen = Math.max(0, Math.min(lines.steps().size() - 1, step));
        hit = -1;
        if (!lines.steps().isEmpty()) {
            reveal(lines.lineOf(chosen));
        }
        repaint();
    }

    int chosen() {
        return chosen;
    }

    @Override
    protected long count() {
        return lines.count();
    }

    @Override
    protected double headerHeight() {
        return rowHeight() + 2;
    }

    @Override
    protected long rowAtHand() {
        return chosen < 0 ? -1 : lines.lineOf(chosen);
    }

    @Override
    protected String wordsOf(long row) {
        Events events = investigation.events().get();
        FollowStep step = lines.steps().get(lines.stepAt((int) row));
        return lines.dataLine((int) row)
                .orElseGet(() -> DisplayText.number(events.number(step.row())) + ", " + process(events, step.row())
                        + ", " + events.call(step.row()) + ", " + words(step));
    }

    @Override
    protected void paint(GraphicsContext graphics, double width, double height, long first, int visible) {
        graphics.setTextBaseline(VPos.CENTER);
        for (int i = 0; i < visible && first + i < count(); i++) {
            int line = (int) first + i;
            double y = headerHeight() + i * rowHeight();
            int at = lines.stepAt(line);
            FollowStep step = lines.steps().get(at);
            Optional<String> data = lines.dataLine(line);
            if (data.isPresent()) {
                paintData(graphics, width, y, step, data.get(), line == hit);
            } else {
                paintStep(graphics, width, y, step, at == chosen);
            }
        }
        paintHeader(graphics, width);
        if (count() == 0) {
            graphics.setFont(font());
            graphics.setFill(theme().quiet());
            graphics.setTextAlign(TextAlignment.CENTER);
            graphics.fillText(nothing, width / 2, height / 2);
            graphics.setTextAlign(TextAlignment.LEFT);
        }
    }

    private void paintHeader(GraphicsContext graphics, double width) {
        graphics.setFill(theme().header());
        graphics.fillRect(0, 0, width, headerHeight());
        graphics.setFont(font());
        graphics.setFill(theme().quiet());
        String[] names = {"Time", "No.", "Process", "Call", "What passed"};
        double[] widths = {TIME, NUMBER, PROCESS, CALL, width};
        double x = 0;
        for (int i = 0; i < names.length; i++) {
            text(graphics, names[i], x, 0, Math.min(widths[i] * scale(), width - x), headerHeight(), i == 1);
            x += widths[i] * scale();
        }
        graphics.setStroke(theme().line());
        graphics.strokeLine(0, headerHeight() - 0.5, width, headerHeight() - 0.5);
    }

    private Color colour(FollowStep step) {
        return switch (step.direction()) {
            case OUT -> theme().outward();
            case IN -> theme().inward();
            case NONE -> step.kind() == Kind.OTHER ? theme().quiet() : theme().text();
        };
    }

    private void paintStep(GraphicsContext graphics, double width, double y, FollowStep step, boolean isChosen) {
        graphics.setFill(isChosen ? isFocused() ? theme().selected() : theme().selectedQuiet() : theme().stripe());
        graphics.fillRect(0, y, width, rowHeight());
        Events events = investigation.events().get();
        Color plain = step.kind() == Kind.OTHER ? theme().quiet() : theme().text();
        double x = 0;
        graphics.setFont(fixedFont());
        graphics.setFill(plain);
        text(
                graphics,
                settings().time().get().moment(step.time(), events.axis(0)),
                x,
                y,
                TIME * scale(),
                rowHeight(),
                false);
        x += TIME * scale();
        text(graphics, DisplayText.number(events.number(step.row())), x, y, NUMBER * scale(), rowHeight(), true);
        x += NUMBER * scale();
        graphics.setFont(font());
        text(graphics, process(events, step.row()), x, y, PROCESS * scale(), rowHeight(), false);
        x += PROCESS * scale();
        text(graphics, events.call(step.row()), x, y, CALL * scale(), rowHeight(), false);
        x += CALL * scale();
        graphics.setFill(step.error().isEmpty() ? colour(step) : theme().failed());
        text(graphics, words(step), x, y, Math.max(40, width - x), rowHeight(), false);
    }

    private static String process(Events events, int row) {
        ProgramImage image = events.image(events.imageId(row));
        ProcessEntry process = events.process(image.process());
        return DisplayText.text(image.comm(), 32) + " " + process.pid()
                + (process.reuse() > 0 ? "#" + (process.reuse() + 1) : "");
    }

    /** What a step says, data apart. */
    static String words(FollowStep step) {
        String on = " on " + step.fd();
        String more = step.words().isEmpty() ? "" : ": " + DisplayText.text(step.words(), 300);
        if (!step.error().isEmpty()) {
            return (verb(step) + on).strip() + " failed, " + step.error() + more;
        }
        if (step.kind() != Kind.MOVED_DATA) {
            return (verb(step) + (step.fd() < 0 ? "" : on)).strip() + more;
        }
        return step.direction().sign() + " " + step.direction().word() + on + "  " + size(step) + more;
    }

    private static String verb(FollowStep step) {
        return switch (step.kind()) {
            case OPENED -> "opened";
            case CONNECTED -> "connected";
            case CLOSED -> "closed";
            case HANDED_OVER -> "handed over";
            case MOVED_DATA -> step.direction().sign() + " " + step.direction().word();
            case OTHER -> "";
        };
    }

    private static String size(FollowStep step) {
        int kept = step.data().length;
        if (step.size() < 0) {
            return "an unknown number of bytes" + (kept == 0 ? "" : ", " + DisplayText.number(kept) + " recorded");
        }
        String all = Counted.of(step.size(), "byte");
        if (step.size() == 0) {
            return step.direction() == Direction.IN ? "0 bytes: the end" : all;
        }
        if (step.lacksData()) {
            return all + ", not recorded";
        }
        return step.isCut() ? all + ", cut: " + DisplayText.number(kept) + " recorded \u2026" : all;
    }

    private void paintData(
            GraphicsContext graphics, double width, double y, FollowStep step, String data, boolean isHit) {
        if (isHit) {
            graphics.setFill(theme().selectedQuiet());
            graphics.fillRect(0, y, width, rowHeight());
        }
        Color colour = colour(step);
        graphics.setFill(colour);
        graphics.fillRect(DATA * scale() - 12, y, 3, rowHeight());
        graphics.setFont(fixedFont());
        graphics.fillText(isHit ? "\u25b6" : step.direction().sign(), 6, y + rowHeight() / 2);
        graphics.fillText(data, DATA * scale(), y + rowHeight() / 2);
    }

    private static void text(
            GraphicsContext graphics, String text, double x, double y, double width, double height, boolean right) {
        int fits = (int) (width / (graphics.getFont().getSize() * 0.4)) + 1;
        String some = text.length() > fits ? text.substring(0, Math.max(1, fits - 1)) + "\u2026" : text;
        graphics.save();
        graphics.beginPath();
        graphics.rect(x + 2, y, Math.max(1, width - 6), height);
        graphics.clip();
        graphics.setTextAlign(right ? TextAlignment.RIGHT : TextAlignment.LEFT);
        graphics.fillText(some, right ? x + width - 10 : x + 6, y + height / 2);
        graphics.restore();
    }

    private void pressed(MouseEvent event) {
        long line = rowAt(event.getY());
        if (line < 0 || event.getButton() != MouseButton.PRIMARY) {
            return;
        }
        chosen = lines.stepAt((int) line);
        hit = -1;
        repaint();
        if (event.getClickCount() == 2) {
            open.accept(lines.steps().get(chosen).row());
        }
    }

    @Override
    protected void keyPressed(KeyEvent event) {
        if (count() == 0 || event.isAltDown()) {
            return;
        }
        if (event.isShortcutDown()) {
            if (event.getCode() == KeyCode.C && chosen >= 0) {
                copy();
                event.consume();
            }
            return;
        }
        switch (event.getCode()) {
            case DOWN -> step(1);
            case UP -> step(-1);
            case PAGE_DOWN -> scrollTo(top() + visible());
            case PAGE_UP -> scrollTo(top() - visible());
            case HOME -> choose(0);
            case END -> choose(lines.steps().size() - 1);
            case ENTER -> {
                if (chosen >= 0) {
                    open.accept(lines.steps().get(chosen).row());
                }
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    /** To the next step; through data that is higher than the window page by page. */
    private void step(int by) {
        int next = Math.max(0, Math.min(lines.steps().size() - 1, chosen + by));
        if (by > 0 && chosen >= 0 && next != chosen && lines.lineOf(next) > top() + 2L * visible()) {
            scrollTo(top() + visible() - 1);
            return;
        }
        choose(next);
    }

    private void copy() {
        ClipboardContent content = new ClipboardContent();
        String data = lines.text(chosen);
        content.putString(words(lines.steps().get(chosen)) + (data.isEmpty() ? "" : "\n" + data) + "\n");
        Clipboard.getSystemClipboard().setContent(content);
    }
}
