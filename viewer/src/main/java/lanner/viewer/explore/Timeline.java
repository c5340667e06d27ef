package lanner.viewer.explore;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javafx.beans.property.BooleanProperty;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import lanner.investigation.index.AlertEntry;
import lanner.investigation.index.Events;
import lanner.investigation.index.Gap;
import lanner.investigation.index.JobProgress;
import lanner.investigation.index.ProcessEntry;
import lanner.investigation.rows.LaneCounts;
import lanner.investigation.rows.Lanes;
import lanner.investigation.rows.RowSet;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.TimeWindow.Range;
import lanner.viewer.paint.Shown;
import lanner.viewer.paint.Theme;
import lanner.viewer.paint.TimeFormat;
import lanner.viewer.task.Job;

/**
 * Time from left to right: above the whole capture with the stretch in view as a frame, below that stretch with a lane a
 * process, a container or a kind of call. Alerts, gaps and bookmarks are painted last and one by one, so that no picture is too coarse for them.
 *
 * <p>Wheel: zoom where the pointer is. Drag: mark a stretch. Shift and drag, or drag the frame: move. Double click: zoom to
 * what is marked.
 */
public final class Timeline extends Region {
    private static final double OVERVIEW = 46;
    private static final double RULER = 18;
    private static final double LANE = 15;
    private static final double NAMES = 150;
    private static final double MARKS = 12;
    private static final int LEAST_DRAG = 3;

    private final Investigation investigation;
    private final ProcessTree tree;
    private final Canvas canvas = new Canvas();
    private View lanes;
    private Lanes.Kind kind = Lanes.Kind.PROCESS;
    private final Map<Lanes.Kind, Set<Integer>> pinned = new EnumMap<>(Lanes.Kind.class);
    private Job counting;
    private boolean stale = true;
    private double pressedX;
    private boolean moving;
    private boolean above;
    private Range pressedWindow;
    private double pointer = -1;
    private int firstLane;

    /**
     * The lanes in view, as they were counted.
     *
     * @param all the keys of all lanes, in order
     * @param first the place of the first one in view
     */
    private record View(Lanes.Kind kind, Lanes lanes, int[] all, int first, LaneCounts counts) {}

