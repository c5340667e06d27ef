package lanner.behaviour.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import lanner.behaviour.fact.Behaviour;
import lanner.behaviour.fact.Fact;
import lanner.behaviour.fact.Fact.Direction;
import lanner.behaviour.shape.AddressRule.Network;

/**
 * The peers of recordings as a Kubernetes NetworkPolicy (networking.k8s.io/v1): connections that were made may be made, ports
 * that were listened at may be connected to.
 */
public final class NetworkPolicy {
    private static final int DNS = 53;
    private static final List<String> PROTOCOLS = List.of("tcp", "udp", "sctp");
    private static final List<Network> LOOPBACK = networks("127.0.0.0/8", "::1/128");
    private static final List<Network> ANY = networks("0.0.0.0/32", "::/128");

    /** A port of one protocol; sorted by number. */
    private record Port(int number, String protocol) implements Comparable<Port> {
        @Override
        public int compareTo(Port other) {
            int by = Integer.compare(number, other.number);
            return by != 0 ? by : protocol.compareTo(other.protocol);
        }

        String yaml() {
            return "{protocol: " + protocol.toUpperCase(Locale.ROOT) + ", port: " + number + "}";
        }
    }

    /** By network in CIDR notation. */
    private final SortedMap<String, SortedMap<Port, Need>> egress = new TreeMap<>();

    private final SortedMap<Port, Need> names = new TreeMap<>();
    private final SortedMap<Port, Need> ingress = new TreeMap<>();
    private final SortedMap<String, Need> leftOut = new TreeMap<>();

    private NetworkPolicy() {}

    private static List<Network> networks(String... texts) {
        List<Network> networks = new ArrayList<>();
        for (String text : texts) {
            Network network = Network.parse(text);
            if (network == null) {
                throw new IllegalArgumentException(text);
            }
            networks.add(network);
        }
        return networks;
    }

    /** The peers and listening ports of these recordings. */
    public static NetworkPolicy of(Collection<Behaviour> behaviours) {
        NetworkPolicy policy = new NetworkPolicy();
        for (Behaviour behaviour : behaviours) {
            for (Fact fact : behaviour.facts()) {
                Need need = Need.of(fact.seen(), behaviour.recording().capture());
                if (fact instanceof Fact.Peer peer) {
                    policy.peer(peer, need);
                } else if (fact instanceof Fact.Listener listener) {
                    policy.listener(listener, need);
                }
            }
        }
        return policy;
    }

    private void peer(Fact.Peer peer, Need need) {
        if (peer.port() < 0) {
            return;
        }
        if (peer.direction() == Direction.IN) {
            if (!isOf(LOOPBACK, peer.address())) {
                accept(peer.protocol(), peer.port(), need);
            }
            return;
        }
        String what = peer.protocol() + " to " + peer.address() + " port " + peer.port();
        if (isOf(LOOPBACK, peer.address())) {
            leftOut.merge("within the pod: " + what, need, Need::and);
        } else if (peer.seen().done() == 0) {
            leftOut.merge("never succeeded: " + what, need, Need::and);
        } else if (!PROTOCOLS.contains(peer.protocol()) || peer.port() == 0) {
            leftOut.merge("not for a NetworkPolicy to say: " + what, need, Need::and);
        } else if (peer.port() == DNS) {
            names.merge(new Port(DNS, peer.protocol()), need, Need::and);
        } else {
            String network = peer.address() + (peer.address().indexOf(':') >= 0 ? "/128" : "/32");
            if (Network.parse(network) == null || isOf(ANY, peer.address())) {
                leftOut.merge("without an address: " + what, need, Need::and);
                return;
            }
            egress.computeIfAbsent(network, each -> new TreeMap<>())
                    .merge(new Port(peer.port(), peer.protocol()), need, Need::and);
        }
    }

    private void listener(Fact.Listener listener, Need need) {
        if (listener.port() < 0 || listener.seen().done() == 0) {
            return;
        }
        if (isOf(LOOPBACK, listener.address())) {
            leftOut.merge(
                    "within the pod: " + listener.protocol() + " listening at " + listener.address() + " port "
                            + listener.port(),
                    need,
                    Need::and);
        } else {
            accept(listener.protocol(), listener.port(), need);
        }
    }

    private void accept(String protocol, int port, Need need) {
        if (PROTOCOLS.contains(protocol) && port > 0) {
            ingress.merge(new Port(port, protocol), need, Need::and);
        } else {
            leftOut.merge(
                    "not for a NetworkPolicy to say: " + protocol + " listening at port " + port, need, Need::and);
        }
    }

    private static boolean isOf(List<Network> networks, String address) {
        Network one = Network.parse(address);
        return one != null && networks.stream().anyMatch(network -> network.has(one.address()));
    }

    /** How many peers and ports it lets through. */
    public int allowed() {
        return names.size()
                + ingress.size()
                + egress.values().stream().mapToInt(Map::size).sum();
    }

    /**
     * The policy as YAML.
     *
     * @param name of the policy, a DNS label
     * @param label the pods it is for: {@code app=web}; a valid key and value
     */
    public String yaml(String name, Map.Entry<String, String> label) {
        StringBuilder text = new StringBuilder();
        text.append("# Peers of recordings; a comment behind a line says where it comes from.\n");
        leftOut.forEach((what, need) -> text.append("# left out, ")
                .append(what)
                .append(": ")
                .append(need.words())
                .append('\n'));
        text.append("apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: ")
                .append(name)
                .append("\nspec:\n  podSelector:\n    matchLabels:\n      ")
                .append(label.getKey())
                .append(": \"")
                .append(label.getValue())
                .append("\"\n  policyTypes: [Ingress, Egress]\n");
        if (ingress.isEmpty()) {
            text.append("  ingress: [] # nothing listened\n");
        } else {
            text.append("  ingress:\n    - ports:\n");
            ports(ingress, text);
        }
        if (egress.isEmpty() && names.isEmpty()) {
            text.append("  egress: [] # nothing was connected to\n");
            return text.toString();
        }
        text.append("  egress:\n");
        if (!names.isEmpty()) {
            text.append("    # Name servers have another address in each cluster.\n    - ports:\n");
            ports(names, text);
        }
        egress.forEach((network, ports) -> {
            text.append("    - to:\n        - ipBlock: {cidr: \"")
                    .append(network)
                    .append("\"}\n      ports:\n");
            ports(ports, text);
        });
        return text.toString();
    }

    private static void ports(SortedMap<Port, Need> ports, StringBuilder text) {
        ports.forEach((port, need) -> text.append("        - ")
                .append(port.yaml())
                .append(" # ")
                .append(need.words())
                .append('\n'));
    }
}
