package lanner.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import lanner.engine.alert.Alert;

/** A line an alert, to the standard output or a file. */
final class StreamOutput implements Output {
    private final String name;
    private final OutputStream out;
    private final AlertLine lines;
    private final boolean owned;

    private StreamOutput(String name, OutputStream out, AlertLine lines, boolean owned) {
        this.name = name;
        this.out = out;
        this.lines = lines;
        this.owned = owned;
    }

    /** The command's own output, which stays the command's to close. */
    static Output standard(PrintWriter out, AlertLine lines) {
        return new StreamOutput(
                "stdout",
                new OutputStream() {
                    @Override
                    public void write(int value) {
                        out.write(value);
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int length) {
                        out.write(new String(bytes, offset, length, StandardCharsets.UTF_8));
                    }

                    @Override
                    public void flush() {
                        out.flush();
                    }
                },
                lines,
                false);
    }

    /** A file that lines are added to; a new one is its owner's alone. */
    static Output file(Path path, AlertLine lines) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        OutputStream out = Files.newOutputStream(
                path,
                Set.of(StandardOpenOption.APPEND, StandardOpenOption.WRITE).toArray(StandardOpenOption[]::new));
        return new StreamOutput("file:" + path, out, lines, true);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void send(List<Alert> alerts) throws IOException {
        Alert alert = alerts.get(0);
        out.write((lines.line(alert) + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        if (owned) {
            out.close();
        }
    }
}
