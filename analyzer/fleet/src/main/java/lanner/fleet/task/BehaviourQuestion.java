package lanner.fleet.task;

import java.io.IOException;
import java.util.function.Consumer;
import lanner.behaviour.baseline.Baseline;
import lanner.behaviour.compare.ShapesFile;
import lanner.behaviour.fact.Behaviour;
import lanner.behaviour.fact.BehaviourCollector;
import lanner.behaviour.shape.Shapes;
import lanner.capture.CaptureReport;
import lanner.engine.alert.Alert;
import lanner.engine.replay.Replay;
import lanner.engine.state.EventContext;
import lanner.engine.state.Parents;
import lanner.product.InputException;
import org.apache.spark.broadcast.Broadcast;

/**
 * What captures did.
 *
 * @param rules whose alerts are part of it
 * @param shapes the text of a file of shapes
 */
public record BehaviourQuestion(Broadcast<SentRules> rules, Replay.Match match, String shapes) implements Question {
    private static final long serialVersionUID = 1L;

    @Override
    public Parents parents() {
        return Parents.AT_BIRTH;
    }

    @Override
    public Asker begin() {
        return new Learner(new Behaviour.Rules(rules.value().own(), match), shapes(shapes));
    }

    private static Shapes shapes(String text) {
        try {
            return ShapesFile.of(text).shapes();
        } catch (InputException e) {
            throw new IllegalStateException("rules of shapes that were read before cannot be read here", e);
        }
    }

    /** Learns what one capture after the other did. */
    private static final class Learner implements Asker {
        private final Behaviour.Rules rules;
        private final Shapes shapes;
        private BehaviourCollector collector;

        Learner(Behaviour.Rules rules, Shapes shapes) {
            this.rules = rules;
            this.shapes = shapes;
            this.collector = new BehaviourCollector(rules);
        }

        @Override
        public void began() {
            collector = new BehaviourCollector(rules);
        }

        @Override
        public void ask(String capture, EventContext context, Consumer<Found> found, Consumer<Alert> raised)
                throws IOException {
            collector.take(context);
        }

        @Override
        public void ended(String capture, CaptureReport report, long events, Consumer<Found> found) {
            Baseline learned = Baseline.of(collector.end(capture, report, events), shapes);
            found.accept(new Found.OfBaseline(capture, SentBaseline.of(learned)));
        }
    }
}
