package lanner.exchange.sigma;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
 * Translates files of Sigma rules into one file of ours. A filter or a correlation may be about rules of any file, so each
 * file is seen twice: all are surveyed first, then each is added, and no more of it is kept than what it became. Each rule
 * is compiled by the engine before it is taken.
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

    /** More rules than an engine takes at once; the message says of what there is too much. */
    public static final class TooManyException extends Exception {
        private static final long serialVersionUID = 1L;

        TooManyException(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    /** The longest file, in characters. The longest of the community's has 20,000. */
    private static final int LONGEST_FILE = 1 << 20;
    /** The files with filters together: these are kept. */
    private static final int LONGEST_FILTERS = 4 << 20;
    /** The rules together, in characters: with the macros they are to be a rule file. */
    private static final int LONGEST_RULES = RuleFile.MAX_BYTES / 2;

    private final Placeholders placeholders;
    private final List<SigmaDocument.Filter> filters = new ArrayList<>();
    private final List<SigmaDocument.Correlation> correlations = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private final Set<SigmaDocument.Filter> applied = new HashSet<>();
    private final Set<SigmaDocument.Filter> failed = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> macros = new TreeSet<>();
    private final StringBuilder rules = new StringBuilder();
    private int surveyed;
    private int disabled;

    public SigmaImport(Placeholders placeholders) {
        this.placeholders = placeholders;
    }

    /** The tables of log sources and fields, as text for people. */
    public static String fields() {
        return FieldMap.STANDARD.text();
    }

    /** Takes the filters and correlations of a file in, for the rules of all files. */
    public void survey(RuleFile file) {
        if (file.text().length() > LONGEST_FILE) {
            return;
        }
        int before = filters.size() + correlations.size();
        DocumentFile.read(file, this::survey, new ArrayList<>());
        if (filters.size() + correlations.size() > before) {
            surveyed += file.text().length();
        }
    }

    private void survey(SigmaDocument document) {
        if (surveyed > LONGEST_FILTERS) {
            return;
        }
        if (document instanceof SigmaDocument.Filter filter) {
            filters.add(filter);
        } else if (document instanceof SigmaDocument.Correlation correlation) {
            correlations.add(correlation);
        }
    }

    /** Translates the rules of a file; what is wrong with it is among the refusals. */
    public void add(RuleFile file) {
        if (file.text().length() > LONGEST_FILE) {
            unreadable(file.name(), "longer than " + LONGEST_FILE + " characters");
            return;
        }
        DocumentFile.read(file, this::take, refusals);
    }

    /** Says that a file could not be read. */
    public void unreadable(String file, String reason) {
        refusals.add(new Refusal(new Place(file, 0, 0), "", reason, true));
    }

    private void take(SigmaDocument document) {
        if (document instanceof SigmaDocument.Rule rule) {
            try {
                translate(rule);
            } catch (RefusedException e) {
                refuse(rule, e.place(), e.reason());
            }
        } else if (document instanceof SigmaDocument.Filter filter && surveyed > LONGEST_FILTERS) {
            refuse(filter, filter.place(), "the files with filters are longer than " + LONGEST_FILTERS + " characters");
        } else if (document instanceof SigmaDocument.Correlation correlation) {
            refuse(correlation, correlation.place(), "it is about several events, and a rule sees one at a time");
        }
    }

    private void refuse(SigmaDocument document, Place place, String reason) {
        refusals.add(new Refusal(place, document.title(), reason, false));
    }

    private void translate(SigmaDocument.Rule rule) throws RefusedException {
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
        Set<String> used = new TreeSet<>();
        translation.clause().macros(used::add);
        clauses.values().forEach(clause -> clause.macros(used::add));
        String name = unique(rule.title());
        String text = RuleWriter.rule(rule, name, translation, clauses, notes, enabled);
        List<String> findings = compiled(rule, text, used);
        if (!findings.isEmpty()) {
            notes.addAll(findings);
            text = RuleWriter.rule(rule, name, translation, clauses, notes, enabled);
        }
        if (rules.length() + text.length() > LONGEST_RULES) {
            throw new RefusedException(
                    rule.place(), "the rules would be longer than " + LONGEST_RULES + " characters together");
        }
        rules.append(names.isEmpty() ? "" : "\n").append(text);
        names.add(name);
        macros.addAll(used);
        disabled += enabled ? 0 : 1;
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

    /** What was translated. */
    public Result result() throws TooManyException {
        for (SigmaDocument.Filter filter : filters) {
            if (!applied.contains(filter) && !failed.contains(filter)) {
                refuse(filter, filter.place(), "none of the rules that it is for was translated");
            }
        }
        String yaml = "# Translated from Sigma by \"lanner rules import\": " + Counted.of(names.size(), "rule") + ", "
                + refusals.size() + " refused.\n\n" + RuleWriter.macros(macros) + (names.isEmpty() ? "[]\n" : rules);
        LoadedRules whole = load(yaml);
        if (whole.error().isPresent()) {
            throw new TooManyException("the rules compile each alone, but not together: "
                    + whole.error().get().message());
        }
        return new Result(yaml, names.size(), disabled, applied.size(), refusals);
    }
}
