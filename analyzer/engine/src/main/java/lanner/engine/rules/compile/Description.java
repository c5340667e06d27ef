package lanner.engine.rules.compile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import lanner.engine.field.Field;
import lanner.engine.json.JsonText;
import lanner.engine.lang.Conditions;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.ast.Walker;
import lanner.engine.rules.define.Definitions.ListDefinition;
import lanner.engine.rules.define.Definitions.MacroDefinition;
import lanner.engine.rules.define.Rule;
import lanner.engine.rules.read.Version;

/** What loaded rule files say, as the object that Falco prints for {@code -L} and {@code -l}. */
public final class Description {
    private final LoadedRules loaded;
    private final LannerChecks names;

    public Description(LoadedRules loaded) {
        this.loaded = loaded;
        this.names = new LannerChecks();
        loaded.lists().forEach(names::add);
    }

    /** Everything: versions asked for, rules, macros, lists. */
    public Map<String, Object> all() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put(
                "required_engine_version",
                loaded.requiredEngine().map(Version::toString).orElse("0.0.0"));
        object.put("required_plugin_versions", List.of());
        object.put("rules", loaded.rules().stream().map(this::rule).toList());
        Set<String> usedMacros = usedMacros();
        object.put(
                "macros",
                loaded.macroDefinitions().stream()
                        .map(macro -> macro(macro, usedMacros.contains(macro.name())))
                        .toList());
        Set<String> usedLists = usedLists();
        object.put(
                "lists",
                loaded.listDefinitions().stream()
                        .map(list -> list(list, usedLists.contains(list.name())))
                        .toList());
        return object;
    }

    /** One rule. */
    public Map<String, Object> rule(CompiledRule compiled) {
        Rule rule = compiled.rule();
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("name", JsonText.latin(rule.name()));
        info.put("condition", JsonText.latin(rule.condition()));
        info.put("priority", rule.priority().word());
        info.put("output", JsonText.latin(rule.output()));
        info.put("description", JsonText.latin(rule.description()));
        info.put("enabled", rule.enabled());
        info.put("source", JsonText.latin(rule.source()));
        info.put("capture", rule.options().capture());
        info.put("capture_duration", rule.options().captureDuration());
        info.put("tags", rule.sortedTags().stream().map(JsonText::latin).toList());
        Map<String, Object> details = conditionDetails(rule.condition());
        details.put("condition_compiled", JsonText.latin(compiled.canonical()));
        details.put(
                "output_fields",
                compiled.output().fields().stream()
                        .map(Field::text)
                        .map(JsonText::latin)
                        .toList());
        details.put("output_compiled", JsonText.latin(rule.output()));
        details.put(
                "exception_names",
                rule.exceptions().stream()
                        .map(exception -> JsonText.latin(exception.name()))
                        .toList());
        details.put(
                "exception_fields",
                rule.exceptions().stream()
                        .flatMap(exception -> exception.fields().stream())
                        .map(JsonText::latin)
                        .toList());
        details.put(
                "exception_operators",
                rule.exceptions().stream()
                        .flatMap(exception -> exception.operators().stream())
                        .map(JsonText::latin)
                        .toList());
        details.put("events", compiled.eventNames().names());
        details.put("plugins", List.of());
        return infoAndDetails(info, details);
    }

    /** What a condition names itself; what its macros name in turn is not among them. Each sorted or in order. */
    public record Names(List<String> macros, List<String> lists, List<String> operators, List<String> fields) {}

    public Names names(Rule rule) {
        return names(rule.condition());
    }

    private Map<String, Object> macro(MacroDefinition macro, boolean used) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("name", JsonText.latin(macro.name()));
        info.put("condition", JsonText.latin(macro.condition()));
        Map<String, Object> details = conditionDetails(macro.condition());
        details.put("used", used);
        details.put("plugins", List.of());
        return infoAndDetails(info, details);
    }

    private Map<String, Object> list(ListDefinition list, boolean used) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("name", JsonText.latin(list.name()));
        info.put("items", list.items().stream().map(JsonText::latin).toList());
        Map<String, ListDefinition> byName =
                loaded.listDefinitions().stream().collect(Collectors.toMap(ListDefinition::name, each -> each));
        List<String> inner = new ArrayList<>();
        List<String> compiled = new ArrayList<>();
        for (String item : list.items()) {
            ListDefinition named = byName.get(item);
            if (named != null && named.index() < list.visibility()) {
                inner.add(JsonText.latin(item));
                named.items().forEach(each -> compiled.add(JsonText.latin(each)));
            } else {
                compiled.add(JsonText.latin(item));
            }
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("used", used);
        details.put("lists", inner);
        details.put("items_compiled", compiled);
        details.put("plugins", List.of());
        return infoAndDetails(info, details);
    }

    private static Map<String, Object> infoAndDetails(Map<String, Object> info, Map<String, Object> details) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("info", info);
        object.put("details", details);
        return object;
    }

    private Names names(String condition) {
        Parts parts = new Parts();
        try {
            parts.walk(Conditions.parse(condition));
        } catch (ConditionException e) {
            // It parses only with its lists filled in: what has to be read off a tree stays empty.
            parts.macros.clear();
        }
        return new Names(
                List.copyOf(parts.macros),
                List.copyOf(names.listsIn(condition)),
                List.copyOf(parts.operators),
                List.copyOf(parts.fields));
    }

    private Map<String, Object> conditionDetails(String condition) {
        Names named = names(condition);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("macros", named.macros());
        details.put("lists", named.lists().stream().map(JsonText::latin).toList());
        details.put("condition_operators", named.operators());
        details.put("condition_fields", named.fields());
        return details;
    }

    private Set<String> usedMacros() {
        Set<String> used = new TreeSet<>();
        loaded.rules().forEach(rule -> used.addAll(rule.macros()));
        for (MacroDefinition macro : loaded.macroDefinitions()) {
            Parts parts = new Parts();
            try {
                parts.walk(Conditions.parse(macro.condition()));
            } catch (ConditionException e) {
                // The same here.
                continue;
            }
            used.addAll(parts.macros);
        }
        return used;
    }

    private Set<String> usedLists() {
        Set<String> used = new TreeSet<>();
        loaded.rules().forEach(rule -> used.addAll(names.listsIn(rule.rule().condition())));
        loaded.macroDefinitions().forEach(macro -> used.addAll(names.listsIn(macro.condition())));
        loaded.listDefinitions().forEach(list -> used.addAll(list.items()));
        return used;
    }

    /** Macros, fields and operators of a tree, each once, sorted. */
    private static final class Parts extends Walker {
        private final Set<String> macros = new TreeSet<>();
        private final Set<String> operators = new TreeSet<>();
        private final Set<String> fields = new TreeSet<>();

        @Override
        protected void macro(Expr.MacroRef macro) {
            macros.add(macro.name());
        }

        @Override
        protected void exists(Expr.Exists exists) {
            operators.add("exists");
        }

        @Override
        protected void compare(Expr.Compare compare) {
            operators.add(compare.operator().symbol());
        }

        @Override
        protected void operand(Expr.Operand operand) {
            if (operand instanceof Expr.FieldRef field) {
                fields.add(field.name());
            }
        }
    }
}
