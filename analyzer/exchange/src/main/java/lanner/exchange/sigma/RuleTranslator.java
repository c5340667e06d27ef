package lanner.exchange.sigma;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Translates the detection of a rule, and of the filters that concern it. */
final class RuleTranslator {
    /** A condition that is longer is no rule that an engine should be given. */
    private static final long LONGEST = 1_000_000;

    /**
     * A detection in our language.
     *
     * @param selections each selection that the condition uses, with what it became
     * @param unused the others
     */
    record Translation(Clause clause, Map<String, Clause> selections, List<String> unused, Set<String> notes) {}

    private final LogSource source;
    private final Detection detection;
    private final SelectionTranslator translator;
    private final Set<String> notes = new LinkedHashSet<>();
    private final Map<String, Clause> used = new LinkedHashMap<>();
    private long size;

    private RuleTranslator(LogSource source, Detection detection, Placeholders placeholders) {
        this.source = source;
        this.detection = detection;
        this.translator = new SelectionTranslator(source, placeholders, notes);
    }

    /** @param source whose events and fields are meant */
    static Translation translate(LogSource source, Detection detection, Placeholders placeholders, Place place)
            throws RefusedException {
        return new RuleTranslator(source, detection, placeholders).translate(place);
    }

    private Translation translate(Place place) throws RefusedException {
        List<Clause> any = new ArrayList<>();
        for (SigmaCondition condition : detection.conditions()) {
            any.add(clause(condition, place));
        }
        Clause whole = Clause.any(any);
        List<String> unused = detection.selections().keySet().stream()
                .filter(name -> !used.containsKey(name))
                .toList();
        Optional<String> macro = source.macro();
        return new Translation(
                macro.isPresent() ? Clause.all(List.of(new Clause.Macro(macro.get()), whole)) : whole,
                used,
                unused,
                notes);
    }

    private Clause clause(SigmaCondition condition, Place place) throws RefusedException {
        if (condition instanceof SigmaCondition.Ref ref) {
            return selection(ref.name(), place);
        }
        if (condition instanceof SigmaCondition.Not not) {
            return Clause.not(clause(not.part(), place));
        }
        if (condition instanceof SigmaCondition.Of of) {
            List<String> names = matching(of.pattern());
            if (names.isEmpty()) {
                throw new RefusedException(
                        place, "the condition asks for '" + of.pattern() + "', and no search identifier is called so");
            }
            List<Clause> parts = new ArrayList<>();
            for (String name : names) {
                parts.add(selection(name, place));
            }
            return of.all() ? Clause.all(parts) : Clause.any(parts);
        }
        boolean all = condition instanceof SigmaCondition.All;
        List<SigmaCondition> inner = condition instanceof SigmaCondition.All conjunction
                ? conjunction.parts()
                : ((SigmaCondition.Any) condition).parts();
        List<Clause> parts = new ArrayList<>();
        for (SigmaCondition part : inner) {
            parts.add(clause(part, place));
        }
        return all ? Clause.all(parts) : Clause.any(parts);
    }

    private Clause selection(String name, Place place) throws RefusedException {
        Clause clause = used.get(name);
        if (clause == null) {
            if (!detection.selections().containsKey(name)) {
                throw new RefusedException(
                        place, "the condition asks for '" + name + "', and no search identifier is called so");
            }
            clause = translator.translate(
                    detection.yaml(), detection.selections().get(name));
            used.put(name, clause);
        }
        size += clause.size();
        if (size > LONGEST) {
            throw new RefusedException(place, "its condition would be longer than " + LONGEST + " characters");
        }
        return clause;
    }

    /** The search identifiers that a pattern names; those that begin with an underscore are never meant. */
    private List<String> matching(String pattern) {
        SigmaText text = SigmaText.parse(pattern);
        return detection.selections().keySet().stream()
                .filter(name -> !name.startsWith("_") && text.matches(name))
                .toList();
    }
}
