package lanner.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import lanner.engine.alert.Alert;
import org.jspecify.annotations.Nullable;

/**
 * A shell command that alerts are written to, as Falco has it: started anew for each alert, or once for all with
 * {@code keep_alive}.
 */
final class ProgramOutput implements Output {
    private static final long PATIENCE_SECONDS = 30;

    private final String command;
    private final AlertLine lines;
    private final boolean keepAlive;
    private @Nullable Process process;

    ProgramOutput(String command, AlertLine lines, boolean keepAlive) {
        this.command = command;
        this.lines = lines;
        this.keepAlive = keepAlive;
    }

    @Override
    public String name() {
        return "program:" + command;
    }

    @Override
    public void send(List<Alert> alerts) throws IOException {
        Alert alert = alerts.get(0);
        if (process == null) {
            process = new ProcessBuilder("sh", "-c", command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        }
        try {
            OutputStream in = process.getOutputStream();
            in.write((lines.line(alert) + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException e) {
            int status = end(process);
            throw new IOException("it ended with status " + status + " without reading everything", e);
        }
        if (!keepAlive) {
            finish(process);
        }
    }

    private void finish(Process ending) throws IOException {
        int status = end(ending);
        if (status != 0) {
            throw new IOException("it ended with status " + status);
        }
    }

    private int end(Process ending) throws IOException {
        process = null;
        try {
            ending.getOutputStream().close();
        } catch (IOException e) {
            // It has ended without reading all: its status says more.
            return await(ending);
        }
        return await(ending);
    }

    private static int await(Process ending) throws IOException {
        try {
            if (ending.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return ending.exitValue();
            }
            ending.destroyForcibly();
            throw new IOException("it did not end within " + PATIENCE_SECONDS + " s and was killed");
        } catch (InterruptedException e) {
            ending.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while it was ending", e);
        }
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
            finish(process);
        }
    }
}
