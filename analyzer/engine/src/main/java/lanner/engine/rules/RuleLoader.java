package lanner.engine.rules;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import lanner.engine.alert.OutputTemplate;
import lanner.engine.alert.TemplateException;
import lanner.engine.field.FieldRegistry;
import lanner.engine.lang.ConditionException;
import lanner.engine.lang.Conditions;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.plan.CompiledCondition;

/**
 * Loads rule files in order into one collection and compiles it after each: a file must be complete with those before
 * it. The first error ends the load; warnings never do.
 */
public final class RuleLoader {
    /** The engine whose language this is. */
    static final Version ENGINE = new Version(0, 62, 0);

    /** The one plugin whose fields are built in. */
    static final Version CONTAINER_PLUGIN = new Version(0, 7, 1);

    private static final int MANY_EVENTS = 100;
    private static final long MAX_FILE = 32L << 20;
    /** All conditions of all rules with their macros in place, in nodes; macros of macros could multiply without end. */
    private static final long MAX_NODES = 5_000_000;

    private final FieldRegistry fields;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, ListEntry> lists = new LinkedHashMap<>();
    private final Map<String, MacroEntry> macros = new LinkedHashMap<>();
    private final Map<String, RuleEntry> rules = new LinkedHashMap<>();
    private int counter;
    private RuleSet compiled = new RuleSet(List.of());

    private static final class ListEntry {
        private final int index;
        private int visibility;
        private List<String> items;
        private Items.Place place;

        ListEntry(int index) {
            this.index = index;
        }
    }

    private static final class MacroEntry {
        private final int index;
        private int visibility;
        private String condition = "";
        private Items.Located located;

        MacroEntry(int index) {
            this.index = index;
        }
    }

    private static final class RuleEntry {
        private Items.RuleItem item;
        private String condition = "";
        private boolean enabled = true;
    }

    public RuleLoader(FieldRegistry fields) {
        this.fields = fields;
    }

    /** Loads files and directories in order; a directory stands for its {@code .yaml} and {@code .yml} files. */
    public Loaded load(List<Path> paths) {
        for (Path path : expand(paths)) {
            String text = read(path);
            if (text == null || !loadText(path.toString(), text)) {
                break;
            }
        }
        return result();
    }

    /** Loads one file's text, for those who have it already. */
    public Loaded load(String file, String text) {
        loadText(file, text);
        return result();
    }

    private Loaded result() {
        boolean failed = findings.stream().anyMatch(Finding::isError);
        return new Loaded(failed ? new RuleSet(List.of()) : compiled, findings, lists.size(), macros.size());
    }

