package lanner.exchange.pack;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import lanner.capture.CaptureManifest;
import lanner.capture.event.CaptureFormatException;

/** Writes a capture as one compressed file. The same capture gives the same bytes, whenever and wherever. */
public final class CapturePacker {
    /** What is behind a capture's name in the name of the file that it is packed into. */
    public static final String SUFFIX = ".zst";

    private static final int BUFFER = 1 << 16;
    private static final int END_BLOCKS = 2;
    private static final int MOST_NAME = 60;
    private static final String PLAIN = "[^A-Za-z0-9._+@=-]";

    private final Path capture;
    private final List<Path> files;
    private final List<String> leftOut;

    private CapturePacker(Path capture, List<Path> files, List<String> leftOut) {
        this.capture = capture;
        this.files = List.copyOf(files);
        this.leftOut = List.copyOf(leftOut);
    }

    /**
     * Looks what belongs to a capture.
     *
     * @throws CaptureFormatException when this is no directory of a capture
     */
    public static CapturePacker of(Path capture) throws IOException {
        if (!Files.exists(capture)) {
            throw new CaptureFormatException("there is no " + capture);
        }
        if (!Files.isDirectory(capture)) {
            throw new CaptureFormatException(capture + " is not the directory of a capture");
        }
        List<Path> files = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        boolean segments = false;
        for (Path entry : entries(capture)) {
            String name = entry.getFileName().toString();
            if (CaptureManifest.isFinished(name) && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                files.add(entry);
                segments |= name.endsWith(".cq4");
            } else {
                leftOut.add(name);
            }
        }
        if (!segments) {
            throw new CaptureFormatException(capture + " is not a capture: it holds no .cq4 file");
        }
        return new CapturePacker(capture, files, leftOut);
    }

    private static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }

    /** Names in the capture's directory that no recorder writes; they are not packed. */
    public List<String> leftOut() {
        return leftOut;
    }

    /** Bytes of the files to pack. */
    public long bytes() throws IOException {
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    /**
     * Writes the packed capture.
     *
     * @param goOn told now and then how many bytes were read; false ends the packing
     * @return false if it was ended before all was written
     * @throws IOException when a file changes meanwhile, or what the disk says
     */
    public boolean write(OutputStream to, LongPredicate goOn) throws IOException {
        try (OutputStream out = new ZstdOutputStream(to)) {
            long before = 0;
            for (Path file : files) {
                long size = Files.size(file);
                out.write(TarHeader.ofFile(directoryName() + "/" + file.getFileName(), size));
                if (!copy(file, size, before, out, goOn)) {
                    return false;
                }
                out.write(new byte[TarHeader.padding(size)]);
                before += size;
            }
            out.write(new byte[END_BLOCKS * TarHeader.BLOCK]);
            return true;
        }
    }

    /** What {@code tar} unpacks it to. */
    private String directoryName() {
        Path name = capture.toAbsolutePath().normalize().getFileName();
        String plain =
                name == null ? "" : name.toString().replaceAll(PLAIN, "_").replaceFirst("^[.-]+", "");
        return plain.isEmpty() || plain.length() > MOST_NAME ? "capture.lanner" : plain;
    }

    private static boolean copy(Path file, long size, long before, OutputStream out, LongPredicate goOn)
            throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            for (long left = size; left > 0; ) {
                int read = in.read(buffer, 0, (int) Math.min(BUFFER, left));
                if (read < 0) {
                    throw new IOException(file + " became shorter while it was packed: is it being recorded?");
                }
                out.write(buffer, 0, read);
                left -= read;
                if (!goOn.test(before + size - left)) {
                    return false;
                }
            }
        }
        return true;
    }
}
