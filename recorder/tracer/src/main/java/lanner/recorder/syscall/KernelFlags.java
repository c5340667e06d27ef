package lanner.recorder.syscall;

import java.util.ArrayList;
import java.util.List;
import lanner.capture.event.FlagSet;
import lanner.capture.event.FlagSets;
import lanner.recorder.arch.Architecture;

/**
 * The kernel's values of the flags whose portable values differ, and the translation. Sets that are not here have
 * the same values in both. Access modes of open(2) are no bits and are translated by {@link #fileFlags}.
 */
public final class KernelFlags {
    static final KernelFlags FILE_FLAGS = bits(FlagSets.FILE_FLAGS)
            .ofMachine("O_LARGEFILE")
            .ofMachine("O_DIRECTORY")
            .ofMachine("O_DIRECT")
            .name("O_TRUNC", 0x200L)
            .name("O_SYNC", 0x100000L)
            .name("O_NONBLOCK", 0x800L)
            .name("O_EXCL", 0x80L)
            .name("O_DSYNC", 0x1000L)
            .name("O_APPEND", 0x400L)
            .name("O_CREAT", 0x40L)
            .name("O_CLOEXEC", 0x80000L)
            .name("O_TMPFILE", 0x400000L)
            .done();

    public static final KernelFlags CLONE_FLAGS = bits(FlagSets.CLONE_FLAGS)
            .name("CLONE_FILES", 0x400L)
            .name("CLONE_FS", 0x200L)
            .name("CLONE_IO", 0x80000000L)
            .name("CLONE_NEWIPC", 0x8000000L)
            .name("CLONE_NEWNET", 0x40000000L)
            .name("CLONE_NEWNS", 0x20000L)
            .name("CLONE_NEWPID", 0x20000000L)
            .name("CLONE_NEWUTS", 0x4000000L)
            .name("CLONE_PARENT", 0x8000L)
            .name("CLONE_PARENT_SETTID", 0x100000L)
            .name("CLONE_PTRACE", 0x2000L)
            .name("CLONE_SIGHAND", 0x800L)
            .name("CLONE_SYSVSEM", 0x40000L)
            .name("CLONE_THREAD", 0x10000L)
            .name("CLONE_UNTRACED", 0x800000L)
            .name("CLONE_VM", 0x100L)
            .name("CLONE_NEWUSER", 0x10000000L)
            .name("CLONE_CHILD_CLEARTID", 0x200000L)
            .name("CLONE_CHILD_SETTID", 0x1000000L)
            .name("CLONE_SETTLS", 0x80000L)
            .name("CLONE_VFORK", 0x4000L)
            .name("CLONE_NEWCGROUP", 0x2000000L)
            .done();

    static final KernelFlags POLL_FLAGS = bits(FlagSets.POLL_FLAGS)
            .name("POLLIN", 0x1L)
            .name("POLLPRI", 0x2L)
            .name("POLLOUT", 0x4L)
            .name("POLLRDHUP", 0x2000L)
            .name("POLLERR", 0x8L)
            .name("POLLHUP", 0x10L)
            .name("POLLNVAL", 0x20L)
            .name("POLLRDNORM", 0x40L)
            .name("POLLRDBAND", 0x80L)
            .name("POLLWRNORM", 0x100L)
            .name("POLLWRBAND", 0x200L)
            .done();

    static final KernelFlags MMAP_FLAGS = bits(FlagSets.MMAP_FLAGS)
            .name("MAP_SHARED", 0x1L)
            .name("MAP_PRIVATE", 0x2L)
            .name("MAP_FIXED", 0x10L)
            .name("MAP_ANONYMOUS", 0x20L)
            .ofMachine("MAP_32BIT")
            .name("MAP_NORESERVE", 0x4000L)
            .name("MAP_POPULATE", 0x8000L)
            .name("MAP_NONBLOCK", 0x10000L)
            .name("MAP_GROWSDOWN", 0x100L)
            .name("MAP_DENYWRITE", 0x800L)
            .name("MAP_EXECUTABLE", 0x1000L)
            .name("MAP_LOCKED", 0x2000L)
            .done();

