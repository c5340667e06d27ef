package lanner.viewer.explore;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;
import lanner.engine.json.JsonText;
import lanner.investigation.index.Events;
import lanner.investigation.index.ProcessEntry;
import lanner.investigation.rows.ProcessCounts;
import lanner.investigation.rows.RowSet;
import lanner.viewer.list.PaintedList;
import lanner.viewer.list.TakesTyping;
import lanner.viewer.model.Investigation;
import lanner.viewer.paint.Shown;
import lanner.viewer.task.Job;

/**
 * Who started whom: a line a process, with its life as a bar, its events and how many of them are in view, its alerts, how it
 * ended. Letters jump to the next process whose name or number begins so.
 */
public final class ProcessTree extends PaintedList implements TakesTyping {
    private static final double INDENT = 12;
    private static final double BAR = 70;
    /** A tree that is no wider shows names alone, without the bars of their lives. */
    private static final double NARROW = 180;
    /** Letters that come later than this begin a new word. */
    private static final long PAUSE_NANOS = 1_500_000_000L;

    private final Investigation investigation;
    private final BitSet folded = new BitSet();
    private final Text measure = new Text();
    private List<ProcessOrder.Line> lines = List.of();
    private int known = -1;
    private int chosen = -1;
    private TreeSort sort = TreeSort.START;
    private boolean aliveOnly;
    private boolean alertsOnly;
    /** Those that were alive at the event at hand; null while nobody asks. */
    private BitSet alive;

    private ProcessCounts counts;
    private Job counting;
    private String sought = "";
    private boolean missed;
    private long soughtAt;
    private Runnable orderChanged = () -> {};

