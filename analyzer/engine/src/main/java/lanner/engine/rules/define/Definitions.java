package lanner.engine.rules.define;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lanner.engine.field.FieldRegistry;
import lanner.engine.field.Source;
import lanner.engine.rules.finding.FindingCode;
import lanner.engine.rules.finding.Findings;
import lanner.engine.rules.finding.Findings.LoadStopped;
import lanner.engine.rules.finding.Location;
import lanner.engine.rules.read.ExceptionItem;
import lanner.engine.rules.read.Item;
import lanner.engine.rules.read.Version;

/**
 * What the files read so far define. A name keeps the place of its first appearance, its index; what a definition may
 * refer to is decided by its visibility, the place of its latest change.
 */
public final class Definitions {
    /** The engine that this one conforms to. */
    static final Version ENGINE_VERSION = new Version(0, 62, 0);

    /** What Falco needs a plugin for and this engine has built in. */
    private static final Map<String, Version> PLUGINS = Map.of(
            "container", new Version(0, 7, 1),
            "k8saudit", new Version(0, 16, 0),
            "json", new Version(0, 7, 3));

    private static final long MAX_JOINED = 200_000_000;

    private final Map<String, ListDefinition> lists = new LinkedHashMap<>();
    private final Map<String, MacroDefinition> macros = new LinkedHashMap<>();
    private final Map<String, RuleDefinition> rules = new LinkedHashMap<>();
    private Optional<Version> requiredEngine = Optional.empty();
    private int counter;
    private long joined;
    private final RuleExceptions exceptions;

    public Definitions(FieldRegistry fields) {
        this(new RuleExceptions(fields));
    }

    private Definitions(RuleExceptions exceptions) {
        this.exceptions = exceptions;
    }

    public record ListDefinition(String name, int index, int visibility, List<String> items, List<Location> chain) {
        public ListDefinition {
            items = List.copyOf(items);
        }
    }

    /** @param texts what the condition is joined of */
    public record MacroDefinition(
            String name, int index, int visibility, String condition, List<Item.Text> texts, List<Location> chain) {
        public MacroDefinition {
            texts = List.copyOf(texts);
        }
    }

    /** @param texts what the condition is joined of */
    public record RuleDefinition(
            Rule rule,
            List<ExceptionItem> exceptions,
            int index,
            int visibility,
            List<Item.Text> texts,
            List<Location> outputChain) {
        public RuleDefinition {
            exceptions = List.copyOf(exceptions);
            texts = List.copyOf(texts);
        }

        public List<Location> conditionChain() {
            return texts.get(texts.size() - 1).chain();
        }
    }

    /** The same definitions, one of them with another condition. */
    public Definitions withCondition(Definition edited, String condition) {
        Definitions copy = copy();
        if (edited.kind() == Definition.Kind.MACRO) {
            copy.macros.computeIfPresent(
                    edited.name(),
                    (name, macro) -> new MacroDefinition(
                            name, macro.index(), macro.visibility(), condition, macro.texts(), macro.chain()));
        } else {
            copy.rules.computeIfPresent(
                    edited.name(),
                    (name, rule) -> new RuleDefinition(
                            rule.rule().withCondition(condition),
                            rule.exceptions(),
                            rule.index(),
                            rule.visibility(),
                            rule.texts(),
                            rule.outputChain()));
        }
        return copy;
    }

    /** The same definitions, one list of them with other items. */
    public Definitions withItems(String edited, List<String> items) {
        Definitions copy = copy();
        copy.lists.computeIfPresent(
                edited, (name, list) -> new ListDefinition(name, list.index(), list.visibility(), items, list.chain()));
        return copy;
    }

    private Definitions copy() {
        Definitions copy = new Definitions(exceptions);
        copy.lists.putAll(lists);
        copy.macros.putAll(macros);
        copy.rules.putAll(rules);
        copy.requiredEngine = requiredEngine;
        return copy;
    }

    public List<ListDefinition> lists() {
        return List.copyOf(lists.values());
    }

    public List<MacroDefinition> macros() {
        return List.copyOf(macros.values());
    }

    public List<RuleDefinition> rules() {
        return List.copyOf(rules.values());
    }

    /** The highest engine version that any file asks for. */
    public Optional<Version> requiredEngine() {
        return requiredEngine;
    }

    /** Takes one item in. */
    public void add(Item item, Findings findings) throws LoadStopped {
        if (item instanceof Item.RequiredEngineVersion required) {
            require(required, findings);
        } else if (item instanceof Item.RequiredPlugins required) {
            require(required, findings);
        } else if (item instanceof Item.ListItem list) {
            add(list, findings);
        } else if (item instanceof Item.MacroItem macro) {
            add(macro, findings);
        } else if (item instanceof Item.RuleItem rule) {
            define(rule, findings);
        } else if (item instanceof Item.RuleAppend append) {
            append(append, findings);
        } else if (item instanceof Item.RuleReplace replace) {
            replace(replace, findings);
        } else if (item instanceof Item.RuleSwitch enable) {
            enable(enable, findings);
        }
    }

