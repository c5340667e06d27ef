package lanner.capture.event;

import java.util.ArrayList;
import java.util.List;

/**
 * The symbolic names that flag parameters print with, in printing order. Values are the portable ones that captures
 * of this family of tools use ({@code O_RDONLY} is 1, not 0), never the kernel's: the recorder translates once.
 */
public final class FlagSets {
    /** {@code socket_families} */
    public static final FlagSet SOCKET_FAMILIES = set("socket_families")
            .name("AF_NFC", 39L)
            .name("AF_ALG", 38L)
            .name("AF_CAIF", 37L)
            .name("AF_IEEE802154", 36L)
            .name("AF_PHONET", 35L)
            .name("AF_ISDN", 34L)
            .name("AF_RXRPC", 33L)
            .name("AF_IUCV", 32L)
            .name("AF_BLUETOOTH", 31L)
            .name("AF_TIPC", 30L)
            .name("AF_CAN", 29L)
            .name("AF_LLC", 26L)
            .name("AF_WANPIPE", 25L)
            .name("AF_PPPOX", 24L)
            .name("AF_IRDA", 23L)
            .name("AF_SNA", 22L)
            .name("AF_RDS", 21L)
            .name("AF_ATMSVC", 20L)
            .name("AF_ECONET", 19L)
            .name("AF_ASH", 18L)
            .name("AF_PACKET", 17L)
            .name("AF_ROUTE", 16L)
            .name("AF_NETLINK", 16L)
            .name("AF_KEY", 15L)
            .name("AF_SECURITY", 14L)
            .name("AF_NETBEUI", 13L)
            .name("AF_DECnet", 12L)
            .name("AF_ROSE", 11L)
            .name("AF_INET6", 10L)
            .name("AF_X25", 9L)
            .name("AF_ATMPVC", 8L)
            .name("AF_BRIDGE", 7L)
            .name("AF_NETROM", 6L)
            .name("AF_APPLETALK", 5L)
            .name("AF_IPX", 4L)
            .name("AF_AX25", 3L)
            .name("AF_INET", 2L)
            .name("AF_LOCAL", 1L)
            .name("AF_UNIX", 1L)
            .name("AF_UNSPEC", 0L)
            .build();

    /** {@code file_flags} */
    public static final FlagSet FILE_FLAGS = set("file_flags")
            .name("O_LARGEFILE", 2048L)
            .name("O_DIRECTORY", 1024L)
            .name("O_DIRECT", 512L)
            .name("O_TRUNC", 256L)
            .name("O_SYNC", 128L)
            .name("O_NONBLOCK", 64L)
            .name("O_EXCL", 32L)
            .name("O_DSYNC", 16L)
            .name("O_APPEND", 8L)
            .name("O_CREAT", 4L)
            .name("O_RDWR", 3L)
            .name("O_WRONLY", 2L)
            .name("O_RDONLY", 1L)
            .name("O_CLOEXEC", 4096L)
            .name("O_NONE", 0L)
            .name("O_TMPFILE", 8192L)
            .name("O_F_CREATED", 16384L)
            .name("FD_UPPER_LAYER", 32768L)
            .name("FD_LOWER_LAYER", 65536L)
            .build();

    /** {@code creat_flags} */
    public static final FlagSet CREAT_FLAGS = set("creat_flags")
            .name("FD_UPPER_LAYER_CREAT", 1L)
            .name("FD_LOWER_LAYER_CREAT", 2L)
            .build();

    /** {@code flock_flags} */
    public static final FlagSet FLOCK_FLAGS = set("flock_flags")
            .name("LOCK_SH", 1L)
            .name("LOCK_EX", 2L)
            .name("LOCK_NB", 4L)
            .name("LOCK_UN", 8L)
            .name("LOCK_NONE", 0L)
            .build();

    /** {@code clone_flags} */
    public static final FlagSet CLONE_FLAGS = set("clone_flags")
            .name("CLONE_FILES", 1L)
            .name("CLONE_FS", 2L)
            .name("CLONE_IO", 4L)
            .name("CLONE_NEWIPC", 8L)
            .name("CLONE_NEWNET", 16L)
            .name("CLONE_NEWNS", 32L)
            .name("CLONE_NEWPID", 64L)
            .name("CLONE_NEWUTS", 128L)
            .name("CLONE_PARENT", 256L)
            .name("CLONE_PARENT_SETTID", 512L)
            .name("CLONE_PTRACE", 1024L)
            .name("CLONE_SIGHAND", 2048L)
            .name("CLONE_SYSVSEM", 4096L)
            .name("CLONE_THREAD", 8192L)
            .name("CLONE_UNTRACED", 16384L)
            .name("CLONE_VM", 32768L)
            .name("CLONE_INVERTED", 65536L)
            .name("NAME_CHANGED", 131072L)
            .name("CLOSED", 262144L)
            .name("CLONE_NEWUSER", 1048576L)
            .name("CLONE_CHILD_CLEARTID", 8388608L)
            .name("CLONE_CHILD_SETTID", 16777216L)
            .name("CLONE_SETTLS", 33554432L)
            .name("CLONE_STOPPED", 67108864L)
            .name("CLONE_VFORK", 134217728L)
            .name("CLONE_NEWCGROUP", 268435456L)
            .name("CLONE_CHILD_IN_PIDNS", 536870912L)
            .build();

