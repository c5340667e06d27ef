package lanner.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fleet rules}: work on rules with many captures. */
@Command(
        name = "rules",
        description = "Compares rules by the alerts of many captures.",
        mixinStandardHelpOptions = true,
        subcommands = FleetRulesDiffCommand.class)
final class FleetRulesCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: diff");
    }
}
