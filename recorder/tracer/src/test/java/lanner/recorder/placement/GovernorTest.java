package lanner.recorder.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the governor decides after looks at four milliseconds each. */
class GovernorTest {
    private static final long WALL = 4_000_000;

    private static Governor.Look look(int stops, int computedPercent, int waitedPercent) {
        return look(stops, computedPercent, 0, waitedPercent);
    }

    private static Governor.Look look(int stops, int computedPercent, int takenPercent, int waitedPercent) {
        return new Governor.Look(
                WALL, stops, WALL * computedPercent / 100, WALL * takenPercent / 100, WALL * waitedPercent / 100);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "several threads compute and stop rarely,       10,  98, 100, true",
        "several threads compute and never stop,         0, 100, 100, true",
        "one thread computes alone,                     10,  98,   2, false",
        "several threads stop all the time,            600,  60, 100, false",
        "threads take turns and wait for each other,   100,  95,  30, false",
        "hardly anything runs,                           5,  10,  90, false"
    })
    void spreadsOnlyWhatComputesTogether(String load, int stops, int computed, int waited, boolean spread) {
        Governor governor = new Governor();
        for (int i = 0; i < 20 && !governor.spread(); i++) {
            assertThat(governor.changedBy(look(stops, computed, waited))).isEqualTo(governor.spread());
        }
        assertThat(governor.spread()).isEqualTo(spread);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "much is recorded inside and stops are rare,     4,  98, 50, true",
        "little is recorded inside,                      4,  98, 10, false",
        "much is recorded inside and stops are not rare, 40, 98, 50, false",
        "hardly anything runs,                           0,  30, 25, false"
    })
    void whatThreadsRecordedThemselvesIsReadBesideThem(
            String load, int stops, int computed, int taken, boolean spread) {
        Governor governor = new Governor();
        for (int i = 0; i < 20 && !governor.spread(); i++) {
            governor.changedBy(look(stops, computed, taken, 0));
        }
        assertThat(governor.spread()).isEqualTo(spread);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "both processors compute,         20, 190, true",
        "all fits one processor,          20,  80, false",
        "stops are frequent again,       900, 180, false",
        "nothing runs,                     0,   0, false"
    })
    void gathersWhatFitsOneProcessorOrStopsOften(String load, int stops, int computed, boolean spread) {
        Governor governor = new Governor();
        while (!governor.spread()) {
            governor.changedBy(look(0, 100, 100));
        }
        for (int i = 0; i < 20 && governor.spread(); i++) {
            governor.changedBy(look(stops, computed, 0));
        }
        assertThat(governor.spread()).isEqualTo(spread);
    }

    @Test
    void oneLookNeverDecidesAlone() {
        Governor governor = new Governor();
        List<Governor.Look> looks = Arrays.asList(look(0, 100, 100), look(0, 100, 100), look(0, 10, 0));
        for (int round = 0; round < 10; round++) {
            for (Governor.Look look : looks) {
                assertThat(governor.changedBy(look)).isFalse();
            }
        }
    }
}
