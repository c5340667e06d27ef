package lanner.investigation.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lanner.engine.alert.Priority;
import lanner.engine.field.Outcome;
import lanner.investigation.casework.CaseFile.Judgement;
import lanner.investigation.casework.CaseFile.Verdict;
import lanner.investigation.index.AlertEntry;
import org.junit.jupiter.api.Test;

class TriageTest {
    private static final AlertEntry ONE = alert(1);
    private static final AlertEntry OTHER = alert(2);

    private final Map<AlertEntry, Judgement> kept = new HashMap<>();
    private int written;
    private final Triage triage = new Triage(new Triage.Decisions() {
        @Override
        public Optional<Judgement> of(AlertEntry alert) {
            return Optional.ofNullable(kept.get(alert));
        }

        @Override
        public void judge(AlertEntry alert, Optional<Judgement> judgement) {
            written++;
            judgement.ifPresentOrElse(each -> kept.put(alert, each), () -> kept.remove(alert));
        }
    });

    private static AlertEntry alert(int row) {
        return new AlertEntry(row, row, row, "Rule", Priority.NOTICE, List.of(), "message", Outcome.DONE, false);
    }

    @Test
    void keepsTheNoteUntilThereIsAnother() {
        triage.decide(ONE, Verdict.ACCEPTED, Optional.of("why"));
        triage.decide(ONE, Verdict.FALSE_POSITIVE, Optional.empty());
        assertThat(kept.get(ONE)).isEqualTo(new Judgement(Verdict.FALSE_POSITIVE, "why"));
        triage.clear(ONE);
        assertThat(kept).isEmpty();
    }

    @Test
    void writesNothingWhereNothingChanges() {
        triage.decide(ONE, Verdict.ACCEPTED, Optional.empty());
        triage.decide(ONE, Verdict.ACCEPTED, Optional.empty());
        triage.clear(OTHER);
        assertThat(written).isEqualTo(1);
    }

    @Test
    void saysEachDecisionBySignAndWord() {
        assertThat(Triage.words(Optional.empty())).isEqualTo("\u25cb undecided");
        assertThat(List.of(Verdict.values()).stream().map(each -> Triage.words(Optional.of(new Judgement(each, "")))))
                .containsExactly("\u2713 accepted", "\u2717 false positive", "\u25b2 escalated");
    }
}
