package lanner.investigation.casework;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import lanner.investigation.casework.CaseFile.Judgement;
import lanner.investigation.casework.CaseFile.Verdict;
import lanner.investigation.index.AlertEntry;

/** Decides about alerts, and takes back what was decided last, one decision after the other. */
public final class Triage {
    private static final int MOST_STEPS = 1000;

    private final Decisions decisions;
    private final Deque<Step> done = new ArrayDeque<>();

    /** Where decisions are kept. */
    public interface Decisions {
        Optional<Judgement> of(AlertEntry alert);

        /** Decides, or takes a decision away. */
        void judge(AlertEntry alert, Optional<Judgement> judgement);
    }

    private record Step(AlertEntry alert, Optional<Judgement> before) {}

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
        set(alert, before, Optional.of(new Judgement(verdict, kept)));
    }

    /** Makes an alert undecided again. */
    public void clear(AlertEntry alert) {
        decisions.of(alert).ifPresent(before -> set(alert, Optional.of(before), Optional.empty()));
    }

    private void set(AlertEntry alert, Optional<Judgement> before, Optional<Judgement> now) {
        if (before.equals(now)) {
            return;
        }
        decisions.judge(alert, now);
        done.push(new Step(alert, before));
        if (done.size() > MOST_STEPS) {
            done.removeLast();
        }
    }

    /**
     * Takes the last decision back: what was there before it is there again.
     *
     * @return the alert; empty if there is nothing to take back
     */
    public Optional<AlertEntry> undo() {
        if (done.isEmpty()) {
            return Optional.empty();
        }
        Step last = done.pop();
        decisions.judge(last.alert(), last.before());
        return Optional.of(last.alert());
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
