package lanner.engine.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.SplittableRandom;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventTimeTest {
    private static final long SEED = Long.getLong("lanner.seed", 7);
    private static final int TIMES = 200;

    static Stream<String> zones() {
        return ZoneId.getAvailableZoneIds().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("zones")
    void theLocalTimeIsThatOfTheZonesRules(String name) {
        TimeZone zone = TimeZone.getTimeZone(name);
        ZoneId rules = zone.toZoneId();
        SplittableRandom random = new SplittableRandom(SEED + name.hashCode());
        for (int i = 0; i < TIMES; i++) {
            // One of four is any time, the others are within the years of real captures.
            long nanos = i % 4 == 0 ? random.nextLong() : random.nextLong(1L << 31) * 1_000_000_000 + random.nextInt();

            assertThat(EventTime.local(nanos, zone))
                    .as("%s at %d", name, nanos)
                    .isEqualTo(LocalDateTime.ofInstant(EventTime.instant(nanos), rules));
        }
    }
}
