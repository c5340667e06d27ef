package lanner.engine.rules.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {
    private static final long SEED = Long.getLong("lanner.seed", 7);
    private static final Pattern SEMANTIC =
            Pattern.compile("([0-9]{1,9})\\.([0-9]{1,9})\\.([0-9]{1,9})(?:[-+][0-9A-Za-z.+-]{0,100})?");

    @ParameterizedTest
    @CsvSource({
        "0.50.0, 0.50.0",
        "1.2.3-rc.1+build-7, 1.2.3",
        "1.2.3-, 1.2.3",
        "999999999.0.000000001, 999999999.0.1",
    })
    void aVersionHasThreeNumbersAndWhatFollowsThemIsNotCompared(String text, String version) {
        assertThat(Version.parse(text)).map(Version::toString).contains(version);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "1", "1.2", "1.2.", "1..3", ".2.3", "1.2.3.4", "1.2.3 ", "1.2.3_4", "1.-2.3"})
    void whatLacksOneOfThemOrHasMoreIsNone(String text) {
        assertThat(Version.parse(text)).isEmpty();
    }

    @Test
    void anEngineMayHaveOneNumber() {
        assertThat(Version.parseEngine("57")).contains(new Version(0, 57, 0));
        assertThat(Version.parseEngine("1234567890")).isEmpty();
    }

    @Test
    void aTextIsAVersionWhereTheExpressionForOneMatchesIt() {
        SplittableRandom random = new SplittableRandom(SEED);
        String characters = "0011223.....-+aZ_ \u0661";
        for (int round = 0; round < 50_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(14); i > 0; i--) {
                text.append(characters.charAt(random.nextInt(characters.length())));
            }
            if (random.nextInt(100) == 0) {
                text.append("-a".repeat(random.nextInt(45, 55)));
            }
            Matcher matcher = SEMANTIC.matcher(text);
            assertThat(Version.parse(text.toString()))
                    .as(text.toString())
                    .isEqualTo(
                            matcher.matches()
                                    ? Optional.of(new Version(
                                            Integer.parseInt(matcher.group(1)),
                                            Integer.parseInt(matcher.group(2)),
                                            Integer.parseInt(matcher.group(3))))
                                    : Optional.empty());
        }
    }
}
