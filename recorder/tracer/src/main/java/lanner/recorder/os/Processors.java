package lanner.recorder.os;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import jnr.ffi.Pointer;

/**
 * Which processors threads run on, and how much they ran: sched_setaffinity(2), the CPU-time clocks of clock_gettime(2),
 * {@code /proc/TID/schedstat}. Every question may find the thread gone. Owned by one thread.
 */
public final class Processors {
    /** What the times answer for a thread that is gone. */
    public static final long GONE = -1;

    private static final int MASK_BYTES = 1024;
    private static final int O_RDONLY_CLOEXEC = 0x80000;
    private static final int O_WRONLY_CLOEXEC = 0x80001;
    private static final int PER_PROCESS_SCHED_CLOCK = 2;
    private static final int TEXT_BYTES = 128;

    private final LibC libc = Native.LIBC;
    private final Pointer mask = Native.allocate(MASK_BYTES);
    private final Pointer time = Native.allocate(16);
    private final Pointer text = Native.allocate(TEXT_BYTES);
    private final byte[] bytes = new byte[TEXT_BYTES];

    /** The processor that this thread runs on just now. */
    public int current() {
        return libc.sched_getcpu();
    }

    /** The processors a thread may run on, 0 for this one; empty if it is gone. */
    public BitSet affinity(int tid) {
        int status = libc.sched_getaffinity(tid, MASK_BYTES, mask.address());
        if (status != 0) {
            return new BitSet();
        }
        byte[] words = new byte[MASK_BYTES];
        mask.get(0, words, 0, MASK_BYTES);
        return BitSet.valueOf(words);
    }

    /** Lets a thread run on these processors only; false if it is gone or none of them is there. */
    public boolean setAffinity(int tid, BitSet processors) {
        byte[] words = new byte[MASK_BYTES];
        byte[] set = processors.toByteArray();
        System.arraycopy(set, 0, words, 0, Math.min(set.length, MASK_BYTES));
        mask.put(0, words, 0, MASK_BYTES);
        return libc.sched_setaffinity(tid, MASK_BYTES, mask.address()) == 0;
    }

    /** The processor time of one process with all its threads, in nanoseconds; {@link #GONE} if it is. */
    public long cpuNanos(int pid) {
        if (libc.clock_gettime(~pid << 3 | PER_PROCESS_SCHED_CLOCK, time.address()) != 0) {
            return GONE;
        }
        return time.getLong(0) * 1_000_000_000L + time.getLong(8);
    }

    /** How long a thread has been ready without running, in nanoseconds; {@link #GONE} if it or the file is. */
    public long waitedNanos(int tid) {
        int length = read("/proc/" + tid + "/schedstat");
        if (length <= 0) {
            return GONE;
        }
        String[] numbers =
                new String(bytes, 0, length, StandardCharsets.US_ASCII).strip().split(" ", -1);
        return numbers.length > 1 ? Long.parseLong(numbers[1]) : GONE;
    }

    private int read(String file) {
        Pointer path = Native.allocate(file);
        int fd = libc.open(path.address(), O_RDONLY_CLOEXEC, 0);
        if (fd < 0) {
            return 0;
        }
        int length = (int) libc.pread(fd, text.address(), TEXT_BYTES - 1, 0);
        libc.close(fd);
        if (length > 0) {
            text.get(0, bytes, 0, length);
        }
        return length;
    }

    /** Whether a thread runs or would if a processor took it. */
    public boolean isReady(int tid) {
        // Field 3 of proc_pid_stat(5), behind the name in parentheses, which may hold any character.
        int length = read("/proc/" + tid + "/stat");
        for (int i = length - 3; i > 0; i--) {
            if (bytes[i] == ')') {
                return bytes[i + 2] == 'R';
            }
        }
        return false;
    }

    /** The id that the kernel knows the calling thread by. */
    public int ownTid() {
        return (int) libc.gettid();
    }

    /** Makes a thread more or less eager to run, -20 to 19; false where that is not permitted. */
    public boolean setPriority(int tid, int nice) {
        return libc.setpriority(0, tid, nice) == 0;
    }

    /**
     * Keeps idle processors from sleeping until the descriptor is closed, by a latency limit of 0 in
     * {@code /dev/cpu_dma_latency} (Documentation/power/pm_qos_interface of Linux).
     *
     * @return the descriptor; -1 where that is not permitted
     */
    public int keepAwake() {
        Pointer path = Native.allocate("/dev/cpu_dma_latency");
        int fd = libc.open(path.address(), O_WRONLY_CLOEXEC, 0);
        if (fd < 0) {
            return -1;
        }
        time.putLong(0, 0);
        if (libc.write(fd, time.address(), 4) != 4) {
            libc.close(fd);
            return -1;
        }
        return fd;
    }

    /** Closes what {@link #keepAwake} opened. */
    public void close(int fd) {
        libc.close(fd);
    }
}
