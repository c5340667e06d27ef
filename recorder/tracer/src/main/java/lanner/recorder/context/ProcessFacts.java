package lanner.recorder.context;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A process as {@code /proc} shows it (proc(5)) through one of its threads. Texts are bytes, one character a byte; lists end
 * each item with a NUL.
 *
 * @param rights those of the thread
 * @param startTime nanoseconds since the epoch
 */
public record ProcessFacts(
        Ids ids, Program program, Surroundings surroundings, ThreadRights rights, Usage usage, long startTime) {
    /** Its ids; {@code vtid}, {@code vpid} and {@code vpgid} are those in its own PID namespace, {@code vtid} the thread's. */
    public record Ids(int pid, int ppid, int sid, int pgid, int vtid, int vpid, int vpgid) {}

    /** What it executes. */
    public record Program(String comm, String exepath, byte[] commandLine) {
        /** The first of the arguments. */
        public String exe() {
            int end = 0;
            while (end < commandLine.length && commandLine[end] != 0) {
                end++;
            }
            return new String(commandLine, 0, end, StandardCharsets.ISO_8859_1);
        }

        /** The arguments behind the first, each ending with a NUL. */
        public byte[] arguments() {
            int end = exe().length();
            return end >= commandLine.length
                    ? new byte[0]
                    : Arrays.copyOfRange(commandLine, end + 1, commandLine.length);
        }
    }

    /**
     * Where it runs.
     *
     * @param tty the controlling terminal's device number; 0 for none
     * @param loginuid the audit login user; 4294967295 when unset
     * @param fdlimit how many descriptors it may have
     */
    public record Surroundings(String cwd, String root, byte[] cgroups, long tty, long loginuid, long fdlimit) {}

    /** What it has taken: page faults, and memory in KiB. */
    public record Usage(long majorFaults, long minorFaults, long vmSize, long vmRss, long vmSwap) {}
}
