package lanner.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CharactersTest {
    @ParameterizedTest
    @CsvSource({"'', *?, false", "abc, *?, false", "ab*, *?, true", "?, *?, true", "abc, '', false", "a b, ' =', true"})
    void aTextHasACharacterOrNot(String text, String characters, boolean has) {
        assertThat(Characters.hasAny(text, characters)).isEqualTo(has);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 3, false",
        "0, 3, true",
        "999, 3, true",
        "1000, 3, false",
        "-1, 3, false",
        "1a, 3, false",
        "' 1', 3, false",
        "'\u0661', 3, false"
    })
    void aTextIsANumberOfSoManyDigitsOrNot(String text, int most, boolean are) {
        assertThat(Characters.areDigits(text, most)).isEqualTo(are);
    }

    @ParameterizedTest
    @CsvSource({"'', ab, false", "a, ab, true", "abba, ab, true", "abc, ab, false"})
    void aTextIsMadeOfCharactersOrNot(String text, String characters, boolean are) {
        assertThat(Characters.areAmong(text, characters)).isEqualTo(are);
    }
}
