package lanner.engine.field;

/**
 * An IPv4 or IPv6 address. IPv4 keeps its 32 bits in {@code low}.
 *
 * @param v6 whether it is IPv6
 * @param high the upper 64 bits of an IPv6 address; 0 for IPv4
 * @param low the lower 64 bits, or the 32 bits of an IPv4 address
 */
public record IpAddress(boolean v6, long high, long low) {
    /** An IPv4 address from four bytes in network order. */
    public static IpAddress v4(byte[] bytes, int offset) {
        long value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 8 | (bytes[offset + i] & 0xFF);
        }
        return new IpAddress(false, 0, value);
    }

    /** An IPv6 address from sixteen bytes in network order. */
    public static IpAddress v6(byte[] bytes, int offset) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < 8; i++) {
            high = high << 8 | (bytes[offset + i] & 0xFF);
            low = low << 8 | (bytes[offset + 8 + i] & 0xFF);
        }
        return new IpAddress(true, high, low);
    }
}
