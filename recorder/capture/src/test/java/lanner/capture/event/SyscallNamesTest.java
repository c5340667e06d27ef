package lanner.capture.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyscallNamesTest {
    @ParameterizedTest
    @CsvSource({"0, read, READ", "59, execve, EXECVE", "257, openat, OPENAT", "24, sched_yield, GENERIC"})
    void aCallOf64BitProgramsHasItsNameAndEvent(int number, String name, EventType event) {
        assertThat(SyscallNames.X86_64.name(number)).isEqualTo(name);
        assertThat(SyscallNames.X86_64.event(number)).isEqualTo(event);
        assertThat(SyscallNames.X86_64.number(name)).contains(number);
    }

    @ParameterizedTest
    @CsvSource({"3, read, READ", "11, execve, EXECVE", "295, openat, OPENAT"})
    void aCallOf32BitProgramsHasAnotherNumber(int number, String name, EventType event) {
        assertThat(SyscallNames.i386().name(number)).isEqualTo(name);
        assertThat(SyscallNames.i386().event(number)).isEqualTo(event);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 400, 511, 512, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void aNumberWithoutACallIsSaidAsANumber(int number) {
        assertThat(SyscallNames.X86_64.has(number)).isFalse();
        assertThat(SyscallNames.X86_64.name(number)).isEqualTo("syscall_" + number);
        assertThat(SyscallNames.X86_64.event(number)).isEqualTo(EventType.GENERIC);
    }

    @Test
    void numbersAscendAndEachNameIsOfOneCall() {
        for (SyscallNames names : new SyscallNames[] {SyscallNames.X86_64, SyscallNames.i386()}) {
            assertThat(names.numbers()).isSorted().hasSizeGreaterThan(300).allMatch(names::has);
            assertThat(new HashSet<>(names.numbers().stream().map(names::name).toList()))
                    .hasSameSizeAs(names.numbers());
            assertThat(names.number("no_such_call")).isEmpty();
        }
    }
}
