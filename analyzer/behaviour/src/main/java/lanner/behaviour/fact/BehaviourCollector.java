package lanner.behaviour.fact;

import java.io.IOException;
import java.util.List;
import lanner.capture.CaptureReport;
import lanner.capture.SegmentHeader;
import lanner.engine.replay.Replay;
import lanner.engine.rules.compile.CompiledRule;
import lanner.engine.state.EventContext;
import org.jspecify.annotations.Nullable;

/** Collects what one recording does while somebody replays it. */
public final class BehaviourCollector {
    private final FactCollector facts;
    private final Behaviour.@Nullable Rules rules;
    /** One for all events. */
    private final Replay.MatchSink matched = this::alert;

    private @Nullable EventContext now;
    private int at;

    /** @param rules whose alerts are facts too; null for no alerts */
    public BehaviourCollector(Behaviour.@Nullable Rules rules) {
        this(rules, 0);
    }

    /** @param rowsKept of how many events it is kept which facts they show */
    BehaviourCollector(Behaviour.@Nullable Rules rules, int rowsKept) {
        this.rules = rules;
        facts = new FactCollector(rowsKept);
    }

    /** Takes the event at hand in. */
    public void take(EventContext context) throws IOException {
        take(context, 0);
    }

    /** @param row the event's place among those of its recording, for what is kept of it */
    void take(EventContext context, int row) throws IOException {
        facts.take(context, row);
        if (rules != null) {
            now = context;
            at = row;
            Replay.ask(rules.set(), rules.match(), context, matched);
        }
    }

    private void alert(CompiledRule rule) {
        if (now != null) {
            facts.alert(rule.rule(), now, at);
        }
    }

    /**
     * What the recording did.
     *
     * @param capture the path that the user gave
     * @param report what the reader found
     * @param events how many were replayed
     */
    public Behaviour end(String capture, CaptureReport report, long events) {
        return end(capture, report, report.isWhole(), events);
    }

    Behaviour end(String capture, CaptureReport report, boolean complete, long events) {
        SegmentHeader header = report.headers().stream().findFirst().orElse(null);
        Recording recording = new Recording(
                capture,
                header == null ? List.of() : header.origin().command(),
                header == null ? "" : header.origin().cwd(),
                facts.home(),
                header == null ? "" : header.host().name(),
                header == null ? "" : header.host().machine(),
                header == null ? "" : header.host().kernel(),
                header == null ? "" : header.content().profile(),
                header == null ? "" : header.inlineLevel(),
                complete,
                report.missing(),
                events,
                facts.left());
        return new Behaviour(recording, facts.facts(), report);
    }
}
