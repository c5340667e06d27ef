package lanner.exchange.sigma;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One line of a selection: a field, its modifiers and what it is compared with.
 *
 * @param field empty for keywords, which are sought everywhere
 * @param values scalars, null among them
 */
record DetectionItem(String field, List<Modifier> modifiers, List<ScalarNode> values, Place place) {
    /** The most values of one selection: more make no rule that a person would read. */
    private static final int MOST_VALUES = 20_000;

    DetectionItem {
        modifiers = List.copyOf(modifiers);
        values = List.copyOf(values);
    }

    boolean has(Modifier modifier) {
        return modifiers.contains(modifier);
    }

    /**
     * The alternatives that a selection is: a mapping is one, a list of mappings is one each, texts alone are keywords.
     *
     * @return each alternative's items, all of which must hold
     */
    static List<List<DetectionItem>> alternatives(SigmaYaml yaml, Node selection) throws RefusedException {
        if (selection instanceof MappingNode) {
            return List.of(items(yaml, selection));
        }
        List<List<DetectionItem>> alternatives = new ArrayList<>();
        List<ScalarNode> keywords = new ArrayList<>();
        for (Node each : yaml.items(selection)) {
            if (each instanceof MappingNode) {
                alternatives.add(items(yaml, each));
            } else if (each instanceof ScalarNode keyword && !SigmaYaml.isNull(each)) {
                keywords.add(keyword);
            } else {
                throw yaml.refused(each, "a selection holds fields with values, or texts");
            }
        }
        if (!keywords.isEmpty()) {
            alternatives.add(List.of(new DetectionItem("", List.of(), keywords, yaml.place(keywords.get(0)))));
        }
        if (alternatives.isEmpty()) {
            throw yaml.refused(selection, "the selection is empty");
        }
        return alternatives;
    }

    private static List<DetectionItem> items(SigmaYaml yaml, Node mapping) throws RefusedException {
        List<DetectionItem> items = new ArrayList<>();
        for (Map.Entry<String, SigmaYaml.Entry> entry :
                yaml.mapping(mapping, "a selection").entrySet()) {
            items.add(item(yaml, entry.getValue()));
        }
        if (items.isEmpty()) {
            throw yaml.refused(mapping, "the selection is empty");
        }
        return items;
    }

    private static DetectionItem item(SigmaYaml yaml, SigmaYaml.Entry entry) throws RefusedException {
        String[] words = entry.name().split("\\|", -1);
        List<Modifier> modifiers = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            String word = words[i].strip();
            modifiers.add(Modifier.of(word)
                    .orElseThrow(() -> yaml.refused(entry.key(), "there is no modifier '" + word + "' in Sigma 2.1")));
        }
        List<ScalarNode> values = new ArrayList<>();
        for (Node value : yaml.items(entry.value())) {
            if (!(value instanceof ScalarNode scalar)) {
                throw yaml.refused(
                        value,
                        value instanceof SequenceNode
                                ? "a list in a list of values"
                                : "a value is to be a text, a number, or a list of them");
            }
            values.add(scalar);
        }
        if (values.isEmpty()) {
            throw yaml.refused(entry.value(), "the list of values is empty");
        }
        if (values.size() > MOST_VALUES) {
            throw yaml.refused(entry.value(), "more than " + MOST_VALUES + " values");
        }
        return new DetectionItem(words[0].strip(), modifiers, values, yaml.place(entry.key()));
    }
}
