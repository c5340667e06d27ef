package lanner.recorder.inline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CounterClockTest {
    private static final long SECOND = 1_000_000_000L;
    /** 2.5 ticks a nanosecond. */
    private static final double RATE = 0.4;

    private static long ticks(long nanos) {
        return (long) (nanos / RATE);
    }

    private static long at(CounterClock clock, long nanos) {
        return clock.nanos(ticks(nanos), Long.MIN_VALUE, Long.MAX_VALUE);
    }

    @Test
    void aWrongRateIsCorrectedByWhatIsKnownLater() {
        CounterClock clock = new CounterClock(0, 0, 0.6);
        clock.notAfter(ticks(SECOND), SECOND + 30_000);
        assertThat(at(clock, SECOND)).isBetween(SECOND, SECOND + 30_000);
        clock = new CounterClock(0, 0, 0.2);
        clock.notBefore(ticks(SECOND), SECOND - 20_000);
        assertThat(at(clock, SECOND)).isBetween(SECOND - 20_000, SECOND);
    }

    @Test
    void theErrorStaysAsLargeAsTheBoundsAreWide() {
        CounterClock clock = new CounterClock(0, 0, 0.41);
        for (long now = SECOND; now < 1000 * SECOND; now += SECOND) {
            clock.notBefore(ticks(now), now - 40_000);
            clock.notAfter(ticks(now + 1000), now + 50_000);
            assertThat(at(clock, now)).isBetween(now - 41_000, now + 50_000);
        }
    }

    @Test
    void aClockThatIsSlewedIsFollowed() {
        CounterClock clock = new CounterClock(0, 0, RATE);
        long ticks = 0;
        long nanos = 0;
        for (int i = 0; i < 2000; i++) {
            double rate = i < 1000 ? RATE : RATE * 1.0005;
            ticks += 100_000_000;
            nanos += (long) (100_000_000 * rate);
            clock.notBefore(ticks, nanos - 20_000);
            clock.notAfter(ticks, nanos + 20_000);
            assertThat(clock.nanos(ticks, Long.MIN_VALUE, Long.MAX_VALUE)).isBetween(nanos - 60_000, nanos + 60_000);
        }
    }

    @Test
    void aForgedCounterStaysWithinWhatIsKnownOtherwise() {
        CounterClock clock = new CounterClock(0, 0, RATE);
        for (long forged : new long[] {Long.MIN_VALUE, -1, Long.MAX_VALUE, 1L << 62}) {
            assertThat(clock.nanos(forged, 100, 200)).isBetween(100L, 200L);
            clock.notBefore(forged, 150);
            clock.notAfter(forged, 150);
        }
        assertThat(clock.nanos(ticks(170), 100, 200)).isBetween(100L, 200L);
    }
}
