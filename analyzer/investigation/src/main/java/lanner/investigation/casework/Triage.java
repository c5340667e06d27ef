package lanner.investigation.casework;

import java.util.Optional;
import lanner.investigation.casework.CaseFile.Judgement;
import lanner.investigation.casework.CaseFile.Verdict;
import lanner.investigation.index.AlertEntry;

/** Decides about alerts. */
public final class Triage {
    private final Decisions decisions;

    /** Where decisions are kept. */
    public interface Decisions {
        Optional<Judgement> of(AlertEntry alert);

        /** Decides, or takes a decision away. */
        void judge(AlertEntry alert, Optional<Judgement> judgement);
    }

    public Triage(Decisions decisions) {
        this.decisions = decisions;
    }

    /** What is decided about an alert. */
    public Optional<Judgement> of(AlertEntry alert) {
        return decisions.of(alert);
    }

    /**
     * Decides about an alert.
     *
     * @param note why; absent to keep the one that is there
     */
    public void decide(AlertEntry alert, Verdict verdict, Optional<String> note) {
        Optional<Judgement> before = decisions.of(alert);
        String kept = note.orElse(before.map(Judgement::note).orElse(""));
        Optional<Judgement> now = Optional.of(new Judgement(verdict, kept));
        if (!before.equals(now)) {
            decisions.judge(alert, now);
        }
    }

    /** Makes an alert undecided again. */
    public void clear(AlertEntry alert) {
        if (decisions.of(alert).isPresent()) {
            decisions.judge(alert, Optional.empty());
        }
    }

    /** The sign that stands before the word of a decision. */
    public static String sign(Optional<Judgement> judgement) {
        return judgement
                .map(each -> switch (each.verdict()) {
                    case ACCEPTED -> "\u2713";
                    case FALSE_POSITIVE -> "\u2717";
                    case ESCALATED -> "\u25b2";
                })
                .orElse("\u25cb");
    }

    /** A decision by sign and word. */
    public static String words(Optional<Judgement> judgement) {
        return sign(judgement) + " "
                + judgement.map(each -> each.verdict().word()).orElse("undecided");
    }
}
