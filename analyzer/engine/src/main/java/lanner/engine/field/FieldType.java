package lanner.engine.field;

/** The type of a field's values; decides which operators a condition may apply (rule language, values and fields). */
public enum FieldType {
    INT8(Family.NUMBER),
    INT16(Family.NUMBER),
    INT32(Family.NUMBER),
    INT64(Family.NUMBER),
    UINT8(Family.NUMBER),
    UINT16(Family.NUMBER),
    UINT32(Family.NUMBER),
    UINT64(Family.NUMBER),
    PORT(Family.NUMBER),
    /** Nanoseconds. */
    RELTIME(Family.NUMBER),
    /** Nanoseconds since 1970-01-01 UTC. */
    ABSTIME(Family.NUMBER),
    BOOL(Family.BOOL),
    DOUBLE(Family.DOUBLE),
    TEXT(Family.TEXT),
    BYTES(Family.BYTES),
    IPADDR(Family.ADDRESS),
    IPNET(Family.NETWORK),
    /** The type of the event parameter that the argument names. */
    DYNAMIC(Family.DYNAMIC);

    /** Types that share their operators. */
    public enum Family {
        NUMBER,
        BOOL,
        DOUBLE,
        TEXT,
        BYTES,
        ADDRESS,
        NETWORK,
        DYNAMIC
    }

    private final Family family;

    FieldType(Family family) {
        this.family = family;
    }

    public Family family() {
        return family;
    }
}
