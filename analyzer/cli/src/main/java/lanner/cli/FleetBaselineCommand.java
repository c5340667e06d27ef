package lanner.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import lanner.product.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fleet baseline}: what many good runs did, as a file. */
@Command(
        name = "baseline",
        description = {
            "Learns what many captures did and writes it to a file.",
            "The file is that of lanner compare --save-baseline. lanner compare, guard and fleet compare take it as "
                    + "--baseline. A capture that cannot be read is named, skipped and counted.",
            "Exit status: 0, or 3 if a capture is damaged or was skipped."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner fleet baseline good/ -o good.json",
            "  lanner fleet baseline hdfs://store/good -o good.json \\",
            "      --master spark://host:7077",
            "  lanner compare --baseline good.json new.lanner"
        })
final class FleetBaselineCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "Write what is known to this file: JSON, a line for each thing.")
    private Path output;

    @Mixin
    private FleetLearning learning;

    @Override
    public Integer call() throws IOException, InputException {
        FleetLearning.Learned learned = learning.learn();
        if (learned.isThere()) {
            BaselineArgument.save(learned.baseline(), output, spec.commandLine().getErr());
        }
        return learned.status().code();
    }
}
