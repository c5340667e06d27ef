package lanner.capture.kit;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Programs that a test writes and then runs. Another process writes them: a file that this virtual machine has open for
 * writing may be open, for a moment, in a child that another test starts meanwhile, and cannot be run until that child runs
 * its program (ETXTBSY, execve(2)).
 */
public final class ExecutableFile {
    private ExecutableFile() {}

    /** Writes a program that everybody may run; answers the file. */
    public static Path write(Path file, String text) throws IOException {
        run(text, "cat >\"$1\" && chmod 755 \"$1\"", file);
        return file;
    }

    /** Copies a program, with its time and rights. */
    public static void copy(Path from, Path to) throws IOException {
        run("", "cp -p \"$1\" \"$2\"", from, to);
    }

    private static void run(String input, String script, Path... files) throws IOException {
        List<String> line = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        for (Path file : files) {
            line.add(file.toString());
        }
        Process process = new ProcessBuilder(line)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        try {
            if (process.waitFor() != 0) {
                throw new IOException("status " + process.exitValue() + " of " + line);
            }
        } catch (InterruptedException e) {
            throw (IOException) new InterruptedIOException("interrupted: " + line).initCause(e);
        }
    }
}
