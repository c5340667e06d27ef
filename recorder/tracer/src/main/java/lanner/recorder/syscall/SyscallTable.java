package lanner.recorder.syscall;

import static lanner.recorder.syscall.FileSources.attributeValue;
import static lanner.recorder.syscall.FileSources.fileTime;
import static lanner.recorder.syscall.FileSources.groupList;
import static lanner.recorder.syscall.FileSources.linkTarget;
import static lanner.recorder.syscall.SocketSources.acceptedTuple;
import static lanner.recorder.syscall.SocketSources.messageControl;
import static lanner.recorder.syscall.SocketSources.messageData;
import static lanner.recorder.syscall.SocketSources.messageSize;
import static lanner.recorder.syscall.SocketSources.messageTuple;
import static lanner.recorder.syscall.SocketSources.sockaddr;
import static lanner.recorder.syscall.SocketSources.socketOption;
import static lanner.recorder.syscall.SocketSources.socketOptionLength;
import static lanner.recorder.syscall.SocketSources.socketOptionName;
import static lanner.recorder.syscall.SocketSources.tuple;
import static lanner.recorder.syscall.Sources.bits;
import static lanner.recorder.syscall.Sources.capabilities;
import static lanner.recorder.syscall.Sources.constant;
import static lanner.recorder.syscall.Sources.dataIn;
import static lanner.recorder.syscall.Sources.dataOut;
import static lanner.recorder.syscall.Sources.descriptorFlags;
import static lanner.recorder.syscall.Sources.dynamic;
import static lanner.recorder.syscall.Sources.fileFlags;
import static lanner.recorder.syscall.Sources.flags;
import static lanner.recorder.syscall.Sources.memoryNumber;
import static lanner.recorder.syscall.Sources.memoryNumberIn;
import static lanner.recorder.syscall.Sources.missing;
import static lanner.recorder.syscall.Sources.number;
import static lanner.recorder.syscall.Sources.openFlags;
import static lanner.recorder.syscall.Sources.openMode;
import static lanner.recorder.syscall.Sources.openedDevice;
import static lanner.recorder.syscall.Sources.openedInode;
import static lanner.recorder.syscall.Sources.path;
import static lanner.recorder.syscall.Sources.pipeInode;
import static lanner.recorder.syscall.Sources.pollList;
import static lanner.recorder.syscall.Sources.processName;
import static lanner.recorder.syscall.Sources.processOption;
import static lanner.recorder.syscall.Sources.signed;
import static lanner.recorder.syscall.Sources.textOut;
import static lanner.recorder.syscall.Sources.timespec;
import static lanner.recorder.syscall.Sources.vectorIn;
import static lanner.recorder.syscall.Sources.vectorOut;
import static lanner.recorder.syscall.Sources.vectorSize;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import lanner.capture.event.EventType;
import lanner.capture.event.SyscallNames;
import lanner.recorder.arch.Abi;
import lanner.recorder.arch.Architecture;
import lanner.recorder.syscall.SocketEnds.Direction;
import lanner.recorder.trace.Call;
import org.jspecify.annotations.Nullable;

/**
 * The calls that are decoded: a row each, the sources of its parameters in the order of the event's row. The execve and
 * clone families are not here: what they record is the process, not only the call.
 */
public final class SyscallTable {
    private static final long SOCKET_TYPE = 0xF;

    /** Calls of 32-bit programs whose arguments point to structures of another shape. */
    private static final java.util.Set<String> OTHER_SHAPE_IN_32_BITS = java.util.Set.of(
            "readv",
            "writev",
            "preadv",
            "pwritev",
            "sendmsg",
            "recvmsg",
            "sendmmsg",
            "recvmmsg",
            "getrlimit",
            "ugetrlimit",
            "getresuid",
            "getresgid",
            "setrlimit",
            "nanosleep",
            "ppoll",
            "semop",
            "semctl",
            "quotactl",
            "pread64",
            "pwrite64",
            "mmap",
            "process_vm_readv",
            "process_vm_writev",
            "select",
            "capset",
            "keyctl",
            "io_uring_setup",
            "mmap2",
            "_llseek");

