package lanner.behaviour.shape;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import lanner.capture.event.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * Puts a name in the place of the addresses of some networks.
 *
 * @param name what the rule is called, and what stands for the addresses
 * @param networks which addresses
 * @param only whose addresses they are
 */
public record AddressRule(String name, List<Network> networks, Of only) {
    /** Whose addresses and ports a rule is about. */
    public enum Of {
        ANY("any"),
        /** Peers that were connected to. */
        SERVERS("servers"),
        /** Peers that began to speak. */
        CLIENTS("clients");

        private final String word;

        Of(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /**
     * A network in CIDR notation (RFC 4632, RFC 4291).
     *
     * @param bits how many of the address's first bits count
     */
    public record Network(IpAddress address, int bits) {
        private static final int V4 = 32;
        private static final int V6 = 128;

        /** The network of this text, {@code 10.0.0.0/8}; null if it is none. */
        public static @Nullable Network parse(String text) {
            int slash = text.indexOf('/');
            String address = slash < 0 ? text : text.substring(0, slash);
            IpAddress parsed = AddressRule.address(address);
            if (parsed == null) {
                return null;
            }
            int most = parsed.v6() ? V6 : V4;
            if (slash < 0) {
                return new Network(parsed, most);
            }
            String bits = text.substring(slash + 1);
            if (bits.isEmpty() || bits.length() > 3 || !bits.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return null;
            }
            int count = Integer.parseInt(bits);
            return count > most ? null : new Network(parsed, count);
        }

        public boolean has(IpAddress other) {
            if (other.v6() != address.v6()) {
                return false;
            }
            if (!address.v6()) {
                return bits == 0 || (other.low() ^ address.low()) >>> V4 - bits == 0;
            }
            int high = Math.min(bits, 64);
            int low = bits - high;
            return (high == 0 || (other.high() ^ address.high()) >>> 64 - high == 0)
                    && (low == 0 || (other.low() ^ address.low()) >>> 64 - low == 0);
        }
    }

    public AddressRule {
        networks = List.copyOf(networks);
    }

    /** An address as people write it; null for any other text. No name is looked up. */
    static @Nullable IpAddress address(String text) {
        boolean looksIt = text.indexOf(':') >= 0
                ? text.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == ':' || c == '.')
                : text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
        if (!looksIt || text.length() > 45) {
            return null;
        }
        try {
            byte[] bytes = InetAddress.getByName(text).getAddress();
            return bytes.length == 4 ? IpAddress.v4(bytes, 0) : IpAddress.v6(bytes, 0);
        } catch (UnknownHostException e) {
            // Digits and colons that are no address: 1.2.3.999, ::::.
            return null;
        }
    }

    boolean has(IpAddress address) {
        return networks.stream().anyMatch(network -> network.has(address));
    }
}
