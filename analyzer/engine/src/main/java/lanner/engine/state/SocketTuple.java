package lanner.engine.state;

import lanner.capture.event.Event;
import lanner.engine.field.IpAddress;

/** Reads addresses and tuples, laid out as {@code ParamType} draws them, and writes them as text. */
public final class SocketTuple {
    private static final int UNIX = 1;
    private static final int INET = 2;
    private static final int INET6 = 10;

    private SocketTuple() {}

    /**
     * Sets both ends of a descriptor from a tuple, and whether they are IPv4 or IPv6; false if the parameter is not whole.
     */
    static boolean read(Event event, int param, FdInfo fd) {
        byte[] bytes = event.buffer();
        int at = event.offset(param);
        int size = addressSize(event, param);
        if (size > 0 && event.length(param) >= 5 + 2 * size) {
            boolean mapped = isMappedTuple(bytes, at, size);
            fd.source = address(bytes, at + 1, size, mapped);
            fd.sourcePort = port(bytes, at + 1 + size);
            fd.destination = address(bytes, at + 3 + size, size, mapped);
            fd.destinationPort = port(bytes, at + 3 + 2 * size);
            fd.kind = size == 4 || mapped ? FdInfo.Kind.IPV4 : FdInfo.Kind.IPV6;
            fd.name = ends(fd);
            return true;
        }
        if (family(event, param) == UNIX && event.length(param) >= 17) {
            fd.name = text(event, param);
            return true;
        }
        return false;
    }

    private static String ends(FdInfo fd) {
        return fd.source.text() + ":" + fd.sourcePort + "->" + fd.destination.text() + ":" + fd.destinationPort;
    }

    /** Whether a tuple has the ends that a descriptor has, either way round. Allocates nothing. */
    static boolean hasEndsOf(Event event, int param, FdInfo fd) {
        int size = addressSize(event, param);
        if (size == 0 || event.length(param) < 5 + 2 * size || fd.source == null || fd.destination == null) {
            return false;
        }
        byte[] bytes = event.buffer();
        int first = event.offset(param) + 1;
        int second = first + size + 2;
        boolean mapped = isMappedTuple(bytes, first - 1, size);
        return isEnd(bytes, first, size, mapped, fd.source, fd.sourcePort)
                        && isEnd(bytes, second, size, mapped, fd.destination, fd.destinationPort)
                || isEnd(bytes, second, size, mapped, fd.source, fd.sourcePort)
                        && isEnd(bytes, first, size, mapped, fd.destination, fd.destinationPort);
    }

    private static boolean isEnd(byte[] bytes, int at, int size, boolean mapped, IpAddress address, int port) {
        if (port(bytes, at + size) != port || address.v6() != (size == 16 && !mapped)) {
            return false;
        }
        return address.v6()
                ? address.high() == bigEndian(bytes, at, 8) && address.low() == bigEndian(bytes, at + 8, 8)
                : address.low() == bigEndian(bytes, at + size - 4, 4);
    }

    /** Whether neither end of a tuple has an address or a port: what a socket has after its association was dissolved. */
    static boolean isNothing(Event event, int param) {
        int size = addressSize(event, param);
        if (size == 0 || event.length(param) < 5 + 2 * size) {
            return false;
        }
        int at = event.offset(param) + 3 + size;
        return isZero(event.buffer(), at, size + 2);
    }

