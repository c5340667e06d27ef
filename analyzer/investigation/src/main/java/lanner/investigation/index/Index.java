package lanner.investigation.index;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import lanner.capture.RecordAccess;
import lanner.capture.event.Event;
import org.jspecify.annotations.Nullable;

/** The columns, names, processes, alerts and gaps of one capture; grows while it is being built. */
public final class Index implements Events, Closeable {
    private final RecordAccess records;
    /** Where its chunks lie, one behind the other; null while they do not, and when it is closed. */
    private @Nullable FileChannel columns;

    final AppendOnlyList<Chunk> chunks = new AppendOnlyList<>();
    final Names names = new Names();
    final AppendOnlyList<ProgramImage> images = new AppendOnlyList<>();
    final AppendOnlyList<Tracked> processes = new AppendOnlyList<>();
    final AppendOnlyList<AlertEntry> alerts = new AppendOnlyList<>();
    final AppendOnlyList<Gap> gaps = new AppendOnlyList<>();
    /** Of those rows that have the mark, by rising row. */
    final AppendOnlyList<MorePaths> morePaths = new AppendOnlyList<>();
    /** All rows with an alert, also those whose alerts are not kept. */
    final RowMarks alertRows = new RowMarks();

    private volatile int rows;
    private volatile int shownAlerts;
    private volatile int shownGaps;
    /** Alerts beyond those that are kept. */
    volatile long moreAlerts;
    /** Events whose name or descriptor was not kept as it is: too long, too large, too many. */
    final AtomicLong namesLeftOut = new AtomicLong();

    /** A row's path, where its name is that of a descriptor and another, and its second path; {@link #NO_NAME} for none. */
    record MorePaths(int row, int path, int target) {}

    /** A process while it is being followed. Written by the builder alone. */
    static final class Tracked {
        int id;
        int pid;
        int reuse;
        int parent = -1;
        long start;
        long end;
        int exit = -1;
        int image = -1;
        String user = "";
        String container = "";
        long events;
        long alerts;
        int firstRow = -1;

        ProcessEntry entry() {
            return new ProcessEntry(
                    id, pid, reuse, parent, start, end, exit, image, user, container, events, alerts, firstRow);
        }
    }

    public Index(RecordAccess records) {
        this.records = records;
    }

    /** Takes over the file that its chunks lie in, all of them, one behind the other. */
    synchronized void liesIn(FileChannel file) {
        columns = file;
    }

    /**
     * Gives back the memory of columns that were read: they are mapped anew. What was mapped before is there as long as somebody
     * reads it, and until the collector finds that nobody does. Nothing happens while the index is being made or when it is closed.
     */
    public synchronized void release() throws IOException {
        if (columns != null) {
            for (int i = 0; i < chunks.size(); i++) {
                chunks.set(i, Chunk.in(columns, i));
            }
        }
    }

    /** Closes the file. Rows can still be read. */
    @Override
    public synchronized void close() throws IOException {
        if (columns != null) {
            columns.close();
            columns = null;
        }
    }

    /** Makes rows visible that are written, and then what belongs to them. */
    void publish(int count) {
        publish(count, alerts.size(), gaps.size());
    }

    /** The same where more alerts and gaps are known already than belong to these rows. */
    void publish(int count, int alertCount, int gapCount) {
        rows = count;
        shownAlerts = alertCount;
        shownGaps = gapCount;
    }

