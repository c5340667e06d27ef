package lanner.recorder.trace;

/** Questions to a status of wait(2), as ptrace(2) extends it. */
final class WaitStatus {
    static final int EVENT_FORK = 1;
    static final int EVENT_VFORK = 2;
    static final int EVENT_CLONE = 3;
    static final int EVENT_EXEC = 4;
    static final int EVENT_EXIT = 6;
    static final int EVENT_SECCOMP = 7;
    static final int EVENT_STOP = 128;

    static final int SIGKILL = 9;
    static final int SIGTRAP = 5;
    static final int SIGSTOP = 19;
    static final int SIGTSTP = 20;
    static final int SIGTTIN = 21;
    static final int SIGTTOU = 22;

    /** What a call's exit stop shows as its signal: SIGTRAP with the bit that PTRACE_O_TRACESYSGOOD adds. */
    private static final int SYSCALL_STOP = SIGTRAP | 0x80;

    private WaitStatus() {}

    static boolean isStopped(int status) {
        return (status & 0xFF) == 0x7F;
    }

    static boolean isExited(int status) {
        return (status & 0x7F) == 0;
    }

    static int exitCode(int status) {
        return status >> 8 & 0xFF;
    }

    /** The signal that ended the thread. */
    static int fatalSignal(int status) {
        return status & 0x7F;
    }

    /** Whether SIGKILL ended the thread. */
    static boolean isKilled(int status) {
        return !isStopped(status) && fatalSignal(status) == SIGKILL;
    }

    /** The signal a stop carries. */
    static int stopSignal(int status) {
        return status >> 8 & 0xFF;
    }

    /** The event of a stop; 0 for none. */
    static int event(int status) {
        return status >> 16 & 0xFF;
    }

    static boolean isBirth(int event) {
        return event == EVENT_FORK || event == EVENT_VFORK || event == EVENT_CLONE;
    }

    static boolean isSyscallStop(int status) {
        return stopSignal(status) == SYSCALL_STOP && event(status) == 0;
    }

    /** Whether a signal is about to be delivered, and nothing else is the matter. */
    static boolean isSignalStop(int status) {
        return event(status) == 0 && !isSyscallStop(status);
    }

    static boolean isJobControl(int signal) {
        return signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU;
    }

    /** The status as a shell tells it: the exit code, or 128 + n for signal n. */
    static int shellStatus(int status) {
        return isExited(status) ? exitCode(status) : 128 + fatalSignal(status);
    }
}
