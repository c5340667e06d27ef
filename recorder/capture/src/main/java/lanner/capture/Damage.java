package lanner.capture;

/**
 * One place where a capture is not what was written.
 *
 * @param file the file's name
 * @param offset where in it, in bytes
 * @param detail what is wrong, for people
 */
public record Damage(String file, long offset, Kind kind, String detail) {
    /** What is wrong. */
    public enum Kind {
        /** A record whose bytes do not match their checksum, or do not decode. */
        RECORD,
        /** The chain of records is broken: a length that cannot be. Reading went on at the next good record. */
        FRAMING,
        /** Records are missing: the sequence jumps. */
        GAP,
        /** A record that was there before, or from before. */
        REPEATED,
        /** A record that was being written when the recorder ended. */
        UNFINISHED,
        /** The file ends inside a record, or right behind one where space that was reserved should follow. */
        TRUNCATED,
        /** Whole segments are missing. */
        MISSING_SEGMENTS,
        /** A record of a kind that this version does not know. */
        UNKNOWN,
        /** A segment without its header, or with one that says otherwise. */
        SEGMENT,
        /** So much is damaged that the rest was not searched. */
        GIVEN_UP
    }
}
