package lanner.cli.tui.pane;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import lanner.cli.tui.desk.Desk;
import lanner.cli.tui.text.Glyph;
import lanner.cli.tui.text.Key;
import lanner.cli.tui.text.LineBuilder;
import lanner.cli.tui.text.ListPosition;
import lanner.cli.tui.text.Look;
import lanner.cli.tui.text.Role;
import lanner.investigation.entities.ProcessOrder;
import lanner.investigation.entities.TreeSort;
import lanner.investigation.index.Events;
import lanner.investigation.index.ProcessEntry;
import lanner.product.Counted;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/** Processes as a tree, a line each. */
final class ProcessesPane implements Pane {
    private static final int FEW = 2_000;

    private final Desk desk;
    private final Look look;
    private final BitSet folded = new BitSet();
    private TreeSort sort = TreeSort.START;
    private List<ProcessOrder.Line> order = List.of();
    private @Nullable Events ordered;
    private int known = -1;
    private boolean whole;
    private ListPosition position = ListPosition.FIRST;
    private int visible = 1;

    ProcessesPane(Desk desk, Look look) {
        this.desk = desk;
        this.look = look;
    }

    @Override
    public String heading() {
        refresh();
        return "Processes  " + String.format(Locale.ROOT, "%,d", desk.events().processes()) + ", by " + sort.words();
    }

    /** While an index grows the tree is made anew at each doubling, and when it is whole. */
    private void refresh() {
        int now = desk.events().processes();
        boolean grown = now != known && (now < FEW || now >= known * 2L);
        if (ordered != desk.events() || grown || whole != desk.isIndexingOver()) {
            order();
        }
    }

    private void order() {
        ordered = desk.events();
        known = ordered.processes();
        whole = desk.isIndexingOver();
        order = ProcessOrder.of(ordered, folded, sort, null);
        position = position.within(order.size(), visible);
    }

    @Override
    public List<AttributedString> lines(int columns, int rows, boolean focused) {
        refresh();
        visible = Math.max(1, rows);
        position = position.within(order.size(), visible);
        List<AttributedString> lines = new ArrayList<>();
        for (int place = position.top(); place < order.size() && lines.size() < rows; place++) {
            lines.add(line(order.get(place), columns, place == position.selected(), focused));
        }
        return lines;
    }

    private AttributedString line(ProcessOrder.Line of, int columns, boolean selected, boolean focused) {
        Events events = desk.events();
        ProcessEntry process = events.process(of.process());
        BitSet some = desk.narrowed().processes();
        boolean isDim = some != null && !some.get(of.process()) || process.events() == 0;
        Role plain = isDim ? Role.QUIET : Role.PLAIN;
        LineBuilder line = new LineBuilder(look, columns);
        line.as(selected ? focused ? Role.SELECTED : Role.CHOSEN : Role.PLAIN);
        line.add(plain, selected ? ">" : " ");
        line.skip(Math.min(of.depth() * 2, Math.max(0, columns / 2 - 4)));
        if (of.inner()) {
            line.sign(Role.QUIET, folded.get(of.process()) ? Glyph.FOLDED : Glyph.UNFOLDED)
                    .skip(1);
        } else {
            line.skip(2);
        }
        line.add(plain, process.numbered()).skip(1);
        line.bytes(
                plain, process.image() < 0 ? "?" : events.image(process.image()).comm());
        if (process.alerts() > 0) {
            line.add(Role.GRAVE, "  !" + process.alerts());
        }
        if (process.exit() > 0) {
            line.add(Role.WARNING, "  " + process.ending());
        }
        line.add(Role.QUIET, process.events() == 0 ? "" : "  " + Counted.of(process.events(), "event"));
        if (!process.user().isEmpty()) {
            line.bytes(Role.QUIET, "  " + process.user());
        }
        if (process.image() >= 0) {
            line.bytes(Role.QUIET, "  " + events.image(process.image()).commandLine());
        }
        return (selected ? line.fill() : line).line();
    }

    /** Brings a process into view, and to hand. */
    void reveal(int process) {
        for (int id : desk.workspace().ancestry(process)) {
            if (id != process) {
                folded.clear(id);
            }
        }
        order();
        for (int place = 0; place < order.size(); place++) {
            if (order.get(place).process() == process) {
                position = position.reveal(place, order.size(), visible);
            }
        }
    }

    @Override
    public boolean press(Key key) {
        refresh();
        if (order.isEmpty()) {
            return false;
        }
        int place = Math.min(position.selected(), order.size() - 1);
        ProcessOrder.Line at = order.get(place);
        switch (key.kind()) {
            case ENTER -> desk.narrowTo(at.process(), true);
            case LEFT -> fold(place, at);
            case RIGHT -> {
                folded.clear(at.process());
                order();
            }
            default -> {
                return letter(key, at) || moved(key);
            }
        }
        return true;
    }

    private boolean letter(Key key, ProcessOrder.Line at) {
        if (key.is('o')) {
            desk.narrowTo(at.process(), false);
        } else if (key.is('x')) {
            desk.exclude(at.process());
        } else if (key.is('s')) {
            sort = sort.next();
            order();
            reveal(at.process());
        } else {
            return false;
        }
        return true;
    }

    private boolean moved(Key key) {
        ListPosition moved = position.press(key, order.size(), visible);
        boolean isOther = !moved.equals(position);
        position = moved;
        return isOther;
    }

    /** Folds a process; one that has nothing to fold leads to its parent. */
    private void fold(int place, ProcessOrder.Line at) {
        if (at.inner() && !folded.get(at.process())) {
            folded.set(at.process());
            order();
            return;
        }
        for (int above = place - 1; above >= 0; above--) {
            if (order.get(above).depth() < at.depth()) {
                position = position.to(above, order.size(), visible);
                return;
            }
        }
    }
}
