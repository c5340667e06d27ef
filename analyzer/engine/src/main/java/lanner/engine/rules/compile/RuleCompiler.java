package lanner.engine.rules.compile;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lanner.engine.alert.OutputTemplate;
import lanner.engine.alert.TemplateException;
import lanner.engine.field.FieldRegistry;
import lanner.engine.field.Source;
import lanner.engine.lang.Conditions;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.ast.Operator;
import lanner.engine.lang.ast.Span;
import lanner.engine.lang.check.Checker;
import lanner.engine.lang.check.EventNames;
import lanner.engine.lang.plan.CompiledCondition;
import lanner.engine.lang.plan.Planner;
import lanner.engine.rules.compile.CompileCache.Impossible;
import lanner.engine.rules.compile.CompileCache.Plan;
import lanner.engine.rules.compile.CompileCache.Stages;
import lanner.engine.rules.define.Definition;
import lanner.engine.rules.define.Definitions;
import lanner.engine.rules.define.Definitions.ListDefinition;
import lanner.engine.rules.define.Definitions.MacroDefinition;
import lanner.engine.rules.define.Definitions.RuleDefinition;
import lanner.engine.rules.define.ExpansionBudget;
import lanner.engine.rules.define.Rule;
import lanner.engine.rules.define.RuleExceptions;
import lanner.engine.rules.finding.FindingCode;
import lanner.engine.rules.finding.Findings;
import lanner.engine.rules.finding.Findings.LoadStopped;
import lanner.engine.rules.finding.ItemType;
import lanner.engine.rules.finding.Location;

/** Compiles all definitions read so far, in the order of Falco's checks; the first error ends it. */
final class RuleCompiler {
    /** A condition that can match more types of event than this is worth a warning. */
    private static final int MANY_EVENT_TYPES = 100;

    private static final String CONTAINER_INFO = "%container.info";
    private static final Set<String> UNKNOWN_FILTER =
            Set.of("nonexistent field", "invalid formatting token", "unknown event type", "unknown filter:");

    private final Definitions definitions;
    private final FieldRegistry fields;
    private final Map<Source, OfSource> sources = new EnumMap<>(Source.class);
    private final Findings findings;
    private final ExpansionBudget budget = new ExpansionBudget();
    private final CompileCache cache;
    private final ListSubstitution lists;
    private final LannerChecks checks;
    private final Set<String> neverTrue = new HashSet<>();
    private final MacroResolver macros;

    /** What rules of one source are checked by. */
    private static final class OfSource {
        private final FieldRegistry fields;
        private final Checker checker;
        private final EventNames events;
        private final List<OutputSuffix> suffixes;
        private final ShadowedRules shadowed = new ShadowedRules();

        OfSource(Source source, FieldRegistry all, List<OutputSuffix> suffixes) {
            fields = all.of(source);
            checker = new Checker(fields);
            events = EventNames.of(source);
            this.suffixes = OutputSuffix.of(suffixes, fields, all);
        }
    }

    /** @param cache what compilers of the same fields and suffixes made before */
    RuleCompiler(
            Definitions definitions,
            FieldRegistry fields,
            List<OutputSuffix> suffixes,
            Findings findings,
            CompileCache cache) {
        this.cache = cache;
        this.macros = new MacroResolver(budget, cache);
        this.definitions = definitions;
        this.fields = fields;
        for (Source source : Source.values()) {
            sources.put(source, new OfSource(source, fields, suffixes));
        }
        this.findings = findings;
        this.lists = new ListSubstitution(definitions.lists(), budget);
        this.checks = new LannerChecks(
                definitions.lists().stream().map(ListDefinition::name).collect(Collectors.toSet()));
    }

    /** The rules of sources that are known, enabled or not, in the order of matching. */
    List<CompiledRule> compile() throws LoadStopped {
        compileMacros();
        List<CompiledRule> rules = new ArrayList<>();
        for (RuleDefinition definition : definitions.rules()) {
            OfSource source =
                    Source.of(definition.rule().source()).map(sources::get).orElse(null);
            if (source != null) {
                compile(definition, source, rules);
            }
        }
        warnOfUnused();
        return List.copyOf(rules);
    }

    private void compileMacros() throws LoadStopped {
        for (MacroDefinition macro : definitions.macros()) {
            ParsedCondition parsed = parse(cache.macros, macro.name(), macro.condition(), macro.chain());
            macros.add(macro, parsed);
            warnOfNeverTrue(cache.macros, macro.name(), macro.condition(), parsed, macro.chain());
            checkText(cache.macros, macro.name(), macro.condition(), macro.chain());
        }
        for (MacroDefinition macro : definitions.macros()) {
            try {
                macros.resolve(macro.name());
            } catch (MacroResolver.MacroException e) {
                throw findings.error(FindingCode.LOAD_ERR_VALIDATE, e.getMessage(), e.hint(), macro.chain());
            } catch (ExpansionBudget.Exceeded e) {
                throw findings.error(FindingCode.LOAD_ERR_VALIDATE, e.getMessage(), macro.chain());
            }
        }
    }

