package lanner.engine.rules;

import java.util.Locale;
import java.util.Optional;

/** How grave an alert is, gravest first. */
public enum Priority {
    EMERGENCY("Emergency"),
    ALERT("Alert"),
    CRITICAL("Critical"),
    ERROR("Error"),
    WARNING("Warning"),
    NOTICE("Notice"),
    INFORMATIONAL("Informational"),
    DEBUG("Debug");

    private final String word;

    Priority(String word) {
        this.word = word;
    }

    /** The word in alerts. */
    public String word() {
        return word;
    }

    /** The priority of this name in any case; {@code info} is short for informational. */
    public static Optional<Priority> of(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        if (upper.equals("INFO")) {
            return Optional.of(INFORMATIONAL);
        }
        for (Priority priority : values()) {
            if (priority.name().equals(upper)) {
                return Optional.of(priority);
            }
        }
        return Optional.empty();
    }

    /** Whether this is at least as grave as another. */
    public boolean atLeast(Priority other) {
        return compareTo(other) <= 0;
    }
}
