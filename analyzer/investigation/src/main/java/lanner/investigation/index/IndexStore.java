package lanner.investigation.index;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import lanner.capture.RecordAccess;
import lanner.engine.alert.AlertText;
import lanner.engine.json.JsonText;
import lanner.product.FileFailure;
import lanner.product.Trees;
import lanner.product.UserDirectories;

/**
 * Where indexes are kept: in the user's cache, never beside the evidence. An index is named by what it was made of - the
 * capture's files, the rules' texts, this layout's version - and each of its two files carries checksums: one that does
 * not fit is made anew.
 *
 * <pre>
 *  CACHE/KEY/columns   {@link Chunk}s, one behind the other, the last one whole too
 *  CACHE/KEY/tables    version, rows, checksums of the chunks; names, programs, processes, alerts, gaps, more
 *                      paths; its own checksum
 * </pre>
 */
public final class IndexStore {
    private static final int VERSION = 12;
    private static final long MAGIC = 0x4C414E4E45523031L;
    private static final int EDGE = 64 << 10;
    private static final int BUFFER = 64 << 10;

    private final Path cache;

    public IndexStore(Path cache) {
        this.cache = cache;
    }

    /** The user's cache. */
    public static IndexStore ofUser() {
        return new IndexStore(UserDirectories.cache().resolve("index"));
    }

