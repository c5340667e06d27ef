package lanner.recorder.placement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the tracer yields, by how long its last yields took. */
class YieldsTest {
    private static final long MILLI = 1_000_000;

    private final Yields yields = new Yields();

    /** The clock may be negative: System.nanoTime has no origin. */
    private long now = -MILLI;

    private boolean yieldThatTook(long nanos) {
        now += nanos;
        return yields.paid(nanos, now);
    }

    private boolean paysAfter(long nanos) {
        now += nanos;
        return yields.pay(now);
    }

    private void slowYields(int count) {
        for (int i = 0; i < count; i++) {
            assertThat(paysAfter(Yields.LONGEST_PAUSE)).isTrue();
            assertThat(yieldThatTook(Yields.SLOW)).isFalse();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "nobody else is there,                    300, true",
        "the program runs to its next stop,     20000, true",
        "just quick enough,                    499999, true",
        "just too slow,                        500000, false",
        "another program has its time slice, 24000000, false"
    })
    void oneSlowYieldIsEnough(String load, long took, boolean pays) {
        assertThat(yieldThatTook(took)).isEqualTo(pays);
        assertThat(paysAfter(0)).isEqualTo(pays);
    }

    @ParameterizedTest(name = "after {0} slow yields {1} ms")
    @CsvSource({"1, 50", "2, 100", "3, 200", "4, 400", "5, 800", "6, 1600", "7, 3200", "8, 3200", "50, 3200"})
    void pausesLongerEachTime(int slow, long millis) {
        slowYields(slow);
        assertThat(paysAfter(millis * MILLI - 1)).isFalse();
        assertThat(paysAfter(1)).isTrue();
    }

    @ParameterizedTest(name = "after {0} quick yields {1} ms")
    @CsvSource({"0, 1600", "255, 1600", "256, 50", "100000, 50"})
    void manyQuickYieldsMakeItForget(int quick, long millis) {
        slowYields(5);
        assertThat(paysAfter(Yields.LONGEST_PAUSE)).isTrue();
        for (int i = 0; i < quick; i++) {
            assertThat(yieldThatTook(1_000)).isTrue();
        }
        assertThat(yieldThatTook(Yields.SLOW)).isFalse();
        assertThat(paysAfter(millis * MILLI - 1)).isFalse();
        assertThat(paysAfter(1)).isTrue();
    }

    @Test
    void quickYieldsMustFollowOneAnother() {
        slowYields(5);
        for (int round = 0; round < 3; round++) {
            assertThat(paysAfter(Yields.LONGEST_PAUSE)).isTrue();
            for (int i = 0; i < Yields.QUICK_TO_FORGET - 1; i++) {
                yieldThatTook(1_000);
            }
            assertThat(yieldThatTook(Yields.SLOW)).isFalse();
        }
        assertThat(paysAfter(Yields.LONGEST_PAUSE - 1)).isFalse();
    }
}
