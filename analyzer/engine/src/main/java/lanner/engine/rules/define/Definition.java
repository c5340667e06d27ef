package lanner.engine.rules.define;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lanner.engine.lang.Conditions;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.ast.Span;
import lanner.engine.rules.compile.ConditionOrigins;
import org.jspecify.annotations.Nullable;

/**
 * A rule, macro or list as its files define it: nothing filled in, appended text included. Knows where each piece of it
 * stands in which file.
 */
public final class Definition {
    /** What is defined. */
    public enum Kind {
        RULE,
        MACRO,
        LIST;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A place in a rule file; line and column count from 1. */
    public record Place(String file, int line, int column) {
        @Override
        public String toString() {
            return file + ":" + line + ":" + column;
        }
    }

    private final Kind kind;
    private final String name;
    private final String text;
    private final List<String> items;
    private final SourceMap source;
    private @Nullable List<Expr> leaves;

    public Definition(Kind kind, String name, String text, List<String> items, SourceMap source) {
        this.kind = kind;
        this.name = name;
        this.text = text;
        this.items = List.copyOf(items);
        this.source = source;
    }

    public Kind kind() {
        return kind;
    }

    public String name() {
        return name;
    }

    /** The condition, lists and macros by their names, exceptions not included; empty for a list. */
    public String text() {
        return text;
    }

    /** A list's items; empty for the others. */
    public List<String> items() {
        return items;
    }

    /** Where the definition begins. */
    public Place place() {
        return source.start();
    }

    /** Where a character of the condition stands, the first counts 0; for a list, where an item stands. */
    public Place place(int index) {
        return kind == Kind.LIST ? source.item(items, index) : source.place(index);
    }

    /**
     * Where a leaf stands in the condition's text, by its {@link ConditionOrigins.Leaf#ordinal()}; empty for one that
     * comes from an exception, or from a list that holds more than items.
     */
    public Optional<Span> leaf(int ordinal) {
        if (leaves == null) {
            leaves = parsed();
        }
        return ordinal < leaves.size() ? Optional.of(leaves.get(ordinal).span()) : Optional.empty();
    }

    private List<Expr> parsed() {
        try {
            return kind == Kind.LIST ? List.of() : Conditions.parse(text).leaves();
        } catch (ConditionException e) {
            // Legal all the same: a list may hold what makes it a condition.
            return List.of();
        }
    }
}
