package lanner.capture.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentAppenderTest {
    private static final RollCycles CYCLE = RollCycles.FAST_DAILY;

    @TempDir
    Path directory;

    private long clock;
    private long fileLength = Long.MAX_VALUE;

    private final DocumentAppender.Target target = new DocumentAppender.Target() {
        @Override
        public long size() {
            return fileLength;
        }

        @Override
        public void awaitDisk(long at, byte same) {
            // It takes everything.
        }
    };

    /** Lengths with every padding, and some that Chronicle's appender is left to write. */
    private static byte[] document(int n) {
        Random random = new Random(n);
        byte[] bytes = new byte[n % 997 == 5 ? 100_000 : 40 + random.nextInt(200)];
        random.nextBytes(bytes);
        return bytes;
    }

    private SingleChronicleQueue queue(Path at) {
        return SingleChronicleQueueBuilder.binary(at.toFile())
                .rollCycle(CYCLE)
                .timeProvider(() -> clock)
                .blockSize(1 << 20)
                .build();
    }

    /** Documents in three files, so many in each. */
    private void writeOurs(Path at, int each) {
        try (SingleChronicleQueue queue = queue(at);
                DocumentAppender appender = new DocumentAppender(queue, target)) {
            for (int n = 0; n < 3 * each; n++) {
                clock = (long) (n / each) * CYCLE.lengthInMillis();
                byte[] document = document(n);
                appender.append(document, document.length);
                if (n % each == each - 1) {
                    appender.endFile();
                }
            }
        }
    }

    private void writeTheirs(Path at, int each) {
        try (SingleChronicleQueue queue = queue(at);
                ExcerptAppender appender = queue.createAppender()) {
            for (int n = 0; n < 3 * each; n++) {
                clock = (long) (n / each) * CYCLE.lengthInMillis();
                try (DocumentContext document = appender.writingDocument()) {
                    document.wire().bytes().write(document(n));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255, 256, 257, 1000, 9000})
    void theFilesAreThoseThatChroniclesAppenderWrites(int each) throws IOException {
        writeOurs(directory.resolve("ours"), each);
        writeTheirs(directory.resolve("theirs"), each);
        for (String name : List.of("19700101F.cq4", "19700102F.cq4", "19700103F.cq4")) {
            assertThat(Files.mismatch(
                            directory.resolve("ours").resolve(name),
                            directory.resolve("theirs").resolve(name)))
                    .as(name)
                    .isEqualTo(-1);
        }
    }

    /** The mappings of it are those that were made while it had one. */
    @Test
    void aFileThatHasLostItsNameIsWrittenOn() throws IOException {
        Path at = directory.resolve("ours");
        Path renamed = directory.resolve("renamed");
        try (SingleChronicleQueue queue = queue(at);
                DocumentAppender appender = new DocumentAppender(queue, target)) {
            for (int n = 0; n < 600; n++) {
                byte[] document = document(n);
                appender.append(document, document.length);
                if (n == 100) {
                    Files.move(at, renamed);
                }
            }
            appender.endFile();
        }
        try (SingleChronicleQueue queue = queue(renamed);
                ExcerptTailer tailer = queue.createTailer()) {
            assertThat(tailer.toEnd().index()).isEqualTo(CYCLE.toIndex(0, 600));
        }
    }

    @Test
    void chroniclesTailerFindsEveryDocumentByItsIndex() {
        int each = 700;
        writeOurs(directory, each);
        try (SingleChronicleQueue queue = queue(directory);
                ExcerptTailer tailer = queue.createTailer()) {
            Bytes<?> read = Bytes.allocateElasticOnHeap();
            for (int n = 3 * each - 1; n >= 0; n -= 13) {
                assertThat(tailer.moveToIndex(CYCLE.toIndex(n / each, n % each)))
                        .isTrue();
                read.clear();
                assertThat(tailer.readBytes(read)).isTrue();
                assertThat(read.toByteArray()).isEqualTo(document(n));
            }
        }
    }

    /** Where there is no room before the end of a file, Chronicle's appender makes some. */
    @Test
    void nothingIsWrittenBehindTheEndOfAFile() {
        try (SingleChronicleQueue queue = queue(directory);
                DocumentAppender appender = new DocumentAppender(queue, target);
                ExcerptTailer tailer = queue.createTailer()) {
            Bytes<?> read = Bytes.allocateElasticOnHeap();
            for (int n = 0; n < 600; n++) {
                byte[] document = document(n);
                long end = appender.append(document, document.length);
                fileLength = n % 3 == 0 ? end + 3 & ~3L : Long.MAX_VALUE;
                read.clear();
                assertThat(tailer.readBytes(read)).isTrue();
                assertThat(read.toByteArray()).isEqualTo(document);
            }
        }
    }

    @Test
    void aFileThatIsCutShortIsTouchedNoMore() {
        try (SingleChronicleQueue queue = queue(directory);
                DocumentAppender appender = new DocumentAppender(queue, target)) {
            appender.append(document(1), 40);
            fileLength = appender.append(document(2), 40) - 1;
            long cut = System.nanoTime();
            while (System.nanoTime() - cut < 100_000) {
                Thread.onSpinWait();
            }
            assertThatThrownBy(() -> appender.append(document(3), 40)).hasMessageContaining("cut short");
            assertThatThrownBy(appender::endFile).hasMessageContaining("cut short");
        }
    }

    /** It needs nothing of the file's header, which says later what there is. */
    @Test
    void aTailerFollows() {
        try (SingleChronicleQueue queue = queue(directory);
                DocumentAppender appender = new DocumentAppender(queue, target);
                ExcerptTailer tailer = queue.createTailer()) {
            Bytes<?> read = Bytes.allocateElasticOnHeap();
            for (int n = 0; n < 600; n++) {
                byte[] document = document(n);
                appender.append(document, document.length);
                read.clear();
                assertThat(tailer.readBytes(read)).isTrue();
                assertThat(read.toByteArray()).isEqualTo(document);
                assertThat(tailer.readBytes(read)).isFalse();
            }
        }
    }
}
