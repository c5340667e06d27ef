package lanner.recorder.os;

import jnr.ffi.Pointer;

/**
 * Another process's memory by process_vm_readv(2), and through {@code /proc/PID/mem} where that fails: the call is refused,
 * or the page may be written or executed but not read, which does not keep the kernel from reading it for the program's own
 * calls. A read never crosses into a page that it need not touch.
 */
public final class ProcessMemory implements TraceeMemory {
    private static final int PAGE = 4096;
    private static final int WINDOW = 64 * 1024;
    private static final int EPERM = 1;
    private static final int EFAULT = 14;
    private static final int ENOSYS = 38;
    private static final int O_RDONLY_CLOEXEC = 0x80000;

    private final LibC libc = Native.LIBC;
    private final Pointer window = Native.allocate(WINDOW);
    private final long windowAddress = window.address();
    /** Three of {@code struct iovec}: the window, and two places in the other memory. */
    private final Pointer vectors = vectors();

    private final long vectorsAddress = vectors.address();
    private boolean waitsForNobody;

    /** From now on through {@code /proc/PID/mem} alone: it answers EIO where process_vm_readv(2) waits. */
    @Override
    public void waitForNobody() {
        waitsForNobody = true;
    }

    @Override
    public int read(int tid, long address, byte[] into, int offset, int length) {
        int done = 0;
        while (done < length) {
            int chunk = Math.min(length - done, WINDOW);
            int got = fetch(tid, address + done, chunk);
            if (got <= 0) {
                // One iovec that ends in an unmapped page may fail whole: take it page by page.
                int toPageEnd = (int) (PAGE - (address + done & PAGE - 1));
                got = toPageEnd < chunk ? fetch(tid, address + done, toPageEnd) : 0;
                if (got <= 0) {
                    return done == 0 ? UNREADABLE : done;
                }
            }
            window.get(0, into, offset + done, got);
            done += got;
            if (got < chunk && done < length && (address + done & PAGE - 1) != 0) {
                return done;
            }
        }
        return done;
    }

    /** By one call to the kernel, which reads the pieces in this order. */
    @Override
    public int readBoth(int tid, long first, int firstLength, long second, int secondLength, byte[] into) {
        int length = firstLength + secondLength;
        if (waitsForNobody || length > WINDOW) {
            return TraceeMemory.super.readBoth(tid, first, firstLength, second, secondLength, into);
        }
        vectors.putLong(32, second);
        vectors.putLong(40, secondLength);
        int got = fetch(tid, length, first, firstLength, 2);
        if (got <= 0) {
            return TraceeMemory.super.readBoth(tid, first, firstLength, second, secondLength, into);
        }
        window.get(0, into, 0, got);
        return got;
    }

    @Override
    public int readText(int tid, long address, byte[] into, int offset, int max) {
        int done = 0;
        while (done < max) {
            int toPageEnd = (int) (PAGE - (address + done & PAGE - 1));
            // Most texts are short: do not copy a whole page for them.
            int chunk = Math.min(Math.min(toPageEnd, max - done), done == 0 ? 256 : PAGE);
            int got = fetch(tid, address + done, chunk);
            if (got <= 0) {
                return UNREADABLE;
            }
            window.get(0, into, offset + done, got);
            for (int i = offset + done; i < offset + done + got; i++) {
                if (into[i] == 0) {
                    return i - offset;
                }
            }
            done += got;
        }
        return max;
    }

    private Pointer vectors() {
        Pointer three = Native.allocate(48);
        three.putLong(0, windowAddress);
        return three;
    }

    private int fetch(int tid, long address, int length) {
        if (waitsForNobody) {
            return fetchFromProc(tid, address, length);
        }
        int got = fetch(tid, length, address, length, 1);
        if (got > 0) {
            return got;
        }
        int errno = Native.errno();
        return errno == EFAULT || errno == EPERM || errno == ENOSYS ? fetchFromProc(tid, address, length) : -1;
    }

    /** Reads so many bytes into the window, from so many pieces, of which this is the first. */
    private int fetch(int tid, int length, long address, int piece, int pieces) {
        vectors.putLong(8, length);
        vectors.putLong(16, address);
        vectors.putLong(24, piece);
        return (int) libc.process_vm_readv(tid, vectorsAddress, 1, vectorsAddress + 16, pieces, 0);
    }

    private int fetchFromProc(int tid, long address, int length) {
        Pointer path = Native.allocate("/proc/" + tid + "/mem");
        int fd = libc.open(path.address(), O_RDONLY_CLOEXEC, 0);
        if (fd < 0) {
            return -1;
        }
        long got = libc.pread(fd, windowAddress, length, address);
        libc.close(fd);
        return (int) got;
    }
}
