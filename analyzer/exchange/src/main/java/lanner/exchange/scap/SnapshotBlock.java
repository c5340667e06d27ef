package lanner.exchange.scap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import lanner.capture.event.CaptureFormatException;
import lanner.capture.event.DescriptorRecord;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.GroupRecord;
import lanner.capture.event.InterfaceRecord;
import lanner.capture.event.ProcessRecord;
import lanner.capture.event.Tuple;
import lanner.capture.event.UserRecord;
import org.jspecify.annotations.Nullable;

/**
 * A block that lists what was there when a scap capture began: processes, descriptors, users, interfaces. Entry by
 * entry, as a record each; never the whole block in memory.
 */
abstract class SnapshotBlock {
    private static final int MAX_NAME = 255;
    private static final long NOBODY = 0xFFFFFFFFL;

    final ScapInput in;

    /** The records' thread: 0, or that of the process where the list replaces what an earlier one said. */
    final boolean again;

    private SnapshotBlock(ScapInput in, boolean again) {
        this.in = in;
        this.again = again;
    }

    /** Fills a record that it begins with the next entry; false at the block's end. */
    abstract boolean next(EventEncoder out, long time) throws IOException;

    /**
     * The decoder of a block.
     *
     * @param again whether this is not the file's first list
     * @return null for a block of another kind
     */
    static @Nullable SnapshotBlock of(int type, ScapInput in, boolean again) throws IOException {
        if (Blocks.processListVersion(type) > 0) {
            return new Processes(in, again, Blocks.processListVersion(type));
        }
        if (Blocks.descriptorListVersion(type) > 0) {
            return new Descriptors(in, again, Blocks.descriptorListVersion(type));
        }
        if (Blocks.userListVersion(type) > 0) {
            return new Users(in, again, Blocks.userListVersion(type));
        }
        if (Blocks.interfaceListVersion(type) > 0) {
            return new Interfaces(in, again, Blocks.interfaceListVersion(type));
        }
        return null;
    }

    /** Whether another entry can be there: less than a number is padding. */
    final boolean hasMore() {
        return in.left() >= 4;
    }

    private static byte[] limited(byte[] text, int most, String what, long offset) throws CaptureFormatException {
        if (text.length > most) {
            throw new CaptureFormatException(what + " of " + text.length + " bytes", offset);
        }
        return text;
    }

    /** {@code u32} length of an entry that counts itself. */
    static final class Processes extends SnapshotBlock {
        /** Bytes behind the root of an entry that is older than libs 0.10. */
        private static final int SHORT_TAIL = 29;

        private final int version;

        Processes(ScapInput in, boolean again, int version) {
            super(in, again);
            this.version = version;
        }

        @Override
        boolean next(EventEncoder out, long time) throws IOException {
            if (!hasMore()) {
                return false;
            }
            long start = in.offset();
            long length = version >= 9 ? in.u32() : Long.MAX_VALUE / 2;
            long tid = in.i64();
            long pid = in.i64();
            long parent = in.i64();
            long sid = version >= 6 ? in.i64() : -1;
            long vpgid = version >= 8 ? in.i64() : -1;
            byte[] comm = in.text();
            byte[] exe = in.text();
            byte[] exepath = version >= 7 ? in.text() : null;
            byte[] arguments = in.text();
            byte[] cwd = in.text();
            long fdlimit = in.i64();
            in.skip(4);
            long uid = in.u32();
            long gid = in.u32();
            if (version >= 2) {
                in.skip(3 * 4 + 2 * 8);
            }
            byte[] environment = version >= 3 ? in.text() : null;
            long vtid = version >= 4 ? in.i64() : tid;
            long vpid = version >= 4 ? in.i64() : pid;
            byte[] cgroups = version >= 4 ? in.text() : null;
            byte[] root = version >= 5 ? in.text() : null;
            out.begin(EventType.PROCESS, again ? (int) tid : 0, time, time)
                    .number(ProcessRecord.TID, tid)
                    .number(ProcessRecord.PID, pid)
                    .number(ProcessRecord.PTID, parent);
            if (sid >= 0) {
                out.number(ProcessRecord.SID, sid);
            }
            Tail tail = version >= 9 ? new Tail(in, start + length) : new Tail();
            if (tail.pgid >= 0) {
                out.number(ProcessRecord.PGID, tail.pgid);
            }
            out.number(ProcessRecord.VTID, vtid < 0 ? tid : vtid).number(ProcessRecord.VPID, vpid < 0 ? pid : vpid);
            if (vpgid >= 0) {
                out.number(ProcessRecord.VPGID, vpgid);
            }
            out.bytes(ProcessRecord.COMM, comm).bytes(ProcessRecord.EXE, exe);
            bytes(out, ProcessRecord.EXEPATH, exepath);
            out.bytes(ProcessRecord.ARGS, arguments);
            bytes(out, ProcessRecord.ENV, environment);
            out.bytes(ProcessRecord.CWD, cwd);
            bytes(out, ProcessRecord.ROOT, root);
            bytes(out, ProcessRecord.CGROUPS, cgroups);
            out.number(ProcessRecord.UID, uid).number(ProcessRecord.GID, gid);
            tail.write(out, fdlimit);
            return true;
        }

