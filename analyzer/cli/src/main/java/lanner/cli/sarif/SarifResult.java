package lanner.cli.sarif;

import java.util.List;
import java.util.Map;

/**
 * Something that was found (section 3.27).
 *
 * @param rule the rule that found it, as {@link SarifLog#rule} answered
 * @param rank what is left out last where there are too many: the smaller the number, the more important
 * @param message what was found, in sentences
 * @param place the file that it is shown at, as {@link ArtifactUri} writes it
 * @param chain the processes that lead to it, the outermost first; may be empty
 * @param identity what is the same each time this is found, whatever process numbers, times and temporary names were: its
 *     fingerprint is of the rule and of this. Results of the same identity are written once, with their number
 * @param properties what else is known, by name: texts, numbers, truth values, lists and maps of them
 */
public record SarifResult(
        SarifRuleId rule,
        int rank,
        SarifLevel level,
        String message,
        String place,
        List<String> chain,
        List<String> identity,
        Map<String, Object> properties) {
    public SarifResult {
        chain = List.copyOf(chain);
        identity = List.copyOf(identity);
        properties = Map.copyOf(properties);
    }
}
