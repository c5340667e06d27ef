package lanner.engine.rules.read;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lanner.engine.rules.finding.Findings.LoadStopped;
import lanner.engine.rules.finding.ItemType;
import lanner.engine.rules.finding.Location;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * An item's {@code override}: which of the keys beside it are added to what is there, and which take its place.
 *
 * @param appended the keys said to append
 * @param replaced the keys said to replace
 */
record Overrides(Set<String> appended, Set<String> replaced) {
    static Overrides read(YamlItem item, Set<String> appendable, Set<String> replaceable) throws LoadStopped {
        Set<String> appended = new LinkedHashSet<>();
        Set<String> replaced = new LinkedHashSet<>();
        if (!item.has("override") || YamlItem.isNull(item.node("override"))) {
            return new Overrides(appended, replaced);
        }
        List<Location> chain = item.chain("override", ItemType.OVERRIDES);
        if (!(item.node("override") instanceof MappingNode mapping)) {
            throw item.invalid("Value is not a mapping", chain);
        }
        for (NodeTuple entry : mapping.getValue()) {
            String key = text(item, entry.getKeyNode(), chain);
            String operation = text(item, entry.getValueNode(), chain);
            List<Location> place = Location.append(chain, item.place(ItemType.VALUE_FOR, key, entry.getValueNode()));
            switch (operation) {
                case "append" -> {
                    if (!appendable.contains(key)) {
                        throw item.invalid("Key '" + key + "' cannot be appended to, use 'replace' instead", place);
                    }
                    appended.add(key);
                }
                case "replace" -> {
                    if (!replaceable.contains(key)) {
                        throw item.invalid("Key '" + key + "' cannot be replaced", place);
                    }
                    replaced.add(key);
                }
                default ->
                    throw item.invalid(
                            "Invalid override operation for key '" + key + "': '" + operation
                                    + "'. Allowed values are: "
                                    + (appendable.contains(key) ? "append " : "")
                                    + (replaceable.contains(key) ? "replace " : ""),
                            place);
            }
        }
        return new Overrides(appended, replaced);
    }

    boolean isEmpty() {
        return appended.isEmpty() && replaced.isEmpty();
    }

    /** Every value must have an entry. */
    void needEntries(YamlItem item, Set<String> overridable) throws LoadStopped {
        for (String key : item.keys()) {
            if (overridable.contains(key) && !appended.contains(key) && !replaced.contains(key)) {
                throw item.invalid(
                        "Unexpected key '" + key + "': no corresponding entry under 'override' is defined.",
                        item.chain(key, ItemType.VALUE_FOR));
            }
        }
    }

    /** Every key with an entry must have a value. */
    static void needValues(YamlItem item, Set<String> keys, String operation) throws LoadStopped {
        for (String key : keys) {
            if (!item.has(key)) {
                throw item.invalid(
                        "An " + operation + " override for '" + key + "' was specified but '" + key
                                + "' is not defined",
                        item.chain());
            }
        }
    }

    private static String text(YamlItem item, Node node, List<Location> chain) throws LoadStopped {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw item.invalid(
                "Value is not a scalar value", Location.append(chain, item.place(ItemType.VALUE_FOR, "", node)));
    }
}
