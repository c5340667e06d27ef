package lanner.recorder.os;

import com.kenai.jffi.Library;
import jnr.ffi.Pointer;
import lanner.recorder.arch.Architecture;

/**
 * Wakes a thread out of a blocking call of ours, such as wait4(2): the virtual machine's own signals restart the call
 * they interrupt, so one more signal is given a handler that does nothing and restarts nothing.
 */
public final class Waker {
    /** A real-time signal that neither the C library nor HotSpot uses. */
    private static final int SIGNAL = 50;

    private static final long SYS_TGKILL = Architecture.current().number("tgkill");
    private static final int SIGACTION_BYTES = 152;

    private final LibC libc = Native.LIBC;
    private final long pid = ProcessHandle.current().pid();
    private final long tid = libc.gettid();

    /** Prepares the calling thread to be woken. */
    public Waker() {
        // A handler may be any function that is safe in one and needs no argument.
        Pointer action = Native.allocate(SIGACTION_BYTES);
        action.putLong(0, Library.getDefault().getSymbolAddress("getpid"));
        if (libc.sigaction(SIGNAL, action.address(), 0) != 0) {
            throw new IllegalStateException("sigaction refused signal " + SIGNAL);
        }
        Pointer set = Native.allocate(128);
        set.putLong(0, 1L << SIGNAL - 1);
        libc.pthread_sigmask(1, set.address(), 0);
    }

    /** Interrupts the call the thread is in, if it is in one; any thread may ask. */
    public void wake() {
        libc.syscall(SYS_TGKILL, pid, tid, SIGNAL);
    }
}
