package lanner.investigation.index;

import lanner.engine.field.KernelNames;

/**
 * A process: who it was, when it lived, what it came to. A number that the kernel gave twice is two entries.
 *
 * @param id its number in the index, from 0 in the order of appearance
 * @param pid the kernel's number
 * @param reuse how many entries before this one have the same pid
 * @param parent the parent's id; -1 when the capture does not say
 * @param start nanoseconds since 1970: its birth, or the first event where that is not known
 * @param end nanoseconds since 1970; 0 for one that still ran at the end
 * @param exit the wait status that it ended with; -1 while it runs or when unknown
 * @param image the program that it ran last
 * @param user its user's name or number at the last event
 * @param container short id of its container; empty for none
 * @param events how many events are its
 * @param alerts how many alerts were raised on them
 * @param firstRow its first event; -1 for one that has none
 */
public record ProcessEntry(
        int id,
        int pid,
        int reuse,
        int parent,
        long start,
        long end,
        int exit,
        int image,
        String user,
        String container,
        long events,
        long alerts,
        int firstRow) {
    /** In the place of the process of a request to an API server, which is of none. */
    public static final ProcessEntry NONE = new ProcessEntry(-1, 0, 0, -1, 0, 0, -1, -1, "", "", 0, 0, -1);

    private static final int SIGNAL = 0x7F;
    private static final int STATUS = 0xFF;

    /** {@code 4711}; {@code 4711#2} where the kernel gave the number before. */
    public String numbered() {
        return pid + (reuse > 0 ? "#" + (reuse + 1) : "");
    }

    /** How it ended: {@code exit 1}, {@code killed by SIGKILL}; empty while it runs or when unknown. */
    public String ending() {
        if (exit < 0) {
            return "";
        }
        int signal = exit & SIGNAL;
        return signal != 0 ? "killed by " + KernelNames.signal(signal) : "exit " + (exit >> 8 & STATUS);
    }

    public boolean isAlive(long time) {
        return start <= time && (end == 0 || time <= end);
    }
}
