package lanner.engine.field;

import java.util.Optional;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;

/** Where events come from, Falco's event source: a rule is asked about those of one. */
public enum Source {
    SYSCALL("syscall"),
    /** The audit log of a Kubernetes API server. */
    K8S_AUDIT("k8s_audit");

    private final String label;

    Source(String label) {
        this.label = label;
    }

    /** Its name in rules and alerts. */
    public String label() {
        return label;
    }

    /** The source of this name. */
    public static Optional<Source> of(String label) {
        for (Source source : values()) {
            if (source.label.equals(label)) {
                return Optional.of(source);
            }
        }
        return Optional.empty();
    }

    public static Source of(Event event) {
        return event.type() == EventType.PLUGINEVENT ? K8S_AUDIT : SYSCALL;
    }
}
