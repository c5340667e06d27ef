package lanner.behaviour.fact;

/** The room for the facts of one recording: a capture may hold names without end. */
final class Room {
    /** Facts of one kind. */
    static final int MOST = 200_000;

    /** Characters of one name; of a longer one the rest is not kept. */
    static final int LONGEST = 4096;

    private long characters = 96L << 20;
    private long left;

    /** Whether a fact with a name of this length can be kept; if not it is counted as left out. */
    boolean takes(int facts, int length) {
        if (facts >= MOST || length > characters) {
            left++;
            return false;
        }
        characters -= length;
        return true;
    }

    /** Facts that found no room, each time they were seen. */
    long left() {
        return left;
    }
}
