package lanner.investigation.rows;

import java.io.IOException;
import java.util.Optional;
import lanner.investigation.index.JobProgress;
import lanner.investigation.workspace.Workspace;

/**
 * By what rows are to be ordered, and which way. Equal rows keep the order of time; rows without a value stand last, both
 * ways.
 *
 * @param by one of the table's own columns ({@link #PROCESS} and the others here), or a field of the rule language
 */
public record RowSort(String by, boolean descending) {
    public static final String NUMBER = "number";
    public static final String TIME = "time";
    /** By name, and the processes of one name by their numbers. */
    public static final String PROCESS = "process";

    public static final String CALL = "call";
    public static final String RESULT = "result";
    /** The name that an event is about: a descriptor's, or the path that the call was given. */
    public static final String ABOUT = "about";
    /** How long the call took: the name of its field. */
    public static final String DURATION = "lanner.duration";
    /** All parameters, as the record alone has them: see {@link RowText}. */
    public static final String ARGUMENTS = "arguments";

    /** Values of a field that is in no column are read by replay and kept until they are sorted: at most so many. */
    public static final int MOST_REPLAYED = 200_000;

    /**
     * Sorts. Ten million rows take 200 MB for as long as it runs, and 40 MB for what comes of it.
     *
     * @return empty if it was cancelled
     * @throws IOException with a sentence, when there are more than {@link #MOST_REPLAYED} rows and the values are in no column
     */
    public Optional<RowOrder> run(Workspace workspace, RowSet rows, JobProgress progress) throws IOException {
        try {
            RowKeys.Key key = RowKeys.of(by, workspace, rows, progress);
            return Optional.of(RowOrder.sorted(rows, rows.size(), this, key, progress));
        } catch (Cancelled e) {
            return Optional.empty();
        }
    }

    /** Ends work that was cancelled. */
    static final class Cancelled extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Cancelled() {
            super("cancelled", null, false, false);
        }

        static void check(JobProgress progress) {
            if (progress.isCancelled()) {
                throw new Cancelled();
            }
        }
    }
}