    /** {@code futex_operations} */
    public static final FlagSet FUTEX_OPERATIONS = set("futex_operations")
            .name("FUTEX_CLOCK_REALTIME", 256L)
            .name("FUTEX_PRIVATE_FLAG", 128L)
            .name("FUTEX_LOCK_PI2", 13L)
            .name("FUTEX_CMP_REQUEUE_PI", 12L)
            .name("FUTEX_WAIT_REQUEUE_PI", 11L)
            .name("FUTEX_WAKE_BITSET", 10L)
            .name("FUTEX_WAIT_BITSET", 9L)
            .name("FUTEX_TRYLOCK_PI", 8L)
            .name("FUTEX_UNLOCK_PI", 7L)
            .name("FUTEX_LOCK_PI", 6L)
            .name("FUTEX_WAKE_OP", 5L)
            .name("FUTEX_CMP_REQUEUE", 4L)
            .name("FUTEX_REQUEUE", 3L)
            .name("FUTEX_FD", 2L)
            .name("FUTEX_WAKE", 1L)
            .name("FUTEX_WAIT", 0L)
            .build();

    /** {@code poll_flags} */
    public static final FlagSet POLL_FLAGS = set("poll_flags")
            .name("POLLIN", 1L)
            .name("POLLPRI", 2L)
            .name("POLLOUT", 4L)
            .name("POLLRDHUP", 8L)
            .name("POLLERR", 16L)
            .name("POLLHUP", 32L)
            .name("POLLNVAL", 64L)
            .name("POLLRDNORM", 128L)
            .name("POLLRDBAND", 256L)
            .name("POLLWRNORM", 512L)
            .name("POLLWRBAND", 1024L)
            .build();

    /** {@code mount_flags} */
    public static final FlagSet MOUNT_FLAGS = set("mount_flags")
            .name("RDONLY", 1L)
            .name("NOSUID", 2L)
            .name("NODEV", 4L)
            .name("NOEXEC", 8L)
            .name("SYNCHRONOUS", 16L)
            .name("REMOUNT", 32L)
            .name("MANDLOCK", 64L)
            .name("DIRSYNC", 128L)
            .name("NOATIME", 1024L)
            .name("NODIRATIME", 2048L)
            .name("BIND", 4096L)
            .name("MOVE", 8192L)
            .name("REC", 16384L)
            .name("SILENT", 32768L)
            .name("POSIXACL", 65536L)
            .name("UNBINDABLE", 131072L)
            .name("PRIVATE", 262144L)
            .name("SLAVE", 524288L)
            .name("SHARED", 1048576L)
            .name("RELATIME", 2097152L)
            .name("KERNMOUNT", 4194304L)
            .name("I_VERSION", 8388608L)
            .name("STRICTATIME", 16777216L)
            .name("LAZYTIME", 33554432L)
            .name("NOSEC", 268435456L)
            .name("BORN", 536870912L)
            .name("ACTIVE", 1073741824L)
            .name("NOUSER", 2147483648L)
            .build();

    /** {@code umount_flags} */
    public static final FlagSet UMOUNT_FLAGS = set("umount_flags")
            .name("FORCE", 1L)
            .name("DETACH", 2L)
            .name("EXPIRE", 4L)
            .name("NOFOLLOW", 8L)
            .build();

    /** {@code lseek_whence} */
    public static final FlagSet LSEEK_WHENCE = set("lseek_whence")
            .name("SEEK_END", 2L)
            .name("SEEK_CUR", 1L)
            .name("SEEK_SET", 0L)
            .build();

    /** {@code shutdown_how} */
    public static final FlagSet SHUTDOWN_HOW = set("shutdown_how")
            .name("SHUT_UNKNOWN", 65535L)
            .name("SHUT_RDWR", 2L)
            .name("SHUT_WR", 1L)
            .name("SHUT_RD", 0L)
            .build();

    /** {@code rlimit_resources} */
    public static final FlagSet RLIMIT_RESOURCES = set("rlimit_resources")
            .name("RLIMIT_UNKNOWN", 255L)
            .name("RLIMIT_RTTIME", 15L)
            .name("RLIMIT_RTPRIO", 14L)
            .name("RLIMIT_NICE", 13L)
            .name("RLIMIT_MSGQUEUE", 12L)
            .name("RLIMIT_SIGPENDING", 11L)
            .name("RLIMIT_LOCKS", 10L)
            .name("RLIMIT_AS", 9L)
            .name("RLIMIT_MEMLOCK", 8L)
            .name("RLIMIT_NOFILE", 7L)
            .name("RLIMIT_NPROC", 6L)
            .name("RLIMIT_RSS", 5L)
            .name("RLIMIT_CORE", 4L)
            .name("RLIMIT_STACK", 3L)
            .name("RLIMIT_DATA", 2L)
            .name("RLIMIT_FSIZE", 1L)
            .name("RLIMIT_CPU", 0L)
            .build();

