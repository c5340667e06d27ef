package lanner.engine.rules.compile;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import lanner.engine.lang.plan.EventAnalysis;
import lanner.engine.rules.compile.CompileCache.Checked;
import lanner.engine.rules.compile.CompileCache.Impossible;
import lanner.engine.rules.compile.CompileCache.Stages;
import lanner.engine.rules.define.Definition;
import lanner.engine.rules.define.Definitions;
import lanner.engine.rules.define.Definitions.ListDefinition;
import lanner.engine.rules.define.Definitions.MacroDefinition;
import lanner.engine.rules.define.Definitions.RuleDefinition;
import lanner.engine.rules.define.ExpansionBudget;
import lanner.engine.rules.define.Rule;
import lanner.engine.rules.define.RuleExceptions;
import lanner.engine.rules.finding.Finding;
import lanner.engine.rules.finding.FindingCode;
import lanner.engine.rules.finding.Findings;
import lanner.engine.rules.finding.Findings.LoadStopped;
import lanner.engine.rules.finding.ItemType;
import lanner.engine.rules.finding.Location;

/**
 * Compiles all definitions read so far, in the order of Falco's checks; the first error ends it. Where later files only add
 * to what was compiled, it goes on from there.
 */
final class RuleCompiler {
    /** A condition that can match more types of event than this is worth a warning. */
    private static final int MANY_EVENT_TYPES = 100;

    private static final String CONTAINER_INFO = "%container.info";
    private static final Set<String> UNKNOWN_FILTER =
            Set.of("nonexistent field", "invalid formatting token", "unknown event type", "unknown filter:");

    private final FieldRegistry fields;
    private final List<OutputSuffix> suffixes;
    private final Map<Source, OfSource> sources = new EnumMap<>(Source.class);
    private final ExpansionBudget budget = new ExpansionBudget();
    private final CompileCache cache;
    private final Part ofMacros;
    private final Part ofRules;
    private final ListSubstitution lists = new ListSubstitution(budget);
    private final LannerChecks checks = new LannerChecks();
    private final MacroResolver macros;

    private List<ListDefinition> knownLists = List.of();
    private List<MacroDefinition> knownMacros = List.of();
    private List<RuleDefinition> knownRules = List.of();
    private final List<CompiledRule> compiled = new ArrayList<>();

    /**
     * What differs between macros and rules: what was found of all macros comes before what was found of any rule.
     *
     * @param neverTrue what was found of the items of lists, each once for all that ask it
     */
    private record Part(Stages stages, Findings findings, Set<Finding> neverTrue) {
        Part(Stages stages, Map<String, String> texts) {
            this(stages, new Findings(texts), new HashSet<>());
        }
    }

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

    /**
     * A compiler that knows nothing yet.
     *
     * @param texts the files' texts by name, for snippets
     * @param cache what compilers of the same fields and suffixes made before
     */
    RuleCompiler(FieldRegistry fields, List<OutputSuffix> suffixes, Map<String, String> texts, CompileCache cache) {
        this.cache = cache;
        this.macros = new MacroResolver(budget, cache);
        this.fields = fields;
        this.suffixes = suffixes;
        this.ofMacros = new Part(cache.macros, texts);
        this.ofRules = new Part(cache.rules, texts);
    }

    /**
     * Whether what was compiled stays as it is with these definitions: they only add to those before, and no text before names
     * a list that is new, or nearly so.
     */
    boolean isContinuedBy(Definitions definitions) {
        List<ListDefinition> allLists = definitions.lists();
        return beginsWith(allLists, knownLists)
                && beginsWith(definitions.macros(), knownMacros)
                && beginsWith(definitions.rules(), knownRules)
                && behind(allLists, knownLists).stream()
                        .noneMatch(list -> lists.mayBeNamed(list.name()) || checks.mayBeMeant(list.name()));
    }

    private static <T> boolean beginsWith(List<T> all, List<T> known) {
        if (all.size() < known.size()) {
            return false;
        }
        for (int i = 0; i < known.size(); i++) {
            if (all.get(i) != known.get(i)) {
                return false;
            }
        }
        return true;
    }

    private static <T> List<T> behind(List<T> all, List<T> known) {
        return all.subList(known.size(), all.size());
    }