    static final KernelFlags PROT_FLAGS = bits(FlagSets.PROT_FLAGS)
            .name("PROT_READ", 0x1L)
            .name("PROT_WRITE", 0x2L)
            .name("PROT_EXEC", 0x4L)
            .name("PROT_SEM", 0x8L)
            .name("PROT_GROWSDOWN", 0x1000000L)
            .name("PROT_GROWSUP", 0x2000000L)
            .done();

    static final KernelFlags FCNTL_COMMANDS = values(FlagSets.FCNTL_COMMANDS)
            .name("F_GETPIPE_SZ", 0x408L)
            .name("F_SETPIPE_SZ", 0x407L)
            .name("F_NOTIFY", 0x402L)
            .name("F_DUPFD_CLOEXEC", 0x406L)
            .name("F_GETLEASE", 0x401L)
            .name("F_SETLEASE", 0x400L)
            .name("F_GETOWN_EX", 0x10L)
            .name("F_SETOWN_EX", 0xFL)
            .name("F_GETSIG", 0xBL)
            .name("F_SETSIG", 0xAL)
            .name("F_GETOWN", 0x9L)
            .name("F_SETOWN", 0x8L)
            .name("F_SETLKW", 0x7L)
            .name("F_SETLK", 0x6L)
            .name("F_GETLK", 0x5L)
            .name("F_SETFL", 0x4L)
            .name("F_GETFL", 0x3L)
            .name("F_SETFD", 0x2L)
            .name("F_GETFD", 0x1L)
            .name("F_DUPFD", 0x0L)
            .name("F_OFD_GETLK", 0x24L)
            .name("F_OFD_SETLK", 0x25L)
            .name("F_OFD_SETLKW", 0x26L)
            .done();

    static final KernelFlags SOCKOPT_LEVELS = values(FlagSets.SOCKOPT_LEVELS)
            .name("SOL_SOCKET", 0x1L)
            .name("SOL_TCP", 0x6L)
            .name("SOL_IP", 0L)
            .name("SOL_IPV6", 41L)
            .name("SOL_UDP", 17L)
            .name("SOL_UDPLITE", 136L)
            .name("SOL_RAW", 255L)
            .name("SOL_ICMPV6", 58L)
            .name("SOL_PACKET", 263L)
            .name("SOL_NETLINK", 270L)
            .name("SOL_TLS", 282L)
            .name("SOL_ALG", 279L)
            .name("SOL_VSOCK", 287L)
            .name("SOL_MPTCP", 284L)
            .name("SOL_XDP", 283L)
            .name("SOL_SCTP", 132L)
            .done();