    private void compile(RuleDefinition definition, OfSource source, List<CompiledRule> rules) throws LoadStopped {
        Rule rule = definition.rule();
        OutputTemplate output;
        try {
            output = output(definition, source);
        } catch (TemplateException e) {
            if (isSkipped(rule, e.getMessage())) {
                warnOfSkipped(e.getMessage(), definition.outputChain());
                return;
            }
            List<Location> chain = Location.append(
                    definition.outputChain(),
                    new Location(
                            ItemType.RULE_OUTPUT_EXPRESSION,
                            "",
                            '"' + shortened(rule.output()) + '"',
                            1,
                            e.offset() + 1,
                            e.offset()));
            throw Findings.errorIn(rule.output(), FindingCode.LOAD_ERR_COMPILE_OUTPUT, e.getMessage(), e.hint(), chain);
        }
        List<Location> place = definition.conditionChain();
        String expanded = RuleExceptions.expand(rule.condition(), definition.exceptions(), findings);
        ParsedCondition parsed = parse(cache.rules, rule.name(), expanded, place);
        macros.origins().addLeaves(Definition.Kind.RULE, rule.name(), parsed.tree());
        Expr resolved = resolve(rule.name(), parsed.tree(), place);
        for (DeprecatedField field : DeprecatedField.askedFor(resolved)) {
            findings.warnOfDeprecated(field.fieldName(), field.reason(), place);
        }
        Plan condition;
        try {
            condition = cache.plans.get(rule.name(), List.of(resolved), () -> plan(resolved, source));
        } catch (ConditionException e) {
            if (isSkipped(rule, e.getMessage())) {
                warnOfSkipped(e.getMessage(), place);
                return;
            }
            throw conditionError(e, place, parsed);
        }
        for (String warning : condition.warnings()) {
            findings.warn(FindingCode.LOAD_COMPILE_CONDITION, warning, place);
        }
        checkText(cache.rules, rule.name(), rule.condition(), place);
        warnOfNeverTrue(cache.rules, rule.name(), rule.condition(), parsed, place);
        if (rule.enabled()) {
            source.shadowed
                    .by(rule.name(), condition.conjuncts())
                    .ifPresent(earlier -> findings.warn(
                            FindingCode.LANNER_SHADOWED_RULE,
                            "The rule '" + earlier + "' comes first and matches whatever this one does",
                            place));
        }
        int types = condition.eventNames().size();
        if (rule.options().warnEventTypes() && (types > MANY_EVENT_TYPES || types == 0)) {
            findings.warn(
                    FindingCode.LOAD_NO_EVTTYPE,
                    types == 0
                            ? "Rule matches no evt.type at all: it can never fire."
                            : "Rule matches too many evt.type values. This has a significant performance penalty.",
                    place);
        }
        rules.add(new CompiledRule(
                rule,
                definition.index(),
                resolved,
                condition.eventNames(),
                output,
                condition.canonical(),
                parsed.tree().macros().stream()
                        .map(Expr.MacroRef::name)
                        .distinct()
                        .toList(),
                macros.origins()));
    }

    private Plan plan(Expr resolved, OfSource source) throws ConditionException {
        CompiledCondition condition = Planner.plan(resolved, source.checker);
        List<Expr> conjuncts = resolved instanceof Expr.And and ? and.children() : List.of(resolved);
        return new Plan(
                condition.eventNames().and(source.events),
                condition.warnings(),
                Conditions.canonical(resolved),
                conjuncts.stream().map(Conditions::canonical).collect(Collectors.toSet()));
    }

    private void checkText(Stages stages, String name, String condition, List<Location> place) {
        Optional<Expr> tree = stages.written.get(name, List.of(condition), () -> LannerChecks.parse(condition));
        checks.text(condition, tree, (code, message) -> findings.warn(code, message, place));
    }

    private void warnOfNeverTrue(
            Stages stages, String name, String written, ParsedCondition parsed, List<Location> place) {
        List<Impossible> found = stages.impossible.get(
                name, List.of(parsed.tree()), () -> ImpossibleComparisons.in(parsed.tree(), fields));
        found.forEach(impossible -> warnOfNeverTrue(impossible, written, parsed, place));
    }

    /** The place is the list that the value is an item of, once for all that ask it, or that of the condition. */
    private void warnOfNeverTrue(Impossible found, String written, ParsedCondition parsed, List<Location> place) {
        boolean negated = found.operator() == Operator.NE;
        FindingCode code = negated ? FindingCode.LANNER_ALWAYS_TRUE : FindingCode.LANNER_ALWAYS_FALSE;
        String said = (negated ? "True of every value: " : "Never true: ") + found.why();
        Optional<ListDefinition> list = holder(found.literal().text(), written);
        if (list.isEmpty()) {
            Span span = found.literal().span();
            Location inner = Location.inCondition(parsed.text(), span.line(), span.column(), span.start());
            findings.warnIn(parsed.text(), code, said, Location.append(place, inner));
            return;
        }
        String message = said + " (an item of the list '" + list.get().name() + "')";
        if (neverTrue.add(message)) {
            findings.warn(code, message, list.get().chain());
        }
    }

