package lanner.cli;

/** What the commands that work on rules read alike. */
final class RuleCommandOptions {
    private RuleCommandOptions() {}

    /** Whether standard output is a terminal whose user wants colours: NO_COLOR, unless empty, says no. */
    static boolean isColoured() {
        String refused = System.getenv("NO_COLOR");
        return ProgressBar.isTerminal(1) && (refused == null || refused.isEmpty());
    }
}
