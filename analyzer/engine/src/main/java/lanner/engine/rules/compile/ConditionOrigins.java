package lanner.engine.rules.compile;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import lanner.engine.lang.ast.Expr;
import lanner.engine.rules.define.Definition;

/**
 * Where the parts of resolved conditions come from: by the node itself, as equal nodes may stand in several places. A
 * macro's leaves are the same nodes wherever the macro is used.
 */
public final class ConditionOrigins {
    private final IdentityHashMap<Expr, String> macros = new IdentityHashMap<>();
    private final IdentityHashMap<Expr, Leaf> leaves = new IdentityHashMap<>();

    /**
     * The place of a leaf in its definition's condition.
     *
     * @param kind what defines it: a rule or a macro
     * @param ordinal counts the leaves and the macro names of that condition from 0; those of a rule's exceptions come
     *     last
     */
    public record Leaf(Definition.Kind kind, String name, int ordinal) {}

    ConditionOrigins() {}

    void addMacro(String macro, Expr root) {
        macros.putIfAbsent(root, macro);
    }

    /** Takes in a definition's condition as it was parsed, macros not yet in place. */
    void addLeaves(Definition.Kind kind, String name, Expr condition) {
        List<Expr> found = condition.leaves();
        for (int i = 0; i < found.size(); i++) {
            leaves.putIfAbsent(found.get(i), new Leaf(kind, name, i));
        }
    }

    /** The macro that this node is the whole condition of. */
    public Optional<String> macro(Expr node) {
        return Optional.ofNullable(macros.get(node));
    }

    /** Where a leaf stands; empty for a node that is no leaf. */
    public Optional<Leaf> leaf(Expr node) {
        return Optional.ofNullable(leaves.get(node));
    }
}
