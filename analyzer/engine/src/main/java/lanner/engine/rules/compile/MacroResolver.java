package lanner.engine.rules.compile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.ast.Span;
import lanner.engine.rules.compile.MacroInliner.Resolved;
import lanner.engine.rules.define.Definition;
import lanner.engine.rules.define.Definitions.MacroDefinition;
import lanner.engine.rules.define.ExpansionBudget;
import lanner.engine.text.Nearest;

/**
 * Resolves macros, which unlike lists are trees. A macro sees those that appeared before its own latest definition; a
 * rule sees all. A macro that was defined again is used in its latest form everywhere. Works without recursion from
 * macro to macro, so that no chain of them can exhaust the stack.
 */
final class MacroResolver {
    /** A name that is no macro, or a macro that leads back to itself. */
    static final class MacroException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Expr.MacroRef reference;

        private final String hint;

        MacroException(String message, Expr.MacroRef reference) {
            this(message, "", reference);
        }

        MacroException(String message, String hint, Expr.MacroRef reference) {
            super(message, null, false, false);
            this.reference = reference;
            this.hint = hint;
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }

        String hint() {
            return hint;
        }

        Expr.MacroRef reference() {
            return reference;
        }
    }

    private final Map<String, MacroDefinition> definitions = new HashMap<>();
    private final Map<String, ParsedCondition> conditions = new HashMap<>();
    private final Map<String, Resolved> resolved = new HashMap<>();
    private final ConditionOrigins origins = new ConditionOrigins();
    private final Set<String> used = new HashSet<>();
    private final ExpansionBudget budget;
    private final CompileCache cache;

    MacroResolver(ExpansionBudget budget, CompileCache cache) {
        this.budget = budget;
        this.cache = cache;
    }

    /** Takes a macro in; before one is resolved, all that stand before it must be in. */
    void add(MacroDefinition macro, ParsedCondition condition) {
        definitions.put(macro.name(), macro);
        origins.addLeaves(Definition.Kind.MACRO, macro.name(), condition.tree());
        conditions.put(macro.name(), condition);
    }

    /** The macro's text that a node's span comes from; empty if it is no macro's. */
    Optional<String> textHolding(Span span) {
        return conditions.values().stream()
                .filter(condition -> SpanFinder.holds(condition.tree(), span))
                .map(ParsedCondition::text)
                .findFirst();
    }

    /** Where the nodes of resolved conditions come from. */
    ConditionOrigins origins() {
        return origins;
    }

    /** Whether any condition has used the macro so far. */
    boolean isUsed(String name) {
        return used.contains(name);
    }

    /** Resolves a macro and those that it leads to. */
    void resolve(String name) throws MacroException, ExpansionBudget.Exceeded {
        if (resolved.containsKey(name)) {
            return;
        }
        Deque<Frame> path = new ArrayDeque<>();
        Set<String> open = new HashSet<>();
        push(name, path, open);
        while (!path.isEmpty()) {
            Frame frame = path.peek();
            if (frame.references.hasNext()) {
                Expr.MacroRef reference = frame.references.next();
                check(
                        reference,
                        Objects.requireNonNull(definitions.get(frame.name)).visibility());
                if (open.contains(reference.name())) {
                    throw new MacroException("reference loop in macro '" + reference.name() + "'", reference);
                }
                if (!resolved.containsKey(reference.name())) {
                    push(reference.name(), path, open);
                }
            } else {
                path.pop();
                open.remove(frame.name);
                Resolved macro = inline(cache.macros, frame.name, condition(frame.name));
                // What is never used costs nothing: only the limits of a single condition hold here.
                new ExpansionBudget().chargeNodes(macro.nodes(), macro.depth());
                resolved.put(frame.name, macro);
                origins.addMacro(frame.name, macro.expr());
            }
        }
    }

    /** The condition of a macro that is defined. */
    private Expr condition(String name) {
        return Objects.requireNonNull(conditions.get(name)).tree();
    }

    private record Frame(String name, Iterator<Expr.MacroRef> references) {}

    private void push(String name, Deque<Frame> path, Set<String> open) {
        List<Expr.MacroRef> references = condition(name).macros();
        path.push(new Frame(name, references.iterator()));
        open.add(name);
    }

    /** A rule's condition with its macros, all of which must be resolved, in place. */
    Expr resolve(String rule, Expr condition) throws MacroException, ExpansionBudget.Exceeded {
        checkAll(condition);
        return charged(inline(cache.rules, rule, condition), budget);
    }

    /** The same for a condition that is no rule's and is charged by itself. */
    Expr resolve(Expr condition, ExpansionBudget own) throws MacroException, ExpansionBudget.Exceeded {
        checkAll(condition);
        return charged(MacroInliner.inline(condition, resolved), own);
    }

    private void checkAll(Expr condition) throws MacroException {
        for (Expr.MacroRef reference : condition.macros()) {
            check(reference, Integer.MAX_VALUE);
        }
    }

    private static Expr charged(Resolved whole, ExpansionBudget budget) throws ExpansionBudget.Exceeded {
        budget.chargeNodes(whole.nodes(), whole.depth());
        return whole.expr();
    }

    private Resolved inline(CompileCache.Stages stages, String name, Expr condition) {
        List<Expr> parts = new ArrayList<>();
        parts.add(condition);
        condition
                .macros()
                .forEach(reference -> parts.add(
                        Objects.requireNonNull(resolved.get(reference.name())).expr()));
        return stages.resolved.get(name, parts, () -> MacroInliner.inline(condition, resolved));
    }

    private void check(Expr.MacroRef reference, int visibility) throws MacroException {
        MacroDefinition macro = definitions.get(reference.name());
        if (macro == null || macro.index() >= visibility) {
            String hint = Nearest.hint(reference.name(), definitions.keySet());
            throw new MacroException("Undefined macro '" + reference.name() + "' used in filter.", hint, reference);
        }
        used.add(reference.name());
    }
}
