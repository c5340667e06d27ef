package lanner.investigation.streams;

/**
 * Something that happened to what a descriptor leads to.
 *
 * @param row the event's row
 * @param fd the descriptor's number in the process of the event
 * @param words what happened, where the call's name does not say it; empty else
 * @param error the error by name; empty for a call that succeeded
 * @param size how many bytes moved; 0 for none, -1 where the capture does not say
 * @param data what of them the capture holds
 * @param isCut whether the recorder kept less than there was
 */
public record FollowStep(
        int row,
        long time,
        long fd,
        Kind kind,
        Direction direction,
        String words,
        String error,
        long size,
        byte[] data,
        boolean isCut) {
    /** What kind of thing it is. */
    public enum Kind {
        OPENED,
        /** To a peer, or on the way to it. */
        CONNECTED,
        MOVED_DATA,
        /** Another number, another process or another program holds it now as well. */
        HANDED_OVER,
        CLOSED,
        OTHER
    }

    /** Which way data moved, as the process of the event sees it. */
    public enum Direction {
        NONE("", ""),
        /** From the process: written, sent. */
        OUT("\u2192", "out"),
        /** To the process: read, received. */
        IN("\u2190", "in");

        private final String sign;
        private final String word;

        Direction(String sign, String word) {
            this.sign = sign;
            this.word = word;
        }

        public String sign() {
            return sign;
        }

        public String word() {
            return word;
        }
    }

    /** Whether bytes moved of which the capture holds none. */
    public boolean lacksData() {
        return kind == Kind.MOVED_DATA && size != 0 && data.length == 0 && error.isEmpty();
    }
}
