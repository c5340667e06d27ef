package lanner.exchange.sigma;

import java.util.Locale;
import java.util.Optional;

/** The level of a rule, and the priority of its alerts. */
enum SigmaLevel {
    INFORMATIONAL("INFORMATIONAL"),
    LOW("NOTICE"),
    MEDIUM("WARNING"),
    HIGH("ERROR"),
    CRITICAL("CRITICAL");

    /** Of a rule that says none. */
    static final SigmaLevel UNSAID = MEDIUM;

    private final String priority;

    SigmaLevel(String priority) {
        this.priority = priority;
    }

    String priority() {
        return priority;
    }

    static Optional<SigmaLevel> of(String word) {
        for (SigmaLevel level : values()) {
            if (level.name().toLowerCase(Locale.ROOT).equals(word)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }
}
