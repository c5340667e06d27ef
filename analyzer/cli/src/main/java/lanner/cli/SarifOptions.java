package lanner.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import lanner.cli.sarif.ArtifactUri;
import lanner.product.WholeFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that write what they found for code scanning. */
final class SarifOptions {
    @Option(
            names = "--sarif",
            paramLabel = "FILE",
            description = "Also write what was found to this file as SARIF 2.1.0, for code scanning.")
    private @Nullable Path file;

    @Option(
            names = "--sarif-location",
            paramLabel = "FILE",
            description = "The file of the repository that code scanning shows the results at (default: the capture).")
    private @Nullable Path place;

    /**
     * Where it is to be written; empty for nowhere. That it can be is tried at once: a long work that ends without its file
     * was for nothing.
     */
    Optional<Path> file() throws IOException {
        if (file != null) {
            WholeFile.begin(file).close();
        }
        return Optional.ofNullable(file);
    }

    /** What results about a capture are shown at. */
    String place(Path capture) {
        return ArtifactUri.of(place != null ? place : capture);
    }
}
