package lanner.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** How wide the lines of a report may be. */
final class TerminalWidth {
    private static final int STDOUT = 1;

    private TerminalWidth() {}

    /** Characters of a line of the terminal; 0 where the output goes elsewhere. */
    static int ofOutput() {
        return ProgressBar.isTerminal(STDOUT)
                ? new CommandLine(CommandSpec.create())
                        .setUsageHelpAutoWidth(true)
                        .getUsageHelpWidth()
                : 0;
    }
}
