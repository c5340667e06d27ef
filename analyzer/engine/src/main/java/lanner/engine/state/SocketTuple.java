package lanner.engine.state;

import lanner.capture.event.Event;
import lanner.engine.field.IpAddress;

/** Reads addresses and tuples, laid out as {@code ParamType} draws them, and writes them as text. */
public final class SocketTuple {
    private static final int UNIX = 1;
    private static final int INET = 2;
    private static final int INET6 = 10;

    private SocketTuple() {}

    /** Sets both ends of a descriptor from a tuple; false if the parameter is not whole. */
    static boolean read(Event event, int param, FdInfo fd) {
        byte[] bytes = event.buffer();
        int at = event.offset(param);
        int length = event.length(param);
        if (length < 1) {
            return false;
        }
        int family = bytes[at];
        int size = family == INET ? 4 : family == INET6 ? 16 : 0;
        if (size > 0 && length >= 5 + 2 * size) {
            fd.source = address(bytes, at + 1, size);
            fd.sourcePort = port(bytes, at + 1 + size);
            fd.destination = address(bytes, at + 3 + size, size);
            fd.destinationPort = port(bytes, at + 3 + 2 * size);
            fd.name = text(event, param);
            return true;
        }
        if (family == UNIX && length >= 17) {
            fd.name = text(event, param);
            return true;
        }
        return false;
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
            fd.destination = address(bytes, at + 1, size);
            fd.destinationPort = port(bytes, at + 1 + size);
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
            return address(bytes, at + 1, size).text() + ":" + port(bytes, at + 1 + size) + "->"
                    + address(bytes, at + 3 + size, size).text() + ":" + port(bytes, at + 3 + 2 * size);
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
            return address(bytes, at + 1, size).text() + ":" + port(bytes, at + 1 + size);
        }
        return family == UNIX ? latin(bytes, at + 1, length - 1) : "";
    }

    private static String latin(byte[] bytes, int at, int length) {
        return new String(bytes, at, length, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static IpAddress address(byte[] bytes, int at, int size) {
        return size == 4 ? IpAddress.v4(bytes, at) : IpAddress.v6(bytes, at);
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
