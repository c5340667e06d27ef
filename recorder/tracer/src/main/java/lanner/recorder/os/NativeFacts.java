package lanner.recorder.os;

import java.util.Arrays;
import java.util.OptionalLong;
import jnr.ffi.Pointer;
import lanner.recorder.arch.Architecture;

/**
 * What the kernel knows of a traced thread beside its memory: the file behind a descriptor, its executable. Every
 * question may find the thread or the descriptor gone and then answers no. Owned by one thread; no allocation but of what
 * {@link #read} answers.
 *
 * <p>All questions name a thread, not its process: a thread may have descriptors, a directory and a root of its own, and
 * of a process whose first thread has ended {@code /proc/PID} shows nothing.
 */
public final class NativeFacts {
    private static final int AT_FDCWD = -100;
    private static final int STATX_BTIME = 0x800;
    private static final int STATX_WANTED = 0x7FF | STATX_BTIME;
    private static final int O_PATH = 010000000;
    private static final int O_CLOEXEC = 02000000;
    private static final int PATH_MAX = 4096;
    private static final int CLOCK_BOOTTIME = 7;
    private static final int SYS_PRLIMIT64 = Architecture.current().number("prlimit64");
    private static final int RLIMIT_NOFILE = 7;
    private static final long RLIM_INFINITY = -1;

    // struct statx, statx(2)
    private static final int STX_MASK = 0;
    private static final int STX_MODE = 28;
    private static final int STX_INO = 32;
    private static final int STX_BTIME = 80;
    private static final int STX_CTIME = 96;
    private static final int STX_MTIME = 112;
    private static final int STX_DEV_MAJOR = 136;
    private static final int STX_DEV_MINOR = 140;
    private static final int STX_UID = 20;
    private static final int STX_GID = 24;

    private static final byte[] NOTHING = {};

    private final LibC libc = Native.LIBC;
    private final Pointer path = Native.allocate(2 * PATH_MAX);
    private final long pathAddress = path.address();
    private final Pointer statx = Native.allocate(256);
    private final long statxAddress = statx.address();
    private final Pointer link = Native.allocate(PATH_MAX);
    private final Pointer capabilitiesName = Native.allocate("security.capability");
    private final byte[] text = new byte[2 * PATH_MAX];
    private int length;
    private final long ownPidNamespace = statOwnPidNamespace();

    /** Looks at the file behind a descriptor; the accessors then answer for it. */
    public boolean statDescriptor(int tid, int fd) {
        begin("/proc/", tid);
        put("/fd/");
        put(fd);
        return stat(0);
    }

    /** Looks at the file behind a descriptor of this process. */
    boolean statOwnDescriptor(int fd) {
        length = 0;
        put("/proc/self/fd/");
        put(fd);
        return stat(0);
    }

    /** Whether a thread is in the pid namespace of this process; false too if that cannot be told. */
    public boolean sharesPidNamespace(int tid) {
        begin("/proc/", tid);
        put("/ns/pid");
        return ownPidNamespace != 0 && stat(0) && inode() == ownPidNamespace;
    }

    private long statOwnPidNamespace() {
        length = 0;
        put("/proc/self/ns/pid");
        return stat(0) ? inode() : 0;
    }

    /** Looks at a thread's executable. */
    public boolean statExecutable(int tid) {
        begin("/proc/", tid);
        put("/exe");
        return stat(0);
    }

    /** Whether a thread's executable has capabilities of its own (setcap(8)). */
    public boolean executableHasCapabilities(int tid) {
        begin("/proc/", tid);
        put("/exe");
        terminate();
        return libc.getxattr(pathAddress, capabilitiesName.address(), 0, 0) > 0;
    }

    /** Opens the place that a link under {@code /proc/TID} leads to, or that directory itself; a negative error. */
    int openPlace(int tid, String what) {
        begin("/proc/", tid);
        put("/");
        put(what);
        return openPlace();
    }

    /** Opens the place that a descriptor leads to; a negative error. */
    int openPlace(int tid, int fd) {
        begin("/proc/", tid);
        put("/fd/");
        put(fd);
        return openPlace();
    }

    private int openPlace() {
        terminate();
        int fd = libc.open(pathAddress, O_PATH | O_CLOEXEC, 0);
        return fd < 0 ? -Native.errno() : fd;
    }

    /** Looks at what is at a path, from a place of this process on. */
    boolean statAt(int dirfd, long name, int flags) {
        return libc.statx(dirfd, name, flags, STATX_WANTED, statxAddress) == 0;
    }

    private boolean stat(int flags) {
        terminate();
        return libc.statx(AT_FDCWD, pathAddress, flags, STATX_WANTED, statxAddress) == 0;
    }

