package lanner.engine.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import lanner.capture.CaptureReport;
import lanner.engine.alert.Alert;
import lanner.engine.field.FieldRegistry;
import lanner.engine.field.Source;
import lanner.engine.rules.run.RuleSet;
import lanner.engine.state.ClusterState;
import lanner.engine.state.EventContext;
import lanner.engine.state.Parents;

/** Asks rules about the events of several inputs on one time line: the alerts of all come in the order of their times. */
public final class TimelineReplay {
    private final RuleSet rules;
    private final FieldRegistry fields;
    private final Replay.Match match;
    private final boolean measured;
    private final Timeline timeline;

    /** Takes what is found, from the calling thread. */
    public interface Listener {
        /** @param input that the alert's event is from */
        void alert(Path input, Alert alert) throws IOException;

        /** Whether alerts are to have their scenes. */
        boolean wantsScenes();

        void ended(Path input, CaptureReport report) throws IOException;
    }

    /**
     * @param rules get the costs of all with {@code measured}
     * @param parents whom the children of a process that ended have as their parent
     * @param stop asked now and then: true ends it early
     */
    public TimelineReplay(
            RuleSet rules,
            FieldRegistry fields,
            Replay.Match match,
            ParallelReplay.Opener opener,
            boolean measured,
            Parents parents,
            ClusterState cluster,
            BooleanSupplier stop) {
        this.rules = rules;
        this.fields = fields;
        this.match = match;
        this.measured = measured;
        timeline = new Timeline(opener, () -> new Replay(() -> false, parents).with(cluster), stop);
    }

    /** Events so far. */
    public long events() {
        return timeline.events();
    }

    /** Bytes of inputs read so far. */
    public long bytes() {
        return timeline.bytes();
    }

    /** Replays all inputs. */
    public void run(List<Path> inputs, Listener listener) throws IOException {
        // What conditions remember of a process holds in its own capture; of what a log says they remember nothing.
        Map<Optional<Path>, RuleSet> sets = new HashMap<>();
        SceneReader scenes = new SceneReader();
        timeline.run(inputs, new Timeline.Visitor() {
            @Override
            public void visit(Path input, EventContext context) throws IOException {
                Optional<Path> capture =
                        Source.of(context.event()) == Source.SYSCALL ? Optional.of(input) : Optional.empty();
                RuleSet set = sets.computeIfAbsent(capture, each -> rules.copy(fields));
                Replay.MatchSink sink = rule -> {
                    Alert alert = Replay.alert(rule, context);
                    listener.alert(input, listener.wantsScenes() ? alert.with(scenes.read(context)) : alert);
                };
                if (measured) {
                    Replay.askMeasured(set, match, context, sink);
                } else {
                    Replay.ask(set, match, context, sink);
                }
            }

            @Override
            public void ended(Path input, CaptureReport report) throws IOException {
                listener.ended(input, report);
            }
        });
        sets.values().forEach(rules::addCosts);
    }
}
