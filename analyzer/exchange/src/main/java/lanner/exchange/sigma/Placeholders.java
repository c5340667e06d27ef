package lanner.exchange.sigma;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lanner.engine.rules.read.RuleFile;
import lanner.engine.rules.read.YamlDocuments;
import org.yaml.snakeyaml.nodes.Node;

/**
 * What stands for {@code %NAME%} in values with the modifier {@code expand}: for each name one value or more, with
 * wildcards as in a rule.
 */
public record Placeholders(Map<String, List<String>> values) {
    /** None: each use of one is refused. */
    public static final Placeholders NONE = new Placeholders(Map.of());

    /** The most values that one value with placeholders becomes. */
    private static final int MOST = 10_000;

    private static final Pattern USE = Pattern.compile("\\\\%|%([A-Za-z0-9_.-]+)%");

    public Placeholders {
        values = Map.copyOf(values);
    }

    /**
     * Reads a file of names, each with a value or a list of values.
     *
     * @throws YamlDocuments.NotYamlException when it is none, with the place
     */
    public static Placeholders read(RuleFile file) throws YamlDocuments.NotYamlException {
        SigmaYaml yaml = new SigmaYaml(file.name());
        try {
            Map<String, List<String>> values = new LinkedHashMap<>();
            for (Node document : YamlDocuments.read(file)) {
                Map<String, SigmaYaml.Entry> entries = yaml.mapping(document, "a file of placeholders");
                for (String name : entries.keySet()) {
                    values.put(name, yaml.texts(entries, name));
                }
            }
            return new Placeholders(values);
        } catch (RefusedException e) {
            throw new YamlDocuments.NotYamlException(
                    e.reason(), e.place().line() - 1, e.place().column() - 1, 0);
        }
    }

    /** A value with each of its placeholders filled in, in all combinations. */
    List<String> fillIn(String written, Place place) throws RefusedException {
        List<StringBuilder> filled = new ArrayList<>(List.of(new StringBuilder()));
        Matcher uses = USE.matcher(written);
        int from = 0;
        while (uses.find()) {
            String between = written.substring(from, uses.start());
            from = uses.end();
            List<String> here = uses.group(1) == null ? List.of("%") : of(uses.group(1), place);
            if ((long) filled.size() * here.size() > MOST) {
                throw new RefusedException(place, "its placeholders make more than " + MOST + " values");
            }
            List<StringBuilder> longer = new ArrayList<>();
            for (StringBuilder each : filled) {
                for (String value : here) {
                    longer.add(new StringBuilder(each).append(between).append(value));
                }
            }
            filled = longer;
        }
        String rest = written.substring(from);
        return filled.stream().map(each -> each.append(rest).toString()).toList();
    }

    private List<String> of(String name, Place place) throws RefusedException {
        List<String> known = values.get(name);
        if (known == null || known.isEmpty()) {
            throw new RefusedException(
                    place, "nothing is known of the placeholder %" + name + "%; --placeholders FILE gives its values");
        }
        return known;
    }
}
