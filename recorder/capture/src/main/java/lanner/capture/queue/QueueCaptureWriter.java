package lanner.capture.queue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import lanner.capture.CaptureEnd;
import lanner.capture.CaptureWriteException;
import lanner.capture.CaptureWriteException.Reason;
import lanner.capture.CaptureWriter;
import lanner.capture.SegmentFooter;
import lanner.capture.SegmentHeader;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.core.Jvm;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import net.openhft.posix.PosixAPI;

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
    private static final long FREE_AT_START = 8L << 20;
    private static final int FALLOC_FL_KEEP_SIZE = 1;
    private static final int O_RDWR = 2;
    private static final long FORCE_EVERY_NANOS = 1_000_000_000L;

    private final Path directory;
    private final SegmentHeader header;
    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;
    private final Path file;
    private final int descriptor;
    private final FileChannel channel;
    private final Thread forcer;

    private long sequence;
    private long events;
    private long bytes;
    private long written;
    private long reserved;
    private CaptureWriteException failure;
    private volatile boolean closed;

    /**
     * Creates a capture and writes its header.
     *
     * @param directory the capture's directory; created with mode 0700
     * @param overwrite whether a capture that is already there gives way
     * @param timeNanos now, nanoseconds since the epoch
     * @param monotonicNanos now, on the monotonic clock
     */
    public static QueueCaptureWriter create(
            Path directory, boolean overwrite, SegmentHeader header, long timeNanos, long monotonicNanos)
            throws CaptureWriteException {
        return create(directory, overwrite, header, timeNanos, monotonicNanos, FORCE_EVERY_NANOS);
    }

    static QueueCaptureWriter create(
            Path directory,
            boolean overwrite,
            SegmentHeader header,
            long timeNanos,
            long monotonicNanos,
            long forceEveryNanos)
            throws CaptureWriteException {
        try {
            prepare(directory, overwrite);
            return new QueueCaptureWriter(directory, header, timeNanos, monotonicNanos, forceEveryNanos);
        } catch (CaptureWriteException e) {
            throw e;
        } catch (IOException e) {
            throw new CaptureWriteException(reason(e), directory + ": " + words(e), e);
        }
    }

    private static void prepare(Path directory, boolean overwrite) throws IOException {
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            if (!Files.isDirectory(directory)) {
                throw new CaptureWriteException(Reason.OTHER, directory + " is there and is no directory", null);
            }
            List<Path> entries;
            try (Stream<Path> listed = Files.list(directory)) {
                entries = listed.toList();
            }
            boolean capture = entries.stream()
                    .map(entry -> entry.getFileName().toString())
                    .allMatch(name -> name.endsWith(".cq4") || name.endsWith(".cq4t"));
            if (!entries.isEmpty() && !(overwrite && capture)) {
                throw new CaptureWriteException(
                        Reason.OTHER,
                        overwrite
                                ? directory + " holds more than a capture and is left alone"
                                : directory + " is there already; --overwrite replaces a capture",
                        null);
            }
            for (Path entry : entries) {
                Files.delete(entry);
            }
        } else {
            Path parent = directory.toAbsolutePath().getParent();
            if (parent == null || !Files.isDirectory(parent)) {
                throw new CaptureWriteException(Reason.OTHER, directory + ": there is no directory " + parent, null);
            }
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        if (Files.getFileStore(directory).getUsableSpace() < FREE_AT_START) {
            throw new CaptureWriteException(
                    Reason.STORAGE_FULL, directory + ": less than " + (FREE_AT_START >> 20) + " MB are free", null);
        }
    }

    private QueueCaptureWriter(
            Path directory, SegmentHeader header, long timeNanos, long monotonicNanos, long forceEveryNanos)
            throws IOException {
        this.directory = directory;
        this.header = header;
        Jvm.disableDebugHandler();
        Jvm.disablePerfHandler();
        // A fixed clock: a segment's file is named by its number, and the same records give the same bytes.
        queue = SingleChronicleQueueBuilder.binary(directory.toFile())
                .rollCycle(RollCycles.FAST_DAILY)
                .timeProvider(() -> 0L)
                .blockSize(BLOCK)
                .build();
        appender = queue.createAppender();
        try {
            appendRecord(header.encode(new EventEncoder(), timeNanos, monotonicNanos));
            file = segmentFile();
            descriptor = PosixAPI.posix().open(file.toString(), O_RDWR, 0);
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
            protect();
            reserve();
            // Whoever opens a capture may hand it to the one thread that writes.
            appender.singleThreadedCheckReset();
        } catch (IOException | RuntimeException e) {
            queue.close();
            throw e;
        }
        forcer = new Thread(() -> forceEvery(forceEveryNanos), "lanner-force");
        forcer.setDaemon(true);
        forcer.start();
    }

    private Path segmentFile() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> entry.getFileName().toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("Chronicle Queue wrote no file"));
        }
    }

    private void protect() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                Files.setPosixFilePermissions(entry, PosixFilePermissions.fromString("rw-------"));
            }
        }
    }

    @Override
    public void append(EventEncoder event) throws CaptureWriteException {
        if (failure != null) {
            throw failure;
        }
        if (written + AHEAD > reserved) {
            reserve();
        }
        appendRecord(event);
        if (event.type().kind() != EventType.Kind.SEGMENT) {
            events++;
        }
    }

    private void appendRecord(EventEncoder event) {
        int length = event.finish(sequence);
        try (DocumentContext document = appender.writingDocument()) {
            Bytes<?> target = document.wire().bytes();
            target.write(event.buffer(), 0, length);
            written = target.writePosition();
        }
        sequence++;
        bytes += length + 4L;
    }

    /** Has the file system promise the space that comes next. */
    private void reserve() throws CaptureWriteException {
        int answer = PosixAPI.posix().fallocate(descriptor, FALLOC_FL_KEEP_SIZE, written, AHEAD + RESERVE_STEP);
        if (answer != 0) {
            int errno = PosixAPI.posix().lastError();
            // EOPNOTSUPP, EINVAL, ENOSYS: a file system without reservations; ask it how much is free instead.
            boolean unsupported = errno == 95 || errno == 22 || errno == 38;
            if (!unsupported || !enoughFree()) {
                failure = new CaptureWriteException(
                        errno == 28 || errno == 122 || unsupported ? Reason.STORAGE_FULL : Reason.OTHER,
                        "no space is left for " + directory,
                        null);
                throw failure;
            }
        }
        reserved = written + AHEAD + RESERVE_STEP;
    }

    private boolean enoughFree() {
        try {
            return Files.getFileStore(directory).getUsableSpace() > 2 * (AHEAD + RESERVE_STEP);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
    public void close(CaptureEnd end) throws CaptureWriteException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            // Woken, not interrupted: an interrupt would close the channel under a force that is under way.
            LockSupport.unpark(forcer);
            forcer.join();
            if (failure == null || failure.reason() == Reason.STORAGE_FULL) {
                // The space that was reserved ahead is enough for the footer.
                writeFooter(end);
            }
            queue.close();
            trim();
            channel.force(true);
            channel.close();
            PosixAPI.posix().close(descriptor);
            try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
                entries.force(true);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CaptureWriteException(Reason.OTHER, "interrupted while closing " + directory, e);
        } catch (IOException e) {
            throw new CaptureWriteException(reason(e), directory + ": " + words(e), e);
        }
    }

    private void writeFooter(CaptureEnd end) throws IOException {
        long now = System.currentTimeMillis() * 1_000_000;
        SegmentFooter footer = new SegmentFooter(
                sequence, events, 0, sequence - 1, end.exitStatus(), end.reason(), hash(), end.counters());
        appendRecord(footer.encode(new EventEncoder(), Math.max(now, header.bootTime()), System.nanoTime()));
    }

    /** The hash of everything written, read back from the file: the appends stay as quick as they can be. */
    private String hash() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(header.previousHash().getBytes(StandardCharsets.ISO_8859_1));
            WrittenRecords.digest(file, digest);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Cuts off what was reserved or mapped and never written. */
    private void trim() throws IOException {
        channel.truncate(align(written));
        Path metadata = directory.resolve("metadata.cq4t");
        if (Files.exists(metadata) && Files.size(metadata) > 4096) {
            try (FileChannel rest = FileChannel.open(metadata, StandardOpenOption.WRITE)) {
                rest.truncate(4096);
                rest.force(true);
            }
        }
    }

    private void forceEvery(long nanos) {
        while (!closed) {
            LockSupport.parkNanos(nanos);
            try {
                if (!closed) {
                    channel.force(false);
                }
            } catch (IOException e) {
                // The records are in the kernel's hands already; closing will meet the same error and report it.
                return;
            }
        }
    }

    private static long align(long length) {
        return length + 3 & ~3L;
    }

    private static Reason reason(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("No space left") || message.contains("quota") ? Reason.STORAGE_FULL : Reason.OTHER;
    }

    private static String words(IOException e) {
        if (e instanceof java.nio.file.AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof java.nio.file.FileSystemException failed && failed.getReason() != null) {
            return failed.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
