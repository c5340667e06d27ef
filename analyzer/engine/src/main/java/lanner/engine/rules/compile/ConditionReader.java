package lanner.engine.rules.compile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lanner.engine.field.FieldRegistry;
import lanner.engine.lang.Conditions;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.ast.Span;
import lanner.engine.rules.define.Definitions;
import lanner.engine.rules.define.Definitions.ListDefinition;
import lanner.engine.rules.define.Definitions.MacroDefinition;
import lanner.engine.rules.define.ExpansionBudget;

/**
 * Reads conditions that stand in no rule file, with the lists and macros of loaded files filled in as in a rule that comes
 * behind them all. For any thread.
 */
public final class ConditionReader {
    private final List<ListDefinition> lists;
    private final Map<String, String> macros = new LinkedHashMap<>();
    private final MacroResolver resolver = new MacroResolver(new ExpansionBudget(), new CompileCache());

    /** Knows no list and no macro. */
    public ConditionReader() {
        this.lists = List.of();
    }

    /** @param definitions of files that were loaded without an error */
    ConditionReader(Definitions definitions) {
        this.lists = definitions.lists();
        try {
            for (MacroDefinition macro : definitions.macros()) {
                macros.put(macro.name(), macro.condition());
                resolver.add(macro, parse(macro.condition()));
            }
            for (String name : macros.keySet()) {
                resolver.resolve(name);
            }
        } catch (ConditionException | MacroResolver.MacroException | ExpansionBudget.Exceeded e) {
            throw new IllegalStateException("a macro that was loaded is none: " + e.getMessage(), e);
        }
    }

    /** Names and conditions, in the order of the files. */
    public Map<String, String> macros() {
        return new LinkedHashMap<>(macros);
    }

    /** Names and items, in the order of the files. */
    public Map<String, List<String>> lists() {
        Map<String, List<String>> items = new LinkedHashMap<>();
        lists.forEach(list -> items.put(list.name(), list.items()));
        return items;
    }

    /**
     * A condition with its lists and macros filled in, type-checked.
     *
     * @throws ConditionException with a place in the text that was given, whatever was filled in
     */
    public synchronized Expr read(String text, FieldRegistry fields) throws ConditionException {
        String filled = fillIn(text);
        Expr tree;
        try {
            tree = Conditions.parse(filled);
        } catch (ConditionException e) {
            throw new ConditionException(e.getMessage(), e.hint(), given(e.span(), text, filled));
        }
        Expr whole = resolve(tree, text, filled);
        try {
            Conditions.compile(whole, fields);
            return whole;
        } catch (ConditionException e) {
            throw new ConditionException(e.getMessage(), e.hint(), given(named(e.span(), tree), text, filled));
        }
    }

    private ParsedCondition parse(String condition) throws ConditionException, ExpansionBudget.Exceeded {
        String filled = new ListSubstitution(lists, new ExpansionBudget()).fillIn(condition);
        return new ParsedCondition(filled, Conditions.parse(filled));
    }

    private String fillIn(String text) throws ConditionException {
        try {
            // A budget of its own for each: a person may ask for any number of conditions.
            return new ListSubstitution(lists, new ExpansionBudget()).fillIn(text);
        } catch (ExpansionBudget.Exceeded e) {
            throw new ConditionException(e.getMessage(), span(text, 0, text.length()));
        }
    }

    private Expr resolve(Expr tree, String text, String filled) throws ConditionException {
        try {
            return resolver.resolve(tree, new ExpansionBudget());
        } catch (MacroResolver.MacroException e) {
            throw new ConditionException(
                    e.getMessage(), e.hint(), given(e.reference().span(), text, filled));
        } catch (ExpansionBudget.Exceeded e) {
            throw new ConditionException(e.getMessage(), span(text, 0, text.length()));
        }
    }

    /** The piece of a condition that a node comes from: its own, or the name of the macro that holds it. */
    private Span named(Span span, Expr tree) throws ConditionException {
        if (SpanFinder.holds(tree, span)) {
            return span;
        }
        for (Expr.MacroRef reference : new ArrayList<>(tree.macros())) {
            if (SpanFinder.holds(resolve(reference, reference.name(), reference.name()), span)) {
                return reference.span();
            }
        }
        return tree.span();
    }

    /** A piece of the text that was given, for one of the text with its lists filled in. */
    private static Span given(Span span, String text, String filled) {
        if (text.equals(filled)) {
            return span;
        }
        int most = Math.min(text.length(), filled.length());
        int before = 0;
        while (before < most && text.charAt(before) == filled.charAt(before)) {
            before++;
        }
        int behind = 0;
        while (behind < most - before
                && text.charAt(text.length() - 1 - behind) == filled.charAt(filled.length() - 1 - behind)) {
            behind++;
        }
        int inside = filled.length() - behind;
        int start = span.start() <= before
                ? span.start()
                : span.start() < inside ? before : span.start() - filled.length() + text.length();
        int end = span.end() <= before
                ? span.end()
                : span.end() <= inside ? text.length() - behind : span.end() - filled.length() + text.length();
        return span(text, start, Math.max(start, end));
    }

    private static Span span(String text, int start, int end) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < start; i++) {
            boolean breaks = text.charAt(i) == '\n' || text.charAt(i) == '\r';
            line += breaks ? 1 : 0;
            column = breaks ? 1 : column + 1;
        }
        return new Span(start, end, line, column);
    }
}
