package lanner.behaviour.shape;

/**
 * Puts a name in the place of ports that the kernel chose.
 *
 * @param name what the rule is called, and what stands for the ports
 * @param from the first of them
 * @param to the last
 * @param address the name of the address rule whose addresses it is about; empty for all
 */
public record PortRule(String name, int from, int to, String address) {
    boolean has(int port, String addressName) {
        return port >= from && port <= to && (address.isEmpty() || address.equals(addressName));
    }
}