    /** The list that brought a value into a condition: one named there, or one among the items of such a list. */
    private Optional<ListDefinition> holder(String item, String written) {
        Set<String> named = new HashSet<>(checks.listsIn(written));
        List<ListDefinition> all = definitions.lists();
        for (int i = all.size() - 1; i >= 0; i--) {
            if (named.contains(all.get(i).name())) {
                named.addAll(all.get(i).items());
            }
        }
        return all.stream()
                .filter(list -> named.contains(list.name()) && list.items().contains(item))
                .findFirst();
    }

    private OutputTemplate output(RuleDefinition definition, OfSource source) throws TemplateException {
        String text = OutputSuffix.append(definition.rule().output(), source.suffixes, definition.rule());
        if (text.contains(CONTAINER_INFO)) {
            findings.warn(
                    FindingCode.LOAD_DEPRECATED_ITEM,
                    CONTAINER_INFO + " is deprecated and no more useful, and will be dropped by Falco 1.0.0. "
                            + "The container plugin will automatically add required fields to the output message.",
                    definition.rule().chain());
            text = text.replace(CONTAINER_INFO, "");
        }
        String complete = text;
        OutputTemplate output = cache.outputs.get(
                definition.rule().name(), List.of(complete), () -> OutputTemplate.parse(complete, source.fields));
        warnOfDeprecatedFields(text, definition.outputChain());
        Map<String, String> more = OutputSuffix.fields(source.suffixes, definition.rule());
        OutputTemplate whole = output.with(more, source.fields);
        for (String template : more.values()) {
            warnOfDeprecatedFields(template, definition.outputChain());
        }
        return whole;
    }

    private ParsedCondition parse(Stages stages, String name, String condition, List<Location> place)
            throws LoadStopped {
        String filled;
        try {
            filled = lists.fillIn(condition);
        } catch (ExpansionBudget.Exceeded e) {
            throw findings.error(FindingCode.LOAD_ERR_VALIDATE, e.getMessage(), place);
        }
        try {
            return new ParsedCondition(
                    filled, stages.filled.get(name, List.of(filled), () -> Conditions.parse(filled)));
        } catch (ConditionException e) {
            Span span = e.span();
            Location inner = Location.inCondition(filled, span.line(), span.column(), span.start());
            throw Findings.errorIn(
                    filled, FindingCode.LOAD_ERR_COMPILE_CONDITION, e.getMessage(), Location.append(place, inner));
        }
    }

    private Expr resolve(String rule, Expr parsed, List<Location> place) throws LoadStopped {
        try {
            return macros.resolve(rule, parsed);
        } catch (MacroResolver.MacroException e) {
            throw findings.error(FindingCode.LOAD_ERR_VALIDATE, e.getMessage(), e.hint(), place);
        } catch (ExpansionBudget.Exceeded e) {
            throw findings.error(FindingCode.LOAD_ERR_VALIDATE, e.getMessage(), place);
        }
    }

    /** The place is one in the text that the node at fault comes from: the rule's own or one of its macros'. */
    private LoadStopped conditionError(ConditionException error, List<Location> place, ParsedCondition condition) {
        Span span = error.span();
        String text = SpanFinder.holds(condition.tree(), span)
                ? condition.text()
                : macros.textHolding(span).orElse(condition.text());
        Location inner = Location.inCondition(text, span.line(), span.column(), span.start());
        return Findings.errorIn(
                text,
                FindingCode.LOAD_ERR_COMPILE_CONDITION,
                error.getMessage(),
                error.hint(),
                Location.append(place, inner));
    }

    private void warnOfDeprecatedFields(String output, List<Location> place) {
        for (DeprecatedField field : DeprecatedField.values()) {
            if (output.contains(field.fieldName())) {
                findings.warnOfDeprecated(
                        field.fieldName(),
                        "usage of deprecated field '" + field.fieldName() + "' has been detected in the rule output",
                        place);
            }
        }
    }

    private static boolean isSkipped(Rule rule, String message) {
        return rule.options().skipIfUnknownFilter() && UNKNOWN_FILTER.stream().anyMatch(message::contains);
    }

    private void warnOfSkipped(String message, List<Location> place) {
        findings.warn(FindingCode.LOAD_UNKNOWN_FILTER, message, place);
    }

    private void warnOfUnused() {
        for (MacroDefinition macro : definitions.macros()) {
            if (!macros.isUsed(macro.name())) {
                findings.warn(
                        FindingCode.LOAD_UNUSED_MACRO, "Macro not referred to by any other rule/macro", macro.chain());
            }
        }
        for (ListDefinition list : definitions.lists()) {
            if (!lists.isUsed(list.name())) {
                findings.warn(
                        FindingCode.LOAD_UNUSED_LIST, "List not referred to by any other rule/macro", list.chain());
            }
        }
    }

    private static String shortened(String text) {
        return text.length() > 20 ? text.substring(0, 17) + "..." : text;
    }
}
