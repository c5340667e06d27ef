package lanner.capture.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lanner.capture.CaptureEnd;
import lanner.capture.CaptureVerifier;
import lanner.capture.CaptureVerifier.Verdict;
import lanner.capture.CaptureWriteException;
import lanner.capture.CaptureWriteException.Reason;
import lanner.capture.Retention;
import lanner.capture.SegmentFooter;
import lanner.capture.SegmentListener;
import lanner.capture.SegmentPolicy;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.TransferParams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that is full when a segment ends and the next one is to begin. */
class FullDiskTest {
    private static final int PAGE = 4096;

    @TempDir
    Path directory;

    private Path disk;
    private Path capture;

    private void mount(String fileSystem) throws Exception {
        disk = Files.createDirectory(directory.resolve("disk"));
        capture = disk.resolve("x.lanner");
        String options = "size=24M";
        Path device = Path.of(fileSystem);
        if (!fileSystem.equals("tmpfs")) {
            device = directory.resolve("image");
            try (RandomAccessFile image = new RandomAccessFile(device.toFile(), "rw")) {
                image.setLength(24L << 20);
            }
            options = "loop";
            assumeTrue(
                    run("mkfs." + fileSystem, "-q", "-m", "0", "-b", "4096", device.toString()) == 0,
                    "no " + fileSystem + " can be made here");
        }
        assumeTrue(
                run("mount", "-t", fileSystem, "-o", options, device.toString(), disk.toString()) == 0,
                "no " + fileSystem + " can be mounted here");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", "--lazy", disk.toString());
    }

    private static int run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException notThere) {
            assumeTrue(false, notThere.getMessage());
            return -1;
        }
    }

    /** Told of segments; lets go what must go. */
    private static final class Told implements SegmentListener {
        final List<String> words = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void sealed(Path segment) {
            words.add("sealed " + segment.getFileName());
        }

        @Override
        public void unfinished(Path segment) {
            words.add("unfinished " + segment.getFileName());
        }

        @Override
        public boolean mayDrop(Path segment, boolean mustGo) {
            words.add("given up " + segment.getFileName());
            return true;
        }
    }

    /** Chronicle writes into mapped pages, and a page that the disk has no room for ends the process. */
    @ParameterizedTest
    @CsvSource({"tmpfs, 0", "tmpfs, 1", "tmpfs, 16", "tmpfs, 256", "ext2, 0", "ext2, 1", "ext2, 16", "ext2, 256"})
    void aSegmentThatCannotBeFollowedIsTheLastAndWhole(String fileSystem, int pagesLeft) throws Exception {
        mount(fileSystem);
        Told told = new Told();
        QueueCaptureWriter writer = open(Retention.ALL, told);
        writer.append(TestCaptures.event(new EventEncoder(), 0));
        fill(pagesLeft);
        assertThatThrownBy(() -> roll(writer))
                .isInstanceOfSatisfying(
                        CaptureWriteException.class, e -> assertThat(e.reason()).isEqualTo(Reason.STORAGE_FULL));
        writer.close(new CaptureEnd(0, "capture failed", Map.of()));
        assertThat(told.words).containsExactly("sealed 19700101F.cq4");
        assertThat(files()).containsExactly("19700101F.cq4", "SHA256SUMS", "metadata.cq4t");
        assertThat(Files.size(capture.resolve("19700101F.cq4"))).isLessThan(100_000);
        CaptureVerifier.Verification verification = CaptureVerifier.verify(capture);
        assertThat(verification.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(verification.objections()).containsExactly("capture failed");
    }

    /** What is reserved is no promise where the file system makes none: then it has to be taken. */
    @ParameterizedTest
    @ValueSource(strings = {"tmpfs", "ext2"})
    void anotherWhoFillsTheDiskTakesNothingThatWasReserved(String fileSystem) throws Exception {
        mount(fileSystem);
        QueueCaptureWriter writer = open(Retention.ALL, new Told());
        fill(0);
        EventEncoder encoder = new EventEncoder();
        int[] written = {0};
        assertThatThrownBy(() -> {
                    for (; ; written[0]++) {
                        writer.append(read(encoder, written[0]));
                    }
                })
                .isInstanceOfSatisfying(
                        CaptureWriteException.class, e -> assertThat(e.reason()).isEqualTo(Reason.STORAGE_FULL));
        writer.close(new CaptureEnd(0, "capture failed", Map.of()));
        assertThat(written[0]).as("of 4 MB").isGreaterThan(60);
        assertThat(CaptureVerifier.verify(capture).verdict()).isEqualTo(Verdict.INCOMPLETE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tmpfs", "ext2"})
    void theOldestSegmentGivesWayToTheNextWhereTheRetentionDrops(String fileSystem) throws Exception {
        mount(fileSystem);
        Told told = new Told();
        QueueCaptureWriter writer = open(new Retention(Retention.SEGMENT_BYTES, 0, 1000, 0), told);
        EventEncoder encoder = new EventEncoder();
        for (int n = 0; n < 50; n++) {
            writer.append(read(encoder, n));
        }
        roll(writer);
        roll(writer);
        // What was reserved for them and not used is free from then on.
        while (told.words.size() < 2) {
            Thread.sleep(1);
        }
        fill(1);
        roll(writer);
        writer.close(new CaptureEnd(0, "exited", Map.of()));
        assertThat(told.words).contains("given up 19700101F.cq4", "sealed 19700103F.cq4", "sealed 19700104F.cq4");
        assertThat(CaptureVerifier.verify(capture).verdict()).isNotEqualTo(Verdict.TAMPERED);
    }

    private QueueCaptureWriter open(Retention retention, SegmentListener listener) throws CaptureWriteException {
        return QueueCaptureWriter.create(
                capture,
                false,
                TestCaptures.header(),
                SegmentPolicy.of(retention).told(listener),
                1_000,
                1);
    }

    private static void roll(QueueCaptureWriter writer) throws CaptureWriteException {
        writer.roll(SegmentFooter.NEXT_FOLLOWS, 1_000_000_000, 1_000_000_000, Map.of());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(capture)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static EventEncoder read(EventEncoder encoder, int number) {
        return encoder.begin(EventType.READ, 7, 1_000_000_000, number)
                .bytes(TransferParams.DATA, new byte[60_000])
                .result(60_000);
    }

    /** Leaves so many pages of the disk, or a few more where the file system needs some for the filler itself. */
    private void fill(int pages) throws IOException {
        Path filler = disk.resolve("filler");
        try (FileChannel channel = FileChannel.open(
                filler, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            ByteBuffer page = ByteBuffer.allocate(PAGE);
            boolean written = true;
            while (written) {
                written = write(channel, page.clear());
            }
            channel.truncate(channel.size() - (long) pages * PAGE);
        }
    }

    private static boolean write(FileChannel channel, ByteBuffer page) throws IOException {
        try {
            channel.write(page);
            return true;
        } catch (IOException full) {
            assertThat(full).hasMessage("No space left on device");
            return false;
        }
    }
}
