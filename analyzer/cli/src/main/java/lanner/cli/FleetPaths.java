package lanner.cli;

import java.util.List;
import picocli.CommandLine.Parameters;

/** The captures of a fleet. */
final class FleetPaths {
    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description =
                    "Captures, packed or not, or scap files; a directory stands for all below it. A path may be of "
                            + "any file system that Spark knows: hdfs://..., s3a://...")
    private List<String> paths = List.of();

    /** As they were given, one at least. */
    List<String> paths() {
        return paths;
    }
}
