package lanner.behaviour.fact;

import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import lanner.capture.CaptureReport;
import lanner.capture.EventSource;
import lanner.engine.replay.Replay;
import lanner.engine.rules.run.RuleSet;
import org.jspecify.annotations.Nullable;

/**
 * What one recording did.
 *
 * @param facts each once, in no order
 * @param report what the reader found
 */
public record Behaviour(Recording recording, List<Fact> facts, CaptureReport report) {
    public Behaviour {
        facts = List.copyOf(facts);
    }

    /** What alerts are asked for with: rules that one thread has to itself. */
    public record Rules(RuleSet set, Replay.Match match) {}

    /**
     * The events of a recording that count.
     *
     * @param from the place of the first one among those of the recording
     * @param to the place behind the last one
     * @param rowsKept of how many events it is kept which facts they show
     */
    public record Part(int from, int to, int rowsKept) {
        /** All events; it is not kept which. */
        public static final Part WHOLE = new Part(0, Integer.MAX_VALUE, 0);
    }

    /**
     * Replays a capture to its end and answers what it did.
     *
     * @param capture the path that the user gave
     * @param rules whose alerts are facts too; none for no alerts
     * @param stop asked now and then: true ends the replay early
     */
    public static Behaviour read(EventSource source, String capture, @Nullable Rules rules, BooleanSupplier stop)
            throws IOException {
        return read(source, capture, rules, Part.WHOLE, stop);
    }

    /** The same of a part of the recording; what was before it counts as the state it begins with. */
    public static Behaviour read(
            EventSource source, String capture, @Nullable Rules rules, Part part, BooleanSupplier stop)
            throws IOException {
        Replay replay = new Replay(stop);
        BehaviourCollector collector = new BehaviourCollector(rules, part.rowsKept());
        int[] next = {0};
        replay.run(source, context -> {
            int row = next[0]++;
            if (row >= part.from() && row < part.to()) {
                collector.take(context, row);
            }
            return row < part.to();
        });
        CaptureReport report = source.report();
        boolean isCut = next[0] > part.to();
        return collector.end(
                capture,
                report,
                isCut ? report.damages().isEmpty() : report.isWhole(),
                part.equals(Part.WHOLE) ? replay.events() : Math.max(0, Math.min(next[0], part.to()) - part.from()));
    }
}
