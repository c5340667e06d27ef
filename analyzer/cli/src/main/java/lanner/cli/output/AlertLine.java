package lanner.cli.output;

import lanner.engine.alert.Alert;
import lanner.engine.alert.AlertText;

/** How an alert is written; without the last line's end. */
@FunctionalInterface
public interface AlertLine {
    /** Falco's line. */
    AlertLine TEXT = AlertText::text;

    /** Falco's object. */
    AlertLine JSON = AlertText::json;

    static AlertLine of(boolean json) {
        return json ? JSON : TEXT;
    }

    String line(Alert alert);
}
