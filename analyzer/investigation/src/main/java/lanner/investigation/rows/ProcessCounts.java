package lanner.investigation.rows;

import java.util.Optional;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.index.ProcessEntry;

/** How many of some rows are each process's. */
public final class ProcessCounts {
    private final int[] counts;

    private ProcessCounts(int[] counts) {
        this.counts = counts;
    }

    /** @return empty if it was cancelled */
    public static Optional<ProcessCounts> of(Events events, RowSet rows, JobProgress progress) {
        int[] counts = new int[events.processes()];
        boolean whole = progress.visit(rows.size(), place -> {
            int process = events.image(events.imageId(rows.row(place))).process();
            if (process != ProcessEntry.NONE.id() && process < counts.length) {
                counts[process]++;
            }
        });
        return whole ? Optional.of(new ProcessCounts(counts)) : Optional.empty();
    }

    /** @param process its id; one that came after the count has none */
    public int of(int process) {
        return process < counts.length ? counts[process] : 0;
    }
}