    private void require(Item.RequiredEngineVersion required, Findings findings) throws LoadStopped {
        if (!ENGINE_VERSION.satisfies(required.version())) {
            throw findings.error(
                    FindingCode.LOAD_ERR_VALIDATE,
                    "Rules require engine version " + required.version() + ", but engine version is " + ENGINE_VERSION,
                    required.chain());
        }
        if (requiredEngine.isEmpty() || required.version().satisfies(requiredEngine.get())) {
            requiredEngine = Optional.of(required.version());
        }
    }

    private static void require(Item.RequiredPlugins required, Findings findings) throws LoadStopped {
        Map<String, Version> asked = versions(required, findings);
        for (Map.Entry<String, Version> plugin : asked.entrySet()) {
            Version built = PLUGINS.get(plugin.getKey());
            if (built == null) {
                continue;
            }
            if (built.satisfies(plugin.getValue())) {
                return;
            }
            throw findings.error(
                    FindingCode.LOAD_ERR_VALIDATE,
                    "Plugin '" + plugin.getKey() + "' version '" + built
                            + "' is not compatible with required plugin version '" + plugin.getValue() + "'",
                    required.chain());
        }
        String all = required.alternatives().stream()
                .map(plugin -> plugin.name() + " (>= " + plugin.version() + ")")
                .collect(Collectors.joining(", "));
        throw findings.error(
                FindingCode.LOAD_ERR_VALIDATE,
                "Plugin requirement not satisfied, must load one of: " + all,
                required.chain());
    }

    private static Map<String, Version> versions(Item.RequiredPlugins required, Findings findings) throws LoadStopped {
        Map<String, Version> versions = new LinkedHashMap<>();
        for (Item.Plugin plugin : required.alternatives()) {
            Optional<Version> version = Version.parse(plugin.version());
            if (version.isEmpty()) {
                throw findings.error(
                        FindingCode.LOAD_ERR_VALIDATE,
                        "Invalid required version '" + plugin.version() + "' for plugin '" + plugin.name() + "'",
                        required.chain());
            }
            if (versions.put(plugin.name(), version.get()) != null) {
                throw findings.error(
                        FindingCode.LOAD_ERR_VALIDATE,
                        "Defined multiple alternative version requirements for plugin '" + plugin.name() + "'",
                        required.chain());
            }
        }
        return versions;
    }

    private void add(Item.ListItem item, Findings findings) throws LoadStopped {
        int place = counter++;
        ListDefinition earlier = lists.get(item.name());
        if (!item.append()) {
            int index = earlier == null ? place : earlier.index();
            lists.put(item.name(), new ListDefinition(item.name(), index, place, item.items(), item.chain()));
            return;
        }
        if (earlier == null) {
            throw findings.error(
                    FindingCode.LOAD_ERR_VALIDATE,
                    "List uses 'append' or 'override.items: append' but no list by that name already exists",
                    item.chain());
        }
        charge(earlier.items().size(), findings, item.chain());
        List<String> items = new ArrayList<>(earlier.items());
        items.addAll(item.items());
        lists.put(item.name(), new ListDefinition(item.name(), earlier.index(), place, items, earlier.chain()));
    }

    private void add(Item.MacroItem item, Findings findings) throws LoadStopped {
        int place = counter++;
        MacroDefinition earlier = macros.get(item.name());
        String condition = item.condition().value();
        List<Item.Text> texts = List.of(item.condition());
        List<Location> chain = item.condition().chain();
        int index = earlier == null ? place : earlier.index();
        if (item.append()) {
            if (earlier == null) {
                throw findings.error(
                        FindingCode.LOAD_ERR_VALIDATE,
                        "Macro uses 'append' or 'override.condition: append' but no macro by that name already exists",
                        item.chain());
            }
            condition = join(earlier.condition(), condition, findings, item.chain());
            texts = joined(earlier.texts(), item.condition());
        }
        macros.put(item.name(), new MacroDefinition(item.name(), index, place, condition, texts, chain));
    }

    private void define(Item.RuleItem item, Findings findings) throws LoadStopped {
        int place = counter++;
        RuleDefinition earlier = rules.get(item.name());
        String source = item.source().filter(written -> !written.isEmpty()).orElse(Source.SYSCALL.label());
        if (earlier != null && !earlier.rule().source().equals(source)) {
            throw redefined(item.chain(), findings);
        }
        Item.RuleValues values = item.values();
        List<ExceptionItem> written = values.exceptions().orElse(List.of());
        if (Source.of(source).isEmpty()) {
            findings.warn(FindingCode.LOAD_UNKNOWN_SOURCE, "Unknown source " + source + ", skipping", item.chain());
        }
        written = exceptions.define(written, source, findings);
        Item.Text condition = values.condition().orElseThrow();
        Item.Text output = values.output().orElseThrow();
        Rule rule = Rule.named(item.name(), values.priority().orElseThrow(), source, item.chain())
                .with(values, written);
        rules.put(
                item.name(),
                new RuleDefinition(
                        rule,
                        written,
                        earlier == null ? place : earlier.index(),
                        place,
                        List.of(condition),
                        output.chain()));
    }