    /**
     * The rules of sources that are known, enabled or not, in the order of matching. After an error the compiler is of no use
     * any more.
     *
     * @param definitions those that were compiled before first, the same objects
     * @param findings is told what was found of all of them
     */
    List<CompiledRule> compile(Definitions definitions, Findings findings) throws LoadStopped {
        List<ListDefinition> newLists = behind(definitions.lists(), knownLists);
        List<MacroDefinition> newMacros = behind(definitions.macros(), knownMacros);
        List<RuleDefinition> newRules = behind(definitions.rules(), knownRules);
        knownLists = definitions.lists();
        knownMacros = definitions.macros();
        knownRules = definitions.rules();
        lists.add(newLists);
        newLists.forEach(list -> checks.add(list.name()));
        try {
            compileMacros(newMacros);
            for (RuleDefinition definition : newRules) {
                Optional<Source> source = Source.of(definition.rule().source());
                if (source.isPresent()) {
                    compile(definition, sources.computeIfAbsent(source.get(), this::ofSource));
                }
            }
        } finally {
            tellAll(findings);
        }
        warnOfUnused(findings);
        return List.copyOf(compiled);
    }

    private OfSource ofSource(Source source) {
        return new OfSource(source, fields, suffixes);
    }

    private void tellAll(Findings findings) {
        ofMacros.findings().warnings().forEach(findings::warn);
        for (Finding warning : ofRules.findings().warnings()) {
            if (!ofMacros.neverTrue().contains(warning)) {
                findings.warn(warning);
            }
        }
    }

    private void compileMacros(List<MacroDefinition> definitions) throws LoadStopped {
        for (MacroDefinition macro : definitions) {
            ParsedCondition parsed = parse(ofMacros, macro.name(), macro.condition(), macro.chain());
            macros.add(macro, parsed);
            warnOfNeverTrue(ofMacros, macro.name(), macro.condition(), parsed, macro.chain());
            checkText(ofMacros, macro.name(), macro.condition(), parsed, macro.chain());
        }
        for (MacroDefinition macro : definitions) {
            try {
                macros.resolve(macro.name());
            } catch (MacroResolver.MacroException e) {
                throw ofMacros.findings().error(FindingCode.LOAD_ERR_VALIDATE, e.getMessage(), e.hint(), macro.chain());
            } catch (ExpansionBudget.Exceeded e) {
                throw ofMacros.findings().error(FindingCode.LOAD_ERR_VALIDATE, e.getMessage(), macro.chain());
            }
        }
    }

