package lanner.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import lanner.capture.CaptureReport;
import lanner.capture.EventSource;
import lanner.capture.event.CaptureFormatException;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.OpenatParams;
import lanner.engine.kit.Records;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A source that is read ahead answers what it would answer itself. */
@Timeout(600)
class ReadAheadTest {
    private static final long SEED = Long.getLong("lanner.seed", 7);

    /** Throws at a record, and counts what is asked of it. */
    private static final class Watched implements EventSource {
        private final Records records;
        private final long failsAt;
        private final Throwable failure;
        final AtomicInteger asked = new AtomicInteger();
        volatile boolean closed;

        Watched(Records records, long failsAt, Throwable failure) {
            this.records = records;
            this.failsAt = failsAt;
            this.failure = failure;
        }

        @Override
        public boolean next(Event event) throws IOException {
            if (asked.getAndIncrement() == failsAt) {
                if (failure instanceof IOException io) {
                    throw io;
                }
                if (failure instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) failure;
            }
            return records.next(event);
        }

        @Override
        public long readBytes() {
            return records.readBytes();
        }

        @Override
        public long totalBytes() {
            return records.totalBytes();
        }

        @Override
        public CaptureReport report() {
            return records.report();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static Watched watched(Records records) {
        return new Watched(records, Long.MAX_VALUE, new IOException());
    }

    private static Records opens(int count) {
        Records records = new Records().process(50, 1, "sh");
        for (int i = 1; i < count; i++) {
            records.opens(50, i, "/x/" + i);
        }
        return records;
    }

    /** Names of all lengths: a few longer than everything that is read at once. */
    private static Records varied() {
        SplittableRandom random = new SplittableRandom(SEED);
        Records records = new Records().process(50, 1, "sh");
        for (int i = 0; i < 3000; i++) {
            int length = random.nextInt(100) == 0 ? random.nextInt(200_000) : random.nextInt(100);
            records.opens(50, i, "/" + "x".repeat(length));
        }
        return records;
    }

    private static List<String> read(EventSource source) throws IOException {
        List<String> read = new ArrayList<>();
        Event event = new Event();
        while (source.next(event)) {
            String name = event.type() == EventType.OPENAT ? event.text(OpenatParams.NAME) : "";
            read.add(
                    event.number() + " " + event.type() + " " + event.result() + " " + name + " " + source.readBytes());
        }
        return read;
    }

    @Test
    void theRecordsComeInTheirOrder() throws Exception {
        List<String> expected = read(varied());
        assertThat(expected).hasSize(3001);
        try (EventSource ahead = new ReadAhead(watched(varied()))) {
            assertThat(read(ahead)).isEqualTo(expected);
            assertThat(ahead.next(new Event())).isFalse();
            assertThat(ahead.report().events()).isEqualTo(3000);
            assertThat(ahead.readBytes()).isEqualTo(ahead.totalBytes()).isEqualTo(3001);
        }
    }

    @Test
    void anEmptySourceHasNoRecord() throws Exception {
        try (EventSource ahead = new ReadAhead(watched(new Records()))) {
            assertThat(ahead.next(new Event())).isFalse();
        }
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new IOException("the disk is broken"),
                new CaptureFormatException("no capture"),
                new IllegalStateException("a fault"),
                new StackOverflowError("deep"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatTheSourceThrowsComesBehindTheRecordsBefore(Throwable failure) throws Exception {
        try (EventSource ahead = new ReadAhead(new Watched(opens(5000), 1234, failure))) {
            Event event = new Event();
            for (int i = 0; i < 1234; i++) {
                assertThat(ahead.next(event)).isTrue();
                assertThat(event.sequence()).isEqualTo(i);
            }
            assertThatThrownBy(() -> ahead.next(event)).isSameAs(failure);
            assertThatThrownBy(() -> ahead.next(event)).isSameAs(failure);
        }
    }

    @Test
    void onlySomeRecordsAreReadAhead() throws Exception {
        Watched source = watched(opens(50_000));
        try (EventSource ahead = new ReadAhead(source)) {
            Event event = new Event();
            for (int i = 0; i < 10; i++) {
                ahead.next(event);
            }
            // However long this thread waits, no more are read.
            assertThat(source.asked.get()).isLessThan(5000);
        }
        assertThat(source.asked.get()).isLessThan(5000);
        assertThat(source.closed).isTrue();
    }

    @Test
    void aReportEndsTheReading() throws Exception {
        Watched source = watched(opens(50_000));
        try (EventSource ahead = new ReadAhead(source)) {
            Event event = new Event();
            assertThat(ahead.next(event)).isTrue();
            long events = ahead.report().events();
            assertThat(events).isLessThan(5000);
            long more = 1;
            while (ahead.next(event)) {
                more++;
            }
            assertThat(more).isLessThanOrEqualTo(events + 1);
            assertThat(ahead.report().events()).isEqualTo(events);
        }
    }

    @Test
    void aThreadThatIsInterruptedClosesTheSourceAllTheSame() throws Exception {
        Watched source = watched(opens(50_000));
        EventSource ahead = new ReadAhead(source);
        Thread.currentThread().interrupt();
        ahead.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(source.closed).isTrue();
    }
}
