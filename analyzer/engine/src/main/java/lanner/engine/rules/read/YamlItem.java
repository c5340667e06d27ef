package lanner.engine.rules.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lanner.engine.rules.finding.FindingCode;
import lanner.engine.rules.finding.Findings;
import lanner.engine.rules.finding.Findings.LoadStopped;
import lanner.engine.rules.finding.ItemType;
import lanner.engine.rules.finding.Location;
import lanner.engine.text.Characters;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One mapping of a rule file, asked key by key. Scalars are the text as written, never typed first. Every question
 * either has an answer or ends in {@code LOAD_ERR_YAML_VALIDATE} with the place.
 */
final class YamlItem {
    private static final Set<String> YES = Set.of("y", "yes", "true", "on");
    private static final Set<String> NO = Set.of("n", "no", "false", "off");

    private final String file;
    private final Findings findings;
    private final Node node;
    private final List<Location> outer;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private List<Location> chain;

    YamlItem(String file, MappingNode node, List<Location> outer, Findings findings) {
        this.file = file;
        this.findings = findings;
        this.node = node;
        this.outer = outer;
        this.chain = Location.append(outer, at(ItemType.RULES_CONTENT_ITEM, "", node));
        for (NodeTuple tuple : node.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                if (values.putIfAbsent(key.getValue(), tuple.getValueNode()) == null) {
                    keys.put(key.getValue(), key);
                } else {
                    findings.warn(
                            FindingCode.LANNER_DUPLICATE_KEY,
                            "The key '" + key.getValue() + "' stands here twice; the first one counts",
                            Location.append(chain, at(ItemType.VALUE_FOR, key.getValue(), key)));
                }
            }
        }
    }

    /** Says what this item is, for all findings from here on. */
    void is(ItemType type, String name) {
        chain = Location.append(outer, at(type, name, node));
    }

    List<Location> chain() {
        return chain;
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    Set<String> keys() {
        return keys.keySet();
    }

    /** The chain that ends at a key's value. */
    List<Location> chain(String key, ItemType type) {
        Node value = values.get(key);
        return value == null ? chain : Location.append(chain, at(type, key, value));
    }

    /** A text that must be there and hold something. */
    Item.Text text(String key, ItemType type) throws LoadStopped {
        String value = scalar(key);
        if (value.isEmpty()) {
            throw invalid("Value must be non-empty", chain(key, ItemType.VALUE_FOR));
        }
        Location place = at(type, "", defined(key));
        return new Item.Text(value, Location.append(chain, place));
    }

    String text(String key) throws LoadStopped {
        return text(key, ItemType.VALUE_FOR).value();
    }

    /** A text that may be absent; without a value, or with an empty one, the key says nothing. */
    Optional<String> optional(String key) throws LoadStopped {
        boolean says = has(key) && !isNull(values.get(key));
        return says ? Optional.of(scalar(key)).filter(text -> !text.isEmpty()) : Optional.empty();
    }

    boolean flag(String key, boolean otherwise) throws LoadStopped {
        if (!has(key)) {
            return otherwise;
        }
        String value = text(key);
        String lower = value.toLowerCase(Locale.ROOT);
        boolean oneCase = value.equals(lower)
                || value.equals(value.toUpperCase(Locale.ROOT))
                || value.equals(lower.substring(0, 1).toUpperCase(Locale.ROOT) + lower.substring(1));
        if (oneCase && YES.contains(lower)) {
            return true;
        }
        if (oneCase && NO.contains(lower)) {
            return false;
        }
        throw invalid("Can't decode YAML scalar value", chain(key, ItemType.VALUE_FOR));
    }

    /** A whole number of 32 bits without sign. */
    long unsigned(String key, long otherwise) throws LoadStopped {
        if (!has(key)) {
            return otherwise;
        }
        String value = text(key);
        if (Characters.areDigits(value, 10) && Long.parseLong(value) <= 0xFFFF_FFFFL) {
            return Long.parseLong(value);
        }
        throw invalid("Can't decode YAML scalar value", chain(key, ItemType.VALUE_FOR));
    }

    /** A sequence of texts. */
    List<String> texts(String key) throws LoadStopped {
        List<String> texts = new ArrayList<>();
        for (Node entry : sequence(key, "Value is not a sequence")) {
            if (!(entry instanceof ScalarNode scalar) || isNull(entry)) {
                throw invalid(
                        "sequence value is not scalar",
                        Location.append(chain(key, ItemType.VALUE_FOR), at(ItemType.LIST_ITEM, "", entry)));
            }
            texts.add(scalar.getValue());
        }
        return texts;
    }

    /** The node of a key's value, as it stands; null if the key is absent. */
    @Nullable
    Node node(String key) {
        return values.get(key);
    }

    /** A place in this item's file. */
    Location place(ItemType type, String name, Node at) {
        return at(type, name, at);
    }

    /**
     * A sequence of mappings, each as an item of its own.
     *
     * @param noSequence what is said of another value
     * @param noMapping what is said of another entry
     */
    List<YamlItem> items(String key, ItemType type, String noSequence, String noMapping) throws LoadStopped {
        List<YamlItem> items = new ArrayList<>();
        for (Node entry : sequence(key, noSequence)) {
            if (!(entry instanceof MappingNode mapping)) {
                throw invalid(noMapping, Location.append(chain(key, ItemType.VALUE_FOR), at(type, "", entry)));
            }
            YamlItem item = new YamlItem(file, mapping, chain, findings);
            item.is(type, "");
            items.add(item);
        }
        return items;
    }

    /** A mapping inside this one, as an item of its own. */
    YamlItem inner(MappingNode mapping, List<Location> around) {
        return new YamlItem(file, mapping, around, findings);
    }

    LoadStopped invalid(String message, List<Location> where) {
        return findings.error(FindingCode.LOAD_ERR_YAML_VALIDATE, message, where);
    }

    /** Warns of keys that an item of this kind does not know. */
    void warnOfKeysBeyond(Set<String> known) {
        keys.forEach((key, place) -> {
            if (!known.contains(key)) {
                findings.warn(
                        FindingCode.LOAD_UNKNOWN_KEY,
                        "Unknown key '" + key + "'. The key will be ignored.",
                        Location.append(chain, at(ItemType.VALUE_FOR, key, place)));
            }
        });
    }

    private List<Node> sequence(String key, String otherwise) throws LoadStopped {
        if (!(defined(key) instanceof SequenceNode sequence)) {
            throw invalid(otherwise, chain(key, ItemType.VALUE_FOR));
        }
        return sequence.getValue();
    }

    private String scalar(String key) throws LoadStopped {
        Node value = present(key);
        if (!(value instanceof ScalarNode scalar)) {
            throw invalid("Value is not a scalar value", chain(key, ItemType.VALUE_FOR));
        }
        return scalar.getValue();
    }

    private Node present(String key) throws LoadStopped {
        Node value = defined(key);
        if (isNull(value)) {
            throw invalid("Mapping for key '" + key + "' is empty", chain);
        }
        return value;
    }

    /** The key's value, which may be null as YAML has it. */
    Node defined(String key) throws LoadStopped {
        Node value = values.get(key);
        if (value == null) {
            throw invalid("Item has no mapping for key '" + key + "'", chain);
        }
        return value;
    }

    static boolean isNull(@Nullable Node node) {
        return node != null && Tag.NULL.equals(node.getTag());
    }

    private Location at(ItemType type, String name, Node place) {
        return at(type, name, file, place.getStartMark());
    }

    static Location at(ItemType type, String name, String file, Mark mark) {
        return new Location(type, name, file, mark.getLine(), mark.getColumn(), mark.getIndex());
    }
}
