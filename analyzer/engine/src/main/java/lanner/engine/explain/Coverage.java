package lanner.engine.explain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import lanner.engine.field.FieldRegistry;
import lanner.engine.lang.ast.Span;
import lanner.engine.rules.compile.CompiledRule;
import lanner.engine.rules.compile.LoadedRules;
import lanner.engine.rules.define.Definition;
import lanner.engine.state.EventContext;

/**
 * Counts what a corpus of events makes of rules: of each enabled rule, each macro, each leaf. Every rule is asked about
 * every event, in the order of its condition and no further than the verdict needs. Not thread safe; several may count
 * side by side and be added up.
 */
public final class Coverage {
    private final LoadedRules loaded;
    private final List<Asked> rules = new ArrayList<>();
    private long events;

    /** @param fields those that the rules were loaded with */
    public Coverage(LoadedRules loaded, FieldRegistry fields) {
        this.loaded = loaded;
        for (CompiledRule rule : loaded.rules()) {
            if (rule.rule().enabled()) {
                rules.add(new Asked(rule, fields));
            }
        }
    }

    /** Takes one event in. */
    public void visit(EventContext context) {
        events++;
        boolean raised = false;
        for (Asked rule : rules) {
            if (rule.ask(context)) {
                rule.matched++;
                rule.raised += raised ? 0 : 1;
                raised = true;
            }
        }
    }

    /** Adds what another one has counted, made of the same rules. */
    public void add(Coverage other) {
        events += other.events;
        for (int i = 0; i < rules.size(); i++) {
            rules.get(i).add(other.rules.get(i));
        }
    }

    public CoverageReport report() {
        Map<Owner, Map<Integer, Found>> leaves = new HashMap<>();
        Map<String, Counts> macros = new HashMap<>();
        Map<String, Asked> byName = new HashMap<>();
        for (Asked rule : rules) {
            byName.put(rule.rule.rule().name(), rule);
            collect(rule, rule.root, leaves, macros);
        }
        List<CoverageReport.RuleCoverage> asked = new ArrayList<>();
        List<CoverageReport.MacroCoverage> named = new ArrayList<>();
        List<CoverageReport.LeafCoverage> places = new ArrayList<>();
        for (Definition definition : loaded.definitions()) {
            String name = definition.name();
            if (definition.kind() == Definition.Kind.RULE && byName.containsKey(name)) {
                Asked rule = byName.get(name);
                asked.add(new CoverageReport.RuleCoverage(name, definition.place(), rule.matched, rule.raised));
            }
            if (definition.kind() == Definition.Kind.MACRO) {
                named.add(new CoverageReport.MacroCoverage(
                        name, definition.place(), macros.getOrDefault(name, Counts.NONE)));
            }
            leaves.getOrDefault(new Owner(definition.kind(), name), Map.of())
                    .forEach((ordinal, found) -> places.add(leaf(definition, ordinal, found)));
        }
        return new CoverageReport(events, asked, named, places);
    }

    /** What leaves stand in. */
    private record Owner(Definition.Kind kind, String name) {}

    private static CoverageReport.LeafCoverage leaf(Definition definition, int ordinal, Found found) {
        Optional<Span> span = definition.leaf(ordinal);
        return new CoverageReport.LeafCoverage(
                definition.kind(),
                definition.name(),
                found.text,
                span.map(each -> definition.place(each.start())).orElseGet(definition::place),
                span.map(each -> definition.place(Math.max(each.start(), each.end() - 1))),
                found.counts);
    }

    private static void collect(
            Asked rule, ConditionTree part, Map<Owner, Map<Integer, Found>> leaves, Map<String, Counts> macros) {
        Counts counts = rule.counts(part);
        part.macro().ifPresent(macro -> macros.merge(macro, counts, Counts::plus));
        part.origin()
                .ifPresent(origin -> leaves.computeIfAbsent(
                                new Owner(origin.kind(), origin.name()), key -> new TreeMap<>())
                        .merge(origin.ordinal(), new Found(part.text(), counts), Found::plus));
        part.children().forEach(child -> collect(rule, child, leaves, macros));
    }

    private record Found(String text, Counts counts) {
        Found plus(Found other) {
            return new Found(text, counts.plus(other.counts));
        }
    }

    /**
     * How often something was asked and what came of it.
     *
     * @param missing false because a field had no value; not among {@code falses}
     * @param mattered how often the rule's verdict would have been another with this one turned
     */
    public record Counts(long trues, long falses, long missing, long mattered) {
        static final Counts NONE = new Counts(0, 0, 0, 0);

        public long evaluated() {
            return trues + falses + missing;
        }

        Counts plus(Counts other) {
            return new Counts(
                    trues + other.trues, falses + other.falses, missing + other.missing, mattered + other.mattered);
        }
    }

    /** A rule with its counts, a row a part. */
    private static final class Asked implements ConditionTree.Tally {
        private static final int TRUES = 0;
        private static final int FALSES = 1;
        private static final int MISSING = 2;
        private static final int MATTERED = 3;

        private final CompiledRule rule;
        private final ConditionTree root;
        private final List<ConditionTree> parts = new ArrayList<>();
        private final IdentityHashMap<ConditionTree, long[]> rows = new IdentityHashMap<>();
        private long matched;
        private long raised;

        Asked(CompiledRule rule, FieldRegistry fields) {
            this.rule = rule;
            this.root = ConditionTree.of(rule, fields);
            enter(root);
        }

        private void enter(ConditionTree part) {
            parts.add(part);
            rows.put(part, new long[4]);
            part.children().forEach(this::enter);
        }

        boolean ask(EventContext context) {
            boolean now = root.ask(context, this);
            root.weigh(context, now, this);
            return now;
        }

        @Override
        public void asked(ConditionTree part, boolean now, boolean missing) {
            row(part)[now ? TRUES : missing ? MISSING : FALSES]++;
        }

        @Override
        public void mattered(ConditionTree part) {
            row(part)[MATTERED]++;
        }

        private long[] row(ConditionTree part) {
            return Objects.requireNonNull(rows.get(part));
        }

        Counts counts(ConditionTree part) {
            long[] row = row(part);
            return new Counts(row[TRUES], row[FALSES], row[MISSING], row[MATTERED]);
        }

        void add(Asked other) {
            matched += other.matched;
            raised += other.raised;
            for (int i = 0; i < parts.size(); i++) {
                long[] row = row(parts.get(i));
                long[] more = other.row(other.parts.get(i));
                for (int k = 0; k < row.length; k++) {
                    row[k] += more[k];
                }
            }
        }
    }
}
