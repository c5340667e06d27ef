package lanner.engine.rules.read;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lanner.engine.alert.Priority;
import lanner.engine.rules.finding.FindingCode;
import lanner.engine.rules.finding.Findings;
import lanner.engine.rules.finding.Findings.LoadStopped;
import lanner.engine.rules.finding.ItemType;
import lanner.engine.rules.finding.Location;
import lanner.engine.text.Characters;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads a rule file's YAML into items. */
public final class ItemReader {
    private static final Set<String> ENGINE_VERSION_KEYS = Set.of("required_engine_version");
    private static final Set<String> PLUGIN_VERSIONS_KEYS = Set.of("required_plugin_versions");
    private static final Set<String> PLUGIN_KEYS = Set.of("name", "version", "alternatives");
    private static final Set<String> LIST_KEYS = Set.of("list", "items", "append", "override");
    private static final Set<String> MACRO_KEYS = Set.of("macro", "condition", "append", "override");
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
    private static final Set<String> LIST_VALUES = Set.of("items");
    private static final Set<String> MACRO_VALUES = Set.of("condition");
    private static final Set<String> APPENDED_BY_FLAG = Set.of("condition", "exceptions");
    private static final Set<String> APPENDABLE = Set.of("condition", "output", "desc", "tags", "exceptions");
    private static final Set<String> REPLACEABLE = Set.of(
            "condition",
            "output",
            "desc",
            "priority",
            "tags",
            "exceptions",
            "enabled",
            "warn_evttypes",
            "skip-if-unknown-filter",
            "capture",
            "capture_duration");
    private static final Set<String> DEFINING_KEYS = Set.of("condition", "output", "desc", "priority");

    /** What no list's name has. */
    private static final String NOT_OF_A_LIST = "()\"'=, \t\n\u000B\f\r";

    private static final String MACRO_NAME = "[a-zA-Z]+[a-zA-Z0-9_]*";

    private final RuleFile file;
    private final Findings findings;
    private final List<Location> content;

    private ItemReader(RuleFile file, Findings findings) {
        this.file = file;
        this.findings = findings;
        this.content = List.of(new Location(ItemType.RULES_CONTENT, "", file.name(), 0, 0, 0));
    }

    /** Takes items as they are read, so that the first thing wrong in a file is the one that is told. */
    public interface Sink {
        void add(Item item) throws LoadStopped;
    }

    /** Hands the file's items on in order. */
    public static void read(RuleFile file, Findings findings, Sink items) throws LoadStopped {
        ItemReader reader = new ItemReader(file, findings);
        for (Node document : reader.documents()) {
            reader.readDocument(document, items);
        }
    }

    private List<Node> documents() throws LoadStopped {
        try {
            return YamlDocuments.read(file);
        } catch (YamlDocuments.NotYamlException e) {
            List<Location> chain = e.line() < 0
                    ? content
                    : Location.append(
                            content,
                            new Location(
                                    ItemType.RULES_CONTENT_ITEM, "", file.name(), e.line(), e.column(), e.offset()));
            throw findings.error(FindingCode.LOAD_ERR_YAML_PARSE, e.getMessage(), chain);
        }
    }

    private void readDocument(Node document, Sink items) throws LoadStopped {
        if (YamlItem.isNull(document)) {
            return;
        }
        if (!(document instanceof SequenceNode sequence)) {
            String message = document instanceof MappingNode
                    ? "Rules content is not yaml array of objects"
                    : "Rules content is not yaml";
            throw findings.error(FindingCode.LOAD_ERR_YAML_VALIDATE, message, content);
        }
        for (Node entry : sequence.getValue()) {
            if (YamlItem.isNull(entry)) {
                continue;
            }
            if (!(entry instanceof MappingNode mapping)) {
                throw findings.error(
                        FindingCode.LOAD_ERR_YAML_VALIDATE,
                        "Unexpected element type. Each element should be a yaml associative array.",
                        Location.append(
                                content,
                                YamlItem.at(ItemType.RULES_CONTENT_ITEM, "", file.name(), entry.getStartMark())));
            }
            readItem(new YamlItem(file.name(), mapping, content, findings), items);
        }
    }