    static final KernelFlags SOCKOPT_OPTIONS = values(FlagSets.SOCKOPT_OPTIONS)
            .name("SO_COOKIE", 0x39L)
            .name("SO_MEMINFO", 0x37L)
            .name("SO_PEERGROUPS", 0x3BL)
            .name("SO_ATTACH_BPF", 0x32L)
            .name("SO_INCOMING_CPU", 0x31L)
            .name("SO_BPF_EXTENSIONS", 0x30L)
            .name("SO_MAX_PACING_RATE", 0x2FL)
            .name("SO_BUSY_POLL", 0x2EL)
            .name("SO_SELECT_ERR_QUEUE", 0x2DL)
            .name("SO_LOCK_FILTER", 0x2CL)
            .name("SO_NOFCS", 0x2BL)
            .name("SO_PEEK_OFF", 0x2AL)
            .name("SO_WIFI_STATUS", 0x29L)
            .name("SO_RXQ_OVFL", 0x28L)
            .name("SO_DOMAIN", 0x27L)
            .name("SO_PROTOCOL", 0x26L)
            .name("SO_TIMESTAMPING", 0x25L)
            .name("SO_MARK", 0x24L)
            .name("SO_TIMESTAMPNS", 0x23L)
            .name("SO_PASSSEC", 0x22L)
            .name("SO_PEERSEC", 0x1FL)
            .name("SO_ACCEPTCONN", 0x1EL)
            .name("SO_TIMESTAMP", 0x1DL)
            .name("SO_PEERNAME", 0x1CL)
            .name("SO_DETACH_FILTER", 0x1BL)
            .name("SO_ATTACH_FILTER", 0x1AL)
            .name("SO_BINDTODEVICE", 0x19L)
            .name("SO_SECURITY_ENCRYPTION_NETWORK", 0x18L)
            .name("SO_SECURITY_ENCRYPTION_TRANSPORT", 0x17L)
            .name("SO_SECURITY_AUTHENTICATION", 0x16L)
            .name("SO_SNDTIMEO", 0x15L)
            .name("SO_RCVTIMEO", 0x14L)
            .name("SO_SNDLOWAT", 0x13L)
            .name("SO_RCVLOWAT", 0x12L)
            .name("SO_PEERCRED", 0x11L)
            .name("SO_PASSCRED", 0x10L)
            .name("SO_REUSEPORT", 0xFL)
            .name("SO_BSDCOMPAT", 0xEL)
            .name("SO_LINGER", 0xDL)
            .name("SO_PRIORITY", 0xCL)
            .name("SO_NO_CHECK", 0xBL)
            .name("SO_OOBINLINE", 0xAL)
            .name("SO_KEEPALIVE", 0x9L)
            .name("SO_RCVBUFFORCE", 0x21L)
            .name("SO_SNDBUFFORCE", 0x20L)
            .name("SO_RCVBUF", 0x8L)
            .name("SO_SNDBUF", 0x7L)
            .name("SO_BROADCAST", 0x6L)
            .name("SO_DONTROUTE", 0x5L)
            .name("SO_ERROR", 0x4L)
            .name("SO_TYPE", 0x3L)
            .name("SO_REUSEADDR", 0x2L)
            .name("SO_DEBUG", 0x1L)
            .done();

    static final KernelFlags PTRACE_REQUESTS = values(FlagSets.PTRACE_REQUESTS)
            .ofMachine("PTRACE_SINGLEBLOCK")
            .name("PTRACE_SYSEMU_SINGLESTEP", 0x20L)
            .name("PTRACE_SYSEMU", 0x1FL)
            .ofMachine("PTRACE_ARCH_PRCTL")
            .ofMachine("PTRACE_SET_THREAD_AREA")
            .ofMachine("PTRACE_GET_THREAD_AREA")
            .ofMachine("PTRACE_OLDSETOPTIONS")
            .ofMachine("PTRACE_SETFPXREGS")
            .ofMachine("PTRACE_GETFPXREGS")
            .ofMachine("PTRACE_SETFPREGS")
            .ofMachine("PTRACE_GETFPREGS")
            .ofMachine("PTRACE_SETREGS")
            .ofMachine("PTRACE_GETREGS")
            .name("PTRACE_SETSIGMASK", 0x420BL)
            .name("PTRACE_GETSIGMASK", 0x420AL)
            .name("PTRACE_PEEKSIGINFO", 0x4209L)
            .name("PTRACE_LISTEN", 0x4208L)
            .name("PTRACE_INTERRUPT", 0x4207L)
            .name("PTRACE_SEIZE", 0x4206L)
            .name("PTRACE_SETREGSET", 0x4205L)
            .name("PTRACE_GETREGSET", 0x4204L)
            .name("PTRACE_SETSIGINFO", 0x4203L)
            .name("PTRACE_GETSIGINFO", 0x4202L)
            .name("PTRACE_GETEVENTMSG", 0x4201L)
            .name("PTRACE_SETOPTIONS", 0x4200L)
            .name("PTRACE_SYSCALL", 0x18L)
            .name("PTRACE_DETACH", 0x11L)
            .name("PTRACE_ATTACH", 0x10L)
            .name("PTRACE_SINGLESTEP", 0x9L)
            .name("PTRACE_KILL", 0x8L)
            .name("PTRACE_CONT", 0x7L)
            .name("PTRACE_POKEUSR", 0x6L)
            .name("PTRACE_POKEDATA", 0x5L)
            .name("PTRACE_POKETEXT", 0x4L)
            .name("PTRACE_PEEKUSR", 0x3L)
            .name("PTRACE_PEEKDATA", 0x2L)
            .name("PTRACE_PEEKTEXT", 0x1L)
            .name("PTRACE_TRACEME", 0x0L)
            .done();

