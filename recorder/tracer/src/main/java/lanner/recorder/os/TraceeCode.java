package lanner.recorder.os;

import jnr.ffi.Pointer;

/**
 * Writes to a stopped thread's memory through {@code /proc/TID/mem}, which reaches pages that the program may only read:
 * code. Owned by one thread.
 */
public final class TraceeCode {
    private static final int O_RDWR_CLOEXEC = 0x80002;
    private static final int MOST = 4096;
    private static final long SYS_PRLIMIT64 = 302;
    private static final int RLIMIT_DATA = 2;
    private static final int RLIMIT_AS = 9;

    private final LibC libc = Native.LIBC;
    private final Pointer bytes = Native.allocate(MOST);
    private final Pointer vectors = Native.allocate(32);

    /** Writes up to 4 KB; false unless all of it is written. */
    public boolean write(int tid, long address, byte[] from) {
        Pointer path = Native.allocate("/proc/" + tid + "/mem");
        int fd = libc.open(path.address(), O_RDWR_CLOEXEC, 0);
        if (fd < 0) {
            return false;
        }
        bytes.put(0, from, 0, from.length);
        long written = libc.pwrite(fd, bytes.address(), from.length, address);
        libc.close(fd);
        return written == from.length;
    }

    /** Whether the program itself may write to an address. Tries it with the byte that is there. */
    public boolean isWritable(int tid, long address, byte there) {
        bytes.putByte(0, there);
        vectors.putLong(0, bytes.address());
        vectors.putLong(8, 1);
        vectors.putLong(16, address);
        vectors.putLong(24, 1);
        long at = vectors.address();
        return libc.process_vm_writev(tid, at, 1, at + 16, 1, 0) == 1;
    }

    /** Whether the kernel bounds neither the process's address space nor its data (setrlimit(2)). */
    public boolean mayMapFreely(int tid) {
        return isUnlimited(tid, RLIMIT_AS) && isUnlimited(tid, RLIMIT_DATA);
    }

    private boolean isUnlimited(int tid, int limit) {
        return libc.syscall(SYS_PRLIMIT64, tid, limit, 0, bytes.address()) == 0 && bytes.getLong(0) == -1;
    }
}
