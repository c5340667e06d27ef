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
        check(filter, Abi.I386.audit(), SyscallNames.i386(), profile);
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
            SyscallNames table = random.nextBoolean() ? SyscallNames.X86_64 : SyscallNames.i386();
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
        for (SyscallNames table : List.of(SyscallNames.X86_64, SyscallNames.i386())) {
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

    private static final int STUB = 0x70000123;
    private static final Watched.Reach REACH = new Watched.Reach(0, 1, 0x71000000, 0x7F000000, 0x6F000000, 0xF00000);

    private static InlineRules inlineRules() {
        return new InlineRules(
                List.of(
                        new Unstopped("close", STUB, List.of()),
                        new Unstopped("openat", STUB, List.of(new ArgumentTest(2, 0x3, 0))),
                        new Unstopped("fcntl", STUB, List.of(new ArgumentTest(1, -1, 1), new ArgumentTest(1, -1, 4)))),
                List.of(
                        Watched.when("arch_prctl", new ArgumentTest(0, -1, 0x1001)),
                        Watched.within("munmap", REACH),
                        Watched.within("mmap", REACH, new ArgumentTest(3, 0x10, 0x10)),
                        Watched.within("mremap", REACH),
                        Watched.when("mremap", new ArgumentTest(3, 2, 2))));
    }

    @ParameterizedTest
    @CsvSource({
        "close, 0x70000123, 3, 0, 0, false",
        "close, 0x70000125, 3, 0, 0, true",
        "close, 0x170000123, 3, 0, 0, true",
        "close, 0x7f0000000123, 3, 0, 0, true",
        "openat, 0x70000123, -100, 0x1000, 0x80000, false",
        "openat, 0x70000123, -100, 0x1000, 0x80001, true",
        "openat, 0x401000, -100, 0x1000, 0x80000, true",
        "fcntl, 0x70000123, 3, 1, 0, false",
        "fcntl, 0x70000123, 3, 4, 0, false",
        "fcntl, 0x70000123, 3, 0, 0, true",
        "access, 0x70000123, 0x1000, 0, 0, true"
    })
    void aCallRunsUnstoppedFromOneInstructionAlone(
            String call, String instruction, String first, String second, String third, boolean stops) {
        for (Profile profile : List.of(Profile.FORENSIC, Profile.ALL)) {
            Filter filter = Filter.of(Selection.of(profile), Map.of(), List.of(), Set.of(), inlineRules());
            long[] arguments = {Long.decode(first), Long.decode(second), Long.decode(third), 0, 0, 0};
            int number = SyscallNames.X86_64.number(call).orElseThrow();
            assertThat(run(filter, Abi.X86_64.audit(), number, arguments, Long.decode(instruction)))
                    .isEqualTo(stops ? Filter.RET_TRACE : Filter.RET_ALLOW);
            // A 32-bit call has other numbers, and the address means nothing.
            int i386 = SyscallNames.i386().number(call).orElseThrow();
            assertThat(run(filter, Abi.I386.audit(), i386, arguments, Long.decode(instruction)))
                    .isEqualTo(Filter.RET_TRACE);
        }
    }

    /** One call can be of interest to both. */
    @ParameterizedTest
    @CsvSource({"21, true", "22, true", "59, true", "38, false"})
    void whatStopsSilentlyForOthersAndForRecordingInsideStopsForBoth(int option, boolean stops) throws IOException {
        Map<String, List<ArgumentTest>> silent =
                Map.of("prctl", List.of(new ArgumentTest(0, -1, 21), new ArgumentTest(0, -1, 22)));
        List<Watched> watched =
                List.of(Watched.when("prctl", new ArgumentTest(0, -1, 22), new ArgumentTest(0, -1, 59)));
        Filter filter = Filter.of(
                Selection.parse("x", "socket"), silent, List.of(), Set.of(), new InlineRules(List.of(), watched));
        int number = SyscallNames.X86_64.number("prctl").orElseThrow();
        assertThat(run(filter, Abi.X86_64.audit(), number, new long[] {option, 0, 0, 0, 0, 0}))
                .isEqualTo(stops ? Filter.RET_TRACE_SILENTLY : Filter.RET_ALLOW);
    }

    @ParameterizedTest
    @CsvSource({
        "arch_prctl, 0x1001, 0x5000, 0, true",
        "arch_prctl, 0x1002, 0x5000, 0, false",
        "munmap, 0x70000000, 0x1000, 0, true",
        "munmap, 0x400000, 0x1000, 0, true",
        "munmap, 0x71000000, 0x1000, 0, false",
        "munmap, 0x90000000, 0x1000, 0, false",
        "munmap, 0x7f0070000000, 0x1000, 0, false",
        "munmap, 0x7f006ff00000, 0x1000, 0, true",
        "munmap, 0x7f00ef000000, 0x1000, 0, true",
        "munmap, 0x7f006effffff, 0xeff000, 0, false",
        "munmap, 0x7f006effffff, 0xf00000, 0, true",
        "munmap, 0x7f0010000000, 0x100000000, 0, true",
        "munmap, 0, 0x7fffffffffff, 0, true",
        "mremap, 0x7f0010000000, 0x1000, 1, false",
        "mremap, 0x7f0010000000, 0x1000, 3, true",
        "mremap, 0x7f006ff00000, 0x1000, 1, true",
        "mmap, 0x7f006ff00000, 0x1000, 0x32, true",
        "mmap, 0x7f006ff00000, 0x1000, 0x22, false",
        "mmap, 0, 0x10000000, 0x22, false",
        "mmap, 0x7f0010000000, 0x10000000, 0x32, true",
        "munmap, 0, 0x1000, 0, false",
        "mmap, 0x70000000, 0x1000, 0x32, true",
        "mmap, 0x70000000, 0x1000, 0x22, false",
        "mmap, 0, 0x1000, 0x22, false",
        "mmap, 0x7f0070000000, 0x1000, 0x32, false"
    })
    void aCallThatWouldBeInTheWayStopsWithoutARecord(
            String call, String first, String second, String flags, boolean stops) throws IOException {
        Filter filter = Filter.of(Selection.parse("x", "socket"), Map.of(), List.of(), Set.of(), inlineRules());
        long[] arguments = {Long.decode(first), Long.decode(second), 0, Long.decode(flags), 0, 0};
        int number = SyscallNames.X86_64.number(call).orElseThrow();
        assertThat(run(filter, Abi.X86_64.audit(), number, arguments, 0x401000))
                .isEqualTo(stops ? Filter.RET_TRACE_SILENTLY : Filter.RET_ALLOW);
        assertThat(filter.listing().lines().count())
                .isEqualTo(filter.instructions().size());
    }

    private static int run(Filter filter, int architecture, int number) {
        return run(filter, architecture, number, new long[6]);
    }

    private static int run(Filter filter, int architecture, int number, long[] arguments) {
        return run(filter, architecture, number, arguments, 0x401000);
    }

    /** Classic BPF, as the kernel runs it on struct seccomp_data. */
    private static int run(Filter filter, int architecture, int number, long[] arguments, long instruction) {
        List<Filter.Instruction> program = filter.instructions();
        int accumulator = 0;
        int at = 0;
        for (int steps = 0; steps < 10_000; steps++) {
            Filter.Instruction next = program.get(at++);
            switch (next.code()) {
                case Filter.LOAD ->
                    accumulator = switch (next.constant()) {
                        case 0 -> number;
                        case 4 -> architecture;
                        case 8 -> (int) instruction;
                        case 12 -> (int) (instruction >>> 32);
                        default ->
                            (int) (arguments[(next.constant() - 16) / 8] >>> (next.constant() % 8 == 0 ? 0 : 32));
                    };
                case Filter.AND -> accumulator &= next.constant();
                case Filter.JUMP -> at += next.constant();
                case Filter.JUMP_EQUAL -> at += accumulator == next.constant() ? next.whenTrue() : next.whenFalse();
                case Filter.JUMP_GREATER_EQUAL ->
                    at += Integer.compareUnsigned(accumulator, next.constant()) >= 0
                            ? next.whenTrue()
                            : next.whenFalse();
                default -> {
                    return next.constant();
                }
            }
        }
        throw new AssertionError("the filter does not end");
    }
}
