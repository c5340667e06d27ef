package lanner.engine.lang.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPrefixesTest {
    private static final long SEED = Long.getLong("lanner.seed", System.nanoTime());
    private static final int MOST = 16;
    private static final String[] COMPONENTS = {"a", "ab", "b", "*", "a*", "?", "[ab]", ""};

    @ParameterizedTest
    @CsvSource(textBlock = """
            /usr/local/bin,    usr/local/bin
            //usr///bin/,      usr/bin
            /home/*/.ssh/keys, .ssh/keys
            /proc/[0-9]*/mem,  proc
            etc,               etc
            /a/longer/than/sixteen, a/longer/than
            /,                 ''
            /*,                ''
            """)
    void theLongestPartWithoutPatternsIsKnown(String prefix, String expected) {
        assertThat(PathPrefixes.longNames(prefix, MOST)).isEqualTo(expected);
    }

    @Test
    void everyPathBelowAPrefixHasThatPart() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 50_000; i++) {
            String prefix = path(random, COMPONENTS.length);
            String path = path(random, 3);
            PathPrefixes prefixes = new PathPrefixes();
            prefixes.add(prefix);
            if (prefixes.matches(path)) {
                assertThat(path.contains("//") || path.contains(PathPrefixes.longNames(prefix, MOST)))
                        .as("-Dlanner.seed=%d: %s below %s", SEED, path, prefix)
                        .isTrue();
            }
        }
    }

    @Test
    void aPrefixOfManyNamesIsReadOnce() {
        String prefix = "/ab".repeat(1_000_000);
        assertThat(PathPrefixes.longNames(prefix, MOST))
                .hasSizeLessThanOrEqualTo(MOST)
                .startsWith("ab/ab");
    }

    private static String path(SplittableRandom random, int components) {
        StringBuilder path = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            path.append(random.nextInt(6) == 0 ? "//" : random.nextInt(8) == 0 ? "" : "/")
                    .append(COMPONENTS[random.nextInt(components)]);
        }
        return path.toString();
    }
}
