package lanner.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
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

    @ParameterizedTest
    @CsvSource({
        "7, 7",
        "999, 999",
        "1000, '1,000'",
        "-999, -999",
        "-1000, '-1,000'",
        "12345678, '12,345,678'",
        "9223372036854775807, '9,223,372,036,854,775,807'",
        "-9223372036854775808, '-9,223,372,036,854,775,808'"
    })
    void digitsStandInThrees(long number, String digits) {
        assertThat(Counted.number(number)).isEqualTo(digits).isEqualTo(String.format(Locale.ROOT, "%,d", number));
    }

    @ParameterizedTest
    @CsvSource({"0, 0.00", "0.004, 0.00", "0.006, 0.01", "0.999, 1.00", "44.9, 44.90", "1234.5, 1234.50"})
    void hundredthsAreRounded(double number, String digits) {
        assertThat(Counted.hundredths(number)).isEqualTo(digits).isEqualTo(String.format(Locale.ROOT, "%.2f", number));
    }
}
