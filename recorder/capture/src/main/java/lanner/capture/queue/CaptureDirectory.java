package lanner.capture.queue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import lanner.capture.CaptureManifest;
import lanner.capture.CaptureWriteException;
import lanner.capture.CaptureWriteException.Reason;
import lanner.capture.UsableSpace;
import lanner.product.FileFailure;

/**
 * The directory of a capture: made for a new one, emptied of an old one, taken back where no capture could be begun.
 *
 * @param path where it is
 * @param wasThere whether it was there before the capture
 */
public record CaptureDirectory(Path path, boolean wasThere) {
    /** The queue's own table. */
    static final String METADATA = "metadata.cq4t";

    private static final long FREE_AT_START = 8L << 20;

    /** Where the capture of this name is written: a symbolic link to a directory is followed here, and only here. */
    public static Path place(Path capture) throws CaptureWriteException {
        if (!Files.isSymbolicLink(capture) || !Files.isDirectory(capture)) {
            return capture;
        }
        try {
            return capture.toRealPath();
        } catch (IOException e) {
            throw new CaptureWriteException(Reason.NO_PLACE, capture + ": " + FileFailure.words(e), e);
        }
    }

    /**
     * Deletes the capture in a directory, and the directory unless it is to stay or holds something else. What is no
     * directory, or a symbolic link to one, is left alone.
     *
     * @param stays whether the directory was there before the capture
     */
    public static void delete(Path directory, boolean stays) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        boolean others = false;
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                if (CaptureManifest.isPartOfCapture(entry.getFileName().toString())) {
                    Files.delete(entry);
                } else {
                    others = true;
                }
            }
        }
        if (!stays && !others) {
            Files.delete(directory);
        }
    }

    /**
     * The directory for a new capture, empty.
     *
     * @param overwrite whether a capture that is already there gives way
     */
    static CaptureDirectory prepare(Path capture, boolean overwrite) throws CaptureWriteException {
        Path path = place(capture);
        CaptureDirectory directory = new CaptureDirectory(path, Files.exists(path, LinkOption.NOFOLLOW_LINKS));
        try {
            if (directory.wasThere) {
                empty(path, overwrite);
            } else {
                make(path);
            }
            if (UsableSpace.of(path) < FREE_AT_START) {
                throw new CaptureWriteException(
                        Reason.STORAGE_FULL, path + ": less than " + (FREE_AT_START >> 20) + " MB are free", null);
            }
            probe(path.resolve(METADATA));
            return directory;
        } catch (IOException | RuntimeException e) {
            throw directory.refused(e);
        }
    }

    private static void empty(Path directory, boolean overwrite) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new CaptureWriteException(Reason.NO_PLACE, directory + " is there and is no directory", null);
        }
        List<Path> entries;
        try (Stream<Path> listed = Files.list(directory)) {
            entries = listed.toList();
        }
        boolean capture = entries.stream()
                .map(entry -> entry.getFileName().toString())
                .allMatch(CaptureManifest::isPartOfCapture);
        if (!entries.isEmpty() && !(overwrite && capture)) {
            throw new CaptureWriteException(
                    Reason.NO_PLACE,
                    overwrite
                            ? directory + " holds more than a capture and is left alone"
                            : directory + " is there already; --overwrite replaces a capture",
                    null);
        }
        for (Path entry : entries) {
            Files.delete(entry);
        }
    }

    private static void make(Path directory) throws IOException {
        Path parent = directory.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new CaptureWriteException(Reason.NO_PLACE, directory + ": there is no directory " + parent, null);
        }
        Files.createDirectory(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** Meets what keeps a file from growing, as a limit on the size of files, where it can be told: the queue does not. */
    private static void probe(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1), FREE_AT_START);
        }
        Files.delete(file);
    }

    /** Why no capture was begun here, where what is left of it has been taken back. */
    CaptureWriteException refused(Exception e) {
        CaptureWriteException failure =
                e instanceof CaptureWriteException known ? known : CaptureWriteException.at(path, e);
        if (failure.reason() != Reason.NO_PLACE) {
            takeBack(failure);
        }
        return failure;
    }

    /** Removes what a capture that could not be begun has left. */
    void takeBack(Throwable failure) {
        try {
            delete(path, wasThere);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
