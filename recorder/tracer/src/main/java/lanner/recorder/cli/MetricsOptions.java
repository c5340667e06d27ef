package lanner.recorder.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import lanner.recorder.metrics.MetricsPublisher;
import lanner.recorder.session.RecordingException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say where the figures of a recording are told while it goes on. */
final class MetricsOptions {
    private static final String ADDRESS = "(.+:)?[0-9]{1,5}";
    private static final int MOST_PORTS = 65_535;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--metrics",
            paramLabel = "FILE",
            description = "Write the recorder's figures for Prometheus to this file, every 5 s and at the end, as the "
                    + "textfile collector reads them (NAME.prom). Its age says whether the recorder is alive.")
    private @Nullable Path file;

    @Option(
            names = "--metrics-listen",
            paramLabel = "[ADDRESS:]PORT",
            description = {
                "Answer at http://ADDRESS:PORT/metrics (default address: this machine alone; port 0: a free one, "
                        + "which is printed).",
                "/healthz answers 200 while events are recorded and reach the disk, 503 with a sentence otherwise."
            })
    private @Nullable String listen;

    /**
     * What tells the figures; empty where nobody asked for them.
     *
     * @param messages told in a sentence where it listens, and what goes wrong
     */
    Optional<MetricsPublisher> publisher(Path capture, Consumer<String> messages) throws RecordingException {
        if (file == null && listen == null) {
            return Optional.empty();
        }
        MetricsPublisher publisher = new MetricsPublisher(capture, Optional.ofNullable(file), messages);
        if (listen != null) {
            listen(publisher, listen, messages);
        }
        return Optional.of(publisher);
    }

    private void listen(MetricsPublisher publisher, String address, Consumer<String> messages)
            throws RecordingException {
        int port = address.matches(ADDRESS)
                ? Integer.parseInt(address.substring(address.lastIndexOf(':') + 1))
                : MOST_PORTS + 1;
        if (port > MOST_PORTS) {
            throw new ParameterException(
                    spec.commandLine(), "--metrics-listen: '" + address + "' is not PORT or ADDRESS:PORT");
        }
        try {
            InetSocketAddress at = publisher.listen(address);
            if (port == 0) {
                messages.accept(
                        "metrics at http://" + at.getAddress().getHostAddress() + ":" + at.getPort() + "/metrics");
            }
        } catch (IOException e) {
            throw new RecordingException(
                    RecordingException.ENVIRONMENT, "--metrics-listen " + address + ": " + e.getMessage());
        }
    }
}
