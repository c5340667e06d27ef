package lanner.cli.ruletest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lanner.engine.alert.Priority;
import lanner.engine.field.StandardFields;
import lanner.engine.replay.Replay;
import lanner.engine.yaml.YamlFile;
import lanner.product.InputException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads a file of tests. Paths in it are relative to it; what is wrong in it is named with line and column. */
public final class RuleTestFile {
    static final Set<String> PROFILES = Set.of("rules", "forensic", "all");
    static final Set<String> MATCHES = Set.of("first", "all");
    static final Set<String> OTHERS = Set.of("allowed", "forbidden");

    /** The keys of a file, of a test, of an expected alert. The schema of rules/test.schema.json says the same. */
    static final List<String> FILE_KEYS = List.of("rules", "tests");

    static final List<String> TEST_KEYS = List.of(
            "name", "rules", "needs", "capture", "script", "profile", "match", "expect", "silent", "others", "ordered");
    static final List<String> ALERT_KEYS = List.of("rule", "count", "priority", "output", "fields");

    private static final StandardFields FIELDS = new StandardFields();

    private final Path file;
    private final YamlFile yaml;
    private final Set<String> names = new HashSet<>();
    private final List<RuleTest> tests;

    private RuleTestFile(Path file, YamlFile yaml) throws InputException {
        this.file = file;
        this.yaml = yaml;
        this.tests = read();
    }

    /** Reads a file whole. */
    public static RuleTestFile read(Path file) throws InputException {
        return new RuleTestFile(file, YamlFile.read(file));
    }

    /** Takes a text for the file's. */
    static RuleTestFile of(Path file, String text) throws InputException {
        return new RuleTestFile(file, YamlFile.of(file, text));
    }

    /** The tests in order. */
    public List<RuleTest> tests() {
        return List.copyOf(tests);
    }

    Path file() {
        return file;
    }

    YamlFile yaml() {
        return yaml;
    }

    private List<RuleTest> read() throws InputException {
        List<Path> rules = List.of();
        List<RuleTest> found = new ArrayList<>();
        Map<String, Node> root = known(yaml.root(), FILE_KEYS);
        if (root.containsKey("rules")) {
            rules = paths(root.get("rules"));
        }
        if (!root.containsKey("tests")) {
            throw new InputException(file + ": there is no key 'tests'");
        }
        for (Node each : yaml.sequence(root.get("tests"))) {
            found.add(test(each, rules));
        }
        return found;
    }

    private RuleTest test(Node node, List<Path> common) throws InputException {
        String name = "";
        List<Path> rules = common;
        List<String> needs = List.of();
        Optional<RuleTest.Material> material = Optional.empty();
        String profile = "forensic";
        Replay.Match match = Replay.Match.FIRST;
        List<RuleTest.Expected> expected = new ArrayList<>();
        List<String> silent = List.of();
        boolean others = true;
        boolean ordered = false;
        for (Map.Entry<String, Node> entry :
                known(yaml.mapping(node), TEST_KEYS).entrySet()) {
            Node value = entry.getValue();
            switch (entry.getKey()) {
                case "name" -> name = yaml.text(value);
                case "rules" -> rules = paths(value);
                case "needs" -> needs = needs(value);
                case "capture" -> material = only(material, new RuleTest.Recorded(path(value)), value);
                case "script" -> material = only(material, new RuleTest.Script(yaml.text(value), ""), value);
                case "profile" -> profile = word(value, PROFILES);
                case "match" -> match = word(value, MATCHES).equals("first") ? Replay.Match.FIRST : Replay.Match.ALL;
                case "expect" -> {
                    for (Node each : yaml.sequence(value)) {
                        expected.add(expected(each));
                    }
                }
                case "silent" -> silent = yaml.texts(value);
                case "others" -> others = word(value, OTHERS).equals("allowed");
                case "ordered" -> ordered = yaml.flag(value);
                default -> throw new IllegalStateException(entry.getKey());
            }
        }
        if (name.isEmpty() || !names.add(name)) {
            throw yaml.wrong(node, name.isEmpty() ? "a test needs a name" : "the name '" + name + "' is there twice");
        }
        if (material.isEmpty()) {
            throw yaml.wrong(node, "a test needs a capture or a script");
        }
        if (expected.isEmpty() && silent.isEmpty() && others) {
            throw yaml.wrong(node, "a test needs expect, silent or others: forbidden; this one cannot fail");
        }
        RuleTest.Material from = material.get() instanceof RuleTest.Script script
                ? new RuleTest.Script(script.text(), profile)
                : material.get();
        int line = node.getStartMark().getLine() + 1;
        return new RuleTest(name, file.toString(), line, rules, needs, from, match, expected, silent, others, ordered);
    }

