package lanner.recorder.os;

/** A call of ours to the kernel that failed: which, and with what error number (errno(3)). */
public final class OsException extends Exception {
    private static final long serialVersionUID = 1L;

    public static final int ENOENT = 2;
    public static final int ESRCH = 3;
    public static final int EACCES = 13;
    public static final int EPERM = 1;
    public static final int ENOSYS = 38;

    private final String operation;
    private final int errno;

    /** @param operation the call, in the words of its manual page */
    public OsException(String operation, int errno) {
        super(operation + ": " + describe(errno));
        this.operation = operation;
        this.errno = errno;
    }

    public String operation() {
        return operation;
    }

    public int errno() {
        return errno;
    }

    /** The error in words for the numbers that launching and tracing meet; the bare number otherwise. */
    public static String describe(int errno) {
        return switch (errno) {
            case 1 -> "operation not permitted";
            case 2 -> "no such file or directory";
            case 3 -> "no such process";
            case 7 -> "argument list too long";
            case 8 -> "exec format error";
            case 11 -> "resource temporarily unavailable";
            case 12 -> "out of memory";
            case 13 -> "permission denied";
            case 20 -> "not a directory";
            case 22 -> "invalid argument";
            case 24 -> "too many open files";
            case 26 -> "text file busy";
            case 28 -> "no space left on device";
            case 38 -> "function not implemented";
            case 40 -> "too many levels of symbolic links";
            default -> "error " + errno;
        };
    }
}
