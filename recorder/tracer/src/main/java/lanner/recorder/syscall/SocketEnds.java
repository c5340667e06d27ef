package lanner.recorder.syscall;

import java.nio.file.Path;
import java.util.Optional;
import lanner.capture.event.Tuple;
import lanner.recorder.context.NetTables;
import lanner.recorder.os.NativeFacts;
import lanner.recorder.os.SocketFacts;

/**
 * The ends of the recorded threads' sockets, as tuples. They are asked for through a copy of the descriptor, and where the
 * kernel refuses that, looked up by the socket's inode in the tables of {@code /proc/TID/net}. What neither tells is
 * counted.
 */
public final class SocketEnds {
    private static final int FAMILY_UNSPECIFIED = 0;
    private static final int SOCKADDR_INET6 = 28;
    private static final int S_IFMT = 0170000;
    private static final int S_IFSOCK = 0140000;

    /** Which end of a socket a tuple names first. */
    public enum Direction {
        /** The caller is the source. */
        OUTGOING,
        /** The other end is the source. */
        INCOMING
    }

    private final NativeFacts facts;
    private final SocketFacts sockets;
    private final NetTables tables = new NetTables(Path.of("/proc"));
    private final byte[] mapped = new byte[SOCKADDR_INET6];

    private byte[] local;
    private int localLength;
    private byte[] remote;
    private int remoteLength;
    private boolean lost;
    private long without;

    public SocketEnds(NativeFacts facts) {
        this.facts = facts;
        this.sockets = new SocketFacts(facts);
        forget();
    }

    /** How often the ends of a socket could not be had. */
    public long without() {
        return without;
    }

    /** Looks at a socket; false if it is none, or its ends could not be had. */
    public boolean find(int tid, int pid, int fd) {
        forget();
        return switch (sockets.find(tid, pid, fd)) {
            case KNOWN -> {
                local = sockets.local();
                localLength = sockets.localLength();
                remote = sockets.remote();
                remoteLength = sockets.remoteLength();
                yield true;
            }
            case NO_SOCKET -> false;
            case REFUSED -> findInTables(tid, fd);
        };
    }

    /** The same for a descriptor that is a socket for sure, if only it is still open. */
    boolean findSocket(int tid, int pid, int fd) {
        boolean found = find(tid, pid, fd);
        if (!found && !lost) {
            lose();
        }
        return found;
    }

    /** Whether what was looked at last is, or was, a socket whose ends could not be had. */
    boolean isLost() {
        return lost;
    }

    private void forget() {
        local = sockets.local();
        localLength = 0;
        remote = sockets.remote();
        remoteLength = 0;
        lost = false;
    }

    private void lose() {
        lost = true;
        without++;
    }

    private boolean findInTables(int tid, int fd) {
        if (facts.statDescriptor(tid, fd) && (facts.mode() & S_IFMT) != S_IFSOCK) {
            return false;
        }
        Optional<NetTables.Ends> ends =
                facts.statDescriptor(tid, fd) ? tables.find(tid, facts.inode()) : Optional.empty();
        if (ends.isEmpty()) {
            lose();
            return false;
        }
        local = ends.get().local();
        localLength = local.length;
        remote = ends.get().remote();
        remoteLength = remote.length;
        return true;
    }

    /** Lays out the ends of what {@link #find} found; the length of the tuple, or 0 if there is too little to say. */
    public int tuple(byte[] to, Direction direction) {
        return layOut(to, local, localLength, remote, remoteLength, direction);
    }

    /**
     * The same with an address that the call itself names for the other end. Where the socket's own ends are lost, the
     * caller's end is all zeros.
     *
     * @param given a {@code struct sockaddr}
     */
    public int tuple(byte[] to, Direction direction, byte[] given, int givenLength) {
        int family = family(given, givenLength);
        if (lost) {
            boolean known = family == Tuple.INET || family == Tuple.INET6 || family == Tuple.UNIX;
            return known ? layOut(to, given, 2, given, givenLength, direction) : 0;
        }
        int own = family(local, localLength);
        if (family == own) {
            return layOut(to, local, localLength, given, givenLength, direction);
        }
        if (own == Tuple.INET6 && family == Tuple.INET && givenLength >= 8) {
            return layOut(to, local, localLength, map(given), SOCKADDR_INET6, direction);
        }
        return tuple(to, direction);
    }

    /** An IPv4 address as an IPv6 socket means it: {@code ::ffff:a.b.c.d}. */
    private byte[] map(byte[] given) {
        mapped[0] = Tuple.INET6;
        mapped[2] = given[2];
        mapped[3] = given[3];
        mapped[18] = (byte) 0xFF;
        mapped[19] = (byte) 0xFF;
        System.arraycopy(given, 4, mapped, 20, 4);
        return mapped;
    }

    private static int family(byte[] address, int length) {
        return length < 2 ? FAMILY_UNSPECIFIED : address[0] & 0xFF | (address[1] & 0xFF) << 8;
    }

    private static int layOut(
            byte[] to, byte[] local, int localLength, byte[] remote, int remoteLength, Direction direction) {
        if (localLength < 2) {
            return 0;
        }
        int family = family(local, localLength);
        to[0] = (byte) family;
        boolean outgoing = direction == Direction.OUTGOING;
        byte[] first = outgoing ? local : remote;
        int firstLength = outgoing ? localLength : remoteLength;
        byte[] second = outgoing ? remote : local;
        int secondLength = outgoing ? remoteLength : localLength;
        if (family == Tuple.UNIX) {
            for (int i = Tuple.FIRST; i < Tuple.PATH; i++) {
                to[i] = 0;
            }
            boolean remoteNamed = remoteLength > 2;
            return Tuple.putEnd(
                    to, Tuple.PATH, family, remoteNamed ? remote : local, 0, remoteNamed ? remoteLength : localLength);
        }
        if (family != Tuple.INET && family != Tuple.INET6 || remoteLength == 0) {
            return 0;
        }
        int end = Tuple.putEnd(to, Tuple.FIRST, family, first, 0, firstLength);
        return Tuple.putEnd(to, end, family, second, 0, secondLength);
    }
}
