package lanner.engine.compare;

import static lanner.engine.kit.Rules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lanner.engine.kit.Records;
import lanner.engine.kit.Rules;
import lanner.engine.replay.Replay;
import lanner.engine.replay.Replay.Match;
import org.junit.jupiter.api.Test;

class AlertComparisonTest {
    private static final String OPENS = rule("opens", "evt.type = openat", "%fd.name");
    private static final String PASSWD = rule("passwd", "evt.type = openat and fd.name = /etc/passwd", "p");

    private long same;

    /** How the alerts of two opens differ. */
    private List<String> told(String old, String now, Match match, Map<String, String> renamed) throws IOException {
        AlertComparison comparison = new AlertComparison(Rules.set(old), Rules.set(now), match, renamed);
        List<String> told = new ArrayList<>();
        Records records =
                new Records().process(50, 1, "sh").opens(50, 3, "/etc/passwd").opens(50, 4, "/tmp/x");
        new Replay().run(records, context -> {
            comparison.compare(
                    context,
                    change ->
                            told.add(change.kind().word() + " " + change.alert().rule() + change.what()
                                    + change.moved().map(rule -> " " + rule).orElse("")));
            return true;
        });
        same = comparison.same();
        return told;
    }

    private List<String> told(String old, String now, Match match) throws IOException {
        return told(old, now, match, Map.of());
    }

    @Test
    void theSameAlertsAreCountedOnly() throws Exception {
        assertThat(told(OPENS, OPENS, Match.ALL)).isEmpty();
        assertThat(same).isEqualTo(2);
    }

    @Test
    void alertsAreLostAndGained() throws Exception {
        assertThat(told(OPENS, PASSWD, Match.ALL)).containsExactly("lost opens[]", "gained passwd[]", "lost opens[]");
        assertThat(same).isZero();
    }

    @Test
    void whereOneRuleWinsTheOtherIsNamed() throws Exception {
        assertThat(told(OPENS, PASSWD + OPENS, Match.FIRST))
                .containsExactly("lost opens[] passwd", "gained passwd[] opens");
        assertThat(same).isEqualTo(1);
    }

    @Test
    void aRenamedRuleKeepsItsAlerts() throws Exception {
        String renamed = OPENS.replace("rule: opens", "rule: reads");
        assertThat(told(OPENS, renamed, Match.ALL, Map.of("opens", "reads")))
                .containsExactly("changed reads[rule]", "changed reads[rule]");
    }

    @Test
    void anAlertThatPrintsTheSameIsTheSame() throws Exception {
        String other = OPENS.replace("%fd.name", "%fd.directory/%fd.filename").replace("NOTICE", "ERROR");
        assertThat(told(OPENS, other, Match.ALL)).containsOnly("changed opens[priority]");
        assertThat(told(OPENS, OPENS.replace("%fd.name", "%fd.directory/%fd.filename"), Match.ALL))
                .isEmpty();
        assertThat(same).isEqualTo(2);
    }
}
