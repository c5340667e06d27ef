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
}
