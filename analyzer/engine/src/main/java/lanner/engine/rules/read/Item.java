package lanner.engine.rules.read;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lanner.engine.alert.Priority;
import lanner.engine.rules.finding.Location;

/** One entry of a rule file, read but not yet put to anything; {@link #chain} says where it stands. */
public sealed interface Item {
    List<Location> chain();

    /** A text with the place where it stands. */
    record Text(String value, List<Location> chain) {
        /** Where the item stands that the text is a value of. */
        public List<Location> itemChain() {
            return chain.subList(0, chain.size() - 1);
        }
    }

    record RequiredEngineVersion(Version version, List<Location> chain) implements Item {}

    /** One entry of {@code required_plugin_versions}: met when one of the alternatives is. */
    record RequiredPlugins(List<Plugin> alternatives, List<Location> chain) implements Item {
        public RequiredPlugins {
            alternatives = List.copyOf(alternatives);
        }
    }

    /** @param version as written */
    record Plugin(String name, String version) {}

    record ListItem(String name, List<String> items, boolean append, List<Location> chain) implements Item {
        public ListItem {
            items = List.copyOf(items);
        }
    }

    record MacroItem(String name, Text condition, boolean append, List<Location> chain) implements Item {}

    /** A rule in full: every value that a rule must have is there. */
    record RuleItem(String name, Optional<String> source, RuleValues values, List<Location> chain) implements Item {}

    /** Values added to a rule, by {@code append: true} or {@code override: {KEY: append}}. */
    record RuleAppend(String name, Optional<String> source, RuleValues values, List<Location> chain) implements Item {}

    /** Values put in the place of a rule's own, by {@code override: {KEY: replace}}. */
    record RuleReplace(String name, Optional<String> source, RuleValues values, List<Location> chain) implements Item {}

    /** A rule's name with {@code enabled} alone. */
    record RuleSwitch(String name, boolean enabled, List<Location> chain) implements Item {}

    /** What a rule's item says of a rule; what is absent is not said. */
    record RuleValues(
            Optional<Text> condition,
            Optional<Text> output,
            Optional<String> description,
            Optional<Priority> priority,
            Optional<Boolean> enabled,
            Optional<Set<String>> tags,
            Optional<List<ExceptionItem>> exceptions,
            Optional<Boolean> warnEventTypes,
            Optional<Boolean> skipIfUnknownFilter,
            Optional<Boolean> capture,
            Optional<Long> captureDuration) {

        public boolean isEmpty() {
            return Stream.of(
                            condition,
                            output,
                            description,
                            priority,
                            enabled,
                            tags,
                            exceptions,
                            warnEventTypes,
                            skipIfUnknownFilter,
                            capture,
                            captureDuration)
                    .allMatch(Optional::isEmpty);
        }
    }
}
