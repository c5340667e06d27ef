package lanner.capture;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lanner.capture.event.CaptureFormatException;
import lanner.capture.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * Reads single records of a capture by the places that a {@link CaptureReader} told. Neighbours are read with few
 * accesses to the file. Not thread safe.
 */
public final class RecordAccess implements Closeable {
    private final Path capture;
    private final List<Path> files;
    /** By file; null for one that was not read yet. */
    private final List<@Nullable RecordScanner> scanners = new ArrayList<>();

    private RecordAccess(Path capture, List<Path> files) {
        this.capture = capture;
        this.files = new ArrayList<>(files);
    }

    /** @throws CaptureFormatException when this is no capture */
    public static RecordAccess open(Path capture) throws IOException {
        return new RecordAccess(capture, CaptureReader.segments(capture));
    }

    /**
     * Moves the view to a record.
     *
     * @param file which of the capture's files, as {@link CaptureReader#file} says
     * @param offset where its frame begins, as {@link CaptureReader#offset} says
     * @throws CaptureFormatException when no good record stands there: the capture has changed
     */
    public void read(int file, long offset, Event event) throws IOException {
        if (file >= files.size()) {
            lookForLater();
        }
        if (file < 0 || file >= files.size() || offset < 0) {
            throw new CaptureFormatException("there is no segment " + file, offset);
        }
        RecordScanner scanner = scanner(file);
        if (isAt(scanner, offset, event)) {
            return;
        }
        // While a capture is recorded what was read of a segment may be older than the record.
        scanner.refresh();
        if (!isAt(scanner, offset, event)) {
            throw new CaptureFormatException(
                    files.get(file).getFileName() + " holds no good record here any more", offset);
        }
    }

    /** Segments that a recorder has begun meanwhile stand behind those before, also where it has dropped the oldest. */
    private void lookForLater() throws IOException {
        String last = files.get(files.size() - 1).getFileName().toString();
        CaptureReader.segments(capture).stream()
                .filter(file -> file.getFileName().toString().compareTo(last) > 0)
                .forEach(files::add);
    }

    private RecordScanner scanner(int file) throws IOException {
        while (scanners.size() <= file) {
            scanners.add(null);
        }
        RecordScanner known = scanners.get(file);
        if (known == null) {
            known = new RecordScanner(files.get(file));
            scanners.set(file, known);
        }
        return known;
    }

    private static boolean isAt(RecordScanner scanner, long offset, Event event) throws IOException {
        scanner.seek(offset);
        return scanner.next(event) == RecordScanner.Found.RECORD && scanner.recordPosition() == offset;
    }

    @Override
    public void close() throws IOException {
        for (RecordScanner scanner : scanners) {
            if (scanner != null) {
                scanner.close();
            }
        }
    }
}
