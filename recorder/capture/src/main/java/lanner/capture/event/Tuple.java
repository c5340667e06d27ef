package lanner.capture.event;

import java.nio.charset.StandardCharsets;

/**
 * Addresses and pairs of addresses in an event, {@link ParamType#SOCKADDR} and {@link ParamType#TUPLE}: where their
 * parts are, for who writes them, and what they say. A socket of IPv6 between two IPv4 addresses is read as one of
 * IPv4 (RFC 4291, 2.5.5.2).
 */
public final class Tuple {
    /** The families that are kept, as Linux numbers them: unix(7), ip(7), ipv6(7). */
    public static final int UNIX = 1;

    public static final int INET = 2;
    public static final int INET6 = 10;

    /** Where the first end begins, or the only one; the family is the byte before it. */
    public static final int FIRST = 1;

    /** Of the unix family: where the path begins, behind two kernel addresses of 8 bytes. */
    public static final int PATH = 17;

    private static final int PORT = 2;
    private static final int IPV4_IN_IPV6 = 12;

    private Tuple() {}

    /** The bytes of an address without its port; 0 for a family other than IPv4 and IPv6. */
    public static int addressSize(int family) {
        return family == INET ? 4 : family == INET6 ? 16 : 0;
    }

    /** Where the second end begins, of a tuple whose addresses have this many bytes. */
    public static int second(int size) {
        return FIRST + size + PORT;
    }

    /** The length of a whole tuple whose addresses have this many bytes. */
    public static int length(int size) {
        return second(size) + size + PORT;
    }

    /**
     * Lays out one end from a {@code struct sockaddr}: address and port, or a path. An end too short for its family is
     * all zeros; a name in the abstract space, which starts with a NUL, gets an {@code @} in its place.
     *
     * @return where it ends
     */
    public static int putEnd(byte[] to, int at, int family, byte[] raw, int from, int size) {
        if (family == UNIX) {
            return putPath(to, at, raw, from, size);
        }
        int addressLength = addressSize(family);
        if (addressLength == 0) {
            return at;
        }
        int addressAt = family == INET ? 4 : 8;
        boolean whole = size >= addressAt + addressLength;
        for (int i = 0; i < addressLength; i++) {
            to[at + i] = whole ? raw[from + addressAt + i] : 0;
        }
        // The kernel has ports in network order.
        to[at + addressLength] = whole ? raw[from + 3] : 0;
        to[at + addressLength + 1] = whole ? raw[from + 2] : 0;
        return at + addressLength + PORT;
    }

    private static int putPath(byte[] to, int at, byte[] raw, int from, int size) {
        int end = at;
        for (int i = from + 2; i < from + size; i++) {
            if (raw[i] == 0) {
                if (i == from + 2 && size > 3) {
                    to[end++] = '@';
                    continue;
                }
                break;
            }
            to[end++] = raw[i];
        }
        return end;
    }

    /** The family of a tuple or address; 0 if it is empty. */
    public static int family(Event event, int param) {
        return event.length(param) < 1 ? 0 : event.buffer()[event.offset(param)];
    }

    /** Whether a tuple is whole and of IPv4 or IPv6. */
    public static boolean isInternet(Event event, int param) {
        int size = addressSize(family(event, param));
        return size > 0 && event.length(param) >= length(size);
    }

    /** Whether a tuple is whole and of the unix family. */
    public static boolean isUnix(Event event, int param) {
        return family(event, param) == UNIX && event.length(param) >= PATH;
    }

    /** Whether an address is whole and of IPv4 or IPv6. */
    public static boolean isInternetAddress(Event event, int param) {
        int size = addressSize(family(event, param));
        return size > 0 && event.length(param) >= second(size);
    }

    /** The address of a tuple's first end. The tuple must be whole, {@link #isInternet}. */
    public static IpAddress source(Event event, int param) {
        int size = addressSize(family(event, param));
        byte[] bytes = event.buffer();
        int at = event.offset(param);
        return address(bytes, at + FIRST, size, isMappedTuple(bytes, at, size));
    }

    /** The address of a tuple's second end. The tuple must be whole, {@link #isInternet}. */
    public static IpAddress destination(Event event, int param) {
        int size = addressSize(family(event, param));
        byte[] bytes = event.buffer();
        int at = event.offset(param);
        return address(bytes, at + second(size), size, isMappedTuple(bytes, at, size));
    }

    /** The port of a tuple's first end. The tuple must be whole, {@link #isInternet}. */
    public static int sourcePort(Event event, int param) {
        return port(event.buffer(), event.offset(param) + FIRST + addressSize(family(event, param)));
    }

