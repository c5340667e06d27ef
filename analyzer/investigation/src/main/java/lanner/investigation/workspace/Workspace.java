package lanner.investigation.workspace;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.List;
import lanner.engine.rules.compile.ConditionReader;
import lanner.investigation.index.Events;
import lanner.investigation.index.Following;
import lanner.investigation.index.JobProgress;
import lanner.investigation.index.MergedEvents;
import lanner.investigation.index.ProcessEntry;
import org.jspecify.annotations.Nullable;

/** Captures that are looked at together, on one axis of time. */
public final class Workspace implements Closeable {
    private final List<CaptureSession> captures;
    private final long[] shifts;
    /** Null until all are indexed. */
    private volatile @Nullable Events merged;

    /** @param captures at least one, at most 32 */
    public Workspace(List<CaptureSession> captures) {
        this(captures, new long[captures.size()]);
    }

    /**
     * The same with some moved on the axis: their clocks were others.
     *
     * @param shifts nanoseconds, of each capture; one alone is not moved
     */
    public Workspace(List<CaptureSession> captures, long[] shifts) {
        if (captures.isEmpty() || captures.size() > MergedEvents.MOST) {
            throw new IllegalArgumentException("1 to " + MergedEvents.MOST + " captures, not " + captures.size());
        }
        if (captures.size() != shifts.length) {
            throw new IllegalArgumentException(captures.size() + " captures, " + shifts.length + " shifts");
        }
        this.captures = List.copyOf(captures);
        this.shifts = shifts.clone();
    }

    public List<CaptureSession> captures() {
        return captures;
    }

    /** How far a capture is moved on the axis, in nanoseconds. */
    public long shift(int capture) {
        return captures.size() == 1 ? 0 : shifts[capture];
    }

    /**
     * The events so far. Of several captures there are none before all are indexed. Ask again after {@link #index}: an
     * index that was kept takes the place of the one that was begun.
     */
    public Events events() {
        Events now = merged;
        return now != null ? now : captures.get(0).index();
    }

    /** Reads conditions with the lists and macros of the rule files, which are known once indexing has begun. */
    public ConditionReader conditions() {
        return captures.get(0).conditions();
    }

    /** Indexes all captures, then puts several on one axis. False if it was cancelled. */
    public boolean index(JobProgress progress) throws IOException {
        int number = 0;
        for (CaptureSession capture : captures) {
            double before = number++;
            if (!capture.index(progress.part(before / captures.size(), (before + 1) / captures.size()))) {
                return false;
            }
        }
        merged = captures.size() == 1
                ? captures.get(0).index()
                : new MergedEvents(captures.stream().map(CaptureSession::index).toList(), shifts);
        return true;
    }

    /** Gives back the memory of columns that were read, once the collector runs. */
    public void release() throws IOException {
        for (CaptureSession capture : captures) {
            capture.release();
        }
    }

    /** Whether it is one capture alone, which is being recorded. */
    public boolean isBeingRecorded() throws IOException {
        return captures.size() == 1 && captures.get(0).isBeingRecorded();
    }

    /** Indexes the one capture while it is being recorded. False if it was cancelled. */
    public boolean follow(JobProgress progress, Following following) throws IOException {
        if (captures.size() != 1) {
            throw new IllegalStateException("only one capture alone is followed");
        }
        if (!captures.get(0).follow(progress, following)) {
            return false;
        }
        merged = captures.get(0).index();
        return true;
    }

    /** A process and all that descend from it; of {@link ProcessEntry#NONE} none. */
    public BitSet subtree(int process) {
        Events events = events();
        BitSet found = new BitSet();
        if (process == ProcessEntry.NONE.id()) {
            return found;
        }
        found.set(process);
        int count = events.processes();
        // Children come behind their parents, but for captures that say otherwise: those need another look.
        boolean more = true;
        while (more) {
            more = false;
            for (int id = 0; id < count; id++) {
                int parent = events.process(id).parent();
                if (parent >= 0 && found.get(parent) && !found.get(id)) {
                    found.set(id);
                    more |= parent > id;
                }
            }
        }
        return found;
    }

    /** A process and those above it, from the nearest to the farthest. */
    public List<Integer> ancestry(int process) {
        ArrayDeque<Integer> found = new ArrayDeque<>();
        BitSet seen = new BitSet();
        Events events = events();
        for (int id = process; id >= 0 && !seen.get(id); id = events.process(id).parent()) {
            seen.set(id);
            found.add(id);
        }
        return List.copyOf(found);
    }

    /**
     * Holds what is written apart from what is looked at.
     *
     * @throws IOException when the target is a capture or lies in one
     */
    public void refuse(Path target) throws IOException {
        for (CaptureSession capture : captures) {
            if (place(target).startsWith(place(capture.given()))) {
                throw new IOException(target + " lies in the capture, which is never written to");
            }
        }
    }

    /** Where a file lies or will lie, links followed as far as there is something. */
    private static Path place(Path path) throws IOException {
        Path whole = path.toAbsolutePath().normalize();
        Path there = whole;
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        return there.toRealPath().resolve(there.relativize(whole));
    }

    @Override
    public void close() throws IOException {
        for (CaptureSession capture : captures) {
            capture.close();
        }
    }
}
