package lanner.engine.rules.finding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lanner.engine.json.JsonText;

/** What a load found as the object that Falco prints for {@code -V} with JSON output. */
public final class FindingJson {
    private FindingJson() {}

    /** {@code {"falco_load_results": [...]}}, one entry a file. */
    public static Map<String, Object> of(List<LoadResult> results) {
        List<Object> entries = new ArrayList<>();
        for (LoadResult result : results) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", JsonText.latin(result.file()));
            entry.put("successful", result.successful());
            entry.put(
                    "errors", result.errors().stream().map(FindingJson::finding).toList());
            entry.put(
                    "warnings",
                    result.warnings().stream().map(FindingJson::finding).toList());
            entries.add(entry);
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("falco_load_results", entries);
        return object;
    }

    private static Map<String, Object> finding(Finding finding) {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put(
                "locations", finding.chain().stream().map(FindingJson::location).toList());
        context.put("snippet", JsonText.latin(finding.snippet()));
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("context", context);
        object.put("code", finding.code().name());
        object.put("codedesc", finding.words());
        object.put("message", JsonText.latin(finding.message()));
        if (!finding.hint().isEmpty()) {
            object.put("hint", JsonText.latin(finding.hint().substring("; ".length())));
        }
        return object;
    }

    private static Map<String, Object> location(Location location) {
        Map<String, Object> position = new LinkedHashMap<>();
        position.put("name", JsonText.latin(location.source()));
        position.put("line", location.line());
        position.put("column", location.column());
        position.put("offset", location.offset());
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("item_type", location.type().words());
        object.put("item_name", JsonText.latin(location.name()));
        object.put("position", position);
        return object;
    }
}
