package lanner.behaviour.fact;

import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import lanner.capture.CaptureReport;
import lanner.capture.EventSource;
import lanner.capture.SegmentHeader;
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
        FactCollector collector = new FactCollector();
        replay.run(source, context -> {
            collector.take(context);
            if (rules != null) {
                Replay.ask(rules.set(), rules.match(), context, rule -> collector.alert(rule.rule(), context));
            }
            return true;
        });
        CaptureReport report = source.report();
        SegmentHeader header = report.headers().stream().findFirst().orElse(null);
        String cwd = header == null ? "" : header.origin().cwd();
        Recording recording = new Recording(
                capture,
                header == null ? List.of() : header.origin().command(),
                cwd,
                collector.home(),
                header == null ? "" : header.host().name(),
                header == null ? "" : header.host().machine(),
                header == null ? "" : header.host().kernel(),
                header == null ? "" : header.content().profile(),
                header == null ? "" : header.inlineLevel(),
                report.isWhole(),
                report.missing(),
                replay.events(),
                collector.left());
        return new Behaviour(recording, collector.facts(), report);
    }
}