    private void compile(RuleDefinition definition, OfSource source) throws LoadStopped {
        Findings findings = ofRules.findings();
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
        ParsedCondition parsed = parse(ofRules, rule.name(), expanded, place);
        macros.origins().addLeaves(Definition.Kind.RULE, rule.name(), parsed.tree());
        Expr resolved = resolve(rule.name(), parsed.tree(), place);
        for (DeprecatedField field : DeprecatedField.askedFor(resolved)) {
            findings.warnOfDeprecated(field.fieldName(), field.reason(), place);
        }
        Checked condition;
        try {
            condition = cache.checked.get(rule.name(), List.of(resolved), () -> check(resolved, source));
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
        checkText(ofRules, rule.name(), rule.condition(), parsed, place);
        warnOfNeverTrue(ofRules, rule.name(), rule.condition(), parsed, place);
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
        compiled.add(new CompiledRule(
                rule,
                definition.index(),
                resolved,
                condition.eventNames(),
                output,
                condition.canonical(),
                names(parsed.tree().macros()),
                macros.origins()));
    }

    private Checked check(Expr resolved, OfSource source) throws ConditionException {
        List<String> warnings = source.checker.check(resolved).warnings();
        List<String> conjuncts = new ArrayList<>();
        for (Expr conjunct : resolved instanceof Expr.And and ? and.children() : List.of(resolved)) {
            conjuncts.add(Conditions.canonical(conjunct));
        }
        return new Checked(
                EventAnalysis.of(resolved).and(source.events),
                warnings,
                resolved instanceof Expr.And ? Conditions.canonicalAnd(conjuncts) : conjuncts.get(0),
                Set.copyOf(conjuncts));
    }

    private void checkText(Part part, String name, String condition, ParsedCondition parsed, List<Location> place) {
        Optional<Expr> tree = parsed.text().equals(condition)
                ? Optional.of(parsed.tree())
                : part.stages().written.get(name, List.of(condition), () -> LannerChecks.parse(condition));
        checks.text(condition, tree, (code, message) -> part.findings().warn(code, message, place));
    }

    private void warnOfNeverTrue(Part part, String name, String written, ParsedCondition parsed, List<Location> place) {
        List<Impossible> found = part.stages()
                .impossible
                .get(name, List.of(parsed.tree()), () -> ImpossibleComparisons.in(parsed.tree(), fields));
        found.forEach(impossible -> warnOfNeverTrue(part, impossible, written, parsed, place));
    }

    /** The place is the list that the value is an item of, once for all that ask it, or that of the condition. */
    private void warnOfNeverTrue(
            Part part, Impossible found, String written, ParsedCondition parsed, List<Location> place) {
        boolean negated = found.operator() == Operator.NE;
        FindingCode code = negated ? FindingCode.LANNER_ALWAYS_TRUE : FindingCode.LANNER_ALWAYS_FALSE;
        String said = (negated ? "True of every value: " : "Never true: ") + found.why();
        Optional<ListDefinition> list = holder(found.literal().text(), written);
        if (list.isEmpty()) {
            Span span = found.literal().span();
            Location inner = Location.inCondition(parsed.text(), span.line(), span.column(), span.start());
            part.findings().warnIn(parsed.text(), code, said, Location.append(place, inner));
            return;
        }
        String message = said + " (an item of the list '" + list.get().name() + "')";
        Finding warning = part.findings().warning(code, message, list.get().chain());
        if (part.neverTrue().add(warning)) {
            part.findings().warn(warning);
        }
    }

    /** The list that brought a value into a condition: one named there, or one among the items of such a list. */
    private Optional<ListDefinition> holder(String item, String written) {
        Set<String> named = new HashSet<>(checks.listsIn(written));
        List<ListDefinition> all = knownLists;
        for (int i = all.size() - 1; i >= 0; i--) {
            if (named.contains(all.get(i).name())) {
                named.addAll(all.get(i).items());
            }
        }
        return all.stream()
                .filter(list -> named.contains(list.name()) && list.items().contains(item))
                .findFirst();
    }

    /** Each name once. */
    private static List<String> names(List<Expr.MacroRef> macros) {
        Set<String> names = new LinkedHashSet<>();
        for (Expr.MacroRef macro : macros) {
            names.add(macro.name());
        }
        return List.copyOf(names);
    }

    private OutputTemplate output(RuleDefinition definition, OfSource source) throws TemplateException {
        String text = OutputSuffix.append(definition.rule().output(), source.suffixes, definition.rule());
        if (text.contains(CONTAINER_INFO)) {
            ofRules.findings()
                    .warn(
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

    private ParsedCondition parse(Part part, String name, String condition, List<Location> place) throws LoadStopped {
        String filled;
        try {
            filled = lists.fillIn(condition);
        } catch (ExpansionBudget.Exceeded e) {
            throw part.findings().error(FindingCode.LOAD_ERR_VALIDATE, e.getMessage(), place);
        }
        try {
            return new ParsedCondition(
                    filled, part.stages().filled.get(name, List.of(filled), () -> Conditions.parse(filled)));
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
            throw ofRules.findings().error(FindingCode.LOAD_ERR_VALIDATE, e.getMessage(), e.hint(), place);
        } catch (ExpansionBudget.Exceeded e) {
            throw ofRules.findings().error(FindingCode.LOAD_ERR_VALIDATE, e.getMessage(), place);
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
                ofRules.findings()
                        .warnOfDeprecated(
                                field.fieldName(),
                                "usage of deprecated field '" + field.fieldName()
                                        + "' has been detected in the rule output",
                                place);
            }
        }
    }

    private static boolean isSkipped(Rule rule, String message) {
        return rule.options().skipIfUnknownFilter() && UNKNOWN_FILTER.stream().anyMatch(message::contains);
    }

    private void warnOfSkipped(String message, List<Location> place) {
        ofRules.findings().warn(FindingCode.LOAD_UNKNOWN_FILTER, message, place);
    }

    private void warnOfUnused(Findings findings) {
        for (MacroDefinition macro : knownMacros) {
            if (!macros.isUsed(macro.name())) {
                findings.warn(
                        FindingCode.LOAD_UNUSED_MACRO, "Macro not referred to by any other rule/macro", macro.chain());
            }
        }
        for (ListDefinition list : knownLists) {
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
