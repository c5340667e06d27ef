package lanner.exchange.scap;

import java.util.Locale;

/** How a parameter of a scap event is encoded: the {@code PT_*} types of libscap. */
enum ScapType {
    INT8(1, true),
    INT16(2, true),
    INT32(4, true),
    INT64(8, true),
    UINT8(1, false),
    UINT16(2, false),
    UINT32(4, false),
    UINT64(8, false),
    ERRNO(8, true),
    FD(8, true),
    PID(8, true),
    FD32(4, true),
    PID32(4, true),
    UID(4, false),
    GID(4, false),
    SYSCALLID(2, false),
    SIGTYPE(1, false),
    SIGSET(4, false),
    PORT(2, false),
    IPV4ADDR(4, false),
    IPV6ADDR(16, false),
    FLAGS8(1, false),
    FLAGS16(2, false),
    FLAGS32(4, false),
    ENUMFLAGS8(1, false),
    ENUMFLAGS16(2, false),
    ENUMFLAGS32(4, false),
    MODE(4, false),
    RELTIME(8, true),
    ABSTIME(8, true),
    /** Bytes and a NUL. */
    CHARBUF,
    FSPATH,
    FSRELPATH,
    BYTEBUF,
    CHARBUFARRAY,
    CHARBUF_PAIR_ARRAY,
    SOCKADDR,
    SOCKTUPLE,
    FDLIST,
    DYN;

    private final int size;
    private final boolean signed;

    ScapType() {
        this(0, false);
    }

    ScapType(int size, boolean signed) {
        this.size = size;
        this.signed = signed;
    }

    static ScapType of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** The size in bytes; 0 when it varies. */
    int size() {
        return size;
    }

    boolean isSigned() {
        return signed;
    }

    /** Whether it is one number of at most 64 bits. */
    boolean isNumber() {
        return size > 0 && size <= 8;
    }

    /** Whether it is text that ends with a NUL. */
    boolean isText() {
        return this == CHARBUF || this == FSPATH || this == FSRELPATH;
    }
}