        private static void bytes(EventEncoder out, int param, byte @Nullable [] bytes) {
            if (bytes != null) {
                out.bytes(param, bytes);
            }
        }

        /** What stands behind the root since version 9: as much as the entry's length has room for. */
        private static final class Tail {
            private long namespaceStart;
            private long tty;
            private long loginuid = NOBODY;
            private long flags;
            private final long[] capabilities = new long[3];
            private boolean hasCapabilities;
            private final long[] executable = new long[3];
            private boolean hasExecutable;
            private long pgid = -1;

            /** That of an old entry: nothing. */
            Tail() {}

            Tail(ScapInput in, long end) throws IOException {
                if (end < in.offset() || end - in.offset() > in.left()) {
                    throw new CaptureFormatException("the entry of a process has an impossible length", in.offset());
                }
                if (end - in.offset() > SHORT_TAIL && fits(in, end, 12)) {
                    namespaceStart = in.i64();
                    tty = in.u32();
                }
                if (fits(in, end, 4)) {
                    loginuid = in.u32();
                }
                flag(in, end, 1);
                if (fits(in, end, 24)) {
                    hasCapabilities = true;
                    for (int i = 0; i < 3; i++) {
                        capabilities[i] = in.i64();
                    }
                }
                flag(in, end, 2);
                if (fits(in, end, 24)) {
                    hasExecutable = true;
                    for (int i = 0; i < 3; i++) {
                        executable[i] = in.i64();
                    }
                }
                flag(in, end, 4);
                flag(in, end, 8);
                if (fits(in, end, 8)) {
                    pgid = in.i64();
                }
                in.skip(end - in.offset());
            }

            private static boolean fits(ScapInput in, long end, int bytes) {
                return end - in.offset() >= bytes;
            }

            private void flag(ScapInput in, long end, int bit) throws IOException {
                if (fits(in, end, 1) && in.u8() != 0) {
                    flags |= bit;
                }
            }

            void write(EventEncoder out, long fdlimit) {
                out.number(ProcessRecord.LOGINUID, loginuid);
                if (tty != 0) {
                    out.number(ProcessRecord.TTY, tty);
                }
                if (hasCapabilities) {
                    out.number(ProcessRecord.CAP_INHERITABLE, capabilities[0])
                            .number(ProcessRecord.CAP_PERMITTED, capabilities[1])
                            .number(ProcessRecord.CAP_EFFECTIVE, capabilities[2]);
                }
                out.number(ProcessRecord.FDLIMIT, fdlimit);
                if (namespaceStart != 0) {
                    out.number(ProcessRecord.PIDNS_INIT_START_TS, namespaceStart);
                }
                if (hasExecutable) {
                    out.number(ProcessRecord.EXE_INO, executable[0])
                            .number(ProcessRecord.EXE_INO_CTIME, executable[1])
                            .number(ProcessRecord.EXE_INO_MTIME, executable[2]);
                }
                out.number(ProcessRecord.FLAGS, flags);
            }
        }
    }

