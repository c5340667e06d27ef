package lanner.recorder.seccomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import lanner.capture.event.SyscallNames;
import lanner.recorder.arch.Abi;
import lanner.recorder.arch.Architecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FilterTest {
    private static final int X32_BIT = 0x40000000;

    @ParameterizedTest
    @EnumSource(Profile.class)
    void tracesExactlyTheCallsOfItsProfileInEachArchitecture(Profile profile) {
        Filter filter = Filter.of(Selection.of(profile));
        check(filter, Abi.X86_64.audit(), SyscallNames.X86_64, profile);
        check(filter, Abi.I386.audit(), SyscallNames.I386, profile);
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void tracesExactlyTheCallsOfItsProfileOnArm(Profile profile) {
        Architecture arm = Architecture.of("aarch64").orElseThrow();
        Filter filter = Filter.of(arm, Selection.of(profile), Map.of(), List.of(), Set.of());
        check(filter, Abi.ARM64.audit(), SyscallNames.arm64(), profile);
        check(filter, Abi.ARM.audit(), SyscallNames.arm(), profile);
        assertThat(run(filter, Abi.X86_64.audit(), 0)).isEqualTo(Filter.RET_TRACE);
        assertThat(run(filter, Abi.ARM.audit(), 0xF0005)).isEqualTo(Filter.RET_TRACE);
        assertThat(filter.listing())
                .contains("architecture = aarch64", "architecture = arm ")
                .doesNotContain("x32");
    }

    private static void check(Filter filter, int architecture, SyscallNames table, Profile profile) {
        BitSet traced = profile.calls(table);
        for (int number : table.numbers()) {
            assertThat(run(filter, architecture, number))
                    .as("%s %s", profile, table.name(number))
                    .isEqualTo(
                            traced.get(number) && Selection.of(profile).wants(table, number, new long[6])
                                    ? Filter.RET_TRACE
                                    : Filter.RET_ALLOW);
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void neverRefusesACall(Profile profile) {
        Filter filter = Filter.of(Selection.of(profile));
        for (int architecture : new int[] {Abi.X86_64.audit(), Abi.I386.audit(), 0, -1, 0xC00000B7}) {
            for (int number : new int[] {0, 1, 471, 472, 511, 512, 5000, Integer.MAX_VALUE, -1, X32_BIT | 1}) {
                assertThat(run(filter, architecture, number)).isIn(Filter.RET_TRACE, Filter.RET_ALLOW);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void tracesX32CallsAndUnknownArchitectures(Profile profile) {
        assertThat(run(Filter.of(Selection.of(profile)), Abi.X86_64.audit(), X32_BIT | 1))
                .isEqualTo(Filter.RET_TRACE);
        assertThat(run(Filter.of(Selection.of(profile)), 0xC00000B7, 0)).isEqualTo(Filter.RET_TRACE);
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void isPrintedALineAnInstruction(Profile profile) {
        Filter filter = Filter.of(Selection.of(profile));
        assertThat(filter.listing().lines().count())
                .isEqualTo(filter.instructions().size());
        assertThat(filter.encoded()).hasSize(filter.instructions().size()).hasSizeLessThan(4096);
    }

    @Test
    void tracesACallOnlyWhenOneOfItsTestsHolds() throws IOException {
        Selection selection = Selection.parse(
                "x", "openat arg2&0x3=0x1 arg2&0x400040=0x40\nfcntl arg1&0xffffffff=0x406\nsocket\nclose arg0&0x1=0x1");
        Filter filter = Filter.of(selection, Map.of("close", List.of()), List.of(), Set.of());
        SplittableRandom random = new SplittableRandom(4);
        for (int round = 0; round < 20_000; round++) {
            SyscallNames table = random.nextBoolean() ? SyscallNames.X86_64 : SyscallNames.I386;
            String call = List.of("openat", "fcntl", "socket", "close", "read").get(random.nextInt(5));
            int number = table.number(call).orElseThrow();
            long[] arguments = random.longs(6)
                    .map(each -> each & (random.nextBoolean() ? 0xFFFF00000407L : 0x43))
                    .toArray();
            boolean traced = selection.calls(table).get(number) && selection.wants(table, number, arguments);
            assertThat(run(
                            filter,
                            table == SyscallNames.X86_64 ? Abi.X86_64.audit() : Abi.I386.audit(),
                            number,
                            arguments))
                    .as("%s %s", call, Arrays.toString(arguments))
                    .isEqualTo(
                            traced
                                    ? Filter.RET_TRACE
                                    : call.equals("close") ? Filter.RET_TRACE_SILENTLY : Filter.RET_ALLOW);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'socket', prctl, 21, TRACE_SILENTLY",
        "'socket', prctl, 0x100000015, TRACE_SILENTLY",
        "'socket', prctl, 15, ALLOW",
        "'socket', close, 15, ALLOW",
        "'prctl', prctl, 21, TRACE",
        "'prctl arg0&0xffffffff=0xf', prctl, 15, TRACE",
        "'prctl arg0&0xffffffff=0xf', prctl, 21, TRACE_SILENTLY",
        "'prctl arg0&0xffffffff=0xf', prctl, 16, ALLOW"
    })
    void stopsACallSilentlyWhenOneOfTheTracersTestsHolds(String calls, String call, String first, String verdict)
            throws IOException {
        Map<String, List<ArgumentTest>> silent = Map.of("prctl", List.of(new ArgumentTest(0, -1, 21)));
        Filter filter = Filter.of(Selection.parse("x", calls), silent, List.of(), Set.of());
        long[] arguments = new long[6];
        arguments[0] = Long.decode(first);
        for (SyscallNames table : List.of(SyscallNames.X86_64, SyscallNames.I386)) {
            int architecture = table == SyscallNames.X86_64 ? Abi.X86_64.audit() : Abi.I386.audit();
            assertThat(run(filter, architecture, table.number(call).orElseThrow(), arguments))
                    .isEqualTo(
                            switch (verdict) {
                                case "TRACE" -> Filter.RET_TRACE;
                                case "TRACE_SILENTLY" -> Filter.RET_TRACE_SILENTLY;
                                default -> Filter.RET_ALLOW;
                            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "epoll_wait, 0, false",
        "epoll_wait, 1, true",
        "epoll_wait, 0x7fffffff, true",
        "epoll_wait, 0xffffffff, false",
        "epoll_wait, 0xffffffffffffffff, false",
        "epoll_wait, 0x80000000, false",
        "epoll_pwait2, 0, false",
        "epoll_pwait2, 0x7f0012345678, true",
        "epoll_pwait2, 0x700000000000, true",
        "epoll_pwait2, 0x1000, true",
        "io_uring_enter, 0, false",
        "io_uring_enter, 1, false",
        "io_uring_enter, 9, true"
    })
    void stopsAWaitOnlyWhenItHasALimit(String call, String argument, boolean stops) throws IOException {
        List<FiniteWait> waits = List.of(
                FiniteWait.millis("epoll_wait", 3),
                FiniteWait.pointer("epoll_pwait2", 3),
                FiniteWait.flag("io_uring_enter", 3, 8));
        Filter filter = Filter.of(Selection.parse("x", "socket"), Map.of(), waits, Set.of());
        long[] arguments = new long[6];
        Arrays.fill(arguments, 0, 3, 5);
        arguments[3] = argument.startsWith("0x")
                ? Long.parseUnsignedLong(argument.substring(2), 16)
                : Long.parseLong(argument);
        int number = SyscallNames.X86_64.number(call).orElseThrow();
        assertThat(run(filter, Abi.X86_64.audit(), number, arguments))
                .isEqualTo(stops ? Filter.RET_TRACE_SILENTLY : Filter.RET_ALLOW);
        assertThat(filter.listing()).contains("trace silently");
    }

    private static int run(Filter filter, int architecture, int number) {
        return run(filter, architecture, number, new long[6]);
    }

    /** Classic BPF, as the kernel runs it on struct seccomp_data. */
    private static int run(Filter filter, int architecture, int number, long[] arguments) {
        List<Filter.Instruction> program = filter.instructions();
        int accumulator = 0;
        int at = 0;
        for (int steps = 0; steps < 10_000; steps++) {
            Filter.Instruction instruction = program.get(at++);
            switch (instruction.code()) {
                case Filter.LOAD ->
                    accumulator = switch (instruction.constant()) {
                        case 0 -> number;
                        case 4 -> architecture;
                        default ->
                            (int) (arguments[(instruction.constant() - 16) / 8]
                                    >>> (instruction.constant() % 8 == 0 ? 0 : 32));
                    };
                case Filter.AND -> accumulator &= instruction.constant();
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