    private void append(Item.RuleAppend item, Findings findings) throws LoadStopped {
        int place = counter++;
        RuleDefinition earlier = rules.get(item.name());
        if (earlier == null) {
            throw findings.error(
                    FindingCode.LOAD_ERR_VALIDATE,
                    "Rule uses 'append' or 'override.<key>: append' but no rule by that name already exists",
                    item.chain());
        }
        Item.RuleValues more = item.values();
        if (more.isEmpty()) {
            throw findings.error(
                    FindingCode.LOAD_ERR_VALIDATE,
                    "Appended rule must have exceptions or condition property",
                    item.chain());
        }
        sameSource(earlier, item.source(), item.chain(), findings);
        Rule before = earlier.rule();
        List<ExceptionItem> all =
                exceptions.append(earlier.exceptions(), more.exceptions().orElse(List.of()), before.source(), findings);
        charge(before.condition(), more.condition(), findings, item.chain());
        charge(before.output(), more.output(), findings, item.chain());
        charge(
                earlier.exceptions().stream()
                        .mapToInt(each -> each.values().size())
                        .sum(),
                findings,
                item.chain());
        rules.put(
                item.name(),
                new RuleDefinition(
                        before.withMore(more, all),
                        all,
                        earlier.index(),
                        place,
                        more.condition()
                                .map(text -> joined(earlier.texts(), text))
                                .orElse(earlier.texts()),
                        more.output().map(Item.Text::chain).orElse(earlier.outputChain())));
    }

    private void replace(Item.RuleReplace item, Findings findings) throws LoadStopped {
        int place = counter++;
        RuleDefinition earlier = rules.get(item.name());
        Item.RuleValues values = item.values();
        if (earlier == null) {
            throw findings.error(
                    FindingCode.LOAD_ERR_VALIDATE,
                    "An 'override.<key>: replace' to a rule was requested but no rule by that name already exists",
                    item.chain());
        }
        sameSource(earlier, item.source(), item.chain(), findings);
        List<ExceptionItem> written = earlier.exceptions();
        if (values.exceptions().isPresent()) {
            written =
                    exceptions.define(values.exceptions().get(), earlier.rule().source(), findings);
        }
        rules.put(
                item.name(),
                new RuleDefinition(
                        earlier.rule().with(values, written),
                        written,
                        earlier.index(),
                        place,
                        values.condition().map(List::of).orElse(earlier.texts()),
                        values.output().map(Item.Text::chain).orElse(earlier.outputChain())));
    }

    private static void sameSource(
            RuleDefinition earlier, Optional<String> written, List<Location> chain, Findings findings)
            throws LoadStopped {
        if (written.isPresent() && !written.get().equals(earlier.rule().source())) {
            throw redefined(chain, findings);
        }
    }

    private void charge(String before, Optional<Item.Text> more, Findings findings, List<Location> chain)
            throws LoadStopped {
        if (more.isPresent()) {
            join(before, more.get().value(), findings, chain);
        }
    }

    private void enable(Item.RuleSwitch item, Findings findings) throws LoadStopped {
        counter++;
        RuleDefinition earlier = rules.get(item.name());
        if (earlier == null) {
            throw findings.error(
                    FindingCode.LOAD_ERR_VALIDATE,
                    "Rule has 'enabled' key but no rule by that name already exists",
                    item.chain());
        }
        rules.put(
                item.name(),
                new RuleDefinition(
                        earlier.rule().withEnabled(item.enabled()),
                        earlier.exceptions(),
                        earlier.index(),
                        earlier.visibility(),
                        earlier.texts(),
                        earlier.outputChain()));
    }

    private static List<Item.Text> joined(List<Item.Text> before, Item.Text more) {
        List<Item.Text> texts = new ArrayList<>(before);
        texts.add(more);
        return texts;
    }

    private String join(String before, String more, Findings findings, List<Location> chain) throws LoadStopped {
        if (before.length() + more.length() > ExpansionBudget.MAX_TEXT) {
            throw findings.error(
                    FindingCode.LOAD_ERR_VALIDATE,
                    "The condition grows to more than " + ExpansionBudget.MAX_TEXT + " characters",
                    chain);
        }
        charge(before.length(), findings, chain);
        return before + " " + more;
    }

    /** Every append copies what is there: many onto something long would take forever. */
    private void charge(int copied, Findings findings, List<Location> chain) throws LoadStopped {
        joined += copied;
        if (joined > MAX_JOINED) {
            throw findings.error(FindingCode.LOAD_ERR_VALIDATE, "Too much is appended to what is long already", chain);
        }
    }

    private static LoadStopped redefined(List<Location> chain, Findings findings) {
        return findings.error(FindingCode.LOAD_ERR_VALIDATE, "Rule has been re-defined with a different source", chain);
    }
}