    private List<Path> expand(List<Path> paths) {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.isDirectory(path)) {
                files.add(path);
                continue;
            }
            try (Stream<Path> entries = Files.list(path)) {
                entries.filter(Files::isRegularFile)
                        .filter(file -> file.toString().endsWith(".yaml")
                                || file.toString().endsWith(".yml"))
                        .sorted()
                        .forEach(files::add);
            } catch (IOException e) {
                fileError(path, "the directory cannot be read");
            }
        }
        return files;
    }

    private String read(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                fileError(file, Files.exists(file) ? "not a plain file" : "there is no such file");
                return null;
            }
            if (Files.size(file) > MAX_FILE) {
                fileError(file, "larger than " + (MAX_FILE >> 20) + " MB");
                return null;
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            fileError(file, "cannot be read");
            return null;
        }
    }

    private void fileError(Path file, String message) {
        findings.add(new Finding(Finding.Code.LOAD_ERR_FILE_READ, message, "", file.toString(), 0, 0, ""));
    }

    /** False when the load ends here. */
    private boolean loadText(String file, String text) {
        YamlItems.read(file, text, new Collection(), findings);
        if (findings.stream().anyMatch(Finding::isError)) {
            return false;
        }
        compile();
        return findings.stream().noneMatch(Finding::isError);
    }

    // --- collecting
    // ------------------------------------------------------------------------------------------------------

    private final class Collection implements YamlItems.Collector {
        @Override
        public void list(Items.ListItem item) {
            counter++;
            if (!item.name().matches("[^()\"'\\s=,]+")) {
                warn(item.place(), Finding.Code.LOAD_INVALID_LIST_NAME, "Invalid list name", "list", item.name());
            }
            ListEntry entry = lists.get(item.name());
            if (item.append()) {
                deprecated(item.place(), "list", item.name());
                if (entry == null) {
                    missing(item.place(), "List", "items", "list", item.name());
                    return;
                }
                List<String> joined = new ArrayList<>(entry.items);
                joined.addAll(item.items());
                entry.items = joined;
            } else {
                if (entry == null) {
                    entry = new ListEntry(counter);
                    lists.put(item.name(), entry);
                }
                entry.items = item.items();
                entry.place = item.place();
            }
            entry.visibility = counter;
        }

        @Override
        public void macro(Items.MacroItem item) {
            counter++;
            if (!item.name().matches("[a-zA-Z]+[a-zA-Z0-9_]*")) {
                warn(item.place(), Finding.Code.LOAD_INVALID_MACRO_NAME, "Invalid macro name", "macro", item.name());
            }
            MacroEntry entry = macros.get(item.name());
            if (item.append()) {
                deprecated(item.place(), "macro", item.name());
                if (entry == null) {
                    missing(item.place(), "Macro", "condition", "macro", item.name());
                    return;
                }
                entry.condition = entry.condition + " " + item.condition().text();
            } else {
                if (entry == null) {
                    entry = new MacroEntry(counter);
                    macros.put(item.name(), entry);
                }
                entry.condition = item.condition().text();
                entry.located = item.condition();
            }
            entry.visibility = counter;
        }

        @Override
        public void rule(Items.RuleItem item) {
            counter++;
            RuleEntry entry = rules.get(item.name());
            if (item.append()) {
                deprecated(item.place(), "rule", item.name());
                if (entry == null) {
                    missing(item.place(), "Rule", "<key>", "rule", item.name());
                } else if (item.condition().isEmpty()) {
                    error(
                            item.place(),
                            Finding.Code.LOAD_ERR_VALIDATE,
                            "Appended rule must have exceptions or condition property",
                            "rule",
                            item.name());
                } else {
                    entry.condition =
                            entry.condition + " " + item.condition().get().text();
                }
                return;
            }
            if (item.condition().isEmpty()) {
                deprecated(item.place(), "rule", item.name());
                if (entry == null) {
                    error(
                            item.place(),
                            Finding.Code.LOAD_ERR_VALIDATE,
                            "Rule has 'enabled' key but no rule by that name already exists",
                            "rule",
                            item.name());
                } else {
                    entry.enabled = item.enabled().orElse(true);
                }
                return;
            }
            if (!item.source().equals("syscall") && !item.source().isEmpty()) {
                warn(
                        item.place(),
                        Finding.Code.LOAD_UNKNOWN_SOURCE,
                        "Unknown source " + item.source() + ", skipping",
                        "rule",
                        item.name());
            }
            if (entry == null) {
                entry = new RuleEntry();
                rules.put(item.name(), entry);
            } else if (!entry.item.source().equals(item.source())) {
                error(
                        item.place(),
                        Finding.Code.LOAD_ERR_VALIDATE,
                        "Rule has been re-defined with a different source",
                        "rule",
                        item.name());
            }
            entry.item = item;
            entry.condition = item.condition().get().text();
            entry.enabled = item.enabled().orElse(true);
        }

        private void missing(Items.Place place, String kind, String key, String word, String name) {
            error(
                    place,
                    Finding.Code.LOAD_ERR_VALIDATE,
                    kind + " uses 'append' or 'override." + key + ": append' but no " + word
                            + " by that name already exists",
                    word,
                    name);
        }

        private void deprecated(Items.Place place, String word, String name) {
            warn(
                    place,
                    Finding.Code.LOAD_DEPRECATED_ITEM,
                    "'append' and a lone 'enabled' are deprecated. Use 'override' instead.",
                    word,
                    name);
        }
    }

    private void warn(Items.Place place, Finding.Code code, String message, String word, String name) {
        findings.add(place.finding(code, message, word + " \"" + name + "\""));
    }

    private void error(Items.Place place, Finding.Code code, String message, String word, String name) {
        if (findings.stream().noneMatch(Finding::isError)) {
            warn(place, code, message, word, name);
        }
    }

    // --- compiling
    // ----------------------------------------------------------------------------------------------------------

    /** Ends the compiling at the first error. */
    private static final class Stop extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Finding finding;

        Stop(Finding finding) {
            super(finding.message());
            this.finding = finding;
        }
    }

    private void compile() {
        try {
            Map<String, List<String>> resolvedLists = resolveLists();
            Set<String> usedLists = new HashSet<>();
            Set<String> usedMacros = new HashSet<>();
            MacroTrees trees = new MacroTrees();
            for (Map.Entry<String, MacroEntry> macro : macros.entrySet()) {
                String item = "macro \"" + macro.getKey() + "\"";
                MacroEntry entry = macro.getValue();
                Expr parsed = parse(entry.condition, entry.located, item, resolvedLists, usedLists);
                trees.define(macro.getKey(), entry.index, entry.visibility, parsed, entry.located, item);
                parsed.macros().forEach(ref -> usedMacros.add(ref.name()));
            }
            trees.resolveAll();
            List<Rule> ready = new ArrayList<>();
            for (Map.Entry<String, RuleEntry> rule : rules.entrySet()) {
                RuleEntry entry = rule.getValue();
                if (!entry.item.source().equals("syscall")
                        && !entry.item.source().isEmpty()) {
                    continue;
                }
                String item = "rule \"" + rule.getKey() + "\"";
                Items.Located located = entry.item.condition().orElseThrow();
                OutputTemplate output = template(entry.item, item);
                if (output == null) {
                    continue;
                }
                Expr parsed = parse(entry.condition, located, item, resolvedLists, usedLists);
                parsed.macros().forEach(ref -> usedMacros.add(ref.name()));
                Expr whole = trees.inRule(parsed, located, item);
                Optional<Rule> made = compile(ready.size(), rule.getKey(), entry, located, item, whole, output);
                made.ifPresent(ready::add);
            }
            unused(usedLists, usedMacros);
            compiled = new RuleSet(ready);
        } catch (Stop stop) {
            findings.add(stop.finding);
        }
    }

    private Optional<Rule> compile(
            int index,
            String name,
            RuleEntry entry,
            Items.Located located,
            String item,
            Expr whole,
            OutputTemplate output)
            throws Stop {
        CompiledCondition condition;
        try {
            condition = Conditions.compile(whole, fields);
        } catch (ConditionException e) {
            if (entry.item.skipUnknown() && isUnknown(e.getMessage())) {
                findings.add(located.place().finding(Finding.Code.LOAD_UNKNOWN_FILTER, e.getMessage(), item));
                return Optional.empty();
            }
            throw new Stop(at(Finding.Code.LOAD_ERR_COMPILE_CONDITION, e, entry.condition, located, item));
        }
        for (String warning : condition.warnings()) {
            findings.add(located.place().finding(Finding.Code.LOAD_COMPILE_CONDITION, warning, item));
        }
        if (entry.item.warnEventTypes()
                && (condition.eventNames().size() > MANY_EVENTS
                        || condition.eventNames().isEmpty())) {
            findings.add(located.place()
                    .finding(
                            Finding.Code.LOAD_NO_EVTTYPE,
                            "Rule matches too many evt.type values. This has a significant performance penalty.",
                            item));
        }
        return Optional.of(new Rule(
                index,
                name,
                entry.item.description().orElse(""),
                entry.condition,
                entry.item.priority().orElseThrow(),
                List.copyOf(new TreeSet<>(entry.item.tags())),
                entry.enabled,
                condition.eventNames(),
                condition.predicate(),
                output));
    }

    private static boolean isUnknown(String message) {
        return message.contains("nonexistent field")
                || message.contains("invalid formatting token")
                || message.contains("unknown event type")
                || message.contains("unknown filter:");
    }

    private OutputTemplate template(Items.RuleItem rule, String item) throws Stop {
        Items.Located located = rule.output().orElseThrow();
        try {
            return OutputTemplate.parse(located.text().strip(), fields);
        } catch (TemplateException e) {
            if (rule.skipUnknown() && isUnknown(e.getMessage())) {
                findings.add(located.place().finding(Finding.Code.LOAD_UNKNOWN_FILTER, e.getMessage(), item));
                return null;
            }
            throw new Stop(located.place().finding(Finding.Code.LOAD_ERR_COMPILE_OUTPUT, e.getMessage(), item));
        }
    }

    /** Lists in lists, one level deep, as they were when the list that holds them was last touched. */
    private Map<String, List<String>> resolveLists() throws Stop {
        Map<String, List<String>> resolved = new LinkedHashMap<>();
        for (Map.Entry<String, ListEntry> list : lists.entrySet()) {
            List<String> items = new ArrayList<>();
            long length = 0;
            for (String item : list.getValue().items) {
                ListEntry inner = lists.get(item);
                List<String> added =
                        inner != null && inner.index < list.getValue().visibility && inner != list.getValue()
                                ? inner.items
                                : List.of(item);
                items.addAll(added);
                length += added.stream().mapToLong(String::length).sum();
                if (length > ListSubstitution.MAX_LENGTH) {
                    throw new Stop(list.getValue()
                            .place
                            .finding(
                                    Finding.Code.LOAD_ERR_VALIDATE,
                                    "the list grows beyond " + ListSubstitution.MAX_LENGTH + " characters",
                                    "list \"" + list.getKey() + "\""));
                }
            }
            resolved.put(list.getKey(), items);
        }
        return resolved;
    }

    private Expr parse(
            String condition,
            Items.Located located,
            String item,
            Map<String, List<String>> resolvedLists,
            Set<String> usedLists)
            throws Stop {
        String text = condition;
        try {
            for (Map.Entry<String, List<String>> list : resolvedLists.entrySet()) {
                if (ListSubstitution.uses(text, list.getKey())) {
                    usedLists.add(list.getKey());
                    text = ListSubstitution.substitute(text, list.getKey(), list.getValue());
                }
            }
            return Conditions.parse(text);
        } catch (ListSubstitution.TooLong e) {
            throw new Stop(located.place().finding(Finding.Code.LOAD_ERR_VALIDATE, e.getMessage(), item));
        } catch (ConditionException e) {
            throw new Stop(at(Finding.Code.LOAD_ERR_COMPILE_CONDITION, e, text, located, item));
        }
    }

    /** An error inside a condition, pointed at in the condition's own text: lists have moved it from the file's. */
    private static Finding at(
            Finding.Code code, ConditionException e, String text, Items.Located located, String item) {
        int offset = e.span() == null ? 0 : Math.min(e.span().start(), text.length());
        int from = Math.max(0, offset - 60);
        int to = Math.min(text.length(), offset + 60);
        String near = text.substring(from, to).replaceAll("[\\r\\n\\t]", " ");
        String place = e.span() == null
                ? ""
                : " (condition line " + e.span().line() + ", column " + e.span().column() + ")";
        int line = located.place().line()
                + (located.block() && e.span() != null ? e.span().line() : 0);
        return new Finding(
                code, e.getMessage() + place, item, located.place().source().file(), line, offset - from + 1, near);
    }

    private void unused(Set<String> usedLists, Set<String> usedMacros) {
        for (Map.Entry<String, ListEntry> list : lists.entrySet()) {
            boolean inList = lists.values().stream().anyMatch(other -> other.items.contains(list.getKey()));
            if (!inList && !usedLists.contains(list.getKey())) {
                warn(
                        list.getValue().place,
                        Finding.Code.LOAD_UNUSED_LIST,
                        "List not referred to by any other rule/macro",
                        "list",
                        list.getKey());
            }
        }
        for (Map.Entry<String, MacroEntry> macro : macros.entrySet()) {
            if (!usedMacros.contains(macro.getKey())) {
                warn(
                        macro.getValue().located.place(),
                        Finding.Code.LOAD_UNUSED_MACRO,
                        "Macro not referred to by any other rule/macro",
                        "macro",
                        macro.getKey());
            }
        }
    }

    /** Macros as trees, resolved in the order of their first appearance. */
    private static final class MacroTrees {
        private final Map<String, Definition> definitions = new LinkedHashMap<>();
        private long nodes;

        private record Definition(
                String name, int index, int visibility, Expr parsed, Items.Located located, String item) {}

        private final Map<String, Expr> done = new HashMap<>();
        private final Set<String> underWay = new HashSet<>();

        void define(String name, int index, int visibility, Expr parsed, Items.Located located, String item) {
            definitions.put(name, new Definition(name, index, visibility, parsed, located, item));
        }

        void resolveAll() throws Stop {
            for (Definition definition : definitions.values()) {
                resolve(definition);
            }
        }

        private Expr resolve(Definition definition) throws Stop {
            Expr ready = done.get(definition.name());
            if (ready != null) {
                return ready;
            }
            if (!underWay.add(definition.name()) || underWay.size() > MAX_CHAIN) {
                throw fail(
                        "reference loop in macro '" + definition.name() + "'", definition.located(), definition.item());
            }
            Expr resolved =
                    replace(definition.parsed(), definition.visibility(), definition.located(), definition.item());
            underWay.remove(definition.name());
            done.put(definition.name(), resolved);
            return resolved;
        }

        Expr inRule(Expr parsed, Items.Located located, String item) throws Stop {
            return replace(parsed, Integer.MAX_VALUE, located, item);
        }

        private Expr replace(Expr expr, int visibility, Items.Located located, String item) throws Stop {
            Replacer replacer = new Replacer(this, visibility, located, item);
            try {
                Expr whole = expr.accept(replacer);
                nodes += replacer.nodes;
                int depth = replacer.depth;
                if (nodes > MAX_NODES || depth > MAX_TREE_DEPTH) {
                    throw fail("the condition is too large with its macros in place", located, item);
                }
                return whole;
            } catch (Replacer.Failure failure) {
                throw new Stop(failure.finding);
            }
        }

        private Stop fail(String message, Items.Located located, String item) {
            return new Stop(located.place().finding(Finding.Code.LOAD_ERR_VALIDATE, message, item));
        }
    }

    private static final int MAX_CHAIN = 500;
    private static final int MAX_TREE_DEPTH = 1500;

    /** Puts the trees of macros where their names stand. */
    private static final class Replacer implements Expr.Visitor<Expr> {
        private final MacroTrees trees;
        private final int visibility;
        private final Items.Located located;
        private final String item;
        private long nodes;
        private int level;
        private int depth;

        Replacer(MacroTrees trees, int visibility, Items.Located located, String item) {
            this.trees = trees;
            this.visibility = visibility;
            this.located = located;
            this.item = item;
        }

        /** Carries a finding through the visitor. */
        private static final class Failure extends RuntimeException {
            private static final long serialVersionUID = 1L;

            private final transient Finding finding;

            Failure(Finding finding) {
                super(finding.message());
                this.finding = finding;
            }
        }

        private List<Expr> all(List<Expr> children) {
            descend();
            List<Expr> replaced = new ArrayList<>(children.size());
            for (Expr child : children) {
                replaced.add(child.accept(this));
            }
            level--;
            return replaced;
        }

        private void descend() {
            depth = Math.max(depth, ++level);
        }

        @Override
        public Expr and(Expr.And node) {
            nodes++;
            return new Expr.And(all(node.children()), node.span());
        }

        @Override
        public Expr or(Expr.Or node) {
            nodes++;
            return new Expr.Or(all(node.children()), node.span());
        }

        @Override
        public Expr not(Expr.Not node) {
            nodes++;
            descend();
            Expr child = node.child().accept(this);
            level--;
            return new Expr.Not(child, node.span());
        }

        @Override
        public Expr macro(Expr.MacroRef node) {
            MacroTrees.Definition definition = trees.definitions.get(node.name());
            if (definition == null || definition.index() >= visibility) {
                throw new Failure(located.place()
                        .finding(
                                Finding.Code.LOAD_ERR_VALIDATE,
                                "Undefined macro '" + node.name() + "' used in filter.",
                                item));
            }
            try {
                Expr tree = trees.resolve(definition);
                Measure measure = new Measure(MAX_NODES);
                tree.accept(measure);
                nodes += measure.nodes;
                depth = Math.max(depth, level + measure.depth);
                if (trees.nodes + nodes > MAX_NODES || depth > MAX_TREE_DEPTH) {
                    throw new Failure(located.place()
                            .finding(
                                    Finding.Code.LOAD_ERR_VALIDATE,
                                    "the condition is too large with its macros in place",
                                    item));
                }
                return tree;
            } catch (Stop stop) {
                throw new Failure(stop.finding);
            }
        }

        @Override
        public Expr exists(Expr.Exists node) {
            nodes++;
            return node;
        }

        @Override
        public Expr compare(Expr.Compare node) {
            nodes++;
            return node;
        }
    }

    /** How large and how deep a tree is. Shared subtrees count each time: so they will be planned. */
    private static final class Measure implements Expr.Visitor<Void> {
        private final long limit;
        private long nodes;
        private int level;
        private int depth;

        Measure(long limit) {
            this.limit = limit;
        }

        private Void all(List<Expr> children) {
            nodes++;
            depth = Math.max(depth, ++level);
            for (Expr child : children) {
                if (nodes < limit) {
                    child.accept(this);
                }
            }
            level--;
            return null;
        }

        @Override
        public Void and(Expr.And node) {
            return all(node.children());
        }

        @Override
        public Void or(Expr.Or node) {
            return all(node.children());
        }

        @Override
        public Void not(Expr.Not node) {
            return all(List.of(node.child()));
        }

        @Override
        public Void macro(Expr.MacroRef node) {
            nodes++;
            return null;
        }

        @Override
        public Void exists(Expr.Exists node) {
            nodes++;
            return null;
        }

        @Override
        public Void compare(Expr.Compare node) {
            nodes++;
            return null;
        }
    }
}
