package lanner.engine.lang.check;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import lanner.capture.event.IpAddress;
import lanner.engine.field.FieldType;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.ast.Span;
import lanner.engine.text.Characters;
import org.jspecify.annotations.Nullable;

/** Turns the text of a literal into a value of a field's type. */
public final class Literals {
    private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);

    private static final int MOST_DIGITS = 40;

    private Literals() {}

    /** Read when one is asked for. */
    private static final class Services {
        static final Map<String, Integer> PORTS = services();
    }

    /** The literal's bytes, one character each, as event text has them. */
    public static String text(String literal) {
        for (int i = 0; i < literal.length(); i++) {
            if (literal.charAt(i) >= 128) {
                return new String(literal.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            }
        }
        return literal;
    }

    /**
     * A number for a field of this type: decimal only; 8 and 16 bits are cut to their width and a negative number wraps
     * around for an unsigned field, as in Falco.
     */
    public static long number(String literal, FieldType type, Span span) throws ConditionException {
        if (type == FieldType.PORT) {
            return port(literal, span);
        }
        String digits = literal.stripLeading();
        boolean signed = digits.startsWith("+") || digits.startsWith("-");
        if (!Characters.areDigits(signed ? digits.substring(1) : digits, MOST_DIGITS)) {
            throw new ConditionException(literal + " is not a valid number", span);
        }
        BigInteger value = new BigInteger(digits.startsWith("+") ? digits.substring(1) : digits);
        int width = width(type);
        boolean unsigned = isUnsigned(type);
        if (value.bitLength() > 64 || (!unsigned && value.bitLength() > 63)) {
            throw new ConditionException(literal + " is not a valid number", span);
        }
        if (width == 32 && value.bitLength() > (unsigned ? 32 : 31)) {
            throw new ConditionException(literal + " is not a valid number", span);
        }
        long bits = value.signum() < 0 ? value.add(TWO_64).longValue() : value.longValue();
        return switch (width) {
            case 8 -> unsigned ? bits & 0xFF : (byte) bits;
            case 16 -> unsigned ? bits & 0xFFFF : (short) bits;
            case 32 -> unsigned ? bits & 0xFFFFFFFFL : (int) bits;
            default -> bits;
        };
    }

    private static int width(FieldType type) {
        return switch (type) {
            case INT8, UINT8 -> 8;
            case INT16, UINT16 -> 16;
            case INT32, UINT32 -> 32;
            default -> 64;
        };
    }

    /** Whether values of this type have no sign. */
    public static boolean isUnsigned(FieldType type) {
        return switch (type) {
            case UINT8, UINT16, UINT32, UINT64, PORT, RELTIME, ABSTIME -> true;
            default -> false;
        };
    }

    private static long port(String literal, Span span) throws ConditionException {
        if (literal.isEmpty()) {
            return 0;
        }
        if (Characters.areDigits(literal, 10)) {
            return Long.parseLong(literal) & 0xFFFF;
        }
        Integer known = Services.PORTS.get(literal);
        if (known == null) {
            throw new ConditionException("unrecognized protocol " + literal, span);
        }
        return known;
    }

    /** A truth value. */
    public static long bool(String literal, Span span) throws ConditionException {
        return switch (literal) {
            case "true" -> 1;
            case "false" -> 0;
            default ->
                throw new ConditionException(
                        "filter error: unrecognized boolean literal '" + literal + "': expected 'true' or 'false'",
                        span);
        };
    }

    /** An address: with a dot IPv4, otherwise IPv6. */
    public static IpAddress address(String literal, Span span) throws ConditionException {
        byte[] bytes = literal.indexOf('.') >= 0 && literal.indexOf(':') < 0 ? v4(literal) : v6(literal);
        if (bytes == null) {
            String family = literal.indexOf('.') >= 0 ? "IPv4" : "IPv6";
            throw new ConditionException("unrecognized " + family + " address " + literal, span);
        }
        return bytes.length == 4 ? IpAddress.v4(bytes, 0) : IpAddress.v6(bytes, 0);
    }

    /** A network: an address and how many of its bits count. */
    public record Network(IpAddress address, int bits) {
        /** Whether an address lies inside; one of the other family does not. */
        public boolean contains(IpAddress other) {
            if (other.v6() != address.v6()) {
                return false;
            }
            if (!address.v6()) {
                return bits == 0 || (other.low() ^ address.low()) >>> (32 - bits) == 0;
            }
            if (bits <= 64) {
                return bits == 0 || (other.high() ^ address.high()) >>> (64 - bits) == 0;
            }
            return other.high() == address.high()
                    && (bits == 128
                            ? other.low() == address.low()
                            : (other.low() ^ address.low()) >>> (128 - bits) == 0);
        }
    }

    public static Network network(String literal, Span span) throws ConditionException {
        int slash = literal.indexOf('/');
        if (slash < 0) {
            throw new ConditionException("unrecognized IP network " + literal, span);
        }
        IpAddress address = address(literal.substring(0, slash), span);
        String bits = literal.substring(slash + 1);
        if (!Characters.areDigits(bits, 3) || Integer.parseInt(bits) > (address.v6() ? 128 : 32)) {
            throw new ConditionException("unrecognized IP network " + literal, span);
        }
        return new Network(address, Integer.parseInt(bits));
    }

    private static byte @Nullable [] v4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return null;
        }
        byte[] bytes = new byte[4];
        for (int i = 0; i < 4; i++) {
            if (!Characters.areDigits(parts[i], 3) || Integer.parseInt(parts[i]) > 255) {
                return null;
            }
            bytes[i] = (byte) Integer.parseInt(parts[i]);
        }
        return bytes;
    }

    private static byte @Nullable [] v6(String text) {
        if (text.length() > 45 || text.indexOf(':') < 0) {
            return null;
        }
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return null;
        }
        byte[] head = groups(gap < 0 ? text : text.substring(0, gap));
        byte[] tail = gap < 0 ? new byte[0] : groups(text.substring(gap + 2));
        if (head == null || tail == null) {
            return null;
        }
        int used = head.length + tail.length;
        if (gap < 0 ? used != 16 : used > 14) {
            return null;
        }
        byte[] bytes = new byte[16];
        System.arraycopy(head, 0, bytes, 0, head.length);
        System.arraycopy(tail, 0, bytes, 16 - tail.length, tail.length);
        return bytes;
    }

    private static byte @Nullable [] groups(String text) {
        if (text.isEmpty()) {
            return new byte[0];
        }
        String[] parts = text.split(":", -1);
        byte[] last = parts[parts.length - 1].indexOf('.') >= 0 ? v4(parts[parts.length - 1]) : null;
        int words = last == null ? parts.length : parts.length - 1;
        byte[] bytes = new byte[words * 2 + (last == null ? 0 : 4)];
        for (int i = 0; i < words; i++) {
            if (!parts[i].matches("[0-9a-fA-F]{1,4}")) {
                return null;
            }
            int value = Integer.parseInt(parts[i], 16);
            bytes[i * 2] = (byte) (value >> 8);
            bytes[i * 2 + 1] = (byte) value;
        }
        if (last != null) {
            System.arraycopy(last, 0, bytes, words * 2, 4);
        }
        return bytes.length > 16 ? null : bytes;
    }

    /** Bytes given as pairs of hexadecimal digits. */
    public static String hex(String literal, Span span) throws ConditionException {
        if (literal.length() % 2 != 0 || !literal.matches("[0-9a-fA-F]*")) {
            throw new ConditionException(
                    "filter error: bcontains and bstartswith operator support hex strings only", span);
        }
        StringBuilder bytes = new StringBuilder();
        for (int i = 0; i < literal.length(); i += 2) {
            bytes.append((char) Integer.parseInt(literal.substring(i, i + 2), 16));
        }
        return bytes.toString();
    }

    /** The names of services come from a table of ours: the analyst's machine is not the recorder's. */
    private static Map<String, Integer> services() {
        Map<String, Integer> services = new HashMap<>();
        try (InputStream in = Literals.class.getResourceAsStream("services");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] row = line.split(" ");
                if (row.length == 2 && !line.startsWith("#")) {
                    services.put(row[0], Integer.parseInt(row[1]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return services;
    }
}
