package lanner.capture.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import lanner.capture.CaptureReader;
import lanner.capture.CaptureReport;
import lanner.capture.CaptureVerifier;
import lanner.capture.CaptureVerifier.Verdict;
import lanner.capture.SegmentHeader;
import lanner.capture.SegmentPolicy;
import lanner.capture.event.CaptureFormatException;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.OpenatParams;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Captures that something or somebody has damaged: read as far as they are good, and never in silence. */
class DamagedCaptureTest {
    private static final int EVENTS = 120;

    @TempDir
    static Path directory;

    private static byte[] whole;
    private static String name;

    @BeforeAll
    static void writeTheCapture() throws Exception {
        Path capture = directory.resolve("whole.lanner");
        TestCaptures.write(capture, EVENTS);
        Path segment = segment(capture);
        name = segment.getFileName().toString();
        whole = Files.readAllBytes(segment);
    }

    @Test
    void truncationAtEveryBoundaryIsNoticedAndNothingBeforeItIsLost() throws Exception {
        int records = 0;
        for (int end : recordEnds()) {
            Outcome outcome = read(Arrays.copyOf(whole, end));
            assertThat(outcome.good).as("cut at " + end).isEqualTo(records);
            assertThat(outcome.verdict).as("cut at " + end).isNotEqualTo(Verdict.INTACT);
            records++;
        }
    }

    @Test
    void twoThousandSeededMutationsNeverFailAndNeverLoseInSilence() throws Exception {
        SplittableRandom random = new SplittableRandom(20_261_123);
        for (int i = 0; i < 2000; i++) {
            byte[] mutated = mutate(random, i % 6);
            String seed = "mutation " + i + " of kind " + i % 6;
            Outcome outcome = read(mutated);
            assertThat(outcome.wrongEvents).as(seed).isZero();
            if (outcome.goodEvents < EVENTS) {
                assertThat(outcome.verdict).as(seed).isNotEqualTo(Verdict.INTACT);
            }
        }
    }

    @Test
    void aRecordThatIsTakenOutIsMissed() throws Exception {
        int[] ends = recordEnds().stream().mapToInt(Integer::intValue).toArray();
        byte[] shorter = new byte[whole.length - (ends[11] - ends[10])];
        System.arraycopy(whole, 0, shorter, 0, ends[10]);
        System.arraycopy(whole, ends[11], shorter, ends[10], whole.length - ends[11]);
        Outcome outcome = read(shorter);
        assertThat(outcome.verdict).isEqualTo(Verdict.DAMAGED);
        assertThat(outcome.report.missing()).isEqualTo(1);
        assertThat(outcome.goodEvents).isEqualTo(EVENTS - 1);
    }

