package lanner.behaviour.shape;

import java.util.List;

/** The rules that make shapes of facts, each list in the order in which its rules are applied. */
public record Shapes(List<NameRule> names, List<AddressRule> addresses, List<PortRule> ports) {
    /** Facts as they were recorded. */
    public static final Shapes NONE = new Shapes(List.of(), List.of(), List.of());

    public Shapes {
        names = List.copyOf(names);
        addresses = List.copyOf(addresses);
        ports = List.copyOf(ports);
    }

    /** What makes shapes of the facts of recordings of one place. */
    public Normalizer at(Place place) {
        return new Normalizer(this, place);
    }
}
