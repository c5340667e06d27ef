package lanner.recorder.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lanner.recorder.context.ProcFiles;
import lanner.recorder.os.NativeFacts;
import lanner.recorder.os.OsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is missing when a command cannot be traced, said of machines that have it missing. */
class PreflightTest {
    private static final String MAY_TRACE = "0000000000080000";
    private static final String MAY_NOT = "00000000a80425fb";

    @TempDir
    private Path proc;

    private String explain(String operation, int errno) {
        return new Preflight(new ProcFiles(proc, new NativeFacts())).explain(new OsException(operation, errno));
    }

    private void machine(String scope, String capabilities, int seccomp) throws IOException {
        Path yama = proc.resolve("sys/kernel/yama");
        Files.createDirectories(yama);
        Files.createDirectories(proc.resolve("self"));
        if (!scope.isEmpty()) {
            Files.writeString(yama.resolve("ptrace_scope"), scope + "\n");
        }
        Files.writeString(
                proc.resolve("self/status"),
                "Name:\tjava\nCapEff:\t" + capabilities + "\nNoNewPrivs:\t0\nSeccomp:\t" + seccomp + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3 | may | 0 | kernel.yama.ptrace_scope is 3, which forbids ptrace until the next reboot",
                "2 | not | 0 | kernel.yama.ptrace_scope is 2, which requires CAP_SYS_PTRACE: add that capability",
                "2 | may | 0 | a security module (AppArmor, SELinux) forbids it",
                "1 | not | 0 | allow it with CAP_SYS_PTRACE, or a security profile that permits ptrace",
                "'' | not | 0 | allow it with CAP_SYS_PTRACE, or a security profile that permits ptrace",
                "0 | not | 2 | a seccomp filter is on this process: its profile has to permit ptrace, as Docker's and containerd's do for a container with CAP_SYS_PTRACE",
                "1 | may | 1 | a security module (AppArmor, SELinux) forbids it",
            })
    void aRefusalNamesTheRightThatIsMissing(String scope, String capability, int seccomp, String sentence)
            throws IOException {
        machine(scope, capability.equals("may") ? MAY_TRACE : MAY_NOT, seccomp);
        assertThat(explain("ptrace(PTRACE_SEIZE)", OsException.EPERM))
                .isEqualTo(
                        "this process may not trace its own children (ptrace(PTRACE_SEIZE): operation not permitted): "
                                + sentence);
    }

    @Test
    void allThatIsMissingIsNamed() throws IOException {
        machine("2", MAY_NOT, 2);
        assertThat(explain("ptrace(PTRACE_SEIZE)", OsException.EPERM))
                .contains("kernel.yama.ptrace_scope is 2")
                .contains("; a seccomp filter is on this process");
    }

    @Test
    void aMachineThatShowsNothingOfItselfIsNotGuessedAt() {
        assertThat(explain("ptrace(PTRACE_SEIZE)", OsException.EPERM))
                .endsWith("allow it with CAP_SYS_PTRACE, or a security profile that permits ptrace");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ptrace(PTRACE_SEIZE) | 38 | ptrace is not available (ptrace(PTRACE_SEIZE): function not implemented): "
                        + "this sandbox does not offer it, as gVisor without its setting",
                "memfd_create | 38 | could not make the launcher in memory (memfd_create: function not implemented): "
                        + "allow memfd_create, and vm.memfd_noexec below 2",
                "posix_spawn | 13 | could not make the launcher in memory (posix_spawn: permission denied): "
                        + "allow memfd_create, and vm.memfd_noexec below 2",
                "memfd_create | 24 | could not start the command: memfd_create: too many open files",
                "posix_spawn | 12 | could not start the command: posix_spawn: out of memory",
                "ptrace(PTRACE_SEIZE) | 3 | could not start the command: ptrace(PTRACE_SEIZE): no such process",
            })
    void otherFailuresSayWhatFailed(String operation, int errno, String sentence) {
        assertThat(explain(operation, errno)).isEqualTo(sentence);
    }
}