    /** What an index of this capture under these rules is called. Reads both ends of each file. */
    public static String key(Path capture, List<String> ruleTexts) throws IOException {
        MessageDigest digest = sha256();
        digest.update((byte) VERSION);
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(capture, "*.cq4")) {
            found.forEach(files::add);
        }
        files.sort(null);
        for (Path file : files) {
            text(digest, file.getFileName().toString());
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                long size = channel.size();
                FileTime changed = Files.getLastModifiedTime(file);
                text(digest, size + " " + changed.toMillis());
                edge(digest, channel, 0);
                edge(digest, channel, Math.max(0, size - EDGE));
            }
        }
        ruleTexts.forEach(text -> text(digest, text));
        return HexFormat.of().formatHex(digest.digest()).substring(0, 40);
    }

    private static void edge(MessageDigest digest, FileChannel channel, long from) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(EDGE);
        long at = from;
        while (bytes.hasRemaining()) {
            int read = channel.read(bytes, at);
            if (read <= 0) {
                break;
            }
            at += read;
        }
        digest.update(bytes.flip());
    }

    private static void text(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The index of that name; empty when there is none, or none that is whole. */
    public Optional<Index> open(String key, RecordAccess records) {
        Path directory = cache.resolve(key);
        if (!Files.isRegularFile(directory.resolve("tables"))) {
            return Optional.empty();
        }
        try {
            return Optional.of(load(directory, records));
        } catch (IOException | RuntimeException e) {
            // Damaged, or written by another version: the index is built again.
            return Optional.empty();
        }
    }

    private static Index load(Path directory, RecordAccess records) throws IOException {
        Path tables = directory.resolve("tables");
        check(tables);
        FileChannel columns = FileChannel.open(directory.resolve("columns"), StandardOpenOption.READ);
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(tables), BUFFER))) {
            return load(in, columns, records);
        } catch (IOException | RuntimeException e) {
            columns.close();
            throw e;
        }
    }

    private static Index load(DataInputStream tables, FileChannel columns, RecordAccess records) throws IOException {
        if (tables.readLong() != MAGIC || tables.readInt() != VERSION) {
            throw new IOException("an index of another version");
        }
        int rows = tables.readInt();
        long[] sums = new long[(int) ((rows + (long) Chunk.MASK) >>> Chunk.BITS)];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = tables.readLong();
        }
        Index index = new Index(records);
        try (ColumnCheck check = ColumnCheck.begin(columns, sums)) {
            IndexTables.read(index, tables);
            index.alertRows.read(rows, tables);
            check.finish();
        }
        for (int i = 0; i < sums.length; i++) {
            index.chunks.add(Chunk.in(columns, i));
        }
        index.publish(rows);
        index.liesIn(columns);
        return index;
    }

    /** @throws IOException when the file does not end with the checksum of what stands before it */
    private static void check(Path tables) throws IOException {
        CRC32C sum = new CRC32C();
        try (InputStream file = Files.newInputStream(tables)) {
            byte[] bytes = new byte[BUFFER];
            for (long left = Files.size(tables) - Long.BYTES; left > 0; ) {
                int read = file.readNBytes(bytes, 0, (int) Math.min(left, bytes.length));
                if (read == 0) {
                    throw new EOFException("the tables end early");
                }
                sum.update(bytes, 0, read);
                left -= read;
            }
            if (new DataInputStream(file).readLong() != sum.getValue()) {
                throw new IOException("the tables' checksum does not hold");
            }
        }
    }

    /**
     * A place to build an index in; nothing of it is seen before {@link Draft#keep}. Where the cache cannot be written it is a
     * scratch directory, and the index ends with the program.
     */
    public Draft draft(String key) throws IOException {
        try {
            Files.createDirectories(
                    cache, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return new Draft(Files.createTempDirectory(cache, "draft"), Optional.of(cache.resolve(key)));
        } catch (IOException e) {
            notKept(e);
            return new Draft(Files.createTempDirectory("lanner-index"), Optional.empty());
        }
    }

    /** A place to build an index in that ends with the program: of a capture that is not whole yet. */
    public Draft draft() throws IOException {
        return new Draft(Files.createTempDirectory("lanner-index"), Optional.empty());
    }

    private static void notKept(IOException why) {
        System.err.println("lanner: the index is not kept for the next time: "
                + AlertText.visible(JsonText.latin(FileFailure.sentence(why))));
    }

    /** An index that is being written. */
    public static final class Draft implements AutoCloseable {
        private final Path directory;
        /** Where the index is to be kept. */
        private final Optional<Path> kept;

        private final FileChannel columns;
        private final List<Long> sums = new ArrayList<>();

        Draft(Path directory, Optional<Path> kept) throws IOException {
            this.directory = directory;
            this.kept = kept;
            this.columns = FileChannel.open(
                    directory.resolve("columns"),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.READ);
        }

        /** Writes a chunk and answers it as it lies in the file, so that it no longer takes memory. */
        public Chunk write(Chunk chunk) throws IOException {
            ByteBuffer bytes = chunk.bytes().duplicate().clear();
            CRC32C sum = new CRC32C();
            sum.update(bytes.duplicate());
            long from = (long) sums.size() * Chunk.BYTES;
            sums.add(sum.getValue());
            while (bytes.hasRemaining()) {
                columns.write(bytes, from + bytes.position());
            }
            return Chunk.in(columns, sums.size() - 1);
        }

        /**
         * Writes the tables and gives the whole its name, in the place of an index that has it. Where that fails the index is
         * as good for this run: its columns are mapped already.
         */
        public void keep(Index index) {
            try {
                if (kept.isPresent()) {
                    keep(index, kept.get());
                }
            } catch (IOException e) {
                notKept(e);
            }
        }

        private void keep(Index index, Path kept) throws IOException {
            CRC32C sum = new CRC32C();
            try (OutputStream file = Files.newOutputStream(directory.resolve("tables"));
                    DataOutputStream out = new DataOutputStream(
                            new BufferedOutputStream(new CheckedOutputStream(file, sum), BUFFER))) {
                out.writeLong(MAGIC);
                out.writeInt(VERSION);
                out.writeInt(index.rows());
                for (long each : sums) {
                    out.writeLong(each);
                }
                IndexTables.write(index, out);
                index.alertRows.write(index.rows(), out);
                out.flush();
                out.writeLong(sum.getValue());
            }
            index.liesIn(FileChannel.open(directory.resolve("columns"), StandardOpenOption.READ));
            Trees.delete(kept);
            Files.move(directory, kept, StandardCopyOption.ATOMIC_MOVE);
        }

        /** Closes the files; removes an index that was not kept. */
        @Override
        public void close() throws IOException {
            columns.close();
            Trees.delete(directory);
        }
    }
}