    /** How many descriptors a thread may have, getrlimit(2); 0 for any number, empty where that may not be asked. */
    public OptionalLong openFilesLimit(int tid) {
        if (libc.syscall(SYS_PRLIMIT64, tid, RLIMIT_NOFILE, 0, link.address()) != 0) {
            return OptionalLong.empty();
        }
        long soft = link.getLong(0);
        return OptionalLong.of(soft == RLIM_INFINITY ? 0 : soft);
    }

    public long inode() {
        return statx.getLong(STX_INO);
    }

    /** The device as the kernel encodes it in 32 bits. */
    public long device() {
        long major = statx.getInt(STX_DEV_MAJOR) & 0xFFFFFFFFL;
        long minor = statx.getInt(STX_DEV_MINOR) & 0xFFFFFFFFL;
        return minor & 0xFF | major << 8 | (minor & ~0xFFL) << 12;
    }

    /** Type and permission bits. */
    public int mode() {
        return statx.getShort(STX_MODE) & 0xFFFF;
    }

    public long owner() {
        return statx.getInt(STX_UID) & 0xFFFFFFFFL;
    }

    public long group() {
        return statx.getInt(STX_GID) & 0xFFFFFFFFL;
    }

    /** Nanoseconds since the epoch. */
    public long changeTime() {
        return time(STX_CTIME);
    }

    /** Nanoseconds since the epoch. */
    public long modificationTime() {
        return time(STX_MTIME);
    }

    /** When the file was made, nanoseconds since the epoch; 0 where its file system does not say. */
    public long birthTime() {
        return (statx.getInt(STX_MASK) & STATX_BTIME) != 0 ? time(STX_BTIME) : 0;
    }

    private long time(int at) {
        return statx.getLong(at) * 1_000_000_000L + statx.getInt(at + 8);
    }

    /**
     * How long the machine has been running, in nanoseconds, times of suspension included: what the starts of processes in
     * {@code /proc/PID/stat} count from, clock_gettime(2), proc_pid_stat(5).
     */
    public long sinceBootNanos() {
        if (libc.clock_gettime(CLOCK_BOOTTIME, statxAddress) != 0) {
            throw new IllegalStateException("CLOCK_BOOTTIME, which Linux has since 2.6.39, cannot be read");
        }
        return time(0);
    }

    /**
     * Where a link under {@code /proc/TID} leads.
     *
     * @param what {@code exe}, {@code cwd}, {@code fd/3}
     * @return the length of what was copied; -1 if it cannot be read
     */
    public int readLink(int tid, String what, byte[] into) {
        begin("/proc/", tid);
        put("/");
        put(what);
        terminate();
        long got = libc.readlink(pathAddress, link.address(), Math.min(into.length, PATH_MAX));
        if (got <= 0) {
            return -1;
        }
        link.get(0, into, 0, (int) got);
        return (int) got;
    }

    /**
     * Reads a file under {@code /proc/TID} through the C library: of Java's channels, opening one costs more than the kernel
     * takes to write the file.
     *
     * @param what {@code status}, {@code cmdline}
     * @param most how much to read of it
     * @return empty if it cannot be read
     */
    public byte[] read(int tid, String what, int most) {
        begin("/proc/", tid);
        put("/");
        put(what);
        terminate();
        int fd = libc.open(pathAddress, O_CLOEXEC, 0);
        if (fd < 0) {
            return NOTHING;
        }
        byte[] contents = NOTHING;
        int size = 0;
        long got;
        do {
            got = libc.pread(fd, link.address(), Math.min(PATH_MAX, most - size), size);
            if (got > 0) {
                int end = size + (int) got;
                if (end > contents.length) {
                    // Of what is long, half is copied once: not all of it for each piece.
                    contents = Arrays.copyOf(contents, size == 0 ? end : Math.min(2 * end, most));
                }
                link.get(0, contents, size, (int) got);
                size = end;
            }
        } while (got > 0 && size < most);
        libc.close(fd);
        if (got < 0) {
            return NOTHING;
        }
        return size == contents.length ? contents : Arrays.copyOf(contents, size);
    }

    private void begin(String prefix, int pid) {
        length = 0;
        put(prefix);
        put(pid);
    }

    private void put(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            text[length++] = (byte) ascii.charAt(i);
        }
    }

    private void put(int number) {
        int rest = number < 0 ? 0 : number;
        int digits = 1;
        for (int n = rest; n >= 10; n /= 10) {
            digits++;
        }
        for (int i = digits - 1; i >= 0; i--) {
            text[length + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    private void terminate() {
        text[length] = 0;
        path.put(0, text, 0, length + 1);
    }
}
