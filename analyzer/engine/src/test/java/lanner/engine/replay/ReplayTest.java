package lanner.engine.replay;

import static lanner.engine.kit.Rules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import lanner.capture.event.EventType;
import lanner.engine.alert.Alert;
import lanner.engine.kit.Records;
import lanner.engine.kit.Rules;
import lanner.engine.replay.Replay.Match;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final String OPENS = rule("opens", "evt.type in (open, openat)", "%proc.name opens %fd.name");
    private static final String PASSWD = rule("passwd", "evt.type = openat and fd.name = /etc/passwd", "p");
    private static final String CLOSES = rule("closes", "evt.type = close", "closes %fd.name");

    private static Records story() {
        return new Records()
                .process(50, 1, "sh")
                .opens(50, 3, "/etc/passwd")
                .closes(50, 3)
                .opens(50, -2, "/nosuch");
    }

    private static List<Alert> alerts(String rules, Match match) throws Exception {
        List<Alert> alerts = new ArrayList<>();
        new Replay().run(story(), Rules.set(rules), match, (alert, rule, context) -> {
            assertThat(alert.rule()).isEqualTo(rule.rule().name());
            alerts.add(alert);
        });
        return alerts;
    }

    @Test
    void aReplayThatWasStoppedGoesOnWithTheNextEvent() throws Exception {
        Records records = new Records().process(50, 1, "sh");
        for (int i = 0; i < 9000; i++) {
            records.opens(50, 3, "/" + i).closes(50, 3);
        }
        Replay replay = new Replay(() -> true);
        List<Long> numbers = new ArrayList<>();
        List<Integer> open = new ArrayList<>();
        for (int run = 0; run < 6; run++) {
            replay.run(records, context -> {
                numbers.add(context.event().number());
                open.add(context.thread().descriptors().size());
                return true;
            });
        }
        assertThat(numbers).hasSize(18_000).isSorted().doesNotHaveDuplicates();
        assertThat(open).containsOnly(1);
    }

    @Test
    void eachReplayCountsTimeFromItsOwnFirstEventWhateverOthersHaveSeen() throws Exception {
        for (int run = 0; run < 2; run++) {
            Records records = new Records().process(50, 1, "sh").closes(50, 3).closes(50, 4);
            List<Long> since = new ArrayList<>();
            new Replay().run(records, context -> {
                assertThat(context.state().firstTime()).isEqualTo(Records.START + 1_000_000_000L);
                since.add(context.event().time() - context.state().previousTime());
                return true;
            });
            assertThat(since).containsExactly(0L, 1_000_000_000L);
        }
    }

    @Test
    void rulesSeeWhatAnOpenMakesAndWhatACloseTakesAway() throws Exception {
        assertThat(alerts(OPENS + CLOSES, Match.FIRST))
                .extracting(Alert::message)
                .containsExactly("sh opens /etc/passwd", "closes /etc/passwd", "sh opens /nosuch");
    }

    @Test
    void theFirstRuleWinsUnlessAllAreAskedFor() throws Exception {
        assertThat(alerts(OPENS + PASSWD, Match.FIRST)).extracting(Alert::rule).containsExactly("opens", "opens");
        assertThat(alerts(PASSWD + OPENS, Match.FIRST)).extracting(Alert::rule).containsExactly("passwd", "opens");
        assertThat(alerts(OPENS + PASSWD, Match.ALL))
                .extracting(Alert::rule)
                .containsExactly("opens", "passwd", "opens");
    }

    @Test
    void anAlertHasItsEventsNumberTimeAndOutcome() throws Exception {
        Alert last = alerts(OPENS, Match.FIRST).get(1);
        assertThat(last.eventNumber()).isEqualTo(3);
        assertThat(last.time()).isEqualTo(Records.START + 3_000_000_000L);
        assertThat(last.outcome().words()).isEqualTo("refused: ENOENT");
        assertThat(last.fields()).containsEntry("proc.name", "sh");
    }

    @Test
    void recordsOfTheStateAreNoEvents() throws Exception {
        Replay replay = new Replay();
        List<EventType> seen = new ArrayList<>();
        replay.run(story(), context -> seen.add(context.event().type()));
        assertThat(seen).containsExactly(EventType.OPENAT, EventType.CLOSE, EventType.OPENAT);
        assertThat(replay.events()).isEqualTo(3);
    }

    @Test
    void aVisitorEndsTheReplay() throws Exception {
        Replay replay = new Replay();
        replay.run(story(), context -> context.event().type() != EventType.CLOSE);
        assertThat(replay.events()).isEqualTo(2);
    }

    @Test
    void measuringRaisesTheSameAlerts() throws Exception {
        List<String> measured = new ArrayList<>();
        new Replay()
                .measure(
                        story(),
                        Rules.set(OPENS + PASSWD + CLOSES),
                        Match.ALL,
                        (alert, rule, context) -> measured.add(alert.message()));
        assertThat(measured)
                .isEqualTo(alerts(OPENS + PASSWD + CLOSES, Match.ALL).stream()
                        .map(Alert::message)
                        .toList());
    }
}
