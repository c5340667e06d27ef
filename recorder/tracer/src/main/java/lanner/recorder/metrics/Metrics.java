package lanner.recorder.metrics;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import lanner.product.Version;
import lanner.recorder.session.RunningRecording;

/**
 * The figures of a recording as Prometheus reads them (text exposition format 0.0.4). Everything is read from counters that
 * are kept anyway. Each sample has the capture as a label: the files of several recorders may lie in one directory.
 */
final class Metrics {
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;

    /** What a figure does over time. */
    private enum Kind {
        COUNTER,
        GAUGE
    }

    /** One figure: its name ends in its unit, and a counter's in {@code _total}. */
    private record Row(String name, Kind kind, String help, ToDoubleFunction<RunningRecording> value) {}

    // spotless:off
    private static final List<Row> ROWS = List.of(
        new Row("lanner_recording_healthy", Kind.GAUGE, "1 while events are recorded and reach the disk, 0 otherwise.", r -> Health.of(r).isHealthy() ? 1 : 0),
        new Row("lanner_recorded_events_total", Kind.COUNTER, "Events written to the capture.", RunningRecording::events),
        new Row("lanner_written_bytes_total", Kind.COUNTER, "Bytes of records written to the capture.", RunningRecording::bytes),
        new Row("lanner_unsynced_bytes", Kind.GAUGE, "Bytes written that the disk does not have yet: the lag of the writer.", RunningRecording::unsyncedBytes),
        new Row("lanner_last_sync_timestamp_seconds", Kind.GAUGE, "When the capture was last forced to the disk.", r -> r.lastSyncMillis() / MILLIS),
        new Row("lanner_stops_total", Kind.COUNTER, "Stops of the program that were served.", RunningRecording::stops),
        new Row("lanner_stops_unserved_total", Kind.COUNTER, "Stops that could not be served: what they would have recorded is lost.", RunningRecording::unserved),
        new Row("lanner_parameters_unreadable_total", Kind.COUNTER, "Parameters that could not be read from the program.", RunningRecording::unreadable),
        new Row("lanner_processes", Kind.GAUGE, "Processes that are followed.", RunningRecording::processes),
        new Row("lanner_segments_dropped_total", Kind.COUNTER, "Segments that the retention has dropped.", RunningRecording::dropped),
        new Row("lanner_segments_handed_over_total", Kind.COUNTER, "Segments that have ended and are handed to the command.", r -> r.delivered().segments()),
        new Row("lanner_segments_delivered_total", Kind.COUNTER, "Segments whose command succeeded.", r -> r.delivered().arrived()),
        new Row("lanner_segments_undelivered_total", Kind.COUNTER, "Segments that were given up.", r -> r.delivered().missingCount()),
        new Row("lanner_segments_pending", Kind.GAUGE, "Segments that wait for the command, or for which it runs.", r -> r.delivered().pending()),
        new Row("lanner_tracer_cpu_seconds_total", Kind.COUNTER, "Processor time of the thread that traces and writes.", r -> r.tracerNanos() / NANOS),
        new Row("lanner_recorder_cpu_seconds_total", Kind.COUNTER, "Processor time of the recorder's process.", r -> recorderSeconds()));
    // spotless:on

    private final String label;

    /** @param capture the capture that is written */
    Metrics(String capture) {
        label = "capture=\"" + escaped(capture) + "\"";
    }

    /** All figures, with a line feed at the end. */
    String text(RunningRecording recording) {
        StringBuilder text = new StringBuilder();
        head(text, "lanner_build_info", Kind.GAUGE, "The version of the recorder; always 1.");
        text.append("lanner_build_info{")
                .append(label)
                .append(",version=\"")
                .append(escaped(Version.number()))
                .append("\"} 1\n");
        for (Row row : ROWS) {
            head(text, row.name(), row.kind(), row.help());
            text.append(row.name())
                    .append('{')
                    .append(label)
                    .append("} ")
                    .append(number(row.value().applyAsDouble(recording)))
                    .append('\n');
        }
        return text.toString();
    }

    private static void head(StringBuilder text, String name, Kind kind, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ")
                .append(name)
                .append(' ')
                .append(kind.name().toLowerCase(Locale.ROOT))
                .append('\n');
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1L << 53
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static double recorderSeconds() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(duration -> duration.toNanos() / NANOS)
                .orElse(0.0);
    }
}
