package lanner.cli.output;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import lanner.engine.alert.Alert;
import lanner.product.WholeFile;

/** Counts of alerts and events as Prometheus text (exposition format 0.0.4). */
final class Metrics {
    private final Map<String, Long> alerts = new TreeMap<>();
    private final Map<String, LongSupplier> sent = new LinkedHashMap<>();
    private final Map<String, LongSupplier> lost = new LinkedHashMap<>();
    private LongSupplier events = () -> 0;

    synchronized void count(Alert alert) {
        String labels = "rule=\"" + escaped(alert.rule()) + "\",priority=\""
                + alert.priority().word() + "\"";
        alerts.merge(labels, 1L, Long::sum);
    }

    /** Where the number of events replayed so far comes from. */
    synchronized void events(LongSupplier count) {
        events = count;
    }

    synchronized void watch(Delivery delivery) {
        String labels = "output=\"" + escaped(delivery.name()) + "\"";
        sent.put(labels, delivery::sent);
        lost.put(labels, delivery::lost);
    }

    /** All of it, as scrapers read it. */
    synchronized String text() {
        List<String> lines = new ArrayList<>();
        lines.add("# HELP lanner_events_total Events replayed.");
        lines.add("# TYPE lanner_events_total counter");
        lines.add("lanner_events_total " + events.getAsLong());
        lines.add("# HELP lanner_alerts_total Alerts raised, by rule and priority.");
        lines.add("# TYPE lanner_alerts_total counter");
        alerts.forEach((labels, count) -> lines.add("lanner_alerts_total{" + labels + "} " + count));
        lines.add("# HELP lanner_output_sent_total Alerts that an output took.");
        lines.add("# TYPE lanner_output_sent_total counter");
        sent.forEach((labels, count) -> lines.add("lanner_output_sent_total{" + labels + "} " + count.getAsLong()));
        lines.add("# HELP lanner_output_lost_total Alerts that could not be delivered.");
        lines.add("# TYPE lanner_output_lost_total counter");
        lost.forEach((labels, count) -> lines.add("lanner_output_lost_total{" + labels + "} " + count.getAsLong()));
        return String.join("\n", lines) + "\n";
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    /** Writes the text as a whole: a collector never reads half of it. */
    void write(Path file) throws IOException {
        WholeFile.write(file, text());
    }
}
