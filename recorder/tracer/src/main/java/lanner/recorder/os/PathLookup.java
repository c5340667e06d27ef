package lanner.recorder.os;

import jnr.ffi.Pointer;
import lanner.recorder.arch.Architecture;
import org.jspecify.annotations.Nullable;

/**
 * Looks a path up as a traced thread would: from its root and directory, through its own {@code /proc/self}. Nothing is
 * opened but places (O_PATH). Owned by one thread; no allocation.
 *
 * <p>A path without links and without {@code ..} is one question to the kernel (openat2(2), Linux 5.6). Others are walked
 * component by component: the kernel would follow an absolute link from this process's root, and {@code /proc/self} to
 * this process.
 */
public final class PathLookup {
    /** What is at a path. */
    public enum Answer {
        /** Nothing. */
        MISSING,
        /** Something, the link's end where it is a link: {@link #device} and {@link #inode} tell what. */
        PRESENT,
        /** That cannot be told, as where this process may not look. */
        UNKNOWN
    }

    private static final int SYS_OPENAT = Architecture.current().number("openat");
    private static final int SYS_READLINKAT = Architecture.current().number("readlinkat");
    private static final int SYS_FSTATFS = Architecture.current().number("fstatfs");
    private static final int SYS_OPENAT2 = 437;
    private static final int AT_FDCWD = -100;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final long O_NOFOLLOW = Architecture.current().value("O_NOFOLLOW");
    private static final long O_CLOEXEC = 02000000;
    private static final long O_PATH = 010000000;
    private static final long RESOLVE_NO_SYMLINKS = 0x04;
    private static final long PROC_SUPER_MAGIC = 0x9FA0;
    private static final int S_IFMT = 0170000;
    private static final int S_IFLNK = 0120000;
    private static final int S_IFDIR = 0040000;
    private static final int ENOENT = 2;
    private static final int ENOTDIR = 20;
    private static final int MOST_LINKS = 40;
    private static final int PATH_MAX = 4096;
    private static final int NONE = -1;

    private final LibC libc = Native.LIBC;
    private final NativeFacts facts;
    private final Pointer path = Native.allocate(PATH_MAX + 1);
    private final Pointer how = Native.allocate(24);
    private final Pointer link = Native.allocate(PATH_MAX);
    private final Pointer statfs = Native.allocate(256);

    /** What is still to be walked, up to {@link #end}. */
    private final byte[] rest = new byte[2 * PATH_MAX];

    private final byte[] component = new byte[256];
    private int at;
    private int end;
    private int pid;
    private int tid;
    private int root;
    private long rootDevice;
    private long rootInode;
    private long device;
    private long inode;

    public PathLookup(NativeFacts facts) {
        this.facts = facts;
        how.putLong(0, O_PATH | O_NOFOLLOW | O_CLOEXEC);
        how.putLong(16, RESOLVE_NO_SYMLINKS);
    }

    /**
     * Looks for what is at a path just now.
     *
     * @param dirfd the descriptor that a relative path starts from; -100 for the working directory
     * @param inRoot whether that place is the root of all, as with RESOLVE_IN_ROOT
     */
    public Answer find(int process, int thread, int dirfd, byte[] name, int length, boolean inRoot) {
        if (length == 0 || length >= PATH_MAX) {
            return Answer.MISSING;
        }
        pid = process;
        tid = thread;
        boolean absolute = name[0] == '/';
        int start =
                absolute && !inRoot ? place("root") : dirfd == AT_FDCWD ? place("cwd") : facts.openPlace(tid, dirfd);
        if (start < 0) {
            return Answer.UNKNOWN;
        }
        System.arraycopy(name, 0, rest, 0, length);
        at = 0;
        end = length;
        Answer plain = hasParent(name, length) ? null : plain(start);
        if (plain != null) {
            libc.close(start);
            return plain;
        }
        return walk(start, inRoot);
    }

    /** The device of what was found, as {@link NativeFacts#device}. */
    public long device() {
        return device;
    }

    public long inode() {
        return inode;
    }

    private int place(String what) {
        return facts.openPlace(tid, what);
    }

    private static boolean hasParent(byte[] name, int length) {
        for (int i = 0; i + 1 < length; i++) {
            if (name[i] == '.' && name[i + 1] == '.') {
                return true;
            }
        }
        return false;
    }

    /** Asks for a path that goes down only; null if it leads over a link, or the kernel cannot be asked. */
    private @Nullable Answer plain(int start) {
        int from = 0;
        while (from < end && rest[from] == '/') {
            from++;
        }
        if (from == end) {
            return null;
        }
        path.put(0, rest, from, end - from);
        path.putByte(end - from, (byte) 0);
        int fd = (int) libc.syscall(SYS_OPENAT2, start, path.address(), how.address(), 24);
        if (fd < 0) {
            int errno = Native.errno();
            return errno == ENOENT || errno == ENOTDIR ? Answer.MISSING : null;
        }
        boolean found = look(fd) && (facts.mode() & S_IFMT) != S_IFLNK;
        libc.close(fd);
        return found ? Answer.PRESENT : null;
    }

