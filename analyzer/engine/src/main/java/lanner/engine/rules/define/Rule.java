package lanner.engine.rules.define;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lanner.engine.alert.Priority;
import lanner.engine.rules.finding.Location;
import lanner.engine.rules.read.ExceptionItem;
import lanner.engine.rules.read.Item;

/**
 * A rule as its files define it, appended text included.
 *
 * @param source the label of a {@link lanner.engine.field.Source}; a rule of another source is kept and never runs
 * @param chain where it is defined
 */
public record Rule(
        String name,
        Texts texts,
        Priority priority,
        String source,
        boolean enabled,
        Set<String> tags,
        List<Exclusion> exceptions,
        Options options,
        List<Location> chain) {
    public Rule {
        tags = Set.copyOf(tags);
        exceptions = List.copyOf(exceptions);
        chain = List.copyOf(chain);
    }

    /**
     * What it says.
     *
     * @param condition before lists and macros are filled in and exceptions added
     * @param output the template's text
     */
    public record Texts(String condition, String output, String description) {
        static final Texts NONE = new Texts("", "", "");

        Texts with(Item.RuleValues values) {
            return new Texts(
                    values.condition().map(Item.Text::value).orElse(condition),
                    values.output().map(Item.Text::value).orElse(output),
                    values.description().orElse(description));
        }

        Texts withMore(Item.RuleValues more) {
            return new Texts(
                    join(condition, more.condition().map(Item.Text::value).orElse("")),
                    join(output, more.output().map(Item.Text::value).orElse("")),
                    join(description, more.description().orElse("")));
        }

        private static String join(String before, String more) {
            return more.isEmpty() ? before : before + " " + more;
        }
    }

    /**
     * How it is treated.
     *
     * @param warnEventTypes whether a condition that matches very many event types is worth a warning
     * @param skipIfUnknownFilter whether an unknown field or event type drops the rule rather than ending the load
     * @param capture whether a match asks for a recording; kept, as the recording is there already
     * @param captureDuration in milliseconds; 0 is the default
     */
    public record Options(boolean warnEventTypes, boolean skipIfUnknownFilter, boolean capture, long captureDuration) {
        static final Options DEFAULT = new Options(true, false, false, 0);

        Options with(Item.RuleValues values) {
            return new Options(
                    values.warnEventTypes().orElse(warnEventTypes),
                    values.skipIfUnknownFilter().orElse(skipIfUnknownFilter),
                    values.capture().orElse(capture),
                    values.captureDuration().orElse(captureDuration));
        }
    }

    /**
     * An exception of a rule, for describing it.
     *
     * @param fields the fields that it looks at
     * @param operators what it compares them by, one for each
     * @param tuples whether a value of it is a list with an entry for each field, not a single text
     */
    public record Exclusion(String name, List<String> fields, List<String> operators, boolean tuples) {
        public Exclusion {
            fields = List.copyOf(fields);
            operators = List.copyOf(operators);
        }

        static Exclusion of(ExceptionItem item) {
            return new Exclusion(
                    item.name(),
                    item.fields().map(ExceptionItem.Entry::texts).orElse(List.of()),
                    item.comps().map(ExceptionItem.Entry::texts).orElse(List.of()),
                    item.fields().map(ExceptionItem.Entry::isList).orElse(true));
        }
    }

    /** A rule of which nothing is said yet but what it must have. */
    static Rule named(String name, Priority priority, String source, List<Location> chain) {
        return new Rule(name, Texts.NONE, priority, source, true, Set.of(), List.of(), Options.DEFAULT, chain);
    }

    /** The text before lists and macros are filled in and exceptions added. */
    public String condition() {
        return texts.condition();
    }

    /** The template's text. */
    public String output() {
        return texts.output();
    }

    public String description() {
        return texts.description();
    }

    /** The rule with the values that an item says in the place of its own. */
    Rule with(Item.RuleValues values, List<ExceptionItem> all) {
        return new Rule(
                name,
                texts.with(values),
                values.priority().orElse(priority),
                source,
                values.enabled().orElse(enabled),
                values.tags().orElse(tags),
                exclusions(all),
                options.with(values),
                chain);
    }

    /** The rule with more behind its texts and among its tags. */
    Rule withMore(Item.RuleValues more, List<ExceptionItem> all) {
        Set<String> allTags = new HashSet<>(tags);
        more.tags().ifPresent(allTags::addAll);
        return new Rule(
                name, texts.withMore(more), priority, source, enabled, allTags, exclusions(all), options, chain);
    }

    private static List<Exclusion> exclusions(List<ExceptionItem> all) {
        List<Exclusion> exclusions = new ArrayList<>();
        for (ExceptionItem exception : all) {
            exclusions.add(Exclusion.of(exception));
        }
        return exclusions;
    }

    Rule withCondition(String text) {
        Texts others = new Texts(text, output(), description());
        return new Rule(name, others, priority, source, enabled, tags, exceptions, options, chain);
    }

    Rule withEnabled(boolean on) {
        return new Rule(name, texts, priority, source, on, tags, exceptions, options, chain);
    }

    /** The tags in order. */
    public List<String> sortedTags() {
        List<String> sorted = new ArrayList<>(tags);
        sorted.sort(null);
        return sorted;
    }
}
