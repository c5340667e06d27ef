package lanner.exchange.sigma;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.nodes.Node;

/**
 * What a rule or a filter looks for.
 *
 * @param selections by their search identifiers, in order
 * @param conditions one, or several any of which will do
 */
record Detection(SigmaYaml yaml, Map<String, Node> selections, List<SigmaCondition> conditions, String condition) {
    private static final String CONDITION = "condition";
    private static final String TIMEFRAME = "timeframe";
    private static final String IDENTIFIER = "[A-Za-z0-9_-]+";
    private static final int MOST_CONDITIONS = 100;

    /** @param besides a key that is no search identifier */
    static Detection read(SigmaYaml yaml, SigmaYaml.Entry section, String besides) throws RefusedException {
        Map<String, SigmaYaml.Entry> entries = yaml.mapping(section.value(), section.name());
        SigmaYaml.Entry written = entries.remove(CONDITION);
        if (written == null) {
            throw yaml.refused(section.key(), "there is no condition in it");
        }
        SigmaYaml.Entry timeframe = entries.remove(TIMEFRAME);
        if (timeframe != null) {
            throw yaml.refused(timeframe.key(), "a timeframe counts events, and a rule sees one at a time");
        }
        entries.remove(besides);
        Map<String, Node> selections = new LinkedHashMap<>();
        for (SigmaYaml.Entry entry : entries.values()) {
            if (!entry.name().matches(IDENTIFIER)) {
                throw yaml.refused(entry.key(), "a search identifier is made of letters, digits, _ and -");
            }
            selections.put(entry.name(), entry.value());
        }
        List<SigmaCondition> conditions = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        List<Node> nodes = yaml.items(written.value());
        if (nodes.isEmpty() || nodes.size() > MOST_CONDITIONS) {
            throw yaml.refused(written.key(), "there are to be 1 to " + MOST_CONDITIONS + " conditions");
        }
        for (Node node : nodes) {
            String text = yaml.text(node, CONDITION);
            conditions.add(SigmaCondition.parse(text, yaml.place(node)));
            texts.add(text.strip().replaceAll("\\s+", " "));
        }
        return new Detection(yaml, selections, conditions, String.join("; or: ", texts));
    }
}
