package lanner.capture.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StateCommandTest {
    @Test
    void aCallHasItsOwnCommandsInTheOrderOfTheirNumbers() {
        assertThat(StateCommand.of(EventType.FCNTL))
                .containsExactly(StateCommand.F_DUPFD, StateCommand.F_SETFD, StateCommand.F_DUPFD_CLOEXEC);
        assertThat(StateCommand.of(EventType.PRCTL)).isSortedAccordingTo((a, b) -> a.number() - b.number());
        assertThat(StateCommand.of(EventType.READ)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "F_.*")
    void aRecordHasANumberForEveryCommandOfFcntl(StateCommand command) {
        assertThat(FlagSets.FCNTL_COMMANDS.value(command.name())).isPositive();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "PR_.*")
    void aRecordHasTheKernelsNumberOfAnOptionOfPrctl(StateCommand command) {
        assertThat(FlagSets.PRCTL_OPTIONS.value(command.name())).isEqualTo(command.number());
    }
}
