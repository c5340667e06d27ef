package lanner.viewer.explore;

import java.util.BitSet;
import java.util.List;
import java.util.function.BiConsumer;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;
import lanner.viewer.model.Investigation;
import lanner.viewer.paint.Shown;
import lanner.viewer.session.Events;
import lanner.viewer.session.ProcessEntry;

/** Who started whom: a line a process, with its life as a bar, its alerts, how it ended. */
public final class ProcessTree extends PaintedList {
    private static final double INDENT = 12;
    private static final double BAR = 70;
    /** A tree that is no wider shows names alone, without the bars of their lives. */
    private static final double NARROW = 180;

    private final Investigation investigation;
    private final BitSet folded = new BitSet();
    private final Text measure = new Text();
    private List<ProcessOrder.Line> lines = List.of();
    private int known = -1;
    private int chosen = -1;

    /** @param menu takes the process that a context menu is wanted for */
    public ProcessTree(Investigation investigation, BiConsumer<Integer, ContextMenuEvent> menu) {
        super(investigation.settings());
        this.investigation = investigation;
        setId("processes");
        setAccessibleText("Processes");
        investigation.total().addListener((property, before, now) -> refresh(false));
        investigation.indexed().addListener((property, before, now) -> refresh(true));
        investigation.events().addListener((property, before, now) -> refresh(true));
        investigation.filter().addListener((property, before, now) -> repaint());
        investigation.selected().addListener((property, before, now) -> {
            if (now.intValue() >= 0) {
                reveal(investigation.events().get().processOf(now.intValue()).id());
            }
        });
        investigation.settings().scale().addListener((property, before, now) -> {
            if (chosen >= 0) {
                reveal((long) placeOf(chosen));
            }
        });
        canvas().addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, event -> {
            long place = event.isKeyboardTrigger() ? placeOf(chosen) : rowAt(event.getY());
            if (place >= 0) {
                chosen = lines.get((int) place).process();
                repaint();
                menu.accept(chosen, event);
                event.consume();
            }
        });
    }

    /** The process at hand; -1 for none. */
    public int chosen() {
        return chosen;
    }

    /** The processes in the order of the tree. */
    List<ProcessOrder.Line> lines() {
        return lines;
    }

    private void refresh(boolean whatever) {
        int now = investigation.events().get().processes();
        // While an index grows the tree is drawn anew at each doubling, and when it is whole.
        if (whatever || known < 0 || now >= known * 2 || now != known && now < 2000) {
            known = now;
            lines = ProcessOrder.of(investigation.events().get(), folded);
            changed();
        }
    }

    private void reveal(int process) {
        chosen = process;
        for (int id : investigation.workspace().ancestry(process)) {
            if (id != process && folded.get(id)) {
                folded.clear(id);
                known = -1;
            }
        }
        refresh(known < 0);
        int place = placeOf(process);
        if (place >= 0) {
            reveal((long) place);
        }
        repaint();
    }

    private int placeOf(int process) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).process() == process) {
                return i;
            }
        }
        return -1;
    }

    @Override
    protected long count() {
        return lines.size();
    }

    @Override
    protected double headerHeight() {
        return 0;
    }

    @Override
    protected void paint(GraphicsContext graphics, double width, double height, long first, int visible) {
        graphics.setTextBaseline(VPos.CENTER);
        Events events = investigation.events().get();
        BitSet some = investigation.filter().get().processes();
        for (int i = 0; i < visible && first + i < lines.size(); i++) {
            ProcessOrder.Line line = lines.get((int) first + i);
            ProcessEntry process = events.process(line.process());
            boolean dim = some != null && !some.get(line.process()) || process.events() == 0;
            paintLine(graphics, width, i * rowHeight(), line, process, dim);
        }
    }

    private void paintLine(
            GraphicsContext graphics,
            double width,
            double y,
            ProcessOrder.Line line,
            ProcessEntry process,
            boolean dim) {
        if (line.process() == chosen) {
            graphics.setFill(isFocused() ? theme().selected() : theme().selectedQuiet());
            graphics.fillRect(0, y, width, rowHeight());
        }
        double x = left(line, width);
        double middle = y + rowHeight() / 2;
        boolean bars = width >= NARROW * scale();
        double barX = width - (bars ? (BAR + 6) * scale() : 0);
        graphics.setFont(font());
        graphics.setFill(theme().quiet());
        if (line.inner()) {
            graphics.fillText(folded.get(line.process()) ? "\u25b8" : "\u25be", x, middle);
        }
        String alerts = process.alerts() > 0 ? "!" + process.alerts() : "";
        double end = barX - 10 - (alerts.isEmpty() ? 0 : widthOf(alerts));
        graphics.setFill(dim ? theme().quiet() : theme().text());
        String name = process.image() < 0
                ? "?"
                : Shown.text(investigation.events().get().image(process.image()).comm(), 32);
        String words = name + " " + process.pid() + (process.reuse() > 0 ? "#" + (process.reuse() + 1) : "");
        double nameX = x + 12 * scale();
        double moreX = nameX + widthOf(words) + 8 * scale();
        graphics.fillText(cut(words, end - nameX), nameX, middle);
        graphics.setFill(theme().quiet());
        // A number of which a digit is cut away is another number: whole or not at all. How it ended says most.
        String count = process.events() > 0 ? Shown.number(process.events()) : "";
        String ended = ending(process);
        if (moreX + widthOf(count + ended) <= end) {
            graphics.fillText(count + ended, moreX, middle);
        } else if (moreX + widthOf(ended) <= end) {
            graphics.fillText(ended, moreX, middle);
        }
        if (!alerts.isEmpty()) {
            graphics.setFill(theme().alert());
            graphics.setTextAlign(TextAlignment.RIGHT);
            graphics.fillText(alerts, barX - 6, middle);
            graphics.setTextAlign(TextAlignment.LEFT);
        }
        if (bars) {
            paintLife(graphics, barX, y, process);
        }
    }

    private String cut(String words, double room) {
        String some = words;
        while (some.length() > 1 && widthOf(some) > room) {
            some = some.substring(0, some.length() - 2) + "\u2026";
        }
        return some;
    }

    private double widthOf(String words) {
        measure.setFont(font());
        measure.setText(words);
        return measure.getLayoutBounds().getWidth();
    }

    /** Where a line begins: by its depth, but never so far that a narrow tree has no room for names. */
    private double left(ProcessOrder.Line line, double width) {
        return 4 + Math.min(line.depth() * Math.min(INDENT * scale(), width / 24), width / 2);
    }

    /** How a process ended, where that was not with 0. */
    static String ending(ProcessEntry process) {
        if (process.end() == 0 || process.exit() <= 0) {
            return "";
        }
        int signal = process.exit() & 0x7F;
        return signal != 0 ? "  killed by " + signal : "  exit " + (process.exit() >> 8 & 0xFF);
    }

    private void paintLife(GraphicsContext graphics, double x, double y, ProcessEntry process) {
        Events events = investigation.events().get();
        if (events.rows() == 0) {
            return;
        }
        double width = BAR * scale();
        long first = events.axis(0);
        double length = Math.max(1, events.axis(events.rows() - 1) - first);
        double from = Math.max(0, (process.start() - first) / length);
        double to = process.end() == 0 ? 1 : Math.max(0, Math.min(1, (process.end() - first) / length));
        graphics.setFill(theme().stripe());
        graphics.fillRect(x, y + rowHeight() / 2 - 2, width, 4);
        graphics.setFill(process.events() == 0 ? theme().quiet() : theme().accent());
        graphics.fillRect(x + from * width, y + rowHeight() / 2 - 2, Math.max(2, (to - from) * width), 4);
    }

    private void pressed(MouseEvent event) {
        long place = rowAt(event.getY());
        if (place < 0) {
            return;
        }
        ProcessOrder.Line line = lines.get((int) place);
        double x = left(line, canvas().getWidth());
        if (line.inner() && event.getX() >= x - 4 && event.getX() < x + 12 * scale()) {
            fold(line.process(), !folded.get(line.process()));
            return;
        }
        chosen = line.process();
        if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
            investigation.narrowTo(chosen, true);
        }
        repaint();
    }

    private void fold(int process, boolean on) {
        folded.set(process, on);
        refresh(true);
    }

    @Override
    protected void keyPressed(KeyEvent event) {
        if (lines.isEmpty() || event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        int place = Math.max(0, placeOf(chosen));
        switch (event.getCode()) {
            case DOWN -> choose(place + (chosen < 0 ? 0 : 1));
            case UP -> choose(place - 1);
            case HOME -> choose(0);
            case END -> choose(lines.size() - 1);
            case PAGE_DOWN -> choose(place + visible());
            case PAGE_UP -> choose(place - visible());
            case LEFT -> fold(lines.get(place).process(), true);
            case RIGHT -> fold(lines.get(place).process(), false);
            case ENTER -> investigation.narrowTo(lines.get(place).process(), true);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void choose(int place) {
        int within = Math.max(0, Math.min(lines.size() - 1, place));
        chosen = lines.get(within).process();
        reveal((long) within);
        repaint();
    }
}