    @Test
    void aFewZerosCostTheRecordsThatTheyHitAndNoMore() throws Exception {
        Path capture = directory.resolve("holes.lanner");
        int written = 120_000;
        int holes = 300;
        TestCaptures.write(capture, written);
        Files.deleteIfExists(capture.resolve("SHA256SUMS"));
        Path segment = segment(capture);
        byte[] bytes = Files.readAllBytes(segment);
        assertThat(bytes.length).as("of several windows of the scanner").isGreaterThan(8 << 20);
        List<Integer> ends = List.copyOf(ends(bytes));
        for (int i = 0; i < holes; i++) {
            int frame = ends.get(100 + 10 * i);
            Arrays.fill(bytes, frame, frame + 8, (byte) 0);
        }
        Files.write(segment, bytes);
        CaptureReport report = report(capture);
        assertThat(report.stoppedAt()).isEmpty();
        assertThat(report.missing()).isEqualTo(holes);
        assertThat(report.events()).isEqualTo(written - holes);

        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            assumeTrue(grows(file, 1L << 40), "the file system has no sparse files of a terabyte");
        }
        assertThat(report(capture).stoppedAt())
                .as("said although more places were damaged before than are kept")
                .hasSize(1);
    }

    private static boolean grows(RandomAccessFile file, long length) {
        try {
            file.setLength(length);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static CaptureReport report(Path capture) throws IOException {
        try (CaptureReader reader = CaptureReader.open(capture)) {
            Event event = new Event();
            while (reader.next(event)) {
                assertThat(event.sequence()).isNotNegative();
            }
            return reader.report();
        }
    }

    @Test
    void thingsThatAreNoCaptureAreRefusedInOneSentence() throws Exception {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        Path file = Files.writeString(directory.resolve("file"), "hello");
        Path hollow = Files.createDirectory(directory.resolve("hollow"));
        Files.createDirectory(hollow.resolve("19700101F.cq4"));
        Path linked = Files.createDirectory(directory.resolve("linked"));
        Files.createSymbolicLink(linked.resolve("19700101F.cq4"), Path.of("/dev/zero"));
        for (Path no : new Path[] {empty, file, hollow, linked, directory.resolve("nowhere")}) {
            try (CaptureReader reader = CaptureReader.open(no)) {
                throw new AssertionError(no + " was opened, " + reader.totalBytes() + " bytes");
            } catch (CaptureFormatException e) {
                assertThat(e).hasMessageContaining(no.getFileName().toString());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 9})
    void aCaptureOfAnotherVersionIsRefusedInOneSentence(int version) throws Exception {
        Path capture = directory.resolve("version" + version + ".lanner");
        QueueCaptureWriter.create(
                        capture,
                        false,
                        new SegmentHeader(
                                version,
                                SegmentHeader.Place.FIRST,
                                TestCaptures.header().origin(),
                                TestCaptures.header().host(),
                                TestCaptures.header().content(),
                                Map.of()),
                        SegmentPolicy.KEEP_ALL,
                        1,
                        1)
                .close(new lanner.capture.CaptureEnd(0, "exited", Map.of()));
        try (CaptureReader reader = CaptureReader.open(capture)) {
            assertThatThrownBy(() -> reader.next(new Event()))
                    .isInstanceOf(CaptureFormatException.class)
                    .hasMessage("the capture has format version " + version + ", this Lanner reads versions 1 to 2");
        }
        assertThatThrownBy(() -> CaptureVerifier.verify(capture)).isInstanceOf(CaptureFormatException.class);
        assertThatThrownBy(() -> Salvage.run(capture, directory.resolve("salvaged" + version), false))
                .isInstanceOf(CaptureFormatException.class)
                .hasMessageContaining("format version " + version);
    }

    private byte[] mutate(SplittableRandom random, int kind) {
        byte[] bytes = whole.clone();
        // The first part of the file is the queue's own; half of the damage goes to the records behind it.
        int from = random.nextBoolean() ? firstRecord() : 0;
        int at = random.nextInt(from, bytes.length);
        switch (kind) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> {
                for (int i = at; i < Math.min(at + 8, bytes.length); i++) {
                    bytes[i] = (byte) random.nextInt(256);
                }
            }
            case 2 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 3 -> {
                Integer[] ends = recordEnds().toArray(new Integer[0]);
                int record = ends[random.nextInt(ends.length - 1)];
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(record, random.nextInt());
            }
            case 4 -> Arrays.fill(bytes, at & ~4095, Math.min((at & ~4095) + 4096, bytes.length), (byte) 0);
            default -> {
                byte[] longer = Arrays.copyOf(bytes, bytes.length + 64);
                for (int i = bytes.length; i < longer.length; i++) {
                    longer[i] = (byte) random.nextInt(256);
                }
                return longer;
            }
        }
        return bytes;
    }

    private record Outcome(Verdict verdict, CaptureReport report, int good, int goodEvents, int wrongEvents) {}

    private static Outcome read(byte[] bytes) throws IOException {
        Path capture = Files.createTempDirectory(directory, "m");
        Path segment = Files.write(capture.resolve(name), bytes);
        int good = 0;
        int goodEvents = 0;
        int wrong = 0;
        CaptureReport report;
        try (CaptureReader reader = CaptureReader.open(capture)) {
            Event event = new Event();
            while (reader.next(event)) {
                good++;
                if (event.type() == EventType.OPENAT) {
                    goodEvents++;
                    // A number after a gap is a guess: nobody knows how many of the missing records were events.
                    boolean numbered = reader.report().missing() > 0 || event.number() == event.sequence();
                    int n = (int) event.sequence() - 1;
                    boolean same = event.text(OpenatParams.NAME).equals("/some/file/number/" + n)
                            && event.duration() == TestCaptures.durationOf(n);
                    if (!same || !numbered) {
                        wrong++;
                    }
                }
            }
            report = reader.report();
        }
        Verdict verdict = CaptureVerifier.verify(capture).verdict();
        assertThat(Files.readAllBytes(segment)).as("the input is left as it is").isEqualTo(bytes);
        Files.delete(segment);
        Files.delete(capture);
        return new Outcome(verdict, report, good, goodEvents, wrong);
    }

    private static int firstRecord() {
        return recordEnds().first();
    }

    /** Where each record starts, and where the last one, the footer, does. */
    private static NavigableSet<Integer> recordEnds() {
        return ends(whole);
    }

    private static NavigableSet<Integer> ends(byte[] bytes) {
        TreeSet<Integer> starts = new TreeSet<>();
        ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        while (at + 4 <= bytes.length && words.getInt(at) != 0) {
            int header = words.getInt(at);
            if ((header & 0x40000000) == 0) {
                starts.add(at);
            }
            at += 4 + ((header & 0x3FFFFFFF) + 3 & ~3);
        }
        return starts;
    }

    private static Path segment(Path capture) throws IOException {
        try (var files = Files.list(capture)) {
            return files.filter(file -> file.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
