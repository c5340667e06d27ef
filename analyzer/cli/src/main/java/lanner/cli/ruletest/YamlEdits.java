package lanner.cli.ruletest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import lanner.engine.json.JsonText;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Changes to a YAML text that leave everything else as it is written: comments, blank lines, quotes, order. Works for
 * block style and for flow style.
 */
final class YamlEdits {
    /** What is the same plain as quoted, everywhere, and is no null. */
    private static final Pattern PLAIN =
            Pattern.compile("(?!null$|Null$|NULL$)[A-Za-z0-9_./][A-Za-z0-9_./=+-]*( [A-Za-z0-9_./=+-]+)*");

    private record Edit(int start, int end, String text) {}

    private final String text;
    private final List<Edit> edits = new ArrayList<>();

    YamlEdits(String text) {
        this.text = text;
    }

    /** The text with all changes. */
    String result() {
        StringBuilder result = new StringBuilder(text);
        List<Edit> lastFirst = new ArrayList<>(edits);
        Collections.reverse(lastFirst);
        // The sort keeps the order of equals: of two insertions at one place the first made comes first in the text.
        lastFirst.stream()
                .sorted(Comparator.comparingInt(Edit::start).reversed())
                .forEach(edit -> result.replace(edit.start(), edit.end(), edit.text()));
        return result.toString();
    }

    /** The value that a key has in a mapping. */
    static Optional<Node> value(MappingNode mapping, String key) {
        return mapping.getValue().stream()
                .filter(tuple -> isKey(tuple, key))
                .map(NodeTuple::getValueNode)
                .findFirst();
    }

    private static boolean isKey(NodeTuple tuple, String key) {
        return tuple.getKeyNode() instanceof ScalarNode scalar
                && scalar.getValue().equals(key);
    }

    /** A text as a scalar that stands anywhere; bytes, a character each. Empty if the bytes are no UTF-8. */
    static Optional<String> scalar(String latin) {
        String value = JsonText.characters(latin);
        if (!JsonText.latin(value).equals(latin)) {
            return Optional.empty();
        }
        // JSON's quotes and escapes are YAML's.
        return Optional.of(PLAIN.matcher(value).matches() ? value : JsonText.write(latin));
    }

    /** Writes another value for a key; the key is added, behind the first entry, if it is not there. */
    void put(MappingNode mapping, String key, String scalar) {
        Optional<Node> before = value(mapping, key);
        if (before.isPresent()) {
            replace(before.get(), scalar);
        } else {
            insertBehind(mapping, mapping.getValue().get(0).getValueNode(), key + ": " + scalar);
        }
    }

    void replace(Node node, String with) {
        int end = end(node);
        boolean endsLine = end > 0 && text.charAt(end - 1) == '\n';
        edits.add(new Edit(start(node), end, endsLine ? with + "\n" : with));
    }

    /** Adds an entry at the end of a mapping. */
    void append(MappingNode mapping, String entry) {
        NodeTuple last = mapping.getValue().get(mapping.getValue().size() - 1);
        insertBehind(mapping, last.getValueNode(), entry);
    }

    /** Adds items at the end of a sequence. */
    void append(SequenceNode sequence, List<String> more) {
        List<Node> items = sequence.getValue();
        if (items.isEmpty()) {
            replace(sequence, "[" + String.join(", ", more) + "]");
            return;
        }
        String dash = isFlow(sequence) ? "" : "- ";
        more.forEach(item -> insertBehind(sequence, items.get(items.size() - 1), dash + item));
    }

    /** Writes another entry in an entry's place. */
    void replaceEntry(MappingNode mapping, int index, String entry) {
        NodeTuple before = mapping.getValue().get(index);
        int end = end(before.getValueNode());
        boolean endsLine = end > 0 && text.charAt(end - 1) == '\n';
        edits.add(new Edit(start(before.getKeyNode()), end, endsLine ? entry + "\n" : entry));
    }

    private void insertBehind(CollectionNode<?> parent, Node sibling, String entry) {
        int end = end(sibling);
        if (isFlow(parent)) {
            edits.add(new Edit(end, end, ", " + entry));
            return;
        }
        String line = " ".repeat(parent.getStartMark().getColumn()) + entry;
        if (end > 0 && text.charAt(end - 1) == '\n') {
            edits.add(new Edit(end, end, line + "\n"));
        } else {
            int at = lineEnd(end);
            edits.add(new Edit(at, at, "\n" + line));
        }
    }

    /** Takes items out of a sequence that has others. */
    void remove(SequenceNode sequence, Predicate<Node> which) {
        if (isFlow(sequence)) {
            List<String> left = sequence.getValue().stream()
                    .filter(which.negate())
                    .map(item -> text.substring(start(item), end(item)))
                    .toList();
            replace(sequence, "[" + String.join(", ", left) + "]");
            return;
        }
        // The value of a key: each item's dash stands on a line of its own.
        sequence.getValue().stream()
                .filter(which)
                .forEach(item -> edits.add(new Edit(lineStart(start(item)), nextLine(end(item)), "")));
    }

    /** Takes an entry that is not the first out of a mapping. */
    void remove(MappingNode mapping, int index) {
        NodeTuple entry = mapping.getValue().get(index);
        int end = end(entry.getValueNode());
        if (isFlow(mapping)) {
            edits.add(new Edit(end(mapping.getValue().get(index - 1).getValueNode()), end, ""));
        } else {
            edits.add(new Edit(lineStart(start(entry.getKeyNode())), nextLine(end), ""));
        }
    }

    /** Which entry has this key; -1 if none. */
    static int index(MappingNode mapping, String key) {
        for (int i = 0; i < mapping.getValue().size(); i++) {
            if (isKey(mapping.getValue().get(i), key)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether a node is written inside another, and is no alias of one elsewhere. */
    boolean isInside(Node node, Node outer) {
        return start(node) >= start(outer) && end(node) <= end(outer);
    }

    private static boolean isFlow(CollectionNode<?> node) {
        return node.getFlowStyle() == FlowStyle.FLOW;
    }

    private int start(Node node) {
        return offset(node.getStartMark());
    }

    /** Where a node's own text ends: SnakeYAML has blocks end where the next begins, behind comments. */
    private int end(Node node) {
        if (node instanceof MappingNode mapping
                && !isFlow(mapping)
                && !mapping.getValue().isEmpty()) {
            List<NodeTuple> entries = mapping.getValue();
            return end(entries.get(entries.size() - 1).getValueNode());
        }
        if (node instanceof SequenceNode sequence
                && !isFlow(sequence)
                && !sequence.getValue().isEmpty()) {
            List<Node> items = sequence.getValue();
            return end(items.get(items.size() - 1));
        }
        return offset(node.getEndMark());
    }

    /** SnakeYAML counts code points. */
    private int offset(Mark mark) {
        return text.offsetByCodePoints(0, mark.getIndex());
    }

    private int lineEnd(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end > 0 && text.charAt(end - 1) == '\r' ? end - 1 : end;
    }

    private int lineStart(int from) {
        return text.lastIndexOf('\n', from - 1) + 1;
    }

    private int nextLine(int from) {
        if (from > 0 && text.charAt(from - 1) == '\n') {
            return from;
        }
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end + 1;
    }
}
