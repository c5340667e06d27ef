package lanner.cli.sarif;

import java.util.List;

/**
 * What results are raised by: a reportingDescriptor (section 3.49).
 *
 * @param name what people call it; its id is made of this, so it has to be the same in every run
 * @param description what it finds, in a sentence or more; where it is empty the name stands for it
 * @param help what it looks at, as Markdown; may be empty
 * @param tags to filter by
 * @param level how grave its results are
 * @param severity the same as a number over 0.0 up to 10.0, which code scanning sorts by (over 9.0 critical, 7.0 high,
 *     4.0 medium, below low)
 */
public record SarifRule(
        String name, String description, String help, List<String> tags, SarifLevel level, double severity) {
    public SarifRule {
        tags = List.copyOf(tags);
        if (!(severity > 0 && severity <= 10)) {
            throw new IllegalArgumentException("severity " + severity);
        }
    }
}
