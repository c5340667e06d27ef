package lanner.viewer.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often what a job has found is shown. */
class PaceTest {
    private static final long MILLI = 1_000_000;

    /** Frames of 20 ms. */
    @ParameterizedTest
    @CsvSource({"0, 1", "180, 1", "200, 2", "1000, 6"})
    void showsAtOnceAndThenFiveTimesASecond(int millis, int shown) {
        Pace pace = new Pace();
        long began = System.nanoTime();
        int count = 0;
        for (int at = 0; at <= millis; at += 20) {
            count += pace.isDue(began + at * MILLI) ? 1 : 0;
        }
        assertThat(count).isEqualTo(shown);
    }
}
