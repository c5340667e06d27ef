package lanner.behaviour.shape;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts something in the place of the part of a name that differs from run to run. Expressions are RE2's: they take time
 * linear in the name.
 *
 * @param name what the rule is called
 * @param where what it is applied to
 * @param when texts one of which a name must hold to be looked at; none for all names. They make rules fast.
 * @param digits so many digits must stand in a row in a name that is looked at; 0 for all names
 * @param hex likewise, hexadecimal digits in letters of either case
 * @param match the expression; {@code {cwd}} and {@code {home}} stand for the recording's directories, {@code {above}} for
 *     any of those that the first is in, the root left out; a rule with one that is not known is left out
 * @param replace what comes in the place of each match; {@code $1} is what the first group matched
 */
public record NameRule(
        String name, Set<Where> where, List<String> when, int digits, int hex, String match, String replace) {
    static final String CWD = "{cwd}";
    static final String HOME = "{home}";
    static final String ABOVE = "{above}";
    private static final Pattern DIRECTORY = Pattern.compile("\\{(cwd|home|above)\\}");
    private static final int LONGEST = 1000;
    /** Shorter directories, {@code /} above all, would match by chance. */
    private static final int LEAST_DIRECTORY = 3;

    /** What a name is. */
    public enum Where {
        /** The path of a file, a program, a unix socket. */
        PATHS("paths"),
        /** One argument of a command line. */
        ARGUMENTS("arguments"),
        /** A whole command line: the program's path and its arguments, a blank between them. */
        COMMANDS("commands");

        private final String word;

        Where(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public NameRule {
        where = Set.copyOf(where);
        when = List.copyOf(when);
    }

    /** What is wrong with the rule; null if nothing is. */
    public @Nullable String problem() {
        if (match.length() > LONGEST || replace.length() > LONGEST) {
            return "longer than " + LONGEST + " characters";
        }
        try {
            Pattern pattern = pattern(new Place("/a/a", "/b"));
            // A replacement that names a group which is not there fails only when something matches.
            checkGroups(pattern.groupCount());
            return pattern.matches("") ? "the expression matches where there is nothing" : null;
        } catch (PatternSyntaxException e) {
            return problem(e);
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** What is wrong with an expression. */
    public static String problem(PatternSyntaxException e) {
        return e.getDescription() + (e.getPattern() == null || e.getPattern().isEmpty() ? "" : ": " + e.getPattern());
    }

    private void checkGroups(int groups) {
        for (int i = 0; i < replace.length(); i++) {
            char c = replace.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '$') {
                char digit = i + 1 < replace.length() ? replace.charAt(i + 1) : ' ';
                if (digit < '0' || digit > '9' || digit - '0' > groups) {
                    throw new IllegalArgumentException("the replacement's $ is not followed by the number of a group; "
                            + "a dollar sign itself is \\$");
                }
            }
        }
    }

    /** Whether the rule has what it needs at this place. */
    boolean isFor(Place place) {
        return (!match.contains(CWD) || place.cwd().length() >= LEAST_DIRECTORY)
                && (!match.contains(ABOVE) || !place.above().isEmpty())
                && (!match.contains(HOME) || place.home().length() >= LEAST_DIRECTORY);
    }

    Pattern pattern(Place place) {
        String above = place.above().stream().map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")"));
        StringBuilder expression = new StringBuilder();
        int from = 0;
        // At once: a directory may itself be called {home}.
        for (Matcher word = DIRECTORY.matcher(match); word.find(); from = word.end()) {
            expression.append(match, from, word.start());
            switch (word.group()) {
                case CWD -> expression.append(Pattern.quote(place.cwd()));
                case HOME -> expression.append(Pattern.quote(place.home()));
                default -> expression.append(above);
            }
        }
        return Pattern.compile(expression.append(match, from, match.length()).toString());
    }

    /** Texts one of which a name must hold at this place; none for all names. */
    List<String> needed(Place place) {
        if (match.contains(CWD)) {
            return List.of(place.cwd());
        }
        if (match.contains(HOME)) {
            return List.of(place.home());
        }
        return when.isEmpty() && match.contains(ABOVE) ? place.above() : when;
    }
}
