package lanner.exchange.sigma;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One document of a file: a rule, a filter for rules, or a correlation of their matches. */
sealed interface SigmaDocument {
    String title();

    Place place();

    /**
     * A rule, as far as it is the same for every log source.
     *
     * @param source where its events come from, as a row of our table
     * @param references and the other lists: in order; empty for none
     * @param notes what is to be known of the translation
     */
    record Rule(
            Place place,
            String title,
            String id,
            String name,
            String status,
            String description,
            String license,
            String author,
            String date,
            String modified,
            List<String> references,
            List<String> fields,
            List<String> falsepositives,
            List<String> tags,
            Optional<SigmaLevel> level,
            LogSource source,
            Detection detection,
            List<String> notes)
            implements SigmaDocument {
        /** Whether it goes by this id or name. */
        boolean isCalled(String reference) {
            return !reference.isEmpty() && (reference.equals(id) || reference.equals(name));
        }
    }

    /**
     * A filter: one more condition for rules.
     *
     * @param rules their ids or names; empty for all of its log source
     */
    record Filter(Place place, String title, LogSource source, List<String> rules, Detection detection)
            implements SigmaDocument {
        boolean concerns(Rule rule) {
            return rule.source().equals(source)
                    && (rules.isEmpty() || rules.stream().anyMatch(rule::isCalled));
        }
    }

    /**
     * A correlation, which cannot be translated.
     *
     * @param rules the ids or names of the rules whose matches it counts
     * @param generate whether these rules are meant to raise alerts of their own
     */
    record Correlation(Place place, String title, List<String> rules, boolean generate) implements SigmaDocument {}

    /** Reads a document's entries. */
    static SigmaDocument read(SigmaYaml yaml, Map<String, SigmaYaml.Entry> entries, Place place)
            throws RefusedException {
        return new DocumentReader(yaml, entries, place).read();
    }
}
