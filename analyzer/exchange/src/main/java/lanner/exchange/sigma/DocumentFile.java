package lanner.exchange.sigma;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import lanner.engine.rules.read.RuleFile;
import lanner.engine.rules.read.YamlDocuments;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The documents of one file. {@code action: global} is read as before Sigma 2: what stands in it stands in every document
 * behind it; {@code reset} ends that, {@code repeat} takes the document before.
 */
final class DocumentFile {
    /** How deep mappings of two documents are joined: detection, selection, field. */
    private static final int JOINED_DEPTH = 3;

    private final SigmaYaml yaml;
    private Map<String, SigmaYaml.Entry> global = Map.of();
    private Map<String, SigmaYaml.Entry> before = Map.of();

    private DocumentFile(String file) {
        this.yaml = new SigmaYaml(file);
    }

    /** Reads a file; what is wrong with a document does not keep the others back. */
    static void read(RuleFile file, Consumer<SigmaDocument> documents, List<Refusal> refusals) {
        List<Node> nodes;
        try {
            nodes = YamlDocuments.read(file);
        } catch (YamlDocuments.NotYamlException e) {
            Place place =
                    e.line() < 0 ? new Place(file.name(), 0, 0) : new Place(file.name(), e.line() + 1, e.column() + 1);
            refusals.add(new Refusal(place, "", e.getMessage(), true));
            return;
        }
        if (nodes.stream().allMatch(SigmaYaml::isNull)) {
            refusals.add(new Refusal(new Place(file.name(), 0, 0), "", "there is nothing in it", false));
        }
        DocumentFile reader = new DocumentFile(file.name());
        for (Node node : nodes) {
            if (!SigmaYaml.isNull(node)) {
                reader.read(node, documents, refusals);
            }
        }
    }

    private void read(Node node, Consumer<SigmaDocument> documents, List<Refusal> refusals) {
        Map<String, SigmaYaml.Entry> entries;
        try {
            entries = yaml.mapping(node, "a Sigma document");
        } catch (RefusedException e) {
            refusals.add(new Refusal(e.place(), "", e.reason(), true));
            return;
        }
        try {
            if (!act(entries, node)) {
                return;
            }
            Map<String, SigmaYaml.Entry> whole = joined(global, entries);
            before = whole;
            documents.accept(SigmaDocument.read(yaml, whole, yaml.place(node)));
        } catch (RefusedException e) {
            refusals.add(new Refusal(e.place(), title(entries), e.reason(), false));
        }
    }

    /** Does what the document's action says; false when it is no document of its own. */
    private boolean act(Map<String, SigmaYaml.Entry> entries, Node node) throws RefusedException {
        SigmaYaml.Entry action = entries.remove("action");
        if (action == null) {
            return true;
        }
        String word = yaml.text(action.value(), "action");
        if (word.equals("global")) {
            global = joined(global, entries);
            return false;
        }
        if (word.equals("reset")) {
            global = Map.of();
            return false;
        }
        if (word.equals("repeat")) {
            Map<String, SigmaYaml.Entry> repeated = joined(before, entries);
            entries.clear();
            entries.putAll(repeated);
            return true;
        }
        throw yaml.refused(node, "an action is global, reset or repeat");
    }

    private Map<String, SigmaYaml.Entry> joined(Map<String, SigmaYaml.Entry> under, Map<String, SigmaYaml.Entry> over) {
        Map<String, SigmaYaml.Entry> joined = new LinkedHashMap<>(under);
        over.forEach((key, entry) -> {
            SigmaYaml.Entry below = joined.get(key);
            joined.put(
                    key,
                    below == null
                            ? entry
                            : new SigmaYaml.Entry(entry.key(), joined(below.value(), entry.value(), JOINED_DEPTH)));
        });
        return joined;
    }

    private static Node joined(Node under, Node over, int depth) {
        if (depth == 0 || !(under instanceof MappingNode below) || !(over instanceof MappingNode above)) {
            return over;
        }
        Map<String, NodeTuple> tuples = new LinkedHashMap<>();
        List<NodeTuple> nameless = new ArrayList<>();
        for (MappingNode mapping : List.of(below, above)) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                    nameless.add(tuple);
                    continue;
                }
                NodeTuple there = tuples.get(key.getValue());
                tuples.put(
                        key.getValue(),
                        there == null
                                ? tuple
                                : new NodeTuple(key, joined(there.getValueNode(), tuple.getValueNode(), depth - 1)));
            }
        }
        nameless.addAll(tuples.values());
        return new MappingNode(
                Tag.MAP, true, nameless, above.getStartMark(), above.getEndMark(), DumperOptions.FlowStyle.BLOCK);
    }

    /** The title for a message; empty where there is none. */
    private static String title(Map<String, SigmaYaml.Entry> entries) {
        SigmaYaml.Entry title = entries.get("title");
        return title != null && title.value() instanceof ScalarNode scalar
                ? scalar.getValue().strip().lines().findFirst().orElse("")
                : "";
    }
}
