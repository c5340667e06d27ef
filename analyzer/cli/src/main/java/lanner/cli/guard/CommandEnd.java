package lanner.cli.guard;

import java.util.Locale;

/**
 * How a command ended.
 *
 * @param status its exit status, or 128 and the signal's number; -1 where it was never learnt
 * @param signal the signal that ended it; 0 for none
 */
public record CommandEnd(int status, int signal) {
    /** Whether it did what it was to do, as far as its status says. */
    public boolean isGood() {
        return status == 0;
    }

    /** {@code ended with status 3}. */
    String words() {
        return signal > 0
                ? String.format(Locale.ROOT, "was ended by signal %d", signal)
                : status < 0 ? "ended in a way that is not known" : "ended with status " + status;
    }
}