    /** The descriptors of one thread. */
    static final class Descriptors extends SnapshotBlock {
        private static final String[] KINDS = {
            "<NA>",
            "file",
            "directory",
            "ipv4",
            "ipv6",
            "ipv4",
            "ipv6",
            "pipe",
            "unix",
            "event",
            "<NA>",
            "signalfd",
            "eventpoll",
            "inotify",
            "timerfd",
            "netlink",
            "file",
            "bpf",
            "userfaultfd",
            "io_uring",
            "memfd",
            "pidfd"
        };
        private static final String[] PROTOCOLS = {"", "", "tcp", "udp", "icmp", "raw"};

        private final int version;
        private final long tid;

        Descriptors(ScapInput in, boolean again, int version) throws IOException {
            super(in, again);
            this.version = version;
            tid = in.i64();
        }

        @Override
        boolean next(EventEncoder out, long time) throws IOException {
            if (!hasMore()) {
                return false;
            }
            long start = in.offset();
            long end = version >= 2 ? start + in.u32() : Long.MAX_VALUE;
            if (version >= 2 && (end < start + 21 || end - in.offset() > in.left())) {
                throw new CaptureFormatException("the entry of a descriptor has an impossible length", start);
            }
            long fd = in.i64();
            long inode = in.i64();
            int type = in.u8();
            String kind = type < KINDS.length ? KINDS[type] : KINDS[0];
            byte[] name = new byte[0];
            byte[] tuple = null;
            long flags = 0;
            long device = 0;
            int protocol = 0;
            switch (type) {
                case 3 -> {
                    tuple = tuple(Tuple.INET);
                    protocol = in.u8();
                }
                case 4 -> {
                    tuple = tuple(Tuple.INET6);
                    protocol = in.u8();
                }
                case 5 -> {
                    tuple = server(Tuple.INET);
                    protocol = in.u8();
                }
                case 6 -> {
                    tuple = server(Tuple.INET6);
                    protocol = in.u8();
                }
                case 8 -> {
                    byte[] ends = new byte[16];
                    in.read(ends, 0, 16);
                    byte[] path = in.text();
                    tuple = new byte[Tuple.PATH + path.length];
                    tuple[0] = Tuple.UNIX;
                    System.arraycopy(ends, 0, tuple, Tuple.FIRST, 16);
                    System.arraycopy(path, 0, tuple, Tuple.PATH, path.length);
                }
                case 16 -> {
                    flags = in.u32();
                    name = in.text();
                    device = version >= 2 && end - in.offset() >= 4 ? in.u32() : 0;
                }
                default -> name = in.text();
            }
            if (version >= 2) {
                if (in.offset() > end) {
                    throw new CaptureFormatException("the entry of a descriptor is longer than it says", start);
                }
                in.skip(end - in.offset());
            }
            out.begin(EventType.DESCRIPTOR, again ? (int) tid : 0, time, time)
                    .number(DescriptorRecord.PID, tid)
                    .number(DescriptorRecord.FD, fd)
                    .text(DescriptorRecord.KIND, kind)
                    .bytes(DescriptorRecord.NAME, name)
                    .number(DescriptorRecord.FLAGS, flags)
                    .number(DescriptorRecord.DEV, device)
                    .number(DescriptorRecord.INO, inode);
            if (tuple != null) {
                out.bytes(DescriptorRecord.TUPLE, tuple);
            }
            if (protocol < PROTOCOLS.length && !PROTOCOLS[protocol].isEmpty()) {
                out.text(DescriptorRecord.L4PROTO, PROTOCOLS[protocol]);
            }
            if (type == 5 || type == 6) {
                out.number(DescriptorRecord.LISTENING, 1);
            }
            return true;
        }

