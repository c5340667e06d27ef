package lanner.investigation.casework;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Who wrote something into a case, and when.
 *
 * @param analyst empty where nobody was named
 * @param at empty where the line says no time
 */
public record Hand(String analyst, Optional<Instant> at) {
    /** That of a line of a case file. */
    static Hand of(Map<?, ?> entry) {
        String analyst =
                entry.get("by") instanceof String by && CaseText.problem(by).isEmpty() ? by.strip() : "";
        return new Hand(analyst, entry.get("at") instanceof String at ? moment(at) : Optional.empty());
    }

    private static Optional<Instant> moment(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (java.time.format.DateTimeParseException e) {
            // The line counts all the same: when it was written is then not known.
            return Optional.empty();
        }
    }

    /** {@code A. Analyst, 2026-11-25T10:00:00Z}; what is not known is left out. The name is as it was given. */
    public String words() {
        String time = at.map(Instant::toString).orElse("");
        return analyst.isEmpty() || time.isEmpty() ? analyst + time : analyst + ", " + time;
    }
}
