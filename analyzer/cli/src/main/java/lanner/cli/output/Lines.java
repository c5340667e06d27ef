package lanner.cli.output;

import lanner.engine.alert.Alert;
import lanner.engine.alert.AlertText;

/** An alert as one line. */
enum Lines {
    TEXT,
    JSON;

    static Lines of(boolean json) {
        return json ? JSON : TEXT;
    }

    String line(Alert alert) {
        return this == JSON ? AlertText.json(alert) : AlertText.text(alert);
    }
}
