package lanner.recorder.os;

/** Reads the memory of a stopped thread. Never throws: what cannot be read is said so. */
public interface TraceeMemory {
    /** What the reading methods answer when not a single byte can be read. */
    int UNREADABLE = -1;

    /**
     * Copies up to {@code length} bytes.
     *
     * @return how many bytes could be read, from 1 to {@code length}; {@link #UNREADABLE} for none
     */
    int read(int tid, long address, byte[] into, int offset, int length);

    /**
     * Copies two pieces, one behind the other; the first is read before the second.
     *
     * @return how many bytes could be read, the first piece's before the second's; {@link #UNREADABLE} for none
     */
    default int readBoth(int tid, long first, int firstLength, long second, int secondLength, byte[] into) {
        int got = read(tid, first, into, 0, firstLength);
        int more = got == firstLength && secondLength > 0 ? read(tid, second, into, got, secondLength) : 0;
        return more > 0 ? got + more : got;
    }

    /**
     * Copies bytes up to the first NUL, without it, at most {@code max}. Never reads over the end of a page that it
     * need not touch.
     *
     * @return the text's length, which is {@code max} when no NUL was found within (the text may go on);
     *     {@link #UNREADABLE} when memory ends before the NUL
     */
    int readText(int tid, long address, byte[] into, int offset, int max);

    /**
     * Has reads fail that would wait until a program fills in a page of its own (userfaultfd(2)): the one who fills it in
     * may be waiting for us.
     */
    void waitForNobody();
}
