package lanner.capture;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import lanner.capture.event.CaptureFormatException;
import lanner.capture.event.Event;

/**
 * Reads single records of a capture by the places that a {@link CaptureReader} told. Neighbours are read with few
 * accesses to the file. Not thread safe.
 */
public final class RecordAccess implements Closeable {
    private final List<Path> files;
    private final RecordScanner[] scanners;

    private RecordAccess(List<Path> files) {
        this.files = files;
        this.scanners = new RecordScanner[files.size()];
    }

    /** @throws CaptureFormatException when this is no capture */
    public static RecordAccess open(Path capture) throws IOException {
        return new RecordAccess(CaptureReader.segments(capture));
    }

    /**
     * Moves the view to a record.
     *
     * @param file which of the capture's files, as {@link CaptureReader#file} says
     * @param offset where its frame begins, as {@link CaptureReader#offset} says
     * @throws CaptureFormatException when no good record stands there: the capture has changed
     */
    public void read(int file, long offset, Event event) throws IOException {
        if (file < 0 || file >= scanners.length || offset < 0) {
            throw new CaptureFormatException("there is no segment " + file, offset);
        }
        if (scanners[file] == null) {
            scanners[file] = new RecordScanner(files.get(file));
        }
        RecordScanner scanner = scanners[file];
        scanner.seek(offset);
        if (scanner.next(event) != RecordScanner.Found.RECORD || scanner.recordPosition() != offset) {
            throw new CaptureFormatException(
                    files.get(file).getFileName() + " holds no good record here any more", offset);
        }
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