    /** @param menu takes the process that a context menu is wanted for */
    public ProcessTree(Investigation investigation, BiConsumer<Integer, ContextMenuEvent> menu) {
        super(investigation.settings());
        this.investigation = investigation;
        setId("processes");
        setAccessibleText("Processes");
        investigation.total().addListener((property, before, now) -> refresh(false));
        investigation.indexed().addListener((property, before, now) -> refresh(true));
        investigation.events().addListener((property, before, now) -> refresh(true));
        investigation.query().filter().addListener((property, before, now) -> repaint());
        investigation.selected().row().addListener((property, before, now) -> {
            if (aliveOnly) {
                refresh(true);
            }
            if (now.intValue() >= 0) {
                reveal(investigation.events().get().processOf(now.intValue()).id());
            }
        });
        investigation.query().settled().addListener((property, before, now) -> recount());
        addEventHandler(KeyEvent.KEY_TYPED, this::typed);
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

    /** The processes that have a line, in order. */
    public List<Integer> shown() {
        return lines.stream().map(ProcessOrder.Line::process).toList();
    }

    /** The lines, with those too that the tree hides, but for what is folded. */
    List<ProcessOrder.Line> order() {
        return aliveOnly || alertsOnly ? ProcessOrder.of(investigation.events().get(), folded, sort, null) : lines;
    }

    /** @param whenever called when processes stand in another order, or others are folded */
    void onOrder(Runnable whenever) {
        orderChanged = whenever;
    }

    /** By start, by activity, by alerts, and round again. */
    public void nextSort() {
        sort = sort.next();
        refresh(true);
        orderChanged.run();
        revealChosen();
    }

    /** Shows those alone that were alive at the event at hand, with those that lead to them; or all again. */
    public void toggleAlive() {
        aliveOnly = !aliveOnly;
        refresh(true);
        revealChosen();
    }

    /** Shows those alone that raised an alert, with those that lead to them; or all again. */
    public void toggleAlertPaths() {
        alertsOnly = !alertsOnly;
        refresh(true);
        revealChosen();
    }

    private void revealChosen() {
        int place = placeOf(chosen);
        if (place >= 0) {
            reveal((long) place);
        }
    }

    /** Counts what is in view, beside the window; nothing is counted while all is. */
    private void recount() {
        if (counting != null) {
            counting.cancel();
            counting = null;
        }
        counts = null;
        RowSet rows = investigation.query().settled().get();
        if (rows != null && !rows.isAll()) {
            Events events = investigation.events().get();
            counting = investigation
                    .jobs()
                    .start("processes", progress -> ProcessCounts.of(events, rows, progress), counted -> {
                        if (investigation.query().settled().get() == rows) {
                            counts = counted.orElse(null);
                            repaint();
                        }
                    });
        }
        repaint();
    }

    /** Which processes have a line; null for all. */
    private BitSet kept() {
        Events events = investigation.events().get();
        int row = investigation.selected().row().get();
        alive = aliveOnly && row >= 0
                ? TreeNarrowing.alive(
                        events, events.axis(row), events.processOf(row).id())
                : null;
        BitSet wanted = alive;
        if (alertsOnly) {
            wanted = TreeNarrowing.alerted(events);
            if (alive != null) {
                wanted.and(alive);
            }
        }
        return wanted == null ? null : TreeNarrowing.withAncestors(events, wanted);
    }

    private void refresh(boolean whatever) {
        int now = investigation.events().get().processes();
        // While an index grows the tree is drawn anew at each doubling, and when it is whole.
        if (whatever || known < 0 || now >= known * 2 || now != known && now < 2000) {
            known = now;
            lines = ProcessOrder.of(investigation.events().get(), folded, sort, kept());
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
        return rowHeight();
    }

    @Override
    protected void paint(GraphicsContext graphics, double width, double height, long first, int visible) {
        graphics.setTextBaseline(VPos.CENTER);
        Events events = investigation.events().get();
        BitSet some = investigation.query().filter().get().processes();
        for (int i = 0; i < visible && first + i < lines.size(); i++) {
            ProcessOrder.Line line = lines.get((int) first + i);
            ProcessEntry process = events.process(line.process());
            boolean dim = some != null && !some.get(line.process())
                    || process.events() == 0
                    || counts != null && counts.of(line.process()) == 0
                    || isOver(line.process());
            paintLine(graphics, width, headerHeight() + i * rowHeight(), line, process, dim);
        }
        paintHeader(graphics, width);
    }

    /** How many events a process has, and how many of these are in view; empty for none. */
    public String events(int id) {
        long all = investigation.events().get().process(id).events();
        if (all == 0) {
            return "";
        }
        return (counts == null ? "" : Shown.number(counts.of(id)) + " of ") + Shown.number(all);
    }

    /** Whether it is there only because it leads to one that was alive. */
    private boolean isOver(int process) {
        return alive != null && !alive.get(process);
    }

    private void paintHeader(GraphicsContext graphics, double width) {
        graphics.setFill(theme().header());
        graphics.fillRect(0, 0, width, headerHeight());
        graphics.setFont(font());
        graphics.setFill(theme().quiet());
        graphics.fillText(cut(head(), width - 8), 4, headerHeight() / 2);
        graphics.setStroke(theme().line());
        graphics.strokeLine(0, headerHeight() - 0.5, width, headerHeight() - 0.5);
    }

    /** In which order processes stand, which are left out, what is looked for. */
    public String head() {
        if (!sought.isEmpty()) {
            return (missed ? "none begins with " : "find ") + Shown.text(sought, 32);
        }
        return (sort == TreeSort.START ? "\u25b2 " : "\u25bc ")
                + sort.words()
                + (aliveOnly ? ", alive then" : "")
                + (alertsOnly ? ", to alerts" : "")
                + (aliveOnly || alertsOnly
                        ? "  " + lines.size() + " of "
                                + investigation.events().get().processes()
                        : "");
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
        String count = events(process.id());
        String ended = isOver(line.process()) ? "  over" : ending(process);
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
        if (event.getY() < headerHeight() && event.getButton() == MouseButton.PRIMARY) {
            nextSort();
            return;
        }
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
            investigation.query().narrowTo(chosen, true);
        }
        repaint();
    }

    private void fold(int process, boolean on) {
        folded.set(process, on);
        refresh(true);
        orderChanged.run();
    }

    private void typed(KeyEvent event) {
        String letter = event.getCharacter();
        boolean is = letter.length() == 1 && !Character.isISOControl(letter.charAt(0));
        if (!is || event.isShortcutDown() || event.isAltDown() || letter.isBlank() && sought.isEmpty()) {
            return;
        }
        long now = System.nanoTime();
        boolean more = !sought.isEmpty() && now - soughtAt < PAUSE_NANOS;
        soughtAt = now;
        sought = more ? sought + letter : letter;
        seek(!more);
        event.consume();
    }

    /** To the next process, in the order of the tree, whose name or number begins with what was typed. */
    private void seek(boolean further) {
        List<ProcessOrder.Line> all = ProcessOrder.of(investigation.events().get(), new BitSet(), sort, kept());
        int from = 0;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).process() == chosen) {
                from = i + (further ? 1 : 0);
            }
        }
        missed = true;
        for (int i = 0; i < all.size() && missed; i++) {
            int process = all.get((from + i) % all.size()).process();
            if (begins(process)) {
                missed = false;
                reveal(process);
            }
        }
        repaint();
    }

    private boolean begins(int id) {
        ProcessEntry process = investigation.events().get().process(id);
        String wanted = JsonText.latin(sought).toLowerCase(Locale.ROOT);
        String name = process.image() < 0
                ? ""
                : investigation.events().get().image(process.image()).comm();
        return (name + " " + process.pid()).toLowerCase(Locale.ROOT).startsWith(wanted)
                || Integer.toString(process.pid()).startsWith(wanted);
    }

    private void forget() {
        sought = "";
        missed = false;
        repaint();
    }

    @Override
    protected void keyPressed(KeyEvent event) {
        if (lines.isEmpty() || event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        int place = Math.max(0, placeOf(chosen));
        if (event.getCode() == KeyCode.ESCAPE) {
            escape();
            event.consume();
            return;
        }
        if (event.getCode().isNavigationKey() || event.getCode() == KeyCode.ENTER) {
            forget();
        }
        switch (event.getCode()) {
            case DOWN -> choose(place + (chosen < 0 ? 0 : 1));
            case UP -> choose(place - 1);
            case HOME -> choose(0);
            case END -> choose(lines.size() - 1);
            case PAGE_DOWN -> choose(place + visible());
            case PAGE_UP -> choose(place - visible());
            case LEFT -> fold(lines.get(place).process(), true);
            case RIGHT -> fold(lines.get(place).process(), false);
            case ENTER -> investigation.query().narrowTo(lines.get(place).process(), true);
            default -> {
                return;
            }
        }
        event.consume();
    }

    /** What is looked for first, then what runs or is marked. */
    private void escape() {
        if (!sought.isEmpty()) {
            forget();
            return;
        }
        investigation.query().stop();
        investigation.time().brush().set(null);
    }

    private void choose(int place) {
        int within = Math.max(0, Math.min(lines.size() - 1, place));
        chosen = lines.get(within).process();
        reveal((long) within);
        repaint();
    }
}
