package lanner.product;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts and their nouns. */
class CountedTest {
    @ParameterizedTest
    @CsvSource({"0, 0 captures", "1, 1 capture", "2, 2 captures", "2000, '2,000 captures'", "-1, -1 captures"})
    void aCountOfOneHasTheNounAsItIs(long number, String words) {
        assertThat(Counted.of(number, "capture")).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 processes were", "1, 1 process was", "1000000, '1,000,000 processes were'"})
    void otherFormsAreGiven(long number, String words) {
        assertThat(Counted.of(number, "process was", "processes were")).isEqualTo(words);
    }
}
