package lanner.engine.rules.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lanner.engine.lang.ast.Expr;

/** Puts resolved macros in the place of their names, and counts what becomes of the tree. */
final class MacroInliner implements Expr.Visitor<Expr> {
    /**
     * A condition without macro names left.
     *
     * @param nodes how many nodes the tree has, shared ones counted each time
     */
    record Resolved(Expr expr, long nodes, int depth) {}

    private final Map<String, Resolved> macros;
    private long nodes;
    private int level;
    private int depth;

    private MacroInliner(Map<String, Resolved> macros) {
        this.macros = macros;
    }

    /** All macros that the condition names must be in the map. */
    static Resolved inline(Expr expr, Map<String, Resolved> macros) {
        MacroInliner inliner = new MacroInliner(macros);
        Expr inlined = expr.accept(inliner);
        return new Resolved(inlined, inliner.nodes, inliner.depth);
    }

    @Override
    public Expr and(Expr.And node) {
        return new Expr.And(children(node.children()), node.span());
    }

    @Override
    public Expr or(Expr.Or node) {
        return new Expr.Or(children(node.children()), node.span());
    }

    @Override
    public Expr not(Expr.Not node) {
        return new Expr.Not(children(List.of(node.child())).get(0), node.span());
    }

    @Override
    public Expr macro(Expr.MacroRef node) {
        Resolved macro = Objects.requireNonNull(macros.get(node.name()));
        nodes = Math.min(nodes + macro.nodes(), Integer.MAX_VALUE);
        depth = Math.max(depth, level + macro.depth());
        return macro.expr();
    }

    @Override
    public Expr exists(Expr.Exists node) {
        return leaf(node);
    }

    @Override
    public Expr compare(Expr.Compare node) {
        return leaf(node);
    }

    private Expr leaf(Expr node) {
        nodes++;
        depth = Math.max(depth, level + 1);
        return node;
    }

    private List<Expr> children(List<Expr> children) {
        nodes++;
        level++;
        List<Expr> inlined = new ArrayList<>(children.size());
        for (Expr child : children) {
            inlined.add(child.accept(this));
        }
        level--;
        return inlined;
    }
}
