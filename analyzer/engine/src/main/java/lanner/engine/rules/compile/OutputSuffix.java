package lanner.engine.rules.compile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lanner.engine.alert.OutputTemplate;
import lanner.engine.alert.TemplateException;
import lanner.engine.field.FieldRegistry;
import lanner.engine.rules.define.Rule;

/**
 * Text and fields added to the output of rules, as the entries of {@code append_output} in Falco's configuration are.
 *
 * @param rule only for the rule of this name
 * @param source only for rules of the source of this label
 * @param tags only for rules with all of these tags
 * @param text joined to the output with a blank; empty for none
 * @param fields further fields for JSON, by the name they go under; the value is a template, or a field's own text
 */
public record OutputSuffix(
        Optional<String> rule, Optional<String> source, Set<String> tags, String text, Map<String, String> fields) {
    /** What Falco adds for the fields that its container plugin suggests. */
    public static final String SUGGESTED = "container_id=%container.id container_name=%container.name"
            + " container_image_repository=%container.image.repository container_image_tag=%container.image.tag"
            + " k8s_pod_name=%k8s.pod.name k8s_ns_name=%k8s.ns.name";

    public OutputSuffix {
        tags = Set.copyOf(tags);
        fields = Map.copyOf(fields);
    }

    /** Text for every rule. */
    public static OutputSuffix ofText(String text) {
        return new OutputSuffix(Optional.empty(), Optional.empty(), Set.of(), text, Map.of());
    }

    boolean concerns(Rule other) {
        return rule.map(other.name()::equals).orElse(true)
                && source.map(other.source()::equals).orElse(true)
                && other.tags().containsAll(tags);
    }

    /**
     * Those of these that can stand in rules of a source: one with fields that only other sources have is for their rules. One
     * with a field of no source stays, and is an error in the rule.
     */
    static List<OutputSuffix> of(List<OutputSuffix> suffixes, FieldRegistry ofSource, FieldRegistry all) {
        return suffixes.stream()
                .filter(each -> each.isKnownTo(ofSource) || !each.isKnownTo(all))
                .toList();
    }

    private boolean isKnownTo(FieldRegistry registry) {
        try {
            OutputTemplate.parse(text, registry).with(fields, registry);
            return true;
        } catch (TemplateException e) {
            return false;
        }
    }

    /** A rule's output with all that is added to it. */
    static String append(String output, List<OutputSuffix> suffixes, Rule rule) {
        StringBuilder text = new StringBuilder(output);
        for (OutputSuffix suffix : suffixes) {
            if (suffix.concerns(rule) && !suffix.text().isEmpty()) {
                text.append(' ').append(suffix.text());
            }
        }
        return text.toString();
    }

    /** The further fields of a rule. */
    static Map<String, String> fields(List<OutputSuffix> suffixes, Rule rule) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (OutputSuffix suffix : suffixes) {
            if (suffix.concerns(rule)) {
                fields.putAll(suffix.fields());
            }
        }
        return fields;
    }
}