    /** {@code fcntl_commands} */
    public static final FlagSet FCNTL_COMMANDS = set("fcntl_commands")
            .name("F_GETPIPE_SZ", 29L)
            .name("F_SETPIPE_SZ", 28L)
            .name("F_NOTIFY", 27L)
            .name("F_DUPFD_CLOEXEC", 26L)
            .name("F_CANCELLK", 25L)
            .name("F_GETLEASE", 24L)
            .name("F_SETLEASE", 23L)
            .name("F_GETOWN_EX", 22L)
            .name("F_SETOWN_EX", 21L)
            .name("F_SETLKW64", 19L)
            .name("F_SETLK64", 18L)
            .name("F_GETLK64", 17L)
            .name("F_GETSIG", 15L)
            .name("F_SETSIG", 13L)
            .name("F_GETOWN", 12L)
            .name("F_SETOWN", 10L)
            .name("F_SETLKW", 9L)
            .name("F_SETLK", 8L)
            .name("F_GETLK", 6L)
            .name("F_SETFL", 5L)
            .name("F_GETFL", 4L)
            .name("F_SETFD", 3L)
            .name("F_GETFD", 2L)
            .name("F_DUPFD", 1L)
            .name("F_OFD_GETLK", 30L)
            .name("F_OFD_SETLK", 31L)
            .name("F_OFD_SETLKW", 32L)
            .name("UNKNOWN", 0L)
            .build();

    /** {@code sockopt_levels} */
    public static final FlagSet SOCKOPT_LEVELS = set("sockopt_levels")
            .name("SOL_SOCKET", 1L)
            .name("SOL_TCP", 2L)
            .name("SOL_IP", 3L)
            .name("SOL_IPV6", 4L)
            .name("SOL_UDP", 5L)
            .name("SOL_UDPLITE", 6L)
            .name("SOL_RAW", 7L)
            .name("SOL_ICMPV6", 8L)
            .name("SOL_PACKET", 9L)
            .name("SOL_NETLINK", 10L)
            .name("SOL_TLS", 11L)
            .name("SOL_ALG", 12L)
            .name("SOL_VSOCK", 13L)
            .name("SOL_MPTCP", 14L)
            .name("SOL_XDP", 15L)
            .name("SOL_SCTP", 16L)
            .name("UNKNOWN", 0L)
            .build();

    /** {@code sockopt_options} */
    public static final FlagSet SOCKOPT_OPTIONS = set("sockopt_options")
            .name("SO_COOKIE", 53L)
            .name("SO_MEMINFO", 52L)
            .name("SO_PEERGROUPS", 51L)
            .name("SO_ATTACH_BPF", 50L)
            .name("SO_INCOMING_CPU", 49L)
            .name("SO_BPF_EXTENSIONS", 48L)
            .name("SO_MAX_PACING_RATE", 47L)
            .name("SO_BUSY_POLL", 46L)
            .name("SO_SELECT_ERR_QUEUE", 45L)
            .name("SO_LOCK_FILTER", 44L)
            .name("SO_NOFCS", 43L)
            .name("SO_PEEK_OFF", 42L)
            .name("SO_WIFI_STATUS", 41L)
            .name("SO_RXQ_OVFL", 40L)
            .name("SO_DOMAIN", 39L)
            .name("SO_PROTOCOL", 38L)
            .name("SO_TIMESTAMPING", 37L)
            .name("SO_MARK", 36L)
            .name("SO_TIMESTAMPNS", 35L)
            .name("SO_PASSSEC", 34L)
            .name("SO_PEERSEC", 31L)
            .name("SO_ACCEPTCONN", 30L)
            .name("SO_TIMESTAMP", 29L)
            .name("SO_PEERNAME", 28L)
            .name("SO_DETACH_FILTER", 27L)
            .name("SO_ATTACH_FILTER", 26L)
            .name("SO_BINDTODEVICE", 25L)
            .name("SO_SECURITY_ENCRYPTION_NETWORK", 24L)
            .name("SO_SECURITY_ENCRYPTION_TRANSPORT", 23L)
            .name("SO_SECURITY_AUTHENTICATION", 22L)
            .name("SO_SNDTIMEO", 21L)
            .name("SO_RCVTIMEO", 20L)
            .name("SO_SNDLOWAT", 19L)
            .name("SO_RCVLOWAT", 18L)
            .name("SO_PEERCRED", 17L)
            .name("SO_PASSCRED", 16L)
            .name("SO_REUSEPORT", 15L)
            .name("SO_BSDCOMPAT", 14L)
            .name("SO_LINGER", 13L)
            .name("SO_PRIORITY", 12L)
            .name("SO_NO_CHECK", 11L)
            .name("SO_OOBINLINE", 10L)
            .name("SO_KEEPALIVE", 9L)
            .name("SO_RCVBUFFORCE", 33L)
            .name("SO_SNDBUFFORCE", 32L)
            .name("SO_RCVBUF", 8L)
            .name("SO_SNDBUF", 7L)
            .name("SO_BROADCAST", 6L)
            .name("SO_DONTROUTE", 5L)
            .name("SO_ERROR", 4L)
            .name("SO_TYPE", 3L)
            .name("SO_REUSEADDR", 2L)
            .name("SO_DEBUG", 1L)
            .name("UNKNOWN", 0L)
            .build();

