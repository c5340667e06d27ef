package lanner.capture.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A number of a socket option is named by its level and by the call that uses it. */
class SocketOptionsTest {
    private static List<String> names(EventType call, String level, long option) {
        return SocketOptions.of(call, FlagSets.SOCKOPT_LEVELS.value(level)).flags().stream()
                .filter(flag -> flag.value() == option)
                .map(FlagSet.Flag::name)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "SETSOCKOPT, SOL_TCP, 1, TCP_NODELAY",
        "GETSOCKOPT, SOL_TCP, 11, TCP_INFO",
        "SETSOCKOPT, SOL_IP, 1, IP_TOS",
        "SETSOCKOPT, SOL_IPV6, 26, IPV6_V6ONLY",
        "SETSOCKOPT, SOL_UDP, 1, UDP_CORK",
        "SETSOCKOPT, SOL_IP, 64, IPT_SO_SET_REPLACE",
        "GETSOCKOPT, SOL_IP, 64, IPT_SO_GET_INFO",
        "GETSOCKOPT, SOL_IP, 80, SO_ORIGINAL_DST",
        "GETSOCKOPT, SOL_IP, 1, IP_TOS",
    })
    void oneNumberIsAnotherOptionAtAnotherLevelAndForAnotherCall(
            EventType call, String level, long option, String name) {
        assertThat(names(call, level, option)).containsExactly(name);
    }

    @Test
    void aLevelWithoutATableHasNoNames() {
        assertThat(SocketOptions.of(EventType.SETSOCKOPT, 4711).flags())
                .extracting(FlagSet.Flag::name)
                .containsExactly("UNKNOWN");
    }

    @Test
    void theSocketsOwnLevelHasPortableNumbers() {
        long level = FlagSets.SOCKOPT_LEVELS.value("SOL_SOCKET");
        for (EventType call : List.of(EventType.SETSOCKOPT, EventType.GETSOCKOPT)) {
            assertThat(SocketOptions.of(call, level)).isSameAs(FlagSets.SOCKOPT_OPTIONS);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SETSOCKOPT, SOL_TCP, TCP_CONGESTION, true",
        "GETSOCKOPT, SOL_TCP, TCP_ULP, true",
        "SETSOCKOPT, SOL_TCP, TCP_NODELAY, false",
        "SETSOCKOPT, SOL_SOCKET, SO_BINDTODEVICE, true",
        "SETSOCKOPT, SOL_SOCKET, SO_REUSEADDR, false",
    })
    void someValuesAreText(EventType call, String level, String option, boolean text) {
        long number = FlagSets.SOCKOPT_LEVELS.value(level);
        assertThat(SocketOptions.isText(
                        call, number, SocketOptions.of(call, number).value(option)))
                .isEqualTo(text);
    }
}
