package lanner.investigation.casework;

import java.util.Optional;

/** What may be written into the short fields of a case. */
public final class CaseText {
    /** An analyst's name, a case's number. */
    private static final int LONGEST = 100;

    private CaseText() {}

    /** Why a text is neither an analyst's name nor a case's number; empty if it may be one. Blanks around it do not count. */
    public static Optional<String> problem(String text) {
        String given = text.strip();
        return given.isEmpty() || isLine(given, LONGEST)
                ? Optional.empty()
                : Optional.of("one line of at most " + LONGEST + " characters");
    }

    /** Whether a text is one line without control characters, not blank, not longer than so many characters. */
    static boolean isLine(String text, int longest) {
        return !text.isBlank() && text.length() <= longest && text.chars().noneMatch(Character::isISOControl);
    }
}
