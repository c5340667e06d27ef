package lanner.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fleet}: many captures at once. */
@Command(
        name = "fleet",
        description = {
            "Asks many captures at once, on this machine or on a cluster.",
            "The work is given out by Spark; --master says where. The answers are those of one process."
        },
        mixinStandardHelpOptions = true,
        subcommands = {
            FleetAnalyzeCommand.class,
            FleetBaselineCommand.class,
            FleetCompareCommand.class,
            FleetRulesCommand.class
        })
final class FleetCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: analyze, baseline, compare, rules");
    }
}