    private static final Map<EventType, SyscallRow> ROWS = new EnumMap<>(EventType.class);

    static {
        // Files
        row(EventType.OPEN, path(0), openFlags(1, -1, 0), openMode(1, 2), openedDevice(), openedInode());
        row(EventType.OPENAT, number(0), path(1), openFlags(2, 0, 1), openMode(2, 3), openedDevice(), openedInode());
        row(
                EventType.OPENAT2,
                number(0),
                path(1),
                OpenHow.FLAGS,
                OpenHow.MODE,
                memoryNumberIn(2, 16, 8, KernelFlags.OPENAT2_FLAGS),
                openedDevice(),
                openedInode());
        row(EventType.CREAT, path(0), number(1), openedDevice(), openedInode(), constant(0));
        row(
                EventType.OPEN_BY_HANDLE_AT,
                number(0),
                fileFlags(2),
                OpenHow.PATH_OF_RESULT,
                openedDevice(),
                openedInode());
        row(EventType.MEMFD_CREATE, path(0), number(1));
        row(EventType.STAT, path(0));
        row(EventType.LSTAT, path(0));
        row(EventType.STAT64, path(0));
        row(EventType.LSTAT64, path(0));
        row(EventType.FSTAT, number(0));
        row(EventType.FSTAT64);
        row(EventType.NEWFSTATAT, number(0), path(1), number(3));
        row(EventType.ACCESS, path(0), number(1));
        row(EventType.GETCWD, textOut(0));
        row(EventType.CHDIR, path(0));
        row(EventType.FCHDIR, number(0));
        row(EventType.CHROOT, path(0));
        row(EventType.RENAME, path(0), path(1));
        row(EventType.RENAMEAT, number(0), path(1), number(2), path(3));
        row(EventType.RENAMEAT2, number(0), path(1), number(2), path(3), number(4));
        row(EventType.MKDIR, path(0), number(1));
        row(EventType.MKDIRAT, number(0), path(1), number(2));
        row(EventType.RMDIR, path(0));
        row(EventType.LINK, path(0), path(1));
        row(EventType.LINKAT, number(0), path(1), number(2), path(3), number(4));
        row(EventType.SYMLINK, path(0), path(1));
        row(EventType.SYMLINKAT, path(0), number(1), path(2));
        row(EventType.UNLINK, path(0));
        row(EventType.UNLINKAT, number(0), path(1), number(2));
        row(EventType.CHMOD, path(0), bits(1, 0, 07777));
        row(EventType.FCHMOD, number(0), bits(1, 0, 07777));
        row(EventType.FCHMODAT, number(0), path(1), bits(2, 0, 07777));
        row(EventType.CHOWN, path(0), number(1), number(2));
        row(EventType.LCHOWN, path(0), number(1), number(2));
        row(EventType.FCHOWN, number(0), number(1), number(2));
        row(EventType.FCHOWNAT, number(0), path(1), number(2), number(3), flags(4, KernelFlags.FCHOWNAT_FLAGS));
        row(EventType.MKNOD, path(0), number(1), number(2));
        row(EventType.MKNODAT, number(0), path(1), number(2), number(3));
        row(EventType.MOUNT, path(0), path(1), path(2), number(3));
        row(EventType.UMOUNT, path(0));
        row(EventType.UMOUNT2, path(0), number(1));
        row(EventType.FSCONFIG, number(0), number(1), path(2), missing(), missing(), number(4));
        row(
                EventType.QUOTACTL,
                path(1),
                missing(),
                missing(),
                missing(),
                missing(),
                missing(),
                missing(),
                missing(),
                missing(),
                missing(),
                missing(),
                missing(),
                missing(),
                Quota.COMMAND,
                Quota.TYPE,
                number(2),
                missing());

        // Descriptors
        row(EventType.CLOSE, number(0));
        row(EventType.CLOSE_RANGE, number(0), number(1), number(2));
        row(EventType.DUP, number(0));
        row(EventType.DUP2, number(0), number(1));
        row(EventType.DUP3, number(0), number(1), descriptorFlags(2));
        row(EventType.FCNTL, number(0), flags(1, KernelFlags.FCNTL_COMMANDS), number(2));
        row(EventType.FLOCK, number(0), number(1));
        row(EventType.IOCTL, number(0), number(1), number(2));
        row(EventType.LSEEK, number(0), signed(1), number(2));
        row(EventType.LLSEEK, number(0), number(2), number(4));
        row(EventType.GETDENTS, number(0));
        row(EventType.GETDENTS64, number(0));
        row(EventType.PIPE, memoryNumber(0, 0, 4), memoryNumber(0, 4, 4), pipeInode(0));
        row(EventType.PIPE2, memoryNumber(0, 0, 4), memoryNumber(0, 4, 4), pipeInode(0), descriptorFlags(1));
        row(EventType.EVENTFD, number(0), constant(0));
        row(EventType.EVENTFD2, descriptorFlags(1), number(0));
        row(EventType.SIGNALFD, number(0), constant(0), constant(0));
        row(EventType.SIGNALFD4, descriptorFlags(3), number(0), constant(0));
        row(EventType.TIMERFD_CREATE, number(0), descriptorFlags(1));
        row(EventType.INOTIFY_INIT, constant(0));
        row(EventType.INOTIFY_INIT1, descriptorFlags(0));
        row(EventType.EPOLL_CREATE, number(0));
        row(EventType.EPOLL_CREATE1, flags(0, KernelFlags.EPOLL_CREATE1_FLAGS));
        row(EventType.EPOLL_WAIT, number(2));
        row(EventType.USERFAULTFD, descriptorFlags(0));
        row(EventType.PIDFD_OPEN, number(0), flags(1, KernelFlags.PIDFD_OPEN_FLAGS));
        row(EventType.PIDFD_GETFD, number(0), number(1), number(2));
        row(EventType.POLL, pollList(0, 1), number(2));
        row(EventType.PPOLL, pollList(0, 1), timespec(2), missing());
        row(EventType.SELECT);

        // Data
        row(EventType.READ, dataOut(1), number(0), number(2));
        row(EventType.WRITE, dataIn(1, 2), number(0), number(2));
        row(EventType.PREAD, dataOut(1), number(0), number(2), number(3));
        row(EventType.PWRITE, dataIn(1, 2), number(0), number(2), number(3));
        row(EventType.READV, vectorSize(1, 2), vectorOut(1, 2), number(0));
        row(EventType.WRITEV, vectorIn(1, 2), number(0), vectorSize(1, 2));
        row(EventType.PREADV, vectorSize(1, 2), vectorOut(1, 2), number(0), number(3));
        row(EventType.PWRITEV, vectorIn(1, 2), number(0), vectorSize(1, 2), number(3));
        row(EventType.SENDFILE, missing(), number(0), number(1), number(3));
        row(EventType.SPLICE, number(0), number(2), number(4), number(5));
        row(EventType.COPY_FILE_RANGE, number(2), missing(), number(0), missing(), number(4));
        row(EventType.PROCESS_VM_READV, number(0), missing());
        row(EventType.PROCESS_VM_WRITEV, number(0), vectorIn(1, 2));

        // Sockets
        row(EventType.SOCKET, number(0), bits(1, 0, SOCKET_TYPE), number(2), descriptorFlags(1));
        row(
                EventType.SOCKETPAIR,
                memoryNumber(3, 0, 4),
                memoryNumber(3, 4, 4),
                constant(0),
                constant(0),
                number(0),
                bits(1, 0, SOCKET_TYPE),
                number(2),
                descriptorFlags(1));
        row(EventType.CONNECT, tuple(0, Direction.OUTGOING, 1, 2), number(0), sockaddr(1, 2));
        row(EventType.ACCEPT, acceptedTuple(1, 2), constant(0), constant(0), constant(0));
        row(EventType.ACCEPT4, acceptedTuple(1, 2), constant(0), constant(0), constant(0), number(3));
        row(EventType.BIND, sockaddr(1, 2), number(0));
        row(EventType.LISTEN, number(0), number(1));
        row(EventType.SHUTDOWN, number(0), number(1));
        row(EventType.GETSOCKNAME);
        row(EventType.GETPEERNAME);
        row(EventType.SENDTO, dataIn(1, 2), number(0), number(2), tuple(0, Direction.OUTGOING, 4, 5));
        row(EventType.RECVFROM, dataOut(1), tuple(0, Direction.INCOMING, 4, 5), number(0), number(2));
        row(EventType.SENDMSG, messageData(1, true), number(0), messageSize(1), messageTuple(1, Direction.OUTGOING));
        row(
                EventType.RECVMSG,
                messageSize(1),
                messageData(1, false),
                messageTuple(1, Direction.INCOMING),
                messageControl(1),
                number(0));
        row(EventType.SENDMMSG, number(0), messageSize(1), messageData(1, true), messageTuple(1, Direction.OUTGOING));
        row(
                EventType.RECVMMSG,
                number(0),
                messageSize(1),
                messageData(1, false),
                messageTuple(1, Direction.INCOMING),
                messageControl(1));
        row(EventType.SEND, dataIn(1, 2), number(0), number(2), tuple(0, Direction.OUTGOING));
        row(EventType.RECV, dataOut(1), number(0), number(2), tuple(0, Direction.INCOMING));
        row(
                EventType.SETSOCKOPT,
                number(0),
                flags(1, KernelFlags.SOCKOPT_LEVELS),
                socketOptionName(1, 2),
                socketOption(3, 4, false),
                number(4));
        row(
                EventType.GETSOCKOPT,
                number(0),
                flags(1, KernelFlags.SOCKOPT_LEVELS),
                socketOptionName(1, 2),
                socketOption(3, 4, true),
                socketOptionLength(4));

        // Memory
        row(
                EventType.MMAP,
                missing(),
                missing(),
                missing(),
                number(0),
                number(1),
                flags(2, KernelFlags.PROT_FLAGS),
                flags(3, KernelFlags.MMAP_FLAGS),
                number(4),
                number(5));
        row(
                EventType.MMAP2,
                missing(),
                missing(),
                missing(),
                number(0),
                number(1),
                flags(2, KernelFlags.PROT_FLAGS),
                flags(3, KernelFlags.MMAP_FLAGS),
                number(4),
                number(5));
        row(EventType.MUNMAP, missing(), missing(), missing(), number(0), number(1));
        row(EventType.MPROTECT, number(0), number(1), flags(2, KernelFlags.PROT_FLAGS));
        row(EventType.BRK, missing(), missing(), missing(), number(0));
        row(EventType.MLOCK, number(0), number(1));
        row(EventType.MLOCK2, number(0), number(1), number(2));
        row(EventType.MUNLOCK, number(0), number(1));
        row(EventType.MLOCKALL, number(0));
        row(EventType.MUNLOCKALL);

        // Users
        row(EventType.GETUID);
        row(EventType.GETGID);
        row(EventType.GETEUID);
        row(EventType.GETEGID);
        row(EventType.SETUID, number(0));
        row(EventType.SETGID, number(0));
        row(EventType.SETREUID, number(0), number(1));
        row(EventType.SETREGID, number(0), number(1));
        row(EventType.SETRESUID, number(0), number(1), number(2));
        row(EventType.SETRESGID, number(0), number(1), number(2));
        row(EventType.GETRESUID, memoryNumber(0, 0, 4), memoryNumber(1, 0, 4), memoryNumber(2, 0, 4));
        row(EventType.GETRESGID, memoryNumber(0, 0, 4), memoryNumber(1, 0, 4), memoryNumber(2, 0, 4));
        row(EventType.CAPSET, capabilities(1, 2), capabilities(1, 1), capabilities(1, 0));

        // Processes and signals
        row(EventType.KILL, number(0), number(1));
        row(EventType.TKILL, number(0), number(1));
        row(EventType.TGKILL, number(0), number(1), number(2));
        row(EventType.SETPGID, number(0), number(1));
        row(EventType.SETSID);
        row(EventType.UNSHARE, flags(0, KernelFlags.CLONE_FLAGS));
        row(EventType.SETNS, number(0), flags(1, KernelFlags.CLONE_FLAGS));
        row(EventType.PRCTL, number(0), processName(0, 1), processOption(0, 1));
        row(EventType.PTRACE, dynamic(0, 2), dynamic(0, 3), flags(0, KernelFlags.PTRACE_REQUESTS), number(1));
        row(EventType.GETRLIMIT, memoryNumber(1, 0, 8), memoryNumber(1, 8, 8), number(0));
        row(EventType.SETRLIMIT, memoryNumberIn(1, 0, 8), memoryNumberIn(1, 8, 8), number(0));
        row(
                EventType.PRLIMIT,
                memoryNumberIn(2, 0, 8),
                memoryNumberIn(2, 8, 8),
                memoryNumber(3, 0, 8),
                memoryNumber(3, 8, 8),
                number(0),
                number(1));
        row(EventType.NANOSLEEP, timespec(0));
        row(EventType.FUTEX, number(0), number(1), number(2));
        row(EventType.SEMGET, number(0), number(1), flags(2, KernelFlags.SEMGET_FLAGS));
        row(
                EventType.SEMOP,
                number(2),
                memoryNumberIn(1, 0, 2),
                memoryNumberIn(1, 2, 2),
                memoryNumberIn(1, 4, 2, KernelFlags.SEMOP_FLAGS),
                missing(),
                missing(),
                missing(),
                number(0));
        row(EventType.SEMCTL, number(0), number(1), flags(2, KernelFlags.SEMCTL_COMMANDS), number(3));

        // The system
        row(EventType.INIT_MODULE, dataIn(0, 1), number(1), path(2));
        row(EventType.FINIT_MODULE, number(0), path(1), number(2));
        row(EventType.DELETE_MODULE, path(0), flags(1, KernelFlags.DELETE_MODULE_FLAGS));
        row(EventType.SECCOMP, number(0), number(1));
        row(EventType.BPF, number(0));
        row(EventType.KEYCTL, number(0), dynamic(0, 1), dynamic(0, 2), dynamic(0, 3), dynamic(0, 4));
        row(
                EventType.IO_URING_SETUP,
                number(0),
                memoryNumber(1, 0, 4),
                memoryNumber(1, 4, 4),
                memoryNumberIn(1, 8, 4, KernelFlags.IO_URING_SETUP_FLAGS),
                memoryNumber(1, 12, 4),
                memoryNumber(1, 16, 4),
                memoryNumber(1, 20, 4));
        row(EventType.IO_URING_ENTER, number(0), number(1), number(2), number(3), missing());
        row(EventType.IO_URING_REGISTER, number(0), number(1), number(2), number(3));

        // Calls that Falco knows by name alone
        row(EventType.FCHMODAT2, number(0), path(1), bits(2, 0, 07777), flags(3, KernelFlags.FCHOWNAT_FLAGS));
        row(EventType.TRUNCATE, path(0), number(1));
        row(EventType.FTRUNCATE, number(0), number(1));
        row(EventType.FALLOCATE, number(0), number(1), number(2), number(3));
        row(EventType.UTIME, path(0), fileTime(1, 0, TimeUnit.SECONDS), fileTime(1, 1, TimeUnit.SECONDS));
        row(EventType.UTIMES, path(0), fileTime(1, 0, TimeUnit.MICROSECONDS), fileTime(1, 1, TimeUnit.MICROSECONDS));
        row(
                EventType.FUTIMESAT,
                number(0),
                path(1),
                fileTime(2, 0, TimeUnit.MICROSECONDS),
                fileTime(2, 1, TimeUnit.MICROSECONDS));
        row(
                EventType.UTIMENSAT,
                number(0),
                path(1),
                fileTime(2, 0, TimeUnit.NANOSECONDS),
                fileTime(2, 1, TimeUnit.NANOSECONDS),
                flags(3, KernelFlags.FCHOWNAT_FLAGS));
        row(EventType.SETXATTR, path(0), path(1), dataIn(2, 3), number(4));
        row(EventType.LSETXATTR, path(0), path(1), dataIn(2, 3), number(4));
        row(EventType.FSETXATTR, number(0), path(1), dataIn(2, 3), number(4));
        row(
                EventType.SETXATTRAT,
                number(0),
                path(1),
                path(3),
                attributeValue(4),
                memoryNumberIn(4, 12, 4),
                flags(2, KernelFlags.FCHOWNAT_FLAGS));
        row(EventType.REMOVEXATTR, path(0), path(1));
        row(EventType.LREMOVEXATTR, path(0), path(1));
        row(EventType.FREMOVEXATTR, number(0), path(1));
        row(EventType.REMOVEXATTRAT, number(0), path(1), path(3), flags(2, KernelFlags.FCHOWNAT_FLAGS));
        row(EventType.GETXATTR, path(0), path(1));
        row(EventType.LGETXATTR, path(0), path(1));
        row(EventType.FGETXATTR, number(0), path(1));
        row(EventType.GETXATTRAT, number(0), path(1), path(3), flags(2, KernelFlags.FCHOWNAT_FLAGS));
        row(EventType.LISTXATTR, path(0));
        row(EventType.LLISTXATTR, path(0));
        row(EventType.FLISTXATTR, number(0));
        row(EventType.LISTXATTRAT, number(0), path(1), flags(2, KernelFlags.FCHOWNAT_FLAGS));
        row(EventType.FILE_SETATTR, number(0), path(1), memoryNumberIn(2, 0, 8), flags(4, KernelFlags.FCHOWNAT_FLAGS));
        row(EventType.FILE_GETATTR, number(0), path(1), flags(4, KernelFlags.FCHOWNAT_FLAGS));
        row(EventType.FACCESSAT, number(0), path(1), number(2));
        row(EventType.FACCESSAT2, number(0), path(1), number(2), number(3));
        row(EventType.READLINK, path(0), linkTarget(1));
        row(EventType.READLINKAT, number(0), path(1), linkTarget(2));
        row(EventType.STATX, number(0), path(1), number(2), number(3));
        row(EventType.STATFS, path(0));
        row(EventType.FSTATFS, number(0));
        row(EventType.NAME_TO_HANDLE_AT, number(0), path(1), number(4));
        row(EventType.INOTIFY_ADD_WATCH, number(0), path(1), number(2));
        row(EventType.FANOTIFY_INIT, number(0), number(1));
        row(EventType.FANOTIFY_MARK, number(0), number(1), number(2), number(3), path(4));
        row(EventType.UMASK, number(0));
        row(EventType.PIVOT_ROOT, path(0), path(1));
        row(EventType.OPEN_TREE, number(0), path(1), number(2));
        row(EventType.OPEN_TREE_ATTR, number(0), path(1), number(2), memoryNumberIn(3, 0, 8), memoryNumberIn(3, 8, 8));
        row(EventType.MOVE_MOUNT, number(0), path(1), number(2), path(3), number(4));
        row(EventType.FSOPEN, path(0), number(1));
        row(EventType.FSMOUNT, number(0), number(1), number(2));
        row(EventType.FSPICK, number(0), path(1), number(2));
        row(
                EventType.MOUNT_SETATTR,
                number(0),
                path(1),
                number(2),
                memoryNumberIn(3, 0, 8),
                memoryNumberIn(3, 8, 8),
                memoryNumberIn(3, 16, 8));
        row(EventType.SWAPON, path(0), number(1));
        row(EventType.SWAPOFF, path(0));
        row(EventType.ACCT, path(0));
        row(EventType.SETHOSTNAME, dataIn(0, 1));
        row(EventType.SETDOMAINNAME, dataIn(0, 1));
        row(EventType.SETTIMEOFDAY, fileTime(0, 0, TimeUnit.MICROSECONDS));
        row(EventType.CLOCK_SETTIME, number(0), fileTime(1, 0, TimeUnit.NANOSECONDS));
        row(EventType.IOPL, number(0));
        row(EventType.IOPERM, number(0), number(1), number(2));
        row(EventType.KEXEC_LOAD, number(0), number(1), number(3));
        row(EventType.KEXEC_FILE_LOAD, number(0), number(1), dataIn(3, 2), number(4));
        row(EventType.REBOOT, number(2));
        row(EventType.SYSLOG, number(0), number(2));
        row(EventType.PERSONALITY, number(0));
        row(EventType.ADD_KEY, path(0), path(1), number(3), number(4));
        row(EventType.REQUEST_KEY, path(0), path(1), path(2), number(3));
        row(EventType.SETFSUID, number(0));
        row(EventType.SETFSGID, number(0));
        row(EventType.SETGROUPS, number(0), groupList(0, 1));
        row(EventType.PERF_EVENT_OPEN, memoryNumberIn(0, 0, 4), number(1), number(2), number(3), number(4));
        row(EventType.MEMFD_SECRET, number(0));
        row(EventType.LANDLOCK_CREATE_RULESET, number(1), number(2));
        row(EventType.LANDLOCK_ADD_RULE, number(0), number(1), number(3));
        row(EventType.LANDLOCK_RESTRICT_SELF, number(0), number(1));
        row(EventType.PIDFD_SEND_SIGNAL, number(0), number(1), number(3));
        row(EventType.RT_SIGQUEUEINFO, number(0), number(1));
        row(EventType.RT_TGSIGQUEUEINFO, number(0), number(1), number(2));
        row(EventType.PROCESS_MADVISE, number(0), number(2), number(3), number(4));
        row(EventType.PROCESS_MRELEASE, number(0), number(1));
        row(EventType.QUOTACTL_FD, number(0), number(1), number(2));
        row(EventType.MQ_OPEN, path(0), fileFlags(1), openMode(1, 2));
        row(EventType.MQ_UNLINK, path(0));
    }

    private final SyscallRow[][] rows = new SyscallRow[Abi.COUNT][];

    public SyscallTable() {
        for (Abi abi : Architecture.current().all()) {
            rows[abi.index()] = rows(abi);
        }
    }

    private static void row(EventType event, Source... sources) {
        ROWS.put(event, SyscallRow.of(event, sources));
    }

    private static SyscallRow[] rows(Abi abi) {
        SyscallNames table = abi.names();
        SyscallRow[] rows = new SyscallRow[512];
        for (int number : table.numbers()) {
            if (!abi.is32Bit() || !OTHER_SHAPE_IN_32_BITS.contains(table.name(number))) {
                rows[number] = ROWS.get(table.event(number));
            }
        }
        return rows;
    }

    /** The row of a call, or null if it is recorded by its number alone. */
    public @Nullable SyscallRow row(Call call) {
        SyscallRow[] table = rows[call.abi.index()];
        return call.number >= 0 && call.number < table.length ? table[call.number] : null;
    }

    /** Whether a row decodes this event. */
    static boolean decodes(EventType event) {
        return ROWS.containsKey(event);
    }
}
