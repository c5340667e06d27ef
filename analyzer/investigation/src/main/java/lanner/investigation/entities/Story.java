package lanner.investigation.entities;

import java.util.BitSet;
import java.util.List;
import lanner.investigation.index.AlertEntry;
import lanner.investigation.index.Events;

/**
 * What became of a file, a process or a peer, in order. The same step of the same process right after itself is one.
 *
 * @param steps at most {@link StoryDraft#MOST_STEPS}
 * @param others how many events about it are no step of the story: looked at, closed, asked for
 * @param beyond how many events would be steps, and there are too many
 * @param rows all events that are about it
 */
public record Story(String name, List<StoryStep> steps, long others, long beyond, BitSet rows) {
    public Story {
        steps = List.copyOf(steps);
    }

    /** The alerts that its events raised. */
    public List<AlertEntry> alerts(Events events) {
        return events.alerts().stream().filter(alert -> rows.get(alert.row())).toList();
    }
}
