package lanner.cli.rulework;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import lanner.engine.alert.Alert;

/**
 * An alert in the capture that it was raised on.
 *
 * @param values the fields that have a value for its event, as they print
 */
public record LocatedAlert(Path capture, Alert alert, Map<String, String> values) {
    public LocatedAlert {
        values = new LinkedHashMap<>(values);
    }
}
