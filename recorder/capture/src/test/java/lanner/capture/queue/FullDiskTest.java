package lanner.capture.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that is full when a segment ends and the next one is to begin. */
class FullDiskTest {
    private static final int PAGE = 4096;

    @TempDir
    Path directory;

    private Path disk;
    private Path capture;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(directory.resolve("disk"));
        capture = disk.resolve("x.lanner");
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=24M", "tmpfs", disk.toString()) == 0,
                "nothing can be mounted here");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", "--lazy", disk.toString());
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
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
    @ValueSource(ints = {0, 1, 16, 256})
    void aSegmentThatCannotBeFollowedIsTheLastAndWhole(int pagesLeft) throws Exception {
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

    @Test
    void theOldestSegmentGivesWayToTheNextWhereTheRetentionDrops() throws Exception {
        Told told = new Told();
        QueueCaptureWriter writer = open(new Retention(Retention.SEGMENT_BYTES, 0, 1000, 0), told);
        EventEncoder encoder = new EventEncoder();
        byte[] data = new byte[60_000];
        for (int n = 0; n < 50; n++) {
            writer.append(encoder.begin(EventType.READ, 7, 1_000_000_000, n)
                    .bytes(TransferParams.DATA, data)
                    .result(60_000));
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

    /** Leaves so many pages of the disk. */
    private void fill(int pages) throws IOException {
        long bytes = disk.toFile().getUsableSpace() - (long) pages * PAGE;
        try (OutputStream out = Files.newOutputStream(disk.resolve("filler"))) {
            byte[] page = new byte[PAGE];
            for (long left = bytes; left > 0; left -= PAGE) {
                out.write(page);
            }
        }
    }
}
