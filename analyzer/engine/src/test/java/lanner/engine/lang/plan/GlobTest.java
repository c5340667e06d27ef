package lanner.engine.lang.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns that have nothing special but stars are searched piece by piece; others element by element. */
class GlobTest {
    private static final int DRAWN = 20_000;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            */.ssh/*   | /home/sam/.ssh/id_rsa | true
            */.ssh/*   | /home/sam/.ssh        | false
            */.ssh/*   | /.ssh/                | true
            /proc/*/mem | /proc/4711/mem       | true
            /proc/*/mem | /proc/mem            | false
            ab*ba      | aba                   | false
            ab*ba      | abba                  | true
            *a*a       | a                     | false
            *a*a       | xaxa                  | true
            **         | ""                    | true
            *          | ""                    | true
            ""         | ""                    | true
            ""         | a                     | false
            a          | a                     | true
            a          | aa                    | false
            a*         | a                     | true
            \\*a       | *a                    | true
            \\*a       | xa                    | false
            a?c*       | abcd                  | true
            [ab]*      | cb                    | false
            """)
    void theWholeTextMatches(String pattern, String text, boolean expected) {
        assertThat(new Glob(pattern, false).matches(text)).isEqualTo(expected);
    }

    @Test
    void aPartOfATextIsMatchedAsIfItWereAlone() {
        long seed = Long.getLong("lanner.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < DRAWN; i++) {
            String pattern = drawn(random, "ab*", 7);
            String text = drawn(random, "ab", 9);
            int from = random.nextInt(text.length() + 1);
            int to = from + random.nextInt(text.length() - from + 1);

            assertThat(new Glob(pattern, false).matches(text, from, to))
                    .as("-Dlanner.seed=%d: '%s' in '%s' from %d to %d", seed, pattern, text, from, to)
                    .isEqualTo(matches(pattern, text.substring(from, to)))
                    // The same pattern with brackets is matched element by element.
                    .isEqualTo(new Glob(pattern.replace("a", "[a]"), false).matches(text, from, to));
        }
    }

    @Test
    void everyTextThatMatchesHasTheLongLiteral() {
        long seed = Long.getLong("lanner.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < DRAWN; i++) {
            String pattern = drawn(random, "aabb*?[]!\\\\-", 9);
            String text = drawn(random, "ab[]\\\\", 7);
            Glob glob = new Glob(pattern, false);
            if (glob.matches(text)) {
                assertThat(text)
                        .as("-Dlanner.seed=%d: '%s' matches '%s'", seed, text, pattern)
                        .contains(glob.longLiteral());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            */.ssh/id_*  | /.ssh/id_
            /proc/*/mem  | /proc/
            /dev/sd[a-z] | /dev/sd
            [a-z]bc?d    | bc
            a\\bcd     | cd
            *            | ""
            [[:alpha:]]x | x
            ab[cde       | ab
            """)
    void theLongLiteralOfAPatternStandsForItself(String pattern, String expected) {
        assertThat(new Glob(pattern, false).longLiteral()).isEqualTo(expected);
    }

    @Test
    void bracketsThatNeverCloseAreReadOnce() {
        String brackets = "[".repeat(2_000_000);
        assertThat(new Glob("ab" + brackets, false).longLiteral()).isEqualTo("ab");
        assertThat(new Glob("[a]".repeat(700_000) + "b", false).longLiteral()).isEqualTo("b");
    }

    private static String drawn(Random random, String alphabet, int longest) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(longest + 1); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /** By its definition. */
    private static boolean matches(String pattern, String text) {
        if (pattern.isEmpty()) {
            return text.isEmpty();
        }
        if (pattern.charAt(0) == '*') {
            return matches(pattern.substring(1), text) || !text.isEmpty() && matches(pattern, text.substring(1));
        }
        return !text.isEmpty()
                && text.charAt(0) == pattern.charAt(0)
                && matches(pattern.substring(1), text.substring(1));
    }
}
