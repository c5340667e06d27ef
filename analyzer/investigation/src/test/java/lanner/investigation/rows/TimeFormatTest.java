package lanner.investigation.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times as people read them. */
class TimeFormatTest {
    @Test
    void aMomentIsOfTheClockOfUtcOrOfHereOrSinceTheFirst() {
        long origin = 1_795_631_222_000_000_000L;
        long moment = origin + 378_713_525;
        ZonedDateTime here = Instant.ofEpochSecond(0, moment).atZone(ZoneId.systemDefault());
        assertThat(TimeFormat.UTC.whole(moment, origin)).isEqualTo("2026-11-25 18:27:02.378713525");
        assertThat(TimeFormat.UTC.moment(moment, origin)).isEqualTo("18:27:02.378713");
        assertThat(TimeFormat.LOCAL.moment(moment, origin))
                .isEqualTo(DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS", Locale.ROOT)
                        .format(here));
        assertThat(TimeFormat.RELATIVE.moment(moment, origin)).isEqualTo("+0.378714 s");
        assertThat(TimeFormat.UTC.moment(0, origin)).isEqualTo("no time");
    }

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