    private Answer walk(int start, boolean inRoot) {
        root = inRoot ? start : place("root");
        if (root < 0 || !look(root)) {
            closeBoth(start);
            return Answer.UNKNOWN;
        }
        rootDevice = device;
        rootInode = inode;
        int here = start;
        int links = 0;
        Answer answer = null;
        while (answer == null) {
            int length = next();
            if (length == 0) {
                answer = look(here) ? Answer.PRESENT : Answer.UNKNOWN;
            } else if (length < 0 || links > MOST_LINKS) {
                answer = Answer.UNKNOWN;
            } else {
                int there = step(here, length);
                if (there < 0) {
                    answer = there == -ENOENT || there == -ENOTDIR ? Answer.MISSING : Answer.UNKNOWN;
                } else if ((facts.mode() & S_IFMT) == S_IFLNK) {
                    links++;
                    int onward = follow(here, there, length);
                    leave(there);
                    if (onward != here) {
                        leave(here);
                    }
                    here = onward;
                    answer = here >= 0 ? null : here == -ENOENT ? Answer.MISSING : Answer.UNKNOWN;
                } else {
                    if (there != here) {
                        leave(here);
                    }
                    here = there;
                    answer = (facts.mode() & S_IFMT) != S_IFDIR && hasMore() ? Answer.MISSING : null;
                }
            }
        }
        closeBoth(here);
        return answer;
    }

    /** Takes the next component off; its length, 0 for none, -1 for one that is too long. Points stand for no step. */
    private int next() {
        while (true) {
            while (at < end && rest[at] == '/') {
                at++;
            }
            int from = at;
            while (at < end && rest[at] != '/') {
                at++;
            }
            int length = at - from;
            if (length >= component.length) {
                return NONE;
            }
            if (length != 1 || rest[from] != '.') {
                System.arraycopy(rest, from, component, 0, length);
                return length;
            }
        }
    }

    private boolean hasMore() {
        return at < end;
    }

    private boolean is(String word, int length) {
        if (word.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (component[i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Opens the component below a place, itself and not what it leads to, and looks at it; a negative error. */
    private int step(int here, int length) {
        boolean up = is("..", length);
        if (up && look(here) && device == rootDevice && inode == rootInode) {
            return here;
        }
        int there = open(here, length, O_NOFOLLOW);
        if (there >= 0 && !look(there)) {
            libc.close(there);
            return NONE;
        }
        return there;
    }

    private int open(int here, int length, long flags) {
        path.put(0, component, 0, length);
        path.putByte(length, (byte) 0);
        int fd = (int) libc.syscall(SYS_OPENAT, here, path.address(), O_PATH | O_CLOEXEC | flags);
        return fd < 0 ? -Native.errno() : fd;
    }

    /** The place that goes on behind a link: where its text starts from, or where a link of {@code /proc} leads. */
    private int follow(int here, int there, int length) {
        if (isProc(there)) {
            if (is("self", length)) {
                return facts.openPlace(pid, "");
            }
            if (is("thread-self", length)) {
                return facts.openPlace(tid, "");
            }
            if (!is("net", length) && !is("mounts", length)) {
                return open(here, length, 0);
            }
        }
        path.putByte(0, (byte) 0);
        int size = (int) libc.syscall(SYS_READLINKAT, there, path.address(), link.address(), PATH_MAX);
        int left = end - at;
        if (size <= 0 || size + 1 + left > rest.length) {
            return NONE;
        }
        System.arraycopy(rest, at, rest, size + 1, left);
        link.get(0, rest, 0, size);
        rest[size] = '/';
        at = 0;
        end = size + (left == 0 ? 0 : left + 1);
        return rest[0] == '/' ? root : here;
    }

    private boolean isProc(int fd) {
        return libc.syscall(SYS_FSTATFS, fd, statfs.address(), 0) == 0 && statfs.getLong(0) == PROC_SUPER_MAGIC;
    }

    private boolean look(int fd) {
        path.putByte(0, (byte) 0);
        boolean known = facts.statAt(fd, path.address(), AT_EMPTY_PATH);
        device = facts.device();
        inode = facts.inode();
        return known;
    }

    private void leave(int place) {
        if (place >= 0 && place != root) {
            libc.close(place);
        }
    }

    private void closeBoth(int place) {
        leave(place);
        if (root >= 0) {
            libc.close(root);
        }
    }
}
