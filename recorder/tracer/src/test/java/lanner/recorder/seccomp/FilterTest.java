package lanner.recorder.seccomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import lanner.capture.event.SyscallNames;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FilterTest {
    @ParameterizedTest
    @EnumSource(Profile.class)
    void tracesExactlyTheCallsOfItsProfileInEachArchitecture(Profile profile) {
        Filter filter = Filter.of(profile);
        check(filter, Filter.ARCH_X86_64, SyscallNames.X86_64, profile);
        check(filter, Filter.ARCH_I386, SyscallNames.I386, profile);
    }

    private static void check(Filter filter, int architecture, SyscallNames table, Profile profile) {
        BitSet traced = profile.calls(table);
        for (int number : table.numbers()) {
            assertThat(run(filter, architecture, number))
                    .as("%s %s", profile, table.name(number))
                    .isEqualTo(traced.get(number) ? Filter.RET_TRACE : Filter.RET_ALLOW);
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void neverRefusesACall(Profile profile) {
        Filter filter = Filter.of(profile);
        for (int architecture : new int[] {Filter.ARCH_X86_64, Filter.ARCH_I386, 0, -1, 0xC00000B7}) {
            for (int number : new int[] {0, 1, 471, 472, 511, 512, 5000, Integer.MAX_VALUE, -1, Filter.X32_BIT | 1}) {
                assertThat(run(filter, architecture, number)).isIn(Filter.RET_TRACE, Filter.RET_ALLOW);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void tracesX32CallsAndUnknownArchitectures(Profile profile) {
        assertThat(run(Filter.of(profile), Filter.ARCH_X86_64, Filter.X32_BIT | 1))
                .isEqualTo(Filter.RET_TRACE);
        assertThat(run(Filter.of(profile), 0xC00000B7, 0)).isEqualTo(Filter.RET_TRACE);
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void isPrintedALineAnInstruction(Profile profile) {
        Filter filter = Filter.of(profile);
        assertThat(filter.listing().lines().count())
                .isEqualTo(filter.instructions().size());
        assertThat(filter.encoded()).hasSize(filter.instructions().size()).hasSizeLessThan(4096);
    }

    /** Classic BPF, as the kernel runs it on struct seccomp_data. */
    private static int run(Filter filter, int architecture, int number) {
        List<Filter.Instruction> program = filter.instructions();
        int accumulator = 0;
        int at = 0;
        for (int steps = 0; steps < 10_000; steps++) {
            Filter.Instruction instruction = program.get(at++);
            switch (instruction.code()) {
                case Filter.LOAD -> accumulator = instruction.constant() == 0 ? number : architecture;
                case Filter.JUMP -> at += instruction.constant();
                case Filter.JUMP_EQUAL ->
                    at += accumulator == instruction.constant() ? instruction.whenTrue() : instruction.whenFalse();
                case Filter.JUMP_GREATER_EQUAL ->
                    at += Integer.compareUnsigned(accumulator, instruction.constant()) >= 0
                            ? instruction.whenTrue()
                            : instruction.whenFalse();
                default -> {
                    return instruction.constant();
                }
            }
        }
        throw new AssertionError("the filter does not end");
    }
}
