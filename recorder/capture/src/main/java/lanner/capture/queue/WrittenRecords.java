package lanner.capture.queue;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/** Reads back the documents of a queue file that this process has just written: trusted, in order, to the first zero. */
final class WrittenRecords {
    private static final int META = 0x40000000;
    private static final int LENGTH = 0x3FFFFFFF;

    private WrittenRecords() {}

    /** Feeds every record's bytes to the digest. */
    static void digest(Path file, MessageDigest digest) throws IOException {
        byte[] record = new byte[1 << 16];
        try (InputStream raw = Files.newInputStream(file);
                DataInputStream in = new DataInputStream(new BufferedInputStream(raw, 1 << 20))) {
            while (true) {
                int header = Integer.reverseBytes(in.readInt());
                if (header == 0) {
                    return;
                }
                int length = header & LENGTH;
                int padded = length + 3 & ~3;
                if ((header & META) != 0) {
                    in.skipNBytes(padded);
                    continue;
                }
                if (record.length < padded) {
                    record = new byte[padded];
                }
                in.readFully(record, 0, padded);
                digest.update(record, 0, length);
            }
        } catch (EOFException e) {
            throw new IOException("the capture ends before its last record", e);
        }
    }
}
