package lanner.investigation.casework;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A word of the analyst's own for events, and how it looks.
 *
 * @param name what it is called; unlike that of any other tag of the case
 * @param letter one letter or digit, for those who do not see the colour
 * @param colour the name of a colour, as the window has them; another name is any colour
 */
public record Tag(String name, String letter, String colour) {
    static final int LONGEST_NAME = 40;
    private static final int LONGEST_COLOUR = 20;
    private static final Pattern LETTER = Pattern.compile("[A-Za-z0-9]");

    /** Why it is no tag; empty if it is one. */
    public Optional<String> problem() {
        if (!isName(name)) {
            return Optional.of("a tag's name is one line of at most " + LONGEST_NAME + " characters");
        }
        if (!LETTER.matcher(letter).matches()) {
            return Optional.of("a tag's letter is one letter or digit");
        }
        return colour.isBlank() || colour.length() > LONGEST_COLOUR
                ? Optional.of("a tag has a colour")
                : Optional.empty();
    }

    static boolean isName(String name) {
        return CaseText.isLine(name, LONGEST_NAME) && name.indexOf(',') < 0;
    }
}