    private void readItem(YamlItem item, Sink items) throws LoadStopped {
        if (item.has("required_engine_version")) {
            items.add(engineVersion(item));
        } else if (item.has("required_plugin_versions")) {
            plugins(item, items);
        } else if (item.has("list")) {
            items.add(list(item));
        } else if (item.has("macro")) {
            items.add(macro(item));
        } else if (item.has("rule")) {
            rule(item, items);
        } else {
            findings.warn(FindingCode.LOAD_UNKNOWN_ITEM, "Unknown top level item", item.chain());
        }
    }

    private static Item engineVersion(YamlItem item) throws LoadStopped {
        item.is(ItemType.REQUIRED_ENGINE_VERSION, "");
        item.warnOfKeysBeyond(ENGINE_VERSION_KEYS);
        String text = item.text("required_engine_version");
        Optional<Version> version = Version.parseEngine(text);
        if (version.isEmpty()) {
            throw item.invalid(
                    "Unable to parse engine version '" + text
                            + "' as a semver string. Expected \"x.y.z\" semver format.",
                    item.chain());
        }
        return new Item.RequiredEngineVersion(version.get(), item.chain());
    }

    private static void plugins(YamlItem item, Sink items) throws LoadStopped {
        item.is(ItemType.REQUIRED_PLUGIN_VERSIONS, "");
        item.warnOfKeysBeyond(PLUGIN_VERSIONS_KEYS);
        for (YamlItem entry : item.items(
                "required_plugin_versions",
                ItemType.REQUIRED_PLUGIN_VERSIONS_ENTRY,
                "Value of required_plugin_versions must be a sequence",
                "Plugin version must be a mapping")) {
            entry.warnOfKeysBeyond(PLUGIN_KEYS);
            List<Item.Plugin> alternatives = new ArrayList<>();
            alternatives.add(new Item.Plugin(entry.text("name"), entry.text("version")));
            if (entry.has("alternatives")) {
                for (YamlItem other : entry.items(
                        "alternatives",
                        ItemType.REQUIRED_PLUGIN_VERSIONS_ALTERNATIVE,
                        "Value of plugin version alternatives must be a sequence",
                        "Plugin version alternative must be a mapping")) {
                    alternatives.add(new Item.Plugin(other.text("name"), other.text("version")));
                }
            }
            items.add(new Item.RequiredPlugins(alternatives, entry.chain()));
        }
    }

    private Item list(YamlItem item) throws LoadStopped {
        String name = item.text("list");
        item.is(ItemType.LIST, name);
        item.warnOfKeysBeyond(LIST_KEYS);
        if (!isListName(name)) {
            findings.warn(
                    FindingCode.LOAD_INVALID_LIST_NAME,
                    "List has an invalid name. List names should match a regular expression: ([^()\"'[:space:]=,]+)",
                    item.chain());
        }
        List<String> entries = item.texts("items");
        boolean append = append(item);
        Overrides overrides = overrides(item, append, LIST_VALUES, LIST_VALUES);
        return new Item.ListItem(name, entries, append || overrides.appended().contains("items"), item.chain());
    }

    private Item macro(YamlItem item) throws LoadStopped {
        String name = item.text("macro");
        item.is(ItemType.MACRO, name);
        item.warnOfKeysBeyond(MACRO_KEYS);
        if (!isMacroName(name)) {
            findings.warn(
                    FindingCode.LOAD_INVALID_MACRO_NAME,
                    "Macro has an invalid name. Macro names should match a regular expression: (" + MACRO_NAME + ")",
                    item.chain());
        }
        Item.Text condition = item.text("condition", ItemType.MACRO_CONDITION);
        boolean append = append(item);
        Overrides overrides = overrides(item, append, MACRO_VALUES, MACRO_VALUES);
        return new Item.MacroItem(
                name, condition, append || overrides.appended().contains("condition"), item.chain());
    }

    static boolean isListName(String name) {
        return !name.isEmpty() && !Characters.hasAny(name, NOT_OF_A_LIST);
    }

