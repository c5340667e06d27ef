package lanner.engine.state;

import lanner.capture.event.IpAddress;
import org.jspecify.annotations.Nullable;

/** A descriptor that leads to a socket, or to what may be one. An IPv6 socket that speaks with IPv4 addresses is one of IPv4. */
final class SocketFd extends FdInfo {
    long domain;
    long socketType;
    long protocol;
    Role role = Role.UNKNOWN;
    boolean connected;
    boolean listening;

    @Nullable
    IpAddress source;

    @Nullable
    IpAddress destination;

    int sourcePort;
    int destinationPort;

    SocketFd(int number, Kind kind, long origin) {
        super(number, kind, origin);
    }

    /** A socket of this kind in the place of a descriptor that was taken for something else. */
    static SocketFd inPlaceOf(FdInfo fd, Kind kind) {
        if (fd instanceof SocketFd socket) {
            SocketFd same = socket.as(fd.number(), fd.closeOnExec);
            same.kind = kind;
            return same;
        }
        SocketFd made = new SocketFd(fd.number(), kind, fd.origin());
        fd.copyTo(made, fd.closeOnExec);
        return made;
    }

    @Override
    SocketFd as(int newNumber, boolean newCloseOnExec) {
        SocketFd copy = new SocketFd(newNumber, kind, origin());
        copyTo(copy, newCloseOnExec);
        copy.domain = domain;
        copy.socketType = socketType;
        copy.protocol = protocol;
        copy.role = role;
        copy.connected = connected;
        copy.listening = listening;
        copy.source = source;
        copy.destination = destination;
        copy.sourcePort = sourcePort;
        copy.destinationPort = destinationPort;
        return copy;
    }

    /** Exchanges the ends: a server's answer names itself first, and the client stays the source. */
    void turnRound() {
        IpAddress address = source;
        int port = sourcePort;
        source = destination;
        sourcePort = destinationPort;
        destination = address;
        destinationPort = port;
        if (source != null && destination != null) {
            name = source.text() + ":" + sourcePort + "->" + destination.text() + ":" + destinationPort;
        }
    }

    /** Ends what connect(2) began: the socket has no other end again. */
    void dissolve() {
        connected = false;
        nameChanged = true;
        if (role == Role.CLIENT) {
            role = Role.UNKNOWN;
        }
        source = null;
        sourcePort = 0;
        destination = null;
        destinationPort = 0;
        name = "";
    }

    @Override
    public Role role() {
        return role;
    }

    @Override
    public boolean isConnected() {
        return connected;
    }

    @Override
    public boolean isListening() {
        return listening;
    }

    @Override
    public String layerFour() {
        if (!kind.isInternet()) {
            return "<NA>";
        }
        if (protocol == 1 || protocol == 58) {
            return "icmp";
        }
        return switch ((int) socketType) {
            case 1 -> "tcp";
            case 2 -> "udp";
            case 3 -> "raw";
            default -> "<NA>";
        };
    }

    @Override
    public @Nullable IpAddress clientAddress() {
        return role == Role.UNKNOWN || listening ? null : source;
    }

    @Override
    public int clientPort() {
        return role == Role.UNKNOWN || listening || source == null ? -1 : sourcePort;
    }

    @Override
    public @Nullable IpAddress serverAddress() {
        return role == Role.UNKNOWN ? null : destination;
    }

    @Override
    public int serverPort() {
        return role == Role.UNKNOWN || destination == null ? -1 : destinationPort;
    }
}
