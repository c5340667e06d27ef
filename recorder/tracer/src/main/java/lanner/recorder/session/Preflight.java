package lanner.recorder.session;

import java.util.ArrayList;
import java.util.List;
import lanner.recorder.context.ProcFiles;
import lanner.recorder.os.OsException;

/** Says in a sentence each which right is missing when a command cannot be traced. */
final class Preflight {
    private static final int CAP_SYS_PTRACE = 19;

    private final ProcFiles files;

    Preflight(ProcFiles files) {
        this.files = files;
    }

    /** What keeps this process from what it tried. */
    String explain(OsException failure) {
        if (failure.operation().contains("ptrace") && failure.errno() == OsException.EPERM) {
            return "this process may not trace its own children (" + failure.getMessage() + "): "
                    + String.join("; ", missingRights());
        }
        if (failure.operation().contains("ptrace") && failure.errno() == OsException.ENOSYS) {
            return "ptrace is not available (" + failure.getMessage()
                    + "): this sandbox does not offer it, as gVisor without its setting";
        }
        if (failure.operation().contains("memfd_create") && isForbidden(failure.errno())
                || failure.operation().contains("posix_spawn") && failure.errno() == OsException.EACCES) {
            return "could not make the launcher in memory (" + failure.getMessage()
                    + "): allow memfd_create, and vm.memfd_noexec below 2";
        }
        return "could not start the command: " + failure.getMessage();
    }

    private static boolean isForbidden(int errno) {
        return errno == OsException.EACCES || errno == OsException.EPERM || errno == OsException.ENOSYS;
    }

    private List<String> missingRights() {
        List<String> sentences = new ArrayList<>();
        String scope = files.text("sys/kernel/yama/ptrace_scope").orElse("").strip();
        boolean capable = hasCapability();
        if (scope.equals("3")) {
            sentences.add("kernel.yama.ptrace_scope is 3, which forbids ptrace until the next reboot");
        }
        if (scope.equals("2") && !capable) {
            sentences.add("kernel.yama.ptrace_scope is 2, which requires CAP_SYS_PTRACE: add that capability");
        }
        if (status("Seccomp:").equals("2")) {
            sentences.add("a seccomp filter is on this process: its profile has to permit ptrace, as Docker's and"
                    + " containerd's do for a container with CAP_SYS_PTRACE");
        }
        if (sentences.isEmpty()) {
            sentences.add(
                    capable
                            ? "a security module (AppArmor, SELinux) forbids it"
                            : "allow it with CAP_SYS_PTRACE, or a security profile that permits ptrace");
        }
        return sentences;
    }

    private boolean hasCapability() {
        String effective = status("CapEff:");
        return !effective.isEmpty() && (Long.parseUnsignedLong(effective, 16) >> CAP_SYS_PTRACE & 1) != 0;
    }

    private String status(String key) {
        return files.text("self/status").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()).strip())
                .findFirst()
                .orElse("");
    }
}
