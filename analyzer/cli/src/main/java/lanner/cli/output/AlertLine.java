package lanner.cli.output;

import lanner.engine.alert.Alert;
import lanner.engine.alert.AlertText;

/** An alert as one line. */
enum AlertLine {
    TEXT,
    JSON;

    static AlertLine of(boolean json) {
        return json ? JSON : TEXT;
    }

    String line(Alert alert) {
        return this == JSON ? AlertText.json(alert) : AlertText.text(alert);
    }
}
