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
     * Replays a capture to its end and answers what it did.
     *
     * @param capture the path that the user gave
     * @param rules whose alerts are facts too; none for no alerts
     * @param stop asked now and then: true ends the replay early
     */
    public static Behaviour read(EventSource source, String capture, @Nullable Rules rules, BooleanSupplier stop)
            throws IOException {
        Replay replay = new Replay(stop);
        BehaviourCollector collector = new BehaviourCollector(rules);
        replay.run(source, context -> {
            collector.take(context);
            return true;
        });
        return collector.end(capture, source.report(), replay.events());
    }
}