    /** {@code ptrace_requests} */
    public static final FlagSet PTRACE_REQUESTS = set("ptrace_requests")
            .name("PTRACE_SINGLEBLOCK", 38L)
            .name("PTRACE_SYSEMU_SINGLESTEP", 37L)
            .name("PTRACE_SYSEMU", 36L)
            .name("PTRACE_ARCH_PRCTL", 35L)
            .name("PTRACE_SET_THREAD_AREA", 34L)
            .name("PTRACE_GET_THREAD_AREA", 33L)
            .name("PTRACE_OLDSETOPTIONS", 32L)
            .name("PTRACE_SETFPXREGS", 31L)
            .name("PTRACE_GETFPXREGS", 30L)
            .name("PTRACE_SETFPREGS", 29L)
            .name("PTRACE_GETFPREGS", 28L)
            .name("PTRACE_SETREGS", 27L)
            .name("PTRACE_GETREGS", 26L)
            .name("PTRACE_SETSIGMASK", 25L)
            .name("PTRACE_GETSIGMASK", 24L)
            .name("PTRACE_PEEKSIGINFO", 23L)
            .name("PTRACE_LISTEN", 22L)
            .name("PTRACE_INTERRUPT", 21L)
            .name("PTRACE_SEIZE", 20L)
            .name("PTRACE_SETREGSET", 19L)
            .name("PTRACE_GETREGSET", 18L)
            .name("PTRACE_SETSIGINFO", 17L)
            .name("PTRACE_GETSIGINFO", 16L)
            .name("PTRACE_GETEVENTMSG", 15L)
            .name("PTRACE_SETOPTIONS", 14L)
            .name("PTRACE_SYSCALL", 13L)
            .name("PTRACE_DETACH", 12L)
            .name("PTRACE_ATTACH", 11L)
            .name("PTRACE_SINGLESTEP", 10L)
            .name("PTRACE_KILL", 9L)
            .name("PTRACE_CONT", 8L)
            .name("PTRACE_POKEUSR", 7L)
            .name("PTRACE_POKEDATA", 6L)
            .name("PTRACE_POKETEXT", 5L)
            .name("PTRACE_PEEKUSR", 4L)
            .name("PTRACE_PEEKDATA", 3L)
            .name("PTRACE_PEEKTEXT", 2L)
            .name("PTRACE_TRACEME", 1L)
            .name("PTRACE_UNKNOWN", 0L)
            .build();

    /** {@code prot_flags} */
    public static final FlagSet PROT_FLAGS = set("prot_flags")
            .name("PROT_READ", 1L)
            .name("PROT_WRITE", 2L)
            .name("PROT_EXEC", 4L)
            .name("PROT_SEM", 8L)
            .name("PROT_GROWSDOWN", 16L)
            .name("PROT_GROWSUP", 32L)
            .name("PROT_SAO", 64L)
            .name("PROT_NONE", 0L)
            .build();

    /** {@code mmap_flags} */
    public static final FlagSet MMAP_FLAGS = set("mmap_flags")
            .name("MAP_SHARED", 1L)
            .name("MAP_PRIVATE", 2L)
            .name("MAP_FIXED", 4L)
            .name("MAP_ANONYMOUS", 8L)
            .name("MAP_32BIT", 16L)
            .name("MAP_RENAME", 32L)
            .name("MAP_NORESERVE", 64L)
            .name("MAP_POPULATE", 128L)
            .name("MAP_NONBLOCK", 256L)
            .name("MAP_GROWSDOWN", 512L)
            .name("MAP_DENYWRITE", 1024L)
            .name("MAP_EXECUTABLE", 2048L)
            .name("MAP_INHERIT", 4096L)
            .name("MAP_FILE", 8192L)
            .name("MAP_LOCKED", 16384L)
            .build();

    /** {@code splice_flags} */
    public static final FlagSet SPLICE_FLAGS = set("splice_flags")
            .name("SPLICE_F_MOVE", 1L)
            .name("SPLICE_F_NONBLOCK", 2L)
            .name("SPLICE_F_MORE", 4L)
            .name("SPLICE_F_GIFT", 8L)
            .build();

    /** {@code quotactl_dqi_flags} */
    public static final FlagSet QUOTACTL_DQI_FLAGS = set("quotactl_dqi_flags")
            .name("DQF_NONE", 1L)
            .name("V1_DQF_RSQUASH", 2L)
            .build();

    /** {@code quotactl_cmds} */
    public static final FlagSet QUOTACTL_CMDS = set("quotactl_cmds")
            .name("Q_QUOTAON", 1L)
            .name("Q_QUOTAOFF", 2L)
            .name("Q_GETFMT", 4L)
            .name("Q_GETINFO", 8L)
            .name("Q_SETINFO", 16L)
            .name("Q_GETQUOTA", 32L)
            .name("Q_SETQUOTA", 64L)
            .name("Q_SYNC", 128L)
            .name("Q_XQUOTAON", 256L)
            .name("Q_XQUOTAOFF", 512L)
            .name("Q_XGETQUOTA", 1024L)
            .name("Q_XSETQLIM", 2048L)
            .name("Q_XGETQSTAT", 4096L)
            .name("Q_XQUOTARM", 8192L)
            .name("Q_XQUOTASYNC", 16384L)
            .build();

