package lanner.engine.alert;

import java.util.Locale;
import java.util.Optional;

/** How grave an alert is, gravest first: syslog's levels. */
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

    /** The word that alerts print. */
    public String word() {
        return word;
    }

    /** Whether this is as grave as the other, or graver. */
    public boolean atLeast(Priority other) {
        return compareTo(other) <= 0;
    }

    /** The priority of this name in any letter case; {@code Info} is short for {@code Informational}. */
    public static Optional<Priority> of(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        for (Priority priority : values()) {
            if (priority.name().equals(upper)) {
                return Optional.of(priority);
            }
        }
        return upper.equals("INFO") ? Optional.of(INFORMATIONAL) : Optional.empty();
    }
}
