package lanner.recorder.seccomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lanner.capture.event.EventType;
import lanner.capture.event.SyscallNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {
    private static final String LIST = """
        # a list
        openat arg2&0x3=0x1 arg2&0x3=0x2  # rule of writes

        connect  # rule of connections
        """;

    @Test
    void tracesTheCallsOfItsListAndWhatTheTracerLivesOn() throws IOException {
        Selection selection = Selection.parse("x.calls", LIST);
        assertThat(selection.calls(SyscallNames.X86_64).stream().mapToObj(SyscallNames.X86_64::name))
                .containsExactlyInAnyOrder(
                        "openat",
                        "connect",
                        "clone",
                        "clone3",
                        "fork",
                        "vfork",
                        "execve",
                        "execveat",
                        "restart_syscall");
        assertThat(selection.inPart()).containsExactly("openat");
        assertThat(selection.reasons()).containsEntry("connect", "rule of connections");
        assertThat(selection.listing()).contains("openat*", "connect ");
        assertThat(selection.name()).isEqualTo("calls");
    }

    @Test
    void theForensicProfileTracesAndDecodesWhatChangesFilesMountsAndRights() {
        for (String call : List.of(
                "chmod fchmod fchmodat fchmodat2 truncate ftruncate fallocate utime utimes futimesat utimensat",
                "setxattr lsetxattr fsetxattr setxattrat removexattr lremovexattr fremovexattr removexattrat"
                        + " file_setattr",
                "mount umount2 pivot_root open_tree open_tree_attr move_mount fsopen fsconfig fsmount fspick"
                        + " mount_setattr",
                "swapon swapoff acct sethostname setdomainname settimeofday clock_settime iopl ioperm reboot"
                        + " kexec_load",
                "setfsuid setfsgid setgroups setns unshare add_key request_key keyctl init_module finit_module",
                "mknod mknodat name_to_handle_at readlink readlinkat faccessat faccessat2 statx statfs umask")) {
            for (String name : call.split(" ")) {
                int number = SyscallNames.X86_64.number(name).orElseThrow();
                assertThat(SyscallNames.X86_64.event(number)).as(name).isNotEqualTo(EventType.GENERIC);
                assertThat(Profile.FORENSIC.calls(SyscallNames.X86_64).get(number))
                        .as(name)
                        .isTrue();
            }
        }
    }

    @Test
    void tracesTheOneCallThatMakesAllSocketCallsOfOld32BitPrograms() throws IOException {
        Selection selection = Selection.parse("x.calls", LIST);
        assertThat(selection.calls(SyscallNames.i386()).stream().mapToObj(SyscallNames.i386()::name))
                .contains("socketcall", "connect", "openat");
        assertThat(Selection.parse("y", "fcntl arg1&0xffffffff=0x0").calls(SyscallNames.i386()).stream()
                        .mapToObj(SyscallNames.i386()::name))
                .contains("fcntl", "fcntl64")
                .doesNotContain("socketcall");
    }

    @Test
    void takesTheNamesOfEventsForThoseOfTheirCalls() throws IOException {
        Selection selection = Selection.parse("x.calls", "pread\nllseek arg0&0x1=0x1\n");
        assertThat(selection.calls(SyscallNames.X86_64).stream().mapToObj(SyscallNames.X86_64::name))
                .contains("pread64")
                .doesNotContain("pwrite64");
        assertThat(selection.calls(SyscallNames.i386()).stream().mapToObj(SyscallNames.i386()::name))
                .contains("pread64", "_llseek");
        assertThat(selection.inPart()).containsExactly("_llseek");
    }

    @Test
    void asksOfArgumentsWhatAFilterWould() throws IOException {
        Selection selection = Selection.parse("x.calls", LIST);
        int openat = SyscallNames.X86_64.number("openat").orElseThrow();
        assertThat(selection.wants(SyscallNames.X86_64, openat, new long[] {0, 0, 0x80000, 0, 0, 0}))
                .isFalse();
        assertThat(selection.wants(SyscallNames.X86_64, openat, new long[] {0, 0, 0x80001, 0, 0, 0}))
                .isTrue();
        assertThat(selection.wants(SyscallNames.X86_64, openat, new long[] {0, 0, 0x700000002L, 0, 0, 0}))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"openat, true", "openat arg2&0x3=0x1, true", "'open\ncreat\nopenat\nopenat2', false", "connect, true"})
    void knowsWhetherFilesAreOpenedUnseen(String list, boolean missed) throws IOException {
        assertThat(Selection.parse("x", list).missesOpens()).isEqualTo(missed);
        assertThat(Selection.of(Profile.RULES).missesOpens()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'connect\nfrobnicate', 'x:2: ''frobnicate'' is not a system call of this machine'",
        "'open arg9&0x3=0x1', 'x:1: ''arg9&0x3=0x1'' is no test like arg2&0x3=0x1'",
        "'open arg1&0x3=0x4', 'x:1: ''arg1&0x3=0x4'' can never be true: its mask lacks bits of its value'",
        "'open\n# open\nopen', 'x:3: open is there twice'",
        "'# nothing', 'x: names no system call'",
        "'\u001b[31mopen', 'x:1: ''?[31mopen'' is not a system call of this machine'"
    })
    void namesThePlaceOfAFault(String list, String message) {
        assertThatThrownBy(() -> Selection.parse("x", list))
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }

    @Test
    void refusesAListWithoutEnd(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("x"), "#".repeat(2 << 20));
        assertThatThrownBy(() -> Selection.read(file)).hasMessageContaining("not longer than a megabyte");
    }
}
