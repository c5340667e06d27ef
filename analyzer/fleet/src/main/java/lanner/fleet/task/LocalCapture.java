package lanner.fleet.task;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.function.BooleanSupplier;
import lanner.capture.CaptureReader;
import lanner.capture.CaptureWriteException;
import lanner.capture.EventSource;
import lanner.capture.UsableSpace;
import lanner.capture.event.CaptureFormatException;
import lanner.exchange.kubernetes.AuditLogReader;
import lanner.exchange.pack.CapturePacker;
import lanner.exchange.pack.CaptureUnpacker;
import lanner.exchange.scap.ScapReader;
import lanner.product.ScratchDirectory;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * A capture where it can be read: where it is, if it is on a file system of this machine; else a private copy, which is removed when
 * this is closed. What is packed is unpacked as it comes.
 */
final class LocalCapture implements Closeable {
    private static final String PREFIX = "lanner-fleet-";
    private static final String SEGMENT = ".cq4";
    private static final long SPARE = 16L << 20;

    private final EventSource source;
    private final @Nullable ScratchDirectory scratch;

    private LocalCapture(EventSource source, @Nullable ScratchDirectory scratch) {
        this.source = source;
        this.scratch = scratch;
    }

    /**
     * Opens a capture.
     *
     * @param stop asked now and then: true ends the copying
     * @throws CaptureFormatException when it is none, or one that cannot be unpacked
     */
    static LocalCapture open(CaptureFile file, Configuration hadoop, BooleanSupplier stop) throws IOException {
        Path place = new Path(java.net.URI.create(file.uri()));
        FileSystem system = place.getFileSystem(hadoop);
        boolean local = system.getScheme().equals("file");
        java.nio.file.Path here = local ? java.nio.file.Path.of(place.toUri().getPath()) : null;
        if (here != null && !CaptureUnpacker.isPacked(here)) {
            return new LocalCapture(read(here), null);
        }
        ScratchDirectory scratch = ScratchDirectory.create(PREFIX);
        try {
            FileStatus status = system.getFileStatus(place);
            java.nio.file.Path copy = scratch.path().resolve("capture");
            if (status.isFile() && isPacked(system, place)) {
                Files.createDirectory(copy);
                try (InputStream in = system.open(place)) {
                    if (!CaptureUnpacker.unpack(file.name(), in, copy, read -> !stop.getAsBoolean())) {
                        throw new java.io.InterruptedIOException("ended while a capture was unpacked");
                    }
                }
            } else if (status.isFile()) {
                String name = place.getName();
                copy = scratch.path().resolve(name.endsWith(SEGMENT) ? "segment" + SEGMENT : "capture");
                copy(system, status, copy);
            } else {
                Files.createDirectory(copy);
                for (FileStatus each : system.listStatus(place)) {
                    if (each.isFile() && each.getPath().getName().endsWith(SEGMENT)) {
                        copy(system, each, copy.resolve(each.getPath().getName()));
                    }
                }
            }
            return new LocalCapture(read(copy), scratch);
        } catch (CaptureFormatException e) {
            scratch.close();
            // Not the place of the copy, which nobody has seen.
            throw new CaptureFormatException(
                    String.valueOf(e.getMessage())
                            .replace(scratch.path().resolve("capture").toString(), file.name()),
                    e.offset());
        } catch (IOException | RuntimeException e) {
            scratch.close();
            throw e;
        }
    }

    private static EventSource read(java.nio.file.Path capture) throws IOException {
        if (!Files.isRegularFile(capture) || CaptureReader.isSegment(capture)) {
            return CaptureReader.open(capture);
        }
        return AuditLogReader.isAuditLog(capture) ? AuditLogReader.open(capture) : ScapReader.open(capture);
    }

    private static boolean isPacked(FileSystem system, Path place) throws IOException {
        // Of other systems the name says it: to look inside costs a request each.
        return place.getName().endsWith(CapturePacker.SUFFIX)
                || system.getScheme().equals("file");
    }

    private static void copy(FileSystem system, FileStatus from, java.nio.file.Path to) throws IOException {
        java.nio.file.Path directory = to.getParent();
        if (directory != null && UsableSpace.of(directory) < from.getLen() + SPARE) {
            throw new CaptureWriteException(
                    CaptureWriteException.Reason.STORAGE_FULL,
                    from.getPath() + " takes " + from.getLen() + " bytes, more than are free for " + directory,
                    null);
        }
        try (InputStream in = system.open(from.getPath())) {
            Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    EventSource source() {
        return source;
    }

    @Override
    public void close() throws IOException {
        try {
            source.close();
        } finally {
            if (scratch != null) {
                scratch.close();
            }
        }
    }
}
