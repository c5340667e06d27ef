package lanner.capture.event;

/** The type of an event's parameter: how it is stored, and what its text looks like. */
public enum ParamType {
    INT8(Storage.SIGNED),
    INT16(Storage.SIGNED),
    INT32(Storage.SIGNED),
    INT64(Storage.SIGNED),
    UINT8(Storage.UNSIGNED),
    UINT16(Storage.UNSIGNED),
    UINT32(Storage.UNSIGNED),
    UINT64(Storage.UNSIGNED),
    /** A result: negative values are {@code -errno}. */
    ERRNO(Storage.SIGNED),
    /** A descriptor; -100 is {@code AT_FDCWD}; as a result, negative values are {@code -errno}. */
    FD(Storage.SIGNED),
    PID(Storage.SIGNED),
    /** A user id, unsigned 32 bits; 4294967295 is none. */
    UID(Storage.UNSIGNED),
    /** A group id, unsigned 32 bits; 4294967295 is none. */
    GID(Storage.UNSIGNED),
    SYSCALL_ID(Storage.UNSIGNED),
    /** A signal number, 0 to 64. */
    SIGNAL(Storage.UNSIGNED),
    /** The first 32 signals as bits. */
    SIGSET(Storage.UNSIGNED),
    /** Bits, each with a name. */
    FLAGS8(Storage.UNSIGNED),
    FLAGS16(Storage.UNSIGNED),
    FLAGS32(Storage.UNSIGNED),
    /** One of a list of values. */
    ENUM8(Storage.UNSIGNED),
    ENUM16(Storage.UNSIGNED),
    ENUM32(Storage.UNSIGNED),
    /** Permission bits. */
    MODE(Storage.UNSIGNED),
    /** Nanoseconds; -1 is none. */
    RELTIME(Storage.SIGNED),
    /** Nanoseconds since 1970-01-01 UTC. */
    ABSTIME(Storage.SIGNED),
    /** Bytes up to a NUL, without it. The kernel does not promise UTF-8. */
    TEXT(Storage.BYTES),
    /** A path as it was passed. */
    PATH(Storage.BYTES),
    /** A path as it was passed, relative to the descriptor in parameter {@link ParamSpec#dirfd()}. */
    RELPATH(Storage.BYTES),
    /** Data, cut at the recorder's snap length. Lists (arguments, environment, cgroups) end each item with a NUL. */
    BYTES(Storage.BYTES),
    /**
     * An address: family (1 byte), then for {@code AF_INET} 4 bytes of address and the port, for {@code AF_INET6} 16
     * and the port, for {@code AF_UNIX} the path. Ports are unsigned 16 bits, little endian.
     */
    SOCKADDR(Storage.BYTES),
    /**
     * Two ends: family (1 byte), then for {@code AF_INET} and {@code AF_INET6} source address, source port, destination
     * address, destination port; for {@code AF_UNIX} two kernel addresses (8 bytes each, 0 if unknown) and the path.
     */
    TUPLE(Storage.BYTES),
    /** Count (u16), then for each a descriptor (i64) and its poll flags (i16), little endian. */
    FDLIST(Storage.BYTES),
    /** A selector byte, then a value whose type depends on the call; see the call's decoder. */
    DYNAMIC(Storage.BYTES);

    /** How a value lies on disk. */
    public enum Storage {
        /** LEB128, zig-zag. */
        SIGNED,
        /** LEB128. */
        UNSIGNED,
        /** LEB128 length, then the bytes. */
        BYTES
    }

    private final Storage storage;

    ParamType(Storage storage) {
        this.storage = storage;
    }

    public Storage storage() {
        return storage;
    }

    /** Whether the bytes are words, names or data; not an address or a list of numbers. */
    public boolean isText() {
        return this == TEXT || this == PATH || this == RELPATH || this == BYTES;
    }

    public boolean isNumber() {
        return storage != Storage.BYTES;
    }
}
