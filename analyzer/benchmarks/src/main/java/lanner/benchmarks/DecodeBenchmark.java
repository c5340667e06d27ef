package lanner.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import lanner.capture.event.CaptureFormatException;
import lanner.capture.event.Event;
import lanner.capture.event.ParamSpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What one record costs to decode: its checksum and layout, then its parameters. {@code benchmarks/run DecodeBenchmark} */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecodeBenchmark {
    @Param
    public Sample sample;

    private final Event event = new Event();
    private byte[][] records;
    private int next;

    @Setup
    public void read() {
        List<Event> all = sample.records();
        records = new byte[all.size()][];
        for (int i = 0; i < records.length; i++) {
            int place = i;
            all.get(i)
                    .rawBytes((bytes, offset, length) ->
                            records[place] = Arrays.copyOfRange(bytes, offset, offset + length));
        }
    }

    private Event decoded() throws CaptureFormatException {
        byte[] record = records[next];
        next = next + 1 == records.length ? 0 : next + 1;
        return event.wrap(record, 0, record.length);
    }

    @Benchmark
    public long record() throws CaptureFormatException {
        return decoded().sequence();
    }

    @Benchmark
    public void recordAndItsParameters(Blackhole hole) throws CaptureFormatException {
        Event read = decoded();
        List<ParamSpec> params = read.type().params();
        for (int param = 0; param < params.size(); param++) {
            if (!read.has(param)) {
                continue;
            }
            switch (params.get(param).type().storage()) {
                case SIGNED, UNSIGNED -> hole.consume(read.param(param, 0));
                case BYTES -> hole.consume(read.text(param));
            }
        }
    }
}
