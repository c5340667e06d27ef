package lanner.investigation.rows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times as people read them. */
class TimeFormatTest {
    @ParameterizedTest
    @CsvSource({
        "999, 999 ns",
        "-1500, -1.5 \u00b5s",
        "2500000, 2.5 ms",
        "119990000000, 119.99 s",
        "120000000000, 2 min 00 s",
        "-7199000000000, -119 min 59 s",
        "7260000000000, 2 h 01 min",
        "180000000000000, 2 d 02 h",
        "94608000000000000, 3.0 years",
        "-9223372036854775808, -292.5 years"
    })
    void aSpanHasTheUnitThatSuitsItsLength(long nanos, String words) {
        assertThat(TimeFormat.span(nanos)).isEqualTo(words);
    }
}
