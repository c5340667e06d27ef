package lanner.cli;

import java.util.Locale;
import lanner.engine.replay.Replay;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What the commands that work on rules read alike. */
final class RuleCommandOptions {
    private RuleCommandOptions() {}

    /** What {@code --match} says. */
    static Replay.Match match(String word, CommandLine command) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "first" -> Replay.Match.FIRST;
            case "all" -> Replay.Match.ALL;
            default -> throw new ParameterException(command, "--match is first or all, not '" + word + "'");
        };
    }

    /** Whether standard output is a terminal whose user wants colours: NO_COLOR, unless empty, says no. */
    static boolean isColoured() {
        String refused = System.getenv("NO_COLOR");
        return ProgressBar.isTerminal(1) && (refused == null || refused.isEmpty());
    }
}