    /** The port of a tuple's second end. The tuple must be whole, {@link #isInternet}. */
    public static int destinationPort(Event event, int param) {
        int size = addressSize(family(event, param));
        return port(event.buffer(), event.offset(param) + second(size) + size);
    }

    /** The one address of a parameter that {@link #isInternetAddress}. */
    public static IpAddress address(Event event, int param) {
        int size = addressSize(family(event, param));
        byte[] bytes = event.buffer();
        int at = event.offset(param) + FIRST;
        return address(bytes, at, size, isMapped(bytes, at, size));
    }

    /** The port of an address that {@link #isInternetAddress}. */
    public static int port(Event event, int param) {
        return port(event.buffer(), event.offset(param) + FIRST + addressSize(family(event, param)));
    }

    /** Whether a tuple is between these two ends, either way round. Allocates nothing. */
    public static boolean isBetween(
            Event event, int param, IpAddress one, int onePort, IpAddress other, int otherPort) {
        if (!isInternet(event, param)) {
            return false;
        }
        int size = addressSize(family(event, param));
        byte[] bytes = event.buffer();
        int at = event.offset(param);
        int first = at + FIRST;
        int second = at + second(size);
        boolean mapped = isMappedTuple(bytes, at, size);
        return isEnd(bytes, first, size, mapped, one, onePort) && isEnd(bytes, second, size, mapped, other, otherPort)
                || isEnd(bytes, second, size, mapped, one, onePort)
                        && isEnd(bytes, first, size, mapped, other, otherPort);
    }

    private static boolean isEnd(byte[] bytes, int at, int size, boolean mapped, IpAddress address, int port) {
        if (port(bytes, at + size) != port || address.v6() != (size == 16 && !mapped)) {
            return false;
        }
        return address.v6()
                ? address.high() == bigEndian(bytes, at, 8) && address.low() == bigEndian(bytes, at + 8, 8)
                : address.low() == bigEndian(bytes, at + size - 4, 4);
    }

    /** Whether a tuple's second end has no address and no port: what a socket has after its association was dissolved. */
    public static boolean isNothing(Event event, int param) {
        if (!isInternet(event, param)) {
            return false;
        }
        int size = addressSize(family(event, param));
        return isZero(event.buffer(), event.offset(param) + second(size), size + PORT);
    }

    /** The path of a tuple that {@link #isUnix}. */
    public static String path(Event event, int param) {
        return latin(event.buffer(), event.offset(param) + PATH, event.length(param) - PATH);
    }

    /** A tuple as text: {@code ip:port->ip:port}, or for unix two kernel addresses and the path. Empty if not whole. */
    public static String text(Event event, int param) {
        if (isInternet(event, param)) {
            return source(event, param).text() + ":" + sourcePort(event, param) + "->"
                    + destination(event, param).text() + ":" + destinationPort(event, param);
        }
        if (isUnix(event, param)) {
            byte[] bytes = event.buffer();
            int at = event.offset(param);
            return Long.toHexString(word(bytes, at + 1)) + "->" + Long.toHexString(word(bytes, at + 9)) + " "
                    + path(event, param);
        }
        return "";
    }

    /** An address as text: {@code ip:port} or the unix path. Empty if not whole. */
    public static String addressText(Event event, int param) {
        if (isInternetAddress(event, param)) {
            return address(event, param).text() + ":" + port(event, param);
        }
        return family(event, param) == UNIX
                ? latin(event.buffer(), event.offset(param) + FIRST, event.length(param) - FIRST)
                : "";
    }

    private static String latin(byte[] bytes, int at, int length) {
        return new String(bytes, at, length, StandardCharsets.ISO_8859_1);
    }

    /** An address; one of IPv4 in the last four bytes where it is mapped. */
    private static IpAddress address(byte[] bytes, int at, int size, boolean mapped) {
        return size == 4
                ? IpAddress.v4(bytes, at)
                : mapped ? IpAddress.v4(bytes, at + IPV4_IN_IPV6) : IpAddress.v6(bytes, at);
    }

    /** Whether an address is an IPv4 address mapped to IPv6, {@code ::ffff:a.b.c.d}. */
    private static boolean isMapped(byte[] bytes, int at, int size) {
        return size == 16 && isZero(bytes, at, 10) && bytes[at + 10] == -1 && bytes[at + 11] == -1;
    }

    /** Whether a tuple is of IPv4: one end is mapped, and the other is too or is not known. */
    private static boolean isMappedTuple(byte[] bytes, int at, int size) {
        if (size != 16) {
            return false;
        }
        int one = at + FIRST;
        int other = at + second(size);
        boolean first = isMapped(bytes, one, size);
        boolean second = isMapped(bytes, other, size);
        return first && (second || isZero(bytes, other, size)) || second && isZero(bytes, one, size);
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
