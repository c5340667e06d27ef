package lanner.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import lanner.behaviour.baseline.Baseline;
import lanner.behaviour.compare.ShapesFile;
import lanner.product.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fleet compare}: what many captures did that good runs did not. */
@Command(
        name = "compare",
        description = {
            "Shows what many captures, together, did differently from good runs.",
            "The answer is that of lanner compare --baseline. A capture that cannot be read is named, skipped and counted.",
            "Exit status: 1 if there is a difference of --fail-on; else 0, or 3 for bad input."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner fleet compare --baseline good.json captures/",
            "  lanner fleet compare --baseline good.json hdfs://store/today \\",
            "      --master spark://host:7077 --fail-on new-peer,new-program"
        })
final class FleetCompareCommand implements Callable<Integer> {
    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            required = true,
            description = "What is known: a file of fleet baseline, or of compare --save-baseline.")
    private Path baseline;

    @Mixin
    private FleetLearning learning;

    @Mixin
    private ComparisonOptions comparison;

    @Override
    public Integer call() throws IOException, InputException {
        comparison.begin();
        ShapesFile.Rules alike = learning.alike();
        Baseline known = BaselineArgument.saved(baseline);
        if (known == null) {
            throw new InputException(baseline + " is no baseline: it is made by lanner fleet baseline");
        }
        FleetLearning.Learned learned = learning.learn();
        return (learned.isThere()
                        ? comparison.compare(known, learned.baseline(), alike.chance(), true, learned.status())
                        : learned.status())
                .code();
    }
}