    /** {@code quotactl_types} */
    public static final FlagSet QUOTACTL_TYPES =
            set("quotactl_types").name("USRQUOTA", 1L).name("GRPQUOTA", 2L).build();

    /** {@code quotactl_quota_fmts} */
    public static final FlagSet QUOTACTL_QUOTA_FMTS = set("quotactl_quota_fmts")
            .name("QFMT_NOT_USED", 1L)
            .name("QFMT_VFS_OLD", 2L)
            .name("QFMT_VFS_V0", 4L)
            .name("QFMT_VFS_V1", 8L)
            .build();

    /** {@code semop_flags} */
    public static final FlagSet SEMOP_FLAGS =
            set("semop_flags").name("IPC_NOWAIT", 1L).name("SEM_UNDO", 2L).build();

    /** {@code semget_flags} */
    public static final FlagSet SEMGET_FLAGS = set("semget_flags")
            .name("IPC_EXCL", 16384L)
            .name("IPC_CREAT", 8192L)
            .build();

    /** {@code semctl_commands} */
    public static final FlagSet SEMCTL_COMMANDS = set("semctl_commands")
            .name("IPC_STAT", 1L)
            .name("IPC_SET", 2L)
            .name("IPC_RMID", 4L)
            .name("IPC_INFO", 8L)
            .name("SEM_INFO", 16L)
            .name("SEM_STAT", 32L)
            .name("GETALL", 64L)
            .name("GETNCNT", 128L)
            .name("GETPID", 256L)
            .name("GETVAL", 512L)
            .name("GETZCNT", 1024L)
            .name("SETALL", 2048L)
            .name("SETVAL", 4096L)
            .build();

    /** {@code access_flags} */
    public static final FlagSet ACCESS_FLAGS = set("access_flags")
            .name("F_OK", 0L)
            .name("R_OK", 4L)
            .name("W_OK", 2L)
            .name("X_OK", 1L)
            .build();

    /** {@code pf_flags} */
    public static final FlagSet PF_FLAGS = set("pf_flags")
            .name("PROTECTION_VIOLATION", 1L)
            .name("PAGE_NOT_PRESENT", 2L)
            .name("WRITE_ACCESS", 4L)
            .name("READ_ACCESS", 8L)
            .name("USER_FAULT", 16L)
            .name("SUPERVISOR_FAULT", 32L)
            .name("RESERVED_PAGE", 64L)
            .name("INSTRUCTION_FETCH", 128L)
            .build();

    /** {@code unlinkat_flags} */
    public static final FlagSet UNLINKAT_FLAGS =
            set("unlinkat_flags").name("AT_REMOVEDIR", 512L).build();

    /** {@code linkat_flags} */
    public static final FlagSet LINKAT_FLAGS = set("linkat_flags")
            .name("AT_SYMLINK_FOLLOW", 1024L)
            .name("AT_EMPTY_PATH", 4096L)
            .build();

    /** {@code newfstatat_flags} */
    public static final FlagSet NEWFSTATAT_FLAGS = set("newfstatat_flags")
            .name("AT_EMPTY_PATH", 4096L)
            .name("AT_NO_AUTOMOUNT", 2048L)
            .name("AT_SYMLINK_NOFOLLOW", 256L)
            .build();

    /** {@code chmod_mode} */
    public static final FlagSet CHMOD_MODE = set("chmod_mode")
            .name("S_IXOTH", 1L)
            .name("S_IWOTH", 2L)
            .name("S_IROTH", 4L)
            .name("S_IXGRP", 8L)
            .name("S_IWGRP", 16L)
            .name("S_IRGRP", 32L)
            .name("S_IXUSR", 64L)
            .name("S_IWUSR", 128L)
            .name("S_IRUSR", 256L)
            .name("S_ISVTX", 512L)
            .name("S_ISGID", 1024L)
            .name("S_ISUID", 2048L)
            .build();

    /** {@code fchownat_flags} */
    public static final FlagSet FCHOWNAT_FLAGS = set("fchownat_flags")
            .name("AT_SYMLINK_NOFOLLOW", 1024L)
            .name("AT_EMPTY_PATH", 4096L)
            .build();

    /** {@code renameat2_flags} */
    public static final FlagSet RENAMEAT2_FLAGS = set("renameat2_flags")
            .name("RENAME_NOREPLACE", 1L)
            .name("RENAME_EXCHANGE", 2L)
            .name("RENAME_WHITEOUT", 4L)
            .build();

    /** {@code openat2_flags} */
    public static final FlagSet OPENAT2_FLAGS = set("openat2_flags")
            .name("RESOLVE_BENEATH", 1L)
            .name("RESOLVE_IN_ROOT", 2L)
            .name("RESOLVE_NO_MAGICLINKS", 4L)
            .name("RESOLVE_NO_SYMLINKS", 8L)
            .name("RESOLVE_NO_XDEV", 16L)
            .name("RESOLVE_CACHED", 32L)
            .build();

    /** {@code execve_flags} */
    public static final FlagSet EXECVE_FLAGS = set("execve_flags")
            .name("EXE_WRITABLE", 1L)
            .name("EXE_UPPER_LAYER", 2L)
            .name("EXE_FROM_MEMFD", 4L)
            .name("EXE_LOWER_LAYER", 8L)
            .build();

