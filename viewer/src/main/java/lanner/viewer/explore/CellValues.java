package lanner.viewer.explore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.application.Platform;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.rows.CellReader;
import lanner.product.FileFailure;
import lanner.viewer.model.Investigation;
import lanner.viewer.task.Job;
import org.jspecify.annotations.Nullable;

/**
 * What a replay says of the rows in view: values of fields, and which conditions hold. Read as one job at a time; a later
 * request ends an earlier one, and the replay goes on from where that one was.
 */
final class CellValues {
    private static final int KEPT = 4096;
    private static final long SHOW_EVERY_NANOS = 150_000_000L;

    private final Map<Integer, CellReader.Cells> kept = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, CellReader.Cells> eldest) {
            return size() > KEPT;
        }
    };
    private final Investigation investigation;
    private final Runnable arrived;
    private List<String> fields = List.of();
    private List<String> conditions = List.of();
    private @Nullable Events events;
    private @Nullable CellReader reader;
    private int[] wanted = new int[0];
    private @Nullable Job job;
    /** Rows that wait for the job to end; null for none. */
    private int @Nullable [] next;
    /** Counts requests: a job for an older one ends. */
    private final AtomicInteger wish = new AtomicInteger();

    /** @param arrived called on the JavaFX thread when there is more to paint */
    CellValues(Investigation investigation, Runnable arrived) {
        this.investigation = investigation;
        this.arrived = arrived;
    }

    /** Of what is asked. Each field and each condition is one that the engine takes. */
    void ask(List<String> ofFields, List<String> ofConditions) {
        if (!fields.equals(ofFields) || !conditions.equals(ofConditions)) {
            fields = List.copyOf(ofFields);
            conditions = List.copyOf(ofConditions);
            forget();
        }
    }

    void events(Events others) {
        if (events != others) {
            events = others;
            forget();
        }
    }

    /** Nothing is asked any more, and no file stays open. */
    void close() {
        ask(List.of(), List.of());
        forget();
    }

    private void forget() {
        kept.clear();
        wanted = new int[0];
        next = null;
        wish.incrementAndGet();
        CellReader gone = reader;
        reader = null;
        // A job that reads with it closes it when it ends.
        if (gone != null && (job == null || !job.isRunning())) {
            close(gone);
        }
    }

    private void close(CellReader gone) {
        try {
            gone.close();
        } catch (IOException e) {
            investigation.refuse("the capture that columns are read from: " + FileFailure.sentence(e));
        }
    }

    boolean isNeeded() {
        return !fields.isEmpty() || !conditions.isEmpty();
    }

    /** What was read of a row; null while it is not there. */
    CellReader.@Nullable Cells get(int row) {
        return kept.get(row);
    }

    /** Asks for rows in any order. The same rows are not asked for twice: what could not be read then cannot be read now. */
    void want(int[] rows) {
        if (!isNeeded() || Arrays.equals(rows, wanted)) {
            return;
        }
        wanted = rows;
        int[] missing = Arrays.stream(rows)
                .filter(row -> !kept.containsKey(row))
                .sorted()
                .toArray();
        wish.incrementAndGet();
        if (missing.length == 0) {
            next = null;
        } else if (job != null && job.isRunning()) {
            next = missing;
        } else {
            start(missing);
        }
    }

    private void start(int[] rows) {
        next = null;
        if (reader == null) {
            reader = new CellReader(investigation.workspace(), fields, conditions);
        }
        CellReader by = reader;
        int mine = wish.get();
        job = investigation
                .jobs()
                .start(
                        "columns",
                        progress -> read(by, rows, mine, progress),
                        rest -> ended(by, rest),
                        () -> ended(by, List.of()));
    }

    private void ended(CellReader by, List<CellReader.Cells> rest) {
        if (by != reader) {
            close(by);
        }
        if (next != null) {
            start(next);
        }
        keep(by, rest);
    }

    /** Whether what is not there yet may still come. */
    boolean isReading() {
        return job != null && job.isRunning();
    }

    private List<CellReader.Cells> read(CellReader by, int[] rows, int mine, JobProgress progress) throws IOException {
        List<CellReader.Cells> read = new ArrayList<>();
        long[] shown = {System.nanoTime()};
        by.read(
                rows,
                new JobProgress() {
                    @Override
                    public void at(double part) {
                        progress.at(part);
                    }

                    @Override
                    public boolean isCancelled() {
                        return wish.get() != mine || progress.isCancelled();
                    }
                },
                cells -> {
                    read.add(cells);
                    if (System.nanoTime() - shown[0] > SHOW_EVERY_NANOS) {
                        shown[0] = System.nanoTime();
                        List<CellReader.Cells> some = List.copyOf(read);
                        read.clear();
                        Platform.runLater(() -> keep(by, some));
                    }
                });
        return read;
    }

    private void keep(CellReader by, List<CellReader.Cells> read) {
        if (by == reader) {
            read.forEach(cells -> kept.put(cells.row(), cells));
            arrived.run();
        }
    }
}
