package lanner.engine.yaml;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lanner.product.BoundedText;
import lanner.product.InputException;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A YAML file of ours, asked node by node. Whatever is not as it should be is one sentence with line and column. */
public final class YamlFile {
    private static final int LONGEST = 1 << 20;
    private static final int MAX_LINE = 100_000;
    private static final int MAX_DEPTH = 20;

    private final Path file;
    private final String text;
    /** Null for an empty file. */
    private final @Nullable Node root;

    private YamlFile(Path file, String text) throws InputException {
        this.file = file;
        this.text = text;
        root = text.isEmpty() ? null : compose();
    }

    /** Reads a file of at most a megabyte. */
    public static YamlFile read(Path file) throws InputException {
        try {
            return new YamlFile(file, BoundedText.read(file, LONGEST));
        } catch (BoundedText.TooLongException e) {
            throw new InputException(file + ": " + e.getMessage());
        } catch (CharacterCodingException e) {
            throw new InputException(file + ": not UTF-8 text");
        } catch (IOException e) {
            throw new InputException(file + ": " + (Files.exists(file) ? "cannot be read" : "there is no such file"));
        }
    }

    /** Takes a text for the file's. */
    public static YamlFile of(Path file, String text) throws InputException {
        return new YamlFile(file, text);
    }

    /** The whole text. */
    public String text() {
        return text;
    }

    /** The file's keys and values; none for an empty file. */
    public Map<String, Node> root() throws InputException {
        return root == null || Tag.NULL.equals(root.getTag()) ? Map.of() : mapping(root);
    }

    private @Nullable Node compose() throws InputException {
        if (text.lines().anyMatch(line -> line.length() > MAX_LINE)) {
            throw new InputException(file + ": a line is longer than " + MAX_LINE + " characters");
        }
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(10);
        try {
            return new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            throw new InputException(
                    file + (mark == null ? "" : ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1)) + ": "
                            + e.getProblem());
        } catch (YAMLException e) {
            throw new InputException(file + ": "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("not valid YAML"));
        }
    }

    /** The keys and values of a mapping, each key once. */
    public Map<String, Node> mapping(Node node) throws InputException {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong(node, "a mapping of keys to values belongs here");
        }
        Map<String, Node> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (entries.putIfAbsent(text(tuple.getKeyNode()), tuple.getValueNode()) != null) {
                throw wrong(tuple.getKeyNode(), "the key '" + text(tuple.getKeyNode()) + "' is there twice");
            }
        }
        return entries;
    }

    public List<Node> sequence(Node node) throws InputException {
        if (!(node instanceof SequenceNode sequence)) {
            throw wrong(node, "a list belongs here");
        }
        return sequence.getValue();
    }

    /** A text or a list of texts. */
    public List<String> texts(Node node) throws InputException {
        if (node instanceof ScalarNode) {
            return List.of(text(node));
        }
        List<String> texts = new ArrayList<>();
        for (Node each : sequence(node)) {
            texts.add(text(each));
        }
        return texts;
    }

    public String text(Node node) throws InputException {
        if (!(node instanceof ScalarNode scalar) || Tag.NULL.equals(node.getTag())) {
            throw wrong(node, "a text belongs here");
        }
        return scalar.getValue();
    }

    public boolean flag(Node node) throws InputException {
        return switch (text(node)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(node, "true or false belongs here");
        };
    }

    /** What is wrong with this node, with its place. */
    public InputException wrong(Node node, String message) {
        Mark mark = node.getStartMark();
        return new InputException(file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1) + ": " + message);
    }
}
