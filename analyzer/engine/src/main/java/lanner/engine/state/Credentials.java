package lanner.engine.state;

import org.jspecify.annotations.Nullable;

/**
 * What a thread may do (credentials(7), capabilities(7)): ids as the recorder's user namespace has them, sets of
 * capabilities as bits. Threads share an instance until one of them changes what is its own.
 *
 * @param uid the effective user; {@link #UNKNOWN} when the capture cannot tell
 * @param gid the effective group; likewise
 * @param foreign whether the thread is in a user namespace whose map the capture does not give
 */
record Credentials(long uid, long gid, long capInheritable, long capPermitted, long capEffective, boolean foreign) {
    /** An id that the capture never gave, as the kernel writes none. */
    static final long NONE = 0xFFFFFFFFL;

    /** An id of a user namespace whose map is not known. */
    static final long UNKNOWN = -1;

    /** Every capability up to CAP_CHECKPOINT_RESTORE. */
    private static final long ALL = (1L << 41) - 1;

    /** Of a thread that nothing is known of. */
    static final Credentials UNTOLD = new Credentials(NONE, NONE, 0, 0, 0, false);

    /** With another user, as a call named it; an id of an unknown namespace means nothing outside. */
    Credentials withUid(long id) {
        return id == NONE ? this : withIds(foreign ? UNKNOWN : id, gid);
    }

    /** With another group, likewise. */
    Credentials withGid(long id) {
        return id == NONE ? this : withIds(uid, foreign ? UNKNOWN : id);
    }

    /** With ids that are those of the recorder's namespace. */
    Credentials withIds(long outerUid, long outerGid) {
        return outerUid == uid && outerGid == gid
                ? this
                : new Credentials(outerUid, outerGid, capInheritable, capPermitted, capEffective, foreign);
    }

    Credentials withCapabilities(long inheritable, long permitted, long effective) {
        return new Credentials(uid, gid, inheritable, permitted, effective, foreign);
    }

    /**
     * In a new user namespace of whose map nothing is known: all capabilities there, user_namespaces(7), and the same
     * user outside until a call changes it.
     */
    Credentials inForeignNamespace() {
        return new Credentials(uid, gid, 0, ALL, ALL, true);
    }

    // Written out: those that a record has of itself are put together when they are first asked, which takes
    // milliseconds.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Credentials that
                && uid == that.uid
                && gid == that.gid
                && capInheritable == that.capInheritable
                && capPermitted == that.capPermitted
                && capEffective == that.capEffective
                && foreign == that.foreign;
    }

    @Override
    public int hashCode() {
        long hash = uid;
        hash = 31 * hash + gid;
        hash = 31 * hash + capInheritable;
        hash = 31 * hash + capPermitted;
        hash = 31 * hash + capEffective;
        return 31 * Long.hashCode(hash) + Boolean.hashCode(foreign);
    }
}