    static final KernelFlags QUOTACTL_CMDS = values(FlagSets.QUOTACTL_CMDS)
            .name("Q_QUOTAON", 0x800002L)
            .name("Q_QUOTAOFF", 0x800003L)
            .name("Q_GETFMT", 0x800004L)
            .name("Q_GETINFO", 0x800005L)
            .name("Q_SETINFO", 0x800006L)
            .name("Q_GETQUOTA", 0x800007L)
            .name("Q_SETQUOTA", 0x800008L)
            .name("Q_SYNC", 0x800001L)
            .name("Q_XQUOTAON", 0x5801L)
            .name("Q_XQUOTAOFF", 0x5802L)
            .name("Q_XGETQUOTA", 0x5803L)
            .name("Q_XSETQLIM", 0x5804L)
            .name("Q_XGETQSTAT", 0x5805L)
            .name("Q_XQUOTARM", 0x5806L)
            .name("Q_XQUOTASYNC", 0x5807L)
            .done();

    static final KernelFlags QUOTACTL_TYPES = values(FlagSets.QUOTACTL_TYPES)
            .name("USRQUOTA", 0x0L)
            .name("GRPQUOTA", 0x1L)
            .done();

    static final KernelFlags QUOTACTL_QUOTA_FMTS = values(FlagSets.QUOTACTL_QUOTA_FMTS)
            .name("QFMT_VFS_OLD", 0x1L)
            .name("QFMT_VFS_V0", 0x2L)
            .name("QFMT_VFS_V1", 0x4L)
            .done();

    static final KernelFlags SEMOP_FLAGS = bits(FlagSets.SEMOP_FLAGS)
            .name("IPC_NOWAIT", 0x800L)
            .name("SEM_UNDO", 0x1000L)
            .done();

    static final KernelFlags SEMGET_FLAGS = bits(FlagSets.SEMGET_FLAGS)
            .name("IPC_EXCL", 0x400L)
            .name("IPC_CREAT", 0x200L)
            .done();

    static final KernelFlags SEMCTL_COMMANDS = values(FlagSets.SEMCTL_COMMANDS)
            .name("IPC_STAT", 0x2L)
            .name("IPC_SET", 0x1L)
            .name("IPC_RMID", 0x0L)
            .name("IPC_INFO", 0x3L)
            .name("SEM_INFO", 0x13L)
            .name("SEM_STAT", 0x12L)
            .name("GETALL", 0xDL)
            .name("GETNCNT", 0xEL)
            .name("GETPID", 0xBL)
            .name("GETVAL", 0xCL)
            .name("GETZCNT", 0xFL)
            .name("SETALL", 0x11L)
            .name("SETVAL", 0x10L)
            .done();

    static final KernelFlags FCHOWNAT_FLAGS = bits(FlagSets.FCHOWNAT_FLAGS)
            .name("AT_SYMLINK_NOFOLLOW", 0x100L)
            .name("AT_EMPTY_PATH", 0x1000L)
            .done();

    static final KernelFlags OPENAT2_FLAGS = bits(FlagSets.OPENAT2_FLAGS)
            .name("RESOLVE_BENEATH", 0x8L)
            .name("RESOLVE_IN_ROOT", 0x10L)
            .name("RESOLVE_NO_MAGICLINKS", 0x2L)
            .name("RESOLVE_NO_SYMLINKS", 0x4L)
            .name("RESOLVE_NO_XDEV", 0x1L)
            .name("RESOLVE_CACHED", 0x20L)
            .done();