    public Chunk chunk(int row) {
        return chunks.get(row >>> Chunk.BITS);
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int capture(int row) {
        return 0;
    }

    @Override
    public long time(int row) {
        return chunk(row).time(row & Chunk.MASK);
    }

    @Override
    public long axis(int row) {
        return chunk(row).axis(row & Chunk.MASK);
    }

    /** How many alerts there were beyond those that are kept. */
    public long moreAlerts() {
        return moreAlerts;
    }

    /** How many names of files and connections were not kept, for their length or their number. */
    public long namesLeftOut() {
        return namesLeftOut.get();
    }

    @Override
    public long number(int row) {
        return chunk(row).number(row & Chunk.MASK);
    }

    @Override
    public long duration(int row) {
        return chunk(row).duration(row & Chunk.MASK);
    }

    @Override
    public long result(int row) {
        return isRequest(row) ? 0 : chunk(row).result(row & Chunk.MASK);
    }

    @Override
    public String call(int row) {
        return isRequest(row) ? nameOrEmpty(verbId(row)) : Calls.name(callCode(row));
    }

    @Override
    public int callCode(int row) {
        return chunk(row).call(row & Chunk.MASK);
    }

    @Override
    public int tid(int row) {
        return isRequest(row) ? 0 : chunk(row).tid(row & Chunk.MASK);
    }

    @Override
    public int fd(int row) {
        return isRequest(row) ? -1 : Math.max(-1, chunk(row).fd(row & Chunk.MASK));
    }

    @Override
    public int imageId(int row) {
        return chunk(row).image(row & Chunk.MASK);
    }

    @Override
    public int nameId(int row) {
        return isRequest(row) ? NO_NAME : chunk(row).name(row & Chunk.MASK);
    }

    @Override
    public boolean isRequest(int row) {
        return has(row, Chunk.REQUEST);
    }

    @Override
    public int objectId(int row) {
        return isRequest(row) ? chunk(row).name(row & Chunk.MASK) : NO_NAME;
    }

    @Override
    public int verbId(int row) {
        return isRequest(row) ? chunk(row).fd(row & Chunk.MASK) : NO_NAME;
    }

    @Override
    public Optional<Request> request(int row) {
        if (!isRequest(row)) {
            return Optional.empty();
        }
        Chunk chunk = chunk(row);
        int within = row & Chunk.MASK;
        return Optional.of(new Request(
                nameOrEmpty(chunk.fd(within)),
                nameOrEmpty(chunk.name(within)),
                chunk.result(within),
                nameOrEmpty(chunk.tid(within))));
    }

    private String nameOrEmpty(int id) {
        return id == NO_NAME ? "" : name(id);
    }

    @Override
    public int pathId(int row) {
        int path = has(row, Chunk.MORE_PATHS) ? morePaths(row).path() : NO_NAME;
        return path == NO_NAME ? nameId(row) : path;
    }

    @Override
    public int targetId(int row) {
        return has(row, Chunk.MORE_PATHS) ? morePaths(row).target() : NO_NAME;
    }

    private MorePaths morePaths(int row) {
        int low = 0;
        int high = morePaths.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (morePaths.get(middle).row() < row) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return morePaths.get(low);
    }

    @Override
    public boolean isOfDescriptor(int row) {
        return chunk(row).isNamed(row & Chunk.MASK);
    }

    private boolean has(int row, int mark) {
        return (chunk(row).marks(row & Chunk.MASK) & mark) != 0;
    }

    @Override
    public boolean hasResult(int row) {
        return !has(row, Chunk.NO_RESULT);
    }

    @Override
    public boolean failed(int row) {
        return has(row, Chunk.FAILED);
    }

    @Override
    public boolean pending(int row) {
        return has(row, Chunk.PENDING);
    }

    @Override
    public boolean opensToWrite(int row) {
        return has(row, Chunk.OPENS_TO_WRITE);
    }

    @Override
    public boolean isInternet(int row) {
        return has(row, Chunk.INTERNET);
    }

    @Override
    public boolean raisedAlert(int row) {
        return alertRows.get(row);
    }

    @Override
    public boolean followsGap(int row) {
        return has(row, Chunk.GAP);
    }

    @Override
    public boolean isInPart(int row) {
        return has(row, Chunk.IN_PART);
    }

    @Override
    public ProgramImage image(int id) {
        return images.get(id);
    }

    @Override
    public int images() {
        return images.size();
    }

    @Override
    public ProcessEntry process(int id) {
        return id == ProcessEntry.NONE.id()
                ? ProcessEntry.NONE
                : processes.get(id).entry();
    }

    @Override
    public int processes() {
        return processes.size();
    }

    @Override
    public String name(int id) {
        return names.text(id);
    }

    @Override
    public int names() {
        return names.size();
    }

    @Override
    public long nameCount(int id) {
        return names.times(id);
    }

    @Override
    public List<AlertEntry> alerts() {
        return alerts.list(shownAlerts);
    }

    @Override
    public List<Gap> gaps() {
        return gaps.list(shownGaps);
    }

    @Override
    public int rowOf(int capture, long number) {
        int low = 0;
        int high = rows - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long found = number(middle);
            if (found == number) {
                return middle;
            }
            if (found < number) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    @Override
    public void read(int row, Event event) throws IOException {
        read(row, records, event);
    }

    /** The same by another way to the records, for another thread. */
    public void read(int row, RecordAccess from, Event event) throws IOException {
        Chunk chunk = chunk(row);
        from.read(chunk.file(row & Chunk.MASK), chunk.offset(row & Chunk.MASK), event);
        event.number(chunk.number(row & Chunk.MASK));
    }
}
