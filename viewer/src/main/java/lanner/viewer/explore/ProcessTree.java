package lanner.viewer.explore;

import java.util.BitSet;
import java.util.List;
import java.util.function.BiConsumer;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import lanner.investigation.entities.ProcessOrder;
import lanner.investigation.entities.TreeNarrowing;
import lanner.investigation.entities.TreeSort;
import lanner.investigation.index.Events;
import lanner.investigation.index.ProcessEntry;
import lanner.investigation.rows.ProcessCounts;
import lanner.investigation.rows.RowSet;
import lanner.product.Counted;
import lanner.viewer.list.PaintedList;
import lanner.viewer.list.TypingTarget;
import lanner.viewer.model.Investigation;
import lanner.viewer.paint.DisplayText;
import lanner.viewer.task.Job;
import org.jspecify.annotations.Nullable;

/**
 * The tree of processes: a line a process, with its lifetime as a bar, its events and how many of them are in view, its alerts, how it
 * ended. Letters jump to the next process whose name or number begins so.
 */
public final class ProcessTree extends PaintedList implements TypingTarget {
    private final Investigation investigation;
    private final BitSet folded = new BitSet();
    private final ProcessTreePainter painter;
    private final TypedSearch search = new TypedSearch();
    private List<ProcessOrder.Line> lines = List.of();
    private int known = -1;
    private int chosen = -1;
    private TreeSort sort = TreeSort.START;
    private boolean aliveOnly;
    private boolean alertsOnly;
    /** Those that were alive at the selected event; null while that is not shown. */
    private @Nullable BitSet alive;

    private @Nullable ProcessCounts counts;
    private @Nullable Job counting;
    private Runnable orderChanged = () -> {};

    /** @param menu takes the process that a context menu is wanted for */
    ProcessTree(Investigation investigation, BiConsumer<Integer, ContextMenuEvent> menu) {
        super(investigation.settings());
        this.investigation = investigation;
        painter = new ProcessTreePainter(investigation, style());
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

    /** By start, by activity, by alerts, then from the start. */
    public void nextSort() {
        sort = sort.next();
        refresh(true);
        orderChanged.run();
        revealChosen();
    }

    /** Shows those alone that were alive at the selected event, with those that lead to them; or all again. */
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

    /** Counts what is in view, in a background job; nothing is counted while all is. */
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
    private @Nullable BitSet kept() {
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
    protected long rowAtHand() {
        return placeOf(chosen);
    }

    @Override
    protected String wordsOf(long row) {
        ProcessOrder.Line line = lines.get((int) row);
        ProcessEntry process = investigation.events().get().process(line.process());
        String events = events(line.process());
        return painter.name(line.process())
                + ", level " + (line.depth() + 1)
                + (line.inner() ? folded.get(line.process()) ? ", folded" : ", unfolded" : "")
                + (events.isEmpty() ? "" : ", " + events + " events")
                + (process.alerts() > 0 ? ", " + Counted.of(process.alerts(), "alert") : "")
                + (isOver(line.process())
                        ? ", over"
                        : ProcessTreePainter.ending(process).replace("  ", ", "));
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
            painter.line(
                    graphics,
                    width,
                    headerHeight() + i * rowHeight(),
                    new ProcessTreePainter.Look(
                            line,
                            events(line.process()),
                            line.process() == chosen,
                            isFocused(),
                            folded.get(line.process()),
                            dim,
                            isOver(line.process())));
        }
        painter.header(graphics, width, headerHeight(), head());
    }

    /** How many events a process has, and how many of these are in view; empty for none. */
    public String events(int id) {
        long all = investigation.events().get().process(id).events();
        if (all == 0) {
            return "";
        }
        return (counts == null ? "" : DisplayText.number(counts.of(id)) + " of ") + DisplayText.number(all);
    }

    /** Whether it is there only because it leads to one that was alive. */
    private boolean isOver(int process) {
        return alive != null && !alive.get(process);
    }

    /** In which order processes stand, which are left out, what is looked for. */
    public String head() {
        if (!search.isEmpty()) {
            return (search.isMissed() ? "none begins with " : "find ") + DisplayText.text(search.text(), 32);
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
        double x = painter.left(line, canvas().getWidth());
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
        if (search.takes(event)) {
            seek(search.type(event.getCharacter()));
            event.consume();
        }
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
        boolean missed = true;
        for (int i = 0; i < all.size() && missed; i++) {
            int process = all.get((from + i) % all.size()).process();
            if (begins(process)) {
                missed = false;
                reveal(process);
            }
        }
        search.missed(missed);
        repaint();
    }

    private boolean begins(int id) {
        ProcessEntry process = investigation.events().get().process(id);
        String name = process.image() < 0
                ? ""
                : investigation.events().get().image(process.image()).comm();
        return search.begins(name + " " + process.pid()) || search.begins(Integer.toString(process.pid()));
    }

    private void forget() {
        search.forget();
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

    /** What is looked for first, then the job or the marked stretch. */
    private void escape() {
        if (!search.isEmpty()) {
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
