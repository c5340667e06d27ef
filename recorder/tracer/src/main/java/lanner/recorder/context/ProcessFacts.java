package lanner.recorder.context;

/**
 * A process as {@code /proc} shows it (proc(5)) through one of its threads. Texts are bytes, one character a byte; lists end each item with a NUL.
 *
 * @param vtid the thread's id in its own namespace; {@code vpid} and {@code vpgid} likewise
 * @param tty the controlling terminal's device number; 0 for none
 * @param loginuid the audit login user; 4294967295 when unset
 * @param startTime nanoseconds since the epoch
 */
public record ProcessFacts(
        int pid,
        int ppid,
        int sid,
        int pgid,
        int vtid,
        int vpid,
        int vpgid,
        String comm,
        String exepath,
        byte[] commandLine,
        byte[] environment,
        String cwd,
        String root,
        byte[] cgroups,
        long uid,
        long gid,
        long loginuid,
        long tty,
        long capInheritable,
        long capPermitted,
        long capEffective,
        long fdlimit,
        long startTime,
        long majorFaults,
        long minorFaults,
        long vmSize,
        long vmRss,
        long vmSwap) {
    /** The first of the arguments. */
    public String exe() {
        int end = 0;
        while (end < commandLine.length && commandLine[end] != 0) {
            end++;
        }
        return new String(commandLine, 0, end, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    /** The arguments behind the first, each ending with a NUL. */
    public byte[] arguments() {
        int end = exe().length();
        return end >= commandLine.length
                ? new byte[0]
                : java.util.Arrays.copyOfRange(commandLine, end + 1, commandLine.length);
    }
}
