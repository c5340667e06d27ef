package lanner.engine.rules;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

/**
 * Reads the items of one rule file. Scalars are taken as they are written: {@code yes} and {@code 0777} stay text.
 * Depth, aliases and size are bounded.
 */
final class YamlItems {
    private static final int MAX_CHARACTERS = 32 << 20;
    /** The YAML library takes time with the square of a line's length. */
    private static final int MAX_LINE = 500_000;

    private static final int MAX_DEPTH = 50;
    private static final int MAX_ALIASES = 10;
    private static final Set<String> RULE_KEYS = Set.of(
            "rule",
            "condition",
            "output",
            "desc",
            "priority",
            "source",
            "enabled",
            "tags",
            "exceptions",
            "warn_evttypes",
            "skip-if-unknown-filter",
            "capture",
            "capture_duration",
            "append",
            "override");
    private static final Set<String> MACRO_KEYS = Set.of("macro", "condition", "append", "override");
    private static final Set<String> LIST_KEYS = Set.of("list", "items", "append", "override");

    private final SourceText source;
    private final Collector into;
    private final List<Finding> findings;

    /** Takes what was read, in order. */
    interface Collector {
        void list(Items.ListItem item);

        void macro(Items.MacroItem item);

        void rule(Items.RuleItem item);
    }

    /** Ends the reading at the first error. */
    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Finding finding;