    /** Sets the server's end of a descriptor from the first end of a tuple. */
    static boolean readListening(Event event, int param, FdInfo fd) {
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

    /** The path of a tuple of the unix family that {@link #read} could read. */
    static String path(Event event, int param) {
        return latin(event.buffer(), event.offset(param) + 17, event.length(param) - 17);
    }

    /** Sets the server's end of a descriptor from an address. */
    static boolean readBound(Event event, int param, FdInfo fd) {
        byte[] bytes = event.buffer();
        int at = event.offset(param);
        int length = event.length(param);
        if (length < 1) {
            return false;
        }
        int family = bytes[at];
        int size = family == INET ? 4 : family == INET6 ? 16 : 0;
        if (size > 0 && length >= 3 + size) {
            boolean mapped = isMapped(bytes, at + 1, size);
            fd.destination = address(bytes, at + 1, size, mapped);
            fd.destinationPort = port(bytes, at + 1 + size);
            fd.kind = size == 4 || mapped ? FdInfo.Kind.IPV4 : FdInfo.Kind.IPV6;
            fd.name = addressText(event, param);
            return true;
        }
        if (family == UNIX) {
            fd.name = addressText(event, param);
            return true;
        }
        return false;
    }

    /** The family of a tuple or address; 0 if it is empty. */
    static int family(Event event, int param) {
        return event.length(param) < 1 ? 0 : event.buffer()[event.offset(param)];
    }

    /** A tuple as text: {@code ip:port->ip:port}, or for unix two kernel addresses and the path. Empty if not whole. */
    public static String text(Event event, int param) {
        byte[] bytes = event.buffer();
        int at = event.offset(param);
        int length = event.length(param);
        if (length < 1) {
            return "";
        }
        int family = bytes[at];
        int size = family == INET ? 4 : family == INET6 ? 16 : 0;
        if (size > 0 && length >= 5 + 2 * size) {
            boolean mapped = isMappedTuple(bytes, at, size);
            return address(bytes, at + 1, size, mapped).text() + ":" + port(bytes, at + 1 + size) + "->"
                    + address(bytes, at + 3 + size, size, mapped).text() + ":" + port(bytes, at + 3 + 2 * size);
        }
        if (family == UNIX && length >= 17) {
            return Long.toHexString(word(bytes, at + 1)) + "->" + Long.toHexString(word(bytes, at + 9)) + " "
                    + latin(bytes, at + 17, length - 17);
        }
        return "";
    }

    /** An address as text: {@code ip:port} or the unix path. Empty if not whole. */
    public static String addressText(Event event, int param) {
        byte[] bytes = event.buffer();
        int at = event.offset(param);
        int length = event.length(param);
        if (length < 1) {
            return "";
        }
        int family = bytes[at];
        int size = family == INET ? 4 : family == INET6 ? 16 : 0;
        if (size > 0 && length >= 3 + size) {
            return address(bytes, at + 1, size, isMapped(bytes, at + 1, size)).text() + ":"
                    + port(bytes, at + 1 + size);
        }
        return family == UNIX ? latin(bytes, at + 1, length - 1) : "";
    }

    private static String latin(byte[] bytes, int at, int length) {
        return new String(bytes, at, length, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static int addressSize(Event event, int param) {
        int family = family(event, param);
        return family == INET ? 4 : family == INET6 ? 16 : 0;
    }

    /** An address; one of IPv4 in the last four bytes where it is mapped. */
    private static IpAddress address(byte[] bytes, int at, int size, boolean mapped) {
        return size == 4 ? IpAddress.v4(bytes, at) : mapped ? IpAddress.v4(bytes, at + 12) : IpAddress.v6(bytes, at);
    }

    /** Whether an address is an IPv4 address mapped to IPv6, {@code ::ffff:a.b.c.d} (RFC 4291, 2.5.5.2). */
    private static boolean isMapped(byte[] bytes, int at, int size) {
        return size == 16 && isZero(bytes, at, 10) && bytes[at + 10] == -1 && bytes[at + 11] == -1;
    }

    /** Whether a tuple is of IPv4: one end is mapped, and the other is too or is not known. */
    private static boolean isMappedTuple(byte[] bytes, int at, int size) {
        boolean first = isMapped(bytes, at + 1, size);
        boolean second = isMapped(bytes, at + 3 + size, size);
        return first && (second || isZero(bytes, at + 3 + size, size)) || second && isZero(bytes, at + 1, size);
    }

    private static boolean isZero(byte[] bytes, int at, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[at + i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static long bigEndian(byte[] bytes, int at, int length) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = value << 8 | bytes[at + i] & 0xFF;
        }
        return value;
    }

    private static int port(byte[] bytes, int at) {
        return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8;
    }

    private static long word(byte[] bytes, int at) {
        long value = 0;
        for (int i = 7; i >= 0; i--) {
            value = value << 8 | bytes[at + i] & 0xFF;
        }
        return value;
    }
}
