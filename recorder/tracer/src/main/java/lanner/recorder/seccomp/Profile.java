package lanner.recorder.seccomp;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import lanner.capture.event.EventType;
import lanner.capture.event.StateCommand;
import lanner.capture.event.SyscallNames;
import lanner.recorder.arch.Architecture;

/** Which calls a recording traces. */
public enum Profile {
    /** What detection rules ask for, and what process and descriptor state need. */
    RULES("what detection rules use, and what process and descriptor state need"),
    /** Every decoded call but plain data movement, waiting and memory. */
    FORENSIC("every decoded call but plain data movement, waiting and memory"),
    /** Every call. */
    ALL("every call");

    /** The events that the community's rule sets ask for. */
    private static final Set<String> USED_BY_RULES = Set.of(
            "open",
            "openat",
            "openat2",
            "creat",
            "execve",
            "execveat",
            "connect",
            "accept",
            "accept4",
            "listen",
            "socket",
            "sendto",
            "sendmsg",
            "recvfrom",
            "recvmsg",
            "dup",
            "dup2",
            "dup3",
            "link",
            "linkat",
            "symlink",
            "symlinkat",
            "rename",
            "renameat",
            "renameat2",
            "rmdir",
            "unlink",
            "unlinkat",
            "mkdir",
            "mkdirat",
            "chmod",
            "fchmod",
            "fchmodat",
            "init_module",
            "finit_module",
            "ptrace",
            "bpf",
            "setns",
            "unshare",
            "setuid",
            "userfaultfd",
            "kill",
            "mount",
            "umount2",
            "io_uring_enter");

    /** Data that moves through a known descriptor, waits, memory, and questions a program asks about itself. */
    private static final Set<String> MOVES_DATA_OR_WAITS = Set.of(
            "read",
            "write",
            "pread64",
            "pwrite64",
            "readv",
            "writev",
            "preadv",
            "pwritev",
            "futex",
            "poll",
            "ppoll",
            "select",
            "epoll_wait",
            "nanosleep",
            "mmap",
            "munmap",
            "mprotect",
            "brk",
            "lseek",
            "getdents",
            "getdents64",
            "fstat",
            "getuid",
            "getgid",
            "geteuid",
            "getegid",
            "getresuid",
            "getresgid",
            "getrlimit",
            "getxattr",
            "lgetxattr",
            "fgetxattr",
            "getxattrat",
            "listxattr",
            "llistxattr",
            "flistxattr",
            "listxattrat",
            "fstatfs",
            "mmap2",
            "fstat64",
            "_llseek");

    /** Calls without a decoder that an investigator asks for all the same. */
    private static final Set<String> OF_INTEREST_UNDECODED =
            Set.of("exit", "exit_group", "io_setup", "io_submit", "lsm_set_self_attr", "modify_ldt", "vhangup");

    /** What the tracer itself lives on: births, images, and calls that go on after an interruption. */
    static final Set<String> NEEDED_BY_THE_TRACER =
            Set.of("clone", "clone3", "fork", "vfork", "execve", "execveat", "restart_syscall");

    /** Calls of which only some commands change what later events depend on. */
    private static final Map<String, List<ArgumentTest>> CHANGES_STATE =
            Map.of("fcntl", tests(EventType.FCNTL), "ioctl", tests(EventType.IOCTL), "prctl", tests(EventType.PRCTL));

    private final String description;

    Profile(String description) {
        this.description = description;
    }

    public String description() {
        return description;
    }

    /** The numbers of the calls that this profile traces, in one architecture's table. */
    public BitSet calls(SyscallNames table) {
        BitSet calls = new BitSet();
        for (int number : table.numbers()) {
            if (traces(table.name(number), table.event(number))) {
                calls.set(number);
            }
        }
        return calls;
    }

    /** Tests of arguments for calls that this profile does not trace whatever they ask. */
    Map<String, List<ArgumentTest>> tests() {
        return this == RULES ? CHANGES_STATE : Map.of();
    }

    private static List<ArgumentTest> tests(EventType call) {
        return StateCommand.of(call).stream()
                .map(command -> new ArgumentTest(command.argument(), -1, command.number()))
                .toList();
    }

    /** The names of the calls that this profile traces, for people. */
    public String listing() {
        return this == ALL
                ? "every call"
                : calls(Architecture.current().abi().names()).stream()
                        .mapToObj(Architecture.current().abi().names()::name)
                        .sorted()
                        .collect(Collectors.joining(" "));
    }

    private boolean traces(String name, EventType event) {
        if (NEEDED_BY_THE_TRACER.contains(name)) {
            return true;
        }
        return switch (this) {
            case ALL -> true;
            // Whatever makes a descriptor overwrites what its number led to: the close is not needed.
            case RULES ->
                !name.equals("close") && (USED_BY_RULES.contains(name) || event.is(EventType.Trait.CHANGES_STATE));
            case FORENSIC ->
                OF_INTEREST_UNDECODED.contains(name)
                        || (event != EventType.GENERIC && !MOVES_DATA_OR_WAITS.contains(name));
        };
    }
}
