package lanner.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lanner.cli.output.OutputSpec;
import lanner.engine.rules.compile.OutputSuffix;
import lanner.engine.rules.run.RuleSelection;
import lanner.engine.yaml.YamlFile;
import lanner.product.InputException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

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
    private final YamlFile yaml;

    final List<Path> ruleFiles = new ArrayList<>();
    final List<OutputSpec> outputs = new ArrayList<>();
    final List<OutputSuffix> suffixes = new ArrayList<>();
    final RuleSelection selection = new RuleSelection();
    Optional<Boolean> json = Optional.empty();
    Optional<String> match = Optional.empty();
    Optional<String> minPriority = Optional.empty();

    private ConfigFile(YamlFile yaml) {
        this.yaml = yaml;
    }

    /** One that says nothing. */
    static ConfigFile empty() throws InputException {
        return new ConfigFile(YamlFile.of(Path.of(""), ""));
    }

    static ConfigFile read(Path file) throws InputException {
        ConfigFile config = new ConfigFile(YamlFile.read(file));
        for (Map.Entry<String, Node> entry : config.yaml.root().entrySet()) {
            config.take(entry.getKey(), entry.getValue());
        }
        return config;
    }

    private void take(String key, Node value) throws InputException {
        switch (key) {
            case "rules_files" -> {
                for (Node each : yaml.sequence(value)) {
                    ruleFiles.add(Path.of(yaml.text(each)));
                }
            }
            case "json" -> json = Optional.of(yaml.flag(value));
            case "match" -> match = Optional.of(yaml.text(value));
            case "min_priority" -> minPriority = Optional.of(yaml.text(value));
            case "outputs" -> {
                for (Node each : yaml.sequence(value)) {
                    outputs.add(output(each));
                }
            }
            case "rules" -> {
                for (Node each : yaml.sequence(value)) {
                    select(each);
                }
            }
            case "append_output" -> {
                for (Node each : yaml.sequence(value)) {
                    suffixes.add(suffix(each));
                }
            }
            default ->
                throw yaml.wrong(
                        value,
                        "there is no key '" + key
                                + "'; there are rules_files, json, match, min_priority, outputs, rules, append_output");
        }
    }

    private OutputSpec output(Node node) throws InputException {
        String kind = "";
        Map<String, String> rest = new LinkedHashMap<>();
        List<String> headers = new ArrayList<>();
        for (Map.Entry<String, Node> entry : yaml.mapping(node).entrySet()) {
            if (entry.getKey().equals("kind")) {
                kind = yaml.text(entry.getValue());
            } else if (entry.getKey().equals("header")) {
                headers.addAll(yaml.texts(entry.getValue()));
            } else {
                rest.put(entry.getKey(), yaml.text(entry.getValue()));
            }
        }
        if (kind.isEmpty()) {
            throw yaml.wrong(node, "an output needs its kind");
        }
        try {
            return OutputSpec.of(kind, rest, headers);
        } catch (OutputSpec.Invalid e) {
            throw yaml.wrong(node, e.getMessage());
        }
    }

    private void select(Node node) throws InputException {
        Map<String, Node> step = yaml.mapping(node);
        if (step.size() != 1) {
            throw yaml.wrong(node, "write enable or disable, one of them");
        }
        Map.Entry<String, Node> only = step.entrySet().iterator().next();
        if (!only.getKey().equals("enable") && !only.getKey().equals("disable")) {
            throw yaml.wrong(node, "write enable or disable, not '" + only.getKey() + "'");
        }
        boolean on = only.getKey().equals("enable");
        for (Map.Entry<String, Node> what : yaml.mapping(only.getValue()).entrySet()) {
            switch (what.getKey()) {
                case "rule" -> selection.names(on, yaml.text(what.getValue()));
                case "tag" -> selection.tag(on, yaml.text(what.getValue()));
                default -> throw yaml.wrong(what.getValue(), "write rule or tag, not '" + what.getKey() + "'");
            }
        }
    }

    private OutputSuffix suffix(Node node) throws InputException {
        Optional<String> rule = Optional.empty();
        Optional<String> source = Optional.empty();
        Set<String> tags = new LinkedHashSet<>();
        List<String> text = new ArrayList<>();
        Map<String, String> fields = new LinkedHashMap<>();
        for (Map.Entry<String, Node> entry : yaml.mapping(node).entrySet()) {
            Node value = entry.getValue();
            switch (entry.getKey()) {
                case "match" -> {
                    for (Map.Entry<String, Node> condition : yaml.mapping(value).entrySet()) {
                        switch (condition.getKey()) {
                            case "rule" -> rule = Optional.of(yaml.text(condition.getValue()));
                            case "tags" -> tags.addAll(yaml.texts(condition.getValue()));
                            case "source" -> source = Optional.of(yaml.text(condition.getValue()));
                            default ->
                                throw yaml.wrong(
                                        condition.getValue(),
                                        "write rule, source or tags, not '" + condition.getKey() + "'");
                        }
                    }
                }
                case "extra_output" -> text.add(0, yaml.text(value));
                case "suggested_output" -> {
                    if (yaml.flag(value)) {
                        text.add(OutputSuffix.SUGGESTED);
                    }
                }
                case "extra_fields" -> {
                    for (Node each : yaml.sequence(value)) {
                        if (each instanceof MappingNode) {
                            for (Map.Entry<String, Node> named :
                                    yaml.mapping(each).entrySet()) {
                                fields.put(named.getKey(), yaml.text(named.getValue()));
                            }
                        } else {
                            fields.put(yaml.text(each), "%" + yaml.text(each));
                        }
                    }
                }
                default ->
                    throw yaml.wrong(
                            value,
                            "write match, extra_output, extra_fields or suggested_output, not '" + entry.getKey()
                                    + "'");
            }
        }
        return new OutputSuffix(rule, source, tags, String.join(" ", text), fields);
    }
}
