package lanner.engine.state;

import lanner.capture.event.AcceptParams;
import lanner.capture.event.BindParams;
import lanner.capture.event.ConnectParams;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.ListenParams;
import lanner.capture.event.SocketParams;
import lanner.capture.event.SocketpairParams;
import lanner.capture.event.Tuple;
import org.jspecify.annotations.Nullable;

/** Sockets: who is the client, who the server, and between which ends. */
final class SocketHandler {
    private static final long EINPROGRESS = -115;
    private static final long ENOTSOCK = -88;
    private static final int UNSPECIFIED = 0;
    /** A socket's type without SOCK_CLOEXEC and SOCK_NONBLOCK, socket(2). */
    private static final int TYPE_MASK = 0xF;

    private static final int STREAM = 1;
    private static final int DATAGRAM = 2;

    static FdInfo.Kind kind(long domain) {
        return switch ((int) domain) {
            case 1 -> FdInfo.Kind.UNIX;
            case 2 -> FdInfo.Kind.IPV4;
            case 10 -> FdInfo.Kind.IPV6;
            case 16 -> FdInfo.Kind.NETLINK;
            default -> FdInfo.Kind.OTHER;
        };
    }

    FdInfo created(Event event, ThreadInfo thread) {
        long domain = event.param(SocketParams.DOMAIN, 0);
        SocketFd fd = new SocketFd((int) event.result(), kind(domain), event.sequence());
        fd.domain = domain;
        fd.socketType = event.param(SocketParams.TYPE, 0) & TYPE_MASK;
        fd.protocol = event.param(SocketParams.PROTO, 0);
        fd.closeOnExec = CloseOnExec.of(event);
        if (event.result() >= 0) {
            thread.descriptors.put(fd);
        }
        return fd;
    }

    @Nullable
    FdInfo paired(Event event, ThreadInfo thread) {
        if (event.result() < 0 || !event.has(SocketpairParams.FD1)) {
            return null;
        }
        FdInfo first = null;
        for (int param = SocketpairParams.FD1; param <= SocketpairParams.FD2; param++) {
            SocketFd fd = new SocketFd(
                    (int) event.param(param, -1), kind(event.param(SocketpairParams.DOMAIN, 1)), event.sequence());
            fd.socketType = event.param(SocketpairParams.TYPE, 0) & TYPE_MASK;
            fd.connected = true;
            fd.closeOnExec = CloseOnExec.of(event);
            thread.descriptors.put(fd);
            first = first == null ? fd : first;
        }
        return first;
    }

    @Nullable
    FdInfo connected(Event event, ThreadInfo thread) {
        int number = (int) event.param(ConnectParams.FD, -1);
        SocketFd fd = known(thread, number, event, ConnectParams.TUPLE);
        if (fd == null) {
            return thread.descriptors.get(number);
        }
        if (event.result() == 0 && isUnspecified(event)) {
            fd.dissolve();
        } else if (SocketTuple.read(event, ConnectParams.TUPLE, fd)) {
            fd.nameChanged = true;
            fd.role = FdInfo.Role.CLIENT;
            fd.connected = event.result() == 0 || event.result() == EINPROGRESS;
        } else if (event.has(ConnectParams.ADDR) && fd.name.isEmpty()) {
            fd.name = Tuple.addressText(event, ConnectParams.ADDR);
        }
        return fd;
    }

    /** Whether a connect asked for no address, which ends the association of a datagram socket, connect(2). */
    private static boolean isUnspecified(Event event) {
        boolean asked = event.has(ConnectParams.ADDR)
                && event.length(ConnectParams.ADDR) > 0
                && Tuple.family(event, ConnectParams.ADDR) == UNSPECIFIED;
        return asked || event.has(ConnectParams.TUPLE) && Tuple.isNothing(event, ConnectParams.TUPLE);
    }

    FdInfo accepted(Event event, ThreadInfo thread) {
        int number = (int) event.result();
        SocketFd fd = new SocketFd(number, kind(Tuple.family(event, AcceptParams.TUPLE)), event.sequence());
        fd.socketType = STREAM;
        fd.closeOnExec = CloseOnExec.of(event);
        if (SocketTuple.read(event, AcceptParams.TUPLE, fd)) {
            fd.role = FdInfo.Role.SERVER;
            fd.connected = true;
        }
        if (number >= 0) {
            thread.descriptors.put(fd);
        }
        return fd;
    }

