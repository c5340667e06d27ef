package lanner.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import lanner.product.InputException;
import picocli.CommandLine.Option;

/** The rules of commands that tell of alerts and are no commands about rules. */
final class AlertRules {
    @Option(
            names = {"-r", "--rules"},
            paramLabel = "FILE|DIR",
            description = "The rules whose alerts are shown (default: the rules that come with Lanner).")
    private List<Path> rules = List.of();

    List<Path> files() throws IOException, InputException {
        return RuleFiles.orShipped(rules);
    }

    /** As the user gave them; none for the default. */
    List<Path> given() {
        return rules;
    }
}
