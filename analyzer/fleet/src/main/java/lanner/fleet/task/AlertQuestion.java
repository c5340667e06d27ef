package lanner.fleet.task;

import lanner.engine.alert.Alert;
import lanner.engine.replay.Replay;
import lanner.engine.rules.run.RuleSet;
import lanner.engine.state.Parents;
import org.apache.spark.broadcast.Broadcast;

/** Which alerts rules raise. */
public record AlertQuestion(Broadcast<SentRules> rules, Replay.Match match, Parents parents) implements Question {
    private static final long serialVersionUID = 1L;

    @Override
    public Asker begin() {
        RuleSet own = rules.value().own();
        return (capture, context, found, raised) -> Replay.ask(own, match, context, rule -> {
            Alert alert = Replay.alert(rule, context);
            raised.accept(alert);
            found.accept(new Found.OfAlert(capture, SentAlert.of(alert)));
        });
    }
}
