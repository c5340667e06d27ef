package lanner.exchange.sigma;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import lanner.engine.field.StandardFields;
import lanner.engine.rules.compile.LoadedRules;
import lanner.engine.rules.compile.RuleLoader;
import lanner.engine.rules.finding.Finding;
import lanner.engine.rules.finding.FindingCode;
import lanner.engine.rules.read.RuleFile;
import lanner.product.Counted;

/**
 * Translates files of Sigma rules into one file of ours. Files are added one after another; filters and correlations may
 * be about rules of any of them. Each rule is compiled by the engine before it is taken.
 */
public final class SigmaImport {
    private static final String NO_SELECTION =
            "nothing in it says which calls are meant: on a machine with auditd its audit rules do";

    /**
     * What a translation came to.
     *
     * @param yaml a rule file, whole even where there is no rule in it
     * @param rules how many rules are in it
     * @param disabled how many of them are switched off
     * @param filtered how many filters were put into them
     * @param refusals what is not in it, in the order of the files
     */
    public record Result(String yaml, int rules, int disabled, int filtered, List<Refusal> refusals) {
        public Result {
            refusals = List.copyOf(refusals);
        }
    }

    /** A rule in our language, ready to be written. */
    private record Ready(String text, Set<String> macros, boolean enabled) {}

    private final Placeholders placeholders;
    private final List<SigmaDocument.Rule> rules = new ArrayList<>();
    private final List<SigmaDocument.Filter> filters = new ArrayList<>();
    private final List<SigmaDocument.Correlation> correlations = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private final Set<SigmaDocument.Filter> applied = new HashSet<>();
    private final Set<SigmaDocument.Filter> failed = new HashSet<>();
    private final Set<String> names = new HashSet<>();

    public SigmaImport(Placeholders placeholders) {
        this.placeholders = placeholders;
    }

    /** The tables of log sources and fields, as text for people. */
    public static String fields() {
        return FieldMap.STANDARD.text();
    }

    /** Takes a file in; what is wrong with it is among the refusals. */
    public void add(RuleFile file) {
        DocumentFile.read(file, this::take, refusals);
    }

    /** Says that a file could not be read. */
    public void unreadable(String file, String reason) {
        refusals.add(new Refusal(new Place(file, 0, 0), "", reason, true));
    }

    private void take(SigmaDocument document) {
        if (document instanceof SigmaDocument.Rule rule) {
            rules.add(rule);
        } else if (document instanceof SigmaDocument.Filter filter) {
            filters.add(filter);
        } else if (document instanceof SigmaDocument.Correlation correlation) {
            correlations.add(correlation);
            refuse(correlation, correlation.place(), "it is about several events, and a rule sees one at a time");
        }
    }

    private void refuse(SigmaDocument document, Place place, String reason) {
        refusals.add(new Refusal(place, document.title(), reason, false));
    }

    /** Translates what was added. */
    public Result result() {
        List<Ready> ready = new ArrayList<>();
        for (SigmaDocument.Rule rule : rules) {
            try {
                ready.add(translate(rule));
            } catch (RefusedException e) {
                refuse(rule, e.place(), e.reason());
            }
        }
        for (SigmaDocument.Filter filter : filters) {
            if (!applied.contains(filter) && !failed.contains(filter)) {
                refuse(filter, filter.place(), "none of the rules that it is for was translated");
            }
        }
        return written(ready);
    }

