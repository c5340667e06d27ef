package lanner.capture.queue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import lanner.capture.CaptureEnd;
import lanner.capture.CaptureManifest;
import lanner.capture.CaptureSigner;
import lanner.capture.CaptureWriteException;
import lanner.capture.CaptureWriteException.Reason;
import lanner.capture.CaptureWriter;
import lanner.capture.Retention;
import lanner.capture.SegmentFooter;
import lanner.capture.SegmentHeader;
import lanner.capture.SegmentListener;
import lanner.capture.SegmentPolicy;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.queue.ReservedFile.Reserved;
import lanner.product.FileFailure;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A capture as a Chronicle Queue: a document a record, written by the calling thread into mapped memory, so that it
 * outlives this process from the moment {@link #append} returns. A second thread forces it to the disk about once a
 * second. Space is reserved ahead of the writing: a full disk ends the capture cleanly, never the process.
 */
public final class QueueCaptureWriter implements CaptureWriter {
    /** What is mapped and reserved at a time. */
    private static final int BLOCK = 1 << 20;

    /** Reserved beyond the writing: a record of the greatest length and the queue's own index pages. */
    private static final long AHEAD = 2L * EventEncoder.MAX_LENGTH;

    private static final long RESERVE_STEP = 4L << 20;
    private static final long FORCE_EVERY_NANOS = 1_000_000_000L;
    private static final RollCycle CYCLE = RollCycles.FAST_DAILY;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern(CYCLE.format(), Locale.ROOT);
    private static final int METADATA_BYTES = 4096;

    private final Path directory;
    private final Retention retention;
    private final Optional<CaptureSigner> signer;
    private final SegmentListener listener;
    private final Supplier<MessageDigest> sha256;
    private final long reserveStep;
    private final SingleChronicleQueue queue;
    private final DocumentAppender documents;
    private final EventEncoder frame = new EventEncoder();
    /** Package-private for tests, which interrupt it: that closes the file under it, as an error would end it. */
    final Thread forcer;

    /** Segments that have ended: to be trimmed and closed by the thread that forces. */
    private final ConcurrentLinkedQueue<SegmentFile> ended = new ConcurrentLinkedQueue<>();

    /** The hashes of segments that have ended, by their files' names. */
    private final Map<String, String> hashes = new ConcurrentHashMap<>();

    private final KeptSegments kept;

    /** Captures of segments put aside, without their list of hashes yet. */
    private final ConcurrentLinkedQueue<Path> copies = new ConcurrentLinkedQueue<>();

    private volatile SegmentFile file;
    private volatile long segmentClock;
    private volatile boolean closed;
    private volatile boolean finished;
    /** What the thread that forces has met; the next record to be written fails of it. */
    private volatile @Nullable CaptureWriteException trouble;

    private volatile long lastSync = System.currentTimeMillis();
    private SegmentHeader header;
    private long sequence;
    private long events;
    private long bytes;
    private long segmentFirst;
    private long segmentEvents;
    private long segmentStarted;
    private long lastMonotonic;
    private @Nullable CaptureWriteException failure;

    /** Gets ready to create a capture, so that the first of a process begins sooner. Any thread may do so ahead of another. */
    public static void prepare() {
        QueueLoading.await();
    }

    /**
     * Creates a capture and writes its header.
     *
     * @param directory the capture's directory; created with mode 0700
     * @param overwrite whether a capture that is already there gives way
     * @param policy what becomes of its segments
     * @param timeNanos now, nanoseconds since the epoch
     * @param monotonicNanos now, on the monotonic clock
     */
    public static QueueCaptureWriter create(
            Path directory,
            boolean overwrite,
            SegmentHeader header,
            SegmentPolicy policy,
            long timeNanos,
            long monotonicNanos)
            throws CaptureWriteException {
        return create(directory, overwrite, header, policy, timeNanos, monotonicNanos, FORCE_EVERY_NANOS);
    }

    static QueueCaptureWriter create(
            Path capture,
            boolean overwrite,
            SegmentHeader header,
            SegmentPolicy policy,
            long timeNanos,
            long monotonicNanos,
            long forceEveryNanos)
            throws CaptureWriteException {
        CaptureDirectory directory = CaptureDirectory.prepare(capture, overwrite);
        try {
            return new QueueCaptureWriter(directory.path(), header, policy, timeNanos, monotonicNanos, forceEveryNanos);
        } catch (IOException | RuntimeException e) {
            throw directory.refused(e);
        } catch (Error e) {
            // This process may not make another thread.
            directory.takeBack(e);
            throw e;
        }
    }

    private QueueCaptureWriter(
            Path directory,
            SegmentHeader first,
            SegmentPolicy policy,
            long timeNanos,
            long monotonicNanos,
            long forceEveryNanos)
            throws IOException {
        this.directory = directory;
        this.retention = policy.retention();
        this.signer = policy.signer();
        this.listener = policy.listener();
        this.sha256 = policy.sha256();
        this.kept = new KeptSegments(retention, listener, hashes);
        this.reserveStep = Math.min(RESERVE_STEP, retention.segmentBytes() / 4);
        QueueLoading.await();
        createMetadata();
        // A clock of ours: a segment's file is named by its number, and the same records give the same bytes.
        queue = SingleChronicleQueueBuilder.binary(directory.toFile())
                .rollCycle(CYCLE)
                .timeProvider(() -> segmentClock)
                .blockSize(BLOCK)
                .build();
        documents = new DocumentAppender(queue, new DocumentAppender.Target() {
            @Override
            public long size() {
                return file.size();
            }

            @Override
            public void awaitDisk(long at, byte same) {
                file.awaitDisk(at, same);
            }
        });
        header = promisingManifest(first);
        try {
            file = createSegment(header.place().segment());
            startSegment(timeNanos, monotonicNanos);
            // Whoever opens a capture may hand it to the one thread that writes.
            documents.mayChangeThread();
        } catch (IOException | RuntimeException | Error e) {
            queue.close();
            throw e;
        }
        forcer = new Thread(() -> forceEvery(forceEveryNanos), "lanner-force");
        forcer.setDaemon(true);
        forcer.start();
    }

    /** A list that is missing at the end is then known to have been taken away. */
    private static SegmentHeader promisingManifest(SegmentHeader first) {
        Map<String, String> attributes = new HashMap<>(first.attributes());
        attributes.put(SegmentHeader.MANIFEST, CaptureManifest.NAME);
        return first.withAttributes(attributes);
    }

    /** Creates the file of a segment, with room for what is written there first. */
    private SegmentFile createSegment(long number) throws IOException {
        SegmentFile created = new SegmentFile(directory.resolve(fileName(number)), sha256.get());
        try {
            reserve(created);
        } catch (CaptureWriteException e) {
            created.close();
            throw e;
        }
        return created;
    }

    /** The name that Chronicle gives a segment's file, of the day that its clock shows. */
    private static String fileName(long segment) {
        return DAY.format(LocalDate.ofEpochDay(segment)) + SingleChronicleQueue.SUFFIX;
    }

    /** Writes the header at hand, as the first record of the file at hand. */
    private void startSegment(long timeNanos, long monotonicNanos) throws CaptureWriteException {
        segmentClock = (long) header.place().segment() * CYCLE.lengthInMillis();
        segmentFirst = sequence;
        segmentEvents = 0;
        segmentStarted = monotonicNanos;
        lastMonotonic = monotonicNanos;
        file.startAfter(header.place().previousHash());
        file.written(appendRecord(header.encode(frame, timeNanos, monotonicNanos)));
    }

    @Override
    public void append(EventEncoder event) throws CaptureWriteException {
        throwFailure();
        SegmentFile current = file;
        if (current.written() + AHEAD > current.reserved()) {
            reserve(current);
        }
        current.written(appendRecord(event));
        lastMonotonic = event.monotonic();
        if (event.type().kind() != EventType.Kind.SEGMENT) {
            events++;
            segmentEvents++;
        }
    }

    /** Throws what ended the writing, on this thread or on the one that forces. */
    private void throwFailure() throws CaptureWriteException {
        if (failure == null) {
            failure = trouble;
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Writes a record; the end of it in the file. */
    private long appendRecord(EventEncoder event) throws CaptureWriteException {
        int length = event.finish(sequence);
        long end;
        file.begin(length);
        try {
            end = documents.append(event.buffer(), length);
        } catch (RuntimeException | Error e) {
            file.giveUp();
            // A mapping that lost its file, a queue that was closed: nobody knows what of the record is there.
            throw unwritable(e);
        }
        sequence++;
        bytes += length + 4L;
        return end;
    }

    private CaptureWriteException unwritable(Throwable e) {
        failure = new CaptureWriteException(Reason.OTHER, directory + " could not be written: " + rootWords(e), e);
        return failure;
    }

    /** Reserves the space that comes next: as much as there is, and no less than is needed. */
    private void reserve(SegmentFile current) throws CaptureWriteException {
        Reserved answer = current.reserve(AHEAD + reserveStep);
        if (answer == Reserved.FULL) {
            answer = current.reserve(AHEAD);
        }
        while (answer == Reserved.FULL && dropForSpace()) {
            answer = current.reserve(AHEAD);
        }
        if (answer != Reserved.DONE) {
            failure = noSpace(answer);
            throw failure;
        }
    }

    private CaptureWriteException noSpace(Reserved answer) {
        Reason reason = answer == Reserved.FULL ? Reason.STORAGE_FULL : Reason.OTHER;
        return new CaptureWriteException(reason, "no space is left for " + directory, null);
    }

    /** Creates the queue's own table, which the queue maps too. */
    private void createMetadata() throws IOException {
        ReservedFile table = ReservedFile.create(directory.resolve(CaptureDirectory.METADATA));
        try {
            Reserved answer = table.reserve(METADATA_BYTES);
            if (answer != Reserved.DONE) {
                throw noSpace(answer);
            }
        } finally {
            table.close();
        }
    }

    private boolean dropForSpace() throws CaptureWriteException {
        try {
            return kept.dropForSpace();
        } catch (CaptureWriteException e) {
            failure = e;
            throw e;
        }
    }

    private CaptureWriteException wasRemoved() {
        return new CaptureWriteException(
                Reason.REMOVED, directory + " was removed or renamed while it was written", null);
    }

    @Override
    public boolean segmentIsFull() {
        return file.written() >= retention.segmentBytes()
                || retention.segmentNanos() != 0 && lastMonotonic - segmentStarted >= retention.segmentNanos();
    }

    @Override
    public void roll(String reason, long timeNanos, long monotonicNanos, Map<String, Long> counters)
            throws CaptureWriteException {
        throwFailure();
        try {
            int number = header.place().segment() + 1;
            // Before the footer: where there is no room for it this segment is the last one.
            SegmentFile next = createSegment(number);
            SegmentFile finished = file;
            String hash = endBefore(next, new CaptureEnd(-1, reason, counters), timeNanos, monotonicNanos);
            header = header.next(new SegmentHeader.Place(number, events, hash));
            kept.add(finished.path(), finished.written(), lastMonotonic);
            file = next;
            try {
                startSegment(timeNanos, monotonicNanos);
            } finally {
                // Chronicle touches the file that ends once more when it starts the next: only then may it be cut.
                ended.add(finished);
            }
            // What this segment will take, and what the next one asks for at its start.
            kept.drop(retention.segmentBytes() + 2 * (AHEAD + reserveStep), monotonicNanos);
            LockSupport.unpark(forcer);
        } catch (CaptureWriteException e) {
            failure = e;
            throw e;
        } catch (IOException | RuntimeException e) {
            failure = CaptureWriteException.at(directory, e);
            throw failure;
        }
    }

    /** Ends the segment at hand; where that fails it is followed by none. */
    private String endBefore(SegmentFile next, CaptureEnd end, long timeNanos, long monotonicNanos) throws IOException {
        try {
            return writeFooter(end, timeNanos, monotonicNanos);
        } catch (IOException | RuntimeException e) {
            next.close();
            throw e;
        }
    }

    @Override
    public void keep(Path other) throws IOException {
        Files.createDirectory(
                other, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        kept.linkInto(other);
        copies.add(other);
        LockSupport.unpark(forcer);
    }

    @Override
    public long events() {
        return events;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public long unsyncedBytes() {
        // At the end the queue's own table and the list of hashes are forced too.
        long bytes = file.unforced() + (closed && !finished ? METADATA_BYTES : 0);
        for (SegmentFile each : ended) {
            bytes += each.unforced();
        }
        return bytes;
    }

    @Override
    public long lastSyncMillis() {
        return lastSync;
    }

    @Override
    public int dropped() {
        return kept.dropped();
    }

    @Override
    public void close(CaptureEnd end) throws CaptureWriteException {
        if (closed) {
            return;
        }
        closed = true;
        boolean sealed = false;
        try {
            // Woken, not interrupted: an interrupt would close the channel under a force that is under way.
            LockSupport.unpark(forcer);
            // As long as it takes: what is done next forces the same file, and would wait for the same disk.
            forcer.join();
            boolean unsaid = failure == null && trouble != null;
            failure = unsaid ? trouble : failure;
            boolean takesFooter =
                    failure == null || failure.reason() == Reason.STORAGE_FULL || failure.reason() == Reason.REMOVED;
            if (takesFooter) {
                // The space that was reserved ahead is enough for the footer; what was renamed gets it too.
                long now = System.currentTimeMillis() * 1_000_000;
                writeFooter(end, Math.max(now, header.host().bootTime()), System.nanoTime());
            }
            documents.close();
            queue.close();
            closeEnded();
            file.close();
            if (!file.isEmpty() && !Files.exists(file.path(), LinkOption.NOFOLLOW_LINKS)) {
                throw wasRemoved();
            }
            trimMetadata();
            CaptureManifest.write(directory, hashes, signer, sha256);
            try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
                entries.force(true);
            }
            sealed = takesFooter;
            if (unsaid && failure != null) {
                throw failure;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CaptureWriteException(Reason.OTHER, "interrupted while closing " + directory, e);
        } catch (CaptureWriteException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw CaptureWriteException.at(directory, e);
        } finally {
            finished = true;
            tellOfTheLast(sealed);
        }
    }

    private void tellOfTheLast(boolean sealed) {
        ended.forEach(each -> listener.unfinished(each.path()));
        if (sealed) {
            listener.sealed(file.path());
        } else if (!file.isEmpty()) {
            listener.unfinished(file.path());
        }
    }

    /** Ends the segment; the hash of its records. */
    private String writeFooter(CaptureEnd end, long timeNanos, long monotonicNanos) throws IOException {
        // Hashed behind the writing: only the last stretch is left to do.
        String hash = file.finishHash();
        SegmentFooter footer = new SegmentFooter(
                sequence - segmentFirst,
                segmentEvents,
                segmentFirst,
                sequence - 1,
                end.exitStatus(),
                end.reason(),
                hash,
                end.counters(),
                signer.map(key -> key.sign(hash)).orElse(""));
        file.written(appendRecord(footer.encode(frame, timeNanos, monotonicNanos)));
        try {
            documents.endFile();
        } catch (RuntimeException | Error e) {
            throw unwritable(e);
        }
        return hash;
    }

    /** Cuts off what was mapped of the queue's own table and never written. */
    private void trimMetadata() throws IOException {
        Path metadata = directory.resolve(CaptureDirectory.METADATA);
        if (Files.exists(metadata) && Files.size(metadata) > METADATA_BYTES) {
            try (FileChannel rest = FileChannel.open(metadata, StandardOpenOption.WRITE)) {
                rest.truncate(METADATA_BYTES);
                rest.force(true);
            }
        }
    }

    private void forceEvery(long nanos) {
        while (!closed) {
            LockSupport.parkNanos(nanos);
            try {
                if (!closed) {
                    long began = System.currentTimeMillis();
                    SegmentFile current = file;
                    // Then it is not known to be on the disk, and may hang there.
                    boolean isInRecord = current.isInRecord();
                    current.force();
                    if (!Files.exists(current.path(), LinkOption.NOFOLLOW_LINKS) && current == file) {
                        trouble = wasRemoved();
                    }
                    closeEnded();
                    lastSync = isInRecord ? lastSync : began;
                }
            } catch (IOException | RuntimeException e) {
                // The kernel tells of a disk's error once: whoever forces again is told that all is well (fsync(2)).
                trouble = CaptureWriteException.at(directory, e);
                return;
            } catch (Error e) {
                // As out of memory: without this thread nothing is forced any more, and nobody would know.
                trouble = new CaptureWriteException(
                        Reason.OTHER, directory + " could not be written: " + rootWords(e), e);
                return;
            }
        }
    }

    private void closeEnded() throws IOException {
        for (SegmentFile each = ended.peek(); each != null; each = ended.peek()) {
            each.close();
            ended.remove();
            if (hash(each.path())) {
                listener.sealed(each.path());
            }
        }
        // After the files of a copy, which are this capture's, have got their last length.
        for (Path copy = copies.poll(); copy != null; copy = copies.poll()) {
            CaptureManifest.write(copy, hashes, signer, sha256);
        }
    }

    /** False if it was dropped meanwhile: no list will name it. */
    private boolean hash(Path segment) throws IOException {
        try {
            hashes.put(segment.getFileName().toString(), CaptureManifest.hash(segment, sha256.get()));
            return true;
        } catch (NoSuchFileException e) {
            hashes.remove(segment.getFileName().toString());
            return false;
        }
    }

    /** The kernel's words, from under the queue's own; HotSpot throws an InternalError where SIGBUS ends others. */
    private static String rootWords(Throwable e) {
        if (e instanceof InternalError) {
            return "a file of it was cut short, or its disk failed";
        }
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root instanceof IOException io ? FileFailure.words(io) : root.toString();
    }
}
