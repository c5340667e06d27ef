package lanner.behaviour.compare;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lanner.behaviour.fact.Aspect;
import lanner.behaviour.shape.AddressRule;
import lanner.behaviour.shape.NameRule;
import lanner.behaviour.shape.PortRule;
import lanner.behaviour.shape.Shapes;
import lanner.engine.json.JsonText;
import lanner.engine.text.Nearest;
import lanner.engine.yaml.YamlFile;
import lanner.product.InputException;
import org.yaml.snakeyaml.nodes.Node;

/** Rules of shapes as a YAML file; its format is described in the file that is shipped. */
public final class ShapesFile {
    private static final String SHIPPED = "shapes.yaml";
    private static final int MOST_RULES = 1000;
    private static final int MOST_PORT = 65_535;
    private static final List<String> KEYS = List.of("version", "extends", "names", "addresses", "ports", "chance");
    private static final List<String> NAME_KEYS = List.of("rule", "in", "when", "digits", "hex", "match", "replace");
    private static final List<String> ADDRESS_KEYS = List.of("name", "of", "networks");
    private static final List<String> PORT_KEYS = List.of("name", "range", "address");
    private static final List<String> CHANCE_KEYS = List.of("rule", "of", "changes", "match");

    /**
     * What such a file says.
     *
     * @param chance what is no difference though it differs
     */
    public record Rules(Shapes shapes, List<ChanceRule> chance) {
        private static final Rules NONE = new Rules(Shapes.NONE, List.of());

        public Rules {
            chance = List.copyOf(chance);
        }
    }

    private final YamlFile yaml;

    private ShapesFile(YamlFile yaml) {
        this.yaml = yaml;
    }

