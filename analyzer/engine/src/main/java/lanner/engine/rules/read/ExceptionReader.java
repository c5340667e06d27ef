package lanner.engine.rules.read;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lanner.engine.rules.finding.FindingCode;
import lanner.engine.rules.finding.Findings;
import lanner.engine.rules.finding.Findings.LoadStopped;
import lanner.engine.rules.finding.ItemType;
import lanner.engine.rules.finding.Location;
import lanner.engine.rules.read.ExceptionItem.Entry;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads the {@code exceptions} of a rule's item: their shape, not yet what they say. */
final class ExceptionReader {
    private static final Set<String> KEYS = Set.of("name", "fields", "comps", "values");

    private static final Entry NOTHING = Entry.of("");

    private ExceptionReader() {}

    /**
     * The exceptions in order; none if there is nothing under the key.
     *
     * @param added whether they are added to a rule that is there: one without values then means nothing
     */
    static List<ExceptionItem> read(YamlItem rule, boolean added, Findings findings) throws LoadStopped {
        Node all = rule.node("exceptions");
        if (YamlItem.isNull(all)) {
            return List.of();
        }
        List<Location> chain = rule.chain("exceptions", ItemType.EXCEPTIONS);
        if (!(all instanceof SequenceNode sequence)) {
            throw rule.invalid("Rule exceptions must be a sequence", chain);
        }
        List<ExceptionItem> items = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Node node : sequence.getValue()) {
            if (!(node instanceof MappingNode mapping)) {
                throw rule.invalid(
                        "Rule exception must be a mapping",
                        Location.append(chain, rule.place(ItemType.EXCEPTION, "", node)));
            }
            YamlItem exception = rule.inner(mapping, chain);
            exception.is(ItemType.EXCEPTION, "");
            String name = exception.text("name");
            exception.is(ItemType.EXCEPTION, name);
            exception.warnOfKeysBeyond(KEYS);
            if (!names.add(name)) {
                findings.warn(
                        FindingCode.LOAD_EXCEPTION_NAME_NOT_UNIQUE,
                        "Multiple definitions of exception '" + name + "' in the same rule",
                        exception.chain());
            }
            if (!added) {
                exception.defined("fields");
            }
            Optional<Entry> fields = optional(exception, "fields");
            Optional<Entry> comps = optional(exception, "comps");
            List<Entry> values = values(exception);
            if (added && !exception.has("values")) {
                findings.warn(
                        FindingCode.LOAD_APPEND_NO_VALUES,
                        "Overriding/appending exception with no values",
                        exception.chain());
            }
            items.add(new ExceptionItem(name, fields, comps, values, exception.chain()));
        }
        return items;
    }

    /** A key without a value, with an empty list or with a mapping says nothing. */
    private static Optional<Entry> optional(YamlItem exception, String key) throws LoadStopped {
        if (!exception.has(key)) {
            return Optional.empty();
        }
        Entry entry = entry(exception, exception.node(key), exception.chain(key, ItemType.VALUE_FOR), 0);
        boolean says = entry.isList() ? !entry.items().isEmpty() : !entry.equals(NOTHING);
        return says ? Optional.of(entry) : Optional.empty();
    }

    private static List<Entry> values(YamlItem exception) throws LoadStopped {
        if (!exception.has("values")) {
            return List.of();
        }
        List<Location> chain = exception.chain("values", ItemType.EXCEPTION_VALUES);
        if (!(exception.node("values") instanceof SequenceNode sequence)) {
            throw exception.invalid("Rule exception values must be a sequence", chain);
        }
        List<Entry> values = new ArrayList<>();
        for (Node node : sequence.getValue()) {
            Location place = exception.place(ItemType.EXCEPTION_VALUE, "", node);
            values.add(entry(exception, node, Location.append(chain, place), 0));
        }
        return values;
    }

    /** A scalar or a list; lists in lists in lists, like mappings, mean nothing to any exception. */
    private static Entry entry(YamlItem exception, @Nullable Node node, List<Location> chain, int depth)
            throws LoadStopped {
        if (node instanceof ScalarNode scalar && !YamlItem.isNull(node)) {
            if (scalar.getValue().isEmpty()) {
                throw exception.invalid("Value must be non-empty", chain);
            }
            return Entry.of(scalar.getValue());
        }
        if (node instanceof SequenceNode sequence && depth < 2) {
            List<Entry> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                items.add(entry(exception, item, chain, depth + 1));
            }
            return new Entry(Optional.empty(), items);
        }
        return NOTHING;
    }
}
