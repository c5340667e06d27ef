package lanner.engine.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplerTest {
    private static List<Integer> measured(Sampler sampler, int times) {
        List<Integer> measured = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            if (sampler.isDue()) {
                sampler.add(100);
                measured.add(i);
            }
        }
        return measured;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 60, 61, 1000})
    void oneTimeInSoManyIsMeasured(int number) {
        assertThat(measured(new Sampler(number), Sampler.EVERY * 10)).hasSize(10);
    }

    @Test
    void samplersOfOtherNumbersMeasureOtherTimes() {
        assertThat(measured(new Sampler(3), 61)).doesNotContainAnyElementsOf(measured(new Sampler(4), 61));
    }

    @Test
    void theClocksOwnTimeIsTakenOffAndNeverMore() {
        Sampler sampler = new Sampler(0);
        for (int i = 0; i < 5; i++) {
            sampler.add(100 + i);
        }
        assertThat(sampler.nanosEach(30)).isEqualTo(72);
        assertThat(sampler.nanosEach(300)).isZero();
    }

    @Test
    void tooFewSamplesSayNothing() {
        Sampler sampler = new Sampler(0);
        for (int i = 0; i < 4; i++) {
            sampler.add(100);
        }
        assertThat(sampler.nanosEach(0)).isNaN();
        sampler.add(100);
        assertThat(sampler.nanosEach(0)).isEqualTo(100);
        sampler.reset();
        assertThat(sampler.nanosEach(0)).isNaN();
    }

    @Test
    void anInterruptedMeasurementDoesNotCount() {
        Sampler sampler = new Sampler(0);
        for (int i = 0; i < 5; i++) {
            sampler.add(10);
            sampler.add(5_000_000);
        }
        assertThat(sampler.nanosEach(0)).isEqualTo(10);
    }
}