    /** The text of the rules that are shipped. */
    public static String shippedText() {
        try (InputStream in = Objects.requireNonNull(
                ShapesFile.class.getResourceAsStream(SHIPPED), "the rules of shapes are packed with their reader")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rules that are shipped. */
    public static Rules shipped() {
        try {
            return of(shippedText());
        } catch (InputException e) {
            throw new IllegalStateException("the shipped rules of shapes", e);
        }
    }

    /** The rules of the text of such a file. */
    public static Rules of(String text) throws InputException {
        return new ShapesFile(YamlFile.of(Path.of(SHIPPED), text)).read();
    }

    /** The rules of a file of the user's. */
    public static Rules read(Path file) throws InputException {
        return new ShapesFile(YamlFile.read(file)).read();
    }

    private Rules read() throws InputException {
        Map<String, Node> root = yaml.root();
        for (Map.Entry<String, Node> each : root.entrySet()) {
            known(each.getKey(), each.getValue(), KEYS);
        }
        Node version = root.get("version");
        if (version == null || !yaml.text(version).equals("1")) {
            throw new InputException(
                    version == null
                            ? "a file of shapes begins with version: 1"
                            : yaml.wrong(version, "version 1 is known").getMessage());
        }
        List<NameRule> names = new ArrayList<>();
        List<AddressRule> addresses = new ArrayList<>();
        List<PortRule> ports = new ArrayList<>();
        for (Node node : items(root, "names")) {
            names.add(name(node));
        }
        for (Node node : items(root, "addresses")) {
            addresses.add(address(node));
        }
        Rules base = base(root);
        addresses.addAll(base.shapes().addresses());
        Set<String> known = new TreeSet<>();
        addresses.forEach(rule -> known.add(rule.name()));
        for (Node node : items(root, "ports")) {
            ports.add(port(node, known));
        }
        ports.addAll(base.shapes().ports());
        names.addAll(base.shapes().names());
        List<ChanceRule> chance = new ArrayList<>();
        for (Node node : items(root, "chance")) {
            chance.add(chance(node));
        }
        chance.addAll(base.chance());
        return new Rules(new Shapes(names, addresses, ports), chance);
    }

    private Rules base(Map<String, Node> root) throws InputException {
        Node base = root.get("extends");
        if (base == null) {
            return Rules.NONE;
        }
        if (!yaml.text(base).equals("shipped")) {
            throw yaml.wrong(base, "extends is 'shipped', or is left out");
        }
        return shipped();
    }

    private List<Node> items(Map<String, Node> root, String key) throws InputException {
        Node node = root.get(key);
        List<Node> items = node == null ? List.of() : yaml.sequence(node);
        if (items.size() > MOST_RULES) {
            throw yaml.wrong(items.get(MOST_RULES), "more than " + MOST_RULES + " rules");
        }
        return items;
    }

    private void known(String key, Node value, List<String> keys) throws InputException {
        if (!keys.contains(key)) {
            throw yaml.wrong(value, "'" + key + "' is none of " + String.join(", ", keys) + Nearest.hint(key, keys));
        }
    }

    private Map<String, Node> rule(Node node, List<String> keys) throws InputException {
        Map<String, Node> rule = yaml.mapping(node);
        for (Map.Entry<String, Node> each : rule.entrySet()) {
            known(each.getKey(), each.getValue(), keys);
        }
        return rule;
    }

    private String text(Node rule, Map<String, Node> values, String key) throws InputException {
        Node value = values.get(key);
        if (value == null) {
            throw yaml.wrong(rule, "'" + key + "' is missing");
        }
        return yaml.text(value);
    }

    private List<String> texts(Map<String, Node> values, String key) throws InputException {
        Node value = values.get(key);
        return value == null ? List.of() : yaml.texts(value);
    }

    private NameRule name(Node node) throws InputException {
        Map<String, Node> values = rule(node, NAME_KEYS);
        Set<NameRule.Where> where = words(node, texts(values, "in"), NameRule.Where.class, NameRule.Where::word);
        if (where.isEmpty()) {
            where = EnumSet.of(NameRule.Where.PATHS, NameRule.Where.ARGUMENTS);
        }
        // Names in captures are bytes.
        NameRule made = new NameRule(
                JsonText.latin(text(node, values, "rule")),
                where,
                texts(values, "when").stream().map(JsonText::latin).toList(),
                run(values, "digits"),
                run(values, "hex"),
                JsonText.latin(text(node, values, "match")),
                JsonText.latin(text(node, values, "replace")));
        String problem = made.problem();
        if (problem != null) {
            throw yaml.wrong(node, "rule '" + made.name() + "': " + problem);
        }
        return made;
    }

    private int run(Map<String, Node> values, String key) throws InputException {
        Node value = values.get(key);
        if (value == null) {
            return 0;
        }
        int run = number(yaml.text(value));
        if (run < 1) {
            throw yaml.wrong(value, "'" + key + "' is a number of characters");
        }
        return run;
    }

    private AddressRule address(Node node) throws InputException {
        Map<String, Node> values = rule(node, ADDRESS_KEYS);
        List<AddressRule.Network> networks = new ArrayList<>();
        for (String text : texts(values, "networks")) {
            AddressRule.Network network = AddressRule.Network.parse(text);
            if (network == null) {
                throw yaml.wrong(node, "'" + text + "' is no network: 10.0.0.0/8, fd00::/8");
            }
            networks.add(network);
        }
        Node of = values.get("of");
        String whose = of == null ? AddressRule.Of.ANY.word() : yaml.text(of);
        return new AddressRule(
                JsonText.latin(text(node, values, "name")),
                networks,
                words(node, List.of(whose), AddressRule.Of.class, AddressRule.Of::word)
                        .iterator()
                        .next());
    }

    private PortRule port(Node node, Set<String> addresses) throws InputException {
        Map<String, Node> values = rule(node, PORT_KEYS);
        String range = text(node, values, "range");
        String[] ends = range.split("-", -1);
        int from = number(ends[0]);
        int to = ends.length == 1 ? from : number(ends[ends.length - 1]);
        if (ends.length > 2 || from < 0 || to < from) {
            throw yaml.wrong(node, "'" + range + "' is no range of ports: 32768-60999");
        }
        Node address = values.get("address");
        String of = address == null ? "" : JsonText.latin(yaml.text(address));
        if (address != null && !addresses.contains(of)) {
            throw yaml.wrong(address, "no rule of addresses is called '" + of + "'" + Nearest.hint(of, addresses));
        }
        return new PortRule(JsonText.latin(text(node, values, "name")), from, to, of);
    }

    private ChanceRule chance(Node node) throws InputException {
        Map<String, Node> values = rule(node, CHANCE_KEYS);
        String name = text(node, values, "rule");
        Set<Aspect> aspects = words(node, texts(values, "of"), Aspect.class, Aspect::word);
        Set<Change> changes = words(node, texts(values, "changes"), Change.class, Change::word);
        if (aspects.isEmpty()) {
            throw yaml.wrong(node, "'of' is missing");
        }
        try {
            return new ChanceRule(
                    JsonText.latin(name),
                    aspects,
                    changes.isEmpty() ? EnumSet.allOf(Change.class) : changes,
                    Pattern.compile(JsonText.latin(text(node, values, "match"))));
        } catch (PatternSyntaxException e) {
            throw yaml.wrong(node, "rule '" + name + "': " + NameRule.problem(e));
        }
    }

    private <E extends Enum<E>> Set<E> words(Node node, List<String> texts, Class<E> kind, Function<E, String> word)
            throws InputException {
        Set<E> known = EnumSet.noneOf(kind);
        for (String text : texts) {
            known.add(Stream.of(kind.getEnumConstants())
                    .filter(each -> word.apply(each).equals(text))
                    .findFirst()
                    .orElseThrow(() -> yaml.wrong(
                            node,
                            "'" + text + "' is none of "
                                    + Stream.of(kind.getEnumConstants())
                                            .map(word)
                                            .collect(Collectors.joining(", ")))));
        }
        return known;
    }

    private static int number(String text) {
        boolean isNumber = !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int number = isNumber ? Integer.parseInt(text) : -1;
        return number > MOST_PORT ? -1 : number;
    }
}
