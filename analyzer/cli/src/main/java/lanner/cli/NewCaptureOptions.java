package lanner.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import lanner.capture.CaptureWriteException;
import lanner.product.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of commands that write a new capture. */
final class NewCaptureOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            required = true,
            description = "The new capture.")
    private Path output;

    @Option(names = "--overwrite", description = "Replace an existing capture.")
    private boolean overwrite;

    Path output() {
        return output;
    }

    boolean overwrite() {
        return overwrite;
    }

    /** Says why the capture could not be written, and answers the status to end with. */
    int failed(CaptureWriteException reason) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("lanner: " + reason.getMessage());
        err.flush();
        return ExitCode.ENVIRONMENT.code();
    }
}
