package lanner.cli.tui.terminal;

import java.io.IOException;

/** There is no terminal that a window could be shown on. The message says why, in a sentence. */
public final class NoTerminalException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    NoTerminalException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** The sentence. */
    public String reason() {
        return reason;
    }
}
