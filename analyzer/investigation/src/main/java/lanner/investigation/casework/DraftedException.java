package lanner.investigation.casework;

import java.util.List;
import lanner.investigation.index.AlertEntry;

/**
 * An exception that would silence an alert, and what else it would.
 *
 * @param yaml the item of a rule file
 * @param notes what is to be known about the choice of fields
 * @param silenced the alerts of the rule that would not be raised any more, of those that are open in the viewer
 * @param ofRule how many alerts the rule raises now
 * @param isPartial whether the trial was cancelled, so that more may be silenced
 */
public record DraftedException(
        AlertEntry alert, String yaml, List<String> notes, List<AlertEntry> silenced, int ofRule, boolean isPartial) {
    public DraftedException {
        notes = List.copyOf(notes);
        silenced = List.copyOf(silenced);
    }

    /** Whether the alert that it was made for would be silenced. */
    public boolean silencesAlert() {
        return silenced.stream().anyMatch(each -> each.row() == alert.row());
    }
}