    /** What {@link #MACRO_NAME} matches; without the library of expressions, which takes longer than all names. */
    static boolean isMacroName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!letter && (i == 0 || c != '_' && (c < '0' || c > '9'))) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private void rule(YamlItem item, Sink items) throws LoadStopped {
        String name = item.text("rule");
        item.is(ItemType.RULE, name);
        item.warnOfKeysBeyond(RULE_KEYS);
        boolean append = append(item);
        Overrides overrides = overrides(item, append, APPENDABLE, REPLACEABLE);
        if (!overrides.isEmpty()) {
            Optional<String> source = item.optional("source");
            if (!overrides.appended().isEmpty()) {
                Overrides.needValues(item, overrides.appended(), "append");
                items.add(new Item.RuleAppend(name, source, values(item, overrides.appended(), true), item.chain()));
            }
            if (!overrides.replaced().isEmpty()) {
                Overrides.needValues(item, overrides.replaced(), "replace");
                items.add(new Item.RuleReplace(name, source, values(item, overrides.replaced(), false), item.chain()));
            }
            overrides.needEntries(item, REPLACEABLE);
        } else if (append) {
            items.add(new Item.RuleAppend(
                    name, item.optional("source"), values(item, APPENDED_BY_FLAG, true), item.chain()));
        } else if (Collections.disjoint(item.keys(), DEFINING_KEYS)) {
            item.text("enabled");
            boolean enabled = item.flag("enabled", true);
            findings.warn(
                    FindingCode.LOAD_DEPRECATED_ITEM,
                    "The standalone 'enabled' key usage is deprecated. The correct approach requires also a 'replace'"
                            + " entry under the 'override' key (i.e. 'enabled: replace').",
                    item.chain());
            items.add(new Item.RuleSwitch(name, enabled, item.chain()));
        } else {
            for (String needed : List.of("condition", "output", "desc", "priority")) {
                item.text(needed);
            }
            items.add(new Item.RuleItem(name, item.optional("source"), values(item, REPLACEABLE, false), item.chain()));
        }
    }

    /** What the item says of a rule, by those of its keys that count here. */
    private Item.RuleValues values(YamlItem item, Set<String> keys, boolean added) throws LoadStopped {
        return new Item.RuleValues(
                counts(item, keys, "condition")
                        ? Optional.of(item.text("condition", ItemType.RULE_CONDITION))
                        : Optional.empty(),
                counts(item, keys, "output") ? Optional.of(output(item)) : Optional.empty(),
                counts(item, keys, "desc") ? Optional.of(item.text("desc")) : Optional.empty(),
                counts(item, keys, "priority") ? Optional.of(priority(item)) : Optional.empty(),
                counts(item, keys, "enabled") ? Optional.of(item.flag("enabled", true)) : Optional.empty(),
                counts(item, keys, "tags") ? Optional.of(new LinkedHashSet<>(item.texts("tags"))) : Optional.empty(),
                counts(item, keys, "exceptions")
                        ? Optional.of(ExceptionReader.read(item, added, findings))
                        : Optional.empty(),
                counts(item, keys, "warn_evttypes") ? Optional.of(item.flag("warn_evttypes", true)) : Optional.empty(),
                counts(item, keys, "skip-if-unknown-filter")
                        ? Optional.of(item.flag("skip-if-unknown-filter", false))
                        : Optional.empty(),
                counts(item, keys, "capture") ? Optional.of(item.flag("capture", false)) : Optional.empty(),
                counts(item, keys, "capture_duration")
                        ? Optional.of(item.unsigned("capture_duration", 0))
                        : Optional.empty());
    }

    private static boolean counts(YamlItem item, Set<String> keys, String key) {
        return keys.contains(key) && item.has(key);
    }

    private static Item.Text output(YamlItem item) throws LoadStopped {
        Item.Text output = item.text("output", ItemType.RULE_OUTPUT);
        return new Item.Text(output.value().strip(), output.chain());
    }

    private static Priority priority(YamlItem item) throws LoadStopped {
        Item.Text written = item.text("priority", ItemType.RULE_PRIORITY);
        Optional<Priority> priority = Priority.of(written.value());
        if (priority.isEmpty()) {
            throw item.invalid("Invalid priority", written.chain());
        }
        return priority.get();
    }

    private static Overrides overrides(YamlItem item, boolean append, Set<String> appendable, Set<String> replaceable)
            throws LoadStopped {
        Overrides overrides = Overrides.read(item, appendable, replaceable);
        if (append && !overrides.isEmpty()) {
            throw item.invalid(
                    "Keys 'override' and 'append: true' cannot be used together. Add an 'append' entry"
                            + " (e.g. 'condition: append') under 'override' instead.",
                    item.chain());
        }
        return overrides;
    }

    private boolean append(YamlItem item) throws LoadStopped {
        boolean append = item.flag("append", false);
        if (append) {
            findings.warn(
                    FindingCode.LOAD_DEPRECATED_ITEM,
                    "'append' key is deprecated. Add an 'append' entry (e.g. 'condition: append') under 'override'"
                            + " instead.",
                    item.chain());
        }
        return append;
    }
}
