package lanner.exchange.kubernetes;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import lanner.product.CountedInput;

/** The bytes of a file, plain or gzip, line by line. Knows how far it has come. */
final class AuditInput implements Closeable {
    private static final int WINDOW = 1 << 16;
    private static final int GZIP = 0x1F8B;

    private final long fileSize;
    private final CountedInput counted;
    private final InputStream in;
    private final byte[] window = new byte[WINDOW];
    private int position;
    private int limit;
    private long offset;
    private boolean cut;

    private AuditInput(long fileSize, CountedInput counted, InputStream in) {
        this.fileSize = fileSize;
        this.counted = counted;
        this.in = in;
    }

    /**
     * Opens a file.
     *
     * @throws IOException as {@link GZIPInputStream} does where the file begins as gzip and is none
     */
    static AuditInput open(Path file) throws IOException {
        boolean zipped;
        try (InputStream start = Files.newInputStream(file)) {
            zipped = (start.read() << 8 | start.read()) == GZIP;
        }
        CountedInput counted = new CountedInput(Files.newInputStream(file));
        try {
            return new AuditInput(Files.size(file), counted, zipped ? new GZIPInputStream(counted, WINDOW) : counted);
        } catch (IOException e) {
            counted.close();
            throw e;
        }
    }

    /**
     * The next line without its end; empty at the end of the file.
     *
     * @param longest of a line that has more bytes, only one more than so many are answered
     */
    Optional<byte[]> line(int longest) throws IOException {
        if (position == limit && !fill()) {
            return Optional.empty();
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int end = position;
            while (end < limit && window[end] != '\n') {
                end++;
            }
            line.write(window, position, Math.min(end - position, longest + 1 - line.size()));
            offset += end - position;
            position = end;
            if (position < limit) {
                position++;
                offset++;
                cut = false;
                return Optional.of(line.toByteArray());
            }
            if (!fill()) {
                cut = true;
                return Optional.of(line.toByteArray());
            }
        }
    }

    /** What follows, but no more than so many bytes. */
    byte[] rest(int most) throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        while (rest.size() < most && (position < limit || fill())) {
            int some = Math.min(limit - position, most - rest.size());
            rest.write(window, position, some);
            position += some;
            offset += some;
        }
        return rest.toByteArray();
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(window, 0, WINDOW));
        return limit > 0;
    }

    /** Whether the last line ended with the file and not by a line's end. */
    boolean isCut() {
        return cut;
    }

    /** Where the next byte stands, in the file as it is without compression. */
    long offset() {
        return offset;
    }

    /** Bytes of the file that were read, compressed ones if it is compressed. */
    long fileBytesRead() {
        return counted.count();
    }

    long fileSize() {
        return fileSize;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
