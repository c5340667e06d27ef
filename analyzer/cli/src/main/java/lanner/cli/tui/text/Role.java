package lanner.cli.tui.text;

/** What a piece of text is, which decides how it looks. Nothing is told by the look alone. */
public enum Role {
    PLAIN,
    /** Beside the matter: faint. */
    QUIET,
    STRONG,
    /** A heading of a pane. */
    HEADING,
    /** That of the pane that keys go to. */
    FOCUSED,
    /** The line at hand of the pane that keys go to. */
    SELECTED,
    /** The line at hand of another pane. */
    CHOSEN,
    /** Grave alerts, and what is wrong. */
    GRAVE,
    /** Less grave alerts, and calls that failed. */
    WARNING,
    GOOD,
    /** Where in a text something is wrong. */
    WRONG_PLACE
}