    /** {@code execveat_flags} */
    public static final FlagSet EXECVEAT_FLAGS = set("execveat_flags")
            .name("AT_EMPTY_PATH", 1L)
            .name("AT_SYMLINK_NOFOLLOW", 2L)
            .build();

    /** {@code io_uring_setup_flags} */
    public static final FlagSet IO_URING_SETUP_FLAGS = set("io_uring_setup_flags")
            .name("IORING_SETUP_IOPOLL", 1L)
            .name("IORING_SETUP_SQPOLL", 2L)
            .name("IORING_SQ_NEED_WAKEUP", 4L)
            .name("IORING_SETUP_SQ_AFF", 8L)
            .name("IORING_SETUP_CQSIZE", 16L)
            .name("IORING_SETUP_CLAMP", 32L)
            .name("IORING_SETUP_ATTACH_RW", 64L)
            .name("IORING_SETUP_R_DISABLED", 128L)
            .build();

    /** {@code io_uring_setup_feats} */
    public static final FlagSet IO_URING_SETUP_FEATS = set("io_uring_setup_feats")
            .name("IORING_FEAT_SINGLE_MMAP", 1L)
            .name("IORING_FEAT_NODROP", 2L)
            .name("IORING_FEAT_SUBMIT_STABLE", 4L)
            .name("IORING_FEAT_RW_CUR_POS", 8L)
            .name("IORING_FEAT_CUR_PERSONALITY", 16L)
            .name("IORING_FEAT_FAST_POLL", 32L)
            .name("IORING_FEAT_POLL_32BITS", 64L)
            .name("IORING_FEAT_SQPOLL_NONFIXED", 128L)
            .name("IORING_FEAT_ENTER_EXT_ARG", 256L)
            .name("IORING_FEAT_NATIVE_WORKERS", 512L)
            .name("IORING_FEAT_RSRC_TAGS", 1024L)
            .build();

    /** {@code io_uring_enter_flags} */
    public static final FlagSet IO_URING_ENTER_FLAGS = set("io_uring_enter_flags")
            .name("IORING_ENTER_GETEVENTS", 1L)
            .name("IORING_ENTER_SQ_WAKEUP", 2L)
            .name("IORING_ENTER_SQ_WAIT", 4L)
            .name("IORING_ENTER_EXT_ARG", 8L)
            .build();

    /** {@code io_uring_register_opcodes} */
    public static final FlagSet IO_URING_REGISTER_OPCODES = set("io_uring_register_opcodes")
            .name("IORING_REGISTER_BUFFERS", 0L)
            .name("IORING_UNREGISTER_BUFFERS", 1L)
            .name("IORING_REGISTER_FILES", 2L)
            .name("IORING_UNREGISTER_FILES", 3L)
            .name("IORING_REGISTER_EVENTFD", 4L)
            .name("IORING_UNREGISTER_EVENTFD", 5L)
            .name("IORING_REGISTER_FILES_UPDATE", 6L)
            .name("IORING_REGISTER_EVENTFD_ASYNC", 7L)
            .name("IORING_REGISTER_PROBE", 8L)
            .name("IORING_REGISTER_PERSONALITY", 9L)
            .name("IORING_UNREGISTER_PERSONALITY", 10L)
            .name("IORING_REGISTER_RESTRICTIONS", 11L)
            .name("IORING_REGISTER_ENABLE_RINGS", 12L)
            .name("IORING_REGISTER_FILES2", 13L)
            .name("IORING_REGISTER_FILES_UPDATE2", 14L)
            .name("IORING_REGISTER_BUFFERS2", 15L)
            .name("IORING_REGISTER_BUFFERS_UPDATE", 16L)
            .name("IORING_REGISTER_IOWQ_AFF", 17L)
            .name("IORING_UNREGISTER_IOWQ_AFF", 18L)
            .name("IORING_REGISTER_IOWQ_MAX_WORKERS", 19L)
            .name("IORING_REGISTER_RING_FDS", 20L)
            .name("IORING_UNREGISTER_RING_FDS", 21L)
            .build();

    /** {@code mlockall_flags} */
    public static final FlagSet MLOCKALL_FLAGS = set("mlockall_flags")
            .name("MCL_CURRENT", 1L)
            .name("MCL_FUTURE", 2L)
            .name("MCL_ONFAULT", 4L)
            .build();

    /** {@code mlock2_flags} */
    public static final FlagSet MLOCK2_FLAGS =
            set("mlock2_flags").name("MLOCK_ONFAULT", 1L).build();

    /** {@code fsconfig_cmds} */
    public static final FlagSet FSCONFIG_CMDS = set("fsconfig_cmds")
            .name("FSCONFIG_SET_FLAG", 0L)
            .name("FSCONFIG_SET_STRING", 1L)
            .name("FSCONFIG_SET_BINARY", 2L)
            .name("FSCONFIG_SET_PATH", 3L)
            .name("FSCONFIG_SET_PATH_EMPTY", 4L)
            .name("FSCONFIG_SET_FD", 5L)
            .name("FSCONFIG_CMD_CREATE", 6L)
            .name("FSCONFIG_CMD_RECONFIGURE", 7L)
            .build();

