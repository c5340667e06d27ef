package lanner.capture.event;

/** What is special about one event. The bits are those on disk: only ever add. */
public enum Mark {
    /** A parameter was longer than the snap length and is cut; {@link Event#isCut} tells which. */
    TRUNCATED(1 << 0),
    /** A parameter could not be read from the traced program; {@link Event#isUnreadable} tells which. */
    UNREADABLE(1 << 1),
    /**
     * What the kernel did differs from what was seen before the call: another thread changed memory or files meanwhile.
     * Also an open of which it could not be seen whether it made its file.
     */
    RACED(1 << 2),
    /** An i386 call ({@code int 0x80} or a 32-bit program). */
    COMPAT(1 << 3),
    /** An x32 call. */
    X32(1 << 4),
    /** The call never returned: its thread ended inside. The result means nothing. */
    INCOMPLETE(1 << 5),
    /** Recorded when the call began: its result was not asked for and means nothing. */
    ENTER_ONLY(1 << 6),
    /**
     * No call of its own: the program asked for it through a ring of io_uring(7). A result of {@code -EINPROGRESS} says
     * that it had not ended when the program went on.
     */
    FROM_RING(1 << 7),
    /** Imported for what it changes about the machine's state: no rule sees it and no listing shows it. */
    STATE_ONLY(1 << 8),
    /** The record tells how long the call took: {@link Event#duration}. Format version 2. */
    TIMED(1 << 9),
    /**
     * Recorded inside the process, not by a stop: the process's own statement, which code in it can leave out or forge.
     * Format version 2.
     */
    INLINE(1 << 10);

    private final int bit;

    Mark(int bit) {
        this.bit = bit;
    }

    int bit() {
        return bit;
    }
}
