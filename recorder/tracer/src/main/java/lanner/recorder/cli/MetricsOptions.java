package lanner.recorder.cli;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lanner.product.FileFailure;
import lanner.recorder.metrics.MetricsPublisher;
import lanner.recorder.session.RecordingException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say where the figures of a recording are told while it goes on. */
final class MetricsOptions {
    /** An IPv6 address with brackets or without: its port is what follows the last colon. */
    private static final Pattern ADDRESS = Pattern.compile("(?:(.+):)?([0-9]{1,5})");

    private static final int HOST = 1;
    private static final int PORT = 2;
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

    private void listen(MetricsPublisher publisher, String given, Consumer<String> messages) throws RecordingException {
        Matcher parts = ADDRESS.matcher(given);
        if (!parts.matches() || Integer.parseInt(parts.group(PORT)) > MOST_PORTS) {
            throw new ParameterException(
                    spec.commandLine(), "--metrics-listen: '" + given + "' is not PORT or ADDRESS:PORT");
        }
        try {
            int port = Integer.parseInt(parts.group(PORT));
            InetSocketAddress at = publisher.listen(new InetSocketAddress(host(parts.group(HOST)), port));
            if (port == 0) {
                messages.accept("metrics at http://" + text(at.getAddress()) + ":" + at.getPort() + "/metrics");
            }
        } catch (IOException e) {
            throw new RecordingException(
                    RecordingException.ENVIRONMENT, "--metrics-listen " + given + ": " + FileFailure.sentence(e));
        }
    }

    private static InetAddress host(@Nullable String given) throws UnknownHostException {
        return given == null ? InetAddress.getLoopbackAddress() : InetAddress.getByName(given);
    }

    /** As a URL has it (RFC 3986, 3.2.2; a zone as RFC 6874 has it). */
    static String text(InetAddress address) {
        String host = address.getHostAddress();
        return address instanceof Inet6Address ? "[" + host.replace("%", "%25") + "]" : host;
    }
}
