package lanner.exchange.pack;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.function.LongPredicate;
import lanner.capture.CaptureManifest;
import lanner.capture.CaptureWriteException;
import lanner.capture.UsableSpace;
import lanner.capture.event.CaptureFormatException;
import lanner.product.TerminalText;

/**
 * Unpacks a packed capture, trusting nothing in it: only files that a recorder writes, each once, none outside the
 * directory, no more bytes than the archive says and than a capture can have for its packed size.
 */
public final class CaptureUnpacker {
    private static final int BUFFER = 1 << 16;
    private static final byte[] MAGIC = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD};

    /** So much may come of nothing: what a recorder that was killed had reserved. */
    private static final long FREE = 256L << 20;

    /** Beyond that a packed byte gives no more bytes than this; captures give some tens. */
    private static final long MOST_RATIO = 1000;

    private static final int MOST_FILES = 200_000;
    /** What other tools fill a tar archive up to. */
    private static final int MOST_PADDING = 1 << 20;

    private static final long SPARE = 16L << 20;

    private final String name;
    private final PackedBytes packed;
    private final Path directory;
    private final LongPredicate goOn;
    private final Decoder in;
    private long unpacked;
    private int files;
    private boolean segments;
    private String folder = "";

    private CaptureUnpacker(String name, InputStream packed, Path directory, LongPredicate goOn) {
        this.name = name;
        this.packed = new PackedBytes(packed);
        this.in = new Decoder(this.packed);
        this.directory = directory;
        this.goOn = goOn;
    }

    /** Whether a file begins as a packed capture does. */
    public static boolean isPacked(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
        }
    }

    /**
     * Unpacks into a directory that is there and empty. What was written before a failure is left for the caller to
     * remove.
     *
     * @param name of what is unpacked, for messages
     * @param goOn told now and then how many packed bytes were read; false ends the unpacking
     * @return false if it was ended
     * @throws CaptureFormatException with the place, when this is no packed capture or it is damaged
     * @throws CaptureWriteException when it does not fit
     */
    public static boolean unpack(String name, InputStream packed, Path directory, LongPredicate goOn)
            throws IOException {
        return new CaptureUnpacker(name, packed, directory, goOn).run();
    }

    private boolean run() throws IOException {
        try {
            byte[] block = new byte[TarHeader.BLOCK];
            for (read(block); !TarHeader.isEnd(block); read(block)) {
                if (!entry(TarHeader.of(block))) {
                    return false;
                }
            }
            end();
            if (!segments) {
                throw new CaptureFormatException("it holds no .cq4 file");
            }
            return true;
        } catch (CaptureFormatException e) {
            throw new CaptureFormatException(place() + TerminalText.visible(e.getMessage()));
        } catch (EOFException e) {
            throw new CaptureFormatException(place() + "it ends in the middle");
        }
    }

    private String place() {
        return name + ": not a packed capture, or damaged: at byte " + packed.count + " of it, " + unpacked
                + " unpacked: ";
    }

    private boolean entry(TarHeader header) throws IOException {
        String path = header.path();
        String file = path.substring(path.lastIndexOf('/') + 1);
        if (header.directory() && header.size() == 0 && inOneFolder(path)) {
            return true;
        }
        if (header.directory() || !inOneFolder(path) || !CaptureManifest.isFinished(file) || !isPlain(file)) {
            throw new CaptureFormatException("'" + path + "' is no part of a capture");
        }
        if (++files > MOST_FILES) {
            throw new CaptureFormatException("it holds more than " + MOST_FILES + " files");
        }
        if (UsableSpace.of(directory) < header.size() + SPARE) {
            // A lie as well as the truth: neither can be unpacked here.
            throw new CaptureWriteException(
                    CaptureWriteException.Reason.STORAGE_FULL,
                    name + ": " + file + " takes " + header.size() + " bytes, more than are free for " + directory,
                    null);
        }
        segments |= file.endsWith(".cq4");
        if (!copy(file, header.size())) {
            return false;
        }
        read(new byte[TarHeader.padding(header.size())]);
        return true;
    }

    /** Whether the path is a name, or a name in a folder, the same for all. */
    private boolean inOneFolder(String path) {
        String[] parts = path.split("/");
        String its = parts.length < 2 && !path.endsWith("/") ? "" : parts[0];
        if (parts.length > 2 || path.startsWith("/") || its.equals("..") || its.equals(".")) {
            return false;
        }
        if (files == 0) {
            folder = its;
        }
        return folder.equals(its);
    }

    private static boolean isPlain(String file) {
        return file.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,254}");
    }

    private boolean copy(String file, long size) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (OutputStream out = create(file)) {
            for (long left = size; left > 0; ) {
                int read = read(buffer, (int) Math.min(BUFFER, left));
                if (read < 0) {
                    throw new EOFException();
                }
                write(out, buffer, read);
                left -= read;
                if (!goOn.test(packed.count)) {
                    return false;
                }
            }
        }
        return true;
    }

    private OutputStream create(String file) throws IOException {
        Path path = directory.resolve(file);
        try {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            throw new CaptureFormatException("it holds '" + file + "' twice");
        } catch (IOException e) {
            throw CaptureWriteException.at(directory, e);
        }
        return Files.newOutputStream(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    private void write(OutputStream out, byte[] bytes, int length) throws IOException {
        try {
            out.write(bytes, 0, length);
        } catch (IOException e) {
            throw CaptureWriteException.at(directory, e);
        }
    }

    /** Behind the first empty block there is nothing but more of them; the checksum of the whole stands at its end. */
    private void end() throws IOException {
        byte[] buffer = new byte[TarHeader.BLOCK];
        long padding = 0;
        for (int read = read(buffer, buffer.length); read >= 0; read = read(buffer, buffer.length)) {
            padding += read;
            if (padding > MOST_PADDING || !Arrays.equals(buffer, 0, read, new byte[read], 0, read)) {
                throw new CaptureFormatException("something follows the end of the archive");
            }
        }
    }

    private void read(byte[] whole) throws IOException {
        for (int done = 0; done < whole.length; ) {
            int read = in.read(whole, done, whole.length - done);
            if (read < 0) {
                throw new EOFException();
            }
            done += read;
            count(read);
        }
    }

    private int read(byte[] buffer, int most) throws IOException {
        int read = in.read(buffer, 0, most);
        count(Math.max(0, read));
        return read;
    }

    private void count(int bytes) throws CaptureFormatException {
        unpacked += bytes;
        if (unpacked - FREE > MOST_RATIO * packed.count) {
            throw new CaptureFormatException("it expands more than " + MOST_RATIO + " times, which no capture does");
        }
    }

    /** Counts the packed bytes, and keeps what went wrong with reading them apart from what is wrong with them. */
    private static final class PackedBytes extends InputStream {
        private final InputStream file;
        private long count;
        private boolean failed;

        PackedBytes(InputStream file) {
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                int read = file.read(bytes, offset, length);
                count += Math.max(0, read);
                return read;
            } catch (IOException e) {
                failed = true;
                throw e;
            }
        }
    }

    /** The library's decoder, which has several kinds of exceptions for damaged input. */
    private static final class Decoder {
        private final PackedBytes packed;
        private final InputStream zstd;

        Decoder(PackedBytes packed) {
            this.packed = packed;
            zstd = new ZstdInputStream(packed);
        }

        int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return zstd.read(bytes, offset, length);
            } catch (RuntimeException e) {
                throw new CaptureFormatException("zstd: " + e.getMessage());
            } catch (IOException e) {
                if (packed.failed) {
                    throw e;
                }
                throw new CaptureFormatException("zstd: " + e.getMessage());
            }
        }
    }
}
