package lanner.engine.rules;

import java.util.IdentityHashMap;
import java.util.Optional;
import lanner.engine.lang.ast.Expr;

/** Which part of a condition came from which macro: by the node itself, as equal nodes may stand in several. */
public final class MacroOrigins {
    private final IdentityHashMap<Expr, String> names = new IdentityHashMap<>();

    MacroOrigins() {}

    void add(String macro, Expr root) {
        names.putIfAbsent(root, macro);
    }

    /** The macro that this node is the whole condition of. */
    public Optional<String> of(Expr node) {
        return Optional.ofNullable(names.get(node));
    }
}