    /** {@code epoll_create1_flags} */
    public static final FlagSet EPOLL_CREATE1_FLAGS =
            set("epoll_create1_flags").name("EPOLL_CLOEXEC", 1L).build();

    /** {@code prctl_options} */
    public static final FlagSet PRCTL_OPTIONS = set("prctl_options")
            .name("PR_GET_DUMPABLE", 3L)
            .name("PR_SET_DUMPABLE", 4L)
            .name("PR_GET_KEEPCAPS", 7L)
            .name("PR_SET_KEEPCAPS", 8L)
            .name("PR_SET_NAME", 15L)
            .name("PR_GET_NAME", 16L)
            .name("PR_GET_SECCOMP", 21L)
            .name("PR_SET_SECCOMP", 22L)
            .name("PR_CAPBSET_READ", 23L)
            .name("PR_CAPBSET_DROP", 24L)
            .name("PR_GET_SECUREBITS", 27L)
            .name("PR_SET_SECUREBITS", 28L)
            .name("PR_MCE_KILL", 33L)
            .name("PR_MCE_KILL_GET", 34L)
            .name("PR_SET_MM", 35L)
            .name("PR_SET_CHILD_SUBREAPER", 36L)
            .name("PR_GET_CHILD_SUBREAPER", 37L)
            .name("PR_SET_NO_NEW_PRIVS", 38L)
            .name("PR_GET_NO_NEW_PRIVS", 39L)
            .name("PR_GET_TID_ADDRESS", 40L)
            .name("PR_SET_THP_DISABLE", 41L)
            .name("PR_GET_THP_DISABLE", 42L)
            .name("PR_CAP_AMBIENT", 47L)
            .build();

    /** {@code keyctl_operations} */
    public static final FlagSet KEYCTL_OPERATIONS = set("keyctl_operations")
            .name("KEYCTL_GET_KEYRING_ID", 0L)
            .name("KEYCTL_JOIN_SESSION_KEYRING", 1L)
            .name("KEYCTL_UPDATE", 2L)
            .name("KEYCTL_REVOKE", 3L)
            .name("KEYCTL_CHOWN", 4L)
            .name("KEYCTL_SETPERM", 5L)
            .name("KEYCTL_DESCRIBE", 6L)
            .name("KEYCTL_CLEAR", 7L)
            .name("KEYCTL_LINK", 8L)
            .name("KEYCTL_UNLINK", 9L)
            .name("KEYCTL_SEARCH", 10L)
            .name("KEYCTL_READ", 11L)
            .name("KEYCTL_INSTANTIATE", 12L)
            .name("KEYCTL_NEGATE", 13L)
            .name("KEYCTL_SET_REQKEY_KEYRING", 14L)
            .name("KEYCTL_SET_TIMEOUT", 15L)
            .name("KEYCTL_ASSUME_AUTHORITY", 16L)
            .name("KEYCTL_GET_SECURITY", 17L)
            .name("KEYCTL_SESSION_TO_PARENT", 18L)
            .name("KEYCTL_REJECT", 19L)
            .name("KEYCTL_INSTANTIATE_IOV", 20L)
            .name("KEYCTL_INVALIDATE", 21L)
            .name("KEYCTL_GET_PERSISTENT", 22L)
            .name("KEYCTL_DH_COMPUTE", 23L)
            .name("KEYCTL_PKEY_QUERY", 24L)
            .name("KEYCTL_PKEY_ENCRYPT", 25L)
            .name("KEYCTL_PKEY_DECRYPT", 26L)
            .name("KEYCTL_PKEY_SIGN", 27L)
            .name("KEYCTL_PKEY_VERIFY", 28L)
            .name("KEYCTL_RESTRICT_KEYRING", 29L)
            .name("KEYCTL_MOVE", 30L)
            .name("KEYCTL_CAPABILITIES", 31L)
            .name("KEYCTL_WATCH_KEY", 32L)
            .build();

    /** {@code memfd_create_flags} */
    public static final FlagSet MEMFD_CREATE_FLAGS = set("memfd_create_flags")
            .name("MFD_CLOEXEC", 1L)
            .name("MFD_ALLOW_SEALING", 2L)
            .name("MFD_HUGETLB", 4L)
            .build();

    /** {@code pidfd_open_flags} */
    public static final FlagSet PIDFD_OPEN_FLAGS =
            set("pidfd_open_flags").name("PIDFD_NONBLOCK", 1L).build();

    /** {@code mknod_mode} */
    public static final FlagSet MKNOD_MODE = set("mknod_mode")
            .name("S_IXOTH", 1L)
            .name("S_IWOTH", 2L)
            .name("S_IROTH", 4L)
            .name("S_IXGRP", 8L)
            .name("S_IWGRP", 16L)
            .name("S_IRGRP", 32L)
            .name("S_IXUSR", 64L)
            .name("S_IWUSR", 128L)
            .name("S_IRUSR", 256L)
            .name("S_ISVTX", 512L)
            .name("S_ISGID", 1024L)
            .name("S_ISUID", 2048L)
            .name("S_IFREG", 32768L)
            .name("S_IFCHR", 8192L)
            .name("S_IFBLK", 24576L)
            .name("S_IFIFO", 4096L)
            .name("S_IFSOCK", 49152L)
            .build();

