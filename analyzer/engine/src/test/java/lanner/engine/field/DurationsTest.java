package lanner.engine.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lanner.capture.event.EventType;
import lanner.capture.event.FdParams;
import lanner.capture.event.Mark;
import lanner.engine.kit.History;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long calls took and how they were recorded, as fields tell it. */
class DurationsTest {
    private static final List<String> LATENCIES = List.of(
            "evt.latency",
            "evt.latency.s",
            "evt.latency.ns",
            "evt.latency.human",
            "evt.wait_latency",
            "lanner.duration");

    private final History history = new History();

    @BeforeEach
    void aProcess() {
        history.then(history.process(7, 1, "sh"));
    }

    @Test
    void aLatencyThatIsNotKnownIsNoZero() {
        history.then(history.begin(EventType.POLL, 7).result(0));
        for (String field : LATENCIES) {
            assertThat(history.print(field)).as(field).isNull();
        }
    }

    @Test
    void aLatencyIsHowLongTheCallTook() {
        history.then(history.begin(EventType.POLL, 7).result(0).duration(2_000_001_500L));
        assertThat(LATENCIES.stream().map(history::print))
                .containsExactly("2000001500", "2", "000001500", "2.00s", "2000001500", "2000001500");
        history.then(history.begin(EventType.CLOSE, 7).result(0).duration(0));
        assertThat(LATENCIES.stream().map(history::print)).containsExactly("0", "0", "000000000", "0ns", null, "0");
    }

    /** sysdig 0.29.3 writes them so. */
    @ParameterizedTest
    @CsvSource(textBlock = """
                    0,                   0ns
                    940,                 940ns
                    1000,                1.00us
                    1329,                1.32us
                    9468,                9.46us
                    10001,               10us
                    286947,              286us
                    1039086,             1.03ms
                    9999999,             9.99ms
                    11951897,            11ms
                    329110405,           329ms
                    1000073294,          1.00s
                    61234567890,         61.23s
                    9223372036854775807, 9223372036.85s
                    """)
    void aLatencyForPeopleIsAsSysdigWritesIt(long nanos, String words) {
        assertThat(Durations.words(nanos)).isEqualTo(words);
    }

    @Test
    void aCallOfAProcessThatRecordsItselfSaysSo() {
        history.then(history.begin(EventType.CLOSE, 7).number(FdParams.FD, 3).result(0));
        assertThat(history.print("lanner.inline")).isEqualTo("false");
        assertThat(history.print("lanner.args")).doesNotContain("inline");
        history.then(history.begin(EventType.CLOSE, 7)
                .number(FdParams.FD, 3)
                .result(0)
                .mark(Mark.INLINE));
        assertThat(history.print("lanner.inline")).isEqualTo("true");
        assertThat(history.print("lanner.args")).isEqualTo(history.print("evt.args") + " [inline]");
    }
}
