package lanner.cli.guard;

import lanner.product.ExitCode;

/** What a recording says of a command. */
public enum Verdict {
    /** No alert that counts, and nothing is missing that could have raised one. */
    GOOD,
    /** An alert that counts. */
    FOUND,
    /** No alert that counts, and not all that happened could be looked at. */
    UNKNOWN;

    /**
     * The status to end with where it is not the command's own: each says both what was found and whether the command did
     * what it was to do, so that neither hides the other.
     */
    public ExitCode status(CommandEnd end) {
        return switch (this) {
            case GOOD -> throw new IllegalStateException("the status is the command's own");
            case FOUND -> end.isGood() ? ExitCode.FINDING : ExitCode.FINDING_AND_FAILED;
            case UNKNOWN -> end.isGood() ? ExitCode.NO_VERDICT : ExitCode.NO_VERDICT_AND_FAILED;
        };
    }
}