    /** {@code bpf_commands} */
    public static final FlagSet BPF_COMMANDS = set("bpf_commands")
            .name("BPF_MAP_CREATE", 0L)
            .name("BPF_MAP_LOOKUP_ELEM", 1L)
            .name("BPF_MAP_UPDATE_ELEM", 2L)
            .name("BPF_MAP_DELETE_ELEM", 3L)
            .name("BPF_MAP_GET_NEXT_KEY", 4L)
            .name("BPF_PROG_LOAD", 5L)
            .name("BPF_OBJ_PIN", 6L)
            .name("BPF_OBJ_GET", 7L)
            .name("BPF_PROG_ATTACH", 8L)
            .name("BPF_PROG_DETACH", 9L)
            .name("BPF_PROG_TEST_RUN", 10L)
            .name("BPF_PROG_RUN", 10L)
            .name("BPF_PROG_GET_NEXT_ID", 11L)
            .name("BPF_MAP_GET_NEXT_ID", 12L)
            .name("BPF_PROG_GET_FD_BY_ID", 13L)
            .name("BPF_MAP_GET_FD_BY_ID", 14L)
            .name("BPF_OBJ_GET_INFO_BY_FD", 15L)
            .name("BPF_PROG_QUERY", 16L)
            .name("BPF_RAW_TRACEPOINT_OPEN", 17L)
            .name("BPF_BTF_LOAD", 18L)
            .name("BPF_BTF_GET_FD_BY_ID", 19L)
            .name("BPF_TASK_FD_QUERY", 20L)
            .name("BPF_MAP_LOOKUP_AND_DELETE_ELEM", 21L)
            .name("BPF_MAP_FREEZE", 22L)
            .name("BPF_BTF_GET_NEXT_ID", 23L)
            .name("BPF_MAP_LOOKUP_BATCH", 24L)
            .name("BPF_MAP_LOOKUP_AND_DELETE_BATCH", 25L)
            .name("BPF_MAP_UPDATE_BATCH", 26L)
            .name("BPF_MAP_DELETE_BATCH", 27L)
            .name("BPF_LINK_CREATE", 28L)
            .name("BPF_LINK_UPDATE", 29L)
            .name("BPF_LINK_GET_FD_BY_ID", 30L)
            .name("BPF_LINK_GET_NEXT_ID", 31L)
            .name("BPF_ENABLE_STATS", 32L)
            .name("BPF_ITER_CREATE", 33L)
            .name("BPF_LINK_DETACH", 34L)
            .name("BPF_PROG_BIND_MAP", 35L)
            .build();

    /** {@code delete_module_flags} */
    public static final FlagSet DELETE_MODULE_FLAGS = set("delete_module_flags")
            .name("O_NONBLOCK", 2L)
            .name("O_TRUNC", 1L)
            .build();

    /** {@code close_range_flags} */
    public static final FlagSet CLOSE_RANGE_FLAGS = set("close_range_flags")
            .name("CLOSE_RANGE_UNSHARE", 2L)
            .name("CLOSE_RANGE_CLOEXEC", 4L)
            .build();

    /** {@code finit_module_flags} */
    public static final FlagSet FINIT_MODULE_FLAGS = set("finit_module_flags")
            .name("MODULE_INIT_IGNORE_MODVERSIONS", 1L)
            .name("MODULE_INIT_IGNORE_VERMAGIC", 2L)
            .name("MODULE_INIT_COMPRESSED_FILE", 4L)
            .build();

    /** {@code anon_inode_fd_types} */
    public static final FlagSet ANON_INODE_FD_TYPES = set("anon_inode_fd_types")
            .name("ANON_INODE_FD_TYPE_UNKNOWN", 0L)
            .name("ANON_INODE_FD_TYPE_EVENTFD", 1L)
            .name("ANON_INODE_FD_TYPE_EVENTPOLL", 2L)
            .name("ANON_INODE_FD_TYPE_INOTIFY", 3L)
            .name("ANON_INODE_FD_TYPE_SIGNALFD", 4L)
            .name("ANON_INODE_FD_TYPE_TIMERFD", 5L)
            .name("ANON_INODE_FD_TYPE_IO_URING", 6L)
            .name("ANON_INODE_FD_TYPE_USERFAULTFD", 7L)
            .name("ANON_INODE_FD_TYPE_PIDFD", 8L)
            .name("ANON_INODE_FD_TYPE_BPF_MAP", 9L)
            .name("ANON_INODE_FD_TYPE_BPF_PROG", 10L)
            .name("ANON_INODE_FD_TYPE_BPF_LINK", 11L)
            .name("ANON_INODE_FD_TYPE_BPF_ITER", 12L)
            .name("ANON_INODE_FD_TYPE_PERF_EVENT", 13L)
            .build();

    private FlagSets() {}

    private static Builder set(String name) {
        return new Builder(name);
    }

    private static final class Builder {
        private final String name;
        private final List<FlagSet.Flag> flags = new ArrayList<>();

        Builder(String name) {
            this.name = name;
        }

        Builder name(String flag, long value) {
            flags.add(new FlagSet.Flag(flag, value));
            return this;
        }

        FlagSet build() {
            return new FlagSet(name, flags);
        }
    }
}
