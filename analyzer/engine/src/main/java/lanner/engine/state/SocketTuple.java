package lanner.engine.state;

import lanner.capture.event.Event;
import lanner.capture.event.IpAddress;
import lanner.capture.event.Tuple;

/** Sets the ends of a descriptor from what an event says of them. */
final class SocketTuple {
    private SocketTuple() {}

    /**
     * Sets both ends of a descriptor from a tuple, and whether they are IPv4 or IPv6; false if the parameter is not whole.
     */
    static boolean read(Event event, int param, SocketFd fd) {
        if (Tuple.isInternet(event, param)) {
            IpAddress source = Tuple.source(event, param);
            fd.source = source;
            fd.sourcePort = Tuple.sourcePort(event, param);
            IpAddress destination = Tuple.destination(event, param);
            fd.destination = destination;
            fd.destinationPort = Tuple.destinationPort(event, param);
            fd.kind = source.v6() ? FdInfo.Kind.IPV6 : FdInfo.Kind.IPV4;
            fd.name = source.text() + ":" + fd.sourcePort + "->" + destination.text() + ":" + fd.destinationPort;
            return true;
        }
        if (Tuple.isUnix(event, param)) {
            fd.name = Tuple.text(event, param);
            return true;
        }
        return false;
    }

    /** Whether a tuple has the ends that a descriptor has, either way round. Allocates nothing. */
    static boolean hasEndsOf(Event event, int param, SocketFd fd) {
        return fd.source != null
                && fd.destination != null
                && Tuple.isBetween(event, param, fd.source, fd.sourcePort, fd.destination, fd.destinationPort);
    }

    /** Sets the server's end of a descriptor from the first end of a tuple. */
    static boolean readListening(Event event, int param, SocketFd fd) {
        if (!read(event, param, fd)) {
            return false;
        }
        if (fd.source != null) {
            fd.destination = fd.source;
            fd.destinationPort = fd.sourcePort;
            fd.source = null;
            fd.sourcePort = 0;
            fd.name = fd.destination.text() + ":" + fd.destinationPort;
        }
        return true;
    }

    /** Sets the server's end of a descriptor from an address. */
    static boolean readBound(Event event, int param, SocketFd fd) {
        if (Tuple.isInternetAddress(event, param)) {
            fd.destination = Tuple.address(event, param);
            fd.destinationPort = Tuple.port(event, param);
            fd.kind = fd.destination.v6() ? FdInfo.Kind.IPV6 : FdInfo.Kind.IPV4;
            fd.name = Tuple.addressText(event, param);
            return true;
        }
        if (Tuple.family(event, param) == Tuple.UNIX) {
            fd.name = Tuple.addressText(event, param);
            return true;
        }
        return false;
    }
}
