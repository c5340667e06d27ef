package lanner.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lanner.capture.CaptureEnd;
import lanner.capture.CaptureReader;
import lanner.capture.SegmentPolicy;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.queue.QueueCaptureWriter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one record costs to find and decode in a file, opening included: the whole of a capture that holds the records of
 * a sample over and over. {@code benchmarks/run ScanBenchmark}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ScanBenchmark {
    private static final int RECORDS = 200_000;

    @Param
    public Sample sample;

    private Path directory;
    private Path capture;

    @Setup(Level.Trial)
    public void write() throws IOException {
        directory = Files.createTempDirectory("lanner-scan");
        capture = directory.resolve("x.lanner");
        List<Event> records = sample.records();
        QueueCaptureWriter writer =
                QueueCaptureWriter.create(capture, false, sample.header(), SegmentPolicy.KEEP_ALL, 0, 0);
        EventEncoder encoder = new EventEncoder();
        for (int i = 0; i < RECORDS; i++) {
            writer.append(encoder.copy(records.get(i % records.size())));
        }
        writer.close(new CaptureEnd(0, "written", Map.of()));
    }

    @TearDown(Level.Trial)
    public void delete() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long records() throws IOException {
        long last = 0;
        try (CaptureReader reader = CaptureReader.open(capture)) {
            Event event = new Event();
            while (reader.next(event)) {
                last = event.sequence();
            }
            if (!reader.report().damages().isEmpty()) {
                throw new IllegalStateException("the capture that was written is damaged");
            }
        }
        return last;
    }
}