    private Ready translate(SigmaDocument.Rule rule) throws RefusedException {
        RuleTranslator.Translation translation =
                RuleTranslator.translate(rule.source(), rule.detection(), placeholders, rule.place());
        List<String> notes = new ArrayList<>();
        Map<String, Clause> clauses = filters(rule, notes);
        boolean enabled = !rule.status().equals("deprecated");
        if (!enabled) {
            notes.add("Its status is deprecated: it is switched off.");
        }
        for (SigmaDocument.Correlation correlation : correlations) {
            if (correlation.rules().stream().anyMatch(rule::isCalled)) {
                enabled &= correlation.generate();
                notes.add("It is a part of the correlation '" + correlation.title() + "', which was refused"
                        + (correlation.generate() ? "." : ": alone it is switched off."));
            }
        }
        Set<String> macros = new TreeSet<>();
        translation.clause().macros(macros::add);
        clauses.values().forEach(clause -> clause.macros(macros::add));
        String name = unique(rule.title());
        String text = RuleWriter.rule(rule, name, translation, clauses, notes, enabled);
        List<String> findings = compiled(rule, text, macros);
        if (!findings.isEmpty()) {
            notes.addAll(findings);
            text = RuleWriter.rule(rule, name, translation, clauses, notes, enabled);
        }
        names.add(name);
        return new Ready(text, macros, enabled);
    }

    /** The filters for a rule, by their titles; one that cannot be translated is refused once, and noted. */
    private Map<String, Clause> filters(SigmaDocument.Rule rule, List<String> notes) {
        Map<String, Clause> clauses = new LinkedHashMap<>();
        for (SigmaDocument.Filter filter : filters) {
            if (!filter.concerns(rule)) {
                continue;
            }
            try {
                // The events are the rule's: only what the filter says of their fields is added.
                LogSource fields = rule.source();
                RuleTranslator.Translation translation =
                        RuleTranslator.translate(fields, filter.detection(), placeholders, filter.place());
                clauses.put(filter.title(), translation.clause());
                notes.addAll(translation.notes());
                applied.add(filter);
            } catch (RefusedException e) {
                if (failed.add(filter)) {
                    refuse(filter, e.place(), e.reason());
                }
                notes.add("The filter '" + filter.title() + "' is for it, and was refused: it raises more alerts.");
            }
        }
        return clauses;
    }

    /** A name that no rule before has. */
    private String unique(String title) {
        String name = title;
        for (int i = 2; names.contains(name); i++) {
            name = title + " (" + i + ")";
        }
        return name;
    }

    /**
     * Compiles a rule alone.
     *
     * @return what the engine warns of
     */
    private static List<String> compiled(SigmaDocument.Rule rule, String text, Set<String> macros)
            throws RefusedException {
        LoadedRules loaded = load(RuleWriter.macros(macros) + text);
        Optional<Finding> error = loaded.error();
        if (error.isPresent()) {
            throw new RefusedException(
                    rule.place(), "the engine does not take it: " + error.get().message());
        }
        List<String> warnings = new ArrayList<>();
        for (Finding warning : loaded.warnings()) {
            if (warning.code() == FindingCode.LOAD_NO_EVTTYPE) {
                throw new RefusedException(rule.place(), NO_SELECTION);
            }
            warnings.add("The engine warns: " + warning.message());
        }
        return warnings;
    }

    private static LoadedRules load(String text) {
        return new RuleLoader(new StandardFields()).load(List.of(new RuleFile("sigma.yaml", text)));
    }

    private Result written(List<Ready> ready) {
        Set<String> macros = new LinkedHashSet<>();
        ready.forEach(rule -> macros.addAll(rule.macros()));
        StringBuilder yaml = new StringBuilder("# Translated from Sigma by \"lanner rules import\": ")
                .append(Counted.of(ready.size(), "rule"))
                .append(", ")
                .append(refusals.size())
                .append(" refused.\n\n")
                .append(RuleWriter.macros(macros));
        if (ready.isEmpty()) {
            yaml.append("[]\n");
        }
        for (int i = 0; i < ready.size(); i++) {
            yaml.append(i == 0 ? "" : "\n").append(ready.get(i).text());
        }
        LoadedRules whole = load(yaml.toString());
        if (whole.error().isPresent() || whole.rules().size() != ready.size()) {
            throw new IllegalStateException("rules that compile alone do not together: "
                    + whole.error().map(Finding::message).orElse("some are missing"));
        }
        int disabled = (int) ready.stream().filter(rule -> !rule.enabled()).count();
        return new Result(yaml.toString(), ready.size(), disabled, applied.size(), refusals);
    }
}
