package lanner.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import lanner.engine.alert.Alert;
import org.jspecify.annotations.Nullable;

/**
 * The machine's own syslog by way of {@code logger(1)}: its socket takes datagrams, which Java cannot send to a path.
 */
final class LocalSyslogOutput implements Output {
    private static final Path SOCKET = Path.of("/dev/log");
    private static final long PATIENCE_SECONDS = 10;

    private final SyslogFormat format;
    private final AlertLine lines;
    private @Nullable Process logger;

    LocalSyslogOutput(SyslogFormat format, AlertLine lines) {
        this.format = format;
        this.lines = lines;
    }

    @Override
    public String name() {
        return "syslog";
    }

    @Override
    public void send(List<Alert> alerts) throws IOException {
        Alert alert = alerts.get(0);
        if (!Files.exists(SOCKET)) {
            throw new IOException(
                    "there is no " + SOCKET + ": no syslog runs here; name one with udp://HOST or tcp://HOST");
        }
        if (logger == null) {
            logger = new ProcessBuilder(
                            "logger",
                            "--prio-prefix",
                            "--tag",
                            "lanner",
                            "--id=" + ProcessHandle.current().pid())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        }
        try {
            OutputStream in = logger.getOutputStream();
            in.write(("<" + format.priority(alert) + ">" + lines.line(alert) + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException e) {
            logger.destroyForcibly();
            logger = null;
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        if (logger == null) {
            return;
        }
        logger.getOutputStream().close();
        try {
            if (!logger.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                logger.destroyForcibly();
                throw new IOException("logger did not end within " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            logger.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while logger was ending", e);
        }
        if (logger.exitValue() != 0) {
            throw new IOException("logger ended with status " + logger.exitValue());
        }
    }
}
