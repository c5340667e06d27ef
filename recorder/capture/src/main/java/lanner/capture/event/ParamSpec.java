package lanner.capture.event;

import java.util.Optional;

/**
 * One parameter of an event: its name, type, the names its bits print with, and for {@link ParamType#RELPATH} the
 * position of the parameter that holds the directory's descriptor (-1 otherwise).
 *
 * @param base the base that a number prints in: 10, 16 (capital letters) or 8 (with a 0 in front), as Falco does
 */
public record ParamSpec(String name, ParamType type, Optional<FlagSet> flagSet, int dirfd, int base) {
    private static final int OCTAL = 8;
    private static final int DECIMAL = 10;
    private static final int HEXADECIMAL = 16;

    /** The same number, printed as addresses and devices are. */
    ParamSpec hex() {
        return new ParamSpec(name, type, flagSet, dirfd, HEXADECIMAL);
    }

    /** The same number, printed as the bits of a permission are. */
    ParamSpec octal() {
        return new ParamSpec(name, type, flagSet, dirfd, OCTAL);
    }

    static ParamSpec errno(String name) {
        return plain(name, ParamType.ERRNO);
    }

    static ParamSpec fd(String name) {
        return plain(name, ParamType.FD);
    }

    static ParamSpec pid(String name) {
        return plain(name, ParamType.PID);
    }

    static ParamSpec uid(String name) {
        return plain(name, ParamType.UID);
    }

    static ParamSpec gid(String name) {
        return plain(name, ParamType.GID);
    }

    static ParamSpec i16(String name) {
        return plain(name, ParamType.INT16);
    }

    static ParamSpec i32(String name) {
        return plain(name, ParamType.INT32);
    }

    static ParamSpec i64(String name) {
        return plain(name, ParamType.INT64);
    }

    static ParamSpec u8(String name) {
        return plain(name, ParamType.UINT8);
    }

    static ParamSpec u16(String name) {
        return plain(name, ParamType.UINT16);
    }

    static ParamSpec u32(String name) {
        return plain(name, ParamType.UINT32);
    }

    static ParamSpec u64(String name) {
        return plain(name, ParamType.UINT64);
    }

    static ParamSpec text(String name) {
        return plain(name, ParamType.TEXT);
    }

    static ParamSpec path(String name) {
        return plain(name, ParamType.PATH);
    }

    static ParamSpec bytes(String name) {
        return plain(name, ParamType.BYTES);
    }

    static ParamSpec absTime(String name) {
        return plain(name, ParamType.ABSTIME);
    }

    static ParamSpec relTime(String name) {
        return plain(name, ParamType.RELTIME);
    }

    static ParamSpec signal(String name) {
        return plain(name, ParamType.SIGNAL);
    }

    static ParamSpec sigset(String name) {
        return plain(name, ParamType.SIGSET);
    }

    static ParamSpec sockaddr(String name) {
        return plain(name, ParamType.SOCKADDR);
    }

    static ParamSpec tuple(String name) {
        return plain(name, ParamType.TUPLE);
    }

    static ParamSpec fdList(String name) {
        return plain(name, ParamType.FDLIST);
    }

    static ParamSpec syscallId(String name) {
        return plain(name, ParamType.SYSCALL_ID);
    }

    static ParamSpec dynamic(String name) {
        return plain(name, ParamType.DYNAMIC);
    }

    static ParamSpec flags8(String name, FlagSet set) {
        return new ParamSpec(name, ParamType.FLAGS8, Optional.of(set), -1, DECIMAL);
    }

    static ParamSpec flags16(String name, FlagSet set) {
        return new ParamSpec(name, ParamType.FLAGS16, Optional.of(set), -1, DECIMAL);
    }

    static ParamSpec flags32(String name, FlagSet set) {
        return new ParamSpec(name, ParamType.FLAGS32, Optional.of(set), -1, DECIMAL);
    }

    static ParamSpec enum8(String name, FlagSet set) {
        return new ParamSpec(name, ParamType.ENUM8, Optional.of(set), -1, DECIMAL);
    }

    static ParamSpec enum16(String name, FlagSet set) {
        return new ParamSpec(name, ParamType.ENUM16, Optional.of(set), -1, DECIMAL);
    }

    static ParamSpec enum32(String name, FlagSet set) {
        return new ParamSpec(name, ParamType.ENUM32, Optional.of(set), -1, DECIMAL);
    }

    static ParamSpec mode(String name, FlagSet set) {
        return new ParamSpec(name, ParamType.MODE, Optional.of(set), -1, OCTAL);
    }

    static ParamSpec relPath(String name, int dirfd) {
        return new ParamSpec(name, ParamType.RELPATH, Optional.empty(), dirfd, DECIMAL);
    }

    private static ParamSpec plain(String name, ParamType type) {
        return new ParamSpec(name, type, Optional.empty(), -1, DECIMAL);
    }
}
