package lanner.cli.fleet;

/** The engine cannot do its work, for a reason that is not in the captures; the message is a sentence for people. */
public final class FleetException extends Exception {
    private static final long serialVersionUID = 1L;

    public FleetException(String message, Throwable cause) {
        super(message, cause);
    }
}
