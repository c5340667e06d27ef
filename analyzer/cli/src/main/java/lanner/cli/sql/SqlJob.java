package lanner.cli.sql;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is asked of an engine.
 *
 * @param statements ended by semicolons, the last one perhaps not; empty for a shell on the terminal
 * @param format how answers are written
 * @param file where they are written, whole or not at all; empty for {@code out}
 * @param limits what the statements may do
 * @param width columns of the terminal; 0 where answers go elsewhere
 * @param out for answers
 * @param err for messages; it escapes controls
 */
public record SqlJob(
        Optional<String> statements,
        SqlFormat format,
        Optional<Path> file,
        Limits limits,
        int width,
        PrintWriter out,
        PrintWriter err) {
    /**
     * What the statements may do.
     *
     * @param memoryBytes the memory of the database; 0 for half of the machine's
     * @param files whether they may read and write files
     */
    public record Limits(long memoryBytes, boolean files) {}
}
