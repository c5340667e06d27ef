package lanner.engine.alert;

import java.util.Locale;
import java.util.Optional;

/** The severity of an alert, the most severe first: the levels of syslog. */
public enum Priority {
    EMERGENCY(0, "Emergency"),
    ALERT(1, "Alert"),
    CRITICAL(2, "Critical"),
    ERROR(3, "Error"),
    WARNING(4, "Warning"),
    NOTICE(5, "Notice"),
    INFORMATIONAL(6, "Informational"),
    DEBUG(7, "Debug");

    private final int severity;
    private final String word;

    Priority(int severity, String word) {
        this.severity = severity;
        this.word = word;
    }

    /** Syslog's number for it, 0 for the gravest to 7 (RFC 5424). */
    public int severity() {
        return severity;
    }

    /** The word that alerts print. */
    public String word() {
        return word;
    }

    /** Whether this is as severe as the other, or more. */
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
