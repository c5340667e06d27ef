package lanner.cli.output;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import lanner.engine.alert.Alert;
import lanner.product.Counted;
import lanner.product.FileFailure;

/** All outputs of a run: every alert goes to every one of them. */
public final class Outputs {
    private static final Duration RETRY = Duration.ofSeconds(30);
    private static final Duration DRAIN = Duration.ofSeconds(30);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration METRICS_EVERY = Duration.ofSeconds(10);
    private static final int QUEUE = 10_000;

    /** Outputs that never block long are written to at once, so that what is printed keeps its order. */
    private final List<Direct> direct = new ArrayList<>();

    private final List<Delivery> deliveries = new ArrayList<>();
    private final List<MetricsTarget> targets = new ArrayList<>();
    private final Metrics metrics = new Metrics();
    private final PrintWriter err;

    private static final class Direct {
        private final Output output;
        private long lost;
        private String reason = "";

        Direct(Output output) {
            this.output = output;
        }
    }

    private Outputs(PrintWriter err) {
        this.err = err;
    }

    /**
     * Opens outputs.
     *
     * @param json whether those that do not say otherwise write JSON
     * @param printed how the standard output is written, where neither says otherwise
     * @throws IOException with a sentence for people, when one cannot be opened; those that were are closed again
     */
    public static Outputs open(
            List<OutputSpec> specs, boolean json, AlertLine printed, PrintWriter out, PrintWriter err)
            throws IOException {
        Outputs outputs = new Outputs(err);
        try {
            for (OutputSpec spec : specs) {
                outputs.open(spec, json, printed, out);
            }
        } catch (IOException | RuntimeException e) {
            outputs.close();
            throw e;
        }
        return outputs;
    }

    private void open(OutputSpec spec, boolean json, AlertLine printed, PrintWriter out) throws IOException {
        String target = spec.target();
        try {
            AlertLine lines = AlertLine.of(spec.json(json));
            switch (spec.kind()) {
                case STDOUT ->
                    direct.add(new Direct(StreamOutput.standard(out, json || spec.hasFormat() ? lines : printed)));
                case FILE -> direct.add(new Direct(StreamOutput.file(Path.of(target), lines)));
                case PROGRAM -> deliver(spec, new ProgramOutput(target, lines, spec.flag("keep_alive")), Duration.ZERO);
                case SYSLOG -> {
                    SyslogFormat format = new SyslogFormat(
                            SyslogFormat.facility(spec.options().getOrDefault("facility", "user")), lines);
                    Output syslog = target.isEmpty()
                            ? new LocalSyslogOutput(format, lines)
                            : new SyslogOutput(spec.address("udp", "tcp"), format);
                    deliver(spec, syslog, RETRY);
                }
                case HTTP -> {
                    Output webhook = new HttpOutput(
                            spec.address("http", "https"),
                            spec.headers(),
                            spec.number("batch", 1, 1, 10_000),
                            spec.time("timeout", TIMEOUT));
                    deliver(spec, webhook, RETRY);
                }
                case METRICS ->
                    targets.add(
                            target.startsWith("http:")
                                    ? MetricsTarget.endpoint(spec.address("http"), metrics)
                                    : MetricsTarget.file(
                                            Path.of(target), spec.time("every", METRICS_EVERY), metrics, this::say));
            }
        } catch (OutputSpec.Invalid e) {
            throw new IOException(e.getMessage(), e);
        } catch (IOException e) {
            throw new IOException("output " + spec.kind().word() + ":" + target + " cannot be opened: " + reason(e), e);
        }
    }

    private void deliver(OutputSpec spec, Output output, Duration retry) throws OutputSpec.Invalid {
        Delivery.Patience patience = new Delivery.Patience(
                spec.time("retry", retry), spec.number("queue", QUEUE, 1, 10_000_000), spec.time("drain", DRAIN));
        Delivery delivery = new Delivery(output, patience, this::say);
        deliveries.add(delivery);
        metrics.watch(delivery);
    }

    private static String reason(IOException e) {
        if (e instanceof java.nio.file.NoSuchFileException) {
            return "there is no such directory";
        }
        return FileFailure.words(e);
    }

    private synchronized void say(String sentence) {
        err.println("lanner: output " + sentence);
        err.flush();
    }

    /** Where metrics take the number of events from. */
    public void events(LongSupplier count) {
        metrics.events(count);
    }

    /** Sends an alert everywhere. */
    public void accept(Alert alert) {
        metrics.count(alert);
        for (Direct each : direct) {
            try {
                each.output.send(List.of(alert));
            } catch (IOException e) {
                each.lost++;
                if (each.reason.isEmpty()) {
                    each.reason = reason(e);
                    say(each.output.name() + ": " + each.reason);
                }
            }
        }
        for (Delivery delivery : deliveries) {
            delivery.accept(alert);
        }
    }

    /** Waits until all is delivered, says what could not be, and ends; true if nothing was lost. */
    public boolean close() {
        boolean whole = true;
        for (Direct each : direct) {
            try {
                each.output.close();
            } catch (IOException e) {
                say(each.output.name() + ": " + reason(e));
                whole = false;
            }
            whole &= report(each.output.name(), each.lost);
        }
        for (Delivery delivery : deliveries) {
            delivery.close();
            whole &= report(delivery.name(), delivery.lost());
        }
        for (MetricsTarget target : targets) {
            whole &= target.close();
        }
        return whole;
    }

    private boolean report(String name, long lost) {
        if (lost > 0) {
            say(name + ": " + Counted.of(lost, "alert was", "alerts were") + " not delivered");
        }
        return lost == 0;
    }
}
