package lanner.recorder.os;

import lanner.recorder.arch.Architecture;

/** Signals between the recorder and the recorded program. */
public final class Signals {
    private static final int SIGQUIT = 3;
    private static final int SIGCHLD = 17;
    private static final int SIG_IGN = 1;
    private static final int SIG_DFL = 0;
    private static final int RLIMIT_CORE = 4;
    private static final int SYS_TGKILL = Architecture.current().number("tgkill");
    private static final int SIG_UNBLOCK = 1;

    private final LibC libc = Native.LIBC;

    /** Makes this process ignore SIGQUIT, on which HotSpot prints a thread dump. */
    public void ignoreQuit() {
        libc.signal(SIGQUIT, SIG_IGN);
    }

    /**
     * Makes this process learn how its children end. Who started it may have ignored SIGCHLD, and the kernel tells no
     * status to those who do (wait(2)).
     */
    public void learnOfChildren() {
        libc.signal(SIGCHLD, SIG_DFL);
    }

    /** Sends a signal; false when the process is gone. */
    public boolean send(int pid, int signal) {
        return libc.kill(pid, signal) == 0;
    }

    /** Whether a thread belongs to a process, as the kernel knows it just now; a process is a thread of its own. */
    public boolean isThreadOf(int pid, int tid) {
        return libc.syscall(SYS_TGKILL, pid, tid, 0) == 0 || Native.errno() == OsException.EPERM;
    }

    /** Whether this process is in the foreground of its terminal: what is typed there reaches the program as well. */
    public boolean terminalSignalsReachUs() {
        int group = libc.getpgrp();
        for (int fd = 0; fd <= 2; fd++) {
            if (libc.tcgetpgrp(fd) == group) {
                return true;
            }
        }
        return false;
    }

    /** Whether a descriptor is a terminal. */
    public boolean isTerminal(int fd) {
        return libc.isatty(fd) == 1;
    }

    /** Ends this process by a signal, as the program ended, without a core file of ours. Returns if that fails. */
    public void dieOf(int signal) {
        jnr.ffi.Pointer none = Native.allocate(16);
        libc.setrlimit(RLIMIT_CORE, none.address());
        libc.signal(signal, SIG_DFL);
        // Only a signal to the calling thread, which does not block it, is acted on before the call returns (kill(2)).
        jnr.ffi.Pointer set = Native.allocate(Long.BYTES * 16);
        set.putLong(0, 1L << signal - 1);
        libc.pthread_sigmask(SIG_UNBLOCK, set.address(), 0);
        libc.raise(signal);
    }
}
