package lanner.capture.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import lanner.capture.CaptureEnd;
import lanner.capture.CaptureManifest;
import lanner.capture.CaptureReader;
import lanner.capture.CaptureReport;
import lanner.capture.CaptureSigner;
import lanner.capture.CaptureVerifier;
import lanner.capture.CaptureVerifier.Verdict;
import lanner.capture.Retention;
import lanner.capture.SegmentFooter;
import lanner.capture.SegmentHeader;
import lanner.capture.SegmentListener;
import lanner.capture.SegmentPolicy;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.TransferParams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Captures of several segments: what is dropped, kept, signed, and what a verification says of each loss. */
class SegmentsTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path directory;

    private Path capture() {
        return directory.resolve("x.lanner");
    }

    /** Writes so many segments of a hundred events, with a second between two events. */
    private int write(Path capture, int segments, Retention retention, Optional<CaptureSigner> signer)
            throws Exception {
        SegmentHeader header = TestCaptures.header();
        Map<String, String> attributes = new java.util.HashMap<>();
        if (retention.drops()) {
            attributes.put(SegmentHeader.RETENTION, retention.words());
        }
        signer.ifPresent(key -> attributes.put(SegmentHeader.PUBLIC_KEY, key.publicKeyBase64()));
        QueueCaptureWriter writer = QueueCaptureWriter.create(
                capture,
                false,
                header.withAttributes(attributes),
                new SegmentPolicy(retention, signer, SegmentListener.NONE, CaptureManifest::sha256),
                SECOND,
                SECOND);
        EventEncoder encoder = new EventEncoder();
        int n = 0;
        for (int segment = 0; segment < segments; segment++) {
            for (int i = 0; i < 100; i++) {
                n++;
                encoder.begin(EventType.MKDIR, 7, SECOND * n, SECOND * n)
                        .text(EventType.MKDIR.indexOf("path"), "/made/" + n);
                writer.append(encoder);
            }
            if (segment < segments - 1) {
                writer.roll(SegmentFooter.NEXT_FOLLOWS, SECOND * n, SECOND * n, Map.of());
            }
        }
        writer.close(new CaptureEnd(0, "exited", Map.of()));
        return writer.dropped();
    }

    private List<Path> files(Path capture) throws IOException {
        try (Stream<Path> entries = Files.list(capture)) {
            return entries.filter(file -> file.toString().endsWith(".cq4"))
                    .sorted()
                    .toList();
        }
    }

    private List<Long> numbers(Path capture) throws IOException {
        List<Long> numbers = new ArrayList<>();
        try (CaptureReader reader = CaptureReader.open(capture)) {
            Event event = new Event();
            while (reader.next(event)) {
                if (event.type() == EventType.MKDIR) {
                    assertThat(event.text(EventType.MKDIR.indexOf("path"))).isEqualTo("/made/" + event.number());
                    numbers.add(event.number());
                }
            }
        }
        return numbers;
    }

    @Test
    void segmentsFollowEachOtherAndAreReadAsOne() throws Exception {
        write(capture(), 5, Retention.ALL, Optional.empty());
        assertThat(files(capture()))
                .hasSize(5)
                .allSatisfy(file -> assertThat(Files.size(file)).isLessThan(200_000));
        assertThat(numbers(capture())).hasSize(500).startsWith(1L).endsWith(500L);
        CaptureVerifier.Verification verification = CaptureVerifier.verify(capture());
        assertThat(verification.verdict()).as(verification.toString()).isEqualTo(Verdict.INTACT);
    }

    @ParameterizedTest
    @CsvSource({
        "keep,   3,   7, 701",
        "keep,   1,   9, 901",
        "age,  250,   6, 601",
    })
    void theOldestGoWhenTheLimitIsReached(String limit, int value, int dropped, long first) throws Exception {
        Retention retention = limit.equals("keep")
                ? new Retention(Retention.SEGMENT_BYTES, 0, value, 0)
                : new Retention(Retention.SEGMENT_BYTES, 0, 0, value * SECOND);
        assertThat(write(capture(), 10, retention, Optional.empty())).isEqualTo(dropped);
        assertThat(numbers(capture())).startsWith(first).endsWith(1000L);
        CaptureVerifier.Verification verification = CaptureVerifier.verify(capture());
        assertThat(verification.verdict()).as(verification.toString()).isEqualTo(Verdict.INTACT);
        assertThat(verification.notes().toString()).contains("the first " + dropped + " segments");
    }

    @Test
    void theSizeOnTheDiskStaysUnderItsLimit() throws Exception {
        long limit = 64L << 20;
        Retention retention = new Retention(Retention.SEGMENT_BYTES, limit, 0, 0);
        QueueCaptureWriter writer = QueueCaptureWriter.create(
                capture(), false, TestCaptures.header(), SegmentPolicy.of(retention), 1_000, 1);
        EventEncoder encoder = new EventEncoder();
        byte[] data = new byte[60_000];
        long most = 0;
        for (int n = 0; n < 6_000; n++) {
            writer.append(encoder.begin(EventType.READ, 7, SECOND, n)
                    .bytes(TransferParams.DATA, data)
                    .result(60_000));
            if (writer.segmentIsFull()) {
                writer.roll(SegmentFooter.NEXT_FOLLOWS, SECOND, n, Map.of());
                most = Math.max(most, used());
            }
        }
        writer.close(new CaptureEnd(0, "exited", Map.of()));
        assertThat(writer.dropped()).isGreaterThan(30);
        assertThat(most).isBetween(limit / 2, limit);
        assertThat(CaptureVerifier.verify(capture()).verdict()).isEqualTo(Verdict.MISSING_SEGMENTS);
    }

    /** Blocks in use, as du(1) counts them: reserved space included. */
    private long used() throws IOException {
        long total = 0;
        for (Path file : files(capture())) {
            total += Math.max(Files.size(file), 0);
        }
        return total;
    }

    @Test
    void whatIsKeptOutlivesWhatIsDropped() throws Exception {
        Path kept = directory.resolve("kept.lanner");
        Retention retention = new Retention(Retention.SEGMENT_BYTES, 0, 2, 0);
        QueueCaptureWriter writer = QueueCaptureWriter.create(
                capture(), false, TestCaptures.header(), SegmentPolicy.of(retention), SECOND, SECOND);
        EventEncoder encoder = new EventEncoder();
        for (int n = 1; n <= 900; n++) {
            writer.append(encoder.begin(EventType.MKDIR, 7, SECOND * n, SECOND * n)
                    .text(EventType.MKDIR.indexOf("path"), "/made/" + n));
            if (n % 100 == 0) {
                writer.roll(n == 300 ? SegmentFooter.KEPT : SegmentFooter.NEXT_FOLLOWS, SECOND, n, Map.of());
            }
            if (n == 300) {
                writer.keep(kept);
            }
        }
        writer.close(new CaptureEnd(0, "exited", Map.of()));
        assertThat(numbers(kept)).startsWith(201L).endsWith(300L);
        assertThat(numbers(capture())).startsWith(801L).endsWith(900L);
    }

    @ParameterizedTest
    @CsvSource({
        "0,   MISSING_SEGMENTS, begins with segment 1",
        "2,   MISSING_SEGMENTS, ''",
        "4,   MISSING_SEGMENTS, says that another follows",
    })
    void aSegmentThatIsTakenAwayIsMissed(int taken, Verdict verdict, String words) throws Exception {
        write(capture(), 5, Retention.ALL, Optional.empty());
        Files.delete(files(capture()).get(taken));
        CaptureVerifier.Verification verification = CaptureVerifier.verify(capture());
        assertThat(verification.verdict()).as(verification.toString()).isEqualTo(verdict);
        assertThat(verification.objections().toString()).contains(words);
        if (taken == 2) {
            assertThat(verification.report().damages().toString())
                    .contains("1 segment is missing before segment 3, with 102 records");
        }
    }

    @Test
    void aSegmentOfAnotherRecordingDoesNotFit() throws Exception {
        write(capture(), 3, Retention.ALL, Optional.empty());
        Path other = directory.resolve("other.lanner");
        QueueCaptureWriter writer =
                QueueCaptureWriter.create(other, false, TestCaptures.header(), SegmentPolicy.KEEP_ALL, SECOND, SECOND);
        EventEncoder encoder = new EventEncoder();
        for (int n = 1; n <= 200; n++) {
            writer.append(encoder.begin(EventType.MKDIR, 7, SECOND * n, SECOND * n)
                    .text(EventType.MKDIR.indexOf("path"), "/evil/" + n));
            if (n == 100) {
                writer.roll(SegmentFooter.NEXT_FOLLOWS, SECOND, n, Map.of());
            }
        }
        writer.roll(SegmentFooter.NEXT_FOLLOWS, SECOND, 1, Map.of());
        writer.close(new CaptureEnd(0, "exited", Map.of()));
        Files.copy(files(other).get(1), files(capture()).get(1), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        CaptureVerifier.Verification verification = CaptureVerifier.verify(capture());
        assertThat(verification.verdict()).as(verification.toString()).isEqualTo(Verdict.TAMPERED);
        assertThat(verification.objections().toString()).contains("does not follow the segment before it");
    }

    @Test
    void aFileCutOffBetweenTwoRecordsIsToldFromACrash() throws Exception {
        write(capture(), 1, Retention.ALL, Optional.empty());
        Path file = files(capture()).get(0);
        long[] end = new long[1];
        try (CaptureReader reader = CaptureReader.open(capture())) {
            Event event = new Event();
            while (event.number() < 60) {
                reader.next(event);
                end[0] = reader.readBytes();
            }
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(end[0]);
        }
        assertThat(CaptureVerifier.verify(capture()).verdict()).isEqualTo(Verdict.TRUNCATED);
    }

    private Path key(String name, KeyPair pair) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(
                file,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(pair.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        Files.writeString(
                directory.resolve(name + ".pub"),
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(pair.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
        return file;
    }

    @Test
    void aSignedCaptureNamesItsKeyAndNoOther() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        KeyPair pair = generator.generateKeyPair();
        Path mine = key("mine", pair);
        key("other", generator.generateKeyPair());
        write(capture(), 3, Retention.ALL, Optional.of(CaptureSigner.read(mine)));
        CaptureVerifier.Verification plain = CaptureVerifier.verify(capture());
        assertThat(plain.verdict()).as(plain.toString()).isEqualTo(Verdict.INTACT);
        assertThat(plain.notes().toString()).contains(CaptureSigner.fingerprint(pair.getPublic()));
        assertThat(CaptureVerifier.verify(capture(), CaptureSigner.readPublic(directory.resolve("mine.pub")))
                        .verdict())
                .isEqualTo(Verdict.INTACT);
        assertThat(CaptureVerifier.verify(capture(), CaptureSigner.readPublic(directory.resolve("other.pub")))
                        .verdict())
                .isEqualTo(Verdict.NOT_SIGNED);
        Path unsigned = directory.resolve("unsigned.lanner");
        write(unsigned, 1, Retention.ALL, Optional.empty());
        assertThat(CaptureVerifier.verify(unsigned, CaptureSigner.readPublic(directory.resolve("mine.pub")))
                        .verdict())
                .isEqualTo(Verdict.NOT_SIGNED);
    }

    @ParameterizedTest
    @CsvSource({"'', holds no PEM block", "'-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----', no Ed25519"})
    void aFileThatIsNoKeyIsRefusedByName(String text, String words) throws Exception {
        Path file = Files.writeString(directory.resolve("k"), text);
        assertThatThrownBy(() -> CaptureSigner.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(words);
    }

    @Test
    void aSignedSegmentReplacedByAnUnsignedOneIsTampering() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        write(capture(), 3, Retention.ALL, Optional.of(CaptureSigner.read(key("mine", pair))));
        Path other = directory.resolve("other.lanner");
        write(other, 3, Retention.ALL, Optional.empty());
        Files.copy(files(other).get(2), files(capture()).get(2), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(CaptureVerifier.verify(capture()).verdict()).isEqualTo(Verdict.TAMPERED);
        CaptureReport report = CaptureVerifier.verify(capture()).report();
        assertThat(report.headers()).hasSize(3);
    }

    @Test
    void aSegmentsFileIsACaptureOfItsOwn() throws Exception {
        write(capture(), 3, Retention.ALL, Optional.empty());
        long[] before = {0};
        for (Path file : files(capture())) {
            CaptureVerifier.Verification alone = CaptureVerifier.verify(file);
            assertThat(alone.verdict()).as(alone.toString()).isEqualTo(Verdict.INTACT);
            assertThat(alone.notes().get(0)).contains(before[0] + " events before it");
            assertThat(alone.report().events()).isEqualTo(100);
            before[0] += 100;
        }
    }

    @Test
    void aSegmentsFileThatWasChangedOrCutDoesNotVerifyAlone() throws Exception {
        write(capture(), 2, Retention.ALL, Optional.empty());
        Path file = files(capture()).get(1);
        byte[] bytes = Files.readAllBytes(file);
        Path cut = directory.resolve("cut.cq4");
        Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(CaptureVerifier.verify(cut).verdict()).isNotEqualTo(Verdict.INTACT);
        bytes[bytes.length - 400] ^= 1;
        Path changed = Files.write(directory.resolve("changed.cq4"), bytes);
        assertThat(CaptureVerifier.verify(changed).verdict()).isNotEqualTo(Verdict.INTACT);
    }

    @Test
    void whoListensIsToldOfEachSegmentOnceItIsWholeAndAskedBeforeItGoes() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        SegmentListener listener = new SegmentListener() {
            @Override
            public void sealed(Path segment) {
                try {
                    told.add("sealed " + segment.getFileName() + " "
                            + CaptureVerifier.verify(segment).verdict());
                } catch (IOException e) {
                    told.add(e.toString());
                }
            }

            @Override
            public void unfinished(Path segment) {
                told.add("unfinished " + segment.getFileName());
            }

            @Override
            public boolean mayDrop(Path segment, boolean mustGo) {
                // The first may not go while the second is the last.
                return told.stream().filter(each -> each.startsWith("sealed")).count() > 1;
            }
        };
        Retention retention = new Retention(Retention.SEGMENT_BYTES, 0, 2, 0);
        QueueCaptureWriter writer = QueueCaptureWriter.create(
                capture(),
                false,
                TestCaptures.header(),
                SegmentPolicy.of(retention).told(listener),
                SECOND,
                SECOND,
                1_000_000);
        EventEncoder encoder = new EventEncoder();
        for (int segment = 0; segment < 3; segment++) {
            writer.append(TestCaptures.event(encoder, segment));
            writer.roll(SegmentFooter.NEXT_FOLLOWS, SECOND, SECOND, Map.of());
            while (told.size() <= segment) {
                Thread.sleep(1);
            }
        }
        writer.close(new CaptureEnd(0, "exited", Map.of()));
        assertThat(told)
                .containsExactly(
                        "sealed 19700101F.cq4 INTACT",
                        "sealed 19700102F.cq4 INTACT",
                        "sealed 19700103F.cq4 INTACT",
                        "sealed 19700104F.cq4 INTACT");
        assertThat(writer.dropped()).isEqualTo(2);
    }
}
