package lanner.fleet.task;

import java.io.IOException;
import java.util.function.Consumer;
import lanner.engine.alert.Alert;
import lanner.engine.compare.AlertComparison;
import lanner.engine.compare.RuleChanges;
import lanner.engine.replay.Replay;
import lanner.engine.state.EventContext;
import lanner.engine.state.Parents;
import org.apache.spark.broadcast.Broadcast;

/** Which alerts two versions of rules do not raise alike. */
public record ChangeQuestion(Broadcast<SentRules> old, Broadcast<SentRules> now, Replay.Match match, Parents parents)
        implements Question {
    private static final long serialVersionUID = 1L;

    @Override
    public Asker begin() {
        SentRules before = old.value();
        SentRules after = now.value();
        AlertComparison comparison = new AlertComparison(
                before.own(),
                after.own(),
                match,
                RuleChanges.between(before.all(), after.all()).renamed());
        return new Asker() {
            @Override
            public void ask(String capture, EventContext context, Consumer<Found> found, Consumer<Alert> raised)
                    throws IOException {
                comparison.compare(context, change -> found.accept(new Found.OfChange(capture, SentChange.of(change))));
            }

            @Override
            public long same() {
                return comparison.same();
            }
        };
    }
}
