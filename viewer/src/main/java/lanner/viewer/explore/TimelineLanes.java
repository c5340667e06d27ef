package lanner.viewer.explore;

import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import lanner.investigation.entities.ProcessOrder;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.index.ProcessEntry;
import lanner.investigation.rows.CaptureLetter;
import lanner.investigation.rows.LaneCounts;
import lanner.investigation.rows.Lanes;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.TimeWindow.Range;
import lanner.viewer.paint.DisplayText;
import lanner.viewer.task.Job;
import org.jspecify.annotations.Nullable;

/** The lanes of the time line: of what kind they are, which are pinned, which are in view, and what was counted of them. */
final class TimelineLanes {
    private final Investigation investigation;
    private final ProcessTree tree;
    private final IntSupplier room;
    private final Runnable changed;
    private final Map<Lanes.Kind, Set<Integer>> pinned = new EnumMap<>(Lanes.Kind.class);
    private Lanes.Kind kind = Lanes.Kind.PROCESS;
    private Optional<View> counted = Optional.empty();
    private @Nullable Job counting;
    private boolean stale = true;
    private int firstLane;

    /**
     * The lanes in view, as they were counted.
     *
     * @param all the keys of all lanes, in order
     * @param first the place of the first one in view
     */
    record View(Lanes.Kind kind, Lanes lanes, int[] all, int first, LaneCounts counts) {}

    /**
     * @param room how many lanes there is room for
     * @param changed called when the time line has to be laid out anew
     */
    TimelineLanes(Investigation investigation, ProcessTree tree, IntSupplier room, Runnable changed) {
        this.investigation = investigation;
        this.tree = tree;
        this.room = room;
        this.changed = changed;
    }

    private Events events() {
        return investigation.events().get();
    }

    Lanes.Kind kind() {
        return kind;
    }

    /** The lanes as they were counted last; empty before that. */
    Optional<View> counted() {
        return counted;
    }

    /** The lanes as they were counted last, if they are of the kind that is wanted now. */
    Optional<View> current() {
        return counted.filter(view -> view.kind() == kind);
    }

    /** Counts anew with the next layout. */
    void recount() {
        stale = true;
        changed.run();
    }

    /** The time line has another size: counts anew with the layout that is going on. */
    void resized() {
        stale = true;
    }

    /** Scrolls the lanes that are not pinned. */
    void scroll(int lanes) {
        firstLane = Math.max(0, firstLane + lanes);
        recount();
    }

    /** The process of the selected event, if it has a lane, comes into view. */
    void follow(int row) {
        if (row < 0 || counted.isEmpty() || kind != Lanes.Kind.PROCESS) {
            return;
        }
        int process = events().processOf(row).id();
        if (Arrays.stream(counted.get().counts().keys()).noneMatch(each -> each == process)) {
            bringIntoView(process);
        }
    }

    void bringIntoView(int process) {
        if (kind != Lanes.Kind.PROCESS) {
            return;
        }
        int[] all = pinnedFirst(active(), pinned(kind));
        int most = room.getAsInt();
        int top = Math.min(Math.min(pinned(kind).size(), all.length), most);
        for (int i = top; i < all.length; i++) {
            if (all[i] == process && (i < firstLane + top || i >= firstLane + most)) {
                firstLane = Math.max(0, i - top - (most - top) / 2);
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

    /** Lanes by process, by container, by kind of call, then from the start. */
    void nextKind() {
        kind = kind.next();
        firstLane = 0;
        recount();
    }

    /** Puts a process's lane on top, where it stays, or takes it down. */
    void pinProcess(int process) {
        kind = Lanes.Kind.PROCESS;
        pin(process);
    }

    /** Pins the lane of an event, or takes it down. */
    void pinEvent(int row) {
        if (row >= 0) {
            current().ifPresent(view -> pin(keyOf(view, row)));
        }
    }

    void pin(int key) {
        if (key != Lanes.NO_LANE && !pinned(kind).remove(key)) {
            pinned(kind).add(key);
        }
        recount();
    }

    boolean isPinned(Lanes.Kind of, int key) {
        return pinned(of).contains(key);
    }

    /** The lane of an event. */
    int keyOf(View view, int row) {
        return view.kind() == Lanes.Kind.PROCESS
                ? events().processOf(row).id()
                : view.lanes().keyOf(row);
    }

    /** What is pinned begins with its sign. */
    String name(View view, int key) {
        String sign = pinned(view.kind()).contains(key) ? "\u25c6 " : "";
        if (view.kind() != Lanes.Kind.PROCESS) {
            return sign + DisplayText.text(view.lanes().name(key), 24);
        }
        if (key == ProcessEntry.NONE.id()) {
            return sign + Lanes.REQUESTS;
        }
        ProcessEntry process = events().process(key);
        String name = process.image() < 0
                ? "?"
                : DisplayText.text(events().image(process.image()).comm(), 18);
        String whose = investigation.workspace().captures().size() > 1
                ? CaptureLetter.of(events().captureOfProcess(key)) + " "
                : "";
        return sign + whose + name + " " + process.pid() + (process.alerts() > 0 ? "  !" + process.alerts() : "");
    }

    /** The requests to an API server, then processes of the captures in view that did something, in the order of the tree. */
    private int[] active() {
        Events events = events();
        BitSet captures = investigation.query().filter().get().captures();
        IntStream requests = events.hasRequests() ? IntStream.of(ProcessEntry.NONE.id()) : IntStream.empty();
        return IntStream.concat(
                        requests,
                        tree.order().stream()
                                .mapToInt(ProcessOrder.Line::process)
                                .filter(id -> events.process(id).events() > 0)
                                .filter(id -> captures == null || captures.get(events.captureOfProcess(id))))
                .toArray();
    }

    /**
     * Counts, if something has changed, in a background job.
     *
     * @param width of the lanes, in pixels
     */
    void count(double width) {
        Range window = investigation.time().shown().get();
        if (!stale || window == null || width < 10 || events().rows() == 0) {
            return;
        }
        stale = false;
        if (counting != null) {
            counting.cancel();
        }
        Lanes.Kind of = kind;
        Wanted wanted = new Wanted(
                of,
                of == Lanes.Kind.PROCESS ? active() : new int[0],
                new LinkedHashSet<>(pinned(of)),
                firstLane,
                room.getAsInt(),
                window,
                (int) width);
        Events events = events();
        counting = investigation.jobs().start("timeline", progress -> wanted.count(events, progress), view -> {
            if (window.equals(investigation.time().shown().get()) && of == kind) {
                counted = Optional.of(view);
                firstLane = Math.min(firstLane, view.first());
                changed.run();
            }
        });
    }

    /**
     * What is to be counted.
     *
     * @param first the first lane in view
     * @param room how many lanes there is room for
     * @param parts into how many the window is divided
     */
    private record Wanted(
            Lanes.Kind kind, int[] processes, Set<Integer> pinned, int first, int room, Range window, int parts) {
        View count(Events events, JobProgress progress) {
            Lanes lanes = switch (kind) {
                case PROCESS -> Lanes.byProcess(events);
                case CONTAINER -> Lanes.byContainer(events);
                case CALL -> Lanes.byCall(events, progress);
            };
            int[] all = pinnedFirst(kind == Lanes.Kind.PROCESS ? processes : lanes.keys(), pinned);
            int from = Math.max(0, Math.min(first, all.length - room));
            int[] keys = inView(all, pinned.size(), from, room);
            LaneCounts counts =
                    LaneCounts.withCallsBehind(events, window.from(), window.to(), lanes, keys, parts, progress);
            return new View(kind, lanes, all, from, counts);
        }
    }
}