    /** Entries that have no other keys. */
    private Map<String, Node> known(Map<String, Node> entries, List<String> keys) throws InputException {
        for (Map.Entry<String, Node> entry : entries.entrySet()) {
            if (!keys.contains(entry.getKey())) {
                throw yaml.wrong(
                        entry.getValue(),
                        "there is no key '" + entry.getKey() + "'; there are " + String.join(", ", keys));
            }
        }
        return entries;
    }

    private List<String> needs(Node node) throws InputException {
        List<Node> each = node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
        Set<String> needs = new LinkedHashSet<>();
        for (Node one : each) {
            String need = yaml.text(one);
            if (!TestNeeds.isNeed(need)) {
                throw yaml.wrong(
                        one,
                        "a need is root, user-namespaces, unfiltered-calls or a program's name, not '" + need + "'");
            }
            if (!needs.add(need)) {
                throw yaml.wrong(one, "the need '" + need + "' is there twice");
            }
        }
        return List.copyOf(needs);
    }

    private Optional<RuleTest.Material> only(Optional<RuleTest.Material> before, RuleTest.Material now, Node node)
            throws InputException {
        if (before.isPresent()) {
            throw yaml.wrong(node, "a test has a capture or a script, not both");
        }
        return Optional.of(now);
    }

    private RuleTest.Expected expected(Node node) throws InputException {
        String rule = "";
        CountRange count = CountRange.AT_LEAST_ONCE;
        Optional<Priority> priority = Optional.empty();
        Optional<String> output = Optional.empty();
        Map<String, String> fields = new LinkedHashMap<>();
        for (Map.Entry<String, Node> entry :
                known(yaml.mapping(node), ALERT_KEYS).entrySet()) {
            Node value = entry.getValue();
            switch (entry.getKey()) {
                case "rule" -> rule = yaml.text(value);
                case "count" -> {
                    Optional<CountRange> bounds = CountRange.parse(yaml.text(value));
                    if (bounds.isEmpty()) {
                        throw yaml.wrong(value, "a count is 3, 2..5 or 2.., not '" + yaml.text(value) + "'");
                    }
                    count = bounds.get();
                }
                case "priority" -> {
                    priority = Priority.of(yaml.text(value));
                    if (priority.isEmpty()) {
                        throw yaml.wrong(value, "'" + yaml.text(value) + "' is not a priority");
                    }
                }
                case "output" -> output = Optional.of(yaml.text(value));
                case "fields" -> {
                    for (Map.Entry<String, Node> field : yaml.mapping(value).entrySet()) {
                        if (FieldText.resolve(field.getKey(), FIELDS).isEmpty()) {
                            throw yaml.wrong(field.getValue(), "'" + field.getKey() + "' is not a field");
                        }
                        fields.put(field.getKey(), yaml.text(field.getValue()));
                    }
                }
                default -> throw new IllegalStateException(entry.getKey());
            }
        }
        if (rule.isEmpty()) {
            throw yaml.wrong(node, "an expected alert needs its rule");
        }
        return new RuleTest.Expected(rule, count, priority, output, fields);
    }

    private String word(Node node, Set<String> words) throws InputException {
        String word = yaml.text(node);
        if (!words.contains(word)) {
            throw yaml.wrong(
                    node,
                    "write one of " + String.join(", ", words.stream().sorted().toList()) + ", not '" + word + "'");
        }
        return word;
    }

    private List<Path> paths(Node node) throws InputException {
        List<Path> paths = new ArrayList<>();
        for (String text : yaml.texts(node)) {
            Path path = beside(text);
            if (!Files.exists(path)) {
                throw yaml.wrong(node, "there is no " + path);
            }
            paths.add(path);
        }
        return paths;
    }

    private Path path(Node node) throws InputException {
        Path path = beside(yaml.text(node));
        if (!Files.exists(path)) {
            throw yaml.wrong(node, "there is no " + path);
        }
        return path;
    }

    private Path beside(String text) {
        return file.toAbsolutePath().resolveSibling(text).normalize();
    }
}