    @Nullable
    FdInfo bound(Event event, ThreadInfo thread) {
        int number = (int) event.param(BindParams.FD, -1);
        SocketFd fd = known(thread, number, event, BindParams.ADDR);
        if (fd == null) {
            return thread.descriptors.get(number);
        }
        if (event.result() >= 0 && SocketTuple.readBound(event, BindParams.ADDR, fd) && fd.destinationPort != 0) {
            fd.role = FdInfo.Role.SERVER;
        }
        return fd;
    }

    @Nullable
    FdInfo listening(Event event, ThreadInfo thread) {
        FdInfo fd = thread.descriptors.get((int) event.param(ListenParams.FD, -1));
        if (fd instanceof SocketFd socket && event.result() >= 0) {
            socket.listening = true;
        }
        return fd;
    }

    /**
     * A message sent or received. An unconnected socket learns its ends from it. What it says of a connected datagram
     * socket, or of a message that was refused, is true of this message alone.
     */
    @Nullable
    FdInfo exchanged(Event event, ThreadInfo thread, int fdParam, int tupleParam) {
        int number = (int) event.param(fdParam, -1);
        SocketFd fd = known(thread, number, event, tupleParam);
        if (fd == null) {
            return thread.descriptors.get(number);
        }
        if (!event.has(tupleParam) || SocketTuple.hasEndsOf(event, tupleParam, fd)) {
            return fd;
        }
        boolean refused = event.result() < 0;
        if (!refused && (!fd.connected || fd.name.isEmpty())) {
            learn(event, fd, tupleParam);
            return fd;
        }
        boolean says = fd.kind().isInternet() && fd.socketType != STREAM && !(refused && reads(event));
        return says ? ofMessage(event, fd, tupleParam) : fd;
    }

    private static boolean reads(Event event) {
        return event.type().is(EventType.Trait.READS_FD);
    }

    private static FdInfo ofMessage(Event event, SocketFd fd, int tupleParam) {
        SocketFd view = fd.as(fd.number(), fd.closeOnExec);
        learn(event, view, tupleParam);
        return view;
    }

    private static void learn(Event event, SocketFd fd, int tupleParam) {
        String before = fd.name;
        if (!SocketTuple.read(event, tupleParam, fd)) {
            return;
        }
        boolean reads = reads(event);
        fd.nameChanged = !fd.name.equals(before);
        if (fd.role == FdInfo.Role.UNKNOWN) {
            fd.role = reads ? FdInfo.Role.SERVER : FdInfo.Role.CLIENT;
            if (fd.socketType == 0) {
                fd.socketType = DATAGRAM;
            }
        } else if (reads == (fd.role == FdInfo.Role.CLIENT)) {
            // A tuple begins with the sender, a descriptor with the client.
            fd.turnRound();
        }
    }

    /**
     * The socket, made up from the tuple's family if the capture never said where it came from, or said otherwise; null
     * if the descriptor is not known, or leads to no socket.
     */
    private static @Nullable SocketFd known(ThreadInfo thread, int number, Event event, int tupleParam) {
        FdInfo fd = thread.descriptors.get(number);
        FdInfo.Kind kind = event.has(tupleParam) ? kind(Tuple.family(event, tupleParam)) : FdInfo.Kind.OTHER;
        if (fd instanceof SocketFd socket && (kind == FdInfo.Kind.OTHER || socket.kind() != FdInfo.Kind.OTHER)) {
            return socket;
        }
        boolean isNone = fd instanceof PlainFd && event.result() == ENOTSOCK;
        if (kind == FdInfo.Kind.OTHER || number < 0 || isNone) {
            return null;
        }
        SocketFd made = fd == null ? new SocketFd(number, kind, event.sequence()) : SocketFd.inPlaceOf(fd, kind);
        thread.descriptors.put(made);
        return made;
    }
}
