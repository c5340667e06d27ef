package lanner.exchange.sigma;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Asks the nodes of one file. Whatever is not as it should be is refused with its place. */
record SigmaYaml(String file) {
    /** A key with its value. */
    record Entry(ScalarNode key, Node value) {
        String name() {
            return key.getValue();
        }
    }

    Place place(Node node) {
        return Place.of(file, node);
    }

    RefusedException refused(Node node, String reason) {
        return new RefusedException(place(node), reason);
    }

    /** The keys and values of a mapping, in order, each key once. */
    Map<String, Entry> mapping(Node node, String what) throws RefusedException {
        if (!(node instanceof MappingNode mapping)) {
            throw refused(node, what + " is to be a mapping of keys to values");
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw refused(tuple.getKeyNode(), "a key is to be a text");
            }
            if (Tag.MERGE.equals(key.getTag())) {
                throw refused(key, "merge keys (<<) are not part of Sigma");
            }
            if (entries.put(key.getValue(), new Entry(key, tuple.getValueNode())) != null) {
                throw refused(key, "the key '" + key.getValue() + "' stands here twice");
            }
        }
        return entries;
    }

    String text(Node node, String what) throws RefusedException {
        if (!(node instanceof ScalarNode scalar) || isNull(node)) {
            throw refused(node, what + " is to be a text");
        }
        return scalar.getValue();
    }

    /** A text that may be absent or null: empty then. */
    String optional(Map<String, Entry> entries, String key) throws RefusedException {
        Entry entry = entries.get(key);
        return entry == null || isNull(entry.value())
                ? ""
                : text(entry.value(), key).strip();
    }

    /** A text or a list of texts; none for one that is absent or null. */
    List<String> texts(Map<String, Entry> entries, String key) throws RefusedException {
        Entry entry = entries.get(key);
        if (entry == null || isNull(entry.value())) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (Node each : items(entry.value())) {
            if (!isNull(each)) {
                texts.add(text(each, key).strip());
            }
        }
        return texts;
    }

    /** The items of a list; anything else is a list of one. */
    List<Node> items(Node node) {
        return node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
    }

    static boolean isNull(@Nullable Node node) {
        return node != null && Tag.NULL.equals(node.getTag());
    }
}
