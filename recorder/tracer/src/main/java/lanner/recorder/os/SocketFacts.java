package lanner.recorder.os;

import jnr.ffi.Pointer;

/**
 * The two ends and the time limits of a socket of a traced thread, asked of the kernel through a copy of its descriptor (pidfd_getfd(2),
 * Linux 5.6). Owned by one thread; no allocation.
 *
 * <p>The descriptor is the thread's: threads of one process need not share a table (unshare(2), clone(2) without
 * {@code CLONE_FILES}). A thread is named by {@code PIDFD_THREAD} (Linux 6.9). Before that only a process can be, by its
 * first thread's id; what its table answers is then taken only if the thread's descriptor leads to the same socket.
 */
public final class SocketFacts {
    /** What came of a question. */
    public enum Answer {
        /** The ends are known, as far as the socket has any. */
        KNOWN,
        /** It is no socket, or no descriptor. */
        NO_SOCKET,
        /** There is a descriptor, but it could not be copied. */
        REFUSED
    }

    private static final int SYS_PIDFD_OPEN = 434;
    private static final int SYS_PIDFD_GETFD = 438;
    private static final int PIDFD_THREAD = 0x80;
    private static final int EBADF = 9;
    private static final int EINVAL = 22;
    private static final int ENOTSOCK = 88;
    private static final int SOCKADDR_MAX = 128;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVTIMEO = 20;
    private static final int SO_SNDTIMEO = 21;
    private static final int SO_DOMAIN = 39;
    /** The size of {@code struct timeval}. */
    private static final int TIMEVAL = 16;

    private final LibC libc = Native.LIBC;
    private final NativeFacts facts;
    private final Pointer address = Native.allocate(SOCKADDR_MAX + 8);
    private final byte[] local = new byte[SOCKADDR_MAX];
    private final byte[] remote = new byte[SOCKADDR_MAX];
    private int localLength;
    private int remoteLength;
    private boolean threadsCanBeNamed = true;

    public SocketFacts(NativeFacts facts) {
        this.facts = facts;
    }

    /** Asks for both ends; the accessors then answer for them. */
    public Answer find(int tid, int pid, int fd) {
        localLength = 0;
        remoteLength = 0;
        int copy = copy(tid, pid, fd);
        if (copy < 0) {
            return -copy == EBADF && !facts.statDescriptor(tid, fd) ? Answer.NO_SOCKET : Answer.REFUSED;
        }
        int own = name(true, copy, local);
        int other = own == -ENOTSOCK ? own : name(false, copy, remote);
        libc.close(copy);
        if (own == -ENOTSOCK) {
            return Answer.NO_SOCKET;
        }
        localLength = Math.max(own, 0);
        remoteLength = Math.max(other, 0);
        return Answer.KNOWN;
    }

    /**
     * How long a call on a socket may wait: SO_RCVTIMEO or SO_SNDTIMEO of socket(7), in nanoseconds.
     *
     * @return 0 for a socket without a limit, and for what is no socket
     */
    public long limitNanos(int tid, int pid, int fd, boolean receiving) {
        return option(tid, pid, fd, receiving ? SO_RCVTIMEO : SO_SNDTIMEO) == TIMEVAL
                ? address.getLong(0) * 1_000_000_000L + address.getLong(8) * 1_000
                : 0;
    }

    /** The address family of a socket; -1 if it is none. */
    public int family(int tid, int pid, int fd) {
        return option(tid, pid, fd, SO_DOMAIN) == Integer.BYTES ? address.getInt(0) : -1;
    }

    /** Reads an option of SOL_SOCKET; its length, or -1. */
    private int option(int tid, int pid, int fd, int name) {
        int copy = copy(tid, pid, fd);
        if (copy < 0) {
            return -1;
        }
        long at = address.address();
        address.putInt(SOCKADDR_MAX, TIMEVAL);
        int answer = libc.getsockopt(copy, SOL_SOCKET, name, at, at + SOCKADDR_MAX);
        libc.close(copy);
        return answer == 0 ? address.getInt(SOCKADDR_MAX) : -1;
    }

    /** A copy of a thread's descriptor, or a negative error. */
    private int copy(int tid, int pid, int fd) {
        if (threadsCanBeNamed) {
            int thread = (int) libc.syscall(SYS_PIDFD_OPEN, tid, PIDFD_THREAD, 0);
            if (thread >= 0) {
                return copyThrough(thread, fd);
            }
            threadsCanBeNamed = Native.errno() != EINVAL;
        }
        int process = (int) libc.syscall(SYS_PIDFD_OPEN, pid, 0, 0);
        if (process < 0) {
            return -Native.errno();
        }
        int copy = copyThrough(process, fd);
        if (copy < 0 || tid == pid || isSame(copy, tid, fd)) {
            return copy;
        }
        libc.close(copy);
        return -EINVAL;
    }

    private int copyThrough(int pidfd, int fd) {
        int copy = (int) libc.syscall(SYS_PIDFD_GETFD, pidfd, fd, 0);
        int answer = copy < 0 ? -Native.errno() : copy;
        libc.close(pidfd);
        return answer;
    }

    private boolean isSame(int copy, int tid, int fd) {
        if (!facts.statOwnDescriptor(copy)) {
            return false;
        }
        long device = facts.device();
        long inode = facts.inode();
        return facts.statDescriptor(tid, fd) && facts.device() == device && facts.inode() == inode;
    }

    /** One end as {@code struct sockaddr}; its length, or a negative error. */
    private int name(boolean own, int fd, byte[] into) {
        address.putInt(SOCKADDR_MAX, SOCKADDR_MAX);
        long at = address.address();
        int answer = own ? libc.getsockname(fd, at, at + SOCKADDR_MAX) : libc.getpeername(fd, at, at + SOCKADDR_MAX);
        if (answer != 0) {
            return -Native.errno();
        }
        int size = Math.min(address.getInt(SOCKADDR_MAX), SOCKADDR_MAX);
        address.get(0, into, 0, size);
        return size;
    }

    /** The thread's own end as {@code struct sockaddr}; not to be changed. */
    public byte[] local() {
        return local;
    }

    /** How long {@link #local} is; 0 if it is not known. */
    public int localLength() {
        return localLength;
    }

    /** The other end as {@code struct sockaddr}; not to be changed. */
    public byte[] remote() {
        return remote;
    }

    /** How long {@link #remote} is; 0 if it is not known or there is none. */
    public int remoteLength() {
        return remoteLength;
    }
}
