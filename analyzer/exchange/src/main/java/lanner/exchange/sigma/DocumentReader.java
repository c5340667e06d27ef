package lanner.exchange.sigma;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the entries of one document. */
final class DocumentReader {
    private static final int LONGEST_TITLE = 256;
    private static final Set<String> ALL_RULES = Set.of("any", "all");

    private final SigmaYaml yaml;
    private final Map<String, SigmaYaml.Entry> entries;
    private final Place place;
    private final List<String> notes = new ArrayList<>();

    DocumentReader(SigmaYaml yaml, Map<String, SigmaYaml.Entry> entries, Place place) {
        this.yaml = yaml;
        this.entries = entries;
        this.place = place;
    }

    SigmaDocument read() throws RefusedException {
        String title = title();
        if (entries.containsKey("correlation")) {
            return correlation(title);
        }
        if (entries.containsKey("filter")) {
            return filter(title);
        }
        return rule(title);
    }

    private String title() throws RefusedException {
        SigmaYaml.Entry entry = entries.get("title");
        if (entry == null) {
            throw new RefusedException(place, "it is no Sigma rule: it has no title");
        }
        String title = yaml.text(entry.value(), "title").strip().replaceAll("\\s+", " ");
        if (title.isEmpty() || title.length() > LONGEST_TITLE) {
            throw yaml.refused(entry.value(), "a title has 1 to " + LONGEST_TITLE + " characters");
        }
        return title;
    }

    private SigmaDocument correlation(String title) throws RefusedException {
        SigmaYaml.Entry section = entry("correlation");
        Map<String, SigmaYaml.Entry> inner = yaml.mapping(section.value(), "correlation");
        boolean generate = yaml.optional(inner, "generate").equals("true")
                || yaml.optional(entries, "generate").equals("true");
        return new SigmaDocument.Correlation(yaml.place(section.key()), title, yaml.texts(inner, "rules"), generate);
    }

    private SigmaDocument filter(String title) throws RefusedException {
        SigmaYaml.Entry section = entry("filter");
        List<String> rules = new ArrayList<>();
        Map<String, SigmaYaml.Entry> inner = yaml.mapping(section.value(), "filter");
        if (!inner.containsKey("rules")) {
            throw yaml.refused(section.key(), "a filter names its rules: a list of ids or names, or any");
        }
        rules.addAll(yaml.texts(inner, "rules"));
        if (rules.size() == 1 && ALL_RULES.contains(rules.get(0))) {
            rules.clear();
        }
        return new SigmaDocument.Filter(
                place, title, source(), List.copyOf(rules), Detection.read(yaml, section, "rules"));
    }

    private SigmaDocument rule(String title) throws RefusedException {
        if (!entries.containsKey("logsource") || !entries.containsKey("detection")) {
            throw new RefusedException(
                    place,
                    "it is no Sigma rule: it has no " + (entries.containsKey("logsource") ? "detection" : "logsource"));
        }
        String taxonomy = yaml.optional(entries, "taxonomy");
        if (!taxonomy.isEmpty() && !taxonomy.equals("sigma")) {
            throw yaml.refused(entry("taxonomy").value(), "its fields are of another taxonomy than Sigma's");
        }
        String status = yaml.optional(entries, "status");
        if (status.equals("unsupported")) {
            throw yaml.refused(entry("status").value(), "its status says that it cannot be used as it is");
        }
        LogSource source = source();
        return new SigmaDocument.Rule(
                place,
                title,
                yaml.optional(entries, "id"),
                yaml.optional(entries, "name"),
                status,
                yaml.optional(entries, "description"),
                yaml.optional(entries, "license"),
                String.join(", ", yaml.texts(entries, "author")),
                yaml.optional(entries, "date"),
                yaml.optional(entries, "modified"),
                yaml.texts(entries, "references"),
                yaml.texts(entries, "fields"),
                yaml.texts(entries, "falsepositives"),
                yaml.texts(entries, "tags"),
                level(),
                source,
                Detection.read(yaml, entry("detection"), ""),
                List.copyOf(notes));
    }

    private Optional<SigmaLevel> level() throws RefusedException {
        String word = yaml.optional(entries, "level");
        if (word.isEmpty()) {
            notes.add("It has no level; " + SigmaLevel.UNSAID.priority() + " was taken.");
            return Optional.empty();
        }
        Optional<SigmaLevel> level = SigmaLevel.of(word);
        if (level.isEmpty()) {
            throw yaml.refused(
                    entry("level").value(),
                    "a level is informational, low, medium, high or critical, not '" + word + "'");
        }
        return level;
    }

    private LogSource source() throws RefusedException {
        SigmaYaml.Entry section = entries.get("logsource");
        if (section == null) {
            throw new RefusedException(place, "it has no logsource");
        }
        Map<String, SigmaYaml.Entry> source = yaml.mapping(section.value(), "logsource");
        String product = yaml.optional(source, "product");
        if (!product.isEmpty() && !product.equals("linux")) {
            throw refused(source.get("product"), "it is about '" + product + "', and a capture is of Linux");
        }
        String category = yaml.optional(source, "category");
        String service = yaml.optional(source, "service");
        if (category.isEmpty() && service.isEmpty()) {
            throw yaml.refused(section.key(), "the log source names no category and no service");
        }
        String key = category.isEmpty() ? "service " + service : category;
        SigmaYaml.Entry named = source.get(category.isEmpty() ? "service" : "category");
        LogSource row = FieldMap.STANDARD
                .source(key)
                .orElseThrow(() -> refused(named, "a capture has no events of '" + key + "'"));
        if (row.refused().isPresent()) {
            throw refused(named, "'" + key + "': " + row.refused().get());
        }
        return row;
    }

    private RefusedException refused(SigmaYaml.@Nullable Entry entry, String reason) {
        return entry == null ? new RefusedException(place, reason) : yaml.refused(entry.value(), reason);
    }

    /** An entry that is there. */
    private SigmaYaml.Entry entry(String key) {
        SigmaYaml.Entry entry = entries.get(key);
        if (entry == null) {
            throw new IllegalStateException("no " + key);
        }
        return entry;
    }
}
