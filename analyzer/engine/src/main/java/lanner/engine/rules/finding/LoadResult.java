package lanner.engine.rules.finding;

import java.util.List;

/**
 * What became of one rule file, and with it of all before it.
 *
 * @param file the file's name
 * @param errors at most one: the first ends the load
 */
public record LoadResult(String file, List<Finding> errors, List<Finding> warnings) {
    public LoadResult {
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }

    public boolean successful() {
        return errors.isEmpty();
    }
}
