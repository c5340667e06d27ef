package lanner.investigation.comparison;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lanner.behaviour.baseline.Baseline;
import lanner.behaviour.baseline.Key;
import lanner.behaviour.baseline.Known;
import lanner.behaviour.compare.Comparison;
import lanner.behaviour.compare.Difference;
import lanner.behaviour.compare.Limits;
import lanner.behaviour.compare.ShapesFile;
import lanner.behaviour.compare.Threshold;
import lanner.behaviour.fact.Behaviour;
import lanner.behaviour.fact.EventRows;
import lanner.behaviour.fact.Fact;
import lanner.behaviour.shape.Normalizer;
import lanner.behaviour.shape.Place;
import lanner.behaviour.shape.Shapes;
import lanner.capture.CaptureReader;
import lanner.engine.replay.Replay;
import lanner.engine.rules.define.Rule;
import lanner.engine.rules.run.RuleSet;
import lanner.investigation.index.Events;
import lanner.investigation.index.Index;
import lanner.investigation.index.JobProgress;
import lanner.investigation.workspace.CaptureSession;
import lanner.investigation.workspace.Workspace;

/**
 * What two sides did differently, by the engine of {@code lanner compare} and with its shipped rules of what is alike: names that
 * change from run to run are the same, and so are counts below {@link Threshold#DEFAULT}.
 */
public final class SideBySide {
    /** Lines beyond these are counted alone. */
    private static final int MOST = 100_000;

    private final Workspace workspace;
    private final List<Line> lines;
    private final int more;
    private final List<String> limits;
    /** By what differs: the facts of both sides, by which its events are found once they are asked for. */
    private final Map<Key, List<Shown>> shown;

    /** A fact of a side. */
    private record Shown(Side side, Fact fact) {}

    /**
     * The events that show a line.
     *
     * @param rows of the workspace
     * @param isWhole whether these are all: of very many only the first ones are kept
     */
    public record Rows(BitSet rows, boolean isWhole) {}

    /** What was read of one side. */
    private record Read(Side side, Behaviour behaviour, Baseline baseline) {}

    private SideBySide(
            Workspace workspace, List<Line> lines, int more, List<String> limits, Map<Key, List<Shown>> shown) {
        this.workspace = workspace;
        this.lines = List.copyOf(lines);
        this.more = more;
        this.limits = List.copyOf(limits);
        this.shown = shown;
    }

    /**
     * Replays both sides and compares them.
     *
     * @return empty if it was cancelled
     */
    public static Optional<SideBySide> of(Workspace workspace, Side a, Side b, JobProgress progress)
            throws IOException {
        ShapesFile.Rules alike = ShapesFile.shipped();
        Optional<Read> first = read(workspace, a, alike.shapes(), progress.part(0, 0.45));
        if (first.isEmpty()) {
            return Optional.empty();
        }
        Optional<Read> second = read(workspace, b, alike.shapes(), progress.part(0.45, 0.9));
        if (second.isEmpty()) {
            return Optional.empty();
        }
        Baseline before = first.get().baseline();
        Baseline after = second.get().baseline();
        List<Difference> differences =
                Comparison.of(before, after, Threshold.DEFAULT, alike.chance()).differences();
        List<Difference> kept = differences.subList(0, Math.min(MOST, differences.size()));
        Set<Key> keys = new HashSet<>();
        kept.forEach(difference -> keys.add(difference.key()));
        Map<Key, List<Shown>> shown = new HashMap<>();
        collect(first.get(), alike.shapes(), keys, shown);
        collect(second.get(), alike.shapes(), keys, shown);
        Events events = workspace.events();
        List<Line> lines = new ArrayList<>();
        for (Difference each : kept) {
            lines.add(new Line(
                    Line.Kind.of(each),
                    each.key().aspect(),
                    each.key().text(),
                    deeds(events, a, Optional.ofNullable(each.before())),
                    deeds(events, b, Optional.ofNullable(each.after()))));
        }
        progress.at(1);
        return progress.isCancelled()
                ? Optional.empty()
                : Optional.of(new SideBySide(
                        workspace, lines, differences.size() - kept.size(), Limits.of(before, "A", after, "B"), shown));
    }

    private static Optional<Read> read(Workspace workspace, Side side, Shapes shapes, JobProgress progress)
            throws IOException {
        CaptureSession capture = workspace.captures().get(side.capture());
        CaptureSession.Ready ready = capture.rulesForThread();
        RuleSet rules = RuleSet.of(ready.loaded().rules(), Rule::enabled, ready.fields());
        try (CaptureReader reader = CaptureReader.open(capture.capture())) {
            double total = Math.max(1, reader.totalBytes());
            Behaviour behaviour = Behaviour.read(
                    reader,
                    capture.name(),
                    new Behaviour.Rules(rules, Replay.Match.FIRST),
                    side.part(capture.events()),
                    () -> {
                        progress.at(Math.min(1, reader.readBytes() / total));
                        return progress.isCancelled();
                    });
            return progress.isCancelled()
                    ? Optional.empty()
                    : Optional.of(new Read(side, behaviour, Baseline.of(behaviour, shapes)));
        }
    }

    /** Adds the facts of a side that show what differs. */
    private static void collect(Read read, Shapes shapes, Set<Key> keys, Map<Key, List<Shown>> shown) {
        Normalizer normalizer = shapes.at(Place.of(read.behaviour().recording()));
        for (Fact fact : read.behaviour().facts()) {
            Key key = Key.of(normalizer.shape(fact));
            if (keys.contains(key)) {
                shown.computeIfAbsent(key, each -> new ArrayList<>()).add(new Shown(read.side(), fact));
            }
        }
    }

    private static int rowOf(Events events, Side side, long number) {
        return Math.max(0, events.rowOf(side.capture(), number));
    }

    private static Optional<Line.Deeds> deeds(Events events, Side side, Optional<Known> known) {
        return known.flatMap(each -> Optional.ofNullable(each.example())
                .map(place -> new Line.Deeds(
                        each.done(),
                        each.failed(),
                        rowOf(events, side, place.example().event()),
                        place.example().processes(),
                        place.name())));
    }

    /** By kind and aspect, the weightiest first. */
    public List<Line> lines() {
        return lines;
    }

    /** How many lines there are beyond these. */
    public int more() {
        return more;
    }

    /** What makes the comparison say less than it seems to, in sentences; characters that may be anything. */
    public List<String> limits() {
        return limits;
    }

    /** Finds the events of both sides that show a line. */
    public Rows rows(Line line) {
        Events events = workspace.events();
        BitSet rows = new BitSet();
        boolean whole = true;
        for (Shown each : shown.getOrDefault(new Key(line.aspect(), line.text()), List.of())) {
            Index index = workspace.captures().get(each.side().capture()).index();
            if (each.fact() instanceof Fact.Call call) {
                byName(events, index, each.side(), call.name(), rows);
            } else {
                EventRows kept = each.fact().seen().rows();
                whole &= kept.isWhole();
                kept.stream().forEach(row -> rows.set(rowOf(events, each.side(), index.number(row))));
                rows.set(rowOf(events, each.side(), each.fact().seen().first().event()));
            }
        }
        return new Rows(rows, whole);
    }

    /** A call's events have its name. */
    private static void byName(Events events, Index index, Side side, String name, BitSet into) {
        int end = side.end(index);
        for (int row = index.firstAt(side.from()); row < end; row++) {
            if (index.call(row).equals(name)) {
                into.set(rowOf(events, side, index.number(row)));
            }
        }
    }
}
