package lanner.capture.event;

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

    /** Written out: what a record has by itself is put together at the first question, which takes ten milliseconds. */
    @Override
    public boolean equals(Object other) {
        return other instanceof IpAddress address && v6 == address.v6 && high == address.high && low == address.low;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Boolean.hashCode(v6) + Long.hashCode(high)) + Long.hashCode(low);
    }

    /** The address as people write it: dotted, or shortened hexadecimal groups (RFC 5952). */
    public String text() {
        if (!v6) {
            return (low >>> 24 & 0xFF) + "." + (low >>> 16 & 0xFF) + "." + (low >>> 8 & 0xFF) + "." + (low & 0xFF);
        }
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (int) ((i < 4 ? high >>> 48 - 16 * i : low >>> 48 - 16 * (i - 4)) & 0xFFFF);
        }
        if (high == 0 && low >>> 32 == 0xFFFFL) {
            return "::ffff:" + new IpAddress(false, 0, low & 0xFFFFFFFFL).text();
        }
        int gap = -1;
        int gapLength = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - i > gapLength) {
                gap = i;
                gapLength = end - i;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == gap) {
                text.append("::");
            } else if (gap < 0 || i < gap || i >= gap + gapLength) {
                if (i > 0 && i != gap + gapLength) {
                    text.append(':');
                } else if (i > 0 && gap < 0) {
                    text.append(':');
                }
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
