package lanner.engine.compare;

import java.util.List;
import java.util.Optional;
import lanner.engine.alert.Alert;

/**
 * One alert that two versions of rules do not raise alike. An alert is the same when its event and its rule are.
 *
 * @param before the old rules' alert; absent when it is gained
 * @param after the new rules' alert; absent when it is lost
 * @param moved the rule that raises its alert on the event instead, or did so before; only where one rule wins an event
 * @param what the parts of the alert that differ, in words; none unless it is there in both
 */
public record AlertChange(
        Kind kind, Optional<Alert> before, Optional<Alert> after, Optional<String> moved, List<String> what) {
    public AlertChange {
        what = List.copyOf(what);
    }

    /** How an alert may change. */
    public enum Kind {
        GAINED("gained"),
        LOST("lost"),
        CHANGED("changed");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** The alert as it is now, or as it was if it is no more. */
    public Alert alert() {
        return after.or(() -> before).orElseThrow();
    }
}