    public Timeline(Investigation investigation, ProcessTree tree) {
        this.investigation = investigation;
        this.tree = tree;
        getChildren().add(canvas);
        setId("timeline");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText("Timeline");
        investigation.time().shown().addListener((property, before, now) -> recount());
        investigation.total().addListener((property, before, now) -> recount());
        investigation.events().addListener((property, before, now) -> recount());
        investigation.indexed().addListener((property, before, now) -> recount());
        tree.onOrder(this::recount);
        investigation.time().brush().addListener((property, before, now) -> requestLayout());
        investigation.query().found().addListener((property, before, now) -> requestLayout());
        investigation.selected().row().addListener((property, before, now) -> selected());
        investigation.notes().changes().addListener((property, before, now) -> requestLayout());
        investigation.settings().theme().addListener((property, before, now) -> requestLayout());
        investigation.settings().time().addListener((property, before, now) -> requestLayout());
        investigation.settings().linearBars().addListener((property, before, now) -> requestLayout());
        addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, this::menu);
        investigation.settings().scale().addListener((property, before, now) -> {
            recount();
            int row = investigation.selected().row().get();
            if (row >= 0) {
                bringIntoView(events().processOf(row).id());
            }
        });
        canvas.addEventHandler(ScrollEvent.SCROLL, this::scrolled);
        canvas.addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        canvas.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        canvas.addEventHandler(MouseEvent.MOUSE_RELEASED, this::released);
        canvas.addEventHandler(MouseEvent.MOUSE_MOVED, event -> {
            pointer = event.getX();
            requestLayout();
        });
        canvas.addEventHandler(MouseEvent.MOUSE_EXITED, event -> {
            pointer = -1;
            requestLayout();
        });
    }

    private double scale() {
        return investigation.settings().scale().get();
    }

    private Theme theme() {
        return investigation.settings().theme().get();
    }

    private Events events() {
        return investigation.events().get();
    }

    private double overview() {
        return OVERVIEW * scale();
    }

    private double lanesTop() {
        return overview() + (RULER + MARKS) * scale();
    }

    private double names() {
        return NAMES * scale();
    }

    private int laneCount() {
        return (int) Math.max(1, Math.floor((getHeight() - lanesTop()) / (LANE * scale())));
    }

    private void recount() {
        stale = true;
        requestLayout();
    }

    private void selected() {
        requestLayout();
        int row = investigation.selected().row().get();
        if (row < 0 || lanes == null || kind != Lanes.Kind.PROCESS) {
            return;
        }
        int process = events().processOf(row).id();
        if (Arrays.stream(lanes.counts().keys()).noneMatch(each -> each == process)) {
            bringIntoView(process);
        }
    }

    private void bringIntoView(int process) {
        if (kind != Lanes.Kind.PROCESS) {
            return;
        }
        int[] all = pinnedFirst(active(), pinned(kind));
        int room = laneCount();
        int top = Math.min(Math.min(pinned(kind).size(), all.length), room);
        for (int i = top; i < all.length; i++) {
            if (all[i] == process && (i < firstLane + top || i >= firstLane + room)) {
                firstLane = Math.max(0, i - top - (room - top) / 2);
                recount();
            }
        }
    }

    private Set<Integer> pinned(Lanes.Kind of) {
        return pinned.computeIfAbsent(of, key -> new LinkedHashSet<>());
    }

    /** Lanes that are pinned stand on top and stay there, in the order in which they were pinned. */
    private static int[] pinnedFirst(int[] keys, Set<Integer> pinned) {
        return IntStream.concat(
                        pinned.stream()
                                .mapToInt(Integer::intValue)
                                .filter(key -> Arrays.stream(keys).anyMatch(each -> each == key)),
                        Arrays.stream(keys).filter(key -> !pinned.contains(key)))
                .toArray();
    }

    /** The pinned lanes, and of the others as many as there is room for. */
    private static int[] inView(int[] all, int pinned, int first, int room) {
        int top = Math.min(Math.min(pinned, all.length), room);
        int from = Math.max(top, Math.min(first + top, all.length));
        return IntStream.concat(
                        Arrays.stream(all, 0, top), Arrays.stream(all, from, Math.min(all.length, from + room - top)))
                .toArray();
    }

    /** Lanes by process, by container, by kind of call, and round again. */
    public void nextKind() {
        kind = kind.next();
        firstLane = 0;
        recount();
    }

    /** Puts a process's lane on top, where it stays, or takes it down. */
    public void pinProcess(int process) {
        kind = Lanes.Kind.PROCESS;
        pin(process);
    }

    /** Pins the lane of the event at hand, or takes it down. */
    public void pinSelected() {
        int row = investigation.selected().row().get();
        if (row >= 0 && lanes != null && lanes.kind() == kind) {
            pin(keyOf(row));
        }
    }

    private void pin(int key) {
        if (key >= 0 && !pinned(kind).remove(key)) {
            pinned(kind).add(key);
        }
        recount();
    }

    /** Whether a process's lane is pinned. */
    boolean isPinned(int process) {
        return pinned(Lanes.Kind.PROCESS).contains(process);
    }

    /** The names of the lanes in view, from above; what is pinned begins with its sign. */
    public List<String> laneNames() {
        return lanes == null
                ? List.of()
                : Arrays.stream(lanes.counts().keys()).mapToObj(this::laneName).toList();
    }

    private int keyOf(int row) {
        return lanes.kind() == Lanes.Kind.PROCESS
                ? events().processOf(row).id()
                : lanes.lanes().keyOf(row);
    }

    private void menu(ContextMenuEvent event) {
        if (lanes == null || lanes.kind() != kind) {
            return;
        }
        ContextMenu menu = new ContextMenu();
        menu.setId("timeline-menu");
        int lane = (int) Math.floor((event.getY() - lanesTop()) / (LANE * scale()));
        int row = investigation.selected().row().get();
        int[] keys = lanes.counts().keys();
        int key = event.isKeyboardTrigger()
                ? row < 0 ? -1 : keyOf(row)
                : lane >= 0 && lane < keys.length ? keys[lane] : -1;
        if (key >= 0) {
            menu.getItems()
                    .addAll(
                            item((pinned(kind).contains(key) ? "Unpin " : "Pin ") + laneName(key), () -> pin(key)),
                            new SeparatorMenuItem());
        }
        BooleanProperty linear = investigation.settings().linearBars();
        menu.getItems()
                .addAll(
                        item("Lanes by " + kind.next().words(), this::nextKind),
                        item(linear.get() ? "Bars: logarithmic" : "Bars: linear", () -> linear.set(!linear.get())));
        menu.show(getScene().getWindow(), event.getScreenX(), event.getScreenY());
        event.consume();
    }

    private static MenuItem item(String words, Runnable action) {
        MenuItem item = new MenuItem(words);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> action.run());
        return item;
    }

    /** Processes that did something, in the order of the tree. */
    private int[] active() {
        Events events = events();
        return tree.order().stream()
                .mapToInt(ProcessOrder.Line::process)
                .filter(id -> events.process(id).events() > 0)
                .toArray();
    }

    private void count() {
        Range window = investigation.time().shown().get();
        double width = canvas.getWidth() - names();
        if (window == null || width < 10 || events().rows() == 0) {
            return;
        }
        stale = false;
        if (counting != null) {
            counting.cancel();
        }
        Lanes.Kind of = kind;
        Set<Integer> top = new LinkedHashSet<>(pinned(of));
        int[] processes = of == Lanes.Kind.PROCESS ? active() : new int[0];
        int first = firstLane;
        int room = laneCount();
        Events events = events();
        counting = investigation
                .jobs()
                .start(
                        "timeline",
                        progress -> view(events, of, processes, top, first, room, window, (int) width, progress),
                        counted -> {
                            if (window.equals(investigation.time().shown().get()) && of == kind) {
                                lanes = counted;
                                firstLane = Math.min(firstLane, counted.first());
                                requestLayout();
                            }
                        });
    }

    private static View view(
            Events events,
            Lanes.Kind kind,
            int[] processes,
            Set<Integer> pinned,
            int first,
            int room,
            Range window,
            int parts,
            JobProgress progress) {
        Lanes lanes = switch (kind) {
            case PROCESS -> Lanes.byProcess(events);
            case CONTAINER -> Lanes.byContainer(events);
            case CALL -> Lanes.byCall(events, progress);
        };
        int[] all = pinnedFirst(kind == Lanes.Kind.PROCESS ? processes : lanes.keys(), pinned);
        int from = Math.max(0, Math.min(first, all.length - room));
        int[] keys = inView(all, pinned.size(), from, room);
        LaneCounts counts = LaneCounts.of(events, window.from(), window.to(), lanes, keys, parts, progress);
        return new View(kind, lanes, all, from, counts);
    }

    // --- places

    private double xOf(long axis, Range range, double left, double width) {
        return left + (axis - range.from()) / (double) range.length() * width;
    }

    private long axisAt(double x) {
        Range range = above ? whole() : investigation.time().shown().get();
        double left = above ? 0 : names();
        double width = canvas.getWidth() - left;
        double part = Math.max(0, Math.min(1, (x - left) / Math.max(1, width)));
        return range.from() + (long) (part * range.length());
    }

    private Range whole() {
        Events events = events();
        return events.rows() == 0
                ? new Range(0, 1)
                : new Range(events.axis(0), Math.max(events.axis(0) + 1, events.axis(events.rows() - 1)));
    }

    // --- painting

    @Override
    protected void layoutChildren() {
        double width = Math.max(1, getWidth());
        double height = Math.max(1, getHeight());
        if (canvas.getWidth() != width || canvas.getHeight() != height) {
            canvas.setWidth(width);
            canvas.setHeight(height);
            stale = true;
        }
        if (stale) {
            count();
        }
        GraphicsContext graphics = canvas.getGraphicsContext2D();
        graphics.setFill(theme().ground());
        graphics.fillRect(0, 0, width, height);
        graphics.setTextBaseline(VPos.CENTER);
        graphics.setFont(Font.font("DejaVu Sans", Math.rint(11 * scale())));
        Range window = investigation.time().shown().get();
        if (window == null || events().rows() == 0) {
            return;
        }
        paintOverview(graphics, width);
        paintRuler(graphics, window, width);
        paintLanes(graphics, window, width);
        paintMarks(graphics, window, names(), width - names(), overview() + RULER * scale(), height);
        paintBrush(graphics, window, width, height);
        graphics.setStroke(theme().line());
        graphics.strokeLine(0, overview() + 0.5, width, overview() + 0.5);
    }

    /** Bars by how many events there are, or by the logarithm of it; those that match in front. */
    private void paintOverview(GraphicsContext graphics, double width) {
        Range whole = whole();
        Events events = events();
        RowSet rows = investigation.query().rows().get();
        int bars = (int) Math.max(1, width / 2);
        int[] all = new int[bars];
        int[] matching = new int[bars];
        int before = 0;
        int matchedBefore = 0;
        int most = 1;
        for (int i = 0; i < bars; i++) {
            long end = whole.from() + (long) ((i + 1) / (double) bars * whole.length()) + (i == bars - 1 ? 1 : 0);
            int row = events.firstAt(end);
            all[i] = row - before;
            before = row;
            int place = rows.placeOf(row);
            matching[i] = place - matchedBefore;
            matchedBefore = place;
            most = Math.max(most, all[i]);
        }
        double scale = (overview() - 14) / size(most);
        for (int i = 0; i < bars; i++) {
            paintBar(graphics, i, all[i], scale, rows.isAll() ? theme().accent() : theme().line());
            if (!rows.isAll()) {
                paintBar(graphics, i, matching[i], scale, theme().accent());
            }
        }
        Range window = investigation.time().shown().get();
        double from = Math.max(0, xOf(window.from(), whole, 0, width));
        double to = Math.min(width, xOf(window.to(), whole, 0, width));
        graphics.setStroke(theme().text());
        graphics.strokeRect(Math.rint(from) + 0.5, 0.5, Math.max(2, Math.rint(to - from) - 1), overview() - 1);
        paintMarks(graphics, whole, 0, width, 1, overview());
    }

    private void paintBar(GraphicsContext graphics, int bar, int count, double scale, Color colour) {
        if (count > 0) {
            double height = Math.max(1.5, size(count) * scale);
            graphics.setFill(colour);
            graphics.fillRect(bar * 2.0, overview() - height, 2, height);
        }
    }

    private double size(int count) {
        return investigation.settings().linearBars().get() ? count : Math.log1p(count);
    }

    private void paintRuler(GraphicsContext graphics, Range window, double width) {
        double y = overview() + RULER * scale() / 2;
        double room = width - names();
        TimeFormat time = investigation.settings().time().get();
        long step = step(window.length() / Math.max(1, room / (110 * scale())));
        graphics.setFill(theme().quiet());
        graphics.setStroke(theme().line());
        long origin = events().axis(0);
        long base = time == TimeFormat.RELATIVE ? origin : 0;
        for (long at = base + Math.floorDiv(window.from() - base, step) * step + step; at < window.to(); at += step) {
            double x = xOf(at, window, names(), room);
            graphics.strokeLine(Math.rint(x) + 0.5, overview() + RULER * scale(), Math.rint(x) + 0.5, getHeight());
            graphics.setTextAlign(TextAlignment.CENTER);
            graphics.fillText(time.mark(at, origin, step), x, y);
        }
        graphics.setTextAlign(TextAlignment.LEFT);
        graphics.fillText(head(window), 6, y, names() - 12);
    }

    /** How long the stretch in view is, what bars are by, and lanes, where that is not the process. */
    private String head(Range window) {
        return TimeFormat.span(window.length())
                + (investigation.settings().linearBars().get() ? "  linear" : "  log")
                + (kind == Lanes.Kind.PROCESS ? "" : "  by " + kind.words());
    }

    /** The round step that is at least this long: 1, 2 or 5 times a power of ten. */
    static long step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(1, least))));
        for (int times : new int[] {1, 2, 5, 10}) {
            if (power * times >= least) {
                return (long) Math.max(1, power * times);
            }
        }
        return (long) (power * 10);
    }

    private void paintLanes(GraphicsContext graphics, Range window, double width) {
        if (lanes == null) {
            return;
        }
        double room = width - names();
        double height = LANE * scale();
        LaneCounts found = lanes.counts();
        double strongest = Math.log1p(Math.max(1, found.most()));
        int chosen = investigation.selected().row().get() < 0
                ? -1
                : keyOf(investigation.selected().row().get());
        for (int lane = 0; lane < found.keys().length; lane++) {
            double y = lanesTop() + lane * height;
            int key = found.keys()[lane];
            if (lanes.kind() == Lanes.Kind.PROCESS) {
                paintLife(graphics, window, events().process(key), y, height, room);
            }
            int[] counts = found.counts()[lane];
            boolean[] alerts = found.alerts()[lane];
            double stretch = (found.to() - found.from() + 1) / (double) counts.length;
            double cell = stretch / window.length() * room;
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] > 0) {
                    double x = xOf(found.from() + (long) (i * stretch), window, names(), room);
                    if (x + cell >= names()) {
                        graphics.setFill(alerts[i] ? theme().alert() : theme().heat(Math.log1p(counts[i]) / strongest));
                        graphics.fillRect(Math.max(names(), x), y + 2, Math.max(1.2, cell), height - 4);
                    }
                }
            }
            graphics.setFill(theme().ground());
            graphics.fillRect(0, y, names(), height);
            if (key == chosen) {
                graphics.setFill(theme().selectedQuiet());
                graphics.fillRect(0, y, names(), height);
            }
            graphics.setFill(theme().text());
            graphics.fillText(laneName(key), 6, y + height / 2, names() - 12);
        }
    }

    private String laneName(int key) {
        String sign = pinned(lanes.kind()).contains(key) ? "\u25c6 " : "";
        if (lanes.kind() != Lanes.Kind.PROCESS) {
            return sign + Shown.text(lanes.lanes().name(key), 24);
        }
        ProcessEntry process = events().process(key);
        String name = process.image() < 0
                ? "?"
                : Shown.text(events().image(process.image()).comm(), 18);
        return sign + name + " " + process.pid() + (process.alerts() > 0 ? "  !" + process.alerts() : "");
    }

    private void paintLife(
            GraphicsContext graphics, Range window, ProcessEntry process, double y, double height, double room) {
        double from = Math.max(names(), xOf(process.start(), window, names(), room));
        long end = process.end() == 0 ? window.to() : process.end();
        double to = Math.min(names() + room, xOf(end, window, names(), room));
        if (to < from) {
            return;
        }
        graphics.setStroke(theme().line());
        graphics.strokeLine(from, y + height / 2, to, y + height / 2);
        if (process.end() != 0 && process.end() <= window.to()) {
            graphics.setFill(theme().quiet());
            graphics.fillText("\u00d7", Math.min(to + 1, names() + room - 8), y + height / 2);
        }
    }

    private void paintMarks(GraphicsContext graphics, Range range, double left, double width, double y, double bottom) {
        double lastGap = Double.NEGATIVE_INFINITY;
        for (Gap gap : events().gaps()) {
            double x = Math.rint(xOf(gap.time(), range, left, width));
            // On one pixel they are one line.
            if (x >= left && x <= left + width && x != lastGap) {
                lastGap = x;
                graphics.setStroke(theme().gap());
                graphics.setLineDashes(4, 3);
                graphics.strokeLine(x + 0.5, y, x + 0.5, bottom);
                graphics.setLineDashes();
            }
        }
        double size = 7 * scale();
        graphics.setFill(theme().alert());
        List<AlertEntry> alerts = events().alerts();
        double last = Double.NEGATIVE_INFINITY;
        for (AlertEntry alert : alerts) {
            double x = xOf(events().axis(alert.row()), range, left, width);
            // Closer than half a pixel they are one mark.
            if (x >= left && x <= left + width && x - last > 0.5) {
                last = x;
                graphics.fillPolygon(new double[] {x - size / 2, x + size / 2, x}, new double[] {y, y, y + size}, 3);
            }
        }
        graphics.setFill(theme().bookmark());
        investigation.notes().bookmarkedRows().forEach(mark -> {
            double x = xOf(events().axis(mark.getKey()), range, left, width);
            if (x >= left && x <= left + width) {
                graphics.fillText("*", x - 3, y + size + 3 * scale());
            }
        });
        int selected = investigation.selected().row().get();
        if (selected >= 0) {
            double x = xOf(events().axis(selected), range, left, width);
            if (x >= left && x <= left + width) {
                graphics.setStroke(theme().accent());
                graphics.strokeLine(Math.rint(x) + 0.5, y, Math.rint(x) + 0.5, bottom);
            }
        }
    }

    private void paintBrush(GraphicsContext graphics, Range window, double width, double height) {
        Range brush = investigation.time().brush().get();
        if (brush != null) {
            Color colour = theme().accent();
            graphics.setFill(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 0.18));
            band(graphics, brush, whole(), 0, width, 0, overview());
            band(graphics, brush, window, names(), width - names(), overview(), height);
        }
        if (pointer >= names() && !moving) {
            above = false;
            long at = axisAt(pointer);
            graphics.setStroke(theme().quiet());
            graphics.strokeLine(pointer, overview(), pointer, height);
            graphics.setFill(theme().text());
            int selected = investigation.selected().row().get();
            String delta =
                    selected < 0 ? "" : "  " + TimeFormat.span(at - events().axis(selected)) + " from the selection";
            boolean left = pointer > width * 0.7;
            graphics.setTextAlign(left ? TextAlignment.RIGHT : TextAlignment.LEFT);
            graphics.fillText(
                    investigation.settings().time().get().moment(at, events().axis(0)) + delta,
                    pointer + (left ? -6 : 6),
                    height - 8 * scale());
            graphics.setTextAlign(TextAlignment.LEFT);
        }
    }

    private void band(
            GraphicsContext graphics, Range brush, Range range, double left, double width, double top, double bottom) {
        double from = Math.max(left, xOf(brush.from(), range, left, width));
        double to = Math.min(left + width, xOf(brush.to(), range, left, width));
        if (to >= from) {
            graphics.fillRect(from, top, Math.max(1, to - from), bottom - top);
        }
    }

    // --- hands

    private void scrolled(ScrollEvent event) {
        if (investigation.time().shown().get() == null) {
            return;
        }
        above = event.getY() < overview();
        if (!above && event.getX() < names()) {
            firstLane = Math.max(0, firstLane - (int) Math.signum(event.getDeltaY()) * 3);
            recount();
        } else {
            investigation.time().zoom(event.getDeltaY() > 0 ? 0.8 : 1.25, axisAt(event.getX()));
        }
        event.consume();
    }

    private void pressed(MouseEvent event) {
        requestFocus();
        if (investigation.time().shown().get() == null || event.getButton() != MouseButton.PRIMARY) {
            return;
        }
        above = event.getY() < overview();
        pressedX = event.getX();
        pressedWindow = investigation.time().shown().get();
        Range whole = whole();
        boolean framed = above
                && !pressedWindow.equals(whole)
                && axisAt(pressedX) >= pressedWindow.from()
                && axisAt(pressedX) <= pressedWindow.to();
        moving = event.isShiftDown() || framed;
        if (event.getClickCount() == 2) {
            investigation.time().zoomToBrush();
        }
    }

    private void dragged(MouseEvent event) {
        if (pressedWindow == null || Math.abs(event.getX() - pressedX) < LEAST_DRAG) {
            return;
        }
        Range shown = above ? whole() : pressedWindow;
        double room = canvas.getWidth() - (above ? 0 : names());
        long by = (long) ((event.getX() - pressedX) / Math.max(1, room) * shown.length());
        if (moving) {
            long shift = above ? by : -by;
            investigation.time().shown().set(new Range(pressedWindow.from() + shift, pressedWindow.to() + shift));
            return;
        }
        long one = axisAt(pressedX);
        long other = axisAt(event.getX());
        investigation.time().brush().set(new Range(Math.min(one, other), Math.max(one, other)));
    }

    private void released(MouseEvent event) {
        if (pressedWindow != null
                && Math.abs(event.getX() - pressedX) < LEAST_DRAG
                && event.getClickCount() == 1
                && event.getButton() == MouseButton.PRIMARY) {
            investigation.time().brush().set(null);
            RowSet rows = investigation.query().rows().get();
            int place = rows.placeOf(events().firstAt(axisAt(event.getX())));
            if (rows.size() > 0) {
                investigation.selected().select(rows.row(Math.min(rows.size() - 1, place)));
            }
        }
        pressedWindow = null;
        moving = false;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 220;
    }

    @Override
    protected double computeMinHeight(double width) {
        return 80;
    }
}
