package lanner.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where a command prints.
 *
 * @param out what it was asked for
 * @param err what it says about that
 */
record Streams(PrintWriter out, PrintWriter err) {
    static Streams of(CommandSpec spec) {
        return new Streams(spec.commandLine().getOut(), spec.commandLine().getErr());
    }
}
