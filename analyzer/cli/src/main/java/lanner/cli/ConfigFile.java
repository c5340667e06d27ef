package lanner.cli;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lanner.cli.output.OutputSpec;
import lanner.engine.rules.OutputSuffix;
import lanner.engine.rules.RuleSelection;
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

/**
 * The file that {@code analyze --config} reads. Unknown keys and wrong types are errors that name their place.
 *
 * <pre>
 * rules_files: [FILE or DIRECTORY, ...]
 * json: true
 * match: first
 * min_priority: notice
 * outputs:
 *   - kind: http
 *     url: https://example.net/alerts
 *     header: ["Authorization: Bearer x"]
 * rules:
 *   - disable: {rule: "*"}
 *   - enable: {tag: network}
 * append_output:
 *   - match: {tags: [network]}
 *     extra_output: "on %evt.hostname"
 *     extra_fields: [proc.exepath, {where: "%fd.name by %proc.name"}]
 *     suggested_output: true
 * </pre>
 */
final class ConfigFile {
    private static final int LONGEST = 1 << 20;
    private static final int MAX_LINE = 100_000;
    private static final int MAX_DEPTH = 20;

    private final Path file;

    final List<Path> ruleFiles = new ArrayList<>();
    final List<OutputSpec> outputs = new ArrayList<>();
    final List<OutputSuffix> suffixes = new ArrayList<>();
    final RuleSelection selection = new RuleSelection();
    Optional<Boolean> json = Optional.empty();
    Optional<String> match = Optional.empty();
    Optional<String> minPriority = Optional.empty();

    private ConfigFile(Path file) {
        this.file = file;
    }

    static ConfigFile read(Path file) throws InputException {
        ConfigFile config = new ConfigFile(file);
        Node root = config.compose();
        if (root != null && !Tag.NULL.equals(root.getTag())) {
            for (Map.Entry<String, Node> entry : config.mapping(root).entrySet()) {
                config.take(entry.getKey(), entry.getValue());
            }
        }
        return config;
    }