    static final KernelFlags EXECVEAT_FLAGS = bits(FlagSets.EXECVEAT_FLAGS)
            .name("AT_EMPTY_PATH", 0x1000L)
            .name("AT_SYMLINK_NOFOLLOW", 0x100L)
            .done();

    static final KernelFlags IO_URING_SETUP_FLAGS = bits(FlagSets.IO_URING_SETUP_FLAGS)
            .name("IORING_SETUP_IOPOLL", 0x1L)
            .name("IORING_SETUP_SQPOLL", 0x2L)
            .name("IORING_SETUP_SQ_AFF", 0x4L)
            .name("IORING_SETUP_CQSIZE", 0x8L)
            .name("IORING_SETUP_CLAMP", 0x10L)
            .name("IORING_SETUP_ATTACH_RW", 0x20L)
            .name("IORING_SETUP_R_DISABLED", 0x40L)
            .done();

    static final KernelFlags EPOLL_CREATE1_FLAGS =
            bits(FlagSets.EPOLL_CREATE1_FLAGS).name("EPOLL_CLOEXEC", 0x80000L).done();

    static final KernelFlags PIDFD_OPEN_FLAGS =
            bits(FlagSets.PIDFD_OPEN_FLAGS).name("PIDFD_NONBLOCK", 0x800L).done();

    static final KernelFlags DELETE_MODULE_FLAGS = bits(FlagSets.DELETE_MODULE_FLAGS)
            .name("O_NONBLOCK", 0x800L)
            .name("O_TRUNC", 0x200L)
            .done();

    private static final long O_ACCMODE = 3;
    private static final long O_RDONLY = FlagSets.FILE_FLAGS.value("O_RDONLY");
    private static final long O_WRONLY = FlagSets.FILE_FLAGS.value("O_WRONLY");
    private static final long O_RDWR = FlagSets.FILE_FLAGS.value("O_RDWR");

    private final long[] kernel;
    private final long[] portable;
    private final boolean bits;

    private KernelFlags(long[] kernel, long[] portable, boolean bits) {
        this.kernel = kernel;
        this.portable = portable;
        this.bits = bits;
    }

    /** The portable value: for bits the union of those known, for values the one that stands for it, 0 if none does. */
    public long translate(long value) {
        long result = 0;
        for (int i = 0; i < kernel.length; i++) {
            if (bits ? (value & kernel[i]) == kernel[i] : value == kernel[i]) {
                result |= portable[i];
                if (!bits) {
                    return result;
                }
            }
        }
        return result;
    }

    /** The portable flags of an open: the access mode and the bits. */
    static long fileFlags(long flags) {
        long mode = flags & O_ACCMODE;
        long access = mode == 0 ? O_RDONLY : mode == 1 ? O_WRONLY : O_RDWR;
        return access | FILE_FLAGS.translate(flags);
    }

    private static Builder bits(FlagSet set) {
        return new Builder(set, true);
    }

    private static Builder values(FlagSet set) {
        return new Builder(set, false);
    }

    private static final class Builder {
        private final FlagSet set;
        private final boolean bits;
        private final List<long[]> pairs = new ArrayList<>();

        Builder(FlagSet set, boolean bits) {
            this.set = set;
            this.bits = bits;
        }

        Builder name(String name, long kernel) {
            pairs.add(new long[] {kernel, set.value(name)});
            return this;
        }

        /** A name whose value depends on the machine, and that some have not. */
        Builder ofMachine(String name) {
            Long kernel = Architecture.current().values().get(name);
            return kernel == null ? this : name(name, kernel);
        }

        KernelFlags done() {
            long[] kernel = pairs.stream().mapToLong(pair -> pair[0]).toArray();
            long[] portable = pairs.stream().mapToLong(pair -> pair[1]).toArray();
            return new KernelFlags(kernel, portable, bits);
        }
    }
}
