package lanner.capture.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import lanner.capture.CaptureEnd;
import lanner.capture.CaptureReader;
import lanner.capture.CaptureReport;
import lanner.capture.CaptureVerifier;
import lanner.capture.CaptureVerifier.Verdict;
import lanner.capture.CaptureWriteException;
import lanner.capture.SegmentFooter;
import lanner.capture.SegmentHeader;
import lanner.capture.SegmentListener;
import lanner.capture.SegmentPolicy;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.OpenatParams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueueCaptureWriterTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 60_000})
    void whatIsWrittenIsReadBackInOrder(int count) throws Exception {
        Path capture = directory.resolve("x.lanner");
        TestCaptures.write(capture, count);
        try (CaptureReader reader = CaptureReader.open(capture)) {
            Event event = new Event();
            assertThat(reader.next(event)).isTrue();
            assertThat(event.type()).isEqualTo(EventType.SEGMENT_HEADER);
            for (int n = 0; n < count; n++) {
                assertThat(reader.next(event)).isTrue();
                assertThat(event.number()).isEqualTo(n + 1L);
                assertThat(event.text(OpenatParams.NAME)).isEqualTo("/some/file/number/" + n);
                assertThat(event.result()).isEqualTo(3 + n % 5);
                assertThat(event.duration()).isEqualTo(TestCaptures.durationOf(n));
                assertThat(event.param(OpenatParams.INO, -1)).isEqualTo(77_000 + n);
            }
            assertThat(reader.next(event)).isTrue();
            assertThat(event.type()).isEqualTo(EventType.SEGMENT_FOOTER);
            assertThat(reader.next(event)).isFalse();
            CaptureReport report = reader.report();
            assertThat(report.isWhole()).as(report.damages().toString()).isTrue();
            assertThat(report.headers())
                    .containsExactly(
                            TestCaptures.header().withAttributes(Map.of(SegmentHeader.MANIFEST, "SHA256SUMS")));
            assertThat(report.footers().get(0).exitStatus()).isEqualTo(7);
            assertThat(report.footers().get(0).counters()).containsEntry("stops", 12L);
        }
        assertThat(CaptureVerifier.verify(capture).verdict()).isEqualTo(Verdict.INTACT);
    }

    @Test
    void theSameRecordsGiveTheSameBytesBeforeTheFooter() throws Exception {
        TestCaptures.write(directory.resolve("a"), 50);
        TestCaptures.write(directory.resolve("b"), 50);
        byte[] a = Files.readAllBytes(segment(directory.resolve("a")));
        byte[] b = Files.readAllBytes(segment(directory.resolve("b")));
        assertThat(a.length).isEqualTo(b.length);
        // The footer carries the time of the end: everything before it is the same.
        assertThat(java.util.Arrays.mismatch(a, b))
                .satisfiesAnyOf(
                        mismatch -> assertThat(mismatch).isEqualTo(-1),
                        mismatch -> assertThat(mismatch).isGreaterThan(a.length - 300));
    }

    /** A force that is under way when the capture closes must not take the file with it. */
    @Test
    void closesWholeWhileAForceIsUnderWay() throws Exception {
        for (int round = 0; round < 40; round++) {
            Path capture = directory.resolve("x" + round);
            QueueCaptureWriter writer = QueueCaptureWriter.create(
                    capture, false, TestCaptures.header(), SegmentPolicy.KEEP_ALL, 1_000, 1, 1);
            EventEncoder encoder = new EventEncoder();
            for (int n = 0; n < 200; n++) {
                writer.append(TestCaptures.event(encoder, n));
            }
            writer.close(new CaptureEnd(0, "exited", Map.of()));
            assertThat(CaptureVerifier.verify(capture).verdict()).isEqualTo(Verdict.INTACT);
        }
    }

    @Test
    void isReadableByItsOwnerAlone() throws Exception {
        Path capture = directory.resolve("x.lanner");
        TestCaptures.write(capture, 1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(capture)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(capture)) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void isTrimmedAtTheEnd() throws Exception {
        Path capture = directory.resolve("x.lanner");
        TestCaptures.write(capture, 1000);
        assertThat(Files.size(segment(capture))).isLessThan(300_000);
    }

    @Test
    void aCaptureIsNotOverwrittenUnasked() throws Exception {
        Path capture = directory.resolve("x.lanner");
        TestCaptures.write(capture, 1);
        assertThatThrownBy(() -> TestCaptures.open(capture))
                .isInstanceOf(CaptureWriteException.class)
                .hasMessageContaining("is there already");
        QueueCaptureWriter again =
                QueueCaptureWriter.create(capture, true, TestCaptures.header(), SegmentPolicy.KEEP_ALL, 0, 0);
        again.close(new CaptureEnd(0, "exited", Map.of()));
        assertThat(CaptureVerifier.verify(capture).verdict()).isEqualTo(Verdict.INTACT);
    }

    @Test
    void whatIsNoCaptureIsNeverDeleted() throws Exception {
        Path precious = Files.createDirectory(directory.resolve("precious"));
        Files.writeString(precious.resolve("thesis.txt"), "years of work");
        assertThatThrownBy(() ->
                        QueueCaptureWriter.create(precious, true, TestCaptures.header(), SegmentPolicy.KEEP_ALL, 0, 0))
                .isInstanceOf(CaptureWriteException.class)
                .hasMessageContaining("left alone");
        assertThat(precious.resolve("thesis.txt")).hasContent("years of work");
    }

    @Test
    void closingTwiceIsClosingOnce() throws Exception {
        QueueCaptureWriter writer = TestCaptures.open(directory.resolve("x.lanner"));
        writer.close(new CaptureEnd(0, "exited", Map.of()));
        writer.close(new CaptureEnd(1, "again", Map.of()));
        assertThat(CaptureVerifier.verify(directory.resolve("x.lanner")).verdict())
                .isEqualTo(Verdict.INTACT);
    }

    /** The kernel tells of an error of the disk once, and to the thread that forces. */
    @Test
    void whatTheForcingThreadMetEndsTheCapture() throws Exception {
        Path capture = directory.resolve("x.lanner");
        QueueCaptureWriter writer = TestCaptures.open(capture);
        writer.append(TestCaptures.event(new EventEncoder(), 0));
        writer.forcer.interrupt();
        writer.forcer.join();
        assertThatThrownBy(() -> writer.append(TestCaptures.event(new EventEncoder(), 1)))
                .isInstanceOf(CaptureWriteException.class)
                .hasMessageStartingWith(capture + ": ");
        assertThatThrownBy(() -> writer.close(new CaptureEnd(0, "exited", Map.of())))
                .isInstanceOf(CaptureWriteException.class);
        CaptureVerifier.Verification verification = CaptureVerifier.verify(capture);
        assertThat(verification.verdict()).isEqualTo(Verdict.NO_FOOTER);
        assertThat(verification.report().events()).isEqualTo(1);
    }

    @Test
    void noSegmentIsBegunAfterTheForcingThreadHasFailed() throws Exception {
        Path capture = directory.resolve("x.lanner");
        QueueCaptureWriter writer = TestCaptures.open(capture);
        writer.forcer.interrupt();
        writer.forcer.join();
        assertThatThrownBy(() -> writer.roll(SegmentFooter.NEXT_FOLLOWS, 1_000, 1, Map.of()))
                .isInstanceOf(CaptureWriteException.class);
        assertThatThrownBy(() -> writer.close(new CaptureEnd(0, "exited", Map.of())))
                .isInstanceOf(CaptureWriteException.class);
        assertThat(CaptureVerifier.verify(capture).report().headers()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anErrorOfTheForcingThreadsOwnEndsTheCaptureToo(boolean error) throws Exception {
        SegmentListener listener = new SegmentListener() {
            @Override
            public void sealed(Path segment) {
                if (error) {
                    throw new OutOfMemoryError("out of order");
                }
                throw new IllegalStateException("out of order");
            }

            @Override
            public void unfinished(Path segment) {}

            @Override
            public boolean mayDrop(Path segment, boolean mustGo) {
                return true;
            }
        };
        QueueCaptureWriter writer = QueueCaptureWriter.create(
                directory.resolve("x.lanner"),
                false,
                TestCaptures.header(),
                SegmentPolicy.KEEP_ALL.told(listener),
                1_000,
                1);
        writer.roll(SegmentFooter.NEXT_FOLLOWS, 1_000, 1, Map.of());
        writer.forcer.join();
        assertThatThrownBy(() -> writer.append(TestCaptures.event(new EventEncoder(), 0)))
                .isInstanceOf(CaptureWriteException.class)
                .hasMessageEndingWith("out of order");
    }

    @Test
    void whatTheForcingThreadMetAfterTheLastRecordIsSaidAtTheEnd() throws Exception {
        QueueCaptureWriter writer = TestCaptures.open(directory.resolve("x.lanner"));
        writer.forcer.interrupt();
        writer.forcer.join();
        assertThatThrownBy(() -> writer.close(new CaptureEnd(0, "exited", Map.of())))
                .isInstanceOf(CaptureWriteException.class);
    }

    @Test
    void aSegmentThatGetsNoFooterIsFollowedByNone() throws Exception {
        Path capture = directory.resolve("x.lanner");
        QueueCaptureWriter writer = TestCaptures.open(capture);
        writer.append(TestCaptures.event(new EventEncoder(), 0));
        // The file is closed under its reader: it cannot be hashed.
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> writer.roll(SegmentFooter.NEXT_FOLLOWS, 1_000, 1, Map.of()))
                    .isInstanceOf(CaptureWriteException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThatThrownBy(() -> writer.close(new CaptureEnd(0, "exited", Map.of())))
                .isInstanceOf(CaptureWriteException.class);
        CaptureVerifier.Verification verification = CaptureVerifier.verify(capture);
        assertThat(verification.verdict()).as("%s", verification).isEqualTo(Verdict.NO_FOOTER);
        assertThat(verification.report().events()).isEqualTo(1);
    }

    private static Path segment(Path capture) throws Exception {
        try (Stream<Path> files = Files.list(capture)) {
            return files.filter(file -> file.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