    private Node compose() throws InputException {
        String text;
        try {
            if (Files.size(file) > LONGEST) {
                throw new InputException(file + ": longer than " + (LONGEST >> 20) + " MB");
            }
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (java.nio.charset.CharacterCodingException e) {
            throw new InputException(file + ": not UTF-8 text");
        } catch (IOException e) {
            throw new InputException(file + ": " + (Files.exists(file) ? "cannot be read" : "there is no such file"));
        }
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
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("no YAML"));
        }
    }

    private void take(String key, Node value) throws InputException {
        switch (key) {
            case "rules_files" -> {
                for (Node each : sequence(value)) {
                    ruleFiles.add(Path.of(text(each)));
                }
            }
            case "json" -> json = Optional.of(flag(value));
            case "match" -> match = Optional.of(text(value));
            case "min_priority" -> minPriority = Optional.of(text(value));
            case "outputs" -> {
                for (Node each : sequence(value)) {
                    outputs.add(output(each));
                }
            }
            case "rules" -> {
                for (Node each : sequence(value)) {
                    select(each);
                }
            }
            case "append_output" -> {
                for (Node each : sequence(value)) {
                    suffixes.add(suffix(each));
                }
            }
            default ->
                throw wrong(
                        value,
                        "there is no key '" + key
                                + "'; there are rules_files, json, match, min_priority, outputs, rules, append_output");
        }
    }

    private OutputSpec output(Node node) throws InputException {
        String kind = "";
        Map<String, String> rest = new LinkedHashMap<>();
        List<String> headers = new ArrayList<>();
        for (Map.Entry<String, Node> entry : mapping(node).entrySet()) {
            if (entry.getKey().equals("kind")) {
                kind = text(entry.getValue());
            } else if (entry.getKey().equals("header")) {
                headers.addAll(texts(entry.getValue()));
            } else {
                rest.put(entry.getKey(), text(entry.getValue()));
            }
        }
        if (kind.isEmpty()) {
            throw wrong(node, "an output needs its kind");
        }
        try {
            return OutputSpec.of(kind, rest, headers);
        } catch (OutputSpec.Invalid e) {
            throw wrong(node, e.getMessage());
        }
    }

    private void select(Node node) throws InputException {
        Map<String, Node> step = mapping(node);
        if (step.size() != 1) {
            throw wrong(node, "write enable or disable, one of them");
        }
        Map.Entry<String, Node> only = step.entrySet().iterator().next();
        if (!only.getKey().equals("enable") && !only.getKey().equals("disable")) {
            throw wrong(node, "write enable or disable, not '" + only.getKey() + "'");
        }
        boolean on = only.getKey().equals("enable");
        for (Map.Entry<String, Node> what : mapping(only.getValue()).entrySet()) {
            switch (what.getKey()) {
                case "rule" -> selection.names(on, text(what.getValue()));
                case "tag" -> selection.tag(on, text(what.getValue()));
                default -> throw wrong(what.getValue(), "write rule or tag, not '" + what.getKey() + "'");
            }
        }
    }

    private OutputSuffix suffix(Node node) throws InputException {
        Optional<String> rule = Optional.empty();
        Set<String> tags = new LinkedHashSet<>();
        List<String> text = new ArrayList<>();
        Map<String, String> fields = new LinkedHashMap<>();
        for (Map.Entry<String, Node> entry : mapping(node).entrySet()) {
            Node value = entry.getValue();
            switch (entry.getKey()) {
                case "match" -> {
                    for (Map.Entry<String, Node> condition : mapping(value).entrySet()) {
                        switch (condition.getKey()) {
                            case "rule" -> rule = Optional.of(text(condition.getValue()));
                            case "tags" -> tags.addAll(texts(condition.getValue()));
                            case "source" -> text(condition.getValue());
                            default ->
                                throw wrong(
                                        condition.getValue(),
                                        "write rule, source or tags, not '" + condition.getKey() + "'");
                        }
                    }
                }
                case "extra_output" -> text.add(0, text(value));
                case "suggested_output" -> {
                    if (flag(value)) {
                        text.add(OutputSuffix.SUGGESTED);
                    }
                }
                case "extra_fields" -> {
                    for (Node each : sequence(value)) {
                        if (each instanceof MappingNode) {
                            for (Map.Entry<String, Node> named : mapping(each).entrySet()) {
                                fields.put(named.getKey(), text(named.getValue()));
                            }
                        } else {
                            fields.put(text(each), "%" + text(each));
                        }
                    }
                }
                default ->
                    throw wrong(
                            value,
                            "write match, extra_output, extra_fields or suggested_output, not '" + entry.getKey()
                                    + "'");
            }
        }
        return new OutputSuffix(rule, tags, String.join(" ", text), fields);
    }

    // --- nodes -------------------------------------------------------------------------------------------------------

    private Map<String, Node> mapping(Node node) throws InputException {
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

    private List<Node> sequence(Node node) throws InputException {
        if (!(node instanceof SequenceNode sequence)) {
            throw wrong(node, "a list belongs here");
        }
        return sequence.getValue();
    }

    private List<String> texts(Node node) throws InputException {
        if (node instanceof ScalarNode) {
            return List.of(text(node));
        }
        List<String> texts = new ArrayList<>();
        for (Node each : sequence(node)) {
            texts.add(text(each));
        }
        return texts;
    }

    private String text(Node node) throws InputException {
        if (!(node instanceof ScalarNode scalar) || Tag.NULL.equals(node.getTag())) {
            throw wrong(node, "a text belongs here");
        }
        return scalar.getValue();
    }

    private boolean flag(Node node) throws InputException {
        return switch (text(node)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(node, "true or false belongs here");
        };
    }

    private InputException wrong(Node node, String message) {
        Mark mark = node.getStartMark();
        return new InputException(file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1) + ": " + message);
    }
}