        Stop(Finding finding) {
            super(finding.message());
            this.finding = finding;
        }
    }

    private YamlItems(SourceText source, Collector into, List<Finding> findings) {
        this.source = source;
        this.into = into;
        this.findings = findings;
    }

    /** Reads a file's text; the first error, if there is one, is the last finding. */
    static void read(String file, String text, Collector into, List<Finding> findings) {
        SourceText source = SourceText.of(file, text);
        YamlItems reader = new YamlItems(source, into, findings);
        for (int line = 1; line <= source.lines().size(); line++) {
            if (source.line(line).length() > MAX_LINE) {
                findings.add(new Finding(
                        Finding.Code.LOAD_ERR_YAML_PARSE,
                        "the line is longer than " + MAX_LINE + " characters",
                        "",
                        file,
                        line,
                        1,
                        ""));
                return;
            }
        }
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(true);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setCodePointLimit(MAX_CHARACTERS);
        try {
            for (Node document : new Yaml(new SafeConstructor(options)).composeAll(new StringReader(text))) {
                reader.document(document);
            }
        } catch (Stop stop) {
            findings.add(stop.finding);
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            findings.add(source.finding(
                    Finding.Code.LOAD_ERR_YAML_PARSE,
                    String.valueOf(e.getProblem()),
                    "",
                    mark == null ? 0 : mark.getLine() + 1,
                    mark == null ? 0 : mark.getColumn() + 1));
        } catch (YAMLException e) {
            findings.add(source.finding(Finding.Code.LOAD_ERR_YAML_PARSE, firstLine(e.getMessage()), "", 0, 0));
        }
    }

    private static String firstLine(String message) {
        return message == null
                ? "not readable as YAML"
                : message.lines().findFirst().orElse("");
    }

    private void document(Node document) {
        if (isNull(document)) {
            return;
        }
        if (document instanceof ScalarNode) {
            throw invalid(document, "", "Rules content is not yaml");
        }
        if (!(document instanceof SequenceNode sequence)) {
            throw invalid(document, "", "Rules content is not yaml array of objects");
        }
        for (Node item : sequence.getValue()) {
            if (isNull(item)) {
                continue;
            }
            if (!(item instanceof MappingNode mapping)) {
                throw invalid(item, "", "Unexpected element type. Each element should be a yaml associative array.");
            }
            item(mapping);
        }
    }

    private void item(MappingNode mapping) {
        Map<String, Node> keys = new HashMap<>();
        Set<String> twice = new HashSet<>();
        for (NodeTuple pair : mapping.getValue()) {
            if (pair.getKeyNode() instanceof ScalarNode key) {
                if (keys.putIfAbsent(key.getValue(), pair.getValueNode()) != null && twice.add(key.getValue())) {
                    findings.add(place(key)
                            .finding(
                                    Finding.Code.LOAD_UNKNOWN_KEY,
                                    "Key '" + key.getValue() + "' is there twice. The first one counts.",
                                    ""));
                }
            }
        }
        if (keys.containsKey("required_engine_version")) {
            engineVersion(keys.get("required_engine_version"));
        } else if (keys.containsKey("required_plugin_versions")) {
            pluginVersions(keys.get("required_plugin_versions"));
        } else if (keys.containsKey("list")) {
            list(mapping, keys);
        } else if (keys.containsKey("macro")) {
            macro(mapping, keys);
        } else if (keys.containsKey("rule")) {
            rule(mapping, keys);
        } else {
            findings.add(place(mapping).finding(Finding.Code.LOAD_UNKNOWN_ITEM, "Unknown top level item", ""));
        }
    }

    // --- versions
    // --------------------------------------------------------------------------------------------------------

    private void engineVersion(Node node) {
        String version = scalar(node, "required_engine_version", "");
        String full = version.matches("[0-9]{1,9}") ? "0." + version + ".0" : version;
        if (!full.matches("[0-9]{1,9}\\.[0-9]{1,9}\\.[0-9]{1,9}([-+].*)?")) {
            throw invalid(
                    node,
                    "required_engine_version",
                    "Unable to parse engine version '" + version
                            + "' as a semver string. Expected \"x.y.z\" semver format.");
        }
        if (!RuleLoader.ENGINE.provides(Version.parse(full))) {
            throw new Stop(place(node)
                    .finding(
                            Finding.Code.LOAD_ERR_VALIDATE,
                            "Rules require engine version " + full + ", but engine version is " + RuleLoader.ENGINE,
                            "required_engine_version"));
        }
    }

    private void pluginVersions(Node node) {
        for (Node entry : sequence(node, "required_plugin_versions")) {
            List<Node> candidates = new ArrayList<>(List.of(entry));
            if (!(entry instanceof MappingNode plugin)) {
                throw invalid(entry, "required_plugin_versions", "Value is not a mapping");
            }
            for (NodeTuple pair : plugin.getValue()) {
                if (isKey(pair, "alternatives")) {
                    candidates.addAll(sequence(pair.getValueNode(), "required_plugin_versions"));
                }
            }
            boolean met = false;
            String wanted = "";
            for (Node candidate : candidates) {
                String name = "";
                String version = "";
                for (NodeTuple pair : ((MappingNode) candidate).getValue()) {
                    if (isKey(pair, "name")) {
                        name = scalar(pair.getValueNode(), "name", "");
                    } else if (isKey(pair, "version")) {
                        version = scalar(pair.getValueNode(), "version", "");
                    }
                }
                if (!version.matches("[0-9]{1,9}\\.[0-9]{1,9}\\.[0-9]{1,9}([-+].*)?")) {
                    throw new Stop(place(candidate)
                            .finding(
                                    Finding.Code.LOAD_ERR_VALIDATE,
                                    "Invalid required version '" + version + "' for plugin '" + name + "'",
                                    "required_plugin_versions"));
                }
                wanted = wanted.isEmpty() ? name + " " + version : wanted;
                met |= name.equals("container") && RuleLoader.CONTAINER_PLUGIN.provides(Version.parse(version));
            }
            if (!met) {
                throw new Stop(place(entry)
                        .finding(
                                Finding.Code.LOAD_ERR_VALIDATE,
                                "Plugin requirement not met: " + wanted + "; built in is container "
                                        + RuleLoader.CONTAINER_PLUGIN,
                                "required_plugin_versions"));
            }
        }
    }

    private static boolean isKey(NodeTuple pair, String name) {
        return pair.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name);
    }

    // --- items
    // -------------------------------------------------------------------------------------------------------------

    private void list(MappingNode node, Map<String, Node> keys) {
        String name = scalar(keys.get("list"), "list", "list");
        String item = "list \"" + name + "\"";
        unknownKeys(node, LIST_KEYS, item);
        refuseOverride(keys, item);
        List<String> items = new ArrayList<>();
        for (Node each : sequence(needed(node, keys, "items", item), item)) {
            if (!(each instanceof ScalarNode text) || isNull(each)) {
                throw invalid(each, item, "sequence value is not scalar");
            }
            items.add(text.getValue());
        }
        into.list(new Items.ListItem(name, items, flag(keys, "append", item, false), place(node)));
    }

    private void macro(MappingNode node, Map<String, Node> keys) {
        String name = scalar(keys.get("macro"), "macro", "macro");
        String item = "macro \"" + name + "\"";
        unknownKeys(node, MACRO_KEYS, item);
        refuseOverride(keys, item);
        Items.Located condition = located(needed(node, keys, "condition", item), "condition", item);
        into.macro(new Items.MacroItem(name, condition, flag(keys, "append", item, false), place(node)));
    }

    private void rule(MappingNode node, Map<String, Node> keys) {
        String name = scalar(keys.get("rule"), "rule", "rule");
        String item = "rule \"" + name + "\"";
        unknownKeys(node, RULE_KEYS, item);
        refuseOverride(keys, item);
        if (keys.containsKey("exceptions")) {
            throw invalid(keys.get("exceptions"), item, "exceptions are not supported yet: this file was not loaded");
        }
        boolean append = flag(keys, "append", item, false);
        boolean switches = !append
                && !keys.containsKey("condition")
                && !keys.containsKey("output")
                && !keys.containsKey("desc")
                && !keys.containsKey("priority");
        if (!append && !switches) {
            for (String key : List.of("condition", "output", "desc", "priority")) {
                needed(node, keys, key, item);
            }
        }
        if (switches && !keys.containsKey("enabled")) {
            needed(node, keys, "condition", item);
        }
        Optional<Priority> priority = Optional.empty();
        if (keys.containsKey("priority")) {
            String word = scalar(keys.get("priority"), "priority", item);
            priority = Optional.of(
                    Priority.of(word).orElseThrow(() -> invalid(keys.get("priority"), item, "Invalid priority")));
        }
        List<String> tags = new ArrayList<>();
        if (keys.containsKey("tags")) {
            for (Node tag : sequence(keys.get("tags"), item)) {
                if (!(tag instanceof ScalarNode text)) {
                    throw invalid(tag, item, "sequence value is not scalar");
                }
                tags.add(text.getValue());
            }
        }
        into.rule(new Items.RuleItem(
                name,
                optional(keys, "condition", item),
                optional(keys, "output", item),
                optional(keys, "desc", item).map(Items.Located::text),
                priority,
                keys.containsKey("source") ? scalarOrEmpty(keys.get("source"), item) : "syscall",
                keys.containsKey("enabled") ? Optional.of(flag(keys, "enabled", item, true)) : Optional.empty(),
                tags,
                flag(keys, "warn_evttypes", item, true),
                flag(keys, "skip-if-unknown-filter", item, false),
                append,
                place(node)));
    }

    private void refuseOverride(Map<String, Node> keys, String item) {
        if (keys.containsKey("override")) {
            throw invalid(keys.get("override"), item, "override is not supported yet: this file was not loaded");
        }
    }

    private void unknownKeys(MappingNode node, Set<String> known, String item) {
        for (NodeTuple pair : node.getValue()) {
            if (pair.getKeyNode() instanceof ScalarNode key && !known.contains(key.getValue())) {
                findings.add(place(key)
                        .finding(
                                Finding.Code.LOAD_UNKNOWN_KEY,
                                "Unknown key '" + key.getValue() + "'. The key will be ignored.",
                                item));
            }
        }
    }

    // --- values
    // --------------------------------------------------------------------------------------------------------------

    private Node needed(MappingNode node, Map<String, Node> keys, String key, String item) {
        Node value = keys.get(key);
        if (value == null) {
            throw invalid(node, item, "Item has no mapping for key '" + key + "'");
        }
        if (isNull(value)) {
            throw invalid(value, item, "Mapping for key '" + key + "' is empty");
        }
        return value;
    }

    private Optional<Items.Located> optional(Map<String, Node> keys, String key, String item) {
        return keys.containsKey(key) ? Optional.of(located(keys.get(key), key, item)) : Optional.empty();
    }

    private Items.Located located(Node node, String key, String item) {
        String text = scalar(node, key, item);
        ScalarNode scalar = (ScalarNode) node;
        boolean block = !scalar.isPlain()
                && node.getEndMark() != null
                && node.getEndMark().getLine() > node.getStartMark().getLine()
                && startsBlock(scalar);
        return new Items.Located(text, place(node), block);
    }

    private boolean startsBlock(ScalarNode node) {
        String line = source.line(node.getStartMark().getLine() + 1);
        int column = node.getStartMark().getColumn();
        return column < line.length() && (line.charAt(column) == '>' || line.charAt(column) == '|');
    }

    private String scalar(Node node, String key, String item) {
        if (isNull(node)) {
            throw invalid(node, item, "Mapping for key '" + key + "' is empty");
        }
        String text = scalarOrEmpty(node, item);
        if (text.isEmpty()) {
            throw invalid(node, item, "Value must be non-empty");
        }
        return text;
    }

    private String scalarOrEmpty(Node node, String item) {
        if (!(node instanceof ScalarNode scalar)) {
            throw invalid(node, item, "Value is not a scalar value");
        }
        return scalar.getValue();
    }

    private List<Node> sequence(Node node, String item) {
        if (!(node instanceof SequenceNode sequence)) {
            throw invalid(node, item, "Value is not a sequence");
        }
        return sequence.getValue();
    }

    private boolean flag(Map<String, Node> keys, String key, String item, boolean otherwise) {
        Node node = keys.get(key);
        if (node == null) {
            return otherwise;
        }
        String text = scalar(node, key, item);
        String lower = text.toLowerCase(Locale.ROOT);
        boolean usual = text.equals(lower)
                || text.equals(text.toUpperCase(Locale.ROOT))
                || text.equals(lower.substring(0, 1).toUpperCase(Locale.ROOT) + lower.substring(1));
        if (usual && Set.of("y", "yes", "true", "on").contains(lower)) {
            return true;
        }
        if (usual && Set.of("n", "no", "false", "off").contains(lower)) {
            return false;
        }
        throw invalid(node, item, "Can't decode YAML scalar value");
    }

    private static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.isPlain()
                && Set.of("", "~", "null", "Null", "NULL").contains(scalar.getValue());
    }

    private Items.Place place(Node node) {
        Mark mark = node.getStartMark();
        return new Items.Place(source, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private Stop invalid(Node node, String item, String message) {
        return new Stop(place(node).finding(Finding.Code.LOAD_ERR_YAML_VALIDATE, message, item));
    }
}