        /** Source and destination address, then both ports: as a tuple, where each port stands behind its address. */
        private byte[] tuple(int family) throws IOException {
            int size = Tuple.addressSize(family);
            int second = Tuple.second(size);
            byte[] tuple = new byte[Tuple.length(size)];
            tuple[0] = (byte) family;
            in.read(tuple, Tuple.FIRST, size);
            in.read(tuple, second, size);
            in.read(tuple, Tuple.FIRST + size, 2);
            in.read(tuple, second + size, 2);
            return tuple;
        }

        /** A listening socket's own end: as a tuple whose other end is nothing. */
        private byte[] server(int family) throws IOException {
            int size = Tuple.addressSize(family);
            byte[] tuple = new byte[Tuple.length(size)];
            tuple[0] = (byte) family;
            in.read(tuple, Tuple.FIRST, size + 2);
            return tuple;
        }
    }

    /** Users and groups. */
    static final class Users extends SnapshotBlock {
        private final int version;

        Users(ScapInput in, boolean again, int version) {
            super(in, again);
            this.version = version;
        }

        @Override
        boolean next(EventEncoder out, long time) throws IOException {
            if (!hasMore()) {
                return false;
            }
            long start = in.offset();
            long end = version >= 2 ? start + in.u32() : -1;
            int kind = in.u8();
            if (kind == 0) {
                out.begin(EventType.USER, 0, time, time)
                        .number(UserRecord.UID, in.u32())
                        .number(UserRecord.GID, in.u32())
                        .bytes(UserRecord.NAME, name("a user's name"))
                        .bytes(UserRecord.HOME, name("a user's home"))
                        .bytes(UserRecord.SHELL, name("a user's shell"));
            } else if (kind == 1) {
                out.begin(EventType.GROUP, 0, time, time)
                        .number(GroupRecord.GID, in.u32())
                        .bytes(GroupRecord.NAME, name("a group's name"));
            } else {
                throw new CaptureFormatException("an entry is of kind " + kind + ", neither user nor group", start);
            }
            if (version >= 2) {
                in.skip(end - in.offset());
            }
            return true;
        }

        private byte[] name(String what) throws IOException {
            long offset = in.offset();
            return limited(in.text(), MAX_NAME, what, offset);
        }
    }

    /** Addresses of the machine. */
    static final class Interfaces extends SnapshotBlock {
        private final int version;

        Interfaces(ScapInput in, boolean again, int version) {
            super(in, again);
            this.version = version;
        }

        @Override
        boolean next(EventEncoder out, long time) throws IOException {
            if (!hasMore()) {
                return false;
            }
            long start = in.offset();
            long length = version >= 2 ? in.u32() : 0;
            long end = in.offset() + length;
            int type = in.u16();
            int nameLength = in.u16();
            if (type < 1 || type > 4) {
                throw new CaptureFormatException("an interface is of type " + type, start);
            }
            int size = type == 1 || type == 3 ? 4 : 16;
            byte[] address = address(size);
            byte[] netmask = address(size);
            in.skip(size);
            if (type <= 2) {
                in.skip(8);
            }
            byte[] name = new byte[nameLength];
            in.read(name, 0, nameLength);
            int used = 0;
            while (used < name.length && name[used] != 0) {
                used++;
            }
            if (version >= 2) {
                in.skip(end - in.offset());
            }
            out.begin(EventType.INTERFACE, 0, time, time)
                    .text(InterfaceRecord.NAME, new String(name, 0, used, StandardCharsets.ISO_8859_1))
                    .bytes(InterfaceRecord.ADDR, address)
                    .bytes(InterfaceRecord.NETMASK, netmask);
            return true;
        }

        private byte[] address(int size) throws IOException {
            byte[] address = new byte[Tuple.second(size)];
            address[0] = (byte) (size == 4 ? Tuple.INET : Tuple.INET6);
            in.read(address, Tuple.FIRST, size);
            return address;
        }
    }
}
