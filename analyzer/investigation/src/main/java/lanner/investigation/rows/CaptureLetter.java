package lanner.investigation.rows;

/** The letter that stands for a capture where several are open: A for the first, Z for the 26th, then a to f. */
public final class CaptureLetter {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef";

    private CaptureLetter() {}

    /** @param capture its place in the workspace, from 0 to 31 */
    public static String of(int capture) {
        return LETTERS.substring(capture, capture + 1);
    }
}
